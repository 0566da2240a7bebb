#include "app/checks.hpp"

#include "app/program.hpp"
#include "modules/settings/association.hpp"
#include "platform/backup/backup.hpp"
#include "platform/base/bytes.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"
#include "platform/search/search.hpp"

#include <filesystem>
#include <fstream>

namespace caunoi::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t least_bytes = 100'000'000;     // less: nothing can be written safely
constexpr std::uintmax_t wanted_bytes = 1'000'000'000;  // less: time to look after it
constexpr std::chrono::hours oldest_backup{48};         // two daily ones were missed
constexpr std::chrono::seconds longest_unsealed{60};    // the sealer looks every second
constexpr std::int64_t lines_looked_at = 10'000;        // of the history: quick, however long it is

Check good(std::string name, std::string text) {
    return {.name = std::move(name), .text = std::move(text)};
}
Check warn(std::string name, std::string text, std::string advice) {
    return {std::move(name), Verdict::warn, std::move(text), std::move(advice)};
}
Check bad(std::string name, std::string text, std::string advice) {
    return {std::move(name), Verdict::fail, std::move(text), std::move(advice)};
}

// Only writing tells: a file system may be read-only or full whatever its permissions say.
bool can_write(const fs::path& folder) {
    const fs::path probe = folder / (".probe-" + to_hex(random_bytes(6)));
    std::ofstream out(probe, std::ios::binary);
    out << "probe" << std::flush;
    const bool written = out.good();
    out.close();
    std::error_code ignored;
    fs::remove(probe, ignored);
    return written;
}

Check folder_check(const Installation& installation, const std::string& folder) {
    if (can_write(installation.data / folder)) return good("folder " + folder, "can be written");
    return bad("folder " + folder, "cannot be written",
               "give the account of the server the right to write there, and look whether the disk is full");
}

Check disk_check(const Installation& installation) {
    std::error_code error;
    const fs::space_info space = fs::space(installation.data, error);
    if (error) return bad("disk", "its free space cannot be read", "look at the disk of the data folder");
    const std::string text = fmt::format("{} MB free", space.available / 1'000'000);
    if (space.available < least_bytes)
        return bad("disk", text, "make room: below 100 MB nothing can be written safely");
    if (space.available < wanted_bytes) return warn("disk", text, "make room soon");
    return good("disk", text);
}

Check schema_check(store::Database& database) {
    const store::SchemaState state = store::schema_state(database, store::embedded_migrations());
    const std::string text = fmt::format("version {}", state.version);
    if (state.unknown > 0) return bad("schema", text + ", newer than this program", "start the newer program");
    if (state.missing > 0)
        return bad("schema", fmt::format("{}, {} migrations are missing", text, state.missing),
                   "run 'caunoi migrate', or restart the server");
    return good("schema", text);
}

Check integrity_check(store::Tx& tx) {
    if (tx.engine() != store::Engine::sqlite) return good("integrity", "PostgreSQL checks its own pages");
    std::string found;
    for (const store::Row row : tx.query("pragma quick_check(1)")) found = row.text(0);
    if (found != "ok")
        return bad("integrity", found, "stop the server, keep a copy of the file and restore the newest good backup");
    if (tx.query("pragma foreign_key_check").next())
        return bad("integrity", "a row refers to one that is not there",
                   "tell the makers; keep a copy of the database");
    return good("integrity", "database file and references are whole");
}

Check key_check(const Installation& installation) {
    std::error_code error;
    const fs::file_status status = fs::status(installation.data / "master.key", error);
    if (error || status.type() != fs::file_type::regular)
        return bad("key", "master.key is missing", "put your copy of it back before anything else");
    constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;
    if ((status.permissions() & others) != fs::perms::none)
        return bad("key", "others can read master.key", "chmod 600 master.key");
    return good("key", "only its owner can read master.key");
}

Check backup_check(const Installation& installation, Time moment) {
    const auto latest = backup::latest_good(installation);
    if (!latest)
        return warn("backup", "there is none yet", "the server makes one every day; 'caunoi backup' makes one now");
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(moment - latest->created_at);
    const std::string text = fmt::format("the last good one is {} hours old", hours.count());
    if (hours >= oldest_backup)
        return bad("backup", text, "look at /jobs for what stops the daily one, or run 'caunoi backup'");
    return good("backup", text);
}

Check history_check(store::Tx& tx) {
    const log::Verification found = log::verify_last(tx, lines_looked_at);
    if (!found.sound)
        return bad("history", fmt::format("broken at line {}: {}", found.broken_leaf, found.reason),
                   "run 'caunoi history verify' and compare with a backup");
    return good("history", fmt::format("the last {} lines are sound", found.lines));
}

Check seal_check(store::Tx& tx, Time moment) {
    const std::int64_t old =
        tx.integer("select count(*) from log_entry where leaf is null and at < $1", moment - longest_unsealed);
    if (old > 0)
        return warn("sealing", fmt::format("{} history lines wait for their seal", old),
                    "start the server, which seals every second; if it runs, look at /jobs");
    return good("sealing", "no history line waits");
}

Check jobs_check(store::Tx& tx) {
    const std::int64_t failing = tx.integer("select count(*) from job_schedule where failures > 0");
    const std::int64_t failed = tx.integer("select count(*) from job where state = 'failed'");
    if (failing + failed > 0)
        return warn("jobs", fmt::format("{} schedules and {} jobs failed", failing, failed), "look at /jobs");
    return good("jobs", "nothing has failed");
}

Check mail_check(const Config& config) {
    if (config.mail_url.empty())
        return warn("mail", "no mail server is set: mail waits", "set mail_url and mail_from in the settings file");
    if (!mail::plausible_address(config.mail_from))
        return bad("mail", "mail_from is not an address", "set mail_from in the settings file");
    if (config.public_url.empty())
        return warn("mail", "links cannot be mailed", "set public_url to the address that people use");
    return good("mail", "server and sender are set");
}

Check search_check(store::Tx& tx) {
    if (search::needs_rebuild(tx))
        return warn("search", "the index is missing or old", "restart the server: it builds it");
    return good("search", "the index is of this version");
}

Check association_check(store::Tx& tx) {
    if (!settings::association(tx))
        return warn("association", "its names are not recorded yet",
                    "sign in as administrator and fill in the first page");
    return good("association", "its names are recorded");
}

// A check that cannot be made is a failed one.
template <class Look>
void add(std::vector<Check>& checks, std::string name, Look&& look) {
    try {
        checks.push_back(look());
    } catch (const std::exception& error) {
        checks.push_back(bad(std::move(name), error.what(), "mend that first"));
    }
}

}  // namespace

std::vector<Check> readiness(store::Database& database, const Installation& installation) {
    std::vector<Check> checks;
    try {
        database.read([](store::Tx& tx) { tx.integer("select 1"); });
        checks.push_back(good("database", "answers"));
        checks.push_back(schema_check(database));
    } catch (const std::exception&) {
        checks.push_back(bad("database", "does not answer", "look whether it runs"));
    }
    checks.push_back(can_write(installation.data / "spool") ? good("data folder", "can be written")
                                                            : bad("data folder", "cannot be written", ""));
    checks.push_back(disk_check(installation));
    return checks;
}

std::vector<Check> examine(Program& program) {
    store::Database& database = program.database();
    const Installation& installation = program.installation();
    const Time moment = now();
    std::vector<Check> checks{good("database", database.url())};
    add(checks, "schema", [&] { return schema_check(database); });
    const bool usable = checks.back().verdict == Verdict::ok;
    add(checks, "key", [&] { return key_check(installation); });
    for (const std::string folder : {"files", "spool", "backups"})
        add(checks, "folder " + folder, [&] { return folder_check(installation, folder); });
    add(checks, "disk", [&] { return disk_check(installation); });
    add(checks, "backup", [&] { return backup_check(installation, moment); });
    add(checks, "mail", [&] { return mail_check(program.config()); });
    if (!usable) return checks;  // the tables are not what this version knows
    const auto look = [&](std::string name, auto check) {
        add(checks, std::move(name), [&] { return database.snapshot([&](store::Tx& tx) { return check(tx); }); });
    };
    look("integrity", integrity_check);
    look("history", history_check);
    look("sealing", [&](store::Tx& tx) { return seal_check(tx, moment); });
    look("jobs", jobs_check);
    look("search", search_check);
    look("association", association_check);
    return checks;
}

}  // namespace caunoi::app
