// The part of a connection that does not depend on the engine: statement cache, open cursors, the lost transaction.
#include "platform/store/connection.hpp"

#include <fmt/format.h>

namespace caunoi::store {
namespace {

// Statement texts are literals and their combinations, a few hundred in all; the bound only stops a generator gone
// wild.
constexpr std::size_t most_statements = 500;

}  // namespace

int ColumnNames::find(std::string_view name, std::string_view sql) const {
    const std::size_t count = names_.size();
    for (std::size_t step = 0; step < count; ++step) {
        const std::size_t at = next_ + step < count ? next_ + step : next_ + step - count;
        if (names_[at] != name) continue;
        next_ = at + 1 < count ? at + 1 : 0;
        return static_cast<int>(at);
    }
    throw std::logic_error(fmt::format("no column {} in: {}", name, sql));
}

void ColumnNames::check(int column, std::string_view sql) const {
    if (column < 0 || column >= size()) throw std::logic_error(fmt::format("no column number {} in: {}", column, sql));
}

template <class Run>
decltype(auto) Connection::guarded(const Run& run) {
    if (!active_) throw std::logic_error("a statement after the end of its transaction");
    if (failed_) throw DatabaseError(*failed_);
    try {
        return run();
    } catch (const DatabaseError& error) {
        statement_failed(error);
        throw;
    }
}

void Connection::begin(Begin kind) {
    failed_.reset();
    do_begin(kind);
    active_ = true;
}

void Connection::commit() {
    if (failed_) throw DatabaseError(*failed_);
    if (close_cursors() > 0) throw std::logic_error("a cursor is still open at the end of its transaction");
    active_ = false;
    do_commit();
}

void Connection::rollback() noexcept {
    close_cursors();
    active_ = false;
    do_rollback();
}

Statement& Connection::start(std::string_view sql, std::span<const Value> values) {
    return guarded([&]() -> Statement& {
        Statement& statement = lookup(sql, values);
        try {
            statement.start(values);
        } catch (...) {
            statement.reset();
            throw;
        }
        statement.in_use = true;
        ++open_cursors_;
        return statement;
    });
}

std::int64_t Connection::run_to_end(std::string_view sql, std::span<const Value> values) {
    return guarded([&] { return lookup(sql, values).run_to_end(values); });
}

void Connection::script(std::string_view sql) {
    guarded([&] { do_script(sql); });
}

Statement& Connection::lookup(std::string_view sql, std::span<const Value> values) {
    auto found = cache_.find(sql);
    if (found != cache_.end()) {
        for (const auto& statement : found->second)
            if (!statement->in_use && fits(*statement, values)) return *statement;
    }
    if (prepared_ >= most_statements) {
        drop_idle_statements();
        found = cache_.find(sql);
    }
    auto statement = prepare(sql, values);
    if (found == cache_.end()) found = cache_.try_emplace(std::string(sql)).first;
    ++prepared_;
    return *found->second.emplace_back(std::move(statement));
}

void Connection::drop_idle_statements() {
    for (auto entry = cache_.begin(); entry != cache_.end();) {
        prepared_ -= std::erase_if(entry->second, [](const auto& statement) { return !statement->in_use; });
        entry = entry->second.empty() ? cache_.erase(entry) : std::next(entry);
    }
}

void Connection::release(Statement& statement) noexcept {
    if (!statement.in_use) return;  // closed already by the end of the transaction
    statement.reset();
    statement.in_use = false;
    --open_cursors_;
}

std::size_t Connection::close_cursors() noexcept {
    const std::size_t open = open_cursors_;
    if (open == 0) return 0;
    for (auto& [sql, statements] : cache_)
        for (auto& statement : statements) release(*statement);
    return open;
}

}  // namespace caunoi::store
