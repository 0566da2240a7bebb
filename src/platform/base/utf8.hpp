// Code points in and out of UTF-8, inline for the scanners that walk whole documents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caunoi {

inline constexpr char32_t invalid_code_point = 0xffffffff;

// The code point at `at`, which moves past it. Bytes that are not UTF-8 give invalid_code_point once for each maximal
// part of a sequence (Unicode §3.9), so that a broken character costs one replacement character and no neighbour.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const char32_t first = byte(at++);
    if (first < 0x80) return first;
    if (first < 0xc2 || first > 0xf4) return invalid_code_point;
    const std::size_t more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    char32_t c = first & (0x3fU >> more);
    // The second byte alone decides on overlong forms, surrogates and values above U+10FFFF.
    unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    for (std::size_t i = 0; i < more; ++i) {
        if (at >= text.size() || byte(at) < low || byte(at) > high) return invalid_code_point;
        c = (c << 6) | (byte(at++) & 0x3fU);
        low = 0x80;
        high = 0xbf;
    }
    return c;
}

inline void append_code_point(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xc0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            byte(0xe0 | (c >> 12));
        } else {
            byte(0xf0 | (c >> 18));
            byte(0x80 | ((c >> 12) & 0x3f));
        }
        byte(0x80 | ((c >> 6) & 0x3f));
    }
    byte(0x80 | (c & 0x3f));
}

}  // namespace caunoi
