#include "modules/membership/card.hpp"

#include "modules/membership/test_membership.hpp"

namespace caunoi::membership {

namespace {
using people::failed_with;
class Cards : public MembershipTest {};
}  // namespace

TEST(CardNumbers, EndWithADigitThatChecksTheOthers) {
    EXPECT_EQ(with_check_digit(7'992'739'871), 79'927'398'713);  // the example of ISO/IEC 7812-1
    EXPECT_EQ(with_check_digit(1), 18);
    for (std::int64_t number = 1; number < 2000; ++number) {
        const std::int64_t card = with_check_digit(number);
        EXPECT_TRUE(check_digit_fits(card)) << card;
        for (std::int64_t place = 1; place <= card; place *= 10)  // one digit misread
            EXPECT_FALSE(check_digit_fits(card % (place * 10) / place == 9 ? card - place : card + place)) << card;
    }
}

TEST_P(Cards, AreIssuedToMembersAndEndTheOldOne) {
    must(people::record_term(secretary, {.ordinal = 2, .label_from = 2023, .label_to = 2028}));
    const PartyId guest = record({.relation = people::Relation::guest, .name_vi = "Lý Thị Quen"});
    EXPECT_EQ(issue_card(secretary, guest).error().key, "people.error.not_a_member");
    const PartyId one = record(member("Nông Thị Mẫu", "LS-0001"));
    EXPECT_TRUE(failed_with(issue_card(onlooker, one), Error::Kind::forbidden));
    const CardId first = must(issue_card(secretary, one));
    must(issue_card(secretary, one));
    const auto cards = test.database().read([&](store::Tx& tx) { return cards_of(tx, one); });
    ASSERT_EQ(cards.size(), 2U);
    EXPECT_EQ(cards[0].digits(), "00000026");
    EXPECT_FALSE(cards[0].ended);
    EXPECT_EQ(cards[0].valid_until, date("2028-12-31"));
    EXPECT_EQ(cards[1].id, first);
    EXPECT_EQ(cards[1].digits(), "00000018");
    EXPECT_EQ(cards[1].ended, date("2026-05-28"));
    EXPECT_EQ(actions("member_card", first.value), (std::vector<std::string>{"create", "change"}));
}

TEST_P(Cards, LeaveThroughTheOneDoor) {
    const CardId id = must(issue_card(secretary, record(member("Nông Thị Mẫu", "LS-0001"))));
    EXPECT_TRUE(failed_with(card_document(onlooker, id), Error::Kind::forbidden));
    const http::Response response = must(card_document(secretary, id));
    EXPECT_EQ(response.type, "application/pdf");
    EXPECT_TRUE(std::get<std::string>(response.body).starts_with("%PDF"));
    EXPECT_EQ(history("member_card", 0).size(), 1U) << "who took it out is written down";
    EXPECT_TRUE(failed_with(card_document(secretary, CardId{9}), Error::Kind::not_found));
}

INSTANTIATE_TEST_SUITE_P(Engines, Cards, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::membership
