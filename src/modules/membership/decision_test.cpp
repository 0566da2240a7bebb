#include "modules/membership/series.hpp"
#include "modules/membership/test_membership.hpp"

namespace caunoi::membership {

namespace {

using people::failed_with;
using people::problems;
using Problems = std::vector<std::string>;

class Decisions : public MembershipTest {};

}  // namespace

TEST_P(Decisions, AdmitApplicantsWithTheNextNumbersOfTheRoll) {
    must(record_charter(secretary, charter()));
    record(member("Bế Văn Cũ", "LS-0041"));
    const PartyId known = record({.relation = people::Relation::guest, .name_vi = "Lý Thị Quen"});
    const ApplicationId first = checked(application("Nông Thị Mẫu"));
    const ApplicationId second = checked(application("Lý Thị Quen"));
    ASSERT_TRUE(identify(secretary, second, 2, known));
    const DecisionView view =
        must(find_decision(onlooker, must(decide_admission(secretary, decision(), {first, second}))));
    EXPECT_EQ(view.decision.paper_number(), "01/QĐ-BCH");
    EXPECT_EQ(view.decision.year, 2026);
    ASSERT_TRUE(view.charter);
    EXPECT_EQ(view.charter->title, "Điều lệ Hội");
    ASSERT_EQ(view.subjects.size(), 2U);
    const people::PartyInput fresh = party(must(find_application(secretary, first)).party);
    EXPECT_EQ(fresh.roll_number, "LS-0042");
    EXPECT_EQ(fresh.phone, "0912345678") << "what the application said";
    EXPECT_EQ(fresh.joined, people::day("2026-05-20"));
    EXPECT_EQ(party(known).roll_number, "LS-0043");
    EXPECT_EQ(party(known).relation, people::Relation::member);
    EXPECT_EQ(must(find_application(secretary, first)).state, State::admitted);
    EXPECT_EQ(members_on("2026-05-19"), 1);
    EXPECT_EQ(members_on("2026-05-20"), 3);
    EXPECT_EQ(actions("party", known.value), (std::vector<std::string>{"create", "change"}));
}

// 14 seats: two thirds are 10 present; of 10 present two thirds are 7.
TEST_P(Decisions, HoldOnlyWithTheQuorumAndMajorityOfTheCharterOfThatDay) {
    must(record_charter(secretary, charter()));
    const ApplicationId id = checked(application());
    DecisionInput input = decision();
    input.present = 9;
    EXPECT_EQ(problems(decide_admission(secretary, input, {id})), Problems{"present membership.error.no_quorum"});
    input = decision();
    input.in_favour = 6;
    const auto short_of = decide_admission(secretary, input, {id});
    ASSERT_EQ(problems(short_of), Problems{"in_favour membership.error.no_majority"});
    EXPECT_EQ(short_of.error().fields.front().arguments.front().second, "7");
    input = decision();
    input.organ = AdmittedBy::standing_committee;
    EXPECT_EQ(problems(decide_admission(secretary, input, {id})), Problems{"organ membership.error.not_this_organ"});
    EXPECT_EQ(count("select count(*) from decision"), 0);
    EXPECT_EQ(count("select count(*) from number_series"), 0) << "a number that was not used is not lost";
    EXPECT_TRUE(decide_admission(secretary, decision(), {id}));
}

TEST_P(Decisions, NameEveryWrongField) {
    EXPECT_EQ(problems(decide_admission(secretary, {}, {})),
              (Problems{"day form.required", "meeting form.required", "seats membership.error.between",
                        "signer form.required", "symbol form.required"}));
    DecisionInput input = decision();
    input.present = 15;
    EXPECT_EQ(problems(decide_admission(secretary, input, {})), Problems{"present membership.error.between"});
    input = decision();
    input.day = date("2026-05-29");
    EXPECT_EQ(problems(decide_admission(secretary, input, {})), Problems{"day membership.error.in_the_future"});
    EXPECT_EQ(problems(decide_admission(secretary, decision(), {})),
              Problems{"applications membership.error.nobody_chosen"});
    const ApplicationId unchecked = must(record_application(secretary, application()));
    EXPECT_EQ(problems(decide_admission(secretary, decision(), {unchecked})),
              Problems{"applications membership.error.application_not_checked"});
    input = decision();
    input.day = date("2026-05-03");
    EXPECT_EQ(problems(decide_admission(secretary, input, {checked(application("Khác"))})),
              Problems{"day membership.error.before_application"});
    input = decision(DecisionKind::expulsion);
    input.reason.clear();
    EXPECT_EQ(problems(decide_end(secretary, input, "LS-0001")), Problems{"reason membership.error.reason_missing"});
    EXPECT_EQ(problems(decide_end(secretary, decision(DecisionKind::expulsion), "LS-0001\nLS-0002")),
              (Problems{"members membership.error.no_such_member", "members membership.error.no_such_member"}));
    EXPECT_EQ(problems(decide_end(secretary, decision(DecisionKind::expulsion), " ,\n")),
              Problems{"members membership.error.nobody_chosen"});
}

TEST_P(Decisions, AreForThoseWhoMay) {
    EXPECT_TRUE(failed_with(decide_admission(onlooker, decision(), {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(decide_end(onlooker, decision(DecisionKind::expulsion), ""), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_complaint(onlooker, {}, {}, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_decisions(stranger, {}, 10), Error::Kind::forbidden));
}

TEST_P(Decisions, EndMembershipsAllOrNone) {
    const PartyId first = record(member("Nông Thị Mẫu", "LS-0001"));
    const PartyId second = record(member("Lý Văn Giả", "LS-0002"));
    ASSERT_TRUE(decide_end(secretary, decision(DecisionKind::resignation), "LS-0002"));
    EXPECT_EQ(party(second).leaving, people::Leaving::resigned);
    const auto again = decide_end(secretary, decision(DecisionKind::strike_off), "LS-0001, LS-0002");
    ASSERT_TRUE(failed_with(again, Error::Kind::conflict));
    EXPECT_EQ(again.error().key, "people.error.not_a_member");
    EXPECT_FALSE(party(first).left.known());
    ASSERT_TRUE(decide_end(secretary, decision(DecisionKind::strike_off), "LS-0001"));
    EXPECT_EQ(party(first).left, people::day("2026-05-20"));
    EXPECT_EQ(party(first).leaving, people::Leaving::struck_off);
    EXPECT_EQ(members_on("2026-05-19"), 2);
    EXPECT_EQ(members_on("2026-05-20"), 0);
    EXPECT_EQ(must(list_decisions(onlooker, {}, 10)).decisions.front().paper_number(), "02/QĐ-BCH");
}

TEST_P(Decisions, TakeBackWhoLeft) {
    const PartyId id = record(member("Nông Thị Mẫu", "LS-0001"));
    ASSERT_TRUE(decide_end(secretary, decision(DecisionKind::resignation), "LS-0001"));
    const ApplicationId again = checked(application());
    ASSERT_TRUE(identify(secretary, again, 2, id));
    DecisionInput later = decision();
    later.day = date("2026-05-27");
    must(decide_admission(secretary, later, {again}));
    EXPECT_EQ(party(id).roll_number, "LS-0002");
    const auto former = test.database().read([&](store::Tx& tx) { return people::former_memberships(tx, id); });
    ASSERT_EQ(former.size(), 1U);
    EXPECT_EQ(former.front().roll_number, "LS-0001");
    EXPECT_EQ(members_on("2021-01-01"), 1) << "the earlier membership counts in its time";
    EXPECT_EQ(members_on("2026-05-24"), 0);
    EXPECT_EQ(members_on("2026-05-27"), 1);
    people::PartyFilter then;
    then.on_roll = date("2021-01-01");
    EXPECT_EQ(must(people::list_parties(secretary, then, {}, 10)).lines.size(), 1U);
    then.on_roll = date("2026-05-24");
    EXPECT_EQ(must(people::list_parties(secretary, then, {}, 10)).lines.size(), 0U);
}

TEST_P(Decisions, AreComplainedOfToTheCongress) {
    const PartyId id = record(member("Nông Thị Mẫu", "LS-0001"));
    const DecisionId expulsion = must(decide_end(secretary, decision(DecisionKind::expulsion), "LS-0001"));
    ComplaintInput complaint;
    complaint.outcome = Outcome::upheld;
    EXPECT_EQ(problems(record_complaint(secretary, expulsion, id, complaint)),
              (Problems{"outcome_basis membership.error.outcome_basis", "outcome_on form.required",
                        "received form.required", "text form.required"}));
    complaint = {};
    complaint.received = date("2026-05-19");
    complaint.text = "Tôi không vi phạm";
    EXPECT_EQ(problems(record_complaint(secretary, expulsion, id, complaint)),
              Problems{"received membership.error.complaint_day"});
    complaint.received = date("2026-05-22");
    ASSERT_TRUE(record_complaint(secretary, expulsion, id, complaint));
    EXPECT_TRUE(party(id).left.known());
    complaint.outcome = Outcome::upheld;
    complaint.outcome_on = date("2026-05-28");
    complaint.outcome_basis = "Nghị quyết Đại hội III";
    ASSERT_TRUE(record_complaint(secretary, expulsion, id, complaint));
    EXPECT_FALSE(party(id).left.known());
    EXPECT_FALSE(party(id).leaving);
    EXPECT_EQ(members_on("2026-05-24"), 1) << "as if it had not ended";
    complaint.outcome = Outcome::dismissed;
    EXPECT_EQ(problems(record_complaint(secretary, expulsion, id, complaint)),
              Problems{"outcome membership.error.outcome_stands"});
    EXPECT_EQ(actions("decision", expulsion.value), (std::vector<std::string>{"create", "change", "change"}));
    const DecisionId left = must(decide_end(secretary, decision(DecisionKind::resignation), "LS-0001"));
    complaint.outcome.reset();
    EXPECT_EQ(record_complaint(secretary, left, id, complaint).error().key, "membership.error.nothing_to_complain_of");
}

TEST_P(Decisions, KeepWhatHappenedWhenTheirPaperIsCorrected) {
    const PartyId id = record(member("Nông Thị Mẫu", "LS-0001"));
    const DecisionId decided = must(decide_end(secretary, decision(DecisionKind::resignation), "LS-0001"));
    DecisionInput corrected = decision(DecisionKind::resignation);
    corrected.signer = "Phó Chủ tịch Lý Văn Giả";
    corrected.day = date("2026-01-01");
    ASSERT_TRUE(change_decision(secretary, decided, 1, corrected));
    const Decision kept = must(find_decision(secretary, decided)).decision;
    EXPECT_EQ(kept.signer, "Phó Chủ tịch Lý Văn Giả");
    EXPECT_EQ(kept.day, date("2026-05-20"));
    EXPECT_EQ(party(id).left, people::day("2026-05-20"));
    EXPECT_TRUE(failed_with(change_decision(secretary, decided, 1, corrected), Error::Kind::conflict));
}

// What the form proposes: a chair who sits in the committee is one seat.
TEST_P(Decisions, CountTheSeatsOfAnOrgan) {
    const auto term = must(people::record_term(secretary, {.ordinal = 1, .label_from = 2023, .label_to = 2028}));
    const PartyId chair = record(member("Bế Mẫu", "LS-0001"));
    const PartyId other = record(member("Lý Văn Giả", "LS-0002"));
    for (const auto& [who, office] : {std::pair(chair, people::Office::member), std::pair(chair, people::Office::chair),
                                      std::pair(other, people::Office::member)})
        must(people::record_post(secretary, who, {.term = term, .office = office, .from = people::day("2023-06-01")}));
    const auto seats = [&](std::string_view day) {
        return test.database().read(
            [&](store::Tx& tx) { return seats_on(tx, AdmittedBy::executive_committee, date(day)); });
    };
    EXPECT_EQ(seats("2024-01-01"), 2);
    EXPECT_EQ(seats("2023-05-31"), 0);
}

TEST_P(Decisions, NumberEachYearFromOne) {
    const auto next = [&](std::int64_t year) {
        return test.database().write([&](store::Tx& tx) { return next_number(tx, "decision", year); });
    };
    EXPECT_EQ(next(2025), 1);
    EXPECT_EQ(next(2025), 2);
    EXPECT_EQ(next(2026), 1);
    EXPECT_EQ(next(2025), 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, Decisions, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::membership
