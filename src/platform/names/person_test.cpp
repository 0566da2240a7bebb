// How names are split, freed of titles and ordered.
#include "platform/names/person.hpp"

#include "platform/base/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace caunoi::names {
namespace {

std::vector<std::string> sorted(std::vector<std::string> names, std::string (*form)(std::string_view),
                                Collation order) {
    std::ranges::sort(names, {}, [&](const std::string& name) { return sort_key(form(name), order); });
    return names;
}
std::string itself(std::string_view name) {
    return std::string(name);
}

TEST(PersonName, VietnameseNamesAreSplit) {
    EXPECT_EQ(split_vietnamese("Nguyễn Thị Minh Khai"), (PersonName{"Nguyễn", "Thị Minh", "Khai"}));
    EXPECT_EQ(split_vietnamese("Hồ Phi"), (PersonName{"Hồ", "", "Phi"}));
    EXPECT_EQ(split_vietnamese("Tôn Thất Tùng"), (PersonName{"Tôn Thất", "", "Tùng"}));
    EXPECT_EQ(split_vietnamese("  Âu  Dương Thị Hà "), (PersonName{"Âu Dương", "Thị", "Hà"}));
    EXPECT_EQ(split_vietnamese("Ayun"), (PersonName{"", "", "Ayun"}));
    EXPECT_EQ(split_vietnamese("H'Hen Niê"), (PersonName{"", "", "H'Hen Niê"}));
    EXPECT_EQ(split_vietnamese(""), PersonName{});
}
TEST(PersonName, ChineseNamesAreSplit) {
    EXPECT_EQ(split_han("王毅"), (PersonName{"王", "", "毅"}));
    EXPECT_EQ(split_han("欧阳修"), (PersonName{"欧阳", "", "修"}));
    EXPECT_EQ(split_han("欧阳"), (PersonName{"欧", "", "阳"}));
    EXPECT_EQ(split_han("李　强"), (PersonName{"李", "", "强"}));
    EXPECT_EQ(split_han("迪丽热巴·迪力木拉提"), (PersonName{"", "", "迪丽热巴·迪力木拉提"}));
    EXPECT_EQ(split_han("王"), (PersonName{"", "", "王"}));
}
TEST(PersonName, PassportNamesAreSplit) {
    EXPECT_EQ(split_latin("WANG XIAODONG"), (PersonName{"WANG", "", "XIAODONG"}));
    EXPECT_EQ(split_latin("NGUYEN, VAN AN"), (PersonName{"NGUYEN", "", "VAN AN"}));
}
TEST(PersonName, TitlesAreTakenOff) {
    EXPECT_EQ(without_titles("Ông Nguyễn Văn An"), "Nguyễn Văn An");
    EXPECT_EQ(without_titles("PGS. TS. Trần Thị Hoài"), "Trần Thị Hoài");
    EXPECT_EQ(without_titles("Đồng chí Chủ tịch Lê An"), "Lê An");
    EXPECT_EQ(without_titles("王毅先生"), "王毅");
    EXPECT_EQ(without_titles("李强副主席"), "李强");
    EXPECT_EQ(without_titles("先生"), "先生");
    EXPECT_EQ(without_titles("Bà"), "Bà");
}

TEST(NameOrder, ChinesePersonsStandUnderTheirSurnamesPinyin) {
    EXPECT_EQ(
        sorted({"张伟", "曾国藩", "单雄信", "王晓东", "区桃", "陈毅", "安宁"}, pinyin_order_form, Collation::zh_pinyin),
        (std::vector<std::string>{"安宁", "陈毅", "区桃", "单雄信", "王晓东", "曾国藩", "张伟"}));
}
TEST(NameOrder, StrokesAreThoseOfTheCharacters) {
    EXPECT_EQ(sorted({"崇左", "丁薛祥", "百色", "王晓东", "习近平"}, itself, Collation::zh_stroke),
              (std::vector<std::string>{"丁薛祥", "习近平", "王晓东", "百色", "崇左"}));
}
TEST(NameOrder, VietnameseByGivenNameThenSurname) {
    EXPECT_EQ(sorted({"Nguyễn Văn Đức", "Trần Thị An", "Đặng Văn An", "Lê Dũng", "Đặng Thị An", "Nguyễn Ân"},
                     given_name_order_form, Collation::vi),
              (std::vector<std::string>{"Đặng Thị An", "Đặng Văn An", "Trần Thị An", "Nguyễn Ân", "Lê Dũng",
                                        "Nguyễn Văn Đức"}));
}

}  // namespace
}  // namespace caunoi::names
