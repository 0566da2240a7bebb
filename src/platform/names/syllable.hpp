// Syllables of Vietnamese and pinyin, apart from how their marks are placed or encoded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::names {

// Equal for hòa, hoà and HÒA; for Lý and Lí: letters without tone, then the tone's number. "" stays "".
std::string reading_key(std::string_view syllable);
// Without hats, horns and đ as well: "hoa", "li".
std::string plain_key(std::string_view syllable);
// Blanks and hyphens part syllables.
std::vector<std::string> syllables(std::string_view text);
// "bằng" → "Bằng", "đức" → "Đức".
std::string capitalised(std::string_view syllable);
// "ping2" → "ping"; "lü4" → "lü".
std::string_view toneless(std::string_view pinyin);
// "lü", "lv" and the passport's "lyu" → "lu": keys do not tell ü from u.
std::string pinyin_key(std::string_view toneless);
// Every way to take a word apart into pinyin syllables, the fewest syllables first, at most `most` ways: "xian" →
// {xian}, {xi, an}. Empty when the word is not made of them.
std::vector<std::vector<std::string>> pinyin_splits(std::string_view word, std::size_t most);

}  // namespace caunoi::names
