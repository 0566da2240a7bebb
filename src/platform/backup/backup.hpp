// Backups: one tar file with a manifest, the whole database as SQLite (whichever engine it came from, so that a backup
// moves between engines) and every file. The master key is not in it: keep DATA/master.key in another place.
//
//   manifest.txt      "name: value" lines, see Manifest
//   manifest.sha256   of manifest.txt, in hexadecimal
//   database.sqlite
//   files/ab/cd/…     each content under its SHA-256
#pragma once

#include "platform/base/embedded.hpp"
#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"
#include "platform/store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::backup {

struct Manifest {
    Time created_at;
    std::string engine;  // of the running database: "sqlite", "postgres"
    std::int64_t schema_version = 0;
    std::string log_head;        // "" while nothing is sealed; keep it elsewhere for `caunoi history verify --head`
    std::string history;         // "sound", or what verification found
    std::int64_t log_lines = 0;  // sealed and unsealed
    std::int64_t files = 0;
    std::int64_t file_bytes = 0;
    std::string database_sha256;  // hexadecimal
};

// The backup is not whole. The message is for the operator.
struct DamagedBackup : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Writes `target`, while others go on reading and writing, and reads it again before it gets its name: a file of this
// name is a good backup. A history that does not verify is saved all the same, and the manifest says so. Throws.
Manifest save(store::Database& database, const Installation& installation, Time moment,
              const std::filesystem::path& target, std::span<const EmbeddedFile> migrations);

// Reads every byte. Throws DamagedBackup.
Manifest check(const std::filesystem::path& backup);

// Into an empty database (of either engine) and a data directory without files. Errors: backup.damaged {reason},
// backup.newer_version, backup.database_not_empty, backup.files_not_empty. Not restored: the search index (build it
// again) and the master key.
Result<Manifest> restore(const std::filesystem::path& backup, store::Database& database,
                         const Installation& installation, std::span<const EmbeddedFile> migrations);

struct Saved {
    std::filesystem::path path;
    Time created_at;
    std::uintmax_t bytes = 0;
};
std::filesystem::path folder_of(const Installation& installation);
std::vector<Saved> list(const Installation& installation);  // newest first
std::optional<Saved> latest_good(const Installation& installation);

// Keeps the newest of each of the last seven days and of each of the last four weeks that have one (days of Hanoi).
void prune(const Installation& installation, Time moment);

// Somebody wants one now: the work is done by the jobs, once however often it is asked for. Needs jobs::can_manage.
inline constexpr std::string_view now_job = "backup.now";
Result<void> ask_for_one(Context& context);

// The daily job. Throws when the backup could not be made, and also when the history in it does not verify.
void run_daily(Context& context, std::span<const EmbeddedFile> migrations);

}  // namespace caunoi::backup
