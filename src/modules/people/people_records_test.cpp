// The described records of this module against their tables and their texts.
#include "modules/people/group.hpp"
#include "modules/people/relationship.hpp"
#include "modules/people/succession.hpp"
#include "modules/people/test_people.hpp"
#include "modules/people/writing.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

namespace caunoi::people {

namespace {

class PeopleRecords : public ModuleTest {};

}  // namespace

TEST_P(PeopleRecords, HaveAColumnForEveryFieldAndComeBack) {
    const PartyId party = record({.name_vi = "Nông Thị Mẫu"});
    const PartyId other = body("Sở Mẫu");
    const TermId term = must(record_term(clerk, {.ordinal = 1, .label_from = 2017, .label_to = 2022}));
    const UnitId unit = must(record_unit(clerk, {.name_vi = "xã Mẫu"}));
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) {
        records::expect_columns<PartyRow>(tx, random, {{"unit", unit.value}});
        records::expect_columns<UnitRow>(tx, random, {{"parent", unit.value}});
        records::expect_columns<Term>(tx, random);
        records::expect_columns<CustomField>(tx, random);
        records::expect_columns<Writing>(tx, random, {{"owner", party.value}});
        records::expect_columns<Post>(tx, random, {{"party", party.value}, {"term", term.value}});
        records::expect_columns<Group>(tx, random);
        records::expect_columns<Relationship>(tx, random, {{"party", party.value}, {"other", other.value}});
    });
}

// A party's input is spread over four tables, so it goes through the service.
TEST_P(PeopleRecords, ComeBackFromTheFourTablesOfAParty) {
    std::mt19937 random(7);
    for (int i = 0; i < 20; ++i) {
        auto input = records::random_record<PartyInput>(random);
        input.side = Side::vn;
        input.email = fmt::format("a{}@example.vn", i);
        input.left = {};
        input.leaving = {};
        input.unit = "";
        if (input.member_kind) {
            input.roll_number = fmt::format("LS-{:04}", i);
        } else {
            input.roll_number = "";
            input.joined = {};
        }
        const auto id = record_party(clerk, Sort::body, input);
        ASSERT_TRUE(id) << text_of(id.error());
        records::expect_equal(input, must(reveal_party(clerk, *id)).input);
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, PeopleRecords, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(PeopleDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<PartyInput>();
    records::expect_distinct_names<PartyRow>();
    records::expect_distinct_names<Writing>();
    records::expect_distinct_names<UnitInput>();
    records::expect_distinct_names<UnitRow>();
    records::expect_distinct_names<SuccessionInput>();
    records::expect_distinct_names<Term>();
    records::expect_distinct_names<CustomField>();
    records::expect_distinct_names<Post>();
    records::expect_distinct_names<RelationshipInput>();
    records::expect_distinct_names<Relationship>();
    records::expect_distinct_names<GroupInput>();
    records::expect_distinct_names<Group>();
    records::expect_texts(records::describe<RelationshipInput>());
    records::expect_texts(records::describe<Relationship>());
    records::expect_texts(records::describe<GroupInput>());
    records::expect_texts(records::describe<Group>());
    records::expect_texts(records::describe<MembersInput>());
    records::expect_texts(records::describe<PartyInput>());
    records::expect_texts(records::describe<PartyRow>());
    records::expect_texts(records::describe<WritingInput>());
    records::expect_texts(records::describe<Writing>());
    records::expect_texts(records::describe<UnitInput>());
    records::expect_texts(records::describe<UnitRow>());
    records::expect_texts(records::describe<SuccessionInput>());
    records::expect_texts(records::describe<CustomFieldInput>());
    records::expect_texts(records::describe<CustomField>());
    records::expect_texts(records::describe<TermInput>());
    records::expect_texts(records::describe<Term>());
    records::expect_texts(records::describe<PostInput>());
    records::expect_texts(records::describe<Post>());
}

}  // namespace caunoi::people
