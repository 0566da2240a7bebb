// The demonstration: the published facts arrive as records, each with its source, and the report over them says what a
// count by hand over the published list says.
#include "app/demo.hpp"

#include "app/commands.hpp"
#include "app/test_app.hpp"
#include "modules/report/test_report.hpp"
#include "platform/base/text.hpp"

#include <set>

namespace caunoi::app {

std::span<const EmbeddedFile> embedded_demonstration();

namespace {

std::string_view demo_file(std::string_view name) {
    for (const EmbeddedFile& file : embedded_demonstration())
        if (file.name == name) return file.text;
    return {};
}

class Demonstration : public AppTest {
protected:
    Demonstration() {
        load_demonstration(program);
        secret = session_of(account_of(auth::Role::clerk, {}));
    }
    std::string secret;

    report::TermReport term() {
        return must(report::term_report(*context, must(report::parse_period("2017-01-01", "2023-06-30"))));
    }
    std::vector<report::Fact> facts() { return must(report::article_facts(*context, 1000)); }
    static const report::Fact& fact(const std::vector<report::Fact>& all, std::string_view key) {
        const auto found = std::ranges::find(all, key, [](const report::Fact& one) { return one.key.value_or(""); });
        if (found == all.end()) throw std::runtime_error("no fact " + std::string(key));
        return *found;
    }
    std::string printed(const ReportOptions& options, int code = 0) {
        testing::internal::CaptureStdout();
        EXPECT_EQ(term_report_command(program, options), code);
        return testing::internal::GetCapturedStdout();
    }
};

}  // namespace

// Counted by hand (a script over demo/exchanges.tsv) for January 2017 to June 2023, without the two yearly totals.
TEST_P(Demonstration, HasTheFiguresOfTheArticlesPeriod) {
    const report::TermReport made = term();
    const std::vector<std::pair<std::string_view, std::int64_t>> expected{{"activities", 29},
                                                                          {"activities.out", 7},
                                                                          {"activities.in", 8},
                                                                          {"activities.joint", 6},
                                                                          {"activities.online", 5},
                                                                          {"activities.unstated", 3},
                                                                          {"activities.across", 0},
                                                                          {"activities.planned", 0},
                                                                          {"delegations", 2},
                                                                          {"delegations.in", 2},
                                                                          {"delegations.out", 0},
                                                                          {"persons.stated", 302},
                                                                          {"visits.stated", 0},
                                                                          {"visits.listed", 0},
                                                                          {"kind.talks", 11},
                                                                          {"kind.other", 3},
                                                                          {"kind.trade", 3},
                                                                          {"kind.culture", 2},
                                                                          {"kind.delegation", 2},
                                                                          {"kind.youth", 2},
                                                                          {"kind.festival", 2},
                                                                          {"kind.education", 2},
                                                                          {"kind.sport", 1},
                                                                          {"kind.congress", 1},
                                                                          {"sides.both", 28},
                                                                          {"sides.vn", 1},
                                                                          {"sides.none", 0},
                                                                          {"gate.huu-nghi", 2},
                                                                          {"gate.chi-ma", 1},
                                                                          {"gate.none", 26},
                                                                          {"year.2017.activities", 4},
                                                                          {"year.2018.activities", 3},
                                                                          {"year.2019.activities", 6},
                                                                          {"year.2020.activities", 4},
                                                                          {"year.2021.activities", 1},
                                                                          {"year.2022.activities", 5},
                                                                          {"year.2023.activities", 6},
                                                                          {"year.2019.activities.out", 4},
                                                                          {"year.2017.activities.in", 3},
                                                                          {"year.2018.persons.stated", 70},
                                                                          {"year.2019.persons.stated", 142},
                                                                          {"year.2023.persons.stated", 90}};
    for (const auto& [key, value] : expected) EXPECT_EQ(made.at(key).value, value) << key;
    EXPECT_EQ(made.at("persons.stated").qualifier, Qualifier::about);  // more than 90 members at the congress
    EXPECT_EQ(made.at("year.2019.persons.stated").qualifier, Qualifier::exact);
}

TEST_P(Demonstration, OpensTheRowsOfEveryFigure) {
    for (const report::Figure& figure : term().figures)
        EXPECT_EQ(report::value_behind(program.router(), *context, figure), figure.value)
            << figure.key << " " << figure.records();
}

TEST_P(Demonstration, KeepsTheNumbersOfTheArticlesApart) {
    const report::TermReport made = term();
    ASSERT_EQ(made.at("delegations").stated.size(), 1U);
    EXPECT_EQ(made.at("delegations").stated[0].number, 10);
    ASSERT_EQ(made.at("visits.listed").stated.size(), 1U);
    EXPECT_EQ(made.at("visits.listed").stated[0].number, 1000);
    EXPECT_EQ(made.at("visits.listed").stated[0].qualifier, Qualifier::nearly);
    EXPECT_EQ(made.at("posts.executive_committee").stated.at(0).number, 14);
    // The yearly totals of 2019 are stated figures, not activities.
    EXPECT_EQ(made.at("delegations.out").stated.at(0).number, 79);
    EXPECT_EQ(made.at("delegations.in").stated.at(0).number, 54);
    EXPECT_EQ(made.at("visits.listed.out").stated.at(0).number, 368);
    EXPECT_EQ(made.at("visits.listed.in").stated.at(0).number, 640);
}

TEST_P(Demonstration, HasEveryLineOfTheArticlesAsAFactWithItsSource) {
    const auto all = facts();
    std::set<std::string> keys;
    for (const report::Fact& one : all) {
        keys.insert(one.key.value_or(""));
        EXPECT_FALSE(one.source.empty()) << *one.key;
        EXPECT_EQ(one.source.find("SEED"), std::string::npos) << *one.key;
        EXPECT_FALSE(one.title_zh.empty() || one.title_en.empty()) << *one.key;
    }
    std::size_t lines = 0;
    for (const std::string_view line : split(demo_file("article_facts.tsv"), '\n')) {
        if (line.empty() || line.starts_with("key\t")) continue;
        ++lines;
        EXPECT_TRUE(keys.contains(std::string(line.substr(0, line.find('\t'))))) << line;
    }
    EXPECT_EQ(lines, 76U);
    EXPECT_EQ(all.size(), lines);
    EXPECT_EQ(fact(all, "congress.members_attending").qualifier, Qualifier::more_than);
    EXPECT_EQ(report::stated_text(Language::vi, fact(all, "congress.date")), "01/06/2023");
    EXPECT_TRUE(std::ranges::none_of(
        all, [](const report::Fact& one) { return one.source.find("ghi chú") != std::string::npos; }));
    EXPECT_EQ(fact(all, "twinning.pairs_stated").standing, report::Standing::unstated);
    EXPECT_EQ(fact(all, "report.average_per_delegation").standing, report::Standing::derived);
    EXPECT_EQ(fact(all, "check.khan_hong_third").standing, report::Standing::confirmed);
}

TEST_P(Demonstration, LeadsFromEachFactToTheRecordThatCarriesIt) {
    int carried = 0;
    for (const report::Fact& one : facts()) {
        if (one.record_kind.empty() || one.record_kind == "place") continue;
        ++carried;
        const std::string list = one.record_kind == "activity" ? "/activities"
                                 : one.record_kind == "party"  ? "/people"
                                                               : "/terms";
        EXPECT_EQ(ask(http::Method::get, fmt::format("{}/{}", list, one.record), secret).status, 200) << *one.key;
    }
    EXPECT_GT(carried, 30);
    const http::Response page = ask(http::Method::get, "/report/articles", secret);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(std::get<std::string>(ask(http::Method::get, "/", secret).body).find("/report/articles"),
              std::string::npos);
    EXPECT_EQ(std::get<std::string>(page.body).find("2023-12-14T"), std::string::npos);
    EXPECT_EQ(std::get<std::string>(page.body).find("2020-spring"), std::string::npos);
    EXPECT_EQ(faults, std::vector<std::string>{});
}

TEST_P(Demonstration, LeadsFromTheRowsOfAFigureBackToItsReport) {
    const auto page = [&](std::string_view path) {
        return std::get<std::string>(ask(http::Method::get, std::string(path), secret).body);
    };
    constexpr std::string_view report = "/report/term?from=2017-01-01&amp;to=2023-06-30";
    EXPECT_NE(page("/report/term?from=2017-01-01&to=2023-06-30").find("&amp;report=2017-01-01_2023-06-30"),
              std::string::npos);
    for (const std::string_view list : {"/activities", "/people", "/posts"}) {
        EXPECT_NE(page(fmt::format("{}?report=2017-01-01_2023-06-30", list)).find(report), std::string::npos) << list;
        const std::string without = page(fmt::format("{}?report=x_y", list));
        EXPECT_EQ(without.find(R"(href="/report/term?)"), std::string::npos) << list;
    }
    EXPECT_NE(page("/activities?report=2017-01-01_2023-06-30&direction=out")
                  .find(R"(name="report" value="2017-01-01_2023-06-30")"),
              std::string::npos)
        << "a filter keeps the way back";
}

TEST_P(Demonstration, PrintsTheReportAsTextAndJson) {
    ReportOptions options{.from = "2017-01-01", .to = "2023-06-30", .language = "vi", .format = "json"};
    const std::string json = printed(options);
    EXPECT_TRUE(json.starts_with(R"({"period":{"from":"2017-01-01","to":"2023-06-30"})")) << json.substr(0, 100);
    EXPECT_NE(json.find(R"({"key":"activities.out","label":)"), std::string::npos);
    EXPECT_NE(json.find(R"("computed":{"value":302,"of":"sum:people_number","qualifier":"about"})"), std::string::npos);
    EXPECT_NE(
        json.find(
            R"({"number":1000,"qualifier":"nearly","unit":"lượt đại biểu","period":{"from":"2017","to":"2023-06"})"),
        std::string::npos);
    options.format = "text";
    const std::string text = printed(options);
    EXPECT_NE(text.find("khoảng 302 người"), std::string::npos) << text;
    EXPECT_NE(text.find("gần 1.000 lượt đại biểu"), std::string::npos);
    options.language = "zh";
    EXPECT_NE(printed(options).find("约302 人"), std::string::npos);
    options.language = "en";
    EXPECT_NE(printed(options).find("about 302 persons"), std::string::npos);
}

TEST_P(Demonstration, PrintsTheRowsOfOneFigureAndNamesTheKnownOnes) {
    ReportOptions options{.from = "2017-01-01", .to = "2023-06-30", .rows = "activities.out"};
    const std::string rows = printed(options);
    EXPECT_TRUE(rows.starts_with("id,direction,")) << rows.substr(0, 40);
    EXPECT_EQ(std::ranges::count(rows, '\n'), 8);
    options.rows = "nothing.like.it";
    testing::internal::CaptureStderr();
    EXPECT_EQ(printed(options, 2), "");
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("no figure 'nothing.like.it'; it has activities, activities.out"), std::string::npos) << said;
}

TEST_P(Demonstration, IsNotLoadedOverOtherData) {
    EXPECT_THROW(load_demonstration(program), Refused);
}

INSTANTIATE_TEST_SUITE_P(Engines, Demonstration, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::app
