#include "modules/membership/test_membership.hpp"

namespace caunoi::membership {

namespace {

using people::failed_with;
using people::problems;
using Problems = std::vector<std::string>;

class Applications : public MembershipTest {};

}  // namespace

TEST_P(Applications, NameEveryWrongField) {
    ApplicationInput input;
    input.email = "không phải";
    EXPECT_EQ(problems(record_application(secretary, input)),
              (Problems{"address form.required", "born form.required", "consent membership.error.consent_missing",
                        "email form.not_an_email", "name_vi people.error.no_name", "received form.required"}));
    input = application();
    input.kind = people::MemberKind::organisational;
    input.representative = "Lý Văn Giả";
    EXPECT_EQ(problems(record_application(secretary, input)),
              (Problems{"kind people.error.organisational_needs_body",
                        "representative membership.error.person_has_no_representative"}));
    input = application();
    input.sort = people::Sort::body;
    EXPECT_EQ(problems(record_application(secretary, input)),
              (Problems{"born membership.error.body_is_not_born", "kind membership.error.body_is_organisational",
                        "representative form.required"}));
    input = application();
    input.received = date("2026-05-29");  // tomorrow
    EXPECT_EQ(problems(record_application(secretary, input)), Problems{"received membership.error.in_the_future"});
}

// Eighteen on the day of the application; 28 February to 4 May.
TEST_P(Applications, NeedAnAdult) {
    ApplicationInput input = application();
    input.born = people::day("2008-05-05");
    EXPECT_EQ(problems(record_application(secretary, input)), Problems{"born membership.error.too_young"});
    input.born = people::day("2008-05-04");
    EXPECT_TRUE(record_application(secretary, input));
    input.born = people::day("2008");  // the year alone: may be of age
    EXPECT_TRUE(record_application(secretary, input));
}

TEST_P(Applications, AskForAKindThatTheCharterHas) {
    CharterInput without = charter();
    without.associate = false;
    must(record_charter(secretary, without));
    ApplicationInput input = application();
    input.kind = people::MemberKind::associate;
    EXPECT_EQ(problems(record_application(secretary, input)), Problems{"kind membership.error.kind_not_in_charter"});
    input.received = date("2023-09-11");  // before that charter
    EXPECT_TRUE(record_application(secretary, input));
}

TEST_P(Applications, GoFromReceiptToTheCommittee) {
    const ApplicationId id = must(record_application(secretary, application()));
    EXPECT_EQ(problems(set_state(secretary, id, 1, {.state = State::incomplete})),
              Problems{"note membership.error.step_needs_reason"});
    EXPECT_EQ(problems(set_state(secretary, id, 1, {.state = State::admitted})), Problems{"state form.unknown_choice"});
    EXPECT_EQ(set_state(secretary, id, 1, {.state = State::refused, .note = "Phiên 5"}).error().key,
              "membership.error.not_checked");
    ASSERT_TRUE(set_state(secretary, id, 1, {.state = State::incomplete, .note = "Thiếu ảnh"}));
    EXPECT_TRUE(failed_with(set_state(secretary, id, 1, {.state = State::checked}), Error::Kind::conflict));
    ASSERT_TRUE(set_state(secretary, id, 2, {.state = State::checked}));
    ASSERT_TRUE(set_state(secretary, id, 3, {.state = State::refused, .note = "Phiên họp thứ 5"}));
    EXPECT_EQ(change_application(secretary, id, 4, application("Khác")).error().key,
              "membership.error.application_closed");
    EXPECT_EQ(actions("application", id.value), (std::vector<std::string>{"create", "change", "change", "change"}));
    EXPECT_TRUE(must(list_applications(onlooker, {}, {}, 10)).applications.empty()) << "it is not open any more";
    EXPECT_EQ(must(list_applications(onlooker, {.state = {}, .all = true}, {}, 10)).applications.size(), 1U);
}

TEST_P(Applications, ShowPersonalDataOnlyWhenTheyAreRevealed) {
    const ApplicationId id = must(record_application(secretary, application()));
    EXPECT_NE(must(find_application(secretary, id)).phone, "0912345678");
    EXPECT_EQ(must(find_application(secretary, id)).born, people::day("1990"));
    EXPECT_TRUE(failed_with(reveal_application(onlooker, id), Error::Kind::forbidden));
    const Application revealed = must(reveal_application(secretary, id));
    EXPECT_EQ(revealed.phone, "0912345678");
    EXPECT_EQ(revealed.born, people::day("1990-02-28"));
    EXPECT_EQ(actions("application", id.value), (std::vector<std::string>{"create", "reveal"}));
}

TEST_P(Applications, FindWhoIsRecordedAlreadyInAnyScript) {
    const PartyId known = record({.relation = people::Relation::guest, .name_vi = "Nông Thị Mẫu"});
    const ApplicationId id = must(record_application(secretary, application("nong thi mau")));
    const Application kept = must(find_application(secretary, id));
    const auto found = test.database().read([&](store::Tx& tx) { return alike(tx, kept); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().id, known);
    ASSERT_TRUE(identify(secretary, id, 1, known));
    EXPECT_EQ(must(find_application(secretary, id)).party, known);
    EXPECT_TRUE(failed_with(identify(secretary, id, 2, PartyId{99}), Error::Kind::not_found));
    const auto removed = people::delete_party(secretary, known, 1);
    ASSERT_TRUE(failed_with(removed, Error::Kind::conflict));
    EXPECT_EQ(removed.error().key, "people.error.in_use");
}

TEST_P(Applications, ArePagedNewestFirst) {
    for (int day = 1; day <= 5; ++day) {
        ApplicationInput input = application(fmt::format("Người {}", day));
        input.received = date(fmt::format("2026-05-0{}", day % 3 + 1));
        must(record_application(secretary, input));
    }
    std::vector<std::string> names;
    ApplicationId last;
    for (bool more = true; more;) {
        const ApplicationPage page = must(list_applications(onlooker, {}, last, 2));
        for (const Application& one : page.applications) names.push_back(one.name_vi);
        last = page.applications.back().id;
        more = page.more;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"Người 5", "Người 2", "Người 4", "Người 1", "Người 3"}));
}

INSTANTIATE_TEST_SUITE_P(Engines, Applications, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::membership
