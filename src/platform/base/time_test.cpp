// Days, partial days and the two zones.
#include "platform/base/time.hpp"

#include <gtest/gtest.h>

namespace caunoi {
namespace {

using namespace std::chrono_literals;
constexpr Time moment = std::chrono::sys_days{2023y / 6 / 1} + 17h + 30min + 5s;

TEST(Time, ReadsRealDaysOnly) {
    EXPECT_EQ(parse_date("2023-06-01"), Date(2023y / 6 / 1));
    EXPECT_EQ(parse_date("2024-02-29"), Date(2024y / 2 / 29));
    EXPECT_EQ(parse_date("0001-01-01"), Date(std::chrono::year{1} / 1 / 1));
    for (const char* text : {"2023-02-30", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-01", "2023-01-00",
                             "0000-01-01", "2023-6-1", "2023/06/01", "2023-06-01 ", " 2023-06-01", "20230601", "",
                             "2023-06-0x", "-023-06-01", "2023-06-+1", "2023-04-31"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Time, WritesWhatItReads) {
    for (const char* text : {"2023-06-01", "0044-03-15", "9999-12-31"}) EXPECT_EQ(to_text(*parse_date(text)), text);
    EXPECT_EQ(to_rfc3339(moment), "2023-06-01T17:30:05Z");
    EXPECT_EQ(to_rfc3339(Time{-1s}), "1969-12-31T23:59:59Z");
}

TEST(Time, TheDayDependsOnTheZone) {
    EXPECT_EQ(date_in(Zone::hanoi, moment), Date(2023y / 6 / 2));  // 00:30
    EXPECT_EQ(seconds_of_day(Zone::hanoi, moment), 30 * 60 + 5);
    EXPECT_EQ(seconds_of_day(Zone::beijing, moment), 90 * 60 + 5);
    EXPECT_EQ(date_in(Zone::hanoi, moment - 1h), Date(2023y / 6 / 1));
    EXPECT_EQ(date_in(Zone::beijing, moment - 1h), Date(2023y / 6 / 2));
    EXPECT_EQ(seconds_of_day(Zone::hanoi, Time{-1s}), 7 * 3600 - 1);
}

TEST(Time, ThePartialDateSpansEveryDayItCanMean) {
    const auto year = parse_partial_date("2023");
    ASSERT_TRUE(year);
    EXPECT_EQ(year->first, Date(2023y / 1 / 1));
    EXPECT_EQ(year->last, Date(2023y / 12 / 31));
    EXPECT_EQ(parse_partial_date("2024-02")->last, Date(2024y / 2 / 29));
    EXPECT_EQ(parse_partial_date("2023-02")->last, Date(2023y / 2 / 28));
    EXPECT_EQ(parse_partial_date("1900-02")->last, Date(1900y / 2 / 28));
    EXPECT_EQ(parse_partial_date("2000-02")->last, Date(2000y / 2 / 29));
    EXPECT_EQ(*parse_partial_date("2023-06-01"), exact(2023y / 6 / 1));
}

TEST(Time, ThePartialDateKeepsItsPrecisionAsText) {
    for (const char* text : {"", "2023", "2023-06", "2023-12", "2023-06-01", "2024-02"})
        EXPECT_EQ(to_text(*parse_partial_date(text)), text);
    EXPECT_EQ(precision(*parse_partial_date("")), Precision::unknown);
    EXPECT_EQ(precision(*parse_partial_date("2023")), Precision::year);
    EXPECT_EQ(precision(*parse_partial_date("2023-06")), Precision::month);
    EXPECT_EQ(precision(*parse_partial_date("2023-06-01")), Precision::day);
}

TEST(Time, ThePartialDateThatIsNotOneIsRefused) {
    for (const char* text : {"202", "20233", "2023-", "2023-13", "2023-00", "2023-02-30", "0000", "unknown", "06-2023"})
        EXPECT_FALSE(parse_partial_date(text)) << text;
}

TEST(Time, TheClockRuns) {
    EXPECT_GT(now(), Time{std::chrono::sys_days{2024y / 1 / 1}});
}

}  // namespace
}  // namespace caunoi
