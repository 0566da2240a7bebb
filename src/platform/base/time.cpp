// The one clock, and days as text.
#include "platform/base/time.hpp"

#include <fmt/format.h>

namespace caunoi {
namespace {

constexpr std::chrono::hours offset(Zone zone) {
    switch (zone) {
        case Zone::hanoi: return std::chrono::hours{7};
        case Zone::beijing: return std::chrono::hours{8};
    }
    return std::chrono::hours{0};
}

// Exactly as many digits as the text is long.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<std::chrono::year> parse_year(std::string_view text) {
    if (text.size() != 4) return std::nullopt;
    const auto value = digits(text);
    if (!value || *value < 1) return std::nullopt;
    return std::chrono::year{*value};
}

std::optional<std::chrono::year_month> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto year = parse_year(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
    return *year / *month;
}

}  // namespace

Time now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string to_text(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[7] != '-') return std::nullopt;
    const auto month = parse_month(text.substr(0, 7));
    const auto day = digits(text.substr(8, 2));
    if (!month || !day) return std::nullopt;
    const Date date = *month / *day;
    if (!date.ok()) return std::nullopt;
    return date;
}

std::string to_rfc3339(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_text(Date{day}), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

Date date_in(Zone zone, Time time) {
    return Date{std::chrono::floor<std::chrono::days>(time + offset(zone))};
}

int seconds_of_day(Zone zone, Time time) {
    const Time local = time + offset(zone);
    return static_cast<int>((local - std::chrono::floor<std::chrono::days>(local)).count());
}

Precision precision(const PartialDate& date) {
    if (!date.known()) return Precision::unknown;
    if (date.first == date.last) return Precision::day;
    const bool one_month = date.first.year() == date.last.year() && date.first.month() == date.last.month();
    return one_month ? Precision::month : Precision::year;
}

std::string to_text(const PartialDate& date) {
    const std::string first = date.known() ? to_text(date.first) : std::string();
    switch (precision(date)) {
        case Precision::unknown: return first;
        case Precision::year: return first.substr(0, 4);
        case Precision::month: return first.substr(0, 7);
        case Precision::day: return first;
    }
    return first;
}

std::optional<PartialDate> parse_partial_date(std::string_view text) {
    if (text.empty()) return PartialDate{};
    if (const auto year = parse_year(text)) return PartialDate{*year / 1 / 1, *year / 12 / 31};
    if (const auto month = parse_month(text)) return PartialDate{*month / 1, *month / std::chrono::last};
    if (const auto date = parse_date(text)) return exact(*date);
    return std::nullopt;
}

PartialDate exact(Date date) {
    return {date, date};
}

}  // namespace caunoi
