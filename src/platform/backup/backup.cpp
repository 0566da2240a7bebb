#include "platform/backup/backup.hpp"

#include "platform/backup/manifest.hpp"
#include "platform/backup/tar.hpp"
#include "platform/base/bytes.hpp"
#include "platform/files/vault.hpp"
#include "platform/log/log.hpp"
#include "platform/store/backup.hpp"
#include "platform/store/copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace caunoi::backup {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "manifest.txt";
constexpr std::string_view manifest_hash_name = "manifest.sha256";
constexpr std::string_view database_name = "database.sqlite";
constexpr std::string_view files_prefix = "files/";

// A folder that is gone afterwards, whatever happens. Only its owner may look in.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& beside) : path_(beside / (".new-" + random_token())) {
        fs::create_directories(beside);
        fs::create_directory(path_);
        fs::permissions(path_, fs::perms::owner_all);
    }
    ~WorkFolder() {
        std::error_code ignored;  // what is left over is swept by prune()
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }

private:
    fs::path path_;
};

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw std::system_error(error, std::generic_category(), folder.string());
}

std::string sqlite_url(const fs::path& path) {
    return "sqlite:" + path.string();
}

void copy_database(store::Database& database, const fs::path& to, std::span<const EmbeddedFile> migrations) {
    if (database.engine() == store::Engine::sqlite) {
        store::backup_sqlite(database, to);
        return;
    }
    store::Database copy({.url = sqlite_url(to), .readers = 1});
    store::migrate(copy, migrations);
    store::copy_all(database, copy, migrations);
}

std::vector<std::string> stored_contents(store::Tx& tx) {
    std::vector<std::string> contents;
    for (const store::Row row : tx.query("select distinct sha256 from file order by sha256"))
        contents.emplace_back(row.blob(0));
    return contents;
}

// Looks at the copy, not at the running database: it is the copy that must be good.
std::vector<std::string> describe(store::Database& copy, const std::vector<std::string>& earlier_heads,
                                  Manifest& manifest) {
    manifest.schema_version = store::schema_version(copy);
    return copy.snapshot([&](store::Tx& tx) {
        for (const store::Row row : tx.query("pragma integrity_check"))
            if (row.text(0) != "ok") throw DamagedBackup("the copied database: " + std::string(row.text(0)));
        const log::Verification found = log::verify(tx, earlier_heads);
        manifest.history = found.sound ? "sound" : fmt::format("{} at line {}", found.reason, found.broken_leaf);
        manifest.log_lines = found.lines + found.unsealed;
        const auto head = log::latest_head(tx);
        manifest.log_head = head ? log::to_text(*head) : "";
        return stored_contents(tx);
    });
}

std::string file_entry_name(std::string_view sha256) {
    return files::path_of("files", sha256).generic_string();
}

void write_archive(const fs::path& path, Manifest& manifest, const fs::path& database, const fs::path& vault,
                   const std::vector<std::string>& contents) {
    manifest.files = static_cast<std::int64_t>(contents.size());
    manifest.file_bytes = 0;
    for (const std::string& sha256 : contents)
        manifest.file_bytes += static_cast<std::int64_t>(fs::file_size(files::path_of(vault, sha256)));
    const files::MappedFile database_file(database);
    manifest.database_sha256 = to_hex(sha256(database_file.bytes()));

    TarWriter tar(path, manifest.created_at);
    const std::string text = to_text(manifest);
    tar.add(manifest_name, text);
    tar.add(manifest_hash_name, to_hex(sha256(text)) + "\n");
    tar.add(database_name, database_file.bytes());
    for (const std::string& sha256 : contents)
        tar.add(file_entry_name(sha256), files::MappedFile(files::path_of(vault, sha256)).bytes());
    tar.finish();
}

TarEntry expect(TarReader& tar, std::string_view name) {
    const auto entry = tar.next();
    if (!entry || entry->name != name) throw DamagedBackup(fmt::format("{} is missing", name));
    return *entry;
}

// Every byte of the archive is covered: by the checks of the reader, or by a hash.
Manifest check_archive(std::string_view bytes) {
    try {
        TarReader tar(bytes);
        const std::string_view text = expect(tar, manifest_name).bytes;
        if (expect(tar, manifest_hash_name).bytes != to_hex(sha256(text)) + "\n")
            throw DamagedBackup("the manifest does not have its hash");
        Manifest manifest = parse_manifest(text);
        if (to_hex(sha256(expect(tar, database_name).bytes)) != manifest.database_sha256)
            throw DamagedBackup("the database does not have its hash");
        std::int64_t files = 0;
        std::int64_t file_bytes = 0;
        for (auto entry = tar.next(); entry; entry = tar.next()) {
            if (entry->name != file_entry_name(sha256(entry->bytes)))
                throw DamagedBackup(fmt::format("{} does not have its hash", entry->name));
            ++files;
            file_bytes += static_cast<std::int64_t>(entry->bytes.size());
        }
        if (files != manifest.files || file_bytes != manifest.file_bytes) throw DamagedBackup("files are missing");
        return manifest;
    } catch (const DamagedBackup&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw DamagedBackup(error.what());
    }
}

std::int64_t newest_version(std::span<const EmbeddedFile> migrations) {  // "0010_people.sql" is version 10
    std::int64_t newest = 0;
    for (const EmbeddedFile& migration : migrations)
        newest = std::max(newest, parse_integer(migration.name.substr(0, migration.name.find('_'))).value_or(0));
    return newest;
}

bool holds_files(const fs::path& vault) {
    if (!fs::exists(vault)) return false;
    return std::ranges::any_of(fs::recursive_directory_iterator(vault), [](const fs::directory_entry& entry) {
        return entry.is_regular_file() && entry.path().filename() != ".lock";
    });
}

// The database of the archive as one of its own, raised to the schema of this program.
void extract_database(std::string_view bytes, const fs::path& to, const Manifest& manifest,
                      std::span<const EmbeddedFile> migrations) {
    {
        std::ofstream out(to, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) throw std::runtime_error("cannot write " + to.string());
    }
    store::Database copy({.url = sqlite_url(to), .readers = 1});
    Manifest found;
    const std::vector<std::string> heads =
        manifest.log_head.empty() ? std::vector<std::string>{} : std::vector<std::string>{manifest.log_head};
    describe(copy, heads, found);
    if (found.history != manifest.history || found.log_head != manifest.log_head ||
        found.log_lines != manifest.log_lines)
        throw DamagedBackup("the history is not the one of the manifest: " + found.history);
    store::migrate(copy, migrations);
}

}  // namespace

Manifest save(store::Database& database, const Installation& installation, Time moment, const fs::path& target,
              std::span<const EmbeddedFile> migrations) {
    if (fs::exists(target)) throw std::runtime_error(target.string() + " exists already");
    const fs::path beside = target.has_parent_path() ? target.parent_path() : fs::current_path();
    const WorkFolder work(beside);
    const auto earlier = database.read([](store::Tx& tx) { return log::latest_head(tx); });
    const std::vector<std::string> earlier_heads =
        earlier ? std::vector<std::string>{log::to_text(*earlier)} : std::vector<std::string>{};

    copy_database(database, work / "database", migrations);
    Manifest manifest{.created_at = moment,
                      .engine = database.engine() == store::Engine::sqlite ? "sqlite" : "postgres",
                      .log_head = {},
                      .history = {},
                      .database_sha256 = {}};
    std::vector<std::string> contents;
    {
        store::Database copy({.url = sqlite_url(work / "database"), .readers = 1});
        contents = describe(copy, earlier_heads, manifest);
    }
    write_archive(work / "archive", manifest, work / "database", files::vault_of(installation.data), contents);
    check(work / "archive");
    fs::rename(work / "archive", target);
    sync_folder(beside);
    return manifest;
}

Manifest check(const fs::path& backup) {
    return check_archive(files::MappedFile(backup).bytes());
}

Result<Manifest> restore(const fs::path& backup, store::Database& database, const Installation& installation,
                         std::span<const EmbeddedFile> migrations) {
    if (store::schema_version(database) != 0) return fail(Error::Kind::conflict, "backup.database_not_empty");
    const fs::path vault = files::vault_of(installation.data);
    if (holds_files(vault)) return fail(Error::Kind::conflict, "backup.files_not_empty");
    const files::MappedFile archive(backup);
    try {
        const Manifest manifest = check_archive(archive.bytes());
        const WorkFolder work(installation.data);
        TarReader tar(archive.bytes());
        for (auto entry = tar.next(); entry; entry = tar.next()) {
            if (entry->name == database_name) {
                if (manifest.schema_version > newest_version(migrations))
                    return fail(Error::Kind::conflict, "backup.newer_version");
                extract_database(entry->bytes, work / "database", manifest, migrations);
            } else if (entry->name.starts_with(files_prefix)) {
                files::store_content(vault, sha256(entry->bytes), entry->bytes, manifest.created_at);
            }
        }
        store::Database copy({.url = sqlite_url(work / "database"), .readers = 1});
        store::migrate(database, migrations);
        store::copy_all(copy, database, migrations);
        return manifest;
    } catch (const DamagedBackup& damage) {
        return fail(Error::Kind::invalid, "backup.damaged", {{"reason", damage.what()}});
    }
}

}  // namespace caunoi::backup
