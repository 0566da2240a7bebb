// One door for the tables that people bring: workbooks and text files, told by their content and not by their name.
#pragma once

#include "platform/base/result.hpp"
#include "platform/import/encoding.hpp"
#include "platform/import/sheet.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace caunoi::imports {

enum class TableKind { text, workbook };

struct Table {
    TableKind kind = TableKind::text;
    Encoding encoding = Encoding::utf8;  // of a workbook: TCVN3 or VNI when its letters were those of an old font
    bool doubtful = false;
    Advice advice = Advice::none;
    char separator = 0;  // of a text
    std::vector<Sheet> sheets;
};

// Cells come out as clean() makes them, the same for both kinds. The file's name names the sheet of a text. Refusals
// are those of read_xlsx(), decode() and CsvReader, and import.xlsx.old_format, import.text.web_page.
Result<Table> open_table(std::string_view bytes, std::string_view filename);

// Where the headings stand: the first line whose cells are mostly texts, all different, and about as many as there are
// columns; titles of lists stand above it. An index into `lines`; 0 when no line looks so.
std::size_t header_line(const Sheet& sheet);

}  // namespace caunoi::imports
