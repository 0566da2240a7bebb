// SQLite: the only file that knows sqlite3.h. WAL, every commit on the disk (synchronous=FULL), 8 MB of cache a
// connection.
#include "platform/store/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace caunoi::store {
namespace {

constexpr int busy_timeout_ms = 5000;
constexpr int busy_look_ms = 2;

// SQLite's own handler lets up to 100 ms pass between two looks, and so misses the short pauses that another process's
// import makes for others.
int wait_a_moment(void*, int looks) {
    if (looks * busy_look_ms >= busy_timeout_ms) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(busy_look_ms));
    return 1;
}

[[noreturn]] void fail(sqlite3* db, std::string_view sql) {
    const int code = sqlite3_extended_errcode(db);
    const int primary = code & 0xff;
    throw DatabaseError(fmt::format("SQLite: {} (code {}) in: {}", sqlite3_errmsg(db), code, sql),
                        primary == SQLITE_BUSY || primary == SQLITE_LOCKED);
}

// `order by code collate "C"` is then the same order of bytes on both engines.
int compare_bytes(void*, int a_size, const void* a, int b_size, const void* b) {
    const int order = std::memcmp(a, b, static_cast<std::size_t>(std::min(a_size, b_size)));
    return order != 0 ? order : a_size - b_size;
}

class SqliteStatement final : public Statement {
public:
    SqliteStatement(Connection& owner, sqlite3* db, std::string_view sql) : Statement(owner), db_(db), sql_(sql) {
        const char* tail = nullptr;
        if (sqlite3_prepare_v3(db, sql_.data(), static_cast<int>(sql_.size()), SQLITE_PREPARE_PERSISTENT, &stmt_,
                               &tail) != SQLITE_OK)
            fail(db, sql_);
        if (stmt_ == nullptr || std::string_view(tail).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
            sqlite3_finalize(stmt_);
            throw std::logic_error(fmt::format("one statement at a time: {}", sql_));
        }
        const int count = sqlite3_bind_parameter_count(stmt_);
        for (int n = 1; n <= count; ++n)
            positions_.push_back(sqlite3_bind_parameter_index(stmt_, fmt::format("${}", n).c_str()));
        read_names();
    }
    ~SqliteStatement() override { sqlite3_finalize(stmt_); }

    void start(std::span<const Value> values) override {
        bind(values, SQLITE_TRANSIENT);
        state_ = step() ? State::before_first : State::done;
        const int prepared_again = sqlite3_stmt_status(stmt_, SQLITE_STMTSTATUS_REPREPARE, 0);
        if (prepared_again != prepared_again_) {  // the schema has changed: `select *` may have other columns now
            prepared_again_ = prepared_again;
            read_names();
        }
    }

    bool next() override {
        switch (state_) {
            case State::before_first: state_ = State::on_row; return true;
            case State::on_row:
                if (!step()) state_ = State::done;
                return state_ == State::on_row;
            case State::done: return false;
        }
        return false;
    }

    std::int64_t run_to_end(std::span<const Value> values) override {
        struct Reset {
            SqliteStatement& statement;
            ~Reset() { statement.reset(); }
        } const reset{*this};
        bind(values, SQLITE_STATIC);
        const std::int64_t before = sqlite3_total_changes64(db_);
        while (step()) {
        }
        return sqlite3_total_changes64(db_) == before ? 0 : sqlite3_changes64(db_);
    }

    void reset() noexcept override {
        sqlite3_reset(stmt_);
        sqlite3_clear_bindings(stmt_);
        state_ = State::done;
    }

    [[nodiscard]] int column(std::string_view name) const override { return names_.find(name, sql_); }

    [[nodiscard]] Value::Type type(int column) const override {
        names_.check(column, sql_);
        switch (sqlite3_column_type(stmt_, column)) {
            case SQLITE_NULL: return Value::Type::null;
            case SQLITE_INTEGER: return Value::Type::integer;
            case SQLITE_TEXT: return Value::Type::text;
            case SQLITE_BLOB: return Value::Type::blob;
            default: throw std::logic_error(fmt::format("column {} is a floating-point number in: {}", column, sql_));
        }
    }

    [[nodiscard]] std::int64_t integer(int column) const override {
        names_.check(column, sql_);
        const int type = sqlite3_column_type(stmt_, column);
        if (type == SQLITE_INTEGER) return sqlite3_column_int64(stmt_, column);
        if (type == SQLITE_NULL) return 0;
        throw std::logic_error(fmt::format("column {} is not a whole number in: {}", column, sql_));
    }

    [[nodiscard]] std::string_view bytes(int column) const override {
        names_.check(column, sql_);
        const auto* data = static_cast<const char*>(sqlite3_column_blob(stmt_, column));
        if (data == nullptr) return "";
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column))};
    }

private:
    enum class State { before_first, on_row, done };

    void read_names() {
        std::vector<std::string> names;
        for (int n = 0; n < sqlite3_column_count(stmt_); ++n) names.emplace_back(sqlite3_column_name(stmt_, n));
        names_.assign(std::move(names));
    }

    void bind(std::span<const Value> values, sqlite3_destructor_type lifetime) {
        if (values.size() != positions_.size())
            throw std::logic_error(
                fmt::format("{} values for {} parameters in: {}", values.size(), positions_.size(), sql_));
        for (std::size_t n = 0; n < values.size(); ++n) {
            const Value& value = values[n];
            const int at = positions_[n];
            const std::string_view bytes = value.bytes();
            // A null pointer would bind NULL, and an empty view may have one.
            const char* data = bytes.data() == nullptr ? "" : bytes.data();
            int code = SQLITE_OK;
            switch (value.type()) {
                case Value::Type::null: code = sqlite3_bind_null(stmt_, at); break;
                case Value::Type::integer: code = sqlite3_bind_int64(stmt_, at, value.integer()); break;
                case Value::Type::text:
                    code = sqlite3_bind_text64(stmt_, at, data, bytes.size(), lifetime, SQLITE_UTF8);
                    break;
                case Value::Type::blob: code = sqlite3_bind_blob64(stmt_, at, data, bytes.size(), lifetime); break;
            }
            if (code != SQLITE_OK) fail(db_, sql_);
        }
    }

    bool step() {
        const int code = sqlite3_step(stmt_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(db_, sql_);
        return false;
    }

    sqlite3* db_;
    std::string sql_;
    sqlite3_stmt* stmt_ = nullptr;
    std::vector<int> positions_;  // of $1, $2, … among SQLite's own numbers
    ColumnNames names_;
    State state_ = State::done;
    int prepared_again_ = 0;
};

class SqliteConnection final : public Connection {
public:
    SqliteConnection(const std::string& path, bool writer) : path_(path), memory_(path == ":memory:") {
        if (writer && !memory_) create_private_file();
        const int flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (memory_ ? SQLITE_OPEN_CREATE : 0);
        if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
            const std::string reason = sqlite3_errmsg(db_);
            sqlite3_close(db_);
            throw DatabaseError(fmt::format("The database {} cannot be opened: {}", path, reason), false);
        }
        try {
            configure(writer);
        } catch (...) {
            sqlite3_close(db_);
            throw;
        }
    }

    ~SqliteConnection() override {
        forget_statements();
        for (sqlite3_stmt* statement : {begin_, begin_immediate_, commit_, rollback_}) sqlite3_finalize(statement);
        sqlite3_close(db_);
    }

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    void lock(std::string_view, std::int64_t) override {}  // the one writer holds everything

    void backup_to(const std::string& path) override {
        sqlite3* copy = nullptr;
        int code = sqlite3_open_v2(path.c_str(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        if (code == SQLITE_OK) {
            sqlite3_backup* backup = sqlite3_backup_init(copy, "main", db_, "main");
            if (backup != nullptr) {
                // All pages in one step: a reader of a WAL database holds nobody up.
                while ((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED)
                    sqlite3_sleep(10);
                sqlite3_backup_finish(backup);
            }
        }
        const int result = sqlite3_errcode(copy);
        const std::string reason = sqlite3_errmsg(copy);
        sqlite3_close(copy);
        if (result != SQLITE_OK) throw DatabaseError(fmt::format("The backup {} failed: {}", path, reason), false);
    }

protected:
    std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const Value>) override {
        return std::make_unique<SqliteStatement>(*this, db_, sql);
    }
    bool fits(const Statement&, std::span<const Value>) const override { return true; }

    void do_begin(Begin kind) override {
        // The one connection of :memory: reads and writes by turns; elsewhere the readers are set once.
        const bool writes = kind == Begin::write || kind == Begin::schema;
        if (memory_) execute(writes ? "pragma query_only = off" : "pragma query_only = on");
        if (kind == Begin::schema) {
            foreign_keys_off_ = true;
            execute("pragma foreign_keys = off");
        }
        run(writes ? begin_immediate_ : begin_);
    }
    void do_commit() override {
        if (foreign_keys_off_) check_foreign_keys();
        run(commit_);
        foreign_keys_on();
    }
    void do_rollback() noexcept override {
        if (sqlite3_get_autocommit(db_) == 0) {  // else a full disk has rolled back already
            sqlite3_step(rollback_);
            sqlite3_reset(rollback_);
        }
        foreign_keys_on();
    }
    void do_script(std::string_view sql) override { execute(std::string(sql).c_str()); }

private:
    // People's data: the file is for its owner only. SQLite gives the log beside it the same permissions. An existing
    // file is left alone: closing a descriptor of it would drop the locks of this process's other connections.
    void create_private_file() const {
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file >= 0) {
            ::close(file);
        } else if (errno != EEXIST) {
            throw DatabaseError(
                fmt::format("The database {} cannot be created: {}", path_, std::generic_category().message(errno)),
                false);
        }
    }

    void configure(bool writer) {
        sqlite3_busy_handler(db_, wait_a_moment, nullptr);
        // "x" for a text that is meant as 'x' would be taken here and refused by PostgreSQL.
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        if (sqlite3_create_collation_v2(db_, "C", SQLITE_UTF8, nullptr, compare_bytes, nullptr) != SQLITE_OK)
            fail(db_, "collation C");
        execute("pragma synchronous = full");
        execute("pragma foreign_keys = on");
        execute("pragma cache_size = -8000");
        execute("pragma mmap_size = 0");
        execute("pragma temp_store = memory");
        execute("pragma journal_size_limit = 67108864");
        if (writer && !memory_) switch_to_wal();
        if (!writer) execute("pragma query_only = on");
        begin_ = prepare_raw("begin");
        begin_immediate_ = prepare_raw("begin immediate");
        commit_ = prepare_raw("commit");
        rollback_ = prepare_raw("rollback");
    }

    // Two processes that create the database at the same moment: the switch needs the file alone and does not wait for
    // it.
    void switch_to_wal() {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_timeout_ms);
        for (;;) {
            char mode[8] = "";
            const auto keep = [](void* to, int, char** values, char**) {
                std::strncpy(static_cast<char*>(to), values[0], 7);
                return 0;
            };
            const int code = sqlite3_exec(db_, "pragma journal_mode = wal", keep, mode, nullptr);
            if (code == SQLITE_OK && std::string_view(mode) == "wal") return;
            const bool busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
            if (code == SQLITE_OK)
                throw DatabaseError(fmt::format("The disk of {} cannot keep a write-ahead log (network drive?)", path_),
                                    false);
            if (!busy || std::chrono::steady_clock::now() > give_up) fail(db_, "pragma journal_mode = wal");
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }

    // Rebuilding a table drops the old one, which to SQLite is a deletion of all that others refer to: hence off and
    // checked.
    void check_foreign_keys() {
        sqlite3_stmt* broken = prepare_raw("pragma foreign_key_check");
        const bool found = sqlite3_step(broken) == SQLITE_ROW;
        const std::string table = found ? reinterpret_cast<const char*>(sqlite3_column_text(broken, 0)) : "";
        sqlite3_finalize(broken);
        if (found)
            throw DatabaseError(fmt::format("SQLite: rows of {} refer to rows that are not there", table), false);
    }
    void foreign_keys_on() noexcept {
        if (!foreign_keys_off_) return;
        foreign_keys_off_ = sqlite3_exec(db_, "pragma foreign_keys = on", nullptr, nullptr, nullptr) != SQLITE_OK;
    }

    sqlite3_stmt* prepare_raw(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
            fail(db_, sql);
        return statement;
    }

    void run(sqlite3_stmt* statement) {
        const int code = sqlite3_step(statement);
        sqlite3_reset(statement);
        if (code != SQLITE_DONE) fail(db_, sqlite3_sql(statement));
    }

    void execute(const char* sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, sql);
    }

    std::string path_;
    bool memory_;
    bool foreign_keys_off_ = false;
    sqlite3* db_ = nullptr;
    sqlite3_stmt* begin_ = nullptr;
    sqlite3_stmt* begin_immediate_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
    sqlite3_stmt* rollback_ = nullptr;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writer) {
    return std::make_unique<SqliteConnection>(path, writer);
}

}  // namespace caunoi::store
