#include "platform/base/fraction.hpp"

#include <gtest/gtest.h>

namespace caunoi {

namespace {

TEST(Fractions, AreReadAsPeopleTypeThem) {
    const Fraction more_than_half{.part = 1, .of = 2, .more = true};
    for (const std::string_view text : {">1/2", "> 1/2", "hơn 1/2", "quá nửa", "quá bán", "Quá 1/2", "过半数",
                                        "超过半数", "more than half", "> 1 / 2"})
        EXPECT_EQ(parse_fraction(text), more_than_half) << text;
    const Fraction two_thirds{.part = 2, .of = 3};
    for (const std::string_view text : {"2/3", "≥ 2/3", ">= 2/3", "ít nhất 2/3", "至少2/3", "at least 2/3"})
        EXPECT_EQ(parse_fraction(text), two_thirds) << text;
    EXPECT_EQ(parse_fraction(">50%"), (Fraction{.part = 50, .of = 100, .more = true}));
    for (const std::string_view text : {"", "2", "3/2", "0/2", "2/0", ">1/1", "hai phần ba", "1/2/3", "1/2000", "-1/2"})
        EXPECT_FALSE(parse_fraction(text)) << text;
}

TEST(Fractions, AreWrittenAsTheyAreRead) {
    for (const std::string_view text : {">1/2", "2/3", "1/1", ">50/100"})
        EXPECT_EQ(to_text(*parse_fraction(text)), text);
    EXPECT_EQ(to_text(Fraction{}), "");
}

// 14 members: two thirds are 10 (9.33…), more than half are 8; 15 members: 10 and 8.
TEST(Fractions, AreExactAtTheEdge) {
    const Fraction two_thirds{.part = 2, .of = 3};
    const Fraction more_than_half{.part = 1, .of = 2, .more = true};
    EXPECT_EQ(two_thirds.need(14), 10);
    EXPECT_EQ(two_thirds.need(15), 10);
    EXPECT_EQ(more_than_half.need(14), 8);
    EXPECT_EQ(more_than_half.need(15), 8);
    for (const Fraction& share : {two_thirds, more_than_half})
        for (std::int64_t base = 1; base < 200; ++base) {
            EXPECT_TRUE(share.reached(share.need(base), base)) << base;
            EXPECT_FALSE(share.reached(share.need(base) - 1, base)) << base;
        }
}

}  // namespace

}  // namespace caunoi
