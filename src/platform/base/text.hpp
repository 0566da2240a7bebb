// UTF-8 text: one normal form inside, lengths in code points, folding for comparison.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi {

bool valid_utf8(std::string_view text);

// NFC, blanks trimmed at both ends, CRLF to LF, control characters dropped. Applied once, where text comes in
// (form, import, command line); everything inside may rely on it. Invalid UTF-8 becomes U+FFFD.
std::string clean(std::string_view text);
std::string clean_line(std::string_view text);  // the same, and every run of blanks becomes one space

std::size_t code_points(std::string_view text);
std::string first_code_points(std::string_view text, std::size_t count);

std::string to_lower(std::string_view text);  // full Unicode case folding of one line
bool equal_ignoring_ascii_case(std::string_view a, std::string_view b);
std::vector<std::string_view> split(std::string_view text, char separator);  // empty pieces kept
std::string_view trim(std::string_view text);                                // ASCII blanks only

// "Đoàn cán bộ" → "doan-can-bo", "友谊关会谈" → "you-yi-guan-hui-tan": letters of the three languages in ASCII, Chinese
// characters as their pinyin; the rest is dropped.
std::string slug(std::string_view text);

// Bytes whose memcmp order is the order of the language's readers (ICU collation). Stored beside the text.
enum class Collation { vi, zh_pinyin, zh_stroke };
std::string sort_key(std::string_view text, Collation collation);

}  // namespace caunoi
