// Transactions: which connection, how often again, and the lease of the node that numbers new records.
#include "platform/store/database.hpp"

#include "platform/store/catalog.hpp"
#include "platform/store/connection.hpp"
#include "platform/store/pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <thread>

namespace caunoi::store {
namespace {

constexpr int most_attempts = 10;
constexpr int nodes = 512;
constexpr std::int64_t lease_ms = 60 * 60 * 1000;

// base/time counts seconds; ids need milliseconds.
std::int64_t clock_ms() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

// Those that met once would meet again if they all waited equally long.
void pause_before_attempt(int attempt) {
    std::random_device random;
    std::uniform_int_distribution<int> milliseconds(1, 1 << std::min(attempt, 9));
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
}

std::string without_password(const std::string& url) {
    const auto scheme = url.find("://");
    if (scheme == std::string::npos) return url;
    const auto end = std::min(url.find('/', scheme + 3), url.size());
    const auto at = url.rfind('@', end);
    const auto colon = url.find(':', scheme + 3);
    std::string shown = url;
    if (at != std::string::npos && at > scheme && colon < at) shown.erase(colon, at - colon);
    const auto parameter = shown.find("password=");
    if (parameter != std::string::npos) {
        const auto parameter_end = std::min(shown.find('&', parameter), shown.size());
        shown.erase(parameter, parameter_end - parameter);
    }
    return shown;
}

struct Address {
    Engine engine;
    std::string place;  // a path, or libpq's URL
};

Address parse_url(const std::string& url) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url == ":memory:") return {Engine::sqlite, url};
    if (url.starts_with(sqlite) && url.size() > sqlite.size()) return {Engine::sqlite, url.substr(sqlite.size())};
    if (url.starts_with("postgres://") || url.starts_with("postgresql://")) return {Engine::postgres, url};
    throw DatabaseError(
        fmt::format("The database must be sqlite:/path/file.db or postgres://user@host/name, not \"{}\"",
                    without_password(url)),
        false);
}

}  // namespace

int Row::column(std::string_view name) const {
    return statement_->column(name);
}
bool Row::is_null(int column) const {
    return statement_->type(column) == Value::Type::null;
}
std::int64_t Row::integer(int column) const {
    return statement_->integer(column);
}
std::string_view Row::text(int column) const {
    return statement_->bytes(column);
}
std::string_view Row::blob(int column) const {
    return statement_->bytes(column);
}
Value::Type Row::type(int column) const {
    return statement_->type(column);
}

Rows::Rows(Statement* statement) : statement_(statement) {}
Rows::Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
Rows::~Rows() {
    if (statement_ != nullptr) statement_->owner().release(*statement_);
}

std::optional<Row> Rows::next() {
    try {
        if (!statement_->in_use) throw std::logic_error("a cursor is read after the end of its transaction");
        return statement_->next() ? std::optional<Row>(Row(*statement_)) : std::nullopt;
    } catch (const DatabaseError& error) {
        statement_->owner().statement_failed(error);
        throw;
    }
}

void Tx::lock(std::string_view series, std::int64_t id) {
    connection_->lock(series, id);
}
Engine Tx::engine() const {
    return connection_->engine();
}
Rows Tx::run(std::string_view sql, std::span<const Value> values) {
    return Rows(&connection_->start(sql, values));
}
std::int64_t Tx::run_to_end(std::string_view sql, std::span<const Value> values) {
    return connection_->run_to_end(sql, values);
}

struct Database::Impl {
    explicit Impl(Options options);
    ~Impl();

    // Marks a thread as being inside a transaction for as long as it lives.
    class Inside {
    public:
        explicit Inside(Impl& impl);
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;
        ~Inside();

    private:
        Impl& impl_;
    };

    Pool& writing() { return writers_ ? *writers_ : *readers_; }
    void write(Begin kind, const std::function<bool(Tx&)>& body, bool with_ids);
    void write_once(Begin kind, const std::function<bool(Tx&)>& body);
    void read(Begin kind, const std::function<void(Tx&)>& body);
    Ids::Lease renew(std::int64_t now_ms);
    Ids::Lease take_node(Tx& tx, std::int64_t now_ms) const;
    void give_lease_back() noexcept;

    Address address_;
    std::string shown_url_;
    std::unique_ptr<Pool> writers_;  // SQLite in a file: its one writer
    std::unique_ptr<Pool> readers_;  // everything else
    std::mutex inside_mutex_;
    std::vector<std::thread::id> inside_;
    Ids::Lease held_;  // only touched by renew(), which Ids calls one at a time
    Ids ids_;
};

Database::Impl::Impl(Options options)
    : address_(parse_url(options.url)),
      shown_url_(without_password(options.url)),
      ids_(options.clock ? options.clock : clock_ms, [this](std::int64_t now_ms) { return renew(now_ms); }) {
    const std::string place = address_.place;
    const int readers = std::max(options.readers, 1);
    if (address_.engine == Engine::postgres) {
        readers_ = std::make_unique<Pool>(readers, [place] { return open_postgres(place); });
    } else if (place == ":memory:") {
        readers_ = std::make_unique<Pool>(1, [place] { return open_sqlite(place, true); });
    } else {
        writers_ = std::make_unique<Pool>(1, [place] { return open_sqlite(place, true); });
        readers_ = std::make_unique<Pool>(readers, [place] { return open_sqlite(place, false); });
    }
    const Pool::Lent reachable(writing());
}

Database::Impl::~Impl() {
    give_lease_back();
}

Database::Impl::Inside::Inside(Impl& impl) : impl_(impl) {
    const std::lock_guard lock(impl_.inside_mutex_);
    auto& inside = impl_.inside_;
    if (std::find(inside.begin(), inside.end(), std::this_thread::get_id()) != inside.end())
        throw std::logic_error("a transaction is begun inside another one: pass the Tx on instead");
    inside.push_back(std::this_thread::get_id());
}

Database::Impl::Inside::~Inside() {
    const std::lock_guard lock(impl_.inside_mutex_);
    std::erase(impl_.inside_, std::this_thread::get_id());
}

void Database::Impl::write_once(Begin kind, const std::function<bool(Tx&)>& body) {
    const Inside inside(*this);
    const Pool::Lent connection(writing());
    connection->begin(kind);
    try {
        Tx tx(*connection, ids_);
        if (body(tx)) {
            connection->commit();
        } else {
            connection->rollback();
        }
    } catch (...) {
        connection->rollback();
        throw;
    }
}

void Database::Impl::write(Begin kind, const std::function<bool(Tx&)>& body, bool with_ids) {
    for (int attempt = 1;; ++attempt) {
        if (with_ids) ids_.prepare();
        try {
            write_once(kind, body);
            return;
        } catch (const DatabaseError& error) {
            if (!error.retryable || attempt == most_attempts) throw;
        }
        pause_before_attempt(attempt);
    }
}

void Database::Impl::read(Begin kind, const std::function<void(Tx&)>& body) {
    const Inside inside(*this);
    const Pool::Lent connection(*readers_);
    connection->begin(kind);
    try {
        Tx tx(*connection, ids_);
        body(tx);
        connection->commit();
    } catch (...) {
        connection->rollback();
        throw;
    }
}

Ids::Lease Database::Impl::renew(std::int64_t now_ms) {
    Ids::Lease lease;
    write(
        Begin::write,
        [&](Tx& tx) {
            lease = {};
            if (!has_table(tx, "node_lease")) return false;  // not migrated yet: nobody asks for ids
            tx.lock("node_lease");
            const std::int64_t until_ms = now_ms + lease_ms;
            if (held_.until_ms > 0 &&
                tx.execute("update node_lease set until_ms = $1 where node = $2 and until_ms = $3", until_ms,
                           held_.node, held_.until_ms) == 1) {
                lease = {held_.node, held_.from_ms, until_ms};
            } else {
                lease = take_node(tx, now_ms);
            }
            return true;
        },
        false);
    held_ = lease;
    return lease;
}

Ids::Lease Database::Impl::take_node(Tx& tx, std::int64_t now_ms) const {
    const std::int64_t until_ms = now_ms + lease_ms;
    {
        Rows rows =
            tx.query("select node, until_ms from node_lease where until_ms <= $1 order by node limit 1", now_ms);
        if (const auto row = rows.next()) {
            const Ids::Lease lease{static_cast<int>(row->integer("node")), row->integer("until_ms"), until_ms};
            tx.execute("update node_lease set until_ms = $1 where node = $2", until_ms, lease.node);
            return lease;
        }
    }
    const std::int64_t node = tx.integer("select coalesce(max(node) + 1, 0) from node_lease");
    if (node >= nodes) throw DatabaseError(fmt::format("{} processes use this database already", nodes), false);
    tx.execute("insert into node_lease (node, until_ms) values ($1, $2)", node, until_ms);
    return {static_cast<int>(node), 0, until_ms};
}

void Database::Impl::give_lease_back() noexcept {
    if (held_.until_ms == 0) return;
    const std::int64_t last_ms = ids_.last_ms();
    try {
        write(
            Begin::write,
            [&](Tx& tx) {
                tx.execute("update node_lease set until_ms = $1 where node = $2 and until_ms = $3",
                           std::max(last_ms + 1, held_.from_ms), held_.node, held_.until_ms);
                return true;
            },
            false);
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
        // The database is gone. The lease runs out by itself within the hour.
    }
}

Database::Database(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Database::~Database() = default;

Engine Database::engine() const {
    return impl_->address_.engine;
}
const std::string& Database::url() const {
    return impl_->shown_url_;
}
Ids& Database::ids() {
    return impl_->ids_;
}
void Database::write_raw(const std::function<bool(Tx&)>& body) {
    impl_->write(Begin::write, body, true);
}
void Database::write_schema(const std::function<bool(Tx&)>& body) {
    impl_->write(Begin::schema, body, false);
}
void Database::snapshot_raw(const std::function<void(Tx&)>& body) {
    impl_->read(Begin::snapshot, body);
}
void Database::read_raw(const std::function<void(Tx&)>& body) {
    impl_->read(Begin::read, body);
}

}  // namespace caunoi::store
