// Known answers, as an office of each country writes them.
#include "platform/i18n/format.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace caunoi::i18n {
namespace {

using namespace std::chrono_literals;
constexpr auto vi = Language::vi;
constexpr auto zh = Language::zh;
constexpr auto en = Language::en;

TEST(Format, NumbersAreGroupedByThousands) {
    EXPECT_EQ(number(vi, 1284), "1.284");
    EXPECT_EQ(number(zh, 1284), "1,284");
    EXPECT_EQ(number(en, 1'284'000), "1,284,000");
    EXPECT_EQ(number(vi, 0), "0");
    EXPECT_EQ(number(vi, 999), "999");
    EXPECT_EQ(number(vi, -1000), "-1.000");
    EXPECT_EQ(number(en, std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Format, DecimalsFollowTheLanguage) {
    EXPECT_EQ(decimal(vi, 186, 2), "1,86");
    EXPECT_EQ(decimal(en, 186, 2), "1.86");
    EXPECT_EQ(decimal(vi, -5, 2), "-0,05");
    EXPECT_EQ(decimal(vi, 123'456'7, 1), "123.456,7");
    EXPECT_EQ(decimal(zh, 7, 0), "7");
}

TEST(Format, PercentHasOneDecimalAtMost) {
    EXPECT_EQ(percent(vi, 382, 1000), "38,2%");
    EXPECT_EQ(percent(en, 1, 2), "50%");
    EXPECT_EQ(percent(zh, 2, 3), "66.7%");
    EXPECT_EQ(percent(vi, 0, 7), "0%");
    EXPECT_EQ(percent(vi, 0, 0), "–");
    EXPECT_EQ(percent(en, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()), "100%");
}

TEST(Format, SharesSayWhetherTheyMustBeExceeded) {
    EXPECT_EQ(fraction(vi, {.part = 1, .of = 2, .more = true}), "quá nửa");
    EXPECT_EQ(fraction(zh, {.part = 2, .of = 3}), "不少于2/3");
    EXPECT_EQ(fraction(en, {.part = 3, .of = 5, .more = true}), "more than 3/5");
}

TEST(Format, ChineseOrdinalsAreWritten) {
    EXPECT_EQ(ordinal(vi, 3), "3");
    EXPECT_EQ(ordinal(zh, 1), "一");
    EXPECT_EQ(ordinal(zh, 10), "十");
    EXPECT_EQ(ordinal(zh, 12), "十二");
    EXPECT_EQ(ordinal(zh, 20), "二十");
    EXPECT_EQ(ordinal(zh, 45), "四十五");
    EXPECT_EQ(ordinal(zh, 0), "0");
    EXPECT_EQ(ordinal(zh, 100), "100");
}

TEST(Format, AMonthByItself) {
    EXPECT_EQ(month_name(vi, std::chrono::June), "06");
    EXPECT_EQ(month_name(zh, std::chrono::June), "6月");
    EXPECT_EQ(month_name(en, std::chrono::June), "Jun");
}

TEST(Format, QualifiersStayWithTheirNumber) {
    EXPECT_EQ(quantity(vi, {1000, Qualifier::nearly}), "gần 1.000");
    EXPECT_EQ(quantity(zh, {1000, Qualifier::nearly}), "近1,000");
    EXPECT_EQ(quantity(en, {1000, Qualifier::nearly}), "nearly 1,000");
    EXPECT_EQ(quantity(vi, {90, Qualifier::more_than}), "hơn 90");
    EXPECT_EQ(quantity(zh, {90, Qualifier::more_than}), "90余");
    EXPECT_EQ(quantity(en, {90, Qualifier::more_than}), "more than 90");
    EXPECT_EQ(quantity(vi, {3000, Qualifier::about}), "khoảng 3.000");
    EXPECT_EQ(quantity(zh, {3000, Qualifier::about}), "约3,000");
    EXPECT_EQ(quantity(en, {10, Qualifier::exact}), "10");
}

TEST(Format, MoneyIsWrittenAsBooked) {
    EXPECT_EQ(money(vi, {1'500'000, Currency::vnd}), "1.500.000 ₫");
    EXPECT_EQ(money(zh, {1'500'000, Currency::vnd}), "1,500,000 越南盾");
    EXPECT_EQ(money(en, {1'500'000, Currency::vnd}), "VND 1,500,000");
    EXPECT_EQ(money(vi, {123'450, Currency::cny}), "1.234,50 NDT");
    EXPECT_EQ(money(zh, {123'450, Currency::cny}), "1,234.50 元人民币");
    EXPECT_EQ(money(en, {123'400, Currency::cny}), "CNY 1,234");
    EXPECT_EQ(money(vi, {-5, Currency::usd}), "-0,05 USD");
    EXPECT_EQ(money(zh, {0, Currency::usd}), "0 美元");
}

TEST(Format, LargeMoneyHasAShortForm) {
    EXPECT_EQ(money_short(vi, {1'860'000'000, Currency::vnd}), "1,86 tỷ ₫");
    EXPECT_EQ(money_short(zh, {1'860'000'000, Currency::vnd}), "18.6亿 越南盾");
    EXPECT_EQ(money_short(en, {1'860'000'000, Currency::vnd}), "VND 1.86 bn");
    EXPECT_EQ(money_short(vi, {12'500'000, Currency::vnd}), "12,5 triệu ₫");
    EXPECT_EQ(money_short(zh, {50'000'00, Currency::cny}), "5万 元人民币");
    EXPECT_EQ(money_short(vi, {999'999'999, Currency::vnd}), "1 tỷ ₫");
    EXPECT_EQ(money_short(vi, {999'900'000, Currency::vnd}), "999,9 triệu ₫");
    EXPECT_EQ(money_short(vi, {500'000, Currency::vnd}), "500.000 ₫");
    EXPECT_EQ(money_short(vi, {-2'000'000, Currency::vnd}), "-2 triệu ₫");
}

TEST(Format, FilesAreMeasuredInThousands) {
    EXPECT_EQ(file_size(vi, 999), "999 B");
    EXPECT_EQ(file_size(vi, 1'000), "1 kB");
    EXPECT_EQ(file_size(vi, 1'250'000), "1,2 MB");
    EXPECT_EQ(file_size(en, 1'250'000), "1.2 MB");
    EXPECT_EQ(file_size(en, 999'999), "999 kB");
    EXPECT_EQ(file_size(en, 12'300'000'000), "12 GB");
}

TEST(Format, DaysFollowTheLanguage) {
    const Date day = 2026y / 11 / 19;
    EXPECT_EQ(date(vi, day), "19/11/2026");
    EXPECT_EQ(date(zh, day), "2026年11月19日");
    EXPECT_EQ(date(en, day), "19 Nov 2026");
    EXPECT_EQ(date(vi, Date(2023y / 6 / 2)), "02/06/2023");
    EXPECT_EQ(date(zh, Date(2023y / 6 / 2)), "2023年6月2日");
}

TEST(Format, LongDaysNameTheWeekday) {
    const Date day = 2026y / 11 / 19;
    EXPECT_EQ(long_date(vi, day), "Thứ Năm, ngày 19 tháng 11 năm 2026");
    EXPECT_EQ(long_date(zh, day), "2026年11月19日星期四");
    EXPECT_EQ(long_date(en, day), "Thursday 19 November 2026");
    EXPECT_EQ(long_date(vi, Date(2026y / 2 / 1)), "Chủ nhật, ngày 01 tháng 02 năm 2026");
    EXPECT_EQ(long_date(vi, Date(2026y / 3 / 9)), "Thứ Hai, ngày 09 tháng 3 năm 2026");
}

TEST(Format, PartialDaysSayWhatIsKnown) {
    EXPECT_EQ(date(vi, *parse_partial_date("2015-10")), "10/2015");
    EXPECT_EQ(date(zh, *parse_partial_date("2015-10")), "2015年10月");
    EXPECT_EQ(date(en, *parse_partial_date("2015-10")), "Oct 2015");
    EXPECT_EQ(date(vi, *parse_partial_date("2015")), "2015");
    EXPECT_EQ(date(zh, *parse_partial_date("2015")), "2015年");
    EXPECT_EQ(date(en, *parse_partial_date("2015-05-17")), "17 May 2015");
    EXPECT_EQ(date(vi, PartialDate{}), "");
}

TEST(Format, RangesOfOneDayAreThatDay) {
    const PartialDate from = exact(2015y / 5 / 17);
    const PartialDate to = exact(2015y / 5 / 22);
    EXPECT_EQ(date_range(vi, from, to), "17/05/2015 – 22/05/2015");
    EXPECT_EQ(date_range(zh, from, to), "2015年5月17日至2015年5月22日");
    EXPECT_EQ(date_range(en, from, to), "17 May 2015 – 22 May 2015");
    EXPECT_EQ(date_range(vi, from, from), "17/05/2015");
    EXPECT_EQ(date_range(vi, from, {}), "17/05/2015");
    EXPECT_EQ(date_range(vi, {}, to), "22/05/2015");
    EXPECT_EQ(date_range(vi, *parse_partial_date("2015"), *parse_partial_date("2016-02")), "2015 – 02/2016");
}

TEST(Format, ClocksOfBothCountriesStandSideBySide) {
    const Time time = std::chrono::sys_days(2026y / 11 / 19) + 2h + 59s;
    EXPECT_EQ(clock_time(Zone::hanoi, time), "09:00");
    EXPECT_EQ(both_clocks(vi, time), "09:00 (giờ Hà Nội) · 10:00 (giờ Bắc Kinh)");
    EXPECT_EQ(both_clocks(zh, time), "09:00（河内时间）· 10:00（北京时间）");
    EXPECT_EQ(both_clocks(en, time), "09:00 (Hanoi time) · 10:00 (Beijing time)");
    EXPECT_EQ(both_clocks(vi, time + 14h + 30min), "23:30 (giờ Hà Nội) · 00:30 hôm sau (giờ Bắc Kinh)");
    EXPECT_EQ(date_time(vi, time), "09:00 19/11/2026");
    EXPECT_EQ(date_time(zh, time), "2026年11月19日 09:00");
}

TEST(Format, RecentMomentsAreRelative) {
    const Time now = std::chrono::sys_days(2026y / 11 / 19) + 10h;
    EXPECT_EQ(relative(vi, now - 59s, now), "vừa xong");
    EXPECT_EQ(relative(vi, now - 8min, now), "8 phút trước");
    EXPECT_EQ(relative(zh, now - 8min, now), "8分钟前");
    EXPECT_EQ(relative(en, now - 8min, now), "8 minutes ago");
    EXPECT_EQ(relative(en, now - 119s, now), "1 minute ago");
    EXPECT_EQ(relative(vi, now - 23h - 59min, now), "23 giờ trước");
    EXPECT_EQ(relative(en, now - 24h, now), "18 Nov 2026");
    EXPECT_EQ(relative(vi, now + 1s, now), "19/11/2026");
}

}  // namespace
}  // namespace caunoi::i18n
