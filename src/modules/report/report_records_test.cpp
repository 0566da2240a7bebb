// The described records of this module against their tables, their texts and their form.
#include "modules/report/report_pages.hpp"
#include "modules/report/test_report.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"

#include <set>

namespace caunoi::report {

namespace {

class ReportRecords : public ReportTest {};

}  // namespace

TEST_P(ReportRecords, HaveAColumnForEveryFieldAndComeBack) {
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) { records::expect_columns<Fact>(tx, random, {}); });
}

TEST_P(ReportRecords, HaveEveryTypedFieldInTheirFormOnce) {
    const auto response = ask(router, writer, "/facts/new");
    ASSERT_TRUE(response);
    const std::string& page = std::get<std::string>(response->body);
    for (const records::Field& field : records::describe<FactInput>().fields) {
        const std::string sign = fmt::format(" name=\"{}\"", field.name);
        const std::size_t first = page.find(sign);
        EXPECT_NE(first, std::string::npos) << field.name;
        EXPECT_EQ(page.find(sign, first + 1), std::string::npos) << field.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, ReportRecords, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(ReportDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<FactInput>();
    records::expect_distinct_names<Fact>();
    records::expect_texts(records::describe<FactInput>());
    records::expect_texts(records::describe<Fact>());
}

TEST(Duties, AreFourteenInOrderWithTheirTexts) {
    std::set<std::string_view> codes;
    for (std::size_t i = 0; i < duties.size(); ++i) {
        EXPECT_EQ(duties[i].code, fmt::format("S{}", i + 1));
        EXPECT_TRUE(i18n::has_text(duties[i].label)) << duties[i].label;
        codes.insert(duties[i].code);
    }
    EXPECT_EQ(codes.size(), duties.size());
}

}  // namespace caunoi::report
