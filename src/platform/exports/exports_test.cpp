#include "platform/exports/exports.hpp"

#include "platform/base/test_source.hpp"
#include "platform/context/installation.hpp"
#include "platform/import/csv.hpp"
#include "platform/log/log.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace caunoi::exports {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Exports : public testing::TestWithParam<store::Engine> {
protected:
    Exports() { installation.data = folder; }
    ~Exports() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] std::size_t files_in_spool() const {
        if (!std::filesystem::exists(folder / "spool")) return 0;
        using Iterator = std::filesystem::directory_iterator;
        return static_cast<std::size_t>(std::distance(Iterator(folder / "spool"), Iterator()));
    }
    std::vector<log::Entry> history() {
        return test.database().read([](store::Tx& tx) { return log::latest(tx, 10); });
    }

    store::TestDatabase test{GetParam(), store::repository_migrations()};
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("caunoi-exports-" + std::to_string(::getpid()));
    Installation installation;
    Context context{.database = test.database(),
                    .installation = installation,
                    .actor = {.account = AccountId{7}, .name = "Nguyễn Văn A"},
                    .now = Time(std::chrono::seconds(1'700'000'000)),
                    .request_id = "r1"};
    Purpose purpose{.list = "activities",
                    .purpose = "Báo cáo năm",
                    .recipient = "Ủy ban nhân dân tỉnh",
                    .columns = {"Ngày", "Tên hoạt động"}};
};

TEST_P(Exports, AreSpooledToAFileThatTheAnswerSends) {
    auto csv = open(context, purpose);
    ASSERT_TRUE(csv);
    csv->cell("2023-06-01");
    csv->cell("Khăn hồng \"hữu nghị\", lần 2");
    csv->end_row();
    csv->cell("");
    csv->cell("=1+1");
    csv->end_row();
    const http::Response response = csv->finish("Hoạt động 2023.csv");
    EXPECT_EQ(response.type, "text/csv; charset=utf-8; header=present");
    const auto* body = std::get_if<http::FileBody>(&response.body);
    ASSERT_NE(body, nullptr);
    EXPECT_TRUE(body->remove_after);
    EXPECT_EQ(body->path.parent_path(), folder / "spool");
    EXPECT_EQ(read_file(body->path),
              "\xef\xbb\xbfNgày,Tên hoạt động\n2023-06-01,\"Khăn hồng \"\"hữu nghị\"\", lần 2\"\n,'=1+1\n");
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].first, "Content-Disposition");
    EXPECT_TRUE(response.headers[0].second.starts_with("attachment; filename=\"hoat-dong-2023.csv\";"));
}

TEST_P(Exports, ComeBackThroughTheImportAsTheyWentOut) {
    const std::vector<std::vector<std::string>> rows{
        {"2023-06-01", "Hội \"Sao\"; 友好,\nhai dòng"}, {"-5", "+84 25 3871"}, {"", "'＝x"}};
    auto csv = open(context, purpose);
    ASSERT_TRUE(csv);
    for (const auto& row : rows) {
        for (const std::string& cell : row) csv->cell(cell);
        csv->end_row();
    }
    csv->finish_to(folder / "out.csv");
    const std::string bytes = read_file(folder / "out.csv");
    imports::CsvReader reader(bytes);
    ASSERT_TRUE(reader.header());
    EXPECT_EQ(*reader.header(), purpose.columns);
    std::vector<std::string> row;
    for (const auto& expected : rows) {
        const auto more = reader.next(row);
        ASSERT_TRUE(more && *more);
        EXPECT_EQ(row, expected);
    }
    EXPECT_FALSE(*reader.next(row));
}

TEST_P(Exports, GoToAPipeWithoutTheMarkOfTheEncoding) {
    auto csv = open(context, purpose);
    ASSERT_TRUE(csv);
    csv->cell("2023-06-01");
    csv->cell("Hội đàm");
    csv->end_row();
    std::ostringstream out;
    csv->print(out);
    EXPECT_EQ(out.str(), "Ngày,Tên hoạt động\n2023-06-01,Hội đàm\n");
    EXPECT_EQ(files_in_spool(), 0U);
    EXPECT_EQ(history().size(), 1U);
}

TEST_P(Exports, AreInTheHistoryBeforeTheFirstRow) {
    const auto csv = open(context, purpose);
    ASSERT_TRUE(csv);
    const auto lines = history();
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].action, "export");
    EXPECT_EQ(lines[0].kind, "activities");
    EXPECT_EQ(lines[0].account, AccountId{7});
    EXPECT_EQ(lines[0].content,
              R"({"purpose":"Báo cáo năm","recipient":"Ủy ban nhân dân tỉnh","columns":["Ngày","Tên hoạt động"]})");
}

TEST_P(Exports, WithoutAPurposeLeaveNothing) {
    purpose.purpose = "";
    const auto csv = open(context, purpose);
    ASSERT_FALSE(csv);
    ASSERT_EQ(csv.error().fields.size(), 1U);
    EXPECT_EQ(csv.error().fields[0].key, "export.purpose_required");
    EXPECT_TRUE(history().empty());
    EXPECT_EQ(files_in_spool(), 0U);
}

TEST_P(Exports, ThatAreNotFinishedLeaveNoFile) {
    {
        auto csv = open(context, purpose);
        ASSERT_TRUE(csv);
        const std::string long_cell(100'000, 'x');
        csv->cell(long_cell);
        csv->cell("");
        csv->end_row();
        EXPECT_EQ(files_in_spool(), 1U);
    }
    EXPECT_EQ(files_in_spool(), 0U);
}

TEST_P(Exports, AreNotPartOfATransaction) {
    EXPECT_THROW(write(context, [&](store::Tx&) { static_cast<void>(open(context, purpose)); }), std::logic_error);
    EXPECT_TRUE(history().empty());
}

TEST_P(Exports, ARowWithACellTooFewIsOurMistake) {
    auto csv = open(context, purpose);
    ASSERT_TRUE(csv);
    csv->cell("a");
    EXPECT_THROW(csv->end_row(), std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(Engines, Exports, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

static_assert(!std::is_default_constructible_v<Csv> && !std::is_constructible_v<Csv, std::filesystem::path>);

// Decision 18. Uploaded files keep their own type and are served by the permission of their record: platform/files.
TEST(TheDoorOut, IsTheOnlyPlaceThatAnswersWithCsv) {
    const auto source = source_folder() / "src";
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
        const std::string path = entry.path().lexically_normal().generic_string();
        if (!path.ends_with(".cpp") && !path.ends_with(".hpp")) continue;
        if (path.find("platform/exports/") != std::string::npos || path.find("platform/files/") != std::string::npos)
            continue;
        if (path.ends_with("_test.cpp")) continue;
        ++files;
        EXPECT_EQ(read_file(entry.path()).find("\"text/csv"), std::string::npos) << path;
    }
    EXPECT_GT(files, 50);
}

}  // namespace
}  // namespace caunoi::exports
