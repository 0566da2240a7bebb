// ICU behind the text functions: normal form, case folding, collation, pinyin. The only file that knows ICU's string
// types.
#include "platform/base/text.hpp"

#include "platform/base/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace caunoi {
namespace {

using Sink = icu::StringByteSink<std::string>;

void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || (c > 0x7f && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

// Besides control characters: marks that turn the reading direction of what follows (a name could hide another one) and
// the invisible spaces that web pages leave in copied text.
bool is_dropped(char32_t c) {
    if (c < 0x20) return c != '\n' && c != '\t';
    return (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2060 || c == 0xfeff;
}

std::string to_nfc(std::string text) {
    if (is_ascii(text)) return text;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    require(status, "NFC");
    if (nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status)) return text;
    std::string out;
    Sink sink(&out);
    nfc->normalizeUTF8(0, text, sink, nullptr, status);
    require(status, "NFC");
    return out;
}

std::string clean(std::string_view text, bool one_line) {
    std::string out;
    out.reserve(text.size());
    std::string blanks;  // held back until something follows, which trims the end
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t c = next_code_point(text, at);
        if (c == invalid_code_point) c = 0xfffd;
        if (c == '\r') {
            if (at < text.size() && text[at] == '\n') continue;
            c = '\n';
        }
        if (is_dropped(c)) continue;
        if (is_blank(c)) {
            if (!one_line)
                append_code_point(blanks, c);
            else
                blanks = " ";
            continue;
        }
        if (!out.empty()) out += blanks;
        blanks.clear();
        append_code_point(out, c);
    }
    return to_nfc(std::move(out));
}

const icu::Collator& collator(Collation collation) {
    const auto make = [](const char* name) {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale(name), status));
        require(status, name);
        return made;
    };
    switch (collation) {
        case Collation::vi: {
            thread_local const auto vi = make("vi");
            return *vi;
        }
        case Collation::zh_pinyin: {
            thread_local const auto zh = make("zh@collation=pinyin");
            return *zh;
        }
        case Collation::zh_stroke: {
            thread_local const auto strokes = make("zh@collation=stroke");
            return *strokes;
        }
    }
    throw std::logic_error("unknown collation");
}

}  // namespace

bool valid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80)
            ++at;
        else if (next_code_point(text, at) == invalid_code_point)
            return false;
    }
    return true;
}

std::string clean(std::string_view text) {
    return clean(text, false);
}
std::string clean_line(std::string_view text) {
    return clean(text, true);
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && count-- == 0) break;
    return std::string(text.substr(0, at));
}

std::string to_lower(std::string_view text) {
    std::string out;
    if (is_ascii(text)) {
        out.resize(text.size());
        std::transform(text.begin(), text.end(), out.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    Sink sink(&out);
    icu::CaseMap::utf8Fold(0, text, sink, nullptr, status);
    require(status, "case folding");
    return out;
}

bool equal_ignoring_ascii_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    while (true) {
        const std::size_t end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

namespace {

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (uscript_hasScript(static_cast<UChar32>(next_code_point(text, at)), USCRIPT_HAN)) return true;
    return false;
}

// "友谊关" → "yǒu yì guān". The table of readings takes a while to build, so a thread keeps it.
std::string pinyin(std::string_view text) {
    thread_local const auto readings = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
        require(status, "pinyin");
        return made;
    }();
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    readings->transliterate(wide);
    std::string out;
    return wide.toUTF8String(out);
}

}  // namespace

std::string slug(std::string_view title) {
    const std::string text = has_han(title) ? pinyin(title) : std::string(title);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    require(status, "NFKD");
    std::string letters;
    Sink sink(&letters);
    nfkd->normalizeUTF8(0, text, sink, nullptr, status);
    require(status, "NFKD");

    std::string out;
    bool gap = false;
    std::size_t at = 0;
    while (at < letters.size()) {
        char32_t c = next_code_point(letters, at);
        if (c > 0x7f && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) continue;
        if (c == 0x110 || c == 0x111 || c == 0xd0 || c == 0xf0) c = 'd';  // Ð of older Vietnamese texts included
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!kept) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += '-';
        gap = false;
        out += static_cast<char>(c);
    }
    return out;
}

std::string sort_key(std::string_view text, Collation collation) {
    const icu::Collator& order = collator(collation);
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    std::string key(text.size() * 3 + 16, '\0');
    const auto capacity = [&] { return static_cast<std::int32_t>(key.size()); };
    std::int32_t length = order.getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), capacity());
    if (length > capacity()) {
        key.resize(static_cast<std::size_t>(length));
        length = order.getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), capacity());
    }
    if (length <= 0) throw std::runtime_error("collation key");
    key.resize(static_cast<std::size_t>(length) - 1);  // without ICU's final zero byte
    return key;
}

}  // namespace caunoi
