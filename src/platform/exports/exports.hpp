// The one door out: every CSV and every document that leaves goes through here, with its purpose, recipient and columns
// written down first.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"
#include "platform/http/response.hpp"

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::exports {

struct Purpose {
    std::string_view list;       // what is exported: "activities"
    std::string_view purpose;    // translation key or words of the user
    std::string_view recipient;  // "" for the user's own work
    std::vector<std::string> columns;
};

// A CSV file being spooled to disk, so that a slow client holds nothing. UTF-8 with BOM (Excel), cells that a
// spreadsheet would take for a formula are guarded with an apostrophe, LF line ends as RFC 4180 readers accept them.
// Without finish() nothing remains.
class Csv {
public:
    Csv(const Csv&) = delete;
    Csv& operator=(const Csv&) = delete;
    Csv(Csv&& other) noexcept;
    Csv& operator=(Csv&&) = delete;
    ~Csv();
    void cell(std::string_view text);
    void end_row();  // throws std::logic_error when the row has not one cell for each column
    // The answer that sends the file; the spool file is removed afterwards.
    [[nodiscard]] http::Response finish(std::string_view file_name);
    void finish_to(const std::filesystem::path& target);  // replaces what is there
    void print(std::ostream& out);  // to a pipe, without the mark that tells a spreadsheet the encoding

private:
    friend Result<Csv> open(Context& context, const Purpose& purpose);
    struct Impl;
    explicit Csv(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// Writes the history line (who, what list, which columns, for whom) in a transaction of its own, then opens the spool
// and writes the heading row. The caller has checked the right to see the list. `invalid` without a purpose. Throws
// std::logic_error inside a transaction: undoing that would undo the line, but not the file.
Result<Csv> open(Context& context, const Purpose& purpose);

// The same door for a document that is made already: a card, a letter.
Result<http::Response> document(Context& context, const Purpose& purpose, std::string_view file_name,
                                std::string_view type, std::string bytes);

// A table to fill in. It holds none of the records, so it is not written down.
http::Response blank(std::string_view file_name, std::string_view csv);

}  // namespace caunoi::exports
