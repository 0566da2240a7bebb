// The Vietnamese form of a Chinese name, as a suggestion: it is never filled in without somebody who confirms it.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::names {

enum class Kind { person, place, organisation, term };
constexpr std::array<std::string_view, 4> kind_codes{"person", "place", "organisation", "term"};
std::optional<Kind> kind_of(std::string_view code);

struct Suggestion {
    std::string text;
    double confidence = 0;  // 0 to 1
};

// Best first, at most `most`, without doubles. Empty when the name has no Han character. What is not Han in it stays.
// A name of which a character is in no table gets a suggestion with that character left as it is and little confidence.
std::vector<Suggestion> read(std::string_view han_name, Kind kind, std::size_t most = 3);

// The parts, for read() and its tests.
std::vector<Suggestion> read_person(std::string_view name, std::size_t most);
std::vector<Suggestion> read_place(std::string_view name, std::size_t most);
std::vector<Suggestion> read_organisation(std::string_view name, std::size_t most);
// Syllable by syllable: "bằng tường", or "Bằng Tường" when capitalised.
std::vector<Suggestion> read_syllables(std::string_view text, bool capitals, std::size_t most);
bool is_han(char32_t character);

}  // namespace caunoi::names
