// Whatever the bytes: no crash, cells within their limits, lines in order, and an end. Mutations rarely keep the zip
// whole, so the bytes are also taken for the sheet of a workbook that is whole.
#include "platform/base/text.hpp"
#include "platform/import/cell_format.hpp"
#include "platform/import/table.hpp"
#include "platform/import/test_zip.hpp"
#include "platform/import/xlsx.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
namespace {

void check(std::string_view file) {
    using namespace caunoi;
    const imports::XlsxLimits limits{.rows = 100, .columns = 20, .cell_characters = 200, .cells = 300};
    if (const auto sheets = imports::read_xlsx(file, limits)) {
        std::size_t cells = 0;
        for (const imports::Sheet& sheet : *sheets) {
            std::size_t last = 0;
            for (const imports::Line& line : sheet.lines) {
                if (line.number <= last || line.number > limits.rows || line.cells.size() > limits.columns)
                    std::abort();
                last = line.number;
                cells += line.cells.size();
            }
        }
        if (cells > limits.cells) std::abort();
    }
    if (const auto table = imports::open_table(file, "a.xlsx"))
        for (const imports::Sheet& sheet : table->sheets) {
            if (imports::header_line(sheet) > sheet.lines.size()) std::abort();
            for (const imports::Line& line : sheet.lines)
                for (const std::string& cell : line.cells)
                    if (!valid_utf8(cell)) std::abort();
        }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    check(bytes);
    using caunoi::imports::test::workbook;
    check(caunoi::imports::test::zip_of(workbook(bytes, bytes, bytes), true));
    caunoi::imports::shown_by(1000, bytes);
    return 0;
}
