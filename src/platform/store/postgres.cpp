// PostgreSQL: the only file that knows libpq. Parameters go out in binary with their types declared, so that no text is
// copied and `$1 is null` means something; results come in as text.
#include "platform/store/postgres.hpp"

#include "platform/store/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace caunoi::store {
namespace {

// pg_type.h is not among libpq's headers; these numbers are fixed for ever.
constexpr Oid bool_type = 16;
constexpr Oid bytea_type = 17;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid text_type = 25;
constexpr Oid oid_type = 26;
constexpr Oid float4_type = 700;
constexpr Oid float8_type = 701;
constexpr Oid numeric_type = 1700;

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, FreeResult>;

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Handle = std::unique_ptr<PGconn, CloseConnection>;

std::string one_line(const char* message) {
    std::string text = message == nullptr ? "" : message;
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

bool succeeded(const Answer& result) {
    const ExecStatusType status = PQresultStatus(result.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::string_view sql_state(const Answer& result) {
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    return state == nullptr ? "" : state;
}

bool lost(PGconn* connection) {
    return PQstatus(connection) != CONNECTION_OK;
}

// A table that has changed since the statement was prepared; preparing it again is all it needs.
bool outdated_plan(const Answer& result) {
    return sql_state(result) == "0A000" &&
           std::string_view(PQresultErrorMessage(result.get())).find("cached plan") != std::string_view::npos;
}

[[noreturn]] void fail(PGconn* connection, const Answer& result, std::string_view sql) {
    const std::string_view state = sql_state(result);
    const bool retryable =
        lost(connection) || state == "40001" || state == "40P01" || state == "55P03" || outdated_plan(result);
    const char* message = result ? PQresultErrorMessage(result.get()) : PQerrorMessage(connection);
    throw DatabaseError(fmt::format("PostgreSQL: {} (code {}) in: {}", one_line(message), state, sql), retryable);
}

Handle connect(const std::string& url) {
    const std::array<const char*, 4> keywords{"dbname", "fallback_application_name", "client_encoding", nullptr};
    const std::array<const char*, 4> values{url.c_str(), "caunoi", "UTF8", nullptr};
    Handle handle(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (!handle || lost(handle.get()))
        throw DatabaseError(
            fmt::format("The PostgreSQL server cannot be reached: {}", one_line(PQerrorMessage(handle.get()))), false);
    return handle;
}

int hex_digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

Oid type_of(const Value& value) {
    switch (value.declared()) {
        case Value::Type::null: return 0;  // the server has to guess
        case Value::Type::integer: return int8_type;
        case Value::Type::text: return text_type;
        case Value::Type::blob: return bytea_type;
    }
    return 0;
}

class PostgresConnection;

// libpq's form of the parameters of one call.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values) : integers_(values.size()), formats_(values.size(), 1) {
        for (std::size_t n = 0; n < values.size(); ++n) add(values[n], n);
    }
    [[nodiscard]] int count() const { return static_cast<int>(data_.size()); }
    [[nodiscard]] const char* const* data() const { return data_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

private:
    void add(const Value& value, std::size_t n) {
        const std::string_view bytes = value.bytes();
        switch (value.type()) {
            case Value::Type::null:
                data_.push_back(nullptr);
                lengths_.push_back(0);
                return;
            case Value::Type::integer:
                for (std::size_t byte = 0; byte < 8; ++byte)
                    integers_[n][byte] =
                        static_cast<char>(static_cast<std::uint64_t>(value.integer()) >> (56 - 8 * byte));
                data_.push_back(integers_[n].data());
                lengths_.push_back(8);
                return;
            case Value::Type::text:
            case Value::Type::blob:
                data_.push_back(bytes.data() == nullptr ? "" : bytes.data());  // a null pointer would be NULL
                lengths_.push_back(static_cast<int>(bytes.size()));
                return;
        }
    }

    std::vector<std::array<char, 8>> integers_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

class PostgresStatement final : public Statement {
public:
    PostgresStatement(PostgresConnection& owner, std::string_view sql, std::span<const Value> values);
    ~PostgresStatement() override;

    void start(std::span<const Value> values) override;
    std::int64_t run_to_end(std::span<const Value> values) override;

    bool next() override {
        ++row_;
        return row_ < PQntuples(result_.get());
    }
    void reset() noexcept override {
        result_.reset();
        row_ = -1;
    }

    [[nodiscard]] int column(std::string_view name) const override { return names_.find(name, sql_); }
    [[nodiscard]] Value::Type type(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] std::string_view bytes(int column) const override;

    [[nodiscard]] bool fits(std::span<const Value> values) const {
        return std::equal(types_.begin(), types_.end(), values.begin(), values.end(),
                          [](Oid type, const Value& value) { return type == type_of(value); });
    }

private:
    struct Decoded {
        int row = -1;
        std::string bytes;
    };

    void prepare_on_server();
    Answer execute(const Parameters& parameters);
    [[nodiscard]] std::string_view raw(int column) const;

    PostgresConnection& connection_;
    std::string sql_;
    std::vector<Oid> types_;
    std::string name_;
    int generation_ = 0;  // of the connection on which it is prepared; 0: none
    Answer result_;
    int row_ = -1;
    ColumnNames names_;
    bool names_known_ = false;
    mutable std::vector<Decoded> decoded_;
};

class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(std::string url) : url_(std::move(url)) { reconnect(); }
    ~PostgresConnection() override { forget_statements(); }

    [[nodiscard]] Engine engine() const override { return Engine::postgres; }

    void lock(std::string_view series, std::int64_t id) override {
        const std::array<Value, 2> values{Value(series), Value(id)};
        run_to_end("select pg_advisory_xact_lock(hashtextextended($1, $2))", values);
    }
    void backup_to(const std::string&) override {
        throw std::logic_error("a PostgreSQL database is saved with pg_dump");
    }

    [[nodiscard]] PGconn* handle() const { return handle_.get(); }
    [[nodiscard]] int generation() const { return generation_; }
    [[nodiscard]] std::string next_name() { return fmt::format("s{}", ++names_given_); }
    void drop(std::string name, int generation) noexcept {
        if (generation == generation_) dropped_.push_back(std::move(name));
    }
    // Outside of a transaction each statement stands for itself and may simply run again on a new connection.
    [[nodiscard]] bool may_reconnect() const { return kind_ == Begin::read; }

    void reconnect() {
        handle_ = connect(url_);
        ++generation_;  // statements prepared on the old connection are prepared again when they are next used
        dropped_.clear();
        // Reading without a transaction must not write, so writing is what has to be asked for.
        command(
            "set client_min_messages = warning; set timezone = 'UTC'; set standard_conforming_strings = on; "
            "set bytea_output = hex; set default_transaction_read_only = on");
    }

protected:
    std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const Value> values) override {
        return std::make_unique<PostgresStatement>(*this, sql, values);
    }
    bool fits(const Statement& statement, std::span<const Value> values) const override {
        return static_cast<const PostgresStatement&>(statement).fits(values);
    }

    void do_begin(Begin kind) override {
        kind_ = kind;
        if (lost(handle())) reconnect();
        for (const std::string& name : std::exchange(dropped_, {})) command("deallocate " + name);
        if (kind == Begin::read) return;
        const std::string text = kind == Begin::snapshot ? "begin isolation level repeatable read read only"
                                                         : "begin isolation level read committed read write";
        const Answer result(PQexec(handle(), text.c_str()));
        if (succeeded(result)) return;
        if (!lost(handle())) fail(handle(), result, text);
        reconnect();  // the server was started again while this connection lay idle
        command(text);
    }

    void do_commit() override {
        if (kind_ == Begin::read) return;
        if (lost(handle()))
            throw DatabaseError("PostgreSQL: the connection was lost before the transaction's end", true);
        const Answer result(PQexec(handle(), "commit"));
        if (lost(handle()))
            throw DatabaseError(
                "PostgreSQL: the connection was lost while the transaction was being committed. Whether its change was "
                "saved "
                "is not known: look before doing it again.",
                false);
        if (!succeeded(result)) fail(handle(), result, "commit");
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
            throw DatabaseError("PostgreSQL: the transaction had failed and was rolled back", false);
    }

    void do_rollback() noexcept override {
        if (lost(handle()) || PQtransactionStatus(handle()) == PQTRANS_IDLE) return;
        const Answer result(PQexec(handle(), "rollback"));
    }

    void do_script(std::string_view sql) override { command(std::string(sql)); }

private:
    void command(const std::string& sql) {
        const Answer result(PQexec(handle(), sql.c_str()));
        if (!succeeded(result)) fail(handle(), result, sql);
    }

    std::string url_;
    Handle handle_;
    int generation_ = 0;
    int names_given_ = 0;
    std::vector<std::string> dropped_;
    Begin kind_ = Begin::read;
};

PostgresStatement::PostgresStatement(PostgresConnection& owner, std::string_view sql, std::span<const Value> values)
    : Statement(owner), connection_(owner), sql_(sql) {
    for (const Value& value : values) types_.push_back(type_of(value));
    for (std::size_t n = 1; n <= values.size(); ++n)
        if (sql_.find(fmt::format("${}", n)) == std::string::npos)  // the server would take it in silence
            throw std::logic_error(fmt::format("{} values for fewer parameters in: {}", values.size(), sql_));
}

PostgresStatement::~PostgresStatement() {
    connection_.drop(std::move(name_), generation_);
}

void PostgresStatement::prepare_on_server() {
    name_ = connection_.next_name();
    const Answer result(
        PQprepare(connection_.handle(), name_.c_str(), sql_.c_str(), static_cast<int>(types_.size()), types_.data()));
    if (!succeeded(result)) fail(connection_.handle(), result, sql_);
    generation_ = connection_.generation();
    names_known_ = false;
}

Answer PostgresStatement::execute(const Parameters& parameters) {
    if (generation_ != connection_.generation()) prepare_on_server();
    Answer result(PQexecPrepared(connection_.handle(), name_.c_str(), parameters.count(), parameters.data(),
                                 parameters.lengths(), parameters.formats(), 0));
    if (!succeeded(result)) {
        if (outdated_plan(result)) connection_.drop(std::exchange(name_, {}), std::exchange(generation_, 0));
        fail(connection_.handle(), result, sql_);
    }
    if (!names_known_) {
        std::vector<std::string> names;
        for (int n = 0; n < PQnfields(result.get()); ++n) names.emplace_back(PQfname(result.get(), n));
        names_.assign(std::move(names));
        names_known_ = true;
    }
    return result;
}

void PostgresStatement::start(std::span<const Value> values) {
    const Parameters parameters(values);
    try {
        result_ = execute(parameters);
    } catch (const DatabaseError& error) {
        if (!error.retryable || !connection_.may_reconnect()) throw;
        if (lost(connection_.handle())) connection_.reconnect();
        result_ = execute(parameters);
    }
    row_ = -1;
    decoded_.assign(static_cast<std::size_t>(names_.size()), {});
}

std::int64_t PostgresStatement::run_to_end(std::span<const Value> values) {
    const Answer result = execute(Parameters(values));
    if (std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")) return 0;
    const std::string_view changed = PQcmdTuples(result.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
}

std::string_view PostgresStatement::raw(int column) const {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

Value::Type PostgresStatement::type(int column) const {
    names_.check(column, sql_);
    if (PQgetisnull(result_.get(), row_, column) != 0) return Value::Type::null;
    switch (PQftype(result_.get(), column)) {
        case bool_type:
        case int2_type:
        case int4_type:
        case int8_type:
        case oid_type:
        case numeric_type: return Value::Type::integer;
        case bytea_type: return Value::Type::blob;
        case float4_type:
        case float8_type:
            throw std::logic_error(fmt::format("column {} is a floating-point number in: {}", column, sql_));
        default: return Value::Type::text;
    }
}

std::int64_t PostgresStatement::integer(int column) const {
    const Value::Type stored = type(column);
    if (stored == Value::Type::null) return 0;
    const std::string_view text = raw(column);
    if (PQftype(result_.get(), column) == bool_type) return text == "t" ? 1 : 0;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (stored != Value::Type::integer || error != std::errc{} || end != text.data() + text.size())
        throw std::logic_error(fmt::format("column {} is not a whole number in: {}", column, sql_));
    return value;
}

std::string_view PostgresStatement::bytes(int column) const {
    names_.check(column, sql_);
    const std::string_view text = raw(column);  // "" when null
    const Oid type = PQftype(result_.get(), column);
    if (type == bool_type && !text.empty()) return text == "t" ? "1" : "0";
    if (type != bytea_type || text.size() < 2) return text;
    Decoded& decoded = decoded_[static_cast<std::size_t>(column)];
    if (decoded.row != row_) {
        decoded.row = row_;
        decoded.bytes.resize((text.size() - 2) / 2);  // "\x" and two digits a byte
        for (std::size_t n = 0; n < decoded.bytes.size(); ++n)
            decoded.bytes[n] = static_cast<char>(hex_digit(text[2 * n + 2]) << 4 | hex_digit(text[2 * n + 3]));
    }
    return decoded.bytes;
}

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url) {
    return std::make_unique<PostgresConnection>(url);
}

void run_on_postgres(const std::string& url, std::string_view command) {
    const Handle handle = connect(url);
    const std::string text(command);
    const Answer result(PQexec(handle.get(), text.c_str()));
    if (!succeeded(result)) fail(handle.get(), result, command);
}

std::string with_database(const std::string& url, std::string_view name) {
    const auto scheme = url.find("://");
    const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t parameters = std::min(url.find('?'), url.size());
    const std::size_t slash = std::min(url.find('/', host), parameters);
    return fmt::format("{}/{}{}", std::string_view(url).substr(0, slash), name,
                       std::string_view(url).substr(parameters));
}

}  // namespace caunoi::store
