// Bars have the heights of their figures, and the axis has round steps.
#include "platform/html/components.hpp"
#include "platform/html/test_markup.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace caunoi::html {
namespace {

std::string drawn(const std::vector<std::string>& categories, const std::vector<Series>& series) {
    Writer w;
    bar_chart(w, Language::vi, "Số đoàn", categories, series);
    std::string markup = w.take();
    EXPECT_EQ(MarkupCheck::fault_of(markup), "");
    return markup;
}
// The figures of the axis, from below.
std::string ticks(std::int64_t most) {
    const std::string markup = drawn({"a"}, {{.name = "s", .values = {most}}});
    std::string found;
    for (std::size_t at = 0; (at = markup.find(R"(<text class="end")", at)) != std::string::npos; ++at) {
        const std::size_t begin = markup.find('>', at) + 1;
        found += markup.substr(begin, markup.find('<', begin) - begin) + " ";
    }
    return found;
}

TEST(Chart, TheAxisCountsInOnesTwosAndFives) {
    EXPECT_EQ(ticks(0), "0 1 ");
    EXPECT_EQ(ticks(3), "0 1 2 3 ");
    EXPECT_EQ(ticks(11), "0 5 10 15 ");
    EXPECT_EQ(ticks(20), "0 5 10 15 20 ");
    EXPECT_EQ(ticks(1'234'567), "0 500.000 1.000.000 1.500.000 ");
    EXPECT_EQ(ticks(4'000'000'000'000'000'000),
              "0 1.000.000.000.000.000.000 2.000.000.000.000.000.000 "
              "3.000.000.000.000.000.000 4.000.000.000.000.000.000 ");
}

TEST(Chart, TheHighestFigureReachesItsTick) {
    const std::string markup = drawn({"T1", "T2"}, {{.name = "ra", .values = {20, 10}}});
    EXPECT_NE(markup.find(R"(y="24" width=)"), std::string::npos);   // 20 of 20
    EXPECT_NE(markup.find(R"(y="102" width=)"), std::string::npos);  // half of it
}

TEST(Chart, EachBarSaysWhatItIs) {
    const std::string markup =
        drawn({"T1", "T2"}, {{.name = "ra", .values = {3, 0}}, {.name = "vào", .values = {1'284}}});
    EXPECT_EQ(count_of(markup, "<rect"), 2U);  // none has no bar
    EXPECT_NE(markup.find("<title>T1, vào: 1.284</title>"), std::string::npos);
    EXPECT_NE(markup.find(R"(<span class="key b" aria-hidden="true"></span>vào)"), std::string::npos);
    EXPECT_NE(markup.find(R"(role="img" aria-label="Số đoàn")"), std::string::npos);
}

TEST(Chart, CoordinatesHaveNoMoreThanOneDecimal) {
    const std::string markup =
        drawn(std::vector<std::string>(7, "x"), {{.name = "a", .values = {1, 2, 3, 4, 5, 6, 7}}});
    EXPECT_EQ(markup.find("e+"), std::string::npos);
    EXPECT_EQ(count_of(markup, "style"), 0U);
}

TEST(Chart, LabelsThatWouldOverlapAreLeftOut) {
    const std::string markup = drawn(std::vector<std::string>(30, "x"), {{.name = "a", .values = {1}}});
    EXPECT_EQ(count_of(markup, R"(<text class="mid")"), 10U);
    EXPECT_EQ(count_of(drawn(std::vector<std::string>(12, "x"), {{.name = "a", .values = {}}}), R"(<text class="mid")"),
              12U);
}

TEST(Chart, MoreThanFiveSeriesAreOurMistake) {
    EXPECT_THROW(drawn({"x"}, std::vector<Series>(6)), std::logic_error);
    EXPECT_THROW(drawn({"x"}, {}), std::logic_error);
    EXPECT_NO_THROW(drawn({}, {{.name = "a", .values = {}}}));
}

std::string drawn_rows(const std::vector<Bar>& bars) {
    Writer w;
    row_chart(w, Language::vi, "Theo loại", bars);
    std::string markup = w.take();
    EXPECT_EQ(MarkupCheck::fault_of(markup), "");
    return markup;
}

TEST(Chart, RowsHaveLengthsOfTheirFiguresAndSayThem) {
    const std::string markup = drawn_rows({{"Hội đàm", 1'000}, {"Lễ hội", 500}, {"Khác", 0}, {"Thể thao", 1}});
    EXPECT_EQ(count_of(markup, "<rect"), 3U);  // none has no bar
    EXPECT_NE(markup.find(R"(width="292" height="16")"), std::string::npos);
    EXPECT_NE(markup.find(R"(width="146" height="16")"), std::string::npos);
    EXPECT_NE(markup.find(R"(width="2" height="16")"), std::string::npos);  // one is not none
    EXPECT_NE(markup.find("<title>Hội đàm: 1.000</title>"), std::string::npos);
    EXPECT_EQ(count_of(markup, R"(<text class="val")"), 4U);
    EXPECT_NE(markup.find(R"(viewBox="0 0 620 96")"), std::string::npos);
}

TEST(Chart, NamesThatDoNotFitBeforeTheirBarAreCut) {
    const std::string markup = drawn_rows({{std::string(50, 'x'), 1}});
    EXPECT_NE(markup.find(">" + std::string(38, 'x') + "…<"), std::string::npos);
    EXPECT_NE(markup.find("<title>" + std::string(50, 'x') + ": 1</title>"), std::string::npos);
    std::string chinese;
    for (int i = 0; i < 20; ++i) chinese += "口";
    EXPECT_NE(drawn_rows({{chinese, 1}}).find(chinese.substr(0, 57) + "…<"), std::string::npos);
}

TEST(Chart, RowsOfNothingAreAnEmptyPicture) {
    EXPECT_EQ(count_of(drawn_rows({}), "<rect"), 0U);
    EXPECT_EQ(count_of(drawn_rows({{"x", 0}}), "<rect"), 0U);
}

}  // namespace
}  // namespace caunoi::html
