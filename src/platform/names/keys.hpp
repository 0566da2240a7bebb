// What a name is found by, in any script.
#pragma once

#include "platform/names/read.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::names {

// Every way a character may be said in a key, each once, the likeliest first. The regional ways of a reading follow.
struct Said {
    std::vector<std::string> readings;        // Hán-Việt, toned: "bằng"
    std::vector<std::string> readings_plain;  // "bang"
    std::vector<std::string> pinyin;          // toneless keys: "ping", "lv"
};
const Said& said(char32_t character);

// A stretch of a name that is called otherwise than its characters are read: 岘港 is Đà Nẵng, 诸葛 at the beginning is
// Gia Cát.
struct FixedName {
    std::size_t first = 0;  // of the characters
    std::size_t size = 0;
    std::vector<std::string> syllables = {};  // lower case, toned
    std::vector<std::string> plain = {};
};
// All of them in a run of folded characters, also where they overlap.
std::vector<FixedName> fixed_names(const std::vector<char32_t>& folded);

struct Key {
    std::string_view kind;  // han, han_without_suffix, pinyin, pinyin_joined, initials, reading, reading_plain,
                            // vietnamese, vietnamese_plain
    std::string text;
};
// All keys of a name, without doubles. Of a long name with many readings the likeliest sixteen of each kind.
std::vector<Key> keys_of(std::string_view name, Kind kind);

}  // namespace caunoi::names
