// The described records of this module against their tables and their texts.
#include "modules/exchange/test_exchange.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

namespace caunoi::exchange {

namespace {

class ExchangeRecords : public ExchangeTest {};

}  // namespace

TEST_P(ExchangeRecords, HaveAColumnForEveryFieldAndComeBack) {
    const PartyId party = body("huyện Long Châu");
    const ActivityId activity = record(talks("Hội đàm"));
    execute(
        "insert into place (id, version, kind, code, parent, former, unverified, note, source) "
        "values (77, 1, 'gate', 'huu-nghi', '', '', 0, '', '')");
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) {
        records::expect_columns<Activity>(tx, random, {{"gate", 77}});
        records::expect_columns<Participant>(tx, random, {{"activity", activity.value}, {"party", party.value}});
    });
}

TEST_P(ExchangeRecords, OfAListAreTheColumnsOfTheRecord) {
    std::mt19937 random(3);
    auto full = records::random_record<Activity>(random);
    full.gate = {};
    const auto lines = test.database().write([&](store::Tx& tx) {
        const auto& description = records::describe<Activity>();
        records::insert_row(tx, description, records::insert_sql(description), &full);
        return records::read_all<ActivityLine>(tx.query("select * from activity"));
    });
    ASSERT_EQ(lines.size(), 1U);
    for (const records::Field& field : records::describe<ActivityLine>().fields) {
        const records::Field* of_record = records::find_field(records::describe<Activity>(), field.name);
        ASSERT_NE(of_record, nullptr) << field.name;
        EXPECT_EQ(field.type->text(field.get(&lines[0])), of_record->type->text(of_record->get(&full))) << field.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, ExchangeRecords, testing::ValuesIn(store::engines_under_test()),
                         store::name_of_engine);

TEST(ExchangeDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<ActivityInput>();
    records::expect_distinct_names<Activity>();
    records::expect_distinct_names<ActivityLine>();
    records::expect_distinct_names<ParticipantInput>();
    records::expect_distinct_names<Participant>();
    records::expect_texts(records::describe<ActivityInput>());
    records::expect_texts(records::describe<Activity>());
    records::expect_texts(records::describe<ParticipantInput>());
    records::expect_texts(records::describe<Participant>());
}

TEST(ExchangeDescriptions, HaveEveryTypedFieldOfTheirInput) {
    for (const records::Field& field : records::describe<ActivityInput>().fields)
        EXPECT_NE(records::find_field(records::describe<Activity>(), field.name), nullptr) << field.name;
}

}  // namespace caunoi::exchange
