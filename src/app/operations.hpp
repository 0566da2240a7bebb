// What watches a running installation from outside: /readyz (may it get requests?) and /metrics (Prometheus text).
#pragma once

#include "platform/http/router.hpp"
#include "platform/http/server.hpp"
#include "platform/web/pipeline.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace caunoi::app {

// Answers of the handlers: counted where the access log is written.
class Traffic {
public:
    void count(const web::LogLine& line);
    [[nodiscard]] std::uint64_t of_class(int first_digit) const;  // 2: 200 to 299
    [[nodiscard]] std::uint64_t answers() const { return answers_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t microseconds() const { return microseconds_.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, 6> by_class_{};
    std::atomic<std::uint64_t> answers_{0};
    std::atomic<std::uint64_t> microseconds_{0};
};

// The parts of the running server that /metrics reads. While an Operations lives, the routes know it.
class Operations {
public:
    struct Parts {
        const http::Counters& counters;
        const web::PublicCache& cache;
        const Traffic& traffic;
        std::string token;          // of the setting metrics_token, "" for none
        bool behind_proxy = false;  // then the address of a client is what somebody wrote into a header
    };
    explicit Operations(Parts parts);
    ~Operations();
    Operations(const Operations&) = delete;
    Operations& operator=(const Operations&) = delete;

    [[nodiscard]] const Parts& parts() const { return parts_; }

private:
    Parts parts_;
};

void register_operations(http::Router& router);

}  // namespace caunoi::app
