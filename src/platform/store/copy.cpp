// Moves an installation between SQLite and PostgreSQL.
#include "platform/store/copy.hpp"

#include "platform/base/bytes.hpp"
#include "platform/store/catalog.hpp"
#include "platform/store/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace caunoi::store {
namespace {

constexpr std::size_t most_parameters =
    1000;  // of one insert: enough that the round trip to PostgreSQL no longer counts

[[noreturn]] void refuse(const std::string& why) {
    throw DatabaseError(why, false);
}

std::string quoted(std::string_view name) {
    return fmt::format("\"{}\"", name);
}

std::string column_list(const Table& table) {
    std::string list;
    for (const Column& column : table.columns) list += (list.empty() ? "" : ", ") + quoted(column.name);
    return list;
}

// How many rows and what is in them, whatever their order: the sum of the rows' hashes.
struct Fingerprint {
    std::int64_t rows = 0;
    std::array<std::uint64_t, 4> sum{};

    void add(const Row& row, int columns) {
        std::string content;
        for (int n = 0; n < columns; ++n) {
            content += static_cast<char>(row.type(n));
            if (row.type(n) == Value::Type::null) continue;
            const std::string_view bytes = row.blob(n);
            content += fmt::format("{}:", bytes.size());
            content += bytes;
        }
        const std::string hash = sha256(content);
        for (std::size_t part = 0; part < sum.size(); ++part) {
            std::uint64_t number = 0;
            std::memcpy(&number, hash.data() + 8 * part, 8);
            sum[part] += number;
        }
        ++rows;
    }
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// SQLite hands out row by row; libpq would fetch the whole table, so there a cursor of the server is read in pieces.
void for_each_row(Tx& tx, const Table& table, const std::function<void(const Row&)>& visit) {
    const std::string select = fmt::format("select {} from {}", column_list(table), quoted(table.name));
    if (tx.engine() == Engine::sqlite) {
        for (const Row row : tx.run(select, {})) visit(row);
        return;
    }
    const std::string cursor = quoted("copy_" + table.name);
    tx.run_to_end(fmt::format("declare {} no scroll cursor for {}", cursor, select), {});
    const std::string fetch = fmt::format("fetch 500 from {}", cursor);
    for (bool more = true; more;) {
        more = false;
        for (const Row row : tx.run(fetch, {})) {
            more = true;
            visit(row);
        }
    }
    tx.run_to_end("close " + cursor, {});
}

Fingerprint fingerprint(Tx& tx, const Table& table) {
    Fingerprint found;
    for_each_row(tx, table, [&](const Row& row) { found.add(row, static_cast<int>(table.columns.size())); });
    return found;
}

// Rows on their way into the target, a few hundred parameters at a time.
class Batch {
public:
    Batch(Tx& target, const Table& table)
        : target_(target), table_(table), most_(std::max<std::size_t>(1, most_parameters / table.columns.size())) {}

    void add(const Row& row) {
        for (std::size_t n = 0; n < table_.columns.size(); ++n) {
            const int at = static_cast<int>(n);
            const Value::Type type = row.type(at);
            cells_.push_back({type, type == Value::Type::integer ? row.integer(at) : 0,
                              type == Value::Type::integer ? std::string() : std::string(row.blob(at))});
        }
        if (++rows_ == most_) flush();
    }

    void flush() {
        if (rows_ == 0) return;
        std::vector<Value> values;
        values.reserve(cells_.size());
        for (std::size_t n = 0; n < cells_.size(); ++n) {
            const Cell& cell = cells_[n];
            switch (cell.type) {
                case Value::Type::null:
                    values.push_back(Value::null_of(table_.columns[n % table_.columns.size()].type));
                    break;
                case Value::Type::integer: values.emplace_back(cell.integer); break;
                case Value::Type::text: values.emplace_back(cell.bytes); break;
                case Value::Type::blob: values.push_back(Value::bytes_of(cell.bytes)); break;
            }
        }
        target_.run_to_end(statement(), values);
        cells_.clear();
        rows_ = 0;
    }

private:
    struct Cell {
        Value::Type type;
        std::int64_t integer;
        std::string bytes;
    };

    [[nodiscard]] std::string statement() const {
        std::string text = fmt::format("insert into {} ({}) values ", quoted(table_.name), column_list(table_));
        std::size_t parameter = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t n = 0; n < table_.columns.size(); ++n)
                text += fmt::format("{}${}", n > 0 ? ", " : row > 0 ? "), (" : "(", ++parameter);
        }
        return text + ")";
    }

    Tx& target_;
    const Table& table_;
    std::size_t most_;
    std::vector<Cell> cells_;
    std::size_t rows_ = 0;
};

// The rows arrive table by table, so references cannot hold until the end. SQLite can wait for it; PostgreSQL gets its
// foreign keys taken off and put back, which checks every row, in the same transaction.
class ForeignKeys {
public:
    explicit ForeignKeys(Tx& tx) : tx_(tx) {
        if (tx.engine() == Engine::sqlite) {
            tx.connection().script("pragma defer_foreign_keys = on");
            return;
        }
        for (const Row row : tx.query(R"(select conrelid::regclass::text as at, quote_ident(conname) as name,
                pg_get_constraintdef(oid) as definition
            from pg_constraint
            where contype = 'f' and conparentid = 0 and connamespace = to_regnamespace(quote_ident(current_schema()))
            order by at, name)")) {
            const std::string table(row.text("at"));
            take_off_.push_back(fmt::format("alter table {} drop constraint {}", table, row.text("name")));
            put_back_.push_back(
                fmt::format("alter table {} add constraint {} {}", table, row.text("name"), row.text("definition")));
        }
        for (const std::string& command : take_off_) tx.run_to_end(command, {});
    }
    void put_back() {
        for (const std::string& command : put_back_) tx_.run_to_end(command, {});
    }

private:
    Tx& tx_;
    std::vector<std::string> take_off_;
    std::vector<std::string> put_back_;
};

// What a database says about itself rather than about the association.
bool own_state(const Table& table) {
    return table.name == "schema_migration" || table.name == "node_lease";
}

std::vector<Table> tables_to_copy(Tx& tx) {
    std::vector<Table> found = tables(tx);
    std::erase_if(found, own_state);
    return found;
}

void check_same_tables(const std::vector<Table>& source, const std::vector<Table>& target) {
    const auto named = [](const Table& table) {
        std::vector<std::string> names{table.name};
        for (const Column& column : table.columns) names.push_back(column.name);
        std::sort(names.begin() + 1, names.end());
        return names;
    };
    const auto same = [&](const Table& a, const Table& b) { return named(a) == named(b); };
    const auto [ours, theirs] = std::mismatch(source.begin(), source.end(), target.begin(), target.end(), same);
    if (ours != source.end()) refuse(fmt::format("The table {} is not the same in both databases.", ours->name));
    if (theirs != target.end()) refuse(fmt::format("The table {} is not the same in both databases.", theirs->name));
}

// Migrations may leave rows of their own (settings that must exist); a freshly made schema shows which.
void check_untouched(Tx& target, const std::vector<Table>& all, std::span<const EmbeddedFile> migrations) {
    std::unique_ptr<Database> fresh;
    for (const Table& table : all) {
        const Fingerprint found = fingerprint(target, table);
        if (found.rows == 0) continue;
        if (!fresh) {
            fresh = std::make_unique<Database>(Options{.url = ":memory:", .readers = 1, .clock = {}});
            migrate(*fresh, migrations);
        }
        if (fresh->read([&](Tx& tx) { return fingerprint(tx, table); }) != found)
            refuse(fmt::format("The target already holds data ({} rows in {}). Copy into an empty database.",
                               found.rows, table.name));
    }
}

// Ids that the old installation may have made must not be made again, so the later moment of each node stays.
void merge_leases(Tx& source, Tx& target) {
    for (const Row row : source.query("select node, until_ms from node_lease order by node"))
        target.execute(R"(insert into node_lease (node, until_ms) values ($1, $2)
            on conflict (node) do update set until_ms = case
                when node_lease.until_ms < excluded.until_ms then excluded.until_ms else node_lease.until_ms end)",
                       row.integer("node"), row.integer("until_ms"));
}

CopiedTable copy_table(Tx& source, Tx& target, const Table& table) {
    Fingerprint sent;
    Batch batch(target, table);
    for_each_row(source, table, [&](const Row& row) {
        sent.add(row, static_cast<int>(table.columns.size()));
        batch.add(row);
    });
    batch.flush();
    if (fingerprint(target, table) != sent)
        refuse(fmt::format("The table {} did not arrive as it was sent. Nothing has been changed.", table.name));
    return {table.name, sent.rows};
}

std::vector<CopiedTable> copy_rows(Tx& source, Tx& target, std::span<const EmbeddedFile> migrations) {
    const std::vector<Table> all = tables_to_copy(source);
    check_same_tables(all, tables_to_copy(target));
    check_untouched(target, all, migrations);
    ForeignKeys foreign_keys(target);
    for (const Table& table : all) target.run_to_end("delete from " + quoted(table.name), {});
    std::vector<CopiedTable> copied;
    for (const Table& table : all) copied.push_back(copy_table(source, target, table));
    foreign_keys.put_back();
    if (has_table(source, "node_lease")) merge_leases(source, target);
    return copied;
}

}  // namespace

std::vector<CopiedTable> copy_all(Database& from, Database& to, std::span<const EmbeddedFile> migrations) {
    const int have = schema_version(from);
    if (have == 0 || have != schema_version(to))
        refuse(fmt::format("The schemas differ (source {}, target {}). Open both with this program first.", have,
                           schema_version(to)));
    return from.snapshot(
        [&](Tx& source) { return to.write([&](Tx& target) { return copy_rows(source, target, migrations); }); });
}

}  // namespace caunoi::store
