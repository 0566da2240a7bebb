#include "platform/base/fraction.hpp"

#include "platform/base/id.hpp"
#include "platform/base/text.hpp"

#include <array>

namespace caunoi {

namespace {

constexpr std::int64_t largest = 1000;

// What stands before a share that must be exceeded, and before one that must be reached.
constexpr std::array<std::string_view, 9> more_words{">",    "quá",       "hơn",  "trên", "超过",
                                                     "多于", "more than", "over", "＞"};
constexpr std::array<std::string_view, 6> least_words{"≥", ">=", "ít nhất", "từ", "至少", "at least"};
constexpr std::array<std::string_view, 5> half_words{"nửa", "bán", "半数", "半", "half"};

template <std::size_t N>
bool take_word(std::string_view& text, const std::array<std::string_view, N>& words) {
    for (const std::string_view word : words)
        if (text.starts_with(word)) {
            text = trim(text.substr(word.size()));
            return true;
        }
    return false;
}

}  // namespace

std::string to_text(const Fraction& fraction) {
    if (!fraction.known()) return {};
    return fmt::format("{}{}/{}", fraction.more ? ">" : "", fraction.part, fraction.of);
}

std::optional<Fraction> parse_fraction(std::string_view typed) {
    const std::string lower = to_lower(trim(typed));
    std::string_view text = lower;
    Fraction fraction;
    // ">=" begins like ">": what must be reached is asked for first. 过半数 is 超过 and 半数 in one word.
    if (!take_word(text, least_words))
        fraction.more = take_word(text, more_words) || (text.starts_with("过半") && (text.remove_prefix(3), true));
    for (const std::string_view half : half_words)
        if (text == half) return Fraction{.part = 1, .of = 2, .more = fraction.more};
    if (text.ends_with("%")) {
        const auto percent = parse_integer(trim(text.substr(0, text.size() - 1)));
        if (!percent) return std::nullopt;
        fraction.part = *percent;
        fraction.of = 100;
    } else {
        const std::size_t slash = text.find('/');
        if (slash == std::string_view::npos) return std::nullopt;
        const auto part = parse_integer(trim(text.substr(0, slash)));
        const auto of = parse_integer(trim(text.substr(slash + 1)));
        if (!part || !of) return std::nullopt;
        fraction.part = *part;
        fraction.of = *of;
    }
    // More than the whole can never be reached.
    if (fraction.part < 1 || fraction.of < 1 || fraction.of > largest || fraction.part > fraction.of ||
        (fraction.more && fraction.part == fraction.of))
        return std::nullopt;
    return fraction;
}

}  // namespace caunoi
