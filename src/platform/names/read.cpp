// Syllables, persons and places. Bodies are in read_organisation.cpp.
#include "platform/names/read.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>

namespace caunoi::names {

namespace {

constexpr double certain = 0.99;
constexpr std::size_t beam_width = 12;
constexpr std::size_t longest_name = 60;  // characters: what is longer is no name

struct Choice {
    std::string syllable;
    double share;
};

// Readings of one character, the shares of its pinyin added up.
std::vector<Choice> choices_of(char32_t c) {
    std::vector<Choice> choices;
    for (const Reading& reading : readings_of(c)) {
        if (reading.han_viet.empty()) continue;
        const auto same = std::ranges::find(choices, reading.han_viet, &Choice::syllable);
        if (same == choices.end())
            choices.push_back({std::string(reading.han_viet), reading.share});
        else
            same->share += reading.share;
    }
    std::ranges::stable_sort(choices, std::greater(), &Choice::share);
    return choices;
}

// Names that begin differently are continued side by side; only the best survive each character.
class Beam {
public:
    void add(const std::vector<Choice>& choices, bool with_blank) {
        std::vector<Suggestion> next;
        for (const Suggestion& begun : ways_)
            for (const Choice& choice : choices) {
                std::string text = begun.text;
                if (with_blank && !text.empty()) text += ' ';
                next.push_back({text + choice.syllable, begun.confidence * choice.share});
            }
        std::ranges::stable_sort(next, std::greater(), &Suggestion::confidence);
        if (next.size() > beam_width) next.resize(beam_width);
        ways_ = std::move(next);
    }
    std::vector<Suggestion> take() { return std::move(ways_); }

private:
    std::vector<Suggestion> ways_{{"", 1}};
};

void keep_best(std::vector<Suggestion>& all, std::size_t most) {
    std::vector<Suggestion> best;
    for (Suggestion& one : all) {
        if (best.size() == most) break;
        if (std::ranges::find(best, one.text, &Suggestion::text) == best.end()) best.push_back(std::move(one));
    }
    all = std::move(best);
}

std::string join(std::string_view before, std::string_view after) {
    return before.empty()  ? std::string(after)
           : after.empty() ? std::string(before)
                           : fmt::format("{} {}", before, after);
}

std::vector<Suggestion> scaled(std::vector<Suggestion> all, double factor) {
    for (Suggestion& one : all) one.confidence *= factor;
    return all;
}

void append(std::vector<Suggestion>& all, std::vector<Suggestion> more) {
    std::ranges::move(more, std::back_inserter(all));
}

// The readings of a part that taboo or region say otherwise: Vũ is also Võ.
std::vector<Suggestion> with_variant_surnames(const Surname& surname) {
    std::vector<Suggestion> all;
    double share = 0.97;
    for (const std::string& reading : surname.readings) {
        all.push_back({reading, share});
        share *= 0.1;
    }
    return all;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view code) {
    const auto found = std::ranges::find(kind_codes, code);
    if (found == kind_codes.end()) return std::nullopt;
    return static_cast<Kind>(found - kind_codes.begin());
}

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9fff) || c == 0x3007 || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3fffd);
}

std::vector<Suggestion> read_syllables(std::string_view text, bool capitals, std::size_t most) {
    Beam beam;
    bool after_han = true;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size() && count < longest_name; ++count) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        std::vector<Choice> choices = is_han(c) ? choices_of(c) : std::vector<Choice>();
        if (capitals)
            for (Choice& choice : choices) choice.syllable = capitalised(choice.syllable);
        const bool han = is_han(c);
        if (choices.empty()) choices.push_back({std::string(text.substr(begin, at - begin)), han ? 0.1 : 1.0});
        beam.add(choices, han || after_han);
        after_han = han;
    }
    std::vector<Suggestion> all = beam.take();
    keep_best(all, most);
    return all;
}

std::vector<Suggestion> read_person(std::string_view name, std::size_t most) {
    // Names with a middle dot are not Han names: their syllables are sounds only.
    const bool foreign = name.find("·") != std::string_view::npos || name.find("•") != std::string_view::npos;
    if (foreign) return scaled(read_syllables(name, true, most), 0.3);
    const Surname* surname = surname_of(name);
    std::vector<Suggestion> all;
    if (!surname) {
        all = read_syllables(name, true, most);
    } else {
        const std::vector<Suggestion> given = read_syllables(name.substr(surname->han.size()), true, beam_width);
        for (const Suggestion& first : with_variant_surnames(*surname))
            for (const Suggestion& rest : given)
                all.push_back({join(first.text, rest.text), first.confidence * rest.confidence});
        std::ranges::stable_sort(all, std::greater(), &Suggestion::confidence);
    }
    keep_best(all, most);
    return all;
}

std::vector<Suggestion> read_place(std::string_view name, std::size_t most) {
    std::vector<Suggestion> all;
    const Exonym* exonym = exonym_of(name);
    const Suffix* suffix = suffix_ending(name);
    const std::string_view stem = suffix ? name.substr(0, name.size() - suffix->han.size()) : name;
    const Exonym* of_stem = suffix ? exonym_of(stem) : nullptr;
    if (of_stem) {
        all.push_back({join(suffix->vi, of_stem->vi), certain * 0.97});
        all.push_back({of_stem->vi, certain * 0.5});
    }
    const std::vector<Suggestion> literal = read_syllables(name, true, most);
    // One character with its suffix is a name of two syllables: 藤县 Đằng Huyện.
    const bool translated = suffix && !suffix->stays && code_points(stem) > 1;
    if (translated) {
        const std::vector<Suggestion> bare = read_syllables(stem, true, most);
        for (std::size_t i = 0; i < bare.size(); ++i) {
            all.push_back({join(suffix->vi, bare[i].text), bare[i].confidence * 0.9});
            if (i == 0) all.push_back({bare[i].text, bare[i].confidence * 0.6});
        }
    } else if (suffix) {
        append(all, scaled({literal.begin(), literal.begin() + 1}, 0.9));
        const std::vector<Suggestion> bare = read_syllables(stem, true, 1);
        if (code_points(stem) > 1) all.push_back({join(suffix->vi, bare.front().text), bare.front().confidence * 0.1});
    }
    append(all, translated ? scaled(literal, 0.3) : literal);
    if (exonym) {  // a fixed name goes before what its characters say
        all = scaled(std::move(all), 0.4);
        all.push_back({exonym->vi, certain});
    }
    std::ranges::stable_sort(all, std::greater(), &Suggestion::confidence);
    keep_best(all, most);
    return all;
}

std::vector<Suggestion> read(std::string_view name, Kind kind, std::size_t most) {
    std::string text;
    bool any = false;
    const std::string line = clean_line(name);
    for (std::size_t at = 0; at < line.size();) {
        const char32_t c = next_code_point(line, at);
        if (c == ' ' || c == 0x3000) continue;  // "李　强" in lists of names
        any = any || is_han(c);
        append_code_point(text, is_han(c) ? simplified(c) : c);
    }
    if (!any || most == 0) return {};
    switch (kind) {
        case Kind::person: return read_person(text, most);
        case Kind::place: return read_place(text, most);
        case Kind::organisation: return read_organisation(text, most);
        case Kind::term: return read_syllables(text, false, most);
    }
    return {};
}

}  // namespace caunoi::names
