// The lane in which passwords are hashed: so many at once, so many waiting, the rest turned away. One hash takes 64 MiB
// and some 70 ms of a core; without a gate a burst of sign-ins would starve every page.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace caunoi::auth {

class Lane {
public:
    Lane(unsigned at_once, unsigned waiting) : at_once_(at_once), places_(at_once + waiting) {}

    // A right to use the lane, given back by the destructor.
    class Place {
    public:
        explicit Place(Lane& lane) : lane_(&lane) {}
        Place(Place&& other) noexcept : lane_(std::exchange(other.lane_, nullptr)) {}
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (lane_) lane_->leave();
        }
        // Waits for its turn, then runs `work`.
        template <class Work>
        auto run(Work&& work) const {
            const Turn turn(*lane_);
            return work();
        }

    private:
        Lane* lane_;
    };

    std::optional<Place> enter() {  // nullopt: too many are waiting
        const std::lock_guard guard(mutex_);
        if (taken_ == places_) return std::nullopt;
        ++taken_;
        return std::make_optional<Place>(*this);
    }
    [[nodiscard]] std::uint64_t runs() const {  // since the start; for the metrics
        const std::lock_guard guard(mutex_);
        return runs_;
    }

private:
    struct Turn {
        explicit Turn(Lane& in) : lane(in) {
            std::unique_lock lock(lane.mutex_);
            lane.free_.wait(lock, [this] { return lane.running_ < lane.at_once_; });
            ++lane.running_;
            ++lane.runs_;
        }
        ~Turn() {
            const std::lock_guard guard(lane.mutex_);
            --lane.running_;
            lane.free_.notify_one();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Lane& lane;
    };
    void leave() {
        const std::lock_guard guard(mutex_);
        --taken_;
    }

    mutable std::mutex mutex_;
    std::condition_variable free_;
    const unsigned at_once_;
    const unsigned places_;
    unsigned taken_ = 0;
    unsigned running_ = 0;
    std::uint64_t runs_ = 0;
};

}  // namespace caunoi::auth
