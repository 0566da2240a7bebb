#include "platform/web/public_cache.hpp"

#include "platform/base/bytes.hpp"
#include "platform/http/compress.hpp"

#include <mutex>

namespace caunoi::web {

struct PublicCache::Page {
    std::string plain;
    std::string gzip;
    std::string brotli;
    std::string type;
    std::string etag;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<Time> valid_until;

    [[nodiscard]] std::size_t bytes() const { return plain.size() + gzip.size() + brotli.size(); }
    static http::Response response(const std::shared_ptr<const Page>& page) {
        http::Response response;
        response.type = page->type;
        response.etag = page->etag;
        response.headers = page->headers;
        response.body = http::Encoded{.plain = page->plain, .gzip = page->gzip, .brotli = page->brotli, .owner = page};
        return response;
    }
};

std::optional<http::Response> PublicCache::find(std::string_view target, Time now) const {
    std::shared_ptr<const Page> page;
    {
        const std::shared_lock lock(mutex_);
        const auto found = pages_.find(target);
        if (found == pages_.end()) return std::nullopt;
        page = found->second;
    }
    if (page->valid_until && now >= *page->valid_until) return std::nullopt;
    hits_.fetch_add(1, std::memory_order_relaxed);
    return Page::response(page);
}

http::Response PublicCache::keep(std::string_view target, http::Response response, std::int64_t generation) {
    auto page = std::make_shared<Page>();
    page->plain = std::move(std::get<std::string>(response.body));
    page->gzip = http::gzip(page->plain, 6);
    page->brotli = http::brotli(page->plain, 9);
    page->type = std::move(response.type);
    page->etag = '"' + to_base64url(sha256(page->plain)).substr(0, 22) + '"';
    page->headers = std::move(response.headers);
    page->valid_until = response.valid_until;
    const std::shared_ptr<const Page> finished = std::move(page);

    const std::unique_lock lock(mutex_);
    if (generation == generation_.load(std::memory_order_acquire)) {
        if (bytes_ + finished->bytes() > bytes_max_) {
            pages_.clear();
            bytes_ = 0;
        }
        auto& place = pages_[std::string(target)];
        if (place) bytes_ -= place->bytes();
        bytes_ += finished->bytes();
        place = finished;
    }
    return Page::response(finished);
}

void PublicCache::set_generation(std::int64_t generation) {
    if (generation == generation_.load(std::memory_order_acquire)) return;
    const std::unique_lock lock(mutex_);
    generation_.store(generation, std::memory_order_release);
    pages_.clear();
    bytes_ = 0;
}

void bump_public_generation(store::Tx& tx) {
    tx.execute("update generation set value = value + 1 where name = 'public'");
}

std::int64_t public_generation(store::Tx& tx) {
    return tx.integer("select value from generation where name = 'public'");
}

}  // namespace caunoi::web
