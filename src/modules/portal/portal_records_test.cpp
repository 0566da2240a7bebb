// The described records of this module against their tables and their texts.
#include "modules/portal/link_check.hpp"
#include "modules/portal/test_portal.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

namespace caunoi::portal {

namespace {

class PortalRecords : public PortalTest {};

}  // namespace

TEST_P(PortalRecords, HaveAColumnForEveryFieldAndComeBack) {
    const ArticleId id = begin("Tin");
    const auto activity = must(exchange::record_activity(
        editor, {.kind = exchange::ActivityKind::youth, .date_from = day("2018"), .title_vi = "Giao lưu"}, {}));
    const files::FileId file = attach(id, content("a.txt", "Chương trình\n"));
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) {
        records::expect_columns<Article>(tx, random, {{"activity", activity.value}, {"photo", file.value}});
    });
    // One text of each language has an article; so each random one needs its own.
    for (int i = 0; i < 20; ++i) {
        const ArticleId of = begin("Tin khác");
        execute("delete from article_variant where article = $1", of);
        const auto variant = records::random_record<Variant>(random, {{"article", of.value}});
        Variant kept = variant;
        if (!kept.published_at) kept.state = State::draft;
        test.database().write([&](store::Tx& tx) {
            const auto& description = records::describe<Variant>();
            records::insert_row(tx, description, records::insert_sql(description), &kept);
            const auto found =
                records::read_one<Variant>(tx.query("select * from article_variant where id = $1", kept.id));
            ASSERT_TRUE(found);
            records::expect_equal(kept, *found);
        });
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, PortalRecords, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(PortalDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<NewArticle>();
    records::expect_distinct_names<Article>();
    records::expect_distinct_names<Variant>();
    records::expect_texts(records::describe<NewArticle>());
    records::expect_texts(records::describe<Article>());
    records::expect_texts(records::describe<VariantInput>());
    records::expect_texts(records::describe<Variant>());
    for (const std::string_view code : outcome_codes) records::expect_text(fmt::format("portal.link.{}", code));
}

TEST(PortalDescriptions, HaveEveryTypedFieldOfTheirInput) {
    for (const records::Field& field : records::describe<ArticleInput>().fields)
        EXPECT_NE(records::find_field(records::describe<Article>(), field.name), nullptr) << field.name;
    for (const records::Field& field : records::describe<VariantInput>().fields)
        EXPECT_NE(records::find_field(records::describe<Variant>(), field.name), nullptr) << field.name;
}

}  // namespace caunoi::portal
