// Moments, days, and days known only to the month or the year.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi {

using Time = std::chrono::sys_seconds;     // an instant, UTC; stored as seconds since 1970
using Date = std::chrono::year_month_day;  // a civil day; stored as "2023-06-01"

Time now();  // the clock of the process; modules take context.now instead (a test greps)

std::string to_text(Date date);                         // "2023-06-01"
std::optional<Date> parse_date(std::string_view text);  // ISO only, real days between 0001 and 9999
std::string to_rfc3339(Time time);                      // "2023-06-01T02:30:00Z"

// Both countries keep one offset all year, so no time-zone database is needed (GCC 12 has none).
enum class Zone { hanoi, beijing };
Date date_in(Zone zone, Time time);
int seconds_of_day(Zone zone, Time time);

// A day as published: 2023, 2023-06 or 2023-06-01. First and last are the span of days that it can mean.
struct PartialDate {
    Date first{};
    Date last{};

    [[nodiscard]] bool known() const { return first.ok(); }
    friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

enum class Precision { unknown, year, month, day };
Precision precision(const PartialDate& date);
std::string to_text(const PartialDate& date);                          // "2023", "2023-06", "2023-06-01", ""
std::optional<PartialDate> parse_partial_date(std::string_view text);  // "" is a date that is not known
PartialDate exact(Date date);

}  // namespace caunoi
