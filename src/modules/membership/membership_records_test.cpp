// The described records of this module against their tables, their forms and their texts.
#include "modules/membership/membership_pages.hpp"
#include "modules/membership/test_membership.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

namespace caunoi::membership {

namespace {

class MembershipRecords : public MembershipTest {};

// How often the page has a control of that name.
std::size_t controls(const std::string& page, std::string_view name) {
    const std::string wanted = fmt::format("name=\"{}\"", name);
    std::size_t found = 0;
    for (std::size_t at = page.find(wanted); at != std::string::npos; at = page.find(wanted, at + 1)) ++found;
    return found;
}

template <class Input>
void expect_in_form_once(const std::string& page, const std::vector<std::string_view>& not_there = {}) {
    for (const records::Field& field : records::describe<Input>().fields) {
        if (std::ranges::find(not_there, field.name) != not_there.end()) continue;
        // A check box has its hidden "no" beside it.
        const std::size_t expected = field.type->kind == records::Kind::boolean ? 2 : 1;
        EXPECT_EQ(controls(page, field.name), expected) << field.name;
    }
}

}  // namespace

TEST_P(MembershipRecords, HaveAColumnForEveryFieldAndComeBack) {
    const CharterId edition = must(record_charter(secretary, charter()));
    const PartyId party = record(member("Nông Thị Mẫu", "LS-0001"));
    const DecisionId decided = must(decide_end(secretary, decision(DecisionKind::resignation), "LS-0001"));
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) {
        records::expect_columns<Charter>(tx, random);
        records::expect_columns<Card>(tx, random, {{"party", party.value}});
        records::expect_columns<Decision>(tx, random, {{"charter", edition.value}});
        records::expect_columns<Application>(tx, random, {{"party", party.value}, {"decision", decided.value}});
    });
}

TEST_P(MembershipRecords, HaveEveryTypedFieldInTheirFormOnce) {
    expect_in_form_once<CharterInput>(charter_form_page(secretary, {}, {.values = forms::values_of(CharterInput{})}));
    expect_in_form_once<ApplicationInput>(
        application_form_page(secretary, {}, people::Sort::person, {.values = forms::values_of(ApplicationInput{})}),
        {"representative", "position"});
    expect_in_form_once<ApplicationInput>(
        application_form_page(secretary, {}, people::Sort::body, {.values = forms::values_of(ApplicationInput{})}),
        {"born", "occupation", "workplace"});
    expect_in_form_once<DecisionInput>(
        decision_form_page(secretary, {}, {.values = forms::values_of(DecisionInput{})}));
    expect_in_form_once<ComplaintInput>(
        complaint_form_page(secretary, {decision()}, {}, {.values = forms::values_of(ComplaintInput{})}));
}

INSTANTIATE_TEST_SUITE_P(Engines, MembershipRecords, testing::ValuesIn(store::engines_under_test()),
                         store::name_of_engine);

TEST(MembershipDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<CharterInput>();
    records::expect_distinct_names<Charter>();
    records::expect_distinct_names<ApplicationInput>();
    records::expect_distinct_names<Application>();
    records::expect_distinct_names<DecisionInput>();
    records::expect_distinct_names<Decision>();
    records::expect_distinct_names<Card>();
    records::expect_texts(records::describe<Card>());
    records::expect_distinct_names<ComplaintInput>();
    records::expect_distinct_names<StateInput>();
    records::expect_texts(records::describe<CharterInput>());
    records::expect_texts(records::describe<ApplicationInput>());
    records::expect_texts(records::describe<DecisionInput>());
    records::expect_texts(records::describe<ComplaintInput>());
    records::expect_texts(records::describe<StateInput>());
}

}  // namespace caunoi::membership
