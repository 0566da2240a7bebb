// Stated facts: kept as published, checked, with history, found by search.
#include "modules/report/test_report.hpp"

namespace caunoi::report {

namespace {

using exchange::Lines;
using people::failed_with;
using people::problems;

class Facts : public ReportTest {
protected:
    static FactInput ten_delegations() {
        return {.title_vi = "Đoàn đã tổ chức, tham gia, đón tiếp",
                .title_zh = "组织、参加和接待的团组",
                .number = 10,
                .unit = "đoàn",
                .measure = Measure::delegations,
                .period_from = people::day("2017"),
                .period_to = people::day("2023-06"),
                .source = "Tiền Phong, 14/12/2023"};
    }
    Lines titles(const FactFilter& filter) {
        Lines all;
        for (const Fact& fact : must(list_facts(looker, filter, {}, 100)).facts) all.push_back(fact.title_vi);
        return all;
    }
};

}  // namespace

TEST_P(Facts, AreFoundAsTheyWereTyped) {
    const FactInput input = ten_delegations();
    const FactId id = must(record_fact(writer, input));
    const Fact found = must(find_fact(looker, id));
    EXPECT_TRUE(
        records::compare(records::describe<FactInput>(), &input, static_cast<const FactInput*>(&found)).empty());
    EXPECT_EQ(found.version, 1);
    EXPECT_EQ(to_text(found.first()), "2017-01-01");
    EXPECT_EQ(to_text(found.last()), "2023-06-30");
    EXPECT_EQ(actions("fact", id.value), Lines{"create"});
    EXPECT_EQ(titles({.measure = Measure::delegations}), Lines{input.title_vi});
    EXPECT_EQ(titles({.measure = Measure::visits}), Lines{});
    EXPECT_EQ(titles({.text = "don tiep"}), Lines{input.title_vi});
}

TEST_P(Facts, NameEveryWrongFieldAtOnce) {
    FactInput input;
    input.qualifier = Qualifier::nearly;
    input.measure = Measure::members;
    input.direction = exchange::Direction::out;
    EXPECT_EQ(problems(record_fact(writer, input)),
              (Lines{"direction report.error.direction_without_measure", "number report.error.measure_without_number",
                     "number report.error.no_value", "number report.error.qualifier_without_number",
                     "period_from report.error.measure_without_period", "source form.required",
                     "title_vi report.error.no_title"}));
    input = ten_delegations();
    input.period_to = people::day("2016");
    input.number = -1;
    EXPECT_EQ(problems(record_fact(writer, input)), (Lines{"number report.error.number", "period_to form.date_order"}));
    input = ten_delegations();
    input.period_from = {};
    input.measure = {};
    EXPECT_EQ(problems(record_fact(writer, input)), Lines{"period_from form.required"});
    EXPECT_EQ(count("select count(*) from fact"), 0);
    EXPECT_EQ(count("select count(*) from log_entry"), 0);
}

TEST_P(Facts, InWordsOrWithoutAValueWhenTheSourceSaysNone) {
    FactInput input{.title_vi = "Số cặp kết nghĩa", .source = "Tiền Phong"};
    EXPECT_EQ(problems(record_fact(writer, input)), Lines{"number report.error.no_value"});
    input.standing = Standing::unstated;
    EXPECT_TRUE(record_fact(writer, input));
    input.standing = Standing::published;
    input.value = "hai cặp";
    EXPECT_TRUE(record_fact(writer, input));
}

TEST_P(Facts, ChangedByTwoKeepTheFirstAndTellTheSecond) {
    const FactId id = must(record_fact(writer, ten_delegations()));
    FactInput input = ten_delegations();
    input.number = 11;
    ASSERT_TRUE(change_fact(writer, id, 1, input));
    input.number = 12;
    EXPECT_TRUE(failed_with(change_fact(writer, id, 1, input), Error::Kind::conflict));
    EXPECT_EQ(must(find_fact(looker, id)).number, 11);
    EXPECT_EQ(actions("fact", id.value), (Lines{"create", "change"}));
}

TEST_P(Facts, DeletedLeaveTheirHistoryAndNothingElse) {
    const FactId id = must(record_fact(writer, ten_delegations()));
    EXPECT_TRUE(failed_with(delete_fact(writer, id, 2), Error::Kind::conflict));
    ASSERT_TRUE(delete_fact(writer, id, 1));
    EXPECT_TRUE(failed_with(find_fact(looker, id), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(delete_fact(writer, id, 1), Error::Kind::not_found));
    EXPECT_EQ(count("select count(*) from search_fts_doc where kind = 'fact'"), 0);
    EXPECT_EQ(actions("fact", id.value), (Lines{"create", "delete"}));
    EXPECT_EQ(must(ask(router, looker, fmt::format("/facts/{}/history", id.value))).status, 200);
}

TEST_P(Facts, WhoOnlyReadsMayNotWriteAndStrangersMayNothing) {
    const FactId id = must(record_fact(writer, ten_delegations()));
    EXPECT_TRUE(find_fact(looker, id));
    for (Context* context : {&looker, &stranger}) {
        EXPECT_TRUE(failed_with(record_fact(*context, ten_delegations()), Error::Kind::forbidden));
        EXPECT_TRUE(failed_with(load_fact(*context, Fact{ten_delegations()}), Error::Kind::forbidden));
        EXPECT_TRUE(failed_with(change_fact(*context, id, 1, ten_delegations()), Error::Kind::forbidden));
        EXPECT_TRUE(failed_with(delete_fact(*context, id, 1), Error::Kind::forbidden));
    }
    EXPECT_TRUE(failed_with(find_fact(stranger, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_facts(stranger, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(article_facts(stranger, 10), Error::Kind::forbidden));
    EXPECT_TRUE(search::find(stranger, "đoàn", 10).hits.empty());
}

TEST_P(Facts, ArePagedNewestFirst) {
    for (int i = 0; i < 5; ++i) {
        FactInput input = ten_delegations();
        input.title_vi = fmt::format("Dữ kiện {}", i);
        must(record_fact(writer, input));
    }
    const FactPage first = must(list_facts(looker, {}, {}, 2));
    ASSERT_EQ(first.facts.size(), 2U);
    EXPECT_TRUE(first.more);
    EXPECT_EQ(first.facts[0].title_vi, "Dữ kiện 4");
    const FactPage last =
        must(list_facts(looker, {}, must(list_facts(looker, {}, first.facts[1].id, 2)).facts[1].id, 2));
    ASSERT_EQ(last.facts.size(), 1U);
    EXPECT_FALSE(last.more);
}

TEST_P(Facts, AreIndexedAgain) {
    must(record_fact(writer, ten_delegations()));
    execute("delete from search_fts_doc");
    EXPECT_EQ(titles({.text = "don tiep"}), Lines{});
    reindex_all(writer);
    EXPECT_EQ(titles({.text = "don tiep"}).size(), 1U);
}

TEST_P(Facts, OfDutiesMakeThePageOfTheArticles) {
    EXPECT_TRUE(failed_with(ask(router, looker, "/report/articles"), Error::Kind::not_found));
    Fact fact{ten_delegations()};
    fact.key = "report.delegations";
    fact.duties = "S3;S12";
    must(load_fact(writer, fact));
    EXPECT_TRUE(test.database().read([](store::Tx& tx) { return has_articles(tx); }));
    const auto response = ask(router, looker, "/report/articles");
    ASSERT_TRUE(response);
    const std::string& page = std::get<std::string>(response->body);
    EXPECT_NE(page.find("/report/term?from=2017-01-01&amp;to=2023-06-30"), std::string::npos);
    EXPECT_EQ(page.find("⟦"), std::string::npos);
}

TEST(StatedTexts, WritesDaysMomentsAndSeasonsAsTheReadersOfficeWould) {
    const auto text = [](Language language, std::string_view value) {
        Fact fact;
        fact.value = value;
        return stated_text(language, fact);
    };
    EXPECT_EQ(text(Language::vi, "2023-06-01"), "01/06/2023");
    EXPECT_EQ(text(Language::zh, "2023-06-01"), "2023年6月1日");
    EXPECT_EQ(text(Language::vi, "2023-12-14T12:20"), "12:20 14/12/2023");
    EXPECT_EQ(text(Language::en, "2023-12-14T12:20").find('T'), std::string::npos);
    EXPECT_EQ(text(Language::vi, "2020-spring"), "mùa xuân 2020");
    EXPECT_EQ(text(Language::zh, "2020-spring"), "2020年春");
    EXPECT_EQ(text(Language::en, "2020-spring"), "spring 2020");
    EXPECT_EQ(text(Language::en, "sáng"), "sáng");
    EXPECT_EQ(text(Language::en, "2020-x"), "2020-x");
    EXPECT_EQ(text(Language::en, "2020"), "2020");
}

TEST_P(Facts, HaveTheirFormsAndPagesInThreeLanguages) {
    const FactId id = must(record_fact(writer, ten_delegations()));
    for (const Language language : languages)
        for (const std::string& address :
             {std::string("/facts"), std::string("/facts/new"), fmt::format("/facts/{}", id.value),
              fmt::format("/facts/{}/edit", id.value)}) {
            Context context = writer;
            context.language = language;
            const auto response = ask(router, context, address);
            ASSERT_TRUE(response) << address;
            EXPECT_EQ(std::get<std::string>(response->body).find("⟦"), std::string::npos) << address;
        }
}

INSTANTIATE_TEST_SUITE_P(Engines, Facts, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::report
