#include "platform/auth/failures.hpp"

#include "platform/base/bytes.hpp"

#include <arpa/inet.h>
#include <array>

namespace caunoi::auth::failures {

namespace {

constexpr std::chrono::seconds window(window_s);

Bucket bucket(const Context& context, std::string_view kind, std::string_view value, std::int64_t limit) {
    const std::string key = context.installation.keys.derive("sign-in-failure");
    return {.key = to_hex(hmac_sha256(key, std::string(kind) + ':' + std::string(value))), .limit = limit};
}

// One line of an IPv6 provider has 2^64 addresses: they count as one.
std::string network_of(std::string_view address) {
    std::array<char, 16> bytes{};
    if (::inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::string(address);
    constexpr std::string_view mapped_v4("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
    const std::string_view all(bytes.data(), bytes.size());
    if (!all.starts_with(mapped_v4)) return std::string(all.substr(0, 8));
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, bytes.data() + mapped_v4.size(), text.data(), text.size());
    return text.data();
}

Count count_from(std::int64_t count, Time counted_from, const Context& context, const Bucket& bucket) {
    const std::int64_t left_s = (counted_from + window - context.now).count();
    return {.count = count, .limit = bucket.limit, .minutes = std::max<std::int64_t>(1, (left_s + 59) / 60)};
}

}  // namespace

Bucket of_name(const Context& context, std::string_view name) {
    return bucket(context, "name", name, account_limit);
}
Bucket of_address(const Context& context, std::string_view address) {
    return bucket(context, "address", network_of(address), address_limit);
}
Bucket of_links(const Context& context, std::string_view name) {
    return bucket(context, "link", name, link_limit);
}

Count count_one(store::Tx& tx, const Context& context, const Bucket& bucket) {
    auto rows = tx.query(R"(
        insert into sign_in_failure (bucket, counted_from, count) values ($1, $2, 1)
        on conflict (bucket) do update set
            count = case when sign_in_failure.counted_from <= $3 then 1 else sign_in_failure.count + 1 end,
            counted_from = case when sign_in_failure.counted_from <= $3 then $2 else sign_in_failure.counted_from end
        returning count, counted_from)",
                         bucket.key, context.now, context.now - window);
    const auto row = rows.next();
    return count_from(row->integer("count"), row->time("counted_from"), context, bucket);
}

Count look(store::Tx& tx, const Context& context, const Bucket& bucket) {
    auto rows = tx.query("select count, counted_from from sign_in_failure where bucket = $1 and counted_from > $2",
                         bucket.key, context.now - window);
    const auto row = rows.next();
    if (!row) return count_from(1, context.now, context, bucket);
    return count_from(row->integer("count") + 1, row->time("counted_from"), context, bucket);
}

void forget(store::Tx& tx, const Bucket& bucket) {
    tx.execute("delete from sign_in_failure where bucket = $1", bucket.key);
}

std::int64_t sweep(store::Tx& tx, Time now) {
    return tx.execute("delete from sign_in_failure where counted_from <= $1", now - window);
}

}  // namespace caunoi::auth::failures
