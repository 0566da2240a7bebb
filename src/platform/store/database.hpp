// SQLite and PostgreSQL behind one face. The same SQL text runs on both; what differs is hidden in sqlite.cpp and
// postgres.cpp. A statement is prepared once a connection and reset after every use.
#pragma once

#include "platform/base/embedded.hpp"
#include "platform/base/result.hpp"
#include "platform/store/ids.hpp"
#include "platform/store/sql.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace caunoi::store {

enum class Engine { sqlite, postgres };

// A statement failed for a reason no user caused. `retryable`: serialization failure, deadlock or SQLITE_BUSY.
struct DatabaseError : std::runtime_error {
    DatabaseError(const std::string& what, bool can_retry) : std::runtime_error(what), retryable(can_retry) {}
    bool retryable;
};

class Statement;   // one engine's running statement
class Connection;  // one engine's connection

// The row that a cursor stands on. Valid until the next step. Reading a column that the statement does not have throws
// std::logic_error: it is our own mistake.
class Row {
public:
    Row() = default;
    explicit Row(Statement& statement) : statement_(&statement) {}

    [[nodiscard]] int column(std::string_view name) const;  // position, for readers of many rows
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(
        int column) const;  // 0 when null; std::logic_error when it is not a whole number
    [[nodiscard]] std::string_view text(int column) const;  // "" when null; valid until the next step
    [[nodiscard]] std::string_view blob(int column) const;  // likewise
    [[nodiscard]] Value::Type type(int column) const;       // of this value

    [[nodiscard]] bool is_null(std::string_view name) const { return is_null(column(name)); }
    [[nodiscard]] std::int64_t integer(std::string_view name) const { return integer(column(name)); }
    [[nodiscard]] std::string_view text(std::string_view name) const { return text(column(name)); }
    [[nodiscard]] std::string_view blob(std::string_view name) const { return blob(column(name)); }
    [[nodiscard]] bool boolean(std::string_view name) const { return integer(name) != 0; }
    [[nodiscard]] Time time(std::string_view name) const { return Time(std::chrono::seconds(integer(name))); }
    template <class Tag>
    [[nodiscard]] Id<Tag> id(std::string_view name) const {
        return Id<Tag>{integer(name)};
    }

private:
    Statement* statement_ = nullptr;
};

// The result of a query, read forward once:  for (store::Row row : tx.query("select …")) …
// The statement has run when query() returns, so `insert … returning` need not be read to take effect.
class Rows {
public:
    explicit Rows(Statement* statement);  // takes it over; resets it when done
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&&) = delete;
    Rows(const Rows&) = delete;
    ~Rows();

    [[nodiscard]] std::optional<Row> next();

    struct End {};
    class Iterator {
    public:
        explicit Iterator(Rows& rows) : rows_(&rows), row_(rows.next()) {}
        Row operator*() const { return *row_; }
        Iterator& operator++() {
            row_ = rows_->next();
            return *this;
        }
        bool operator!=(End) const { return row_.has_value(); }

    private:
        Rows* rows_;
        std::optional<Row> row_;
    };
    Iterator begin() { return Iterator(*this); }
    static End end() { return {}; }

private:
    Statement* statement_;
};

// A running transaction (or, from Database::read, a consistent view that cannot write). After a statement has failed
// the transaction is lost on both engines: every further statement throws, and it is never committed.
class Tx {
public:
    Tx(Connection& connection, Ids& ids) : connection_(&connection), ids_(&ids) {}
    Tx(const Tx&) = delete;
    Tx& operator=(const Tx&) = delete;

    template <class... Args>
    Rows query(Sql sql, const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{Value(args)...};
        return run(sql.text, values);
    }
    Rows query(const Query& query) { return run(query.text(), query.values()); }

    // Runs to the end; returns the number of rows changed.
    template <class... Args>
    std::int64_t execute(Sql sql, const Args&... args) {
        const std::array<Value, sizeof...(Args)> values{Value(args)...};
        return run_to_end(sql.text, values);
    }
    std::int64_t execute(const Query& query) { return run_to_end(query.text(), query.values()); }

    // For a statement that returns one integer, e.g. an aggregate. 0 when there is no row.
    template <class... Args>
    std::int64_t integer(Sql sql, const Args&... args) {
        Rows rows = query(sql, args...);
        const auto row = rows.next();
        return row ? row->integer(0) : 0;
    }

    template <class Tag>
    Id<Tag> new_id() {
        return Id<Tag>{ids_->next()};
    }

    // Serialises number series, quotas, quorums: advisory lock on PostgreSQL, nothing to do on SQLite's single writer.
    void lock(std::string_view series, std::int64_t id = 0);

    [[nodiscard]] Engine engine() const;

    // For the generated statements of platform/records only: the text is built from constexpr descriptions.
    Rows run(std::string_view sql, std::span<const Value> values);
    std::int64_t run_to_end(std::string_view sql, std::span<const Value> values);

    Connection& connection() { return *connection_; }  // for the files of this folder

private:
    Connection* connection_;
    Ids* ids_;
};

struct Options {
    // "sqlite:/path/file.db" or "postgres://user@host:port/name" (libpq's form). ":memory:" is for tests: one
    // connection.
    std::string url;
    int readers = 4;        // SQLite: reading connections; PostgreSQL: connections in all. Opened when first needed.
    Ids::Clock clock = {};  // of the ids; tests set it
};

class Database {
public:
    explicit Database(Options options);  // throws DatabaseError with a sentence for the operator
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] Engine engine() const;
    [[nodiscard]] const std::string& url() const;  // without a password

    // Runs `body(Tx&)` in a writing transaction and returns what it returns. A body that returns a Result is rolled
    // back when that holds an error and committed when it holds a value; any other body (void or a plain value) is
    // committed when it returns, and every body is rolled back when it throws.
    //   const Result<ActivityId> id = database.write([&](store::Tx& tx) -> Result<ActivityId> { … });
    // `body` must be re-runnable: it is run again (up to 10 times) on serialization failure, deadlock or BUSY. It must
    // not do network, mail, file or password work. SQLite: BEGIN IMMEDIATE on the one writer. PostgreSQL: READ
    // COMMITTED.
    //
    // One thread has one transaction of a database at a time: beginning another inside a body throws std::logic_error
    // (it would wait for itself, or read a state older than its own). Pass the Tx on instead.
    template <class Body>
    auto write(Body&& body) -> std::invoke_result_t<Body&, Tx&>;
    // A view that does not move: one snapshot on both engines (REPEATABLE READ, read only).
    template <class Body>
    auto snapshot(Body&& body) -> std::invoke_result_t<Body&, Tx&>;
    // Reading for a page: one snapshot on SQLite; on PostgreSQL each statement sees the newest committed state, because
    // begin and commit would double the cost of a page of two queries.
    template <class Body>
    auto read(Body&& body) -> std::invoke_result_t<Body&, Tx&>;

    // What the three are made of. write_raw commits when `body` returns true.
    void write_raw(const std::function<bool(Tx&)>& body);
    void snapshot_raw(const std::function<void(Tx&)>& body);
    void read_raw(const std::function<void(Tx&)>& body);
    // For migrate() only: no ids, and on SQLite foreign keys are left to the end and then every row is checked.
    void write_schema(const std::function<bool(Tx&)>& body);

    Ids& ids();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

namespace detail {

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

// What a body may hand out: nothing that dies with its transaction.
template <class T>
inline constexpr bool outlives_transaction = !std::is_reference_v<T> && !std::is_same_v<T, Rows> &&
                                             !std::is_same_v<T, Row> && !std::is_same_v<T, std::string_view>;

template <class Body, class Run>
auto run_reading(Body& body, const Run& run) -> std::invoke_result_t<Body&, Tx&> {
    using Returned = std::invoke_result_t<Body&, Tx&>;
    if constexpr (std::is_void_v<Returned>) {
        run([&](Tx& tx) { body(tx); });
    } else {
        static_assert(outlives_transaction<Returned>, "return a value, not a view into the transaction");
        std::optional<Returned> returned;
        run([&](Tx& tx) { returned.emplace(body(tx)); });
        return *std::move(returned);
    }
}

}  // namespace detail

template <class Body>
auto Database::write(Body&& body) -> std::invoke_result_t<Body&, Tx&> {
    using Returned = std::invoke_result_t<Body&, Tx&>;
    if constexpr (std::is_void_v<Returned>) {
        write_raw([&](Tx& tx) { return body(tx), true; });
    } else {
        static_assert(detail::outlives_transaction<Returned>, "return a value, not a view into the transaction");
        std::optional<Returned> returned;
        write_raw([&](Tx& tx) {
            returned.emplace(body(tx));
            if constexpr (detail::is_result<Returned>) return returned->has_value();
            return true;
        });
        return *std::move(returned);
    }
}

template <class Body>
auto Database::snapshot(Body&& body) -> std::invoke_result_t<Body&, Tx&> {
    return detail::run_reading(body, [&](const std::function<void(Tx&)>& run) { snapshot_raw(run); });
}

template <class Body>
auto Database::read(Body&& body) -> std::invoke_result_t<Body&, Tx&> {
    return detail::run_reading(body, [&](const std::function<void(Tx&)>& run) { read_raw(run); });
}

// The schema that this binary knows, in order. Migrations are plain SQL for both engines, or a pair
// NNNN_name.sqlite.sql / NNNN_name.postgres.sql. `$SERIAL…` and the like do not exist: see CONTRIBUTING.md.
std::span<const EmbeddedFile> embedded_migrations();

struct MigrationResult {
    int applied = 0;
    int version = 0;
};
// Applies what is missing, each in its own transaction, under a lock, so that two processes may start at once. Calls
// `before_first` (a backup) when there is something to apply to a database that already holds a schema. Throws
// DatabaseError when the database is newer than the binary or a shipped migration's text has changed (hash).
MigrationResult migrate(Database& database, std::span<const EmbeddedFile> migrations,
                        const std::function<void()>& before_first = {});
int schema_version(Database& database);  // 0: empty
// How the schema of a database and that of this binary go together; both 0: they are the same.
struct SchemaState {
    int version = 0;
    int missing = 0;  // migrations of the binary that the database lacks
    int unknown = 0;  // migrations of the database that the binary does not know: it is of a newer version
};
SchemaState schema_state(Database& database, std::span<const EmbeddedFile> migrations);

}  // namespace caunoi::store
