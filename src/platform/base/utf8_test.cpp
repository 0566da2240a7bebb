// Decoding of well-formed and broken UTF-8.
#include "platform/base/utf8.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace caunoi {
namespace {

std::vector<char32_t> decoded(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
    return out;
}
constexpr char32_t bad = invalid_code_point;

TEST(Utf8, EveryCodePointComesBack) {
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        std::string text;
        append_code_point(text, c);
        std::size_t at = 0;
        ASSERT_EQ(next_code_point(text, at), c);
        ASSERT_EQ(at, text.size());
    }
}

TEST(Utf8, ABrokenCharacterCostsNoNeighbour) {
    EXPECT_EQ(decoded("\xe5\x87"
                      "a"),
              (std::vector<char32_t>{bad, 'a'}));
    EXPECT_EQ(decoded("\xf0\x80\x80\x41"), (std::vector<char32_t>{bad, bad, bad, 'A'}));
    EXPECT_EQ(decoded("\xed\xa0\x80"), (std::vector<char32_t>{bad, bad, bad}));
    EXPECT_EQ(decoded("\xc3\xc3\xa9"), (std::vector<char32_t>{bad, 0xe9}));
    EXPECT_EQ(decoded("\xff\xc0\xaf"), (std::vector<char32_t>{bad, bad, bad}));
    EXPECT_EQ(decoded("\xf0\x9f\x98"), (std::vector<char32_t>{bad}));
}

}  // namespace
}  // namespace caunoi
