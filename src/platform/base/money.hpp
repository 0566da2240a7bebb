// Amounts as booked: whole minor units of one currency, never converted, never floating.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string_view>

namespace caunoi {

enum class Currency { vnd, cny, usd };
inline constexpr std::array<std::string_view, 3> currency_codes{"vnd", "cny", "usd"};
constexpr std::span<const std::string_view> codes(Currency) {
    return currency_codes;
}
constexpr std::string_view code_labels(Currency) {
    return "common.currency";
}
constexpr int decimals(Currency currency) {  // the đồng has no smaller unit
    return currency == Currency::vnd ? 0 : 2;
}

struct Money {
    std::int64_t minor = 0;  // đồng, fen, cents
    Currency currency = Currency::vnd;
    friend bool operator==(const Money&, const Money&) = default;
};

}  // namespace caunoi
