#include "platform/names/lists.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/embedded.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <stdexcept>

namespace caunoi::names {

namespace {

using Cells = std::vector<std::string_view>;

template <class Take>
void each_line(std::string_view file_name, std::size_t columns, Take&& take) {
    const auto files = embedded_names();
    const auto file = std::ranges::find(files, file_name, &EmbeddedFile::name);
    if (file == files.end()) throw std::runtime_error("names/" + std::string(file_name) + " is missing");
    bool header = true;
    for (const std::string_view line : split(file->text, '\n')) {
        if (line.empty()) continue;
        if (!std::exchange(header, false)) {
            const Cells cells = split(line, '\t');
            if (cells.size() != columns)
                throw std::runtime_error("names/" + std::string(file_name) + ": " + std::string(line));
            take(cells);
        }
    }
}

std::vector<std::string> choices(std::string_view cell) {
    std::vector<std::string> all;
    for (const std::string_view one : split(cell, '/')) all.emplace_back(trim(one));
    return all;
}

// "hồ Chí Minh" → its toned keys with blanks between.
std::string name_key_of(std::string_view name) {
    std::string key;
    for (const std::string& syllable : syllables(name)) {
        if (!key.empty()) key += ' ';
        key += reading_key(syllable);
    }
    return key;
}

template <class Value>
using ByText = std::map<std::string, Value, std::less<>>;

// The longest key that the text begins with.
template <class Value>
const Value* longest_prefix(const ByText<Value>& all, std::string_view text, std::size_t most) {
    for (std::size_t size = std::min(most, text.size()); size > 0; --size)
        if (const auto found = all.find(text.substr(0, size)); found != all.end()) return &found->second;
    return nullptr;
}
template <class Value>
const Value* longest_suffix(const ByText<Value>& all, std::string_view text, std::size_t most) {
    for (std::size_t size = std::min(most, text.size()); size > 0; --size)
        if (const auto found = all.find(text.substr(text.size() - size)); found != all.end()) return &found->second;
    return nullptr;
}

struct Surnames {
    ByText<Surname> by_han;
    ByText<std::vector<std::string>> by_reading;

    Surnames() {
        std::vector<std::pair<std::string, std::string>> chinese;
        each_line("surnames.tsv", 5, [&](const Cells& cells) {
            const std::string han(cells[0]);
            if (cells[3] == "vn") {
                for (const std::string& reading : choices(cells[1])) add(reading, han);
                return;
            }
            by_han.emplace(han,
                           Surname{.han = han, .readings = choices(cells[1]), .pinyin = choices(cells[2]).front()});
            for (const std::string& reading : choices(cells[1])) chinese.emplace_back(reading, han);
        });
        for (const auto& [reading, han] : chinese) add(reading, han);
    }
    void add(const std::string& reading, const std::string& han) {
        std::vector<std::string>& all = by_reading[name_key_of(reading)];
        if (std::ranges::find(all, han) == all.end()) all.push_back(han);
    }
};
const Surnames& surnames() {
    static const Surnames loaded;
    return loaded;
}

struct Exonyms {
    ByText<Exonym> by_han;
    ByText<std::vector<const Exonym*>> by_name;

    Exonyms() {
        each_line("exonyms.tsv", 5, [&](const Cells& cells) {
            const auto [place, added] = by_han.try_emplace(std::string(cells[0]));
            if (!added) return;
            place->second = {.han = std::string(cells[0]),
                             .vi = std::string(cells[1]),
                             .en = std::string(cells[2]),
                             .kind = std::string(cells[3])};
            by_name[name_key_of(cells[1])].push_back(&place->second);
        });
    }
};
const Exonyms& exonyms() {
    static const Exonyms loaded;
    return loaded;
}

struct BodyWords {
    std::map<Role, ByText<BodyWord>> by_role;
    ByText<std::vector<const BodyWord*>> wholes_by_name;

    BodyWords() {
        static constexpr std::pair<std::string_view, Role> roles[]{
            {"head", Role::head}, {"modifier", Role::modifier}, {"whole", Role::whole}, {"keep", Role::keep}};
        each_line("bodies.tsv", 4, [&](const Cells& cells) {
            const auto role = std::ranges::find(roles, cells[2], &std::pair<std::string_view, Role>::first);
            if (role == std::end(roles)) throw std::runtime_error("names/bodies.tsv: role " + std::string(cells[2]));
            BodyWord word{.han = std::string(cells[0]), .vi = choices(cells[1]), .role = role->second};
            by_role[role->second].emplace(word.han, std::move(word));
        });
        for (const auto& [han, word] : by_role[Role::whole])
            for (const std::string& vi : word.vi) wholes_by_name[name_key_of(vi)].push_back(&word);
    }
};
const BodyWords& body_words() {
    static const BodyWords loaded;
    return loaded;
}
constexpr std::size_t longest_word = 90;  // bytes: thirty characters

}  // namespace

const Surname* surname_of(std::string_view name) {
    const std::size_t length = code_points(name);
    for (const std::size_t size : {std::size_t{2}, std::size_t{1}}) {
        if (length <= size) continue;  // 欧阳 alone is 欧 with a given name
        const auto found = surnames().by_han.find(first_code_points(name, size));
        if (found != surnames().by_han.end()) return &found->second;
    }
    return nullptr;
}

std::vector<const Surname*> all_surnames() {
    std::vector<const Surname*> all;
    for (const auto& [han, surname] : surnames().by_han) all.push_back(&surname);
    return all;
}

std::vector<std::string> han_surnames(std::string_view key) {
    const auto found = surnames().by_reading.find(key);
    return found == surnames().by_reading.end() ? std::vector<std::string>() : found->second;
}

const Exonym* exonym_of(std::string_view han) {
    const auto found = exonyms().by_han.find(han);
    return found == exonyms().by_han.end() ? nullptr : &found->second;
}

const std::vector<std::string>& han_given_names(std::string_view key) {
    static const auto all = [] {
        ByText<std::vector<std::string>> found;
        each_line("given.tsv", 3, [&](const Cells& cells) { found[name_key_of(cells[0])] = choices(cells[1]); });
        return found;
    }();
    static const std::vector<std::string> none;
    const auto found = all.find(key);
    return found == all.end() ? none : found->second;
}

std::vector<const Exonym*> all_exonyms() {
    std::vector<const Exonym*> all;
    for (const auto& [han, exonym] : exonyms().by_han) all.push_back(&exonym);
    return all;
}

std::vector<const Exonym*> exonyms_named(std::string_view name_key) {
    const auto found = exonyms().by_name.find(name_key);
    return found == exonyms().by_name.end() ? std::vector<const Exonym*>() : found->second;
}

const BodyWord* body_word_at(std::string_view text, Role role) {
    return longest_prefix(body_words().by_role.at(role), text, longest_word);
}
const BodyWord* body_word_ending(std::string_view text, Role role) {
    return longest_suffix(body_words().by_role.at(role), text, longest_word);
}
const BodyWord* whole_body(std::string_view han) {
    const auto& wholes = body_words().by_role.at(Role::whole);
    const auto found = wholes.find(han);
    return found == wholes.end() ? nullptr : &found->second;
}
std::vector<const BodyWord*> bodies_named(std::string_view name_key) {
    const auto found = body_words().wholes_by_name.find(name_key);
    return found == body_words().wholes_by_name.end() ? std::vector<const BodyWord*>() : found->second;
}

const std::vector<Suffix>& suffixes() {
    static const auto all = [] {
        std::vector<Suffix> found;
        each_line("suffixes.tsv", 4, [&](const Cells& cells) {
            found.push_back({.han = std::string(cells[0]), .vi = std::string(cells[1]), .stays = cells[2] == "stays"});
        });
        std::ranges::stable_sort(found, std::greater(), [](const Suffix& suffix) { return suffix.han.size(); });
        return found;
    }();
    return all;
}

const Suffix* suffix_ending(std::string_view text) {
    for (const Suffix& suffix : suffixes())
        if (text.size() > suffix.han.size() && text.ends_with(suffix.han)) return &suffix;
    return nullptr;
}

const std::string* bare_place_at(std::string_view text) {
    static const auto all = [] {
        ByText<std::string> found;
        each_line("places.tsv", 2, [&](const Cells& cells) { found.emplace(cells[0], cells[0]); });
        return found;
    }();
    return longest_prefix(all, text, longest_word);
}

const std::vector<std::string>& variants_of(std::string_view key) {
    static const auto all = [] {
        ByText<std::vector<std::string>> found;
        each_line("variants.tsv", 3, [&](const Cells& cells) {
            found[reading_key(cells[0])].emplace_back(cells[1]);
            found[reading_key(cells[1])].emplace_back(cells[0]);
        });
        return found;
    }();
    static const std::vector<std::string> none;
    const auto found = all.find(key);
    return found == all.end() ? none : found->second;
}

}  // namespace caunoi::names
