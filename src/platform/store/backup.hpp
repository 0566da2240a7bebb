// A consistent copy of a running SQLite database as one file.
#pragma once

#include "platform/store/database.hpp"

#include <filesystem>

namespace caunoi::store {

// Writes beside `path` first and renames, so that a file of this name is always whole. Others read and write meanwhile.
// Throws DatabaseError when the file exists or cannot be written.
void backup_sqlite(Database& database, const std::filesystem::path& path);

}  // namespace caunoi::store
