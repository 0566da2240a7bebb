// Known answers of hashes and encodings.
#include "platform/base/bytes.hpp"

#include <gtest/gtest.h>

namespace caunoi {
namespace {

TEST(Bytes, HashIsSha256) {
    EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Bytes, HmacIsThatOfRfc4231) {
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Bytes, SurviveTheWayThroughText) {
    const std::string bytes("\x00\x7f\x80\xff", 4);
    EXPECT_EQ(to_hex(bytes), "007f80ff");
    EXPECT_EQ(from_hex("007F80ff"), bytes);
    EXPECT_EQ(to_base64url(bytes), "AH-A_w");
    EXPECT_EQ(from_base64url("AH-A_w"), bytes);
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string random = random_bytes(size);
        EXPECT_EQ(from_base64url(to_base64url(random)), random);
        EXPECT_EQ(from_hex(to_hex(random)), random);
    }
}

TEST(Bytes, WrongTextIsNothing) {
    for (const char* text : {"0", "0g", "00 11", "00:11", "zz"}) EXPECT_EQ(from_hex(text), "") << text;
    for (const char* text : {"A", "AH+A/w", "AH-A_w==", "AH A", "é"}) EXPECT_EQ(from_base64url(text), "") << text;
}

TEST(Bytes, RandomTokensDiffer) {
    EXPECT_EQ(random_token().size(), 43U);
    EXPECT_NE(random_token(), random_token());
    EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(Bytes, ComparisonSeesEveryByte) {
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secret1"));
}

}  // namespace
}  // namespace caunoi
