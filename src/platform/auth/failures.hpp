// How often somebody may be wrong: 10 times an account, 30 times an address, in a quarter of an hour. Counted before
// the password is hashed, so that guessing costs the guesser and not the server.
#pragma once

#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace caunoi::auth::failures {

inline constexpr std::int64_t account_limit = 10;
inline constexpr std::int64_t address_limit = 30;
inline constexpr std::int64_t link_limit = 3;  // mails with a link to one account
inline constexpr std::int64_t window_s = 15 * 60;

struct Bucket {
    std::string key;
    std::int64_t limit = 0;
};
// `name` need not be an account's: names that do not exist must not behave otherwise.
Bucket of_name(const Context& context, std::string_view name);
Bucket of_address(const Context& context, std::string_view address);
Bucket of_links(const Context& context, std::string_view name);

struct Count {
    std::int64_t count = 0;  // with this one
    std::int64_t limit = 0;
    std::int64_t minutes = 0;  // until the window ends, rounded up
    [[nodiscard]] bool refused() const { return count > limit; }
    [[nodiscard]] bool last() const { return count == limit; }
};
// Counts one, whether refused or not.
Count count_one(store::Tx& tx, const Context& context, const Bucket& bucket);
Count look(store::Tx& tx, const Context& context, const Bucket& bucket);  // what the next one would be
void forget(store::Tx& tx, const Bucket& bucket);
std::int64_t sweep(store::Tx& tx, Time now);

}  // namespace caunoi::auth::failures
