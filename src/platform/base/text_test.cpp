// Normal form, folding, slugs and the order of Vietnamese and Chinese readers.
#include "platform/base/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace caunoi {
namespace {

using Words = std::vector<std::string>;

Words sorted(Words words, Collation collation) {
    std::stable_sort(words.begin(), words.end(), [&](const std::string& a, const std::string& b) {
        return sort_key(a, collation) < sort_key(b, collation);
    });
    return words;
}
Words reversed(Words words) {
    std::reverse(words.begin(), words.end());
    return words;
}

TEST(Text, KnowsWhatIsUtf8) {
    for (const char* text : {"", "abc", "Nguyễn", "凭祥", "😀"}) EXPECT_TRUE(valid_utf8(text)) << text;
    for (const char* text : {"\x80", "\xc3", "\xe5\x87", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\xff"})
        EXPECT_FALSE(valid_utf8(text));
}

TEST(Text, CleaningGivesOneSpellingForEveryWayOfTyping) {
    EXPECT_EQ(clean("Ho\u0300a"), "Hòa");
    EXPECT_EQ(clean("Ho\u0340a"), "Hòa");  // the deprecated Vietnamese tone mark
    EXPECT_EQ(clean("Vie\u0323\u0302t"), "Việt");
    EXPECT_EQ(clean("Vie\u0302\u0323t"), "Việt");
    EXPECT_EQ(clean("Việt"), "Việt");
    EXPECT_EQ(clean("Hoà"), "Hoà");  // where the mark stands stays as written
}

TEST(Text, CleaningTrimsAndDropsWhatCannotBeSeen) {
    EXPECT_EQ(clean("\u3000 \u00a0Nam Ninh\t\n"), "Nam Ninh");
    EXPECT_EQ(clean("a\r\nb\rc\nd"), "a\nb\nc\nd");
    EXPECT_EQ(clean(std::string_view("a\0b\x07\x7f\u0085\ufeffc\u200b\u202ed", 18)), "abcd");
    EXPECT_EQ(clean("a  b\n\n c"), "a  b\n\n c");
    EXPECT_EQ(clean(" \r\n "), "");
    EXPECT_EQ(clean("👨\u200d👩"), "👨\u200d👩");  // joiners carry meaning
}

TEST(Text, CleaningReplacesWhatIsNotUtf8) {
    EXPECT_EQ(clean("a\xff"
                    "b"),
              "a\ufffdb");
    EXPECT_EQ(clean("\xc3"), "\ufffd");
    EXPECT_TRUE(valid_utf8(clean("\xed\xa0\x80\xe5\x87")));
}

TEST(Text, CleaningALineJoinsBlanks) {
    EXPECT_EQ(clean_line("Nguyễn  Văn\u00a0An"), "Nguyễn Văn An");
    EXPECT_EQ(clean_line(" a\t\r\n\u3000b "), "a b");
}

TEST(Text, CleaningTwiceChangesNothing) {
    for (const char* text : {"  Ho\u0300a\r\n", "\xff \u0300x", "e\u200b\u0301", "a\u0300\u0323 \u00a0 b", "\u0300"}) {
        EXPECT_EQ(clean(clean(text)), clean(text)) << text;
        EXPECT_EQ(clean_line(clean_line(text)), clean_line(text)) << text;
    }
}

TEST(Text, LengthIsInCodePoints) {
    EXPECT_EQ(code_points("Đoàn 友谊"), 7U);
    EXPECT_EQ(code_points(""), 0U);
    EXPECT_EQ(first_code_points("Đoàn 友谊", 6), "Đoàn 友");
    EXPECT_EQ(first_code_points("Đoàn", 9), "Đoàn");
    EXPECT_EQ(first_code_points("Đoàn", 0), "");
}

TEST(Text, LowerCaseIsThatOfEveryLanguage) {
    EXPECT_EQ(to_lower("HÒA ĐẶNG Ưng"), "hòa đặng ưng");
    EXPECT_EQ(to_lower("ABC-12[`{"), "abc-12[`{");
    EXPECT_EQ(to_lower("Straße"), "strasse");
    EXPECT_EQ(to_lower("友谊"), "友谊");
    EXPECT_TRUE(equal_ignoring_ascii_case("Content-Type", "content-type"));
    EXPECT_FALSE(equal_ignoring_ascii_case("abc", "abcd"));
    EXPECT_FALSE(equal_ignoring_ascii_case("Đ", "đ"));
}

TEST(Text, SplittingKeepsEmptyPieces) {
    EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
    EXPECT_EQ(trim(" \ta b\r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, SlugsAreAscii) {
    EXPECT_EQ(slug("Đoàn cán bộ 友谊"), "doan-can-bo-you-yi");
    EXPECT_EQ(slug("Bà Rịa–Vũng Tàu"), "ba-ria-vung-tau");
    EXPECT_EQ(slug("Ðà Lạt, 04-CT/TW (2015)"), "da-lat-04-ct-tw-2015");
    EXPECT_EQ(slug("Ｎａｎｎｉｎｇ"), "nanning");
    EXPECT_EQ(slug("友谊 Hội"), "you-yi-hoi");
    EXPECT_EQ(slug("友谊关会谈"), "you-yi-guan-hui-tan");
    EXPECT_EQ(slug("绿色旅游，2018年"), "lu-se-lu-you-2018nian");
    EXPECT_EQ(slug("한국"), "");
    EXPECT_EQ(slug("\xff--a--"), "a");
}

TEST(Text, VietnameseOrderIsThatOfTheDictionary) {
    const Words tones{"ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "mo", "mô", "mơ"};
    EXPECT_EQ(sorted(reversed(tones), Collation::vi), tones);
    const Words names{"An",    "Ăn", "Ân",  "Âu",     "Doãn", "Dương", "Đào",  "Đặng", "Đinh", "Đoàn", "Đỗ", "Lê",
                      "Lương", "Lý", "Ngô", "Nguyễn", "Ô",    "Ông",   "Phạm", "Phan", "Uông", "Ưng",  "Võ", "Vũ"};
    EXPECT_EQ(sorted(reversed(names), Collation::vi), names);
}

TEST(Text, ChineseOrderIsThatOfPinyin) {
    const Words names{"安宁", "百色",   "曾国藩", "陈毅", "重庆",   "崇左",   "单雄信", "丁薛祥", "李强", "刘奇",
                      "柳州", "欧阳修", "凭祥",   "区桃", "阮富仲", "王晓东", "习近平", "张伟",   "长沙"};
    EXPECT_EQ(sorted(reversed(names), Collation::zh_pinyin), names);
}

TEST(Text, HanziStandAfterLatinForVietnameseAndBeforeItForChinese) {
    EXPECT_LT(sort_key("Vũ", Collation::vi), sort_key("安宁", Collation::vi));
    EXPECT_LT(sort_key("长沙", Collation::zh_pinyin), sort_key("An", Collation::zh_pinyin));
}

TEST(Text, SortKeysAreTheSameInEveryThreadAndForLongTexts) {
    const std::string text(5000, 'x');
    const std::string here = sort_key(text + "Hòa", Collation::vi);
    std::string there;
    std::thread([&] { there = sort_key(text + "Hòa", Collation::vi); }).join();
    EXPECT_EQ(here, there);
    EXPECT_LT(here, sort_key(text + "Hóa", Collation::vi));
    EXPECT_EQ(sort_key("Ho\u0300a", Collation::vi), sort_key("Hòa", Collation::vi));
}

}  // namespace
}  // namespace caunoi
