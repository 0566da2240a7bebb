// The catalogues of SQLite and PostgreSQL.
#include "platform/store/catalog.hpp"

namespace caunoi::store {
namespace {

std::vector<std::string> names(Rows rows) {
    std::vector<std::string> found;
    for (const Row row : rows) found.emplace_back(row.text(0));
    return found;
}

// Shadow tables of a virtual table are ordinary ones to sqlite_master; pragma_table_list tells them apart.
std::vector<std::string> sqlite_tables(Tx& tx) {
    return names(tx.query(R"(select name from pragma_table_list
        where schema = 'main' and type = 'table' and name not like 'sqlite\_%' escape '\' and name not like 'search\_fts%' escape '\'
        order by name collate "C")"));
}

std::vector<std::string> postgres_tables(Tx& tx) {
    return names(tx.query(R"(select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname not like 'search\_fts%'
        order by c.relname collate "C")"));
}

Value::Type parse_type(std::string_view declared) {
    for (const std::string_view type : {"bigint", "integer", "smallint"})
        if (declared == type) return Value::Type::integer;
    if (declared == "text") return Value::Type::text;
    if (declared == "bytea") return Value::Type::blob;
    return Value::Type::null;
}

std::vector<Column> columns(Tx& tx, const std::string& table) {
    std::vector<Column> found;
    const auto collect = [&](Rows rows) {
        for (const Row row : rows) found.push_back({std::string(row.text("name")), parse_type(row.text("type"))});
    };
    if (tx.engine() == Engine::sqlite) {
        collect(tx.query("select name, lower(type) as type from pragma_table_xinfo($1) where hidden = 0 order by cid",
                         table));
    } else {
        collect(tx.query(R"(select attname as name, format_type(atttypid, null) as type from pg_attribute
            where attrelid = to_regclass(quote_ident($1)) and attnum > 0 and not attisdropped and attgenerated = ''
            order by attnum)",
                         table));
    }
    return found;
}

}  // namespace

bool has_table(Tx& tx, std::string_view name) {
    if (tx.engine() == Engine::sqlite)
        return tx.integer("select count(*) from sqlite_master where type = 'table' and name = $1", name) > 0;
    return tx.integer("select count(*) from pg_class where oid = to_regclass(quote_ident($1))", name) > 0;
}

std::vector<Table> tables(Tx& tx) {
    const bool sqlite = tx.engine() == Engine::sqlite;
    std::vector<Table> found;
    for (const std::string& name : sqlite ? sqlite_tables(tx) : postgres_tables(tx))
        found.push_back({name, columns(tx, name)});
    return found;
}

}  // namespace caunoi::store
