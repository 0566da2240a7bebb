// What is known of a Han character: which form stands for it in keys, how it is read in pinyin and in Hán-Việt, its
// strokes, how common it is. The table is built by tools/han_table.py.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace caunoi::names {

struct Reading {
    std::string_view pinyin;    // "ping2"
    std::string_view han_viet;  // "bằng"; "" when none is known
    double share = 0;           // how likely it is, 0 to 1; those of a character add up to about 1
};

// Most likely first; none for what is no Han character, or one that is in no table.
std::vector<Reading> readings_of(char32_t character);
// The simplified form that stands for its traditional and variant forms: 馮 → 冯. Itself when there is no other.
char32_t fold_variant(char32_t character);
// For reading: traditional forms become simplified ones, while 乾 of 乾隆, which both scripts use, stays.
char32_t simplified(char32_t character);
int strokes_of(char32_t character);    // 0: unknown
int frequency_of(char32_t character);  // 0 to 255, by the logarithm of how often it stands in modern text
// Every character that can be read so, as a simplified form of the standard list, with how likely that reading is.
struct Written {
    char32_t character = 0;
    double share = 0;
};
const std::vector<Written>& characters_read(std::string_view reading_key);  // the key of syllable.hpp
bool is_pinyin_syllable(std::string_view toneless);                         // "ning", "lü"

}  // namespace caunoi::names
