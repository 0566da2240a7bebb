// Reads workbooks of Excel, WPS, LibreOffice and of scripts (.xlsx, .xlsm).
#pragma once

#include "platform/base/result.hpp"
#include "platform/import/sheet.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace caunoi::imports {

struct XlsxLimits {
    std::size_t rows = 1'000'000;  // of one sheet, as Excel numbers them
    std::size_t columns = 1'024;
    std::size_t cell_characters = 32'767;          // Excel's own
    std::size_t cells = 5'000'000;                 // of the file; an empty cell between two others counts
    std::size_t text_bytes = 200U * 1024 * 1024;   // of all cells: one shared text can stand in a million
    std::size_t shared_bytes = 64U * 1024 * 1024;  // of the shared texts
};

// Sheets in the order of their tabs, hidden ones too; charts are left out. Texts are as stored (the caller cleans
// them), numbers as number_text() and cell_text() write them, truth as "true" and "false", errors and merged cells but
// the first empty, formulas as they were last computed. Errors are `invalid`: import.xlsx.broken, .encrypted,
// .suspicious, .too_large {mb}, .binary, .ods, .not_a_workbook, .too_many_rows {rows}, .too_many_cells {cells},
// and, of one cell, .too_many_columns and .cell_too_long {sheet} {line} {column} {limit}.
Result<std::vector<Sheet>> read_xlsx(std::string_view bytes, const XlsxLimits& limits = {});

}  // namespace caunoi::imports
