// The tables stand in one order: twelve vowels, of each the six tones level, huyền, hỏi, ngã, sắc, nặng.
#include "platform/import/vietnamese.hpp"

#include "platform/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

namespace caunoi::imports {
namespace {

constexpr std::size_t tones = 6;
constexpr std::u32string_view small = U"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";
constexpr std::u32string_view capital = U"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ";
// The code of ư is that of the soft hyphen.
constexpr std::u32string_view tcvn3_small =
    U"aµ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËeÌÎÏÐÑªÒÓÔÕÖi×ØÜÝÞoßáâãä«åæçèé¬êëìíîuïñòóô\u00adõö÷øùyúûüýþ";
static_assert(small.size() == 72 && capital.size() == 72 && tcvn3_small.size() == 72);

// Seven vowels of VNI are a letter and a mark behind it; ơ and ư are written ô and ö, and take marks, too.
struct VniVowel {
    char32_t letter;
    std::u32string_view marks;  // with each, one of `means`
    std::u32string_view means;
};
constexpr std::array<VniVowel, 7> vni_vowels{{
    {U'a', U"øûõùïâàåãáäêèúüéë", U"àảãáạâầẩẫấậăằẳẵắặ"},
    {U'e', U"øûõùïâàåãáä", U"èẻẽéẹêềểễếệ"},
    {U'o', U"øûõùïâàåãáä", U"òỏõóọôồổỗốộ"},
    {U'ô', U"øûõùï", U"ờởỡớợ"},
    {U'u', U"øûõùï", U"ùủũúụ"},
    {U'ö', U"øûõùï", U"ừửữứự"},
    {U'y', U"øûõù", U"ỳỷỹý"},
}};
constexpr std::u32string_view vni_alone = U"ìæóíòôöîñ";
constexpr std::u32string_view vni_alone_means = U"ìỉĩíịơưỵđ";

std::u32string wide(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        out += c == invalid_code_point ? char32_t{0xfffd} : c;
    }
    return out;
}
std::string narrow(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    for (const char32_t c : text) append_code_point(out, c);
    return out;
}

char32_t to_capital(char32_t c) {
    if (c == U'đ') return U'Đ';
    const std::size_t at = small.find(c);
    if (at != std::u32string_view::npos) return capital[at];
    return c >= U'a' && c <= U'z' ? c - 0x20 : c;
}
char32_t latin1_small(char32_t c) {
    const bool big = (c >= U'A' && c <= U'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
    return big ? c + 0x20 : c;
}

bool is_ascii_capital(char32_t c) {
    return c >= U'A' && c <= U'Z';
}
bool is_ascii_small(char32_t c) {
    return c >= U'a' && c <= U'z';
}
// Latin beyond ASCII, with the signs of Latin-1, which the old fonts showed as letters.
bool is_beyond(char32_t c) {
    return (c >= 0x80 && c <= 0x24f) || (c >= 0x300 && c <= 0x36f) || (c >= 0x1e00 && c <= 0x1eff);
}
bool is_word(char32_t c) {
    return is_ascii_capital(c) || is_ascii_small(c) || is_beyond(c);
}

// Letter → its vowel without tone, and the tone.
struct Letter {
    char32_t plain;
    std::size_t tone;
};
Letter letter(char32_t c) {
    static const auto table = [] {
        std::unordered_map<char32_t, Letter> made;
        for (std::size_t i = 0; i < small.size(); ++i) {
            const Letter found{small[i - i % tones], i % tones};
            made[small[i]] = found;
            made[capital[i]] = found;
        }
        made[U'Đ'] = made[U'đ'] = {U'đ', 0};
        return made;
    }();
    const auto found = table.find(c);
    if (found != table.end()) return found->second;
    return {is_ascii_capital(c) ? c + 0x20 : c, 0};
}

bool is_rime(std::u32string_view text) {
    static const std::unordered_set<std::u32string_view> rimes{
        U"a",   U"ac",   U"ach",  U"ai",   U"am",   U"an",  U"ang", U"anh", U"ao",   U"ap",   U"at",   U"au",  U"ay",
        U"ăc",  U"ăm",   U"ăn",   U"ăng",  U"ăp",   U"ăt",  U"âc",  U"âm",  U"ân",   U"âng",  U"âp",   U"ât",  U"âu",
        U"ây",  U"e",    U"ec",   U"em",   U"en",   U"eng", U"eo",  U"ep",  U"et",   U"ê",    U"êch",  U"êm",  U"ên",
        U"ênh", U"êp",   U"êt",   U"êu",   U"i",    U"ia",  U"ich", U"im",  U"in",   U"inh",  U"ip",   U"it",  U"iu",
        U"iêc", U"iêm",  U"iên",  U"iêng", U"iêp",  U"iêt", U"iêu", U"o",   U"oa",   U"oac",  U"oach", U"oai", U"oam",
        U"oan", U"oang", U"oanh", U"oao",  U"oat",  U"oay", U"oăc", U"oăm", U"oăn",  U"oăng", U"oăt",  U"oc",  U"oe",
        U"oen", U"oeo",  U"oet",  U"oi",   U"om",   U"on",  U"ong", U"ooc", U"oong", U"op",   U"ot",   U"ô",   U"ôc",
        U"ôi",  U"ôm",   U"ôn",   U"ông",  U"ôp",   U"ôt",  U"ơ",   U"ơi",  U"ơm",   U"ơn",   U"ơp",   U"ơt",  U"u",
        U"ua",  U"uc",   U"ui",   U"um",   U"un",   U"ung", U"up",  U"ut",  U"uê",   U"uêch", U"uênh", U"uêt", U"uy",
        U"uya", U"uych", U"uynh", U"uyên", U"uyêt", U"uyt", U"uyu", U"uân", U"uât",  U"uâng", U"uây",  U"uơ",  U"uôc",
        U"uôi", U"uôm",  U"uôn",  U"uông", U"uôt",  U"ư",   U"ưa",  U"ưc",  U"ưi",   U"ưng",  U"ưt",   U"ưu",  U"ươc",
        U"ươi", U"ươm",  U"ươn",  U"ương", U"ươp",  U"ươt", U"ươu", U"y",   U"yêm",  U"yên",  U"yêng", U"yêt", U"yêu",
        U"ynh", U"yt",   U"ych"};
    return rimes.contains(text);
}

bool is_syllable(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 29> onsets{
        U"",  U"ngh", U"ng", U"nh", U"gh", U"gi", U"kh", U"ph", U"qu", U"th", U"tr", U"ch", U"b", U"c", U"d",
        U"đ", U"g",   U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v",  U"x", U"q"};
    if (word.size() > 8) return false;  // nghiêng is the longest
    std::u32string plain;
    std::size_t tone = 0;
    for (const char32_t c : word) {
        const Letter found = letter(c);
        if (found.tone != 0 && tone != 0) return false;
        tone = std::max(tone, found.tone);
        plain += found.plain;
    }
    const std::u32string_view whole = plain;
    const bool stopped =
        whole.ends_with(U"c") || whole.ends_with(U"ch") || whole.ends_with(U"p") || whole.ends_with(U"t");
    if (stopped && tone < 4) return false;  // only sắc and nặng
    return std::ranges::any_of(onsets, [&](std::u32string_view onset) {
        return whole.starts_with(onset) && is_rime(whole.substr(onset.size()));
    });
}

Plausibility plausibility_of(std::u32string_view text) {
    Plausibility found;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        bool beyond = false;
        for (; at < text.size() && is_word(text[at]); ++at) beyond = beyond || is_beyond(text[at]);
        if (!beyond) continue;
        ++found.words;
        if (is_syllable(text.substr(begin, at - begin))) ++found.syllables;
    }
    return found;
}

// Words that are capitals but for letters that TCVN3 could not write so. A word with one ASCII letter follows the word
// before it: "NGUYÔN Lª".
void capitalise(std::u32string& text, std::u32string_view source) {
    bool before = false;
    for (std::size_t at = 0; at < source.size();) {
        if (!is_word(source[at])) {
            if (source[at] != U' ') before = false;
            ++at;
            continue;
        }
        const std::size_t begin = at;
        std::size_t capitals = 0;
        bool lower = false;
        for (; at < source.size() && is_word(source[at]); ++at) {
            if (is_ascii_capital(source[at]) || (source[at] >= 0xa1 && source[at] <= 0xa7)) ++capitals;
            lower = lower || is_ascii_small(source[at]);
        }
        before = !lower && (capitals >= 2 || (before && capitals == 1));
        if (!before) continue;
        for (std::size_t i = begin; i < at; ++i) text[i] = to_capital(text[i]);
    }
}

std::u32string read_tcvn3(std::u32string_view text) {
    constexpr std::u32string_view others = U"¡¢£¤¥¦§®";
    constexpr std::u32string_view others_mean = U"ĂÂÊÔƠƯĐđ";
    std::u32string out(text);
    for (char32_t& c : out) {
        if (c < 0x80 || c > 0xff) continue;
        if (const std::size_t vowel = tcvn3_small.find(c); vowel != std::u32string_view::npos)
            c = small[vowel];
        else if (const std::size_t other = others.find(c); other != std::u32string_view::npos)
            c = others_mean[other];
    }
    capitalise(out, text);
    return out;
}

std::u32string read_vni(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char32_t lower = latin1_small(text[at]);
        char32_t means = lower;
        const auto* vowel = std::ranges::find(vni_vowels, lower, &VniVowel::letter);
        const std::size_t mark = vowel != vni_vowels.end() && at + 1 < text.size()
                                     ? vowel->marks.find(latin1_small(text[at + 1]))
                                     : std::u32string_view::npos;
        const bool big = lower != text[at];
        if (mark != std::u32string_view::npos) {
            means = vowel->means[mark];
            ++at;
        } else if (const std::size_t alone = vni_alone.find(lower); alone != std::u32string_view::npos) {
            means = vni_alone_means[alone];
        } else {
            out += text[at];
            continue;
        }
        out += big ? to_capital(means) : means;
    }
    return out;
}

bool is_unicode_vietnamese(std::u32string_view line) {
    return std::ranges::any_of(line, [](char32_t c) { return (c > 0xff && is_beyond(c)); });
}
bool is_eth(char32_t c) {
    return c == 0xd0 || c == 0xf0;
}

template <class Work>
void each_line(std::u32string_view text, Work work) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(U'\n', at), text.size());
        work(text.substr(at, end - at), end < text.size());
        at = end + 1;
    }
}

// All counts of one line for all readings.
void add(Plausibility& sum, const Plausibility& more) {
    sum.words += more.words;
    sum.syllables += more.syllables;
}

std::u32string without_eth(std::u32string_view text) {
    std::u32string out(text);
    for (char32_t& c : out)
        if (is_eth(c)) c = c == 0xd0 ? U'Đ' : U'đ';
    return out;
}

}  // namespace

Plausibility plausibility(std::string_view text) {
    return plausibility_of(wide(text));
}

std::string from_tcvn3(std::string_view text) {
    return narrow(read_tcvn3(wide(text)));
}
std::string from_vni(std::string_view text) {
    return narrow(read_vni(wide(text)));
}

Spelling recognise(std::string_view lines) {
    constexpr std::size_t sample = 256 * 1024;  // of a large file its beginning says enough
    Plausibility plain, tcvn3, vni, all;
    bool eth = false;
    each_line(wide(lines.substr(0, sample)), [&](std::u32string_view line, bool) {
        add(all, plausibility_of(without_eth(line)));
        eth = eth || std::ranges::any_of(line, is_eth);
        if (is_unicode_vietnamese(line)) return;
        add(plain, plausibility_of(line));
        add(tcvn3, plausibility_of(read_tcvn3(line)));
        add(vni, plausibility_of(read_vni(line)));
    });
    Spelling found;
    const Plausibility& best = vni.syllables > tcvn3.syllables ? vni : tcvn3;
    if (best.share() >= 0.6 && best.share() >= plain.share() + 0.2) {
        found.font = &best == &vni ? Font::vni : Font::tcvn3;
        found.doubtful = best.words < 3 || best.share() < 0.85;
    } else {
        found.eth = eth && all.share() >= 0.6;
    }
    return found;
}

std::string respell(std::string_view lines, const Spelling& spelling) {
    if (spelling.font == Font::none && !spelling.eth) return std::string(lines);
    std::u32string out;
    each_line(wide(lines), [&](std::u32string_view line, bool more) {
        if (spelling.font == Font::none)
            out += without_eth(line);
        else if (is_unicode_vietnamese(line))
            out += line;
        else
            out += spelling.font == Font::tcvn3 ? read_tcvn3(line) : read_vni(line);
        if (more) out += U'\n';
    });
    return narrow(out);
}

}  // namespace caunoi::imports
