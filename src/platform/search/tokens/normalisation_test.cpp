// Every Hán-Việt syllable gives the same tokens however it is typed: composed or not, the tone on either vowel, the
// mark before or after the hat, in capitals, in full width, with Icelandic Ð for Đ.
#include "platform/names/han_table.hpp"
#include "platform/names/syllable.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace caunoi::search {
namespace {

std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> all;
    tokenise(text, [&](const Token& token) { all.emplace_back(token.text); });
    return all;
}

const icu::Normalizer2& form(bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    return composed ? *icu::Normalizer2::getNFCInstance(status) : *icu::Normalizer2::getNFDInstance(status);
}
std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}
icu::UnicodeString decomposed(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    return form(false).normalize(icu::UnicodeString::fromUTF8(text), status);
}
std::string composed(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    return utf8(form(true).normalize(text, status));
}
bool is_tone(char16_t c) {
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

// The tone one letter further, as the other school puts it: hòa, hoà.
std::string tone_on_the_next_vowel(const std::string& syllable) {
    const icu::UnicodeString text = decomposed(syllable);
    const std::u16string_view vowels = u"aey";
    for (int32_t i = 1; i + 1 < text.length(); ++i) {
        const bool open = text.length() == i + 2 && vowels.find(text[i + 1]) != std::u16string_view::npos;
        if (is_tone(text[i]) && open && (text[i - 1] == u'o' || text[i - 1] == u'u') && !text.startsWith(u"qu"))
            return composed(icu::UnicodeString(text, 0, i).append(text[i + 1]).append(text[i]));
    }
    return syllable;
}
// ệ as e, dot below, hat; and as e, hat, dot below.
std::string marks_the_other_way_round(const std::string& syllable) {
    icu::UnicodeString text = decomposed(syllable);
    for (int32_t i = 1; i < text.length(); ++i)
        if (text[i - 1] >= 0x300 && text[i - 1] < 0x370 && text[i] >= 0x300 && text[i] < 0x370) {
            const char16_t first = text[i - 1];
            text.setCharAt(i - 1, text[i]);
            text.setCharAt(i, first);
            break;
        }
    return utf8(text);
}
std::string with_icelandic_eth(const std::string& text) {
    icu::UnicodeString all = icu::UnicodeString::fromUTF8(text);
    all.findAndReplace(u"đ", u"ð").findAndReplace(u"Đ", u"Ð");
    return utf8(all);
}
std::string in_full_width(const std::string& text) {
    icu::UnicodeString out;
    const icu::UnicodeString all = icu::UnicodeString::fromUTF8(text);
    for (int32_t i = 0; i < all.length(); ++i)
        out.append(all[i] > 0x20 && all[i] < 0x7f ? static_cast<char16_t>(all[i] + 0xfee0) : all[i]);
    return utf8(out);
}

std::set<std::string> all_syllables() {
    std::set<std::string> all;
    for (char32_t c = 0x4e00; c <= 0x9fff; ++c)
        for (const names::Reading& reading : names::readings_of(c))
            if (!reading.han_viet.empty()) all.emplace(reading.han_viet);
    return all;
}

}  // namespace

TEST(Normalisation, EverySyllableHasTheSameTokensHoweverItIsTyped) {
    const std::set<std::string> syllables = all_syllables();
    EXPECT_GT(syllables.size(), 1500U);
    for (const std::string& syllable : syllables) {
        const std::vector<std::string> expected = tokens_of(syllable);
        ASSERT_FALSE(expected.empty()) << syllable;
        EXPECT_EQ(tokens_of(utf8(decomposed(syllable))), expected) << syllable << " decomposed";
        EXPECT_EQ(tokens_of(tone_on_the_next_vowel(syllable)), expected) << syllable << " as the new school writes it";
        EXPECT_EQ(tokens_of(marks_the_other_way_round(syllable)), expected) << syllable << " with marks swapped";
        EXPECT_EQ(tokens_of(utf8(icu::UnicodeString::fromUTF8(syllable).toUpper())), expected) << syllable;
        EXPECT_EQ(tokens_of(with_icelandic_eth(syllable)), expected) << syllable;
        EXPECT_EQ(tokens_of(in_full_width(syllable)), expected) << syllable;
        EXPECT_EQ(names::reading_key(utf8(decomposed(syllable))), names::reading_key(syllable));
        EXPECT_EQ(names::reading_key(tone_on_the_next_vowel(syllable)), names::reading_key(syllable));
    }
}

// Different syllables stay different, but for a final y or i.
TEST(Normalisation, KeysTellSyllablesApart) {
    std::map<std::string, std::string> by_key;
    for (const std::string& syllable : all_syllables()) {
        const auto [place, fresh] = by_key.emplace(names::reading_key(syllable), syllable);
        if (fresh) continue;
        std::string with_i = utf8(decomposed(syllable));
        std::string other = utf8(decomposed(place->second));
        for (std::string* text : {&with_i, &other})
            for (char& c : *text)
                if (c == 'y') c = 'i';
        EXPECT_EQ(with_i, other) << syllable << " and " << place->second;
    }
}

}  // namespace caunoi::search
