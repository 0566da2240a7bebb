// A full disk is our trouble and not the sender's: it answers 503, never 400.
#include "platform/http/intake.hpp"

#include "platform/base/text.hpp"
#include "platform/http/header_value.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace caunoi::http {

Intake::Intake(const Request& request, const Limits& limits, const std::filesystem::path& spool)
    : form_fields_(limits.form_fields), limit_(limits.form_bytes) {
    if (request.method != Method::post) return;
    const std::string_view content_type = request.header("content-type");
    const std::string type = parse_header_value(content_type).value;
    if (equal_ignoring_ascii_case(type, "application/x-www-form-urlencoded")) {
        kind_ = Kind::form;
    } else if (equal_ignoring_ascii_case(type, "multipart/form-data")) {
        kind_ = Kind::multipart;
        limit_ = limits.upload_bytes;
        if (const auto boundary = multipart_boundary(content_type))
            multipart_.emplace(*boundary, spool,
                               MultipartParser::Limits{.field_bytes = limits.form_bytes, .parts = limits.form_fields});
        else
            refuse(400);
    } else {
        kind_ = Kind::raw;
    }
}

bool Intake::refuse(int status) {
    status_ = status;
    return false;
}

bool Intake::take(std::string_view piece) noexcept {
    if (status_ != 0) return false;
    taken_ += piece.size();
    if (taken_ > limit_) return refuse(413);
    if (kind_ == Kind::form || kind_ == Kind::raw) body_ += piece;
    if (kind_ != Kind::multipart) return true;
    try {
        return multipart_->feed(piece) || refuse(multipart_->status());
    } catch (const std::exception&) {
        return refuse(503);
    }
}

bool Intake::finish(Request& request) noexcept {
    if (status_ != 0) return false;
    if (kind_ == Kind::raw) request.body = std::move(body_);
    if (kind_ == Kind::form) {
        if (std::ranges::count(body_, '&') >= form_fields_) return refuse(413);
        auto fields = parse_urlencoded(body_);
        if (!fields) return refuse(400);
        request.form = std::move(*fields);
    }
    if (kind_ != Kind::multipart) return true;
    try {
        return multipart_->finish(request) || refuse(multipart_->status());
    } catch (const std::exception&) {
        return refuse(503);
    }
}

}  // namespace caunoi::http
