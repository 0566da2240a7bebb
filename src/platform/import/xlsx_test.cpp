#include "platform/import/xlsx.hpp"

#include "platform/import/cell_format.hpp"
#include "platform/import/test_zip.hpp"
#include "platform/import/xml_pieces.hpp"
#include "platform/import/zip.hpp"

#include <gtest/gtest.h>

namespace caunoi::imports {
namespace {

using Cells = std::vector<std::string>;

std::string sheet_of(std::string_view rows, std::string_view after = "") {
    return R"(<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>)" + std::string(rows) + "</sheetData>" +
           std::string(after) + "</worksheet>";
}
std::string file_of(std::string_view rows, std::string_view styles = "<styleSheet/>",
                    std::string_view shared = "<sst/>", std::string_view properties = "") {
    return test::zip_of(test::workbook(sheet_of(rows), styles, shared, properties));
}
// Line by line; a refusal as its key.
std::vector<Cells> cells_of(std::string_view file, const XlsxLimits& limits = {}) {
    const auto sheets = read_xlsx(file, limits);
    if (!sheets) return {{sheets.error().key}};
    std::vector<Cells> out;
    for (const Line& line : sheets->front().lines) out.push_back(line.cells);
    return out;
}
std::string refusal(std::string_view file, const XlsxLimits& limits = {}) {
    const auto sheets = read_xlsx(file, limits);
    return sheets ? "taken" : sheets.error().key;
}

TEST(Xlsx, ReadsSharedRichAndInlineTextsWithoutTheirPronunciation) {
    const std::string shared =
        "<sst><si><t>Họ và tên</t></si><si><r><t>Nguyễn</t></r><r><t xml:space=\"preserve\"> </t></r>"
        "<r><t>Văn</t></r></si><si><t>李明</t><rPh><t>りめい</t></rPh></si></sst>";
    EXPECT_EQ(cells_of(file_of(
                  R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>a &amp; b_x000A_c</t>)"
                  R"(</is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>)",
                  "<styleSheet/>", shared)),
              (std::vector<Cells>{{"Họ và tên", "a & b\nc"}, {"Nguyễn Văn", "李明"}}));
}

TEST(Xlsx, ReadsNumbersTruthFormulasAndErrors) {
    EXPECT_EQ(cells_of(file_of("<row><c><v>42</v></c><c><v>42.0</v></c><c><v>0.10000000000000001</v></c>"
                               "<c><v>8.4912345678E10</v></c><c><v>012345678901234567890</v></c></row>"
                               "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c>"
                               "<c t=\"str\"><f>A1&amp;\"x\"</f><v>42x</v></c><c><f>A1+1</f><v>43</v></c></row>")),
              (std::vector<Cells>{{"42", "42", "0.1", "84912345678", "012345678901234567890"},
                                  {"true", "false", "", "42x", "43"}}));
}

TEST(Xlsx, KeepsThePlaceOfCellsInSparseRows) {
    const auto sheets =
        read_xlsx(file_of("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c></row><row r=\"5\" s=\"1\"/>"
                          "<row r=\"7\"><c r=\"AB7\"><v>3</v></c><c r=\"AC7\" s=\"1\"/></row>"));
    ASSERT_TRUE(sheets);
    const std::vector<Line>& lines = sheets->front().lines;
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].number, 3U);
    EXPECT_EQ(lines[0].cells, (Cells{"", "1", "2"}));
    EXPECT_EQ(lines[1].number, 7U);
    ASSERT_EQ(lines[1].cells.size(), 28U);
    EXPECT_EQ(lines[1].cells[27], "3");
}

TEST(Xlsx, OfMergedCellsOnlyTheFirstHasAValue) {
    const std::string rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row>"
        "<row r=\"2\"><c r=\"A2\"><v>4</v></c><c r=\"B2\"><v>5</v></c><c r=\"C2\"><v>6</v></c></row>";
    const std::string merged = "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>";
    EXPECT_EQ(cells_of(test::zip_of(test::workbook(sheet_of(rows, merged)))),
              (std::vector<Cells>{{"1", "", "3"}, {"", "", "6"}}));
}

TEST(Xlsx, WritesDaysAsTheStyleShowsThem) {
    const std::string styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs>"
        "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
        "numFmtId=\"22\"/></cellXfs></styleSheet>";
    const std::string row =
        "<row><c><v>45078</v></c><c s=\"1\"><v>45078</v></c><c s=\"2\"><v>45078</v></c><c s=\"3\"><v>45078</v></c>"
        "<c s=\"4\"><v>45078.354166666664</v></c><c t=\"d\"><v>2023-06-01T00:00:00</v></c></row>";
    EXPECT_EQ(cells_of(file_of(row, styles)),
              (std::vector<Cells>{{"45078", "2023-06-01", "2023-06-01", "2023-06", "2023-06-01T08:30", "2023-06-01"}}));
    const std::string from_1904 = "<row><c s=\"1\"><v>43616</v></c></row>";
    EXPECT_EQ(cells_of(file_of(from_1904, styles, "<sst/>", "<workbookPr date1904=\"1\"/>")),
              (std::vector<Cells>{{"2023-06-01"}}));
}

TEST(CellFormat, TellsDaysFromNumbersByTheCode) {
    for (const std::string_view code :
         {"d/m/yy", "yyyy\"年\"m\"月\"d\"日\"", "[$-42A]\"Ngày\" dd \"tháng\" mm \"năm\" yyyy", "yyyy年m月d日",
          "[$-804]yyyy\\-mm\\-dd;@", "mmm"})
        EXPECT_EQ(shown_by(164, code), Shown::date) << code;
    for (const std::string_view code :
         {"General", "0.00E+00", "#,##0 \"đồng\"", "[Red]#,##0", "@", "0\\d", "\"yyyy\"0", "_d0_)", "General\"y\""})
        EXPECT_EQ(shown_by(164, code), Shown::number) << code;
    EXPECT_EQ(shown_by(164, "mm/yyyy"), Shown::month);
    EXPECT_EQ(shown_by(164, "yyyy"), Shown::year);
    EXPECT_EQ(shown_by(164, "hh:mm dd/mm/yyyy"), Shown::moment);
    EXPECT_EQ(shown_by(164, "h:mm:ss"), Shown::time);
    EXPECT_EQ(shown_by(164, "[h]:mm"), Shown::hours);
    EXPECT_EQ(shown_by(31, ""), Shown::date);
    EXPECT_EQ(shown_by(13, ""), Shown::number);
}

TEST(CellFormat, KnowsTheDayThatNeverWas) {
    EXPECT_EQ(cell_text("1", Shown::date, false), "1900-01-01");
    EXPECT_EQ(cell_text("59", Shown::date, false), "1900-02-28");
    EXPECT_EQ(cell_text("60", Shown::date, false), "1900-02-29");
    EXPECT_EQ(cell_text("61", Shown::date, false), "1900-03-01");
    EXPECT_EQ(cell_text("0", Shown::date, true), "1904-01-01");
    EXPECT_EQ(cell_text("2958465", Shown::date, false), "9999-12-31");
    for (const std::string_view none : {"2958466", "-1", "0", "1e300", "x"})
        EXPECT_EQ(cell_text(none, Shown::date, false), number_text(none)) << none;
    EXPECT_EQ(cell_text("0.5", Shown::time, false), "12:00");
    EXPECT_EQ(cell_text("1.1458333333333333", Shown::hours, false), "27:30");
    EXPECT_EQ(cell_text("45078.999999", Shown::moment, false), "2023-06-02");
}

TEST(Xlsx, ReadsSheetsInTheOrderOfTheirTabsAndPrefixedElements) {
    test::Parts parts = test::workbook(sheet_of("<row><c><v>1</v></c></row>"));
    parts[1].second =
        R"(<x:workbook><x:sheets><x:sheet name="Hai" r:id="two" state="hidden"/><x:sheet name="Biểu" r:id="chart"/>)"
        R"(<x:sheet name="Một" r:id="s"/></x:sheets></x:workbook>)";
    parts[2].second = R"(<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
                      R"(<Relationship Id="two" Type="x/worksheet" Target="/xl/worksheets/two.xml"/>)"
                      R"(<Relationship Id="chart" Type="x/chartsheet" Target="chart.xml"/></Relationships>)";
    parts.emplace_back(
        "xl/worksheets/two.xml",
        "<x:worksheet><!-- <x:row> --><x:sheetData><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>");
    const auto sheets = read_xlsx(test::zip_of(parts));
    ASSERT_TRUE(sheets);
    ASSERT_EQ(sheets->size(), 2U);
    EXPECT_EQ((*sheets)[0].name, "Hai");
    EXPECT_TRUE((*sheets)[0].hidden);
    EXPECT_EQ((*sheets)[0].lines.at(0).cells, (Cells{"2"}));
    EXPECT_EQ((*sheets)[1].name, "Một");
    EXPECT_FALSE((*sheets)[1].hidden);
}

TEST(Xlsx, RefusesWhatIsBroken) {
    const std::string good = file_of("<row><c><v>1</v></c></row>");
    EXPECT_EQ(refusal(good), "taken");
    for (const std::size_t size : {std::size_t{4}, good.size() / 2, good.size() - 1})
        EXPECT_EQ(refusal(std::string_view(good).substr(0, size)), "import.xlsx.broken") << size;
    EXPECT_EQ(refusal(file_of("<row><c t=\"s\"><v>7</v></c></row>")), "import.xlsx.broken");
    EXPECT_EQ(refusal(file_of("<row r=\"2\"/><row r=\"1\"/>")), "import.xlsx.broken");
    EXPECT_EQ(refusal(file_of("<row><c r=\"1A\"><v>7</v></c></row>")), "import.xlsx.broken");
    EXPECT_EQ(refusal(file_of("<row><c>")), "import.xlsx.broken");
    std::string damaged = test::zip_of(test::workbook(sheet_of("<row><c><v>12345</v></c></row>")), true);
    damaged[damaged.find("12345")] = '9';
    EXPECT_EQ(refusal(damaged), "import.xlsx.broken");
}

TEST(Xlsx, RefusesOtherKindsOfFiles) {
    EXPECT_EQ(refusal(test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
              "import.xlsx.ods");
    EXPECT_EQ(refusal(test::zip_of({{"word.txt", "x"}})), "import.xlsx.not_a_workbook");
    EXPECT_EQ(refusal(test::zip_of(test::workbook(""), false, "secret")), "import.xlsx.encrypted");
    test::Parts parts = test::workbook("");
    parts[0].second = "<r><x Id=\"a\" Type=\"/officeDocument\" Target=\"xl/workbook.bin\"/></r>";
    EXPECT_EQ(refusal(test::zip_of(parts)), "import.xlsx.binary");
    parts[0].second = "<r><x Id=\"a\" Type=\"/officeDocument\" Target=\"xl/styles.xml\"/></r>";
    EXPECT_EQ(refusal(test::zip_of(parts)), "import.xlsx.not_a_workbook");
}

TEST(Xlsx, RefusesEntitiesPathsAndBombs) {
    const std::string laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    EXPECT_EQ(refusal(test::zip_of(test::workbook(laughs + sheet_of("")))), "import.xlsx.suspicious");
    EXPECT_EQ(refusal(test::zip_of(test::workbook(sheet_of(""), laughs + "<styleSheet/>"))), "import.xlsx.suspicious");
    for (const char* path : {"../evil", "xl/../../evil", "/etc/passwd", "..\\evil", "C:evil"}) {
        test::Parts parts = test::workbook(sheet_of(""));
        parts.emplace_back(path, "x");
        EXPECT_EQ(refusal(test::zip_of(parts)), "import.xlsx.suspicious") << path;
    }
    EXPECT_EQ(refusal(test::zip_of(test::workbook(std::string(8U << 20U, ' ')))), "import.xlsx.suspicious");
}

TEST(Zip, HoldsItsLimits) {
    const std::string file = test::zip_of({{"a", std::string(1000, 'a')}, {"b", std::string(1000, 'b')}});
    EXPECT_TRUE(Zip::open(file));
    const auto entries = Zip::open(file, {.entries = 1});
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().key, "import.xlsx.suspicious");
    const auto total = Zip::open(file, {.total_bytes = 1999});
    ASSERT_FALSE(total);
    EXPECT_EQ(total.error().key, "import.xlsx.too_large");
    auto again = Zip::open(file, {.total_bytes = 2000});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->read("a"));
    EXPECT_TRUE(again->read("a"));
    EXPECT_FALSE(again->read("a"));
    auto part = Zip::open(file, {.part_bytes = 999});
    ASSERT_TRUE(part);
    EXPECT_FALSE(part->read("a"));
}

TEST(Xlsx, HoldsItsLimits) {
    const XlsxLimits limits{
        .rows = 5, .columns = 3, .cell_characters = 4, .cells = 6, .text_bytes = 12, .shared_bytes = 8};
    EXPECT_EQ(refusal(file_of("<row r=\"5\"><c r=\"C5\"><v>1234</v></c></row>"), limits), "taken");
    EXPECT_EQ(refusal(file_of("<row r=\"6\"/>"), limits), "import.xlsx.too_many_rows");
    EXPECT_EQ(refusal(file_of("<row><c r=\"D1\"><v>1</v></c></row>"), limits), "import.xlsx.too_many_columns");
    EXPECT_EQ(refusal(file_of("<row><c r=\"XFD1\" s=\"1\"/></row>"), limits), "taken");
    EXPECT_EQ(refusal(file_of("<row><c><v>12345</v></c></row>"), limits), "import.xlsx.cell_too_long");
    EXPECT_EQ(
        refusal(
            file_of("<row><c r=\"C1\"><v>1</v></c></row><row><c r=\"C2\"><v>1</v></c></row><row><c><v>1</v></c></row>"),
            limits),
        "import.xlsx.too_many_cells");
    EXPECT_EQ(
        refusal(file_of("<row><c><v>1234</v></c><c><v>1234</v></c></row><row><c><v>1234</v></c><c><v>1</v></c></row>"),
                limits),
        "import.xlsx.too_large");
    EXPECT_EQ(refusal(file_of("", "<styleSheet/>", "<sst><si><t>12345678</t></si></sst>"), limits),
              "import.xlsx.too_large");
    std::string over = "<mergeCells>";
    for (int i = 0; i < 7; ++i) over += "<mergeCell ref=\"A1:B2\"/>";
    EXPECT_EQ(
        refusal(test::zip_of(test::workbook(sheet_of("<row><c><v>1</v></c></row>", over + "</mergeCells>"))), limits),
        "import.xlsx.suspicious");
}

TEST(XmlPieces, FindsElementsHoweverTheBytesArrive) {
    const std::string xml =
        "<?xml version=\"1.0\"?><a><!-- <row>no</row> --><row r=\"1>\">x<c/></row>"
        "<![CDATA[<row/>]]><n:row/><rows/><row>y</row></a>";
    for (std::size_t step = 1; step <= xml.size(); ++step) {
        std::vector<std::string> found;
        XmlPieces pieces({"row"}, [&](std::string_view, std::string_view element) -> Result<void> {
            found.emplace_back(element);
            return {};
        });
        for (std::size_t at = 0; at < xml.size(); at += step)
            ASSERT_TRUE(pieces.feed(std::string_view(xml).substr(at, step)));
        EXPECT_TRUE(pieces.finish());
        EXPECT_EQ(found, (Cells{"<row r=\"1>\">x<c/></row>", "<n:row/>", "<row>y</row>"})) << step;
    }
}

}  // namespace
}  // namespace caunoi::imports
