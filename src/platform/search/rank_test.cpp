#include "platform/search/rank.hpp"

#include <gtest/gtest.h>

namespace caunoi::search {
namespace {

Fit fit(std::string_view source, std::string_view query) {
    const QueryPlan asked = plan(query, Ending::still_typing);
    return Matcher(asked).fit(source);
}

TEST(Fit, CountsTheTermsThatAreThere) {
    EXPECT_EQ(fit("Khăn hồng hữu nghị", "khan hong thieu nhi ").terms, 2);
    EXPECT_FALSE(fit("Khăn hồng hữu nghị", "khan hong thieu nhi ").all);
    EXPECT_TRUE(fit("Khăn hồng hữu nghị", "nghi khan").all);
    EXPECT_EQ(fit("", "khan").terms, 0);
}

TEST(Fit, IsExactWhenNothingElseIsThere) {
    EXPECT_TRUE(fit("Đặng Thị Hòa", "dang thi hoa").exact);
    EXPECT_TRUE(fit("Đặng Thị Hòa", "Đặng Thị Hoà").exact);
    EXPECT_FALSE(fit("Đặng Thị Hòa", "dang hoa").exact);
    EXPECT_FALSE(fit("Đặng Thị Hòa", "dang thi ho").exact);
    EXPECT_TRUE(fit("越中友好协会", "越中友好协会").exact);
    EXPECT_FALSE(fit("越中友好协会", "友好协会").exact);
    EXPECT_TRUE(fit("友", "友").exact);
    EXPECT_TRUE(fit("04-CT/TW", "04-ct/tw").exact);
    EXPECT_FALSE(fit("Chỉ thị 04-CT/TW", "04-ct/tw").exact);
}

TEST(Fit, TakesBeginningsWhereTheyAreAskedFor) {
    EXPECT_TRUE(fit("Hoàng Anh", "hoa").all);
    EXPECT_FALSE(fit("Hoàng Anh", "hoa ").all);
    EXPECT_TRUE(fit("Công văn 12/UBND-NV", "12/ub").all);
    EXPECT_FALSE(fit("Công văn 12/UBND-NV", "12/ub ").all);
}

TEST(Fit, TellsTypedMarksFromOthers) {
    EXPECT_TRUE(fit("Hòa", "hòa").toned);
    EXPECT_TRUE(fit("Hoà", "hòa").toned);
    EXPECT_FALSE(fit("Hoa", "hòa").toned);
    EXPECT_TRUE(fit("Hòa", "hoa").toned);
    EXPECT_FALSE(fit("Đặng Hoa", "đặng hòa").toned);
}

TEST(Fit, PhrasesStandTogether) {
    EXPECT_TRUE(fit("谅山省越中友好协会", "友好协会").all);
    EXPECT_FALSE(fit("友好的协会", "友好协会").all);
    EXPECT_TRUE(fit("好好学习好好玩", "好好玩").all);
    EXPECT_FALSE(fit("04 TW CT", "04-CT/TW").all);
    EXPECT_TRUE(fit("04 CT TW", "04-CT/TW").all);
}

}  // namespace
}  // namespace caunoi::search
