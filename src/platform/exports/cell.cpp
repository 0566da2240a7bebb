// OWASP's list of formula characters, with the full-width forms that spreadsheets in Chinese and Japanese take for
// them.
#include "platform/exports/cell.hpp"

#include <algorithm>
#include <array>

namespace caunoi::exports {
namespace {

bool begins_a_formula(std::string_view text) {
    constexpr std::array<std::string_view, 11> beginnings{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    // An apostrophe that is part of the text gets one more, so that an import takes away exactly what was added.
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

bool needs_quotes(std::string_view text) {
    return text.find_first_of("\",;\t\r\n") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
}

}  // namespace

void append_cell(std::string& out, std::string_view text) {
    const bool quoted = needs_quotes(text);
    if (quoted) out += '"';
    if (begins_a_formula(text)) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

}  // namespace caunoi::exports
