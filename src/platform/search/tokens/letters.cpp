// ICU builds the table. The scanner itself calls it for compatibility characters only.
#include "platform/search/tokens/letters.hpp"

#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace caunoi::search::detail {
namespace {

constexpr std::uint8_t tone_of(char32_t mark) {
    switch (mark) {
        case 0x300:
        case 0x340: return 1;
        case 0x309: return 2;
        case 0x303: return 3;
        case 0x301:
        case 0x341: return 4;
        case 0x323: return 5;
        default: return 0;
    }
}

// Marks that are laid over Latin, Greek and Cyrillic letters. Those of Thai, Lao or Khmer are vowels and stay.
constexpr bool is_diacritic(char32_t c) {
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) ||
           (c >= 0x20d0 && c <= 0x20ff);
}

constexpr bool is_joiner(char32_t c) {
    return c == '-' || c == '/' || c == '.' || c == '_' || c == '\'' || c == 0x2019 || (c >= 0x2010 && c <= 0x2013);
}

constexpr bool is_han(char32_t c) {
    return (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3021 && c <= 0x3029) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc ||
           (c >= 0x3105 && c <= 0x312f) || (c >= 0x3131 && c <= 0x318e) || (c >= 0x31a0 && c <= 0x31bf) ||
           (c >= 0x31f0 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3fffd);
}

// Letters with a stroke, which no normal form takes apart. Ð is what some programs write for Đ.
std::pair<std::string_view, std::string_view> stroked(char32_t folded) {
    switch (folded) {
        case 0x111:
        case 0xf0:
        case 0x256: return {"d", "đ"};
        case 0xf8: return {"o", "ø"};
        case 0x142: return {"l", "ł"};
        case 0x127: return {"h", "ħ"};
        case 0x131: return {"i", "ı"};
        case 0xe6: return {"ae", "æ"};
        case 0x153: return {"oe", "œ"};
        case 0xfe: return {"th", "þ"};
        default: return {};
    }
}

const icu::Normalizer2& nfkd() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("NFKD");
    return *instance;
}

icu::UnicodeString decomposed(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString folded = nfkd().normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    folded = nfkd().normalize(folded.foldCase(), status);
    if (U_FAILURE(status)) throw std::runtime_error("NFKD");
    return folded;
}

template <std::size_t N>
bool store(std::string_view text, std::array<char, N>& to, std::uint8_t& size) {
    if (text.size() > N) return false;
    std::copy(text.begin(), text.end(), to.begin());
    size = static_cast<std::uint8_t>(text.size());
    return true;
}

Letter mark_letter(char32_t c) {
    Letter letter;
    letter.tone = tone_of(c);
    letter.kind = letter.tone ? Class::tone : Class::mark;
    return letter;
}

// A letter or digit; a separator when the character is neither.
Letter word_letter(char32_t c) {
    Letter letter;
    std::string plain;
    std::string full;
    bool has_letter = false;
    const icu::UnicodeString parts = decomposed(c);
    for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
        const auto part = static_cast<char32_t>(parts.char32At(at));
        if (is_diacritic(part)) {
            if (const std::uint8_t tone = tone_of(part))
                letter.tone = tone;
            else
                add_mark(full, part);
            continue;
        }
        const auto type = u_charType(static_cast<UChar32>(part));
        const bool vowel_sign = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
        if (!u_isalnum(static_cast<UChar32>(part)) && !vowel_sign) return {};
        has_letter = has_letter || !u_isdigit(static_cast<UChar32>(part));
        const auto [base, with_stroke] = stroked(part);
        if (base.empty()) {
            append_code_point(plain, part);
            append_code_point(full, part);
        } else {
            plain += base;
            full += with_stroke;
        }
    }
    if (plain.empty() || !store(plain, letter.plain, letter.plain_size) || !store(full, letter.full, letter.full_size))
        return {};
    letter.kind = has_letter ? Class::letter : Class::digit;
    return letter;
}

Letter letter_for(char32_t c) {
    Letter letter;
    if (is_han(c))
        letter.kind = Class::han;
    else if (is_diacritic(c))
        return mark_letter(c);
    else if (is_joiner(c))
        letter.kind = Class::joiner;
    else if (c == 0xad || c == 0x200b || c == 0x2060)
        letter.kind = Class::ignored;
    else if (u_isUWhiteSpace(static_cast<UChar32>(c)) && c != '\n')
        letter.kind = Class::blank;
    else
        return word_letter(c);
    return letter;
}

constexpr Letter of_class(Class kind) {
    Letter letter;
    letter.kind = kind;
    return letter;
}

}  // namespace

Letters::Letters() {
    near_.reserve(near_size);
    for (char32_t c = 0; c < near_size; ++c) near_.push_back(letter_for(c));
    for (char32_t c = near_size; c <= 0x1ffff; ++c) {
        if (is_han(c) || !u_isalnum(static_cast<UChar32>(c))) continue;
        if (!far_letters_.empty() && far_letters_.back().last + 1 == c)
            far_letters_.back().last = c;
        else
            far_letters_.push_back({c, c});
    }
}

const Letter& Letters::far(char32_t c) const {
    static constexpr Letter han = of_class(Class::han);
    static constexpr Letter blank = of_class(Class::blank);
    static constexpr Letter letter = of_class(Class::letter);  // written as it is
    static constexpr Letter separator{};
    if (is_han(c)) return han;
    if (c >= 0xff01 && c <= 0xff5e) return near_[c - 0xfee0];  // full-width ASCII
    if (c == 0x3000) return blank;
    const auto range =
        std::partition_point(far_letters_.begin(), far_letters_.end(), [c](const Range& r) { return r.last < c; });
    return range != far_letters_.end() && range->first <= c ? letter : separator;
}

const Letters& letters() {
    static const Letters table;
    return table;
}

char32_t fold_han(char32_t c) {
    const bool compatible =
        (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
    if (!compatible) return names::fold_variant(c);
    const icu::UnicodeString unified = decomposed(c);
    return unified.countChar32() == 1 ? names::fold_variant(static_cast<char32_t>(unified.char32At(0))) : c;
}

void add_mark(std::string& letters, char32_t mark) {
    static constexpr std::pair<std::string_view, std::string_view> composed[]{
        {"a\u0302", "â"}, {"e\u0302", "ê"}, {"o\u0302", "ô"}, {"a\u0306", "ă"}, {"o\u031b", "ơ"}, {"u\u031b", "ư"}};
    append_code_point(letters, mark);
    for (const auto& [pair, letter] : composed)
        if (letters.ends_with(pair)) {
            letters.resize(letters.size() - pair.size());
            letters += letter;
            return;
        }
}

}  // namespace caunoi::search::detail
