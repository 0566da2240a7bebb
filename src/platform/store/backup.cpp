// A consistent copy of a running SQLite database as one file.
#include "platform/store/backup.hpp"

#include "platform/store/connection.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace caunoi::store {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
    throw DatabaseError(fmt::format("The backup {} cannot be written: {}", path.string(), why), false);
}

void check(bool good, const std::filesystem::path& path) {
    if (!good) fail(path, std::generic_category().message(errno));
}

// A renamed file is safe from a power cut only when its folder is on the disk as well.
void flush_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    check(descriptor >= 0, folder);
    const bool flushed = ::fsync(descriptor) == 0;
    ::close(descriptor);
    check(flushed, folder);
}

}  // namespace

void backup_sqlite(Database& database, const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) fail(path, "a file of this name exists");
    std::filesystem::path part = path;
    part += ".part";
    std::filesystem::remove(part);  // of a run that was broken off
    // People's data: for the owner only, from the first byte on.
    const int descriptor = ::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    check(descriptor >= 0, part);
    ::close(descriptor);
    try {
        database.read([&](Tx& tx) { tx.connection().backup_to(part.string()); });
        std::filesystem::rename(part, path);
    } catch (const std::filesystem::filesystem_error& error) {
        fail(path, error.code().message());
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw;
    }
    flush_folder(std::filesystem::absolute(path).parent_path());
}

}  // namespace caunoi::store
