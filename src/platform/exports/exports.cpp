#include "platform/exports/exports.hpp"

#include "platform/base/json.hpp"
#include "platform/context/installation.hpp"
#include "platform/exports/attachment.hpp"
#include "platform/exports/cell.hpp"
#include "platform/http/spool_file.hpp"
#include "platform/log/log.hpp"

#include <fstream>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace caunoi::exports {
namespace {

constexpr std::size_t write_at = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string as_json(const Purpose& purpose) {
    Json json;
    json.open('{').key("purpose").value(purpose.purpose).key("recipient").value(purpose.recipient);
    json.key("columns").open('[');
    for (const std::string& column : purpose.columns) json.value(column);
    return json.close(']').close('}').take();
}

}  // namespace

struct Csv::Impl {
    Impl(const std::filesystem::path& folder, std::size_t width) : file(folder), columns(width) {}

    void flush() {
        file.write(pending);
        pending.clear();
    }

    http::SpoolFile file;
    std::string pending{byte_order_mark};
    std::size_t columns;
    std::size_t in_row = 0;
};

Csv::Csv(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Csv::Csv(Csv&& other) noexcept = default;
Csv::~Csv() = default;

void Csv::cell(std::string_view text) {
    if (impl_->in_row++ > 0) impl_->pending += ',';
    append_cell(impl_->pending, text);
}

void Csv::end_row() {
    if (impl_->in_row != impl_->columns) throw std::logic_error("a row of an export has not one cell for each column");
    impl_->in_row = 0;
    impl_->pending += '\n';
    if (impl_->pending.size() >= write_at) impl_->flush();
}

http::Response Csv::finish(std::string_view file_name) {
    impl_->flush();
    http::Response response{.status = 200,
                            .type = "text/csv; charset=utf-8; header=present",
                            .body = http::FileBody{.path = impl_->file.release(), .remove_after = true},
                            .headers = {},
                            .etag = {}};
    response.add("Content-Disposition", attachment(file_name));
    return response;
}

void Csv::finish_to(const std::filesystem::path& target) {
    impl_->flush();
    const std::filesystem::path spooled = impl_->file.release();
    std::error_code error;
    std::filesystem::rename(spooled, target, error);
    if (!error) return;
    // The target lies on another disk.
    std::filesystem::copy_file(spooled, target, std::filesystem::copy_options::overwrite_existing, error);
    std::filesystem::remove(spooled);
    if (error) throw std::system_error(error, "cannot write " + target.string());
}

void Csv::print(std::ostream& out) {
    impl_->flush();
    const std::filesystem::path spooled = impl_->file.release();
    std::ifstream in(spooled, std::ios::binary);
    in.ignore(static_cast<std::streamsize>(byte_order_mark.size()));
    out << in.rdbuf();
    in.close();
    std::filesystem::remove(spooled);
    if (!out) throw std::runtime_error("the table could not be written to the end");
}

namespace {

// The line that stands in the history before anything leaves.
Result<void> tell(Context& context, const Purpose& purpose) {
    if (context.open) throw std::logic_error("an export is not part of a transaction");
    if (purpose.columns.empty()) throw std::logic_error("an export has columns");
    if (purpose.purpose.empty()) {
        Errors errors;
        errors.add("purpose", "export.purpose_required");
        return std::move(errors).result();
    }
    const std::string content = as_json(purpose);
    write(context, [&](store::Tx& tx) {
        log::append(tx, context,
                    {.action = "export", .kind = purpose.list, .record = 0, .title = purpose.list, .content = content});
    });
    return {};
}

}  // namespace

Result<http::Response> document(Context& context, const Purpose& purpose, std::string_view file_name,
                                std::string_view type, std::string bytes) {
    TRY(tell(context, purpose));
    http::Response response{.type = std::string(type), .body = std::move(bytes)};
    response.add("Content-Disposition", attachment(file_name));
    return response;
}

Result<Csv> open(Context& context, const Purpose& purpose) {
    TRY(tell(context, purpose));
    const auto folder = context.installation.data / "spool";
    std::filesystem::create_directories(folder);
    Csv csv(std::make_unique<Csv::Impl>(folder, purpose.columns.size()));
    for (const std::string& column : purpose.columns) csv.cell(column);
    csv.end_row();
    return csv;
}

http::Response blank(std::string_view file_name, std::string_view csv) {
    http::Response response{.type = "text/csv; charset=utf-8", .body = std::string(byte_order_mark).append(csv)};
    response.add("Content-Disposition", attachment(file_name));
    return response;
}

}  // namespace caunoi::exports
