#include "platform/names/keys.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace caunoi::names {

namespace {

constexpr std::size_t most_sequences = 16;
constexpr double rare_reading = 0.02;  // what is less likely finds more wrong names than right ones

void add_once(std::vector<std::string>& all, std::string text) {
    if (!text.empty() && std::ranges::find(all, text) == all.end()) all.push_back(std::move(text));
}

Said say(char32_t c) {
    Said out;
    for (const Reading& reading : readings_of(c)) {
        if (reading.share < rare_reading) continue;
        add_once(out.readings, std::string(reading.han_viet));
        add_once(out.pinyin, pinyin_key(toneless(reading.pinyin)));
    }
    const std::vector<std::string> own = out.readings;
    for (const std::string& reading : own)
        for (const std::string& variant : variants_of(reading_key(reading))) add_once(out.readings, variant);
    for (const std::string& reading : out.readings) add_once(out.readings_plain, plain_key(reading));
    return out;
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

// All ways through the characters, fixed names of its stretches first, at most most_sequences.
class Sequences {
public:
    Sequences(const std::vector<char32_t>& characters, std::vector<std::string> Said::* ways,
              std::vector<std::string> FixedName::* fixed)
        : characters_(characters), ways_(ways), fixed_(fixed) {
        if (fixed_) names_ = fixed_names(characters);
    }
    std::vector<std::string> take() {
        go_on(0, "");
        return std::move(all_);
    }

private:
    void go_on(std::size_t at, const std::string& begun) {
        if (all_.size() >= most_sequences) return;
        if (at == characters_.size()) return add_once(all_, begun);
        const auto with = [&](const std::string& more) {
            return begun.empty() ? more : fmt::format("{} {}", begun, more);
        };
        for (const FixedName& name : names_)
            if (name.first == at) go_on(at + name.size, with(joined(name.*fixed_)));
        for (const std::string& way : said(characters_[at]).*ways_) go_on(at + 1, with(way));
    }

    const std::vector<char32_t>& characters_;
    std::vector<std::string> Said::* ways_;
    std::vector<std::string> FixedName::* fixed_;
    std::vector<FixedName> names_;
    std::vector<std::string> all_;
};
std::vector<std::string> sequences(const std::vector<char32_t>& characters, std::vector<std::string> Said::* ways,
                                   std::vector<std::string> FixedName::* fixed = nullptr) {
    return Sequences(characters, ways, fixed).take();
}

std::vector<char32_t> folded(std::string_view han) {
    std::vector<char32_t> characters;
    for (std::size_t at = 0; at < han.size();) characters.push_back(fold_variant(next_code_point(han, at)));
    return characters;
}

// What the lists know, by the first character.
struct FixedNames {
    struct Known {
        std::vector<char32_t> characters;
        bool surname;
        std::vector<std::string> syllables;
        std::vector<std::string> plain;
    };
    std::unordered_map<char32_t, std::vector<Known>> by_first;

    FixedNames() {
        for (const Exonym* exonym : all_exonyms()) add(exonym->han, exonym->vi, false);
        for (const Surname* surname : all_surnames())
            for (const std::string& reading : surname->readings) add(surname->han, reading, true);
    }
    void add(std::string_view han, std::string_view name, bool surname) {
        Known known{.characters = folded(han), .surname = surname, .syllables = {}, .plain = {}};
        for (const std::string& syllable : names::syllables(name)) {
            known.syllables.push_back(to_lower(syllable));
            known.plain.push_back(plain_key(syllable));
        }
        if (!is_read_so(known)) by_first[known.characters.front()].push_back(std::move(known));
    }
    // The characters give it already.
    static bool is_read_so(const Known& known) {
        if (known.characters.size() != known.plain.size()) return false;
        for (std::size_t i = 0; i < known.plain.size(); ++i) {
            const Said& own = said(known.characters[i]);
            if (std::ranges::find(own.readings, known.syllables[i]) == own.readings.end()) return false;
        }
        return true;
    }
};

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::string initials(std::string_view text) {
    std::string letters;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty()) letters += word.front();
    return letters;
}

}  // namespace

const Said& said(char32_t c) {
    static std::shared_mutex guard;
    static std::unordered_map<char32_t, Said> known;  // references stay good: only characters that occur, never removed
    {
        const std::shared_lock lock(guard);
        if (const auto found = known.find(c); found != known.end()) return found->second;
    }
    Said made = say(c);
    const std::unique_lock lock(guard);
    return known.try_emplace(c, std::move(made)).first->second;
}

std::vector<FixedName> fixed_names(const std::vector<char32_t>& characters) {
    static const FixedNames lists;
    std::vector<FixedName> found;
    for (std::size_t at = 0; at < characters.size(); ++at) {
        const auto known = lists.by_first.find(characters[at]);
        if (known == lists.by_first.end()) continue;
        for (const FixedNames::Known& one : known->second) {
            const std::size_t size = one.characters.size();
            const auto begin = characters.begin() + static_cast<std::ptrdiff_t>(at);
            const bool there = size <= characters.size() - at && (at == 0 || !one.surname) &&
                               std::equal(one.characters.begin(), one.characters.end(), begin);
            if (there) found.push_back({.first = at, .size = size, .syllables = one.syllables, .plain = one.plain});
        }
    }
    return found;
}

std::vector<Key> keys_of(std::string_view name, Kind kind) {
    std::vector<Key> keys;
    const auto add = [&](std::string_view of_kind, std::string text) {
        const auto same = [&](const Key& key) { return key.kind == of_kind && key.text == text; };
        if (!text.empty() && std::ranges::none_of(keys, same)) keys.push_back({of_kind, std::move(text)});
    };
    const std::string line = clean_line(name);
    std::vector<char32_t> characters;
    std::string han;
    bool latin = false;
    for (std::size_t at = 0; at < line.size();) {
        const char32_t c = next_code_point(line, at);
        if (is_han(c)) {
            characters.push_back(fold_variant(c));
            append_code_point(han, characters.back());
        } else if (c != ' ' && c != 0x3000) {
            latin = true;
        }
    }
    if (!characters.empty()) {
        add("han", han);
        const Suffix* suffix = kind == Kind::place ? suffix_ending(han) : nullptr;
        if (suffix && !suffix->stays) add("han_without_suffix", han.substr(0, han.size() - suffix->han.size()));
        for (const std::string& text : sequences(characters, &Said::readings, &FixedName::syllables))
            add("reading", text);
        for (const std::string& text : sequences(characters, &Said::readings_plain, &FixedName::plain))
            add("reading_plain", text);
        for (const std::string& text : sequences(characters, &Said::pinyin)) {
            add("pinyin", text);
            add("pinyin_joined", without_blanks(text));
            if (characters.size() > 1) add("initials", initials(text));
        }
    } else if (latin) {
        std::string plain;
        for (const std::string& syllable : syllables(line)) plain += (plain.empty() ? "" : " ") + plain_key(syllable);
        add("vietnamese", to_lower(line));
        add("vietnamese_plain", plain);
        if (plain.find(' ') != std::string::npos) add("initials", initials(plain));
    }
    return keys;
}

}  // namespace caunoi::names
