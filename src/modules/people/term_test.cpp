#include "modules/people/term.hpp"

#include "modules/people/test_people.hpp"

namespace caunoi::people {

namespace {

using Lines = std::vector<std::string>;

class Terms : public ModuleTest {
protected:
    static TermInput second() {
        return {.ordinal = 2, .label_from = 2023, .label_to = 2028, .begun = day("2023-06-01"), .members = 14};
    }
    Result<PostId> elect(TermId term, int number, Organ organ = Organ::executive_committee) {
        return record_post(clerk, record({.name_vi = fmt::format("Ủy viên {}", number)}),
                           {.term = term, .organ = organ, .from = day("2023-06-01")});
    }
};

}  // namespace

TEST_P(Terms, ComeBackAsTheyWereTypedNewestFirst) {
    const TermId old =
        must(record_term(clerk, {.ordinal = 1, .label_from = 2017, .label_to = 2022, .begun = day("2017")}));
    const TermId id = must(record_term(clerk, second()));
    const Term found = must(find_term(reader, id));
    const TermInput input = second();
    EXPECT_TRUE(
        records::compare(records::describe<TermInput>(), &input, static_cast<const TermInput*>(&found)).empty());
    const auto all = must(list_terms(reader));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, id);
    EXPECT_EQ(all[1].id, old);
}

TEST_P(Terms, NameEveryWrongFieldAtOnce) {
    EXPECT_EQ(problems(record_term(clerk, {.ordinal = 100,
                                           .label_from = 1900,
                                           .label_to = 1899,
                                           .begun = day("2023-06-02"),
                                           .ended = day("2023-06-01"),
                                           .members = 0})),
              (Lines{"ended people.error.left_before_joined", "label_from people.error.year",
                     "label_to people.error.term_years", "members people.error.committee_size",
                     "ordinal people.error.ordinal"}));
}

TEST_P(Terms, AreNotLongerThanFiveYears) {
    TermInput input = second();
    input.label_to = 2029;
    EXPECT_EQ(problems(record_term(clerk, input)), Lines{"label_to people.error.term_too_long"});
}

TEST_P(Terms, HaveANumberOfTheirOwn) {
    must(record_term(clerk, second()));
    EXPECT_EQ(problems(record_term(clerk, second())), Lines{"ordinal form.already_used"});
    TermInput third = second();
    third.ordinal = 3;
    const TermId id = must(record_term(clerk, third));
    EXPECT_EQ(problems(change_term(clerk, id, 1, second())), Lines{"ordinal form.already_used"});
}

TEST_P(Terms, ChangedByTwoKeepTheFirst) {
    const TermId id = must(record_term(clerk, second()));
    TermInput input = second();
    input.members = 15;
    ASSERT_TRUE(change_term(clerk, id, 1, input));
    input.members = 16;
    EXPECT_TRUE(failed_with(change_term(clerk, id, 1, input), Error::Kind::conflict));
    EXPECT_EQ(must(find_term(clerk, id)).members, 15);
}

TEST_P(Terms, ACommitteeHasNoMoreMembersThanTheCongressFixed) {
    const TermId term = must(record_term(clerk, second()));
    PostId last;
    for (int i = 1; i <= 14; ++i) last = must(elect(term, i));
    const auto refused = elect(term, 15);
    ASSERT_TRUE(failed_with(refused, Error::Kind::conflict));
    EXPECT_EQ(refused.error().key, "people.error.committee_full");
    EXPECT_EQ(refused.error().arguments, (Arguments{{"members", "14"}}));
    EXPECT_TRUE(elect(term, 16, Organ::inspection_board));  // another organ

    ASSERT_TRUE(end_post(clerk, last, day("2024-03-01")));
    EXPECT_TRUE(elect(term, 17));
}

TEST_P(Terms, AnOfficeOfSomebodyWhoSitsAlreadyTakesNoSeat) {
    TermInput input = second();
    input.members = 1;
    const TermId term = must(record_term(clerk, input));
    const PartyId party = record({.name_vi = "Ủy viên"});
    PostInput post{.term = term, .from = day("2023-06-01")};
    must(record_post(clerk, party, post));
    post.office = Office::chair;
    EXPECT_TRUE(record_post(clerk, party, post));
    EXPECT_TRUE(failed_with(elect(term, 2), Error::Kind::conflict));
}

TEST_P(Terms, APostNeedsAPartyATermAndADay) {
    const PartyId party = record({.name_vi = "Ủy viên"});
    EXPECT_TRUE(failed_with(record_post(clerk, PartyId{12345}, {}), Error::Kind::not_found));
    EXPECT_EQ(problems(record_post(clerk, party, {})),
              (Lines{"from form.required", "term form.required", "term form.unknown_choice"}));
    const TermId term = must(record_term(clerk, second()));
    EXPECT_EQ(problems(record_post(clerk, party, {.term = term, .from = day("2024-02"), .to = day("2024-01-31")})),
              Lines{"to people.error.left_before_joined"});
}

TEST_P(Terms, WhoHeldAPostOnADayIsKnown) {
    const TermId term = must(record_term(clerk, second()));
    const PostId id = must(elect(term, 1));
    EXPECT_EQ(problems(end_post(clerk, id, {})), Lines{"to form.required"});
    EXPECT_EQ(problems(end_post(clerk, id, day("2023-05-31"))), Lines{"to people.error.left_before_joined"});
    ASSERT_TRUE(end_post(clerk, id, day("2024-03-01")));
    const auto held_on = [&](std::string_view date) {
        return test.database().read([&](store::Tx& tx) { return posts_on(tx, *parse_date(date)).size(); });
    };
    EXPECT_EQ(held_on("2023-05-31"), 0U);
    EXPECT_EQ(held_on("2023-06-01"), 1U);
    EXPECT_EQ(held_on("2024-02-29"), 1U);
    EXPECT_EQ(held_on("2024-03-01"), 0U);
    EXPECT_EQ(actions("post", id.value), (Lines{"create", "change"}));
}

TEST_P(Terms, PostsOfADayAreListedWithTheirNames) {
    const TermId term = must(record_term(clerk, second()));
    must(elect(term, 1));
    must(elect(term, 2, Organ::office));
    const auto lines = must(list_posts(reader, {.on = *parse_date("2023-06-01")}));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].name.vi, "Ủy viên 1");
    EXPECT_EQ(must(list_posts(reader, {.on = *parse_date("2023-06-01"), .organ = Organ::office})).size(), 1U);
    EXPECT_TRUE(must(list_posts(reader, {.on = *parse_date("2023-05-31")})).empty());
    EXPECT_EQ(must(list_posts(reader, {})).size(), 2U);  // today
    EXPECT_TRUE(failed_with(list_posts(stranger, {}), Error::Kind::forbidden));
}

TEST_P(Terms, WhoOnlyReadsMayNotWrite) {
    const TermId term = must(record_term(clerk, second()));
    const PostId post = must(elect(term, 1));
    EXPECT_TRUE(failed_with(record_term(reader, second()), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_term(reader, term, 1, second()), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_post(reader, PartyId{1}, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(end_post(reader, post, day("2024")), Error::Kind::forbidden));
    EXPECT_TRUE(find_term(reader, term));
}

INSTANTIATE_TEST_SUITE_P(Engines, Terms, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
