// The lists kept by hand in names/: what no table of characters can know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::names {

struct Surname {
    std::string han;
    std::vector<std::string> readings;  // capitalised, the usual one first
    std::string pinyin;                 // "zēng", as a surname
};
// The longest surname that the name begins with and that leaves a given name; nullptr when there is none.
const Surname* surname_of(std::string_view han_name);
std::vector<const Surname*> all_surnames();
// Characters of a Vietnamese surname, the usual one first; {} when it is none that is known.
std::vector<std::string> han_surnames(std::string_view reading_key);

// The same of what stands after the surname: 氏 for Thị, 文 for Văn.
const std::vector<std::string>& han_given_names(std::string_view reading_key);

// A name that has a fixed Vietnamese form: Hong Kong, Đà Nẵng.
struct Exonym {
    std::string han;
    std::string vi;
    std::string en;
    std::string kind;  // country, place_cn, place_vn, gate, other
};
const Exonym* exonym_of(std::string_view han);  // exact
std::vector<const Exonym*> all_exonyms();
// Exonyms whose Vietnamese name has that key: toned keys joined by blanks.
std::vector<const Exonym*> exonyms_named(std::string_view name_key);

enum class Role { head, modifier, whole, keep };
struct BodyWord {
    std::string han;
    std::vector<std::string> vi;  // the usual one first
    Role role = Role::modifier;
};
// Longest word of that role that the text begins or ends with; nullptr when there is none.
const BodyWord* body_word_at(std::string_view text, Role role);
const BodyWord* body_word_ending(std::string_view text, Role role);
const BodyWord* whole_body(std::string_view han);  // exact
std::vector<const BodyWord*> bodies_named(std::string_view name_key);

struct Suffix {
    std::string han;
    std::string vi;      // before the name: "thành phố"
    bool stays = false;  // the usual form keeps it as a syllable: 泰山 Thái Sơn
};
const Suffix* suffix_ending(std::string_view text);
const std::vector<Suffix>& suffixes();

// Names of places that stand at the head of bodies' names without a suffix: 广西, 南宁.
const std::string* bare_place_at(std::string_view text);

// The other ways to say a syllable that taboo or region made: phúc and phước. By reading_key, without tone placement.
const std::vector<std::string>& variants_of(std::string_view reading_key);

}  // namespace caunoi::names
