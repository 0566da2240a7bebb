// Shares that charters and decrees ask for: "2/3 of the members", "more than half of those present". Whole numbers
// only, so that a vote at the edge is never decided by rounding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi {

struct Fraction {
    std::int64_t part = 0;
    std::int64_t of = 0;
    bool more = false;  // more than that share; else at least

    [[nodiscard]] bool known() const { return of > 0; }
    // `count` of `base` reaches it. Counts are below 10^9.
    [[nodiscard]] bool reached(std::int64_t count, std::int64_t base) const {
        return more ? count * of > part * base : count * of >= part * base;
    }
    // The least count of `base` that reaches it.
    [[nodiscard]] std::int64_t need(std::int64_t base) const {
        return more ? part * base / of + 1 : (part * base + of - 1) / of;
    }
    friend bool operator==(const Fraction&, const Fraction&) = default;
};

// Canonical: "2/3", ">1/2", "" when not known.
std::string to_text(const Fraction& fraction);
// As people type it, too: "> 1/2", "hơn 1/2", "quá nửa", "过半数", "2/3", "50%". Nothing when it is no share of a
// whole.
std::optional<Fraction> parse_fraction(std::string_view text);

}  // namespace caunoi
