#include "platform/exports/cell.hpp"

#include <gtest/gtest.h>

namespace caunoi::exports {
namespace {

std::string cell(std::string_view text) {
    std::string out;
    append_cell(out, text);
    return out;
}

TEST(CsvCell, OrdinaryTextStandsAsItIs) {
    EXPECT_EQ(cell(""), "");
    EXPECT_EQ(cell("Khăn hồng hữu nghị"), "Khăn hồng hữu nghị");
    EXPECT_EQ(cell("越中友好协会"), "越中友好协会");
    EXPECT_EQ(cell("04-CT/TW"), "04-CT/TW");
    EXPECT_EQ(cell("a=b"), "a=b");
}

TEST(CsvCell, QuotesWhatWouldBeCutApart) {
    EXPECT_EQ(cell("a,b"), "\"a,b\"");
    EXPECT_EQ(cell("a;b"), "\"a;b\"");
    EXPECT_EQ(cell("nói \"vâng\""), "\"nói \"\"vâng\"\"\"");
    EXPECT_EQ(cell("dòng một\ndòng hai"), "\"dòng một\ndòng hai\"");
    EXPECT_EQ(cell(" a"), "\" a\"");
}

TEST(CsvCell, GuardsEverythingThatCouldBeAFormula) {
    for (const std::string text : {"=1+1", "+84 25", "-5", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x"})
        EXPECT_EQ(cell(text), "'" + text);
    EXPECT_EQ(cell("'=1"), "''=1");
    EXPECT_EQ(cell("'Hội'"), "'Hội'");
    EXPECT_EQ(cell("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(cell("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(cell("\n=1"), "\"'\n=1\"");
    EXPECT_EQ(cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
}

}  // namespace
}  // namespace caunoi::exports
