// Moves an installation between SQLite and PostgreSQL: nothing is lost in growth.
#pragma once

#include "platform/store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace caunoi::store {

struct CopiedTable {
    std::string name;
    std::int64_t rows = 0;
};

// Copies every ordinary table in one transaction of the target and compares what arrived, row by row, before
// committing. Both must have the schema of `migrations`; the target must hold nothing beyond what these put there. Not
// copied: the search index (search_fts…), which the caller builds again. Throws DatabaseError, and the target is as it
// was.
std::vector<CopiedTable> copy_all(Database& from, Database& to, std::span<const EmbeddedFile> migrations);

}  // namespace caunoi::store
