// The parts of a person's name in each culture, and what lists are ordered by.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace caunoi::names {

struct PersonName {
    std::string family;
    std::string middle;  // Vietnamese: Thị, Văn and what else stands between
    std::string given;

    friend bool operator==(const PersonName&, const PersonName&) = default;
};

// Vietnamese: the surname first (of one syllable, or one of the few of two), the given name last. A name of one word,
// and one that is of no Vietnamese form (Ayun, H'Hen), is a given name.
PersonName split_vietnamese(std::string_view name);
// Chinese: the surname first, of one or two characters; the rest is given. A name with a middle dot is not split.
PersonName split_han(std::string_view name);
// In a passport: the surname first, in capitals or followed by a comma. Otherwise the first word.
PersonName split_latin(std::string_view name);

// What the name is without Ông, Bà, GS. TS. before or 先生, 主席 behind it.
std::string without_titles(std::string_view name);

// By which ICU puts a Chinese name where readers look for it: 曾国藩 under zēng, which ICU takes for céng. Not for
// showing.
std::string pinyin_order_form(std::string_view han_name);
// Vietnamese lists of people go by the given name, then the surname, then what is between.
std::string given_name_order_form(std::string_view vietnamese_name);

}  // namespace caunoi::names
