// Numbers as text.
#include "platform/base/id.hpp"

#include <gtest/gtest.h>

namespace caunoi {
namespace {

using SampleId = Id<struct SampleTag>;

TEST(Id, ReadsTheWholeRangeOfItsNumbers) {
    EXPECT_EQ(parse_integer("9223372036854775807"), 9223372036854775807);
    EXPECT_EQ(parse_integer("-5"), -5);
    EXPECT_EQ(parse_id<SampleTag>("1284"), SampleId{1284});
}

TEST(Id, RefusesWhatIsNotExactlyANumber) {
    for (const char* text : {"", " 1", "1 ", "+1", "1.0", "0x10", "1e3", "9223372036854775808", "１"})
        EXPECT_FALSE(parse_integer(text)) << text;
    for (const char* text : {"0", "-3", "", "abc"}) EXPECT_FALSE(parse_id<SampleTag>(text)) << text;
}

TEST(Id, OfZeroIsNone) {
    EXPECT_FALSE(SampleId{});
    EXPECT_TRUE(SampleId{7});
    EXPECT_EQ(to_text(SampleId{7}), "7");
}

}  // namespace
}  // namespace caunoi
