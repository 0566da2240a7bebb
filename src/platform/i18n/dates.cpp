// Days, spans of days, clocks.
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>

namespace caunoi::i18n {
namespace {

constexpr std::array<std::string_view, 12> months_en{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays_vi{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư",
                                                      "Thứ Năm",  "Thứ Sáu", "Thứ Bảy"};
constexpr std::array<std::string_view, 7> weekdays_zh{"星期日", "星期一", "星期二", "星期三",
                                                      "星期四", "星期五", "星期六"};
constexpr std::array<std::string_view, 7> weekdays_en{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};

struct Parts {
    int year;
    unsigned month;
    unsigned day;
};
Parts parts_of(Date date) {
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}
std::string_view short_month(unsigned month) {
    return months_en[month - 1].substr(0, 3);
}

}  // namespace

// In every line of every list: formats that are read when the program is compiled take a fifth of the time.
std::string date(Language language, Date day) {
    const Parts p = parts_of(day);
    switch (language) {
        case Language::vi: return fmt::format(FMT_COMPILE("{:02}/{:02}/{}"), p.day, p.month, p.year);
        case Language::zh: return fmt::format(FMT_COMPILE("{}年{}月{}日"), p.year, p.month, p.day);
        case Language::en: return fmt::format(FMT_COMPILE("{} {} {}"), p.day, short_month(p.month), p.year);
    }
    return {};
}

std::string long_date(Language language, Date day) {
    const Parts p = parts_of(day);
    const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(day)).c_encoding();
    switch (language) {
        case Language::vi:  // Decree 30/2020: a zero before days under 10 and before the months 1 and 2
            return fmt::format("{}, ngày {:02} tháng {:0{}} năm {}", weekdays_vi[weekday], p.day, p.month,
                               p.month <= 2 ? 2 : 1, p.year);
        case Language::zh: return date(language, day) + std::string(weekdays_zh[weekday]);
        case Language::en:
            return fmt::format("{} {} {} {}", weekdays_en[weekday], p.day, months_en[p.month - 1], p.year);
    }
    return {};
}

std::string date(Language language, const PartialDate& day) {
    const Precision known = precision(day);
    if (known == Precision::unknown) return {};
    if (known == Precision::day) return date(language, day.first);
    const Parts p = parts_of(day.first);
    if (known == Precision::year)
        return language == Language::zh ? fmt::format("{}年", p.year) : std::to_string(p.year);
    switch (language) {
        case Language::vi: return fmt::format("{:02}/{}", p.month, p.year);
        case Language::zh: return fmt::format("{}年{}月", p.year, p.month);
        case Language::en: return fmt::format("{} {}", short_month(p.month), p.year);
    }
    return {};
}

std::string month_name(Language language, std::chrono::month month) {
    const auto number = static_cast<unsigned>(month);
    switch (language) {
        case Language::vi: return fmt::format("{:02}", number);
        case Language::zh: return fmt::format("{}月", number);
        case Language::en: return std::string(short_month(number));
    }
    return {};
}

std::string date_range(Language language, const PartialDate& from, const PartialDate& to) {
    if (!to.known() || to == from) return date(language, from);
    if (!from.known()) return date(language, to);
    return date(language, from) + (language == Language::zh ? "至" : " – ") + date(language, to);
}

std::string clock_time(Zone zone, Time time) {
    const int minutes = seconds_of_day(zone, time) / 60;
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string both_clocks(Language language, Time time) {
    const bool next_day = date_in(Zone::hanoi, time) != date_in(Zone::beijing, time);
    return tr(language, next_day ? "format.both_clocks_next_day" : "format.both_clocks",
              {{"hanoi", clock_time(Zone::hanoi, time)}, {"beijing", clock_time(Zone::beijing, time)}});
}

std::string date_time(Language language, Time time) {
    const std::string clock = clock_time(Zone::hanoi, time);
    const std::string day = date(language, date_in(Zone::hanoi, time));
    return language == Language::vi ? clock + " " + day : day + " " + clock;
}

std::string relative(Language language, Time then, Time now) {
    using namespace std::chrono;
    const auto ago = now - then;
    if (ago < seconds{0} || ago >= days{1}) return date(language, date_in(Zone::hanoi, then));
    if (ago < minutes{1}) return std::string(tr(language, "format.just_now"));
    if (ago < hours{1}) return tr_count(language, "format.minutes_ago", duration_cast<minutes>(ago).count());
    return tr_count(language, "format.hours_ago", duration_cast<hours>(ago).count());
}

}  // namespace caunoi::i18n
