// Reads the tables that people bring: CSV or TSV in UTF-8, as Excel, LibreOffice, WPS and scripts write them.
#pragma once

#include "platform/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::imports {

struct CsvLimits {
    std::size_t columns = 200;
    std::size_t cell_bytes = 64 * 1024;
    std::size_t rows = 200'000;  // below the heading
};

// Streams over bytes that must outlive it. Cells come out as clean() makes them, and without the apostrophe that
// exports put before a formula character, so that a file of ours comes back as it went out. Lines without any content
// are skipped.
//
//   CsvReader reader(bytes);
//   const std::vector<std::string> columns = TRY(reader.header());
//   std::vector<std::string> row;
//   while (TRY(reader.next(row))) …            // row.size() == columns.size()
//
// Errors are `invalid` with a key import.csv.*; their arguments are {line} (of the file, from 1, as an editor counts)
// and, where one cell is to blame, {column} (from 1). After an error the reader gives no more rows.
class CsvReader {
public:
    explicit CsvReader(std::string_view bytes, const CsvLimits& limits = {});

    // The heading line; refuses files that are not UTF-8 as a whole, so that nothing is imported from half of one.
    // Reading it a second time gives the same. Columns without a heading are "".
    Result<std::vector<std::string>> header();
    // Instead of both, for those who look for the heading themselves: each line with content as it is. The caller has
    // made the text UTF-8.
    Result<bool> record(std::vector<std::string>& cells);
    // False at the end. Rows shorter than the heading are filled up with "".
    Result<bool> next(std::vector<std::string>& row);

    [[nodiscard]] char separator() const { return separator_; }   // ',', ';' or tab; known after the first line
    [[nodiscard]] std::size_t line() const { return row_line_; }  // where the last row begins
    [[nodiscard]] std::size_t rows() const { return rows_; }      // given out so far

private:
    Result<std::vector<std::string>> read_header();
    Result<void> check_encoding();
    void detect_separator();
    Result<bool> read_record(std::vector<std::string>& cells);
    Result<std::string> read_cell(std::size_t column);
    Result<std::string> read_quoted(std::size_t column);
    void skip_line_end();
    [[nodiscard]] bool at_line_end() const { return bytes_[at_] == '\n' || bytes_[at_] == '\r'; }

    std::string_view bytes_;
    CsvLimits limits_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t row_line_ = 1;
    std::size_t rows_ = 0;
    char separator_ = ',';
    bool header_read_ = false;
    bool separator_known_ = false;
    bool failed_ = false;
    std::vector<std::string> header_;
};

}  // namespace caunoi::imports
