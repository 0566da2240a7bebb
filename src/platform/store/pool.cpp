// Connections lent to one thread each.
#include "platform/store/pool.hpp"

namespace caunoi::store {

std::unique_ptr<Connection> Pool::take() {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = next_ticket_++;
    changed_.wait(lock, [&] { return ticket == served_ && (!idle_.empty() || opened_ < most_); });
    ++served_;
    if (next_ticket_ != served_) changed_.notify_all();
    if (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    ++opened_;
    lock.unlock();
    try {
        return open_();
    } catch (...) {
        lock.lock();
        --opened_;
        changed_.notify_all();
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    if (next_ticket_ != served_) changed_.notify_all();
}

}  // namespace caunoi::store
