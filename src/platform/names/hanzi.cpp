#include "platform/names/hanzi.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>
#include <cmath>

namespace caunoi::names {

namespace {

constexpr double of_a_variant = 0.15;  // phước written with a character read phúc

std::string text_of(char32_t c) {
    std::string text;
    append_code_point(text, c);
    return text;
}

// Frequency is a logarithm in eight steps to an octave: as a weight it is raised again, though not wholly, because
// names are spread wider than running text.
double weight_of(char32_t c, double share) {
    return share * std::exp2(frequency_of(c) / 24.0);
}

std::string name_key(const std::vector<std::string>& parts) {
    std::string key;
    for (const std::string& part : parts) {
        if (!key.empty()) key += ' ';
        key += reading_key(part);
    }
    return key;
}

void add_readings(std::vector<Character>& all, std::string_view key, double factor) {
    for (const Written& written : characters_read(key)) {
        const std::string text = text_of(written.character);
        const auto same = std::ranges::find(all, text, &Character::text);
        const double weight = factor * weight_of(written.character, written.share);
        if (same == all.end())
            all.push_back({text, weight});
        else
            same->share = std::max(same->share, weight);
    }
}

// What lists of names have goes before everything that they have not.
void put_first(std::vector<Character>& all, const std::vector<std::string>& listed) {
    double weight = 1e12;
    for (const std::string& han : listed) {
        const auto same = std::ranges::find(all, han, &Character::text);
        if (same == all.end())
            all.push_back({han, weight});
        else
            same->share = weight;
        weight /= 10;
    }
}

Part part_at(Kind kind, std::size_t syllable) {
    if (kind != Kind::person) return Part::any;
    return syllable == 0 ? Part::surname : Part::given;
}

}  // namespace

std::vector<Character> characters_for(std::string_view syllable, Part part, std::size_t most) {
    const std::string key = reading_key(syllable);
    std::vector<Character> all;
    add_readings(all, key, 1);
    for (const std::string& variant : variants_of(key)) add_readings(all, reading_key(variant), of_a_variant);
    put_first(all, part == Part::surname ? han_surnames(key)
                   : part == Part::given ? han_given_names(key)
                                         : std::vector<std::string>());
    std::ranges::stable_sort(all, std::greater(), &Character::share);
    double total = 0;
    for (const Character& one : all) total += one.share;
    for (Character& one : all) one.share /= total;
    if (all.size() > most) all.resize(most);
    return all;
}

std::vector<SyllableChoice> pick_characters(std::string_view name, Kind kind) {
    std::vector<SyllableChoice> all;
    for (const std::string& syllable : syllables(clean_line(name)))
        all.push_back({syllable, characters_for(syllable, part_at(kind, all.size()))});
    return all;
}

std::vector<Suggestion> write_in_han(std::string_view name, Kind kind, std::size_t most) {
    std::vector<Suggestion> all;
    const std::vector<std::string> parts = syllables(clean_line(name));
    if (parts.empty()) return all;
    const std::string key = name_key(parts);
    double fixed = 0.99;
    if (kind != Kind::person)
        for (const Exonym* exonym : exonyms_named(key)) all.push_back({exonym->han, std::exchange(fixed, 0.5)});
    if (kind == Kind::organisation)
        for (const BodyWord* body : bodies_named(key)) all.push_back({body->han, std::exchange(fixed, 0.5)});

    // Âu Dương is one surname of two syllables.
    std::size_t begin = 0;
    std::vector<Suggestion> ways{{"", all.empty() ? 1 : 0.3}};
    if (kind == Kind::person && parts.size() > 2) {
        const std::vector<std::string> doubles = han_surnames(name_key({parts[0], parts[1]}));
        if (!doubles.empty()) {
            ways = {{doubles.front(), 0.9}};
            begin = 2;
        }
    }
    for (std::size_t i = begin; i < parts.size(); ++i) {
        std::vector<Suggestion> next;
        for (const Suggestion& way : ways)
            for (const Character& one : characters_for(parts[i], part_at(kind, i)))
                next.push_back({way.text + one.text, way.confidence * one.share});
        std::ranges::stable_sort(next, std::greater(), &Suggestion::confidence);
        if (next.size() > picker_size) next.resize(picker_size);
        ways = std::move(next);
    }
    for (Suggestion& way : ways)
        if (all.size() < most && std::ranges::find(all, way.text, &Suggestion::text) == all.end())
            all.push_back(std::move(way));
    if (all.size() > most) all.resize(most);
    return all;
}

}  // namespace caunoi::names
