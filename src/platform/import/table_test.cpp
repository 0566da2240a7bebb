#include "platform/import/table.hpp"

#include "platform/import/test_zip.hpp"

#include <gtest/gtest.h>

namespace caunoi::imports {
namespace {

using Texts = std::vector<std::string>;

std::string refused(std::string_view bytes) {
    const auto table = open_table(bytes, "a.csv");
    return table ? "taken" : table.error().key;
}
std::string workbook_of(std::string_view rows) {
    return test::zip_of(test::workbook("<worksheet><sheetData>" + std::string(rows) + "</sheetData></worksheet>"));
}
std::string inline_row(const Texts& cells) {
    std::string row = "<row>";
    for (const std::string& cell : cells) row += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    return row + "</row>";
}

TEST(Table, WorkbooksAndTextsComeOutTheSame) {
    const auto text = open_table("Họ tên;Ngày\n  Nguyễn  Văn A;2023-06-01\n", "hội viên.csv");
    const auto book = open_table(
        workbook_of(inline_row({"Họ tên", "Ngày"}) + inline_row({"  Nguyễn  Văn A", "2023-06-01"})), "hội viên.csv");
    ASSERT_TRUE(text);
    ASSERT_TRUE(book);
    EXPECT_EQ(text->kind, TableKind::text);
    EXPECT_EQ(text->separator, ';');
    EXPECT_EQ(text->sheets.at(0).name, "hội viên");
    EXPECT_EQ(book->kind, TableKind::workbook);
    EXPECT_EQ(book->sheets.at(0).name, "Hội viên");
    for (const Table& table : {*text, *book}) {
        ASSERT_EQ(table.sheets.at(0).lines.size(), 2U);
        EXPECT_EQ(table.sheets[0].lines[1].number, 2U);
        EXPECT_EQ(table.sheets[0].lines[1].cells, (Texts{"Nguyễn  Văn A", "2023-06-01"}));
    }
}

TEST(Table, OldLettersOfAWorkbookAreRead) {
    const auto table =
        open_table(workbook_of(inline_row({"Hä vµ tªn", "§¬n vÞ"}) + inline_row({"NguyÔn V¨n §øc", "Héi h÷u nghÞ"}) +
                               inline_row({"Lộc Thị Hứa", "H­ng"})),
                   "a.xlsx");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->encoding, Encoding::tcvn3);
    EXPECT_EQ(table->advice, Advice::look_at_capitals);
    const auto& lines = table->sheets.at(0).lines;
    EXPECT_EQ(lines.at(0).cells, (Texts{"Họ và tên", "Đơn vị"}));
    EXPECT_EQ(lines.at(1).cells, (Texts{"Nguyễn Văn Đức", "Hội hữu nghị"}));
    EXPECT_EQ(lines.at(2).cells, (Texts{"Lộc Thị Hứa", "Hưng"}));
}

TEST(Table, FindsTheSeparatorBelowTitlesAndBesideDecimalCommas) {
    const auto separator_of = [](std::string_view bytes) {
        const auto table = open_table(bytes, "a");
        return table ? table->separator : '?';
    };
    EXPECT_EQ(separator_of("Danh sách, năm 2023\n\nTên;Cao;Nặng\nA;1,5;60\nB;1,62;61,5\n"), ';');
    EXPECT_EQ(separator_of("Tên\tGhi chú\nA\tmột, hai; ba\nB\tbốn; năm\n"), '\t');
    EXPECT_EQ(separator_of("a,b\n\"x;y\nz;z\",2\n5\" ống,3\n"), ',');
}

TEST(Table, RefusesWhatIsNoTableWithAdvice) {
    const std::string compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    EXPECT_EQ(refused(compound + std::string(600, '\0')), "import.xlsx.old_format");
    std::string wide;
    for (const char c : std::string_view("EncryptedPackage")) wide += {c, '\0'};
    EXPECT_EQ(refused(compound + std::string(600, '\0') + wide), "import.xlsx.encrypted");
    EXPECT_EQ(refused("\r\n<html><table><tr><td>1</td></tr></table></html>"), "import.text.web_page");
    EXPECT_EQ(refused("%PDF-1.7\n"), "import.text.not_text");
    EXPECT_EQ(refused(std::string("PK\x03\x04") + "nothing"), "import.xlsx.broken");
    EXPECT_EQ(refused(" \n,,\n"), "import.csv.empty");
    EXPECT_EQ(refused("a,b\n\"1,2\n"), "import.csv.quote_not_closed");
}

TEST(Table, GuessesWhereTheHeadingsStand) {
    const auto heading = [](std::vector<Texts> rows) {
        Sheet sheet;
        for (Texts& row : rows) sheet.lines.push_back({sheet.lines.size() + 1, std::move(row)});
        return header_line(sheet);
    };
    EXPECT_EQ(heading({{"Họ tên", "Năm sinh"}, {"A", "1980"}}), 0U);
    EXPECT_EQ(heading({{"DANH SÁCH HỘI VIÊN"}, {"", "", "Năm 2023"}, {"STT", "Họ tên", "Đơn vị"}, {"1", "A", "B"}}),
              2U);
    EXPECT_EQ(heading({{"友好协会名单"}, {"姓名", "单位", "电话"}, {"李明", "凭祥市", "1"}}), 1U);
    EXPECT_EQ(heading({{"a", "a", "a"}, {"x", "y", "z"}}), 1U);
    EXPECT_EQ(heading({{"1", "2"}, {"3", "4"}}), 0U);
    EXPECT_EQ(heading({}), 0U);
}

}  // namespace
}  // namespace caunoi::imports
