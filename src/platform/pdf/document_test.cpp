#include "platform/pdf/document.hpp"

#include "platform/pdf/test_paper.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace caunoi::pdf {
namespace {

const About about{
    .title = "Thẻ 会员证", .author = "Hội Hữu nghị", .created = Time{std::chrono::seconds{1'800'000'000}}};
const std::string vietnamese = "Nguyễn Thị Ánh Nguyệt, Đặng Ỷ Ẫm";
const std::string chinese = "阮氏映月，高平市同登";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string bilingual() {
    Document document(about);
    document.begin_page(a4);
    document.text(20, 20, 100, vietnamese, {.face = Face::serif, .size = 14, .bold = true}, Language::vi);
    document.text(20, 40, 100, chinese, {.face = Face::serif, .size = 14, .bold = true}, Language::zh);
    document.text(20, 60, 100, vietnamese, {}, Language::vi, Align::right);
    document.line(20, 70, 120, 70, 0.3, black);
    return document.finish();
}

TEST(Document, GivesItsTextsBack) {
    const TestPaper paper(bilingual());
    EXPECT_TRUE(has(paper.text(1), vietnamese)) << paper.text(1);
    EXPECT_TRUE(has(paper.text(1), chinese)) << paper.text(1);
}

TEST(Document, SaysWhatItIsAndWhenItWasMade) {
    const std::string facts = TestPaper(bilingual()).facts();
    EXPECT_TRUE(has(facts, about.title)) << facts;
    EXPECT_TRUE(has(facts, about.author)) << facts;
    EXPECT_TRUE(has(facts, "2027-01-15T08:00:00Z")) << facts;
    EXPECT_TRUE(has(facts, "(A4)")) << facts;
}

TEST(Document, IsSoundAndCarriesItsFonts) {
    const TestPaper paper(bilingual());
    EXPECT_TRUE(has(paper.check(), "No syntax or stream encoding errors found"));
    const std::string fonts = paper.fonts();
    EXPECT_TRUE(has(fonts, "NotoSerifCJKsc-Bold")) << fonts;
    EXPECT_TRUE(has(fonts, "NotoSansCJKsc-Regular")) << fonts;
    EXPECT_EQ(std::count(fonts.begin(), fonts.end(), '\n'), 4) << fonts;  // two lines of heading, two fonts
    EXPECT_TRUE(has(fonts, "yes yes yes"));
    EXPECT_FALSE(has(fonts, " no ")) << fonts;  // embedded, a subset, with its characters
}

TEST(Document, HasTheSameBytesEachTime) {
    const std::string first = bilingual();
    {
        Document other(about);
        other.begin_page(id_card);
        other.text(5, 5, 60, "凭祥 Bằng Tường", {.bold = true}, Language::zh);
        other.finish();
    }
    EXPECT_EQ(bilingual(), first);
}

TEST(Document, IsMadeByOneThreadAfterAnother) {
    const std::string expected = bilingual();
    std::vector<std::string> made(4);
    {
        std::vector<std::jthread> threads;
        for (std::string& bytes : made) threads.emplace_back([&bytes] { bytes = bilingual(); });
    }
    for (const std::string& bytes : made) EXPECT_EQ(bytes, expected);
}

TEST(Document, RefusesACharacterThatNoFontHasAndLetsTheNextOneBegin) {
    try {
        Document document(about);
        document.begin_page(a4);
        document.text(20, 20, 100, "Nguyễn \xf3\xb0\x80\x81", {}, Language::vi);
        FAIL() << "a box was drawn";
    } catch (const std::runtime_error& fault) {
        EXPECT_TRUE(has(fault.what(), "fonts-noto-cjk")) << fault.what();
        EXPECT_TRUE(has(fault.what(), "Nguyễn")) << fault.what();
    }
    EXPECT_FALSE(bilingual().empty());
}

TEST(Document, TellsTheHeightOfWhatItWrote) {
    Document document(about);
    document.begin_page(a4);
    const Font font{.size = 10, .leading = 1.5};
    const double line = 15 * 25.4 / 72;
    EXPECT_NEAR(document.text(20, 20, 100, "Hội", font, Language::vi), line, 0.001);
    EXPECT_NEAR(document.text(20, 20, 100, "越南中国", font, Language::zh), line, 0.001);
    EXPECT_EQ(document.lines(25, "Hội Hữu nghị Việt Nam", font, Language::vi), 2);
    EXPECT_NEAR(document.text(20, 20, 25, "Hội Hữu nghị Việt Nam", font, Language::vi), 2 * line, 0.001);
}

TEST(FittedFont, StaysThenShrinksThenTakesTwoLinesThenShrinksAgain) {
    Document document(about);
    document.begin_page(a4);
    const Font font{.face = Face::serif, .size = 14};
    const auto size = [&](const std::string& text) { return fitted(document, 50, text, font, Language::vi, 9).size; };
    EXPECT_EQ(size("Lê An"), 14);
    const std::string middling = "Nguyễn Thị Ánh Nguyệt Hằng";
    EXPECT_LT(size(middling), 14);
    EXPECT_GT(size(middling), 9);
    const std::string two_lines = "Công ty Trách nhiệm hữu hạn Hòa Bình";
    EXPECT_EQ(size(two_lines), 9);
    const std::string longest = two_lines + " Thương mại và Xuất nhập khẩu " + two_lines;
    EXPECT_LT(size(longest), 9);
    EXPECT_EQ(document.lines(50, longest, fitted(document, 50, longest, font, Language::vi, 9), Language::vi), 2);
}

std::string with_code(const std::string& digits) {
    Document document(about);
    document.begin_page(id_card);
    document.rectangle({0, 0, id_card.width, id_card.height}, {0x27, 0x40, 0x6b});  // the quiet zone is its own
    document.qr(30, 15, 20, digits);
    return document.finish();
}

TEST(Code, IsReadByACamera) {
    for (const std::string digits : {"7", "202600000123", "0012345678901234567890123456789012345678901"})
        EXPECT_EQ(TestPaper(with_code(digits)).codes(1), digits + "\n");
}

TEST(Code, HasDigitsAndNothingElse) {
    EXPECT_THROW(with_code(""), std::invalid_argument);
    EXPECT_THROW(with_code("CN-12"), std::invalid_argument);
    EXPECT_THROW(with_code("12 34"), std::invalid_argument);
    EXPECT_THROW(with_code(std::string(8000, '1')), std::invalid_argument);
}

// 300 dots an inch of a card are 1011 × 638.
constexpr int card_dots = 1011;
constexpr int card_dots_down = 638;

std::string framed(const std::string& picture, int width, int height, bool& drawn) {
    Document document(about);
    document.begin_page(id_card);
    drawn = document.picture({10, 10, 60, 30}, picture, width, height);
    return document.finish();
}

TEST(Picture, IsDrawnFromPngAndFromJpeg) {
    const TestPaper code(with_code("4711"));
    for (const std::string format : {"png", "jpeg"}) {
        bool drawn = false;
        const TestPaper paper(framed(code.drawn(1, format), card_dots, card_dots_down, drawn));
        EXPECT_TRUE(drawn);
        EXPECT_EQ(paper.codes(1), "4711\n") << format;
        EXPECT_TRUE(has(paper.pictures(), format == "jpeg" ? "jpeg" : "image")) << paper.pictures();
    }
}

TEST(Picture, ThatStandsInManyPlacesIsInTheFileOnce) {
    const std::string jpeg = TestPaper(with_code("4711")).drawn(1, "jpeg");
    Document document(about);
    for (int page = 0; page < 3; ++page) {
        document.begin_page(id_card);
        for (const double x : {5.0, 45.0}) document.picture({x, 10, 30, 30}, jpeg, card_dots, card_dots_down);
    }
    EXPECT_LT(document.finish().size(), 2 * jpeg.size());
}

TEST(Picture, IsLeftOutWhenItIsNone) {
    const std::string png = TestPaper(with_code("4711")).drawn(1, "png");
    bool drawn = true;
    for (const std::string& bytes :
         {std::string("GIF89a"), std::string(), png.substr(0, png.size() / 2), std::string("\x89PNG\r\n\x1a\n")}) {
        EXPECT_FALSE(has(TestPaper(framed(bytes, card_dots, card_dots_down, drawn)).pictures(), "image 0"));
        EXPECT_FALSE(drawn);
    }
    framed(png, 4097, 10, drawn);
    EXPECT_FALSE(drawn);
    framed(png, 0, 10, drawn);
    EXPECT_FALSE(drawn);
}

}  // namespace
}  // namespace caunoi::pdf
