// Known answers for Vietnamese, Chinese, codes and odd bytes.
#include "platform/search/tokens/tokens.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace caunoi::search {
namespace {

using Texts = std::vector<std::string>;

Texts texts(std::string_view source, Kind kind) {
    Texts out;
    tokenise(source, [&](const Token& token) {
        if (token.kind == kind) out.emplace_back(token.text);
    });
    return out;
}
Texts plain(std::string_view source) {
    return texts(source, Kind::plain);
}
Texts toned(std::string_view source) {
    return texts(source, Kind::toned);
}

TEST(Tokens, EveryWordHasAPlainForm) {
    EXPECT_EQ(plain("Hội Hữu nghị Việt – Trung"), (Texts{"hoi", "huu", "nghi", "viet", "trung"}));
    EXPECT_EQ(plain("Nguyễn  Văn\u00a0An"), (Texts{"nguyen", "van", "an"}));
    EXPECT_EQ(plain("Bà Rịa–Vũng Tàu"), (Texts{"ba", "ria", "vung", "tau"}));
    EXPECT_EQ(plain(""), Texts{});
    EXPECT_EQ(plain(" – … !"), Texts{});
}

TEST(Tokens, TheTonedFormIsLettersAndTone) {
    EXPECT_EQ(toned("Hội hữu nghị An"), (Texts{"hôi·5", "hưu·3", "nghi·5"}));
    EXPECT_EQ(toned("ma mà mả mã má mạ"), (Texts{"ma·1", "ma·2", "ma·3", "ma·4", "ma·5"}));
    EXPECT_EQ(toned("đa tân"), (Texts{"đa", "tân"}));
    EXPECT_EQ(toned("an toan"), Texts{});
}

TEST(Tokens, OneWordHasOneTonedFormHoweverItIsTyped) {
    for (const char* spelling : {"Hòa", "Hoà", "HÒA", "Ho\u0300a", "Hoa\u0300", "ho\u0340a"})
        EXPECT_EQ(toned(spelling), Texts{"hoa·1"}) << spelling;
    for (const char* spelling : {"Thủy", "Thuỷ", "THỦY", "Thu\u0309y"})
        EXPECT_EQ(toned(spelling), Texts{"thuy·2"}) << spelling;
    for (const char* spelling : {"việt", "vịêt", "vie\u0323\u0302t", "vie\u0302\u0323t", "viê\u0323t", "viẹ\u0302t"})
        EXPECT_EQ(toned(spelling), Texts{"viêt·5"}) << spelling;
    for (const char* spelling : {"ước", "u\u031bo\u031b\u0301c", "ươ\u0301c"})
        EXPECT_EQ(toned(spelling), Texts{"ươc·4"}) << spelling;
    for (const char* spelling : {"lü", "lu\u0308", "LÜ"}) EXPECT_EQ(toned(spelling), toned("lü")) << spelling;
}

TEST(Tokens, DWithAStrokeIsDWithWhateverStroke) {
    for (const char* spelling : {"Đặng", "Ðặng", "đặng", "ðặng", "Ɖặng"}) {
        EXPECT_EQ(plain(spelling), Texts{"dang"}) << spelling;
        EXPECT_EQ(toned(spelling), Texts{"đăng·5"}) << spelling;
    }
    EXPECT_EQ(plain("dang"), Texts{"dang"});
}

TEST(Tokens, YAloneAfterConsonantsIsI) {
    EXPECT_EQ(toned("Quý Kỳ Lý Vỹ"), toned("Quí Kì Lí Vĩ"));
    EXPECT_EQ(plain("Thuý Vy"), plain("Thúy Vi"));
    EXPECT_EQ(plain("Ly Lyon y tế tay Tuy thuy family"),
              (Texts{"li", "lyon", "y", "te", "tay", "tuy", "thuy", "family"}));
}

TEST(Tokens, HanCharactersComeAloneAndInPairs) {
    EXPECT_EQ(texts("凭祥市", Kind::han1), (Texts{"凭", "祥", "市"}));
    EXPECT_EQ(texts("凭祥市", Kind::han2), (Texts{"凭祥", "祥市"}));
    EXPECT_EQ(texts("李　强 张 伟", Kind::han2), (Texts{"李强", "强张", "张伟"}));
    EXPECT_EQ(texts("南宁，崇左", Kind::han2), (Texts{"南宁", "崇左"}));
    EXPECT_EQ(texts("2026年11月", Kind::han2), Texts{});
    EXPECT_EQ(texts("友\n好", Kind::han2), Texts{});
    EXPECT_EQ(texts("\uf900", Kind::han1), Texts{"岂"});  // a compatibility character
    EXPECT_EQ(texts("\U00020BB7野", Kind::han2), Texts{"\U00020BB7野"});
    EXPECT_EQ(texts("한국 ひらがな", Kind::han2), (Texts{"한국", "국ひ", "ひら", "らが", "がな"}));
}

TEST(Tokens, FullWidthIsHalfWidth) {
    EXPECT_EQ(plain("ＡＢＣ１２３　ｘ"), (Texts{"abc123", "x"}));
    EXPECT_EQ(texts("０４－ＣＴ／ＴＷ", Kind::joined), Texts{"04cttw"});
}

TEST(Tokens, CodesAreWholeAndInPieces) {
    EXPECT_EQ(plain("Chỉ thị 04-CT/TW"), (Texts{"chi", "thi", "04", "ct", "tw"}));
    EXPECT_EQ(texts("Chỉ thị 04-CT/TW", Kind::joined), Texts{"04cttw"});
    EXPECT_EQ(texts("19/11/2026; 1.284 2017–2022", Kind::joined), (Texts{"19112026", "1284", "20172022"}));
    EXPECT_EQ(texts("Số 12/QĐ-UBND", Kind::joined), Texts{"12qdubnd"});
    EXPECT_EQ(texts("Xi'an H’Hen", Kind::joined), (Texts{"xian", "hhen"}));
    EXPECT_EQ(texts("Việt-Trung a/b 12 -5 6- 7", Kind::joined), Texts{});
    EXPECT_EQ(texts("1-2-3-4-5-6-7-8-9", Kind::joined), Texts{});  // more pieces than a code has
}

TEST(Tokens, PlacesAreThoseOfTheSource) {
    struct Seen {
        std::string text;
        std::uint32_t begin, end, position;
        bool operator==(const Seen&) const = default;
    };
    std::vector<Seen> seen;
    tokenise("Hội 友好 04-CT",
             [&](const Token& t) { seen.push_back({std::string(t.text), t.begin, t.end, t.position}); });
    EXPECT_EQ(seen, (std::vector<Seen>{{"hoi", 0, 5, 0},
                                       {"hôi·5", 0, 5, 0},
                                       {"友", 6, 9, 1},
                                       {"好", 9, 12, 2},
                                       {"友好", 6, 12, 1},
                                       {"04", 13, 15, 3},
                                       {"ct", 16, 18, 4},
                                       {"04ct", 13, 18, 3}}));
}

TEST(Tokens, OtherScriptsKeepTheirLetters) {
    EXPECT_EQ(plain("МОСКВА Москва"), (Texts{"москва", "москва"}));
    EXPECT_EQ(plain("Straße Ærø"), (Texts{"strasse", "aero"}));
    EXPECT_EQ(plain("ประเทศไทย ที่"), (Texts{"ประเทศไทย", "ที่"}));  // Thai vowel signs stay
    EXPECT_EQ(plain("Ⅷ m²"), (Texts{"viii", "m2"}));
    EXPECT_EQ(plain("Mu\u00adseum cô\u200bng"), (Texts{"museum", "cong"}));
}

TEST(Tokens, OddBytesAreSeparators) {
    EXPECT_EQ(plain("a\xff"
                    "b\xe5\x87 c"),
              (Texts{"a", "b", "c"}));
    EXPECT_EQ(plain("\u0301a \u0302"), Texts{"a"});
    EXPECT_EQ(plain(std::string_view("a\0b", 3)), (Texts{"a", "b"}));
}

TEST(Tokens, LongWordsAreCut) {
    const Texts words = plain(std::string(500, 'x') + " y");
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0], std::string(64, 'x'));
    std::string marks = "a";
    for (int i = 0; i < 1000; ++i) marks += "\u0308\u0301";
    for (const std::string& text : toned(marks)) EXPECT_LT(text.size(), 150U);
}

}  // namespace
}  // namespace caunoi::search
