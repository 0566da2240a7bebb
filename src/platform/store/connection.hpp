// What sqlite.cpp and postgres.cpp each implement: one connection and its prepared statements. Only for this folder.
#pragma once

#include "platform/store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caunoi::store {

enum class Begin {
    write,     // SQLite: IMMEDIATE; PostgreSQL: READ COMMITTED
    snapshot,  // a view that does not move
    schema,    // as write; SQLite leaves foreign keys to the end and then checks every row
    read,      // SQLite: as snapshot; PostgreSQL: no transaction at all
};

// A prepared statement. It belongs to its connection's cache and is lent to Rows until reset().
class Statement {
public:
    explicit Statement(Connection& owner) : owner_(&owner) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    virtual ~Statement() = default;

    // Binds and runs as far as the first row. The values may die afterwards.
    virtual void start(std::span<const Value> values) = 0;
    virtual bool next() = 0;  // the first call stands on the first row
    virtual std::int64_t run_to_end(std::span<const Value> values) = 0;
    virtual void reset() noexcept = 0;

    [[nodiscard]] virtual int column(std::string_view name) const = 0;
    [[nodiscard]] virtual Value::Type type(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string_view bytes(int column) const = 0;

    [[nodiscard]] Connection& owner() const { return *owner_; }

    bool in_use = false;

private:
    Connection* owner_;
};

// Positions of a statement's columns by name. Readers ask in the order of the select list, so the search begins behind
// the column asked for last: one comparison for each field of a row.
class ColumnNames {
public:
    void assign(std::vector<std::string> names) {
        names_ = std::move(names);
        next_ = 0;
    }
    [[nodiscard]] int size() const { return static_cast<int>(names_.size()); }
    [[nodiscard]] int find(std::string_view name, std::string_view sql) const;  // throws std::logic_error
    void check(int column, std::string_view sql) const;                         // likewise

private:
    std::vector<std::string> names_;
    mutable std::size_t next_ = 0;
};

class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    void begin(Begin kind);
    void commit();             // throws std::logic_error when a cursor is still open
    void rollback() noexcept;  // closes open cursors first

    // A statement that is not in use, prepared now or earlier, standing before its first row. Give it back by
    // release().
    Statement& start(std::string_view sql, std::span<const Value> values);
    void release(Statement& statement) noexcept;
    std::int64_t run_to_end(std::string_view sql, std::span<const Value> values);
    // Several statements without parameters and without rows: migrations.
    void script(std::string_view sql);

    [[nodiscard]] virtual Engine engine() const = 0;
    virtual void lock(std::string_view series, std::int64_t id) = 0;
    // A consistent copy of the whole database while others go on writing. SQLite only.
    virtual void backup_to(const std::string& path) = 0;

    // Cursors step outside of start(); their failure loses the transaction as well.
    void statement_failed(const DatabaseError& error) { failed_ = error; }
    [[nodiscard]] std::size_t prepared_statements() const { return prepared_; }

protected:
    // `values` says which types a parameter has; SQLite does not ask.
    virtual std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const Value> values) = 0;
    virtual bool fits(const Statement& statement, std::span<const Value> values) const = 0;
    virtual void do_begin(Begin kind) = 0;
    virtual void do_commit() = 0;
    virtual void do_rollback() noexcept = 0;
    virtual void do_script(std::string_view sql) = 0;

    void forget_statements() { cache_.clear(); }  // before the engine's handle is closed

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    Statement& lookup(std::string_view sql, std::span<const Value> values);
    void drop_idle_statements();
    std::size_t close_cursors() noexcept;
    void check_usable() const;
    template <class Run>
    decltype(auto) guarded(const Run& run);

    std::unordered_map<std::string, std::vector<std::unique_ptr<Statement>>, TextHash, std::equal_to<>> cache_;
    std::size_t prepared_ = 0;
    std::size_t open_cursors_ = 0;
    bool active_ = false;
    std::optional<DatabaseError> failed_;
};

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writer);  // path ":memory:" is both
std::unique_ptr<Connection> open_postgres(const std::string& url);

}  // namespace caunoi::store
