// Digits, separators, currencies.
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace caunoi::i18n {
namespace {

constexpr char thousands_mark(Language language) {
    return language == Language::vi ? '.' : ',';
}
constexpr char decimal_mark(Language language) {
    return language == Language::vi ? ',' : '.';
}
constexpr std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}
constexpr std::uint64_t power_of_ten(int exponent) {
    std::uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

std::string grouped(Language language, std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, thousands_mark(language));
    return text;
}

std::string fixed(Language language, std::uint64_t scaled, int digits) {
    const std::uint64_t unit = power_of_ten(digits);
    std::string text = grouped(language, scaled / unit);
    if (digits > 0) text += fmt::format("{}{:0{}}", decimal_mark(language), scaled % unit, digits);
    return text;
}

// At most two decimals, none that are zero.
std::string rounded(Language language, std::uint64_t value, std::uint64_t unit) {
    // Half a hundredth up; divided first where the product would not fit.
    const std::uint64_t hundredths = unit >= 200 ? (value + unit / 200) / (unit / 100) : value * 100 / unit;
    if (hundredths % 100 == 0) return grouped(language, hundredths / 100);
    if (hundredths % 10 == 0) return fixed(language, hundredths / 10, 1);
    return fixed(language, hundredths, 2);
}

std::string with_currency(Language language, std::string_view sign, std::string_view amount, Currency currency) {
    const std::string_view code = codes(currency)[static_cast<std::size_t>(currency)];
    return tr(language, fmt::format("format.money.{}", code), {{"amount", std::string(sign) + std::string(amount)}});
}

struct Scale {
    std::uint64_t unit;
    std::string_view key;
};

}  // namespace

std::string ordinal(Language language, std::int64_t number) {
    constexpr std::array<std::string_view, 10> digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (language != Language::zh || number < 1 || number > 99) return std::to_string(number);
    const auto tens = static_cast<std::size_t>(number / 10);
    const auto ones = static_cast<std::size_t>(number % 10);
    std::string text(tens > 1 ? digits[tens] : "");
    if (tens > 0) text += "十";
    return text.append(digits[ones]);
}

std::string number(Language language, std::int64_t value) {
    return (value < 0 ? "-" : "") + grouped(language, magnitude(value));
}

std::string decimal(Language language, std::int64_t scaled, int digits) {
    return (scaled < 0 ? "-" : "") + fixed(language, magnitude(scaled), digits);
}

std::string percent(Language language, std::int64_t part, std::int64_t whole) {
    if (whole <= 0 || part < 0) return "–";
    constexpr std::int64_t product_fits = std::numeric_limits<std::int64_t>::max() / 2000;
    while (part > product_fits && whole > 1) {
        part /= 2;
        whole /= 2;
    }
    if (part > product_fits) return "–";
    const std::int64_t value = (part * 2000 / whole + 1) / 2;  // thousandths
    return (value % 10 == 0 ? number(language, value / 10) : decimal(language, value, 1)) + "%";
}

std::string quantity(Language language, Quantity value) {
    const std::string text = number(language, value.value);
    switch (value.qualifier) {
        case Qualifier::exact: return text;
        case Qualifier::nearly: return tr(language, "format.nearly", {{"count", text}});
        case Qualifier::more_than: return tr(language, "format.more_than", {{"count", text}});
        case Qualifier::about: return tr(language, "format.about", {{"count", text}});
    }
    return text;
}

std::string money(Language language, Money value) {
    const int digits = decimals(value.currency);
    const std::uint64_t amount = magnitude(value.minor);
    const std::uint64_t unit = power_of_ten(digits);
    const std::string text = amount % unit == 0 ? grouped(language, amount / unit) : fixed(language, amount, digits);
    return with_currency(language, value.minor < 0 ? "-" : "", text, value.currency);
}

std::string money_short(Language language, Money value) {
    constexpr Scale western[]{{1'000'000'000, "format.large_scale"}, {1'000'000, "format.small_scale"}};
    constexpr Scale chinese[]{{100'000'000, "format.large_scale"}, {10'000, "format.small_scale"}};
    const std::uint64_t minor_per_major = power_of_ten(decimals(value.currency));
    const std::uint64_t amount = magnitude(value.minor);
    for (const Scale& scale : language == Language::zh ? chinese : western) {
        const std::uint64_t unit = scale.unit * minor_per_major;
        // What would be rounded up to the unit is written in it: 999.999.999 ₫ is 1 tỷ, not 1.000 triệu.
        if (amount < unit - unit / 200'000) continue;
        const std::string text = tr(language, scale.key, {{"amount", rounded(language, amount, unit)}});
        return with_currency(language, value.minor < 0 ? "-" : "", text, value.currency);
    }
    return money(language, value);
}

std::string fraction(Language language, const Fraction& share) {
    if (share == Fraction{.part = 1, .of = 2, .more = true}) return std::string(tr(language, "format.more_than_half"));
    return tr(language, share.more ? "format.more_than_share" : "format.at_least_share",
              {{"share", fmt::format("{}/{}", share.part, share.of)}});
}

std::string file_size(Language language, std::uint64_t bytes) {
    constexpr std::string_view units[]{"kB", "MB", "GB", "TB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    std::uint64_t tenths = bytes / 100;
    std::size_t unit = 0;
    for (; tenths >= 10'000 && unit + 1 < std::size(units); ++unit) tenths /= 1000;
    const bool small = tenths < 100 && tenths % 10 != 0;
    return fmt::format("{} {}", small ? fixed(language, tenths, 1) : grouped(language, tenths / 10), units[unit]);
}

}  // namespace caunoi::i18n
