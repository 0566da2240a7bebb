// Whatever the bytes: no crash, rows as wide as the heading, cells within their limit, and an end.
#include "platform/base/text.hpp"
#include "platform/import/csv.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace caunoi;
    const imports::CsvLimits limits{.columns = 20, .cell_bytes = 200, .rows = 50};
    imports::CsvReader reader({reinterpret_cast<const char*>(data), size}, limits);
    const auto header = reader.header();
    std::vector<std::string> row;
    if (!header) {
        const auto after_error = reader.next(row);
        if (!after_error || *after_error) std::abort();
        return 0;
    }
    if (header->empty() || header->size() > limits.columns) std::abort();
    std::size_t rows = 0;
    for (;;) {
        const auto more = reader.next(row);
        if (!more || !*more) break;
        if (++rows > limits.rows || row.size() != header->size()) std::abort();
        for (const std::string& cell : row)
            if (!valid_utf8(cell)) std::abort();
    }
    return 0;
}
