#include "platform/import/table.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/import/csv.hpp"
#include "platform/import/vietnamese.hpp"
#include "platform/import/xlsx.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace caunoi::imports {
namespace {

constexpr std::string_view compound_file = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";  // .xls, and .xlsx with a password

Advice advice_for(const Spelling& spelling) {
    if (spelling.doubtful) return Advice::look_at_letters;
    return spelling.font == Font::tcvn3 ? Advice::look_at_capitals : Advice::none;
}

void finish_cells(Sheet& sheet, const Spelling& spelling) {
    for (Line& line : sheet.lines) {
        for (std::string& cell : line.cells) cell = clean(respell(cell, spelling));
        while (!line.cells.empty() && line.cells.back().empty()) line.cells.pop_back();
    }
    std::erase_if(sheet.lines, [](const Line& line) { return line.cells.empty(); });
}

Result<Table> open_workbook(std::string_view bytes) {
    Table table{.kind = TableKind::workbook, .sheets = {}};
    table.sheets = TRY(read_xlsx(bytes));
    std::string sample;
    for (const Sheet& sheet : table.sheets)
        for (const Line& line : sheet.lines)
            for (const std::string& cell : line.cells)
                if (sample.size() < 256U * 1024) sample += cell + '\n';
    const Spelling spelling = recognise(sample);
    if (spelling.font != Font::none) table.encoding = spelling.font == Font::tcvn3 ? Encoding::tcvn3 : Encoding::vni;
    table.doubtful = spelling.doubtful;
    table.advice = advice_for(spelling);
    for (Sheet& sheet : table.sheets) finish_cells(sheet, spelling);
    return table;
}

Result<Table> open_text(std::string_view bytes, std::string_view filename) {
    const Decoded decoded = TRY(decode(bytes));
    // Many systems call a web page .xls; Excel opens it with a warning.
    if (trim(decoded.text.substr(0, 1024)).starts_with('<')) return fail(Error::Kind::invalid, "import.text.web_page");
    Table table{.encoding = decoded.encoding, .doubtful = decoded.doubtful, .advice = decoded.advice, .sheets = {}};
    CsvReader reader(decoded.text, {.columns = 1'024, .rows = 1'000'000});
    Sheet sheet{.name = clean_line(filename.substr(0, filename.rfind('.'))), .lines = {}};
    std::vector<std::string> cells;
    while (TRY(reader.record(cells))) {
        while (cells.back().empty()) cells.pop_back();
        sheet.lines.push_back({reader.line(), cells});
    }
    if (sheet.lines.empty()) return fail(Error::Kind::invalid, "import.csv.empty");
    table.separator = reader.separator();
    table.sheets.push_back(std::move(sheet));
    return table;
}

// At least one letter: numbers and days are no headings.
bool has_letter(std::string_view cell) {
    for (std::size_t at = 0; at < cell.size();) {
        const char32_t c = next_code_point(cell, at);
        if (c > 0x7f || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
    }
    return false;
}

}  // namespace

Result<Table> open_table(std::string_view bytes, std::string_view filename) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return open_workbook(bytes);
    if (bytes.starts_with(compound_file)) {
        constexpr std::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
        const bool locked = bytes.find(encrypted) != std::string_view::npos;
        return fail(Error::Kind::invalid, locked ? "import.xlsx.encrypted" : "import.xlsx.old_format");
    }
    if (bytes.starts_with("%PDF") || bytes.starts_with("{\\rtf"))
        return fail(Error::Kind::invalid, "import.text.not_text");
    return open_text(bytes, filename);
}

std::size_t header_line(const Sheet& sheet) {
    constexpr std::size_t looked_at = 20;
    const std::size_t count = std::min(sheet.lines.size(), looked_at);
    const auto filled = [](const Line& line) {
        return static_cast<std::size_t>(std::ranges::count_if(line.cells, [](const auto& c) { return !c.empty(); }));
    };
    std::size_t widest = 0;
    for (std::size_t i = 0; i < count; ++i) widest = std::max(widest, filled(sheet.lines[i]));
    for (std::size_t i = 0; i < count; ++i) {
        std::set<std::string_view> different;
        std::size_t texts = 0;
        for (const std::string& cell : sheet.lines[i].cells) {
            if (cell.empty()) continue;
            different.insert(cell);
            if (has_letter(cell)) ++texts;
        }
        const std::size_t cells = filled(sheet.lines[i]);
        if (cells * 10 >= widest * 6 && texts * 10 >= cells * 8 && different.size() == cells) return i;
    }
    return 0;
}

}  // namespace caunoi::imports
