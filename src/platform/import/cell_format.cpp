#include "platform/import/cell_format.hpp"

#include "platform/base/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace caunoi::imports {
namespace {

std::optional<double> parse(std::string_view stored) {
    double value = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    if (error != std::errc() || end != stored.data() + stored.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

// The letters of the code that are placeholders: without "quoted", \c, _c, *c, colours and locales; [h] as H.
std::string placeholders(std::string_view code) {
    std::string out;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char c = code[at];
        if (c == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', at), code.size());
            const std::string_view inside = code.substr(at + 1, end - at - 1);
            constexpr std::string_view elapsed = "hHmMsS";
            if (!inside.empty() && inside.find_first_not_of(elapsed) == std::string_view::npos) out += 'H';
            at = end;
        } else {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
        }
    }
    return out;
}

std::string day_text(std::int64_t serial, Shown shown, bool from_1904) {
    using std::chrono::days;
    using std::chrono::sys_days;
    using std::chrono::year;
    std::string text;
    if (!from_1904 && serial == 60) {
        text = "1900-02-29";  // as Excel shows it; whoever reads days refuses it, and a person looks
    } else {
        const sys_days zero =
            from_1904 ? sys_days(year{1904} / 1 / 1) : sys_days(year{1899} / 12 / (serial < 60 ? 31 : 30));
        text = to_text(Date(zero + days(serial)));
    }
    if (shown == Shown::year) return text.substr(0, 4);
    if (shown == Shown::month) return text.substr(0, 7);
    return text;
}

std::string time_text(std::int64_t seconds) {
    const std::int64_t rest = seconds % 60;
    std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (rest != 0) text += fmt::format(":{:02}", rest);
    return text;
}

}  // namespace

Shown shown_by(int format, std::string_view code) {
    if (code.empty()) {
        // Without a code of its own the id decides; 27–36 and 50–58 are those of East Asian versions.
        constexpr std::array months{17, 27, 36, 50, 52, 57};
        constexpr std::array times{18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56};
        if (std::ranges::find(months, format) != months.end()) return Shown::month;
        if (std::ranges::find(times, format) != times.end()) return Shown::time;
        if (format == 22) return Shown::moment;
        if (format == 46) return Shown::hours;
        const bool day =
            (format >= 14 && format <= 16) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
        return day ? Shown::date : Shown::number;
    }
    const std::string letters = placeholders(code);
    if (letters.starts_with("general")) return Shown::number;
    const auto has = [&](char c) { return letters.find(c) != std::string::npos; };
    const bool time = has('h') || has('s');
    const bool day = has('d');
    if (has('H') && !day && !has('y')) return Shown::hours;
    const bool month = has('m') && (!time || day || has('y'));
    if (day || has('y') || month) {
        if (time) return Shown::moment;
        if (day) return Shown::date;
        if (!month) return Shown::year;
        return has('y') ? Shown::month : Shown::date;
    }
    return time ? Shown::time : Shown::number;
}

std::string number_text(std::string_view stored) {
    if (stored.find_first_not_of("0123456789") == std::string_view::npos) return std::string(stored);
    const std::optional<double> value = parse(stored);
    if (!value) return std::string(stored);
    if (*value == std::trunc(*value) && std::abs(*value) < 1e18) return fmt::format("{:.0f}", *value + 0.0);
    return fmt::format("{}", *value);
}

std::string cell_text(std::string_view stored, Shown shown, bool from_1904) {
    const std::optional<double> value = parse(stored);
    constexpr double last_day = 2'958'466;  // the day after 31 December 9999
    if (shown == Shown::number || !value || *value < 0 || *value >= last_day) return number_text(stored);
    const auto seconds = static_cast<std::int64_t>(std::llround(*value * 86'400));
    const std::int64_t day = seconds / 86'400;
    const std::int64_t second = seconds % 86'400;
    if (shown == Shown::hours) return time_text(seconds);
    if (shown == Shown::time) return time_text(second);
    if (day >= static_cast<std::int64_t>(last_day) - (from_1904 ? 1462 : 0)) return number_text(stored);
    if (day == 0 && !from_1904) return shown == Shown::moment ? time_text(second) : number_text(stored);
    if (shown == Shown::moment && second != 0) return day_text(day, Shown::date, from_1904) + "T" + time_text(second);
    return day_text(day, shown, from_1904);
}

}  // namespace caunoi::imports
