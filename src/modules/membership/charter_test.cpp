#include "modules/membership/test_membership.hpp"

namespace caunoi::membership {

namespace {

using people::failed_with;
using people::problems;
using Problems = std::vector<std::string>;

class Charters : public MembershipTest {};

}  // namespace

TEST(CharterArticles, AreSplitAtTheirHeadings) {
    const std::vector<Article> articles = articles_of(
        "ĐIỀU LỆ\n\nChương I\nĐiều 1. Tên gọi\nHội có tên là …\nTheo Điều 8 của Nghị định\nĐiều 2: Trụ sở\nTại …\n");
    ASSERT_EQ(articles.size(), 3U);
    EXPECT_EQ(articles[0].number, 0);
    EXPECT_EQ(articles[1].number, 1);
    EXPECT_EQ(articles[1].heading, "Điều 1. Tên gọi");
    EXPECT_EQ(articles[1].body, "Hội có tên là …\nTheo Điều 8 của Nghị định\n");
    EXPECT_EQ(articles[2].heading, "Điều 2: Trụ sở");
    const std::vector<Article> chinese = articles_of("第一条 名称\n越中友好协会\n第十二条 会员\n第二十条 会费");
    ASSERT_EQ(chinese.size(), 3U);
    EXPECT_EQ(chinese[1].number, 12);
    EXPECT_EQ(chinese[2].number, 20);
    EXPECT_TRUE(articles_of("").empty());
    EXPECT_TRUE(articles_of("Điều tra dân số").front().number == 0);
}

TEST(CharterRules, NameEveryWrongField) {
    CharterInput input;
    input.title = "Điều lệ";
    input.term_years = 6;
    input.congress_quorum = {.part = 1, .of = 2};                  // half is not more than half
    input.congress_majority = {.part = 2, .of = 5, .more = true};  // less than half
    input.in_force = date("2023-01-01");
    input.adopted = people::day("2023-06-01");
    input.fee_official = -1;
    input.absences = 0;
    input.text = "Điều 1. A\nĐiều 3. B\nĐiều 2. C";
    const auto checked = records::check_all(input);
    EXPECT_EQ(problems(checked),
              (Problems{"absences membership.error.between", "approval membership.error.approval_missing",
                        "congress_majority membership.error.below_half", "congress_quorum membership.error.below_half",
                        "fee_official membership.error.between", "in_force membership.error.in_force_before_adopted",
                        "term_years membership.error.between", "text membership.error.article_order"}));
    input = {};
    input.title = "Điều lệ";
    EXPECT_TRUE(records::check_all(input)) << "the model charter is right";
}

TEST_P(Charters, HoldFromTheirDayUntilTheNextOne) {
    const CharterId first = must(record_charter(secretary, charter("2017-05-01")));
    const CharterId second = must(record_charter(secretary, charter("2023-09-12")));
    CharterInput draft;
    draft.title = "Dự thảo";
    must(record_charter(secretary, draft));
    const auto on = [&](std::string_view day) {
        const auto found = test.database().read([&](store::Tx& tx) { return charter_on(tx, date(day)); });
        return found ? found->id : CharterId{};
    };
    EXPECT_EQ(on("2017-04-30"), CharterId{});
    EXPECT_EQ(on("2017-05-01"), first);
    EXPECT_EQ(on("2023-09-11"), first);
    EXPECT_EQ(on("2023-09-12"), second);
    EXPECT_EQ(on("2030-01-01"), second) << "a draft never holds";
    EXPECT_EQ(problems(record_charter(secretary, charter("2023-09-12"))),
              Problems{"in_force membership.error.charter_same_day"});
    const std::vector<Charter> all = must(list_charters(onlooker));
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].title, "Dự thảo");
    EXPECT_EQ(all[1].id, second);
}

TEST_P(Charters, AreKeptWhileSomethingWasDecidedUnderThem) {
    const CharterId id = must(record_charter(secretary, charter()));
    must(decide_admission(secretary, decision(), {checked(application())}));
    const auto removed = delete_charter(secretary, id, 1);
    ASSERT_TRUE(failed_with(removed, Error::Kind::conflict));
    EXPECT_EQ(removed.error().key, "membership.error.charter_in_use");
    CharterInput changed = charter();
    changed.fee_official = 200'000;
    ASSERT_TRUE(change_charter(secretary, id, 1, changed));
    EXPECT_TRUE(failed_with(change_charter(secretary, id, 1, charter()), Error::Kind::conflict));
    EXPECT_EQ(actions("charter", id.value), (std::vector<std::string>{"create", "change"}));
}

TEST_P(Charters, AreChangedByThoseWhoMay) {
    EXPECT_TRUE(failed_with(record_charter(onlooker, charter()), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_charters(stranger), Error::Kind::forbidden));
    const CharterId id = must(record_charter(secretary, charter()));
    EXPECT_TRUE(failed_with(delete_charter(onlooker, id, 1), Error::Kind::forbidden));
    ASSERT_TRUE(delete_charter(secretary, id, 1));
    EXPECT_TRUE(failed_with(find_charter(secretary, id), Error::Kind::not_found));
}

INSTANTIATE_TEST_SUITE_P(Engines, Charters, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::membership
