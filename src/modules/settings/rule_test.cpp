// Legal figures by the day, corrections of them, and the light of the roll.
#include "modules/settings/rule.hpp"

#include "modules/people/test_people.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

namespace caunoi::settings {

namespace {

using people::failed_with;
using people::problems;

constexpr std::string_view of_province = "members.minimum.province.2024-11-26";

class Rules : public people::ModuleTest {
protected:
    Context admin = context_of({can_change, people::can_record, people::can_view});

    std::optional<Rule> minimum(std::string_view level, std::string_view on) {
        return test.database().read(
            [&](store::Tx& tx) { return rule_on(tx, "members.minimum", level, people::day(on).first); });
    }
    std::optional<RollLight> light() {
        const Date day = people::day("2026-05-28").first;
        return test.database().read([&](store::Tx& tx) { return roll_light(tx, day, people::roll_on(tx, day)); });
    }
    void members(int count, people::MemberKind kind = people::MemberKind::official) {
        for (int i = 0; i < count; ++i) {
            people::PartyInput input = member("Nông Thị Mẫu", fmt::format("{}-{:04}", static_cast<int>(kind), i));
            input.member_kind = kind;
            record(input);
        }
    }
};

}  // namespace

TEST_P(Rules, HoldBetweenTheirDays) {
    ASSERT_TRUE(minimum("province", "2020-01-01"));
    EXPECT_EQ(minimum("province", "2020-01-01")->basis, "Nghị định 45/2010/NĐ-CP, Điều 5");
    EXPECT_TRUE(minimum("province", "2024-11-25")->unverified);
    EXPECT_EQ(minimum("province", "2024-11-26")->basis, "Nghị định 126/2024/NĐ-CP");
    EXPECT_EQ(minimum("province", "2026-05-28")->value, 50);
    EXPECT_EQ(minimum("national", "2026-05-28")->value, 100);
    EXPECT_TRUE(minimum("district", "2025-06-30"));
    EXPECT_FALSE(minimum("district", "2025-07-01")) << "there are no districts any more";
}

TEST_P(Rules, AreCorrectedWithTheirHistoryAndByOneAtATime) {
    RuleInput input = must(find_rule(admin, of_province));
    input.value = 60;
    input.basis = "Nghị định mẫu";
    ASSERT_TRUE(correct_rule(admin, of_province, 0, input));
    EXPECT_EQ(minimum("province", "2026-05-28")->value, 60);
    EXPECT_EQ(minimum("commune", "2026-05-28")->value, 10) << "others stay as they came";
    EXPECT_TRUE(failed_with(correct_rule(admin, of_province, 0, input), Error::Kind::conflict));
    const Rule corrected = must(find_rule(admin, of_province));
    input.value = 55;
    ASSERT_TRUE(correct_rule(admin, of_province, corrected.version, input));
    EXPECT_EQ(actions("legal_rule", corrected.id.value), (std::vector<std::string>{"create", "change"}));
    EXPECT_EQ(must(list_rules(admin)).size(), 8U);
}

TEST_P(Rules, RefuseWhatMakesNoSenseAndWhoMayNot) {
    RuleInput input = must(find_rule(admin, of_province));
    input.value = -1;
    input.to = people::day("2020");
    input.basis = "";
    EXPECT_EQ(problems(correct_rule(admin, of_province, 0, input)),
              (std::vector<std::string>{"basis form.required", "to settings.error.rule_ends_before",
                                        "value settings.error.rule_value"}));
    input = must(find_rule(admin, of_province));
    EXPECT_TRUE(failed_with(correct_rule(admin, "members.minimum.galaxy", 0, input), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(correct_rule(clerk, of_province, 0, input), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_rules(clerk), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_rule(clerk, of_province), Error::Kind::forbidden));
}

TEST_P(Rules, TheLightOfTheRollIsRedBelowTheMinimum) {
    EXPECT_FALSE(light()) << "nobody has said of which level the association is";
    ASSERT_TRUE(save_association(admin, 0, {.name_vi = "Hội mẫu", .short_name = "Hội", .level = Level::commune}, {}));
    members(9);
    members(5, people::MemberKind::honorary);
    ASSERT_TRUE(light());
    EXPECT_EQ(light()->official, 9);
    EXPECT_TRUE(light()->red());
    PartyId(record(member("Hoàng Văn Ví Dụ", "LS-9999")));
    EXPECT_FALSE(light()->red()) << "ten are enough";
}

TEST_P(Rules, HaveAColumnForEveryField) {
    std::mt19937 random(5);
    test.database().write([&](store::Tx& tx) { records::expect_columns<Rule>(tx, random); });
    records::expect_distinct_names<Rule>();
    records::expect_texts(records::describe<RuleInput>());
    records::expect_texts(records::describe<Rule>());
}

INSTANTIATE_TEST_SUITE_P(Engines, Rules, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::settings
