// What tables a database has, in the words of either engine.
#pragma once

#include "platform/store/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::store {

bool has_table(Tx& tx, std::string_view name);

struct Column {
    std::string name;
    Value::Type type = Value::Type::null;  // null: none of the three that we use
};
struct Table {
    std::string name;
    std::vector<Column> columns;  // in order; without generated ones
};
// The ordinary tables by name. Not: virtual tables, the engine's own, and those of the search index (search_fts…),
// which differ by engine and are built again from the records.
std::vector<Table> tables(Tx& tx);

}  // namespace caunoi::store
