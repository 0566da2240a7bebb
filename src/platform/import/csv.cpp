// RFC 4180 with what real files need on top: other separators, any line end, quotes inside cells that are not quoted.
#include "platform/import/csv.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace caunoi::imports {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

tl::unexpected<Error> fail_at(std::string_view key, std::size_t line) {
    return fail(Error::Kind::invalid, key, {{"line", std::to_string(line)}});
}
tl::unexpected<Error> fail_at(std::string_view key, std::size_t line, std::size_t column, Arguments more = {}) {
    Arguments arguments{{"line", std::to_string(line)}, {"column", std::to_string(column)}};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return fail(Error::Kind::invalid, key, std::move(arguments));
}

// UTF-16 of Latin letters is every second byte a NUL, with or without a mark in front ("Unicode text" of Excel has
// one).
bool looks_like_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) return true;
    const std::string_view beginning = bytes.substr(0, 512);
    return beginning.size() >= 4 &&
           static_cast<std::size_t>(std::ranges::count(beginning, '\0')) >= beginning.size() / 4;
}

std::size_t line_of(std::string_view bytes, std::size_t at) {
    std::size_t line = 1;
    for (std::size_t i = 0; i < at; ++i)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < bytes.size() && bytes[i + 1] == '\n'))) ++line;
    return line;
}

// exports::Csv writes '=1+1 for =1+1; the apostrophe is not part of what was exported.
std::string_view without_guard(std::string_view text) {
    constexpr std::array<std::string_view, 11> guarded{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"};
    const std::size_t apostrophes = std::min(text.find_first_not_of('\''), text.size());
    const std::string_view rest = text.substr(apostrophes);
    const bool is_guard = std::ranges::any_of(guarded, [&](std::string_view c) { return rest.starts_with(c); });
    return apostrophes > 0 && is_guard ? text.substr(1) : text;
}

std::string finish_cell(std::string_view raw) {
    return clean(without_guard(raw));
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes, const CsvLimits& limits) : bytes_(bytes), limits_(limits) {
    if (bytes_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

Result<std::vector<std::string>> CsvReader::header() {
    if (header_read_) return header_;
    auto read = read_header();
    if (!read) failed_ = true;
    return read;
}

Result<std::vector<std::string>> CsvReader::read_header() {
    TRY(check_encoding());
    detect_separator();
    std::vector<std::string> names;
    if (!TRY(read_record(names))) return fail(Error::Kind::invalid, "import.csv.empty");
    std::set<std::string> seen;
    for (std::size_t n = 0; n < names.size(); ++n) {
        names[n] = clean_line(names[n]);
        if (!names[n].empty() && !seen.insert(names[n]).second)
            return fail_at("import.csv.heading_twice", row_line_, n + 1, {{"name", names[n]}});
    }
    // Spreadsheets write the separators of columns that were once used.
    while (!names.empty() && names.back().empty()) names.pop_back();
    header_ = std::move(names);
    header_read_ = true;
    return header_;
}

Result<bool> CsvReader::next(std::vector<std::string>& row) {
    row.clear();
    if (failed_) return false;
    if (!header_read_) TRY(header());
    auto found = read_record(row);
    if (found && *found) {
        const auto beyond = static_cast<std::ptrdiff_t>(std::min(row.size(), header_.size()));
        const auto extra =
            std::find_if(row.begin() + beyond, row.end(), [](const std::string& c) { return !c.empty(); });
        if (extra != row.end()) {
            failed_ = true;
            return fail_at("import.csv.too_many_cells", row_line_, static_cast<std::size_t>(extra - row.begin()) + 1,
                           {{"columns", std::to_string(header_.size())}});
        }
        if (rows_ == limits_.rows) {
            failed_ = true;
            return fail(Error::Kind::invalid, "import.csv.too_many_rows", {{"rows", std::to_string(limits_.rows)}});
        }
        row.resize(header_.size());
        ++rows_;
    }
    if (!found) failed_ = true;
    return found;
}

Result<void> CsvReader::check_encoding() {
    if (looks_like_utf16(bytes_)) return fail(Error::Kind::invalid, "import.csv.utf16");
    std::size_t at = at_;
    while (at < bytes_.size()) {
        const std::size_t begin = at;
        if (next_code_point(bytes_, at) == invalid_code_point)
            return fail_at("import.csv.not_utf8", line_of(bytes_, begin));
    }
    return {};
}

// The one of which most of the first lines have the same number, outside of quotes: titles above the heading have none,
// and decimal commas come and go. Among equals the one that is rarer in text.
void CsvReader::detect_separator() {
    constexpr std::array<char, 3> separators{'\t', ';', ','};
    constexpr std::size_t looked_at = 20;
    std::array<std::map<std::size_t, std::size_t>, 3> lines;  // how many lines have so many
    std::array<std::size_t, 3> counts{};
    std::size_t seen = 0;
    bool quoted = false;
    bool begin = true;  // of a cell: elsewhere a quote is an ordinary character
    for (std::size_t i = at_; i <= bytes_.size() && seen < looked_at; ++i) {
        const char c = i < bytes_.size() ? bytes_[i] : '\n';
        if (c == '"' && (quoted || begin)) quoted = !quoted;
        if (quoted && i < bytes_.size()) continue;
        const bool end = c == '\n' || c == '\r';
        begin = end;
        for (std::size_t n = 0; n < separators.size(); ++n) {
            if (end && counts[n] > 0) ++lines[n][counts[n]];
            if (end) counts[n] = 0;
            if (c != separators[n]) continue;
            ++counts[n];
            begin = true;
        }
        if (end) ++seen;
    }
    separator_ = ',';
    std::size_t most = 0;
    for (std::size_t n = 0; n < separators.size(); ++n)
        for (const auto& [count, agreeing] : lines[n])
            if (agreeing > most) {
                most = agreeing;
                separator_ = separators[n];
            }
    separator_known_ = true;
}

Result<bool> CsvReader::record(std::vector<std::string>& cells) {
    if (!separator_known_) detect_separator();
    if (!TRY(read_record(cells))) return false;
    if (rows_ == limits_.rows)
        return fail(Error::Kind::invalid, "import.csv.too_many_rows", {{"rows", std::to_string(limits_.rows)}});
    ++rows_;
    return true;
}

Result<bool> CsvReader::read_record(std::vector<std::string>& cells) {
    while (at_ < bytes_.size()) {
        cells.clear();
        row_line_ = line_;
        bool content = false;
        for (bool more = true; more;) {
            if (cells.size() == limits_.columns)
                return fail_at("import.csv.too_many_columns", row_line_, cells.size() + 1,
                               {{"columns", std::to_string(limits_.columns)}});
            cells.push_back(TRY(read_cell(cells.size() + 1)));
            content = content || !cells.back().empty();
            more = at_ < bytes_.size() && bytes_[at_] == separator_;
            if (more) ++at_;
        }
        skip_line_end();
        if (content) return true;
    }
    cells.clear();
    return false;
}

Result<std::string> CsvReader::read_cell(std::size_t column) {
    if (at_ < bytes_.size() && bytes_[at_] == '"') return read_quoted(column);
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && bytes_[at_] != separator_ && !at_line_end()) ++at_;
    if (at_ - begin > limits_.cell_bytes)
        return fail_at("import.csv.cell_too_long", line_, column, {{"kb", std::to_string(limits_.cell_bytes / 1024)}});
    return finish_cell(bytes_.substr(begin, at_ - begin));
}

Result<std::string> CsvReader::read_quoted(std::size_t column) {
    const std::size_t opened = line_;
    std::string text;
    ++at_;
    while (at_ < bytes_.size()) {
        const char c = bytes_[at_];
        if (c == '"') {
            ++at_;
            if (at_ < bytes_.size() && bytes_[at_] == '"') {
                text += '"';
                ++at_;
                continue;
            }
            if (at_ < bytes_.size() && bytes_[at_] != separator_ && !at_line_end())
                return fail_at("import.csv.after_quote", line_, column);
            return finish_cell(text);
        }
        if (at_line_end()) {
            skip_line_end();
            text += '\n';
        } else {
            text += c;
            ++at_;
        }
        if (text.size() > limits_.cell_bytes)
            return fail_at("import.csv.cell_too_long", opened, column,
                           {{"kb", std::to_string(limits_.cell_bytes / 1024)}});
    }
    return fail_at("import.csv.quote_not_closed", opened, column);
}

void CsvReader::skip_line_end() {
    if (at_ >= bytes_.size()) return;
    if (bytes_[at_] == '\r') {
        ++at_;
        if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
    } else {
        ++at_;
    }
    ++line_;
}

}  // namespace caunoi::imports
