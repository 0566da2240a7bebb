// The published list of exchanges as it lies in demo/, and what people make of such a file in a spreadsheet.
#include "modules/exchange/activity_import.hpp"

#include "modules/exchange/test_exchange.hpp"
#include "platform/base/test_source.hpp"

#include <fstream>
#include <iterator>

namespace caunoi::exchange {

namespace {

constexpr std::string_view heading =
    "key\tdate_from\tdate_to\tdirection\tkind\ttitle_vi\ttitle_zh\tplace_vi\tgate\tvietnamese_side\tchinese_side\t"
    "people_number\tpeople_qualifier\tpeople_unit\tsource\n";

// One line of the table; the rest of its cells as an ordinary one has them.
struct Line {
    std::string_view key;
    std::string_view date = "2019-05-06";
    std::string_view direction = "out";
    std::string_view title = "Hội đàm";
    std::string_view number = "20";
};
std::string text_of(const Line& line) {
    return fmt::format("{}\t{}\t\t{}\ttalks\t{}\t\tQuảng Tây\t\tSở Ngoại vụ\t\t{}\tabout\tpersons\tBáo\n", line.key,
                       line.date, line.direction, line.title, line.number);
}
std::string table(const std::vector<Line>& lines) {
    std::string text(heading);
    for (const Line& line : lines) text += text_of(line);
    return text;
}

// Yearly totals are figures, not activities: the demonstration leaves them out, too.
std::string published() {
    std::ifstream in(source_folder() / "demo/exchanges.tsv", std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    std::string text;
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', at), whole.size() - 1) + 1;
        const std::string line = whole.substr(at, end - at);
        if (line.find("[Tổng hợp") == std::string::npos) text += line;
        at = end;
    }
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    if (at == std::string::npos) throw std::logic_error("not in the table: " + std::string(what));
    return text.replace(at, what.size(), with);
}

// "4 direction form.unknown_choice"
Lines problems_of(const ImportPlan& plan) {
    Lines all;
    for (const ImportRow& row : plan.rows)
        for (const Error::Field& error : row.errors)
            all.push_back(fmt::format("{} {} {}", row.line, error.name, error.key));
    return all;
}

std::string counts(const ImportResult& result) {
    return fmt::format("created {}, updated {}, same {}, skipped {}", result.created, result.updated, result.same,
                       result.skipped);
}

class Import : public ExchangeTest {
protected:
    std::string run(const std::string& bytes, Bad bad = Bad::refuse) {
        return counts(must(run_import(office, bytes, bad, false)));
    }
    ImportPlan plan(const std::string& bytes) { return must(plan_import(office, bytes)); }
};

}  // namespace

TEST_P(Import, OfThePublishedListTwiceChangesNothingAndOfOneCellOneActivity) {
    const std::string text = published();
    EXPECT_EQ(run(text), "created 94, updated 0, same 0, skipped 0");
    const std::int64_t lines = count("select count(*) from log_entry");
    EXPECT_EQ(lines, 94);
    EXPECT_EQ(run(text), "created 0, updated 0, same 94, skipped 0");
    EXPECT_EQ(count("select count(*) from log_entry"), lines);

    const std::string changed = replaced(text, "Liên hoan thanh niên Việt – Trung lần thứ hai", "Liên hoan đổi tên");
    const ImportPlan look = plan(changed);
    EXPECT_EQ(look.changed, 1);
    EXPECT_EQ(look.same, 93);
    EXPECT_EQ(run(changed), "created 0, updated 1, same 93, skipped 0");
    EXPECT_EQ(titles({.text = "đổi tên"}), Lines{"Liên hoan đổi tên"});
    EXPECT_EQ(count("select count(*) from activity"), 94);
}

TEST_P(Import, LooksBeforeItWrites) {
    EXPECT_EQ(plan(table({{.key = "a"}, {.key = "b"}})).fresh, 2);
    EXPECT_EQ(count("select count(*) from activity"), 0);
}

TEST_P(Import, NamesEachWrongCellByLineAndColumnAndWritesNothing) {
    const std::string text = table({{.key = "a"},
                                    {.key = "b", .direction = "sideways"},
                                    {.key = "c", .date = "31/02/2023"},
                                    {.key = "a", .title = "Khóa dùng hai lần"},
                                    {.key = "", .title = ""},
                                    {.key = "e", .number = "12.84"}});
    EXPECT_EQ(
        problems_of(plan(text)),
        (Lines{"3 direction form.unknown_choice", "4 date_from form.not_a_partial_date", "5 key import.key_twice",
               "6 key form.required", "6 title_vi exchange.error.no_title", "7 people_number form.not_a_number"}));
    const auto refused = run_import(office, text, Bad::refuse, false);
    ASSERT_TRUE(failed_with(refused, Error::Kind::invalid));
    EXPECT_EQ(refused.error().key, "import.rows_wrong");
    EXPECT_EQ(count("select count(*) from activity"), 0);
    EXPECT_EQ(count("select count(*) from log_entry"), 0);
}

TEST_P(Import, LeavesOutWrongRowsOnlyWhenToldTo) {
    const std::string text = table({{.key = "a", .title = "Đúng"}, {.key = "b", .direction = "sideways"}});
    EXPECT_EQ(run(text, Bad::skip), "created 1, updated 0, same 0, skipped 1");
    EXPECT_EQ(titles({}), Lines{"Đúng"});
}

TEST_P(Import, NamesTheColumnsThatAreMissing) {
    const auto result = plan_import(office, "key\ttitle_vi\na\tHội đàm\n");
    ASSERT_TRUE(failed_with(result, Error::Kind::invalid));
    EXPECT_EQ(result.error().key, "import.columns_missing");
    ASSERT_EQ(result.error().arguments.size(), 1U);
    EXPECT_NE(result.error().arguments[0].second.find("Từ ngày, Đến ngày, Chiều"), std::string::npos);
}

TEST_P(Import, ReadsAFileWithAByteOrderMarkAsOneWithout) {
    EXPECT_EQ(run("\xEF\xBB\xBF" + table({{.key = "a"}})), "created 1, updated 0, same 0, skipped 0");
    EXPECT_EQ(run(table({{.key = "a"}})), "created 0, updated 0, same 1, skipped 0");
}

TEST_P(Import, KeepsWhatWasTypedHere) {
    run(table({{.key = "a"}}));
    const ActivityId id{count("select id from activity")};
    ActivityInput input = find(id).activity;
    input.purpose = "Bàn việc mở lại lối mòn";
    input.result = "Hai bên ký biên bản";
    input.title_en = "Talks";
    input.state = ActivityState::cancelled;
    ASSERT_TRUE(change_activity(office, id, 1, input, {{.name = "Lý Thị Dịch"}}));

    EXPECT_EQ(run(table({{.key = "a"}})), "created 0, updated 0, same 1, skipped 0");
    EXPECT_EQ(run(table({{.key = "a", .title = "Hội đàm đổi tên"}})), "created 0, updated 1, same 0, skipped 0");
    const ActivityDetails found = find(id);
    EXPECT_EQ(found.activity.title_vi, "Hội đàm đổi tên");
    EXPECT_EQ(found.activity.purpose, "Bàn việc mở lại lối mòn");
    EXPECT_EQ(found.activity.result, "Hai bên ký biên bản");
    EXPECT_EQ(found.activity.title_en, "Talks");
    EXPECT_EQ(found.activity.state, ActivityState::cancelled);
    EXPECT_EQ(found.roster.size(), 1U);
    EXPECT_EQ(titles({.text = "Dịch"}), Lines{"Hội đàm đổi tên"});
}

TEST_P(Import, DatesThatAreStillToComeArePlanned) {
    run(table({{.key = "a", .date = "2030"}, {.key = "b", .date = "2019"}}));
    EXPECT_EQ(count("select count(*) from activity where key = 'a' and state = 'planned'"), 1);
    EXPECT_EQ(count("select count(*) from activity where key = 'b' and state = 'held'"), 1);
}

TEST_P(Import, NeedsItsPermission) {
    Context recorder = context_of({can_view, can_record});
    EXPECT_TRUE(failed_with(plan_import(recorder, table({{.key = "a"}})), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(run_import(recorder, table({{.key = "a"}}), Bad::refuse, false), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(plan_import(stranger, table({{.key = "a"}})), Error::Kind::forbidden));
    EXPECT_EQ(count("select count(*) from activity"), 0);
}

TEST_P(Import, TheTemplateOfEveryLanguageCanBeImported) {
    for (const Language language : languages) {
        Context context = office;
        context.language = language;
        const std::string file = must(import_template(context));
        const ImportPlan plan = must(plan_import(context, file));
        EXPECT_EQ(problems_of(plan), Lines{}) << code(language);
        ASSERT_EQ(plan.rows.size(), 1U);
        const ActivityInput& input = plan.rows.front().input;
        EXPECT_EQ(input.direction, Direction::out);
        EXPECT_EQ(input.people_unit, PeopleUnit::persons);
        EXPECT_EQ(input.people_qualifier, Qualifier::exact);
        EXPECT_FALSE(input.title_zh.empty());
    }
    Context without = office;
    without.actor.permissions = {can_view};
    EXPECT_FALSE(import_template(without));
}

TEST_P(Import, AMissingColumnIsNamedInTheWordsOfTheReader) {
    Context context = office;
    context.language = Language::zh;
    const auto plan = plan_import(context, "编号,开始日期\n1,2020-01-01\n");
    ASSERT_FALSE(plan);
    EXPECT_TRUE(plan.error().arguments.front().second.starts_with("结束日期、方向、类别"));
}

INSTANTIATE_TEST_SUITE_P(Engines, Import, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::exchange
