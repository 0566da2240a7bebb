// Finished bytes of public pages: plain, gzip and brotli, served without a hop to the workers. Everything is dropped at
// once when the public generation moves on, so nobody has to know which page shows what.
#pragma once

#include "platform/base/time.hpp"
#include "platform/http/response.hpp"
#include "platform/store/database.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace caunoi::web {

class PublicCache {
public:
    explicit PublicCache(std::size_t bytes_max = std::size_t{64} * 1024 * 1024) : bytes_max_(bytes_max) {}

    [[nodiscard]] std::optional<http::Response> find(std::string_view target, Time now) const;
    // Compresses and keeps a finished page that was rendered while `generation` was in force; dropped silently when the
    // generation has moved on meanwhile. Returns the answer to send.
    http::Response keep(std::string_view target, http::Response response, std::int64_t generation);

    [[nodiscard]] std::uint64_t hits() const { return hits_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t generation() const { return generation_.load(std::memory_order_acquire); }
    void set_generation(std::int64_t generation);

private:
    struct Page;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::size_t bytes_max_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const Page>, Hash, std::equal_to<>> pages_;
    std::size_t bytes_ = 0;
    std::atomic<std::int64_t> generation_{0};
    mutable std::atomic<std::uint64_t> hits_{0};
};

// In the transaction that changes something public; takes effect in this process with its answer, in others within a
// second.
void bump_public_generation(store::Tx& tx);
std::int64_t public_generation(store::Tx& tx);

}  // namespace caunoi::web
