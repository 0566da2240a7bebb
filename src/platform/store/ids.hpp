// Time-ordered 63-bit identifiers: 42 bits of milliseconds, 9 of node, 12 of sequence. The same DDL and the same
// numbers on both engines, rows can be built before they are inserted, and several processes on one database never
// collide.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

namespace caunoi::store {

class Ids {
public:
    using Clock = std::function<std::int64_t()>;  // milliseconds since 1970
    // The right to make ids as `node` with moments before `until_ms`. Taken from the database, in a transaction of its
    // own.
    struct Lease {
        int node = 0;
        std::int64_t from_ms = 0;  // never earlier: the former holder of this node may have used the moments before
        std::int64_t until_ms = 0;
    };
    using Renew = std::function<Lease(std::int64_t now_ms)>;

    Ids(Clock clock, Renew renew);

    // Called before a writing transaction begins: renews the lease if less than a minute of it is left, so that next()
    // never needs the database inside one.
    void prepare();
    // Monotonic even when the clock steps back. Throws std::logic_error without a valid lease.
    std::int64_t next();
    // The last moment used, for giving the lease back. 0: none.
    [[nodiscard]] std::int64_t last_ms() const;
    [[nodiscard]] Lease lease() const;

    void set_clock(Clock clock);  // tests: seeded ids

private:
    std::mutex renew_mutex_;
    mutable std::mutex mutex_;
    Clock clock_;
    Renew renew_;
    Lease lease_;
    std::int64_t last_ms_ = 0;
    int sequence_ = 0;
};

std::int64_t milliseconds_of_id(std::int64_t id);  // when an id was made

}  // namespace caunoi::store
