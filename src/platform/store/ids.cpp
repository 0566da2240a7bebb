// Numbers for new records: moment, node, sequence.
#include "platform/store/ids.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace caunoi::store {
namespace {

constexpr int node_bits = 9;
constexpr int sequence_bits = 12;
constexpr int last_sequence = (1 << sequence_bits) - 1;
constexpr std::int64_t renew_before_ms = 60'000;

}  // namespace

Ids::Ids(Clock clock, Renew renew) : clock_(std::move(clock)), renew_(std::move(renew)) {}

void Ids::prepare() {
    // Renewing waits for the database, whose writer may be waiting for next(): so not under mutex_.
    const std::lock_guard renewing(renew_mutex_);
    std::int64_t now_ms = 0;
    {
        const std::lock_guard lock(mutex_);
        now_ms = std::max(clock_(), last_ms_);
        if (now_ms + renew_before_ms < lease_.until_ms) return;
    }
    Lease lease = renew_(now_ms);
    const std::lock_guard lock(mutex_);
    // A lower node within the same millisecond would break the order.
    if (lease.node != lease_.node && last_ms_ > 0) lease.from_ms = std::max(lease.from_ms, last_ms_ + 1);
    lease_ = lease;
}

std::int64_t Ids::next() {
    const std::lock_guard lock(mutex_);
    const std::int64_t moment = std::max({clock_(), last_ms_, lease_.from_ms});
    if (moment != last_ms_) {
        last_ms_ = moment;
        sequence_ = 0;
    } else if (sequence_ < last_sequence) {
        ++sequence_;
    } else {
        ++last_ms_;
        sequence_ = 0;
    }
    if (last_ms_ >= lease_.until_ms) throw std::logic_error("an id without a lease of its node");
    return (last_ms_ << (node_bits + sequence_bits)) | (std::int64_t{lease_.node} << sequence_bits) | sequence_;
}

std::int64_t Ids::last_ms() const {
    const std::lock_guard lock(mutex_);
    return last_ms_;
}

Ids::Lease Ids::lease() const {
    const std::lock_guard lock(mutex_);
    return lease_;
}

void Ids::set_clock(Clock clock) {
    const std::lock_guard lock(mutex_);
    clock_ = std::move(clock);
}

std::int64_t milliseconds_of_id(std::int64_t id) {
    return id >> (node_bits + sequence_bits);
}

}  // namespace caunoi::store
