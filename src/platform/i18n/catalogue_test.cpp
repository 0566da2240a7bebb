// What every catalogue must be: complete in three languages, in one shape, and in step with the sources.
#include "platform/i18n/catalogue.hpp"

#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "platform/i18n/test_files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

namespace caunoi::i18n {
namespace {

std::string_view area_of(std::string_view key) {
    return key.substr(0, key.find('.'));
}

std::set<std::string_view> areas() {
    std::set<std::string_view> names;
    for (const EmbeddedFile& file : embedded_catalogues()) names.insert(catalogue_name(file.name).area);
    return names;
}

std::multiset<std::string> placeholders(std::string_view text) {
    std::multiset<std::string> names;
    while (true) {
        const std::size_t open = text.find('{');
        const std::size_t close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) return names;
        names.emplace(text.substr(open, close + 1 - open));
        text.remove_prefix(close + 1);
    }
}

// Only English has a form for one, beside key.other; a key that ends in .one without such a neighbour is a text of its
// own.
std::optional<std::string> other_of(std::string_view key) {
    if (!key.ends_with(".one")) return std::nullopt;
    std::string other = std::string(key.substr(0, key.size() - 4)) + ".other";
    if (!catalogue().find(Language::en, other)) return std::nullopt;
    return other;
}

TEST(Catalogue, EveryFileIsSortedOneKeyALine) {
    for (const EmbeddedFile& file : embedded_catalogues()) {
        Entries entries = parse_catalogue(file.text);
        std::sort(entries.begin(), entries.end());
        std::string canonical = "{";
        for (const auto& [key, text] : entries) {
            canonical += canonical.size() > 1 ? ",\n  " : "\n  ";
            append_json_string(canonical, key);
            canonical += ": ";
            append_json_string(canonical, text);
        }
        canonical += entries.empty() ? "}\n" : "\n}\n";
        EXPECT_EQ(file.text, canonical) << file.name
                                        << ": python3 -m json.tool --sort-keys --no-ensure-ascii --indent 2 sorts it";
    }
}

TEST(Catalogue, KeysBeginWithTheAreaOfTheirFile) {
    for (const EmbeddedFile& file : embedded_catalogues())
        for (const auto& [key, text] : parse_catalogue(file.text)) {
            EXPECT_EQ(area_of(key), catalogue_name(file.name).area) << file.name << ": " << key;
            EXPECT_EQ(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_."), std::string::npos) << key;
        }
}

TEST(Catalogue, EveryKeyIsInAllThreeLanguages) {
    for (const Language language : languages)
        for (const auto& [key, text] : catalogue().texts(language)) {
            if (other_of(key)) {
                EXPECT_TRUE(language == Language::en) << key << ": only English has a form for one";
                continue;
            }
            for (const Language also : languages)
                EXPECT_TRUE(catalogue().find(also, key)) << code(also) << " lacks " << key;
        }
}

TEST(Catalogue, NoTextIsEmptyOrUntidy) {
    for (const Language language : languages)
        for (const auto& [key, text] : catalogue().texts(language)) {
            EXPECT_FALSE(text.empty()) << code(language) << " " << key;
            const std::string_view body =
                text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;  // a letter's end
            EXPECT_TRUE(body == clean(body)) << code(language) << " " << key << ": not NFC, or blanks around it";
        }
}

TEST(Catalogue, PlaceholdersAreTheSameInAllThreeLanguages) {
    for (const auto& [key, text] : catalogue().texts(Language::vi)) {
        for (const Language language : {Language::zh, Language::en}) {
            const std::string* other = catalogue().find(language, key);
            if (other) {
                EXPECT_EQ(placeholders(text), placeholders(*other)) << key;
            }
        }
    }
    for (const auto& [key, text] : catalogue().texts(Language::en)) {
        const auto other = other_of(key);
        if (!other) continue;
        const auto allowed = placeholders(*catalogue().find(Language::en, *other));
        for (const std::string& name : placeholders(text)) EXPECT_TRUE(allowed.contains(name)) << key;
    }
}

// --- keys and sources --------------------------------------------------------------------------------------------

struct Literals {
    std::set<std::string> exact;     // "common.save"
    std::set<std::string> suffixes;  // ".hint": added to a key in the code
};

bool is_word(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

// "a.b", "a.b." and ".b" are keys or parts of keys; file names are not.
bool looks_like_key(std::string_view literal) {
    const auto words = split(literal, '.');
    if (words.size() < 2) return false;
    constexpr std::array<std::string_view, 10> endings{"csv", "json", "tsv",  "html", "pdf",
                                                       "vcf", "ics",  "atom", "txt",  "toml"};
    if (std::find(endings.begin(), endings.end(), words.back()) != endings.end()) return false;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!is_word(words[i]) && !(words[i].empty() && (i == 0 || i + 1 == words.size()))) return false;
    return true;
}

// Rights, locks, jobs and series have names that look like keys.
bool names_something_else(std::string_view line) {
    constexpr std::array<std::string_view, 5> signs{"Permission ", ".lock(", "_job", ".every(", "_series"};
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return line.find(sign) != line.npos; });
}

Literals literals_of_sources() {
    Literals found;
    const auto root = source_folder() / "src";
    for (const std::string_view ending : {".cpp", ".hpp"})
        for (const auto& file : test::files_below(root, ending)) {
            if (file.string().ends_with("_test.cpp")) continue;
            const std::string text = content_of(file);
            for (const std::string_view line : split(text, '\n')) {
                if (names_something_else(line)) continue;
                const auto pieces = split(line, '"');
                for (std::size_t i = 1; i < pieces.size(); i += 2) {
                    // fmt::format("auth.role.{}", name) stands for every key that begins so
                    const std::string_view literal = pieces[i].substr(0, pieces[i].find('{'));
                    if (!looks_like_key(literal)) continue;
                    if (literal.front() == '.')
                        found.suffixes.emplace(literal);
                    else
                        found.exact.emplace(literal);
                }
            }
        }
    return found;
}

bool begins_a_key(std::string literal) {
    if (!literal.ends_with('.')) literal += '.';
    const auto texts = catalogue().texts(Language::vi);
    const auto next = texts.lower_bound(literal);
    return next != texts.end() && next->first.starts_with(literal);
}

TEST(Catalogue, EveryKeyThatTheSourcesNameExists) {
    const auto known = areas();
    for (const std::string& literal : literals_of_sources().exact) {
        if (!known.contains(area_of(literal))) continue;
        EXPECT_TRUE(catalogue().find(Language::vi, literal) || begins_a_key(literal)) << literal;
    }
}

bool is_used(std::string key, const Literals& literals) {
    if (literals.exact.contains(key)) return true;
    for (const std::string& suffix : literals.suffixes)
        if (key.ends_with(suffix) && is_used(key.substr(0, key.size() - suffix.size()), {literals.exact, {}}))
            return true;
    // A list of codes or a record's fields: the code holds "exchange.activity" and adds the last word.
    while (key.find('.') != key.rfind('.')) {
        key.erase(key.rfind('.'));
        if (literals.exact.contains(key) || literals.exact.contains(key + ".")) return true;
    }
    return false;
}

TEST(Catalogue, NoTextIsLeftOver) {
    // The shared vocabulary may be ahead of the pages that will use it.
    const std::set<std::string_view> vocabulary{"common", "form", "errors", "menu"};
    const Literals literals = literals_of_sources();
    for (const auto& [key, text] : catalogue().texts(Language::vi)) {
        if (vocabulary.contains(area_of(key))) continue;
        EXPECT_TRUE(is_used(std::string(key), literals)) << key << " is used nowhere";
    }
}

}  // namespace
}  // namespace caunoi::i18n
