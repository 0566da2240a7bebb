// Order: marks, UTF-16 by its zero bytes, UTF-8 by its form. What is left is one of four that any bytes could be: the
// Vietnamese readings are told by their syllables, which Chinese bytes never form, then GB18030 by the share of common
// characters (GB 2312); Vietnamese bytes read as GB18030 give rare ones.
#include "platform/import/encoding.hpp"

#include "platform/base/utf8.hpp"
#include "platform/import/vietnamese.hpp"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace caunoi::imports {
namespace {

constexpr std::size_t sample_bytes = 64 * 1024;

unsigned char byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

icu::UnicodeString from_icu(std::string_view bytes, const char* converter) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> open(ucnv_open(converter, &status), &ucnv_close);
    icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), open.get(), status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string(converter) + ": " + u_errorName(status));
    return text;
}

std::string to_utf8(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString composed = icu::Normalizer2::getNFCInstance(status)->normalize(text, status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("NFC: ") + u_errorName(status));
    std::string out;
    return composed.toUTF8String(out);
}

std::string latin1(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (std::size_t at = 0; at < bytes.size(); ++at) append_code_point(out, byte_at(bytes, at));
    return out;
}

enum class Form { wrong, cut_off, whole };

// A last character that is not whole is no reason to take the file for something else, if others were whole.
Form utf8_form(std::string_view bytes) {
    bool others = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t begin = at;
        if (next_code_point(bytes, at) != invalid_code_point) {
            others = others || at - begin > 1;
            continue;
        }
        const bool lead = byte_at(bytes, begin) >= 0xc2 && byte_at(bytes, begin) <= 0xf4;
        return others && lead && at == bytes.size() && at - begin < 4 ? Form::cut_off : Form::wrong;
    }
    return Form::whole;
}

// Zero bytes in one half of the pairs only. Even Chinese text has line ends and separators.
bool zeros_like(std::string_view bytes, std::size_t half) {
    std::size_t zeros[2]{};
    for (std::size_t at = 0; at < std::min(bytes.size(), sample_bytes); ++at)
        if (bytes[at] == '\0') ++zeros[at % 2];
    return zeros[half] > 0 && zeros[1 - half] * 8 < zeros[half];
}

struct Chinese {
    std::size_t characters = 0;
    std::size_t common = 0;
    Form form = Form::whole;

    [[nodiscard]] double share() const {
        return form == Form::wrong || characters == 0 ? 0
                                                      : static_cast<double>(common) / static_cast<double>(characters);
    }
};

Chinese as_gb18030(std::string_view bytes) {
    Chinese found;
    for (std::size_t at = 0; at < bytes.size();) {
        const unsigned char first = byte_at(bytes, at++);
        if (first < 0x80) continue;
        if (first == 0x80 || first == 0xff) return {.characters = found.characters, .form = Form::wrong};
        if (at == bytes.size()) {
            found.form = Form::cut_off;
            break;
        }
        const unsigned char second = byte_at(bytes, at++);
        ++found.characters;
        if (second >= 0x30 && second <= 0x39) {  // four bytes: so are most letters of Vietnamese
            if (at + 2 > bytes.size()) {
                --found.characters;
                found.form = Form::cut_off;
                break;
            }
            const unsigned char third = byte_at(bytes, at);
            const unsigned char fourth = byte_at(bytes, at + 1);
            at += 2;
            if (third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39) found.form = Form::wrong;
            ++found.common;
        } else if (second < 0x40 || second == 0x7f || second == 0xff) {
            found.form = Form::wrong;
        } else if (second >= 0xa1 && (first >= 0xb0 ? first <= 0xf7 : first >= 0xa1 && first <= 0xa9)) {
            ++found.common;
        }
        if (found.form == Form::wrong) break;
    }
    return found;
}

// Text that is Unicode already may still be spelt with an old font.
Decoded finish(std::string text, Encoding encoding, bool doubtful, Form form) {
    const Spelling spelling = recognise(text);
    Decoded found{.text = respell(text, spelling), .encoding = encoding, .doubtful = doubtful, .advice = {}};
    if (spelling.font != Font::none) {
        found.encoding = spelling.font == Font::tcvn3 ? Encoding::tcvn3 : Encoding::vni;
        found.doubtful = spelling.doubtful;
    }
    found.doubtful = found.doubtful || form == Form::cut_off;
    if (form == Form::cut_off)
        found.advice = Advice::cut_off;
    else if (found.doubtful)
        found.advice = Advice::look_at_letters;
    else if (found.encoding == Encoding::tcvn3)
        found.advice = Advice::look_at_capitals;
    return found;
}

Decoded decode_old(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, sample_bytes);
    const double windows = plausibility(to_utf8(from_icu(sample, "windows-1258"))).share();
    const std::string letters = latin1(sample);
    const double tcvn3 = plausibility(from_tcvn3(letters)).share();
    const double vni = plausibility(from_vni(letters)).share();
    const Chinese chinese = as_gb18030(bytes);
    const double vietnamese = std::max({windows, tcvn3, vni});
    if (chinese.share() > 0.5 && (vietnamese < 0.8 || vietnamese < chinese.share() - 0.1)) {
        const bool doubtful = chinese.characters < 2 || chinese.share() < 0.9 || vietnamese > 0.5;
        return finish(to_utf8(from_icu(bytes, "gb18030")), Encoding::gb18030, doubtful, chinese.form);
    }
    if (vietnamese > windows && recognise(letters).font != Font::none)
        return finish(latin1(bytes), Encoding::tcvn3, true, Form::whole);
    // Also what Western Europe wrote: windows-1258 shares the letters of French and German with Latin-1.
    return finish(to_utf8(from_icu(bytes, "windows-1258")), Encoding::windows1258, vietnamese < 0.6, Form::whole);
}

Decoded decode_any(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    const bool little = bytes.starts_with("\xff\xfe");
    const bool big = bytes.starts_with("\xfe\xff");
    if (little || big || zeros_like(bytes, 0) || zeros_like(bytes, 1)) {
        const bool is_big = big || (!little && zeros_like(bytes, 0));
        if (little || big) bytes.remove_prefix(2);
        return finish(to_utf8(from_icu(bytes, is_big ? "UTF-16BE" : "UTF-16LE")),
                      is_big ? Encoding::utf16be : Encoding::utf16le, !little && !big,
                      bytes.size() % 2 == 0 ? Form::whole : Form::cut_off);
    }
    const Form form = utf8_form(bytes);
    if (form == Form::wrong) return decode_old(bytes);
    return finish(to_utf8(icu::UnicodeString::fromUTF8({bytes.data(), static_cast<std::int32_t>(bytes.size())})),
                  Encoding::utf8, false, form);
}

}  // namespace

std::string_view name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::utf16le: return "UTF-16LE";
        case Encoding::utf16be: return "UTF-16BE";
        case Encoding::gb18030: return "GB18030";
        case Encoding::windows1258: return "windows-1258";
        case Encoding::tcvn3: return "TCVN3 (ABC)";
        case Encoding::vni: return "VNI-Windows";
    }
    throw std::logic_error("unknown encoding");
}

Result<Decoded> decode(std::string_view bytes) {
    if (bytes.size() > 200U * 1024 * 1024) return fail(Error::Kind::invalid, "import.text.too_large", {{"mb", "200"}});
    Decoded found = decode_any(bytes);
    if (found.text.find('\0') != std::string::npos) return fail(Error::Kind::invalid, "import.text.not_text");
    return found;
}

}  // namespace caunoi::imports
