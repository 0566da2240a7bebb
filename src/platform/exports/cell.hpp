// How a text stands in a CSV file.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::exports {

// Appends the cell: guarded if a spreadsheet would take it for a formula, in quotes if it needs them.
void append_cell(std::string& out, std::string_view text);

}  // namespace caunoi::exports
