#include "platform/import/csv.hpp"

#include <gtest/gtest.h>

namespace caunoi::imports {
namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

struct CsvTable {
    Row header;
    Rows rows;
    std::string error;  // key, then its arguments
    char separator = 0;
};

std::string describe(const Error& error) {
    std::string text = error.key;
    for (const auto& [name, value] : error.arguments) text += " " + name + "=" + value;
    return text;
}

CsvTable read_table(std::string_view bytes, const CsvLimits& limits = {}) {
    CsvReader reader(bytes, limits);
    CsvTable table;
    const auto header = reader.header();
    table.separator = reader.separator();
    if (!header) {
        table.error = describe(header.error());
        return table;
    }
    table.header = *header;
    Row row;
    for (;;) {
        const auto more = reader.next(row);
        if (!more) table.error = describe(more.error());
        if (!more || !*more) return table;
        table.rows.push_back(row);
    }
}

TEST(CsvReader, ReadsVietnameseAndChineseWithAndWithoutAMark) {
    const std::string text = "ngày,tên\n2023-06-01,Khăn hồng hữu nghị\n2024-01-05,友好之桥\n";
    for (const std::string& bytes : {text, "\xef\xbb\xbf" + text}) {
        const CsvTable table = read_table(bytes);
        EXPECT_EQ(table.error, "");
        EXPECT_EQ(table.header, (Row{"ngày", "tên"}));
        EXPECT_EQ(table.rows, (Rows{{"2023-06-01", "Khăn hồng hữu nghị"}, {"2024-01-05", "友好之桥"}}));
    }
}

TEST(CsvReader, FindsTheSeparatorInTheHeading) {
    EXPECT_EQ(read_table("a,b,c\n1,2,3\n").separator, ',');
    EXPECT_EQ(read_table("a;b;c\n1;2,5;3\n").separator, ';');
    EXPECT_EQ(read_table("a\tb\n1;1\t2,2\n").separator, '\t');
    EXPECT_EQ(read_table("\"a,b,c\";d\n").separator, ';');
    EXPECT_EQ(read_table("\n\na;b\n1,1,1;2\n").separator, ';');
    EXPECT_EQ(read_table("a;b\n1,1,1;2\n").rows, (Rows{{"1,1,1", "2"}}));
    EXPECT_EQ(read_table("tên\nmột cột, có phẩy\n").rows.size(), 0U);
    EXPECT_EQ(read_table("tên\nmột cột\n").rows, (Rows{{"một cột"}}));
}

TEST(CsvReader, QuotesHoldSeparatorsQuotesAndLineEnds) {
    const CsvTable table = read_table("a,b\n\"1,5\",\"nói \"\"vâng\"\"\"\n\"dòng một\r\ndòng hai\",\"\"\n");
    EXPECT_EQ(table.error, "");
    EXPECT_EQ(table.rows, (Rows{{"1,5", "nói \"vâng\""}, {"dòng một\ndòng hai", ""}}));
}

TEST(CsvReader, AQuoteInsideAnUnquotedCellIsAnOrdinaryCharacter) {
    EXPECT_EQ(read_table("a\tb\nHội \"Sao Sáng\" 2\"\tx\n").rows, (Rows{{"Hội \"Sao Sáng\" 2\"", "x"}}));
    EXPECT_EQ(read_table("a\tb\n\"có\ttab\"\tx\n").rows, (Rows{{"có\ttab", "x"}}));
    EXPECT_EQ(read_table("a,b\n5\" ống,x\n").rows, (Rows{{"5\" ống", "x"}}));
}

TEST(CsvReader, TakesEveryLineEndAndAMissingLastOne) {
    const Rows expected{{"1", "2"}, {"3", "4"}};
    EXPECT_EQ(read_table("a,b\n1,2\n3,4").rows, expected);
    EXPECT_EQ(read_table("a,b\r\n1,2\r\n3,4\r\n").rows, expected);
    EXPECT_EQ(read_table("a,b\r1,2\r3,4\r").rows, expected);
    EXPECT_EQ(read_table("a,b\n\n1,2\r\n,\n   \n3,4\n\n\n").rows, expected);
}

TEST(CsvReader, ShortRowsAreFilledUpAndEmptyCellsBeyondTheHeadingIgnored) {
    const CsvTable table = read_table("a,b,,\n1\n1,2,,,,\n");
    EXPECT_EQ(table.error, "");
    EXPECT_EQ(table.header, (Row{"a", "b"}));
    EXPECT_EQ(table.rows, (Rows{{"1", ""}, {"1", "2"}}));
    EXPECT_EQ(read_table("a,b\n1,2\n1,2,,x\n").error, "import.csv.too_many_cells line=3 column=4 columns=2");
}

TEST(CsvReader, CleansCellsOnceAtTheEdge) {
    const CsvTable table = read_table("  Tên   hội ,b\n  Ho\u0300a\u00a0 ,x\n");
    EXPECT_EQ(table.header, (Row{"Tên hội", "b"}));
    EXPECT_EQ(table.rows, (Rows{{"Hòa", "x"}}));
}

TEST(CsvReader, TakesTheGuardOfOurOwnExportsAwayAgain) {
    const CsvTable table = read_table("a,b\n'+84 25 3871,'＝1\n'Hội',''=1\n\"'\ta\",'-5\n");
    EXPECT_EQ(table.rows, (Rows{{"+84 25 3871", "＝1"}, {"'Hội'", "'=1"}, {"a", "-5"}}));
}

TEST(CsvReader, NamesLineAndColumnOfABrokenQuote) {
    EXPECT_EQ(read_table("a,b\n1,2\n\"x\ny\",\"z\n\n").error, "import.csv.quote_not_closed line=4 column=2");
    EXPECT_EQ(read_table("a,b\n\"x\ny\"z,1\n").error, "import.csv.after_quote line=3 column=1");
    EXPECT_EQ(read_table("\"a,b\n").error, "import.csv.quote_not_closed line=1 column=1");
}

TEST(CsvReader, CountsLinesAsAnEditorDoes) {
    CsvReader reader("a\n\"1\n2\"\r\n\r\n3\r4\n");
    ASSERT_TRUE(reader.header());
    Row row;
    std::vector<std::size_t> lines;
    while (*reader.next(row)) lines.push_back(reader.line());
    EXPECT_EQ(lines, (std::vector<std::size_t>{2, 5, 6}));
    EXPECT_EQ(reader.rows(), 3U);
}

TEST(CsvReader, RefusesWhatIsNotUtf8WithAdvice) {
    EXPECT_EQ(read_table("a,b\r\n1,2\r\n\xd2\xd7,2\n").error, "import.csv.not_utf8 line=3");
    EXPECT_EQ(read_table("a\rb\r\xff").error, "import.csv.not_utf8 line=3");
    EXPECT_EQ(read_table(std::string_view("\xff\xfe"
                                          "a\0,\0b\0\n\0",
                                          10))
                  .error,
              "import.csv.utf16");
    EXPECT_EQ(read_table(std::string_view("\xfe\xff\0a\0,", 6)).error, "import.csv.utf16");
    EXPECT_EQ(read_table(std::string_view("a\0,\0b\0\n\0", 8)).error, "import.csv.utf16");
}

TEST(CsvReader, NothingButBlanksIsAnEmptyFile) {
    for (const std::string_view bytes : {"", "\xef\xbb\xbf", "\n\n", " , ,\n,\n"})
        EXPECT_EQ(read_table(bytes).error, "import.csv.empty") << bytes;
}

TEST(CsvReader, OneHeadingTwiceIsAnError) {
    EXPECT_EQ(read_table("a,b,, a\n").error, "import.csv.heading_twice line=1 column=4 name=a");
    EXPECT_EQ(read_table("a,,,b\n1,2,3,4\n").rows, (Rows{{"1", "2", "3", "4"}}));
}

TEST(CsvReader, HoldsItsLimits) {
    const CsvLimits limits{.columns = 3, .cell_bytes = 1024, .rows = 2};
    const std::string full(1024, 'x');
    EXPECT_EQ(read_table("a,b,c\n" + full + ",\"" + full + "\",1\n", limits).error, "");
    EXPECT_EQ(read_table("a,b,c,d\n", limits).error, "import.csv.too_many_columns line=1 column=4 columns=3");
    EXPECT_EQ(read_table("a,b,c\n1,2,3,,\n", limits).error, "import.csv.too_many_columns line=2 column=4 columns=3");
    EXPECT_EQ(read_table("a,b\n1,x" + full + "\n", limits).error, "import.csv.cell_too_long line=2 column=2 kb=1");
    EXPECT_EQ(read_table("a,b\n1,\"1\n" + full + "\n", limits).error, "import.csv.cell_too_long line=2 column=2 kb=1");
    EXPECT_EQ(read_table("a\n1\n2\n3\n", limits).error, "import.csv.too_many_rows rows=2");
    EXPECT_EQ(read_table("a\n1\n2\n\n", limits).error, "");
}

TEST(CsvReader, GivesNoRowsAfterAnError) {
    CsvReader reader("a\n\"1\"x\n2\n");
    ASSERT_TRUE(reader.header());
    Row row;
    EXPECT_FALSE(reader.next(row));
    const auto after = reader.next(row);
    ASSERT_TRUE(after);
    EXPECT_FALSE(*after);
}

TEST(CsvReader, HeaderMayBeReadAgain) {
    CsvReader reader("a,b\n1,2\n");
    ASSERT_TRUE(reader.header());
    EXPECT_EQ(*reader.header(), (Row{"a", "b"}));
    Row row;
    ASSERT_TRUE(*reader.next(row));
    EXPECT_EQ(row, (Row{"1", "2"}));
}

}  // namespace
}  // namespace caunoi::imports
