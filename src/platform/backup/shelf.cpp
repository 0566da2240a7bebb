// The backups that an installation keeps: which there are, and which go.
#include "platform/backup/backup.hpp"
#include "platform/backup/manifest.hpp"
#include "platform/backup/tar.hpp"
#include "platform/files/vault.hpp"
#include "platform/jobs/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace caunoi::backup {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t days_kept = 7;
constexpr std::size_t weeks_kept = 4;

// Only the beginning is read: a file gets its name after all of it has been checked.
std::optional<Saved> read_saved(const fs::path& path) {
    if (path.extension() != ".tar") return std::nullopt;
    try {
        const files::MappedFile file(path);
        const auto entry = TarReader(file.bytes()).next();
        if (!entry) return std::nullopt;
        return Saved{.path = path, .created_at = parse_manifest(entry->bytes).created_at, .bytes = file.bytes().size()};
    } catch (const std::runtime_error&) {
        return std::nullopt;  // somebody's other archive, or a damaged one: neither counts as a backup
    }
}

std::string file_name(Time moment) {  // "backup-20231114T221320Z.tar"
    std::string name = "backup-" + to_rfc3339(moment) + ".tar";
    std::erase_if(name, [](char letter) { return letter == ':'; });
    return name;
}

// Weeks begin on Monday; 1 January 1970 was a Thursday.
std::int64_t week_of(std::chrono::sys_days day) {
    return (day.time_since_epoch().count() + 3) / 7;
}

}  // namespace

fs::path folder_of(const Installation& installation) {
    return installation.data / "backups";
}

std::vector<Saved> list(const Installation& installation) {
    std::vector<Saved> all;
    if (!fs::exists(folder_of(installation))) return all;
    for (const auto& entry : fs::directory_iterator(folder_of(installation)))
        if (entry.is_regular_file())
            if (auto saved = read_saved(entry.path())) all.push_back(*std::move(saved));
    std::ranges::sort(all, [](const Saved& a, const Saved& b) {
        return a.created_at != b.created_at ? a.created_at > b.created_at : a.path < b.path;
    });
    return all;
}

std::optional<Saved> latest_good(const Installation& installation) {
    auto all = list(installation);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

void prune(const Installation& installation, Time moment) {
    std::set<std::int64_t> days;
    std::set<std::int64_t> weeks;
    for (const Saved& saved : list(installation)) {
        const std::chrono::sys_days day = date_in(Zone::hanoi, saved.created_at);
        const bool of_a_new_day = days.size() < days_kept && days.insert(day.time_since_epoch().count()).second;
        const bool of_a_new_week = weeks.size() < weeks_kept && weeks.insert(week_of(day)).second;
        if (!of_a_new_day && !of_a_new_week) fs::remove(saved.path);
    }
    // What a crash left behind: a backup that takes a day is not one any more.
    const auto old = fs::file_time_type::clock::from_sys(moment - std::chrono::days(1));
    for (const auto& entry : fs::directory_iterator(folder_of(installation)))
        if (entry.path().filename().string().starts_with(".new-") && entry.last_write_time() < old)
            fs::remove_all(entry.path());
}

Result<void> ask_for_one(Context& context) {
    TRY(context.require(jobs::can_manage));
    write(context, [&](store::Tx& tx) {
        tx.lock(now_job);
        if (tx.integer("select count(*) from job where kind = $1 and state = 'waiting'", now_job) == 0)
            jobs::enqueue(tx, now_job, "", context.now);
    });
    return {};
}

void run_daily(Context& context, std::span<const EmbeddedFile> migrations) {
    const Installation& installation = context.installation;
    const fs::path target = folder_of(installation) / file_name(context.now);
    if (fs::exists(target)) return;  // the daily one and one on request in the same second: this file is good
    const Manifest manifest = save(context.database, installation, context.now, target, migrations);
    prune(installation, context.now);
    if (manifest.history != "sound")
        throw std::runtime_error(fmt::format("The backup {} was made, but the history in it is broken: {}",
                                             target.filename().string(), manifest.history));
}

}  // namespace caunoi::backup
