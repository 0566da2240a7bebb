// Characters for a Vietnamese name. A syllable has six on average and up to twenty-five: the bearer of the name
// decides, so what is offered is a picker, and whole names only as its first guess.
#pragma once

#include "platform/names/read.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::names {

struct Character {
    std::string text;
    double share = 0;  // among the characters that can be read so
};
inline constexpr std::size_t picker_size = 8;
enum class Part { any, surname, given };  // of a person's name: what people are called goes before what is frequent
// The likeliest first.
std::vector<Character> characters_for(std::string_view syllable, Part part, std::size_t most = picker_size);

struct SyllableChoice {
    std::string syllable;
    std::vector<Character> characters;
};
// One for each syllable of the name.
std::vector<SyllableChoice> pick_characters(std::string_view vietnamese_name, Kind kind);
// Best first. Empty when a syllable can be no Hán-Việt reading (Đắk Lắk) and no list knows the name.
std::vector<Suggestion> write_in_han(std::string_view vietnamese_name, Kind kind, std::size_t most = 3);

}  // namespace caunoi::names
