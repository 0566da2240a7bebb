// Every figure of the report is what its rows say, and the rows are those that the rules of counting allow.
#include "modules/report/test_report.hpp"

#include <random>
#include <set>
#include <sstream>

namespace caunoi::report {

namespace {

using exchange::ActivityInput;
using exchange::ActivityState;
using exchange::Direction;
using exchange::PeopleUnit;

class TermReports : public ReportTest {
protected:
    ActivityInput held(std::string_view title, std::string_view date, std::optional<Direction> direction) {
        ActivityInput input = talks(title, date);
        input.direction = direction;
        return input;
    }
    static ActivityInput stating(ActivityInput input, std::int64_t number, Qualifier qualifier, PeopleUnit unit) {
        input.people_number = number;
        input.people_qualifier = qualifier;
        input.people_unit = unit;
        return input;
    }
    static std::vector<exchange::ParticipantInput> roster(std::size_t people) {
        return {people, exchange::ParticipantInput{.name = "Lý Thị Dịch"}};
    }
};

}  // namespace

TEST_P(TermReports, CountWhatWasHeldAndNeverWhatIsPlannedOrCancelled) {
    record(held("Đi", "2019-03-01", Direction::out));
    record(held("Đến", "2019-03-02", Direction::in));
    record(held("Không nêu", "2019-03-03", {}));
    ActivityInput planned = held("Dự kiến", "2019-03-04", Direction::out);
    planned.state = ActivityState::planned;
    record(planned);
    ActivityInput cancelled = held("Hủy", "2019-03-05", Direction::out);
    cancelled.state = ActivityState::cancelled;
    record(cancelled);

    const TermReport made = report("2019-01-01", "2019-12-31");
    EXPECT_EQ(value(made, "activities"), 3);
    EXPECT_EQ(value(made, "activities.out"), 1);
    EXPECT_EQ(value(made, "activities.in"), 1);
    EXPECT_EQ(value(made, "activities.unstated"), 1);
    EXPECT_EQ(value(made, "activities.planned"), 1);
    EXPECT_EQ(value(made, "activities.cancelled"), 1);
}

TEST_P(TermReports, CountADateOfAMonthOrYearOnlyWhenAllOfItLiesInThePeriod) {
    for (const char* date : {"2016-12", "2017", "2017-01", "2022", "2023", "2023-06", "2023-06-30", "2023-07"})
        record(held(date, date, Direction::in));
    const TermReport made = report("2017-01-01", "2023-06-30");
    EXPECT_EQ(value(made, "activities"), 5);         // 2017, 2017-01, 2022, 2023-06, 2023-06-30
    EXPECT_EQ(value(made, "activities.across"), 1);  // 2023
    EXPECT_EQ(value(made, "year.2017.activities"), 2);
    EXPECT_EQ(value(made, "year.2023.activities"), 2);
    EXPECT_EQ(value(made, "year.2023.activities.in"), 2);
}

TEST_P(TermReports, NeverAddTheThreeKindsOfFigures) {
    record(held("Có danh sách", "2019-01-01", Direction::out), roster(3));
    // With a roster the stated number is not used.
    record(stating(held("Cả hai", "2019-01-02", Direction::out), 500, Qualifier::about, PeopleUnit::visits), roster(2));
    record(stating(held("Nêu lượt", "2019-01-03", Direction::in), 40, Qualifier::exact, PeopleUnit::visits));
    record(stating(held("Nêu người", "2019-01-04", Direction::in), 70, Qualifier::exact, PeopleUnit::persons));
    ActivityInput without_unit = held("Không đơn vị", "2019-01-05", Direction::in);
    without_unit.people_number = 5;
    record(without_unit);
    must(record_fact(writer, {.title_vi = "Lượt đại biểu của kỳ",
                              .number = 1000,
                              .qualifier = Qualifier::nearly,
                              .unit = "lượt đại biểu",
                              .measure = Measure::visits,
                              .period_from = people::day("2019"),
                              .source = "Báo cáo 2019"}));

    const TermReport made = report("2019-01-01", "2019-12-31");
    EXPECT_EQ(value(made, "visits.listed"), 5);
    EXPECT_EQ(value(made, "visits.listed.out"), 5);
    EXPECT_EQ(value(made, "visits.stated"), 40);
    EXPECT_EQ(value(made, "persons.stated"), 75);
    ASSERT_EQ(made.at("visits.listed").stated.size(), 1U);
    EXPECT_EQ(made.at("visits.listed").stated[0].number, 1000);
    EXPECT_EQ(stated_text(Language::vi, made.at("visits.listed").stated[0]), "gần 1.000 lượt đại biểu");
}

TEST_P(TermReports, SayAboutWhenOneNumberOfTheSumIsNotExact) {
    record(stating(held("Đúng", "2019-01-01", Direction::out), 40, Qualifier::exact, PeopleUnit::persons));
    record(stating(held("Gần", "2020-01-01", Direction::out), 60, Qualifier::nearly, PeopleUnit::persons));
    const TermReport made = report("2019-01-01", "2020-12-31");
    EXPECT_EQ(made.at("year.2019.persons.stated").qualifier, Qualifier::exact);
    EXPECT_EQ(made.at("year.2020.persons.stated").qualifier, Qualifier::about);
    EXPECT_EQ(made.at("persons.stated").qualifier, Qualifier::about);
    EXPECT_EQ(value_text(Language::vi, made.at("persons.stated")), "khoảng 100");
    EXPECT_EQ(value_text(Language::zh, made.at("persons.stated")), "约100");
    EXPECT_EQ(value_text(Language::en, made.at("persons.stated")), "about 100");
    EXPECT_EQ(made.at("visits.stated").qualifier, Qualifier::exact);
}

TEST_P(TermReports, PutAStatedNumberBesideItsFigureOnlyWhenItsPeriodLiesWithin) {
    const auto state = [&](std::string_view from, std::string_view to, std::optional<Direction> direction) {
        must(record_fact(writer, {.title_vi = fmt::format("{}–{}", from, to),
                                  .number = 10,
                                  .unit = "đoàn",
                                  .measure = Measure::delegations,
                                  .direction = direction,
                                  .period_from = people::day(from),
                                  .period_to = people::day(to),
                                  .source = "Báo"}));
    };
    state("2017", "2023-06", {});
    state("2019", "2019", Direction::out);
    state("2023", "2023", {});
    const TermReport made = report("2017-01-01", "2023-06-30");
    ASSERT_EQ(made.at("delegations").stated.size(), 1U);
    EXPECT_EQ(made.at("delegations").stated[0].title_vi, "2017–2023-06");
    ASSERT_EQ(made.at("delegations.out").stated.size(), 1U);
    ASSERT_EQ(made.across.size(), 1U);
    EXPECT_EQ(made.across[0].title_vi, "2023–2023");
    EXPECT_TRUE(report("2010-01-01", "2011-12-31").across.empty());
}

TEST_P(TermReports, HaveThePostsAndTheRollOfTheLastDay) {
    const auto term = must(people::record_term(
        writer,
        {.ordinal = 2, .label_from = 2023, .label_to = 2028, .begun = people::day("2023-06-01"), .members = 14}));
    const PartyId chair = people::ModuleTest::record(member("Nông Thị Mẫu", "1", "2020"));
    people::ModuleTest::record(member("Hoàng Văn Ví Dụ", "2", "2023-07-01"));
    must(people::record_post(writer, chair, {.term = term, .from = people::day("2023-06-01")}));
    must(people::record_post(writer, chair,
                             {.term = term, .organ = people::Organ::office, .from = people::day("2023-07-01")}));
    must(record_fact(writer, {.title_vi = "Ban Chấp hành",
                              .number = 14,
                              .measure = Measure::committee,
                              .period_from = people::day("2023-06-01"),
                              .source = "Báo"}));
    const TermReport made = report("2023-01-01", "2023-06-30");
    EXPECT_EQ(value(made, "roll"), 1);
    EXPECT_EQ(value(made, "roll.official"), 1);
    EXPECT_EQ(value(made, "roll.honorary"), 0);
    EXPECT_EQ(value(made, "posts"), 1);
    EXPECT_EQ(value(made, "posts.executive_committee"), 1);
    EXPECT_EQ(made.at("posts.executive_committee").stated.size(), 1U);
    for (const Figure& figure : made.figures)
        EXPECT_EQ(value_behind(router, looker, figure), figure.value) << figure.key << " " << figure.records();
}

// Random activities around the ends of the period: each figure is what its rows say, the parts add up to the whole, and
// the whole is what a plain count over the inputs gives.
TEST_P(TermReports, AreWhatTheRowsBehindEveryFigureSay) {
    constexpr int activities = 300;
    std::mt19937 random(20230630);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    body("thị Bằng Tường");
    body("huyện Long Châu");
    for (const char* gate : {"huu-nghi", "chi-ma"})
        execute(
            "insert into place (id, version, kind, code, parent, former, unverified, note, source) "
            "values ($1, 1, 'gate', $2, '', '', 0, '', '')",
            static_cast<std::int64_t>(gate[0]), gate);
    execute(
        "insert into writing (id, owner, kind, text, source, official) select id + 1000, id, 'vi', code, '', 1 from "
        "place");
    constexpr std::array dates{"2016",       "2016-12",    "2016-12-31", "2017", "2017-01-01", "2018-02",
                               "2019",       "2020-02-29", "2021-07",    "2022", "2023",       "2023-06",
                               "2023-06-30", "2023-07-01", "2023-07",    "2024"};
    constexpr std::array qualifiers{Qualifier::exact, Qualifier::exact, Qualifier::nearly, Qualifier::about};

    std::int64_t held_within = 0, held_across = 0, persons = 0, visits = 0, listed = 0;
    bool about_persons = false;
    for (int i = 0; i < activities; ++i) {
        const std::string_view date = dates[below(dates.size())];
        ActivityInput input = talks(fmt::format("Hoạt động {}", i), date);
        input.direction = below(5) == 0 ? std::nullopt : std::optional(static_cast<Direction>(below(4)));
        input.kind = static_cast<exchange::ActivityKind>(below(10));
        input.state = below(4) == 0 ? static_cast<ActivityState>(below(3)) : ActivityState::held;
        if (below(3) == 0) input.gate = people::PlaceId{below(2) == 0 ? 'h' : 'c'};
        if (below(3) != 0) input.vietnamese_side = "UBND tỉnh";
        if (below(3) != 0) input.chinese_side = below(2) == 0 ? "thị Bằng Tường" : "thị Bằng Tường;huyện Long Châu";
        if (below(2) == 0) {
            input.people_number = static_cast<std::int64_t>(below(200));
            if (below(4) != 0) input.people_qualifier = qualifiers[below(qualifiers.size())];
            if (below(4) != 0) input.people_unit = static_cast<PeopleUnit>(below(2));
        }
        const auto people_listed = below(4) == 0 ? 1 + below(5) : 0;
        record(input, roster(people_listed));

        if (input.state != ActivityState::held) continue;
        const PartialDate span = people::day(date);
        const bool within = span.first >= *parse_date("2017-01-01") && span.last <= *parse_date("2023-06-30");
        const bool touches = span.first <= *parse_date("2023-06-30") && span.last >= *parse_date("2017-01-01");
        held_within += within ? 1 : 0;
        held_across += touches && !within ? 1 : 0;
        if (!within) continue;
        listed += static_cast<std::int64_t>(people_listed);
        if (people_listed > 0 || !input.people_number) continue;
        (input.people_unit == PeopleUnit::visits ? visits : persons) += *input.people_number;
        if (input.people_unit != PeopleUnit::visits)
            about_persons |= input.people_qualifier.value_or(Qualifier::exact) != Qualifier::exact;
    }
    for (int i = 0; i < 60; ++i) {
        people::PartyInput input = member(fmt::format("Hội viên {}", i), std::to_string(i), dates[below(dates.size())]);
        input.member_kind = static_cast<people::MemberKind>(below(3));
        if (below(3) == 0) input.left = people::day("2024-01");
        people::ModuleTest::record(input);
    }

    const TermReport made = report("2017-01-01", "2023-06-30");
    EXPECT_EQ(value(made, "activities"), held_within);
    EXPECT_EQ(value(made, "activities.across"), held_across);
    EXPECT_EQ(value(made, "persons.stated"), persons);
    EXPECT_EQ(value(made, "visits.stated"), visits);
    EXPECT_EQ(value(made, "visits.listed"), listed);
    EXPECT_EQ(made.at("persons.stated").qualifier == Qualifier::about, about_persons);
    EXPECT_GT(held_across, 0);
    EXPECT_GT(value(made, "roll"), 0);

    std::set<std::string> keys;
    for (const Figure& figure : made.figures) {
        EXPECT_TRUE(keys.insert(figure.key).second) << figure.key << " stands twice";
        EXPECT_FALSE(figure.label.empty());
        EXPECT_EQ(figure.label.find("⟦"), std::string::npos) << figure.label;
        EXPECT_EQ(value_behind(router, looker, figure), figure.value) << figure.key << " " << figure.records();
    }
    for (const Group group : {Group::kinds, Group::sides, Group::gates}) {
        std::int64_t sum = 0;
        for (const Figure* figure : made.of(group)) sum += figure->value;
        EXPECT_EQ(sum, held_within) << group_codes[static_cast<std::size_t>(group)];
    }
    std::int64_t of_years = 0;
    for (int year = 2017; year <= 2023; ++year) of_years += value(made, fmt::format("year.{}.activities", year));
    EXPECT_EQ(of_years, held_within);
}

TEST_P(TermReports, ExportTheSameRowsAsTheAddress) {
    record(held("Đi", "2019-03-01", Direction::out));
    record(held("Đến", "2019-03-02", Direction::in));
    const TermReport made = report("2019-01-01", "2019-12-31");
    for (const std::string_view key : {"activities", "activities.out", "roll", "posts"}) {
        auto csv = export_rows(looker, made.at(key));
        ASSERT_TRUE(csv) << key;
        std::ostringstream out;
        csv->print(out);
        const std::string text = out.str();
        EXPECT_EQ(text.substr(0, 3), "id,") << key;
        EXPECT_EQ(std::ranges::count(text, '\n'), value(made, key) + 1) << key;
    }
}

TEST_P(TermReports, AreForThoseWhoMaySeeReportsActivitiesAndPeople) {
    const Period year = period("2019-01-01", "2019-12-31");
    for (const std::vector<Permission>& lacking : std::vector<std::vector<Permission>>{
             {}, {can_view}, {can_view, exchange::can_view}, {exchange::can_view, people::can_view}}) {
        Context context = context_of(lacking);
        EXPECT_TRUE(people::failed_with(term_report(context, year), Error::Kind::forbidden));
    }
    EXPECT_TRUE(term_report(looker, year));
    const TermReport made = report("2019-01-01", "2019-12-31");
    EXPECT_TRUE(people::failed_with(export_rows(stranger, made.at("activities")), Error::Kind::forbidden));
    EXPECT_TRUE(people::failed_with(presets(stranger), Error::Kind::forbidden));
}

TEST_P(TermReports, OfferPeriodsOfTermsYearsAndSources) {
    must(people::record_term(writer, {.ordinal = 1,
                                      .label_from = 2017,
                                      .label_to = 2022,
                                      .begun = people::day("2017"),
                                      .ended = people::day("2023-06-01")}));
    must(people::record_term(writer,
                             {.ordinal = 2, .label_from = 2023, .label_to = 2028, .begun = people::day("2023-06-01")}));
    record(held("Cũ", "2019-03-01", Direction::out));
    record(held("Mới", "2021", Direction::out));
    must(record_fact(writer, {.title_vi = "Đoàn",
                              .number = 10,
                              .measure = Measure::delegations,
                              .period_from = people::day("2017"),
                              .period_to = people::day("2023-06"),
                              .source = "Báo"}));
    const Presets found = must(presets(looker));
    ASSERT_EQ(found.terms.size(), 2U);
    EXPECT_EQ(to_text(found.terms[0].period.from), "2023-06-02");  // the congress counts once, in the term it closes
    EXPECT_EQ(to_text(found.terms[0].period.to), "2026-05-28");    // the running term: to this day
    EXPECT_EQ(to_text(found.terms[1].period.from), "2017-01-01");
    EXPECT_EQ(to_text(found.terms[1].period.to), "2023-06-01");
    ASSERT_EQ(found.stated.size(), 1U);
    EXPECT_EQ(to_text(found.stated[0].period.to), "2023-06-30");
    ASSERT_EQ(found.years.size(), 3U);
    EXPECT_EQ(found.years[0].label, "2021");
}

TEST_P(TermReports, AreAPageOfLinksChartsAndTables) {
    record(held("Đi", "2019-03-01", Direction::out));
    const auto response = ask(router, looker, "/report/term?from=2019-01-01&to=2020-12-31");
    ASSERT_TRUE(response);
    const std::string& page = std::get<std::string>(response->body);
    EXPECT_NE(page.find("<svg class=\"chart\""), std::string::npos);
    EXPECT_NE(page.find("/activities?direction=out&amp;state=held&amp;from=2019-01-01&amp;to=2020-12-31"),
              std::string::npos);
    EXPECT_NE(page.find("/people?on_roll=2020-12-31"), std::string::npos);
    EXPECT_NE(page.find("/posts?on=2020-12-31"), std::string::npos);
    EXPECT_EQ(page.find("⟦"), std::string::npos);
    for (const Language language : languages) {
        Context translated_for = looker;
        translated_for.language = language;
        const auto translated = ask(router, translated_for, "/report/term?from=2019-01-01&to=2020-12-31");
        ASSERT_TRUE(translated);
        EXPECT_EQ(std::get<std::string>(translated->body).find("⟦"), std::string::npos);
    }
}

TEST_P(TermReports, NameATermOnlyWhereThePeriodIsOne) {
    people::TermInput input{.ordinal = 2, .label_from = 2023, .label_to = 2028};
    input.begun = *parse_partial_date("2023-06-01");
    must(people::record_term(writer, input));
    const auto title = [&](std::string_view from, std::string_view to, Language language) {
        return title_text(language, report(from, to));
    };
    EXPECT_TRUE(title("2023-06-01", "2028-12-31", Language::vi).starts_with("Báo cáo nhiệm kỳ: "));
    EXPECT_TRUE(title("2023-06-01", to_text(looker.today()), Language::zh).starts_with("任期报告："));
    EXPECT_TRUE(title("2023-06-01", "2023-12-31", Language::zh).starts_with("期间报告："));
    EXPECT_TRUE(title("2019-01-01", "2020-12-31", Language::vi).starts_with("Báo cáo giai đoạn: "));
    EXPECT_TRUE(title("2019-01-01", "2020-12-31", Language::en).starts_with("Report for the period: "));
}

TEST_P(TermReports, AskAgainWhenThePeriodIsNotOne) {
    for (const char* query : {"", "?from=2019-01-01", "?from=2019-02-30&to=2020-01-01",
                              "?from=2020-01-01&to=2019-01-01", "?from=1900-01-01&to=2019-01-01"}) {
        const auto response = ask(router, looker, std::string("/report/term") + query);
        ASSERT_TRUE(response) << query;
        EXPECT_EQ(response->status, 422) << query;
        EXPECT_NE(std::get<std::string>(response->body).find("data-error-summary"), std::string::npos) << query;
    }
    EXPECT_TRUE(people::failed_with(ask(router, looker, "/report/term.csv?from=x&to=y"), Error::Kind::invalid));
    EXPECT_EQ(must(ask(router, looker, "/report")).status, 200);
}

TEST(Periods, NameTheWrongDay) {
    EXPECT_EQ(people::problems(parse_period("", "x")), (exchange::Lines{"from form.required", "to form.not_a_date"}));
    EXPECT_EQ(people::problems(parse_period("2020-01-02", "2020-01-01")), exchange::Lines{"to form.date_order"});
    EXPECT_EQ(people::problems(parse_period("1960-01-01", "2020-01-01")), exchange::Lines{"to report.error.too_long"});
    EXPECT_TRUE(parse_period("2020-01-01", "2020-01-01"));
    EXPECT_EQ(parse_period("01/02/2020", "2020年3月4日")->from, *parse_date("2020-02-01"));
    EXPECT_FALSE(parse_period("2020", "2020-01-01"));
    EXPECT_TRUE(parse_period("1961-01-01", "2020-12-31"));
}

INSTANTIATE_TEST_SUITE_P(Engines, TermReports, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::report
