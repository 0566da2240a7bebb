// RFC 7578 as browsers write it (WHATWG form-data), refused strictly where a guess could change a record.
#include "platform/http/multipart.hpp"

#include "platform/base/text.hpp"
#include "platform/http/header_value.hpp"

#include <algorithm>
#include <utility>

namespace caunoi::http {

namespace {

// Browsers escape exactly these three in names and file names.
std::string unescape_name(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view code = text.substr(i, 3);
        const char c = code == "%22"                    ? '"'
                       : code == "%0D" || code == "%0d" ? '\r'
                       : code == "%0A" || code == "%0a" ? '\n'
                                                        : '\0';
        if (c != '\0') i += 2;
        plain += c == '\0' ? text[i] : c;
    }
    return plain;
}

// Old browsers sent C:\photos\x.jpg; the last piece is what the person knows the file by.
std::string shown_name(std::string_view name) {
    const std::size_t slash = name.find_last_of("/\\");
    return clean_line(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

struct PartHeaders {
    bool form_data = false;
    std::optional<std::string> name = {};
    std::optional<std::string> file_name = {};
    std::string type = "text/plain";
    bool plain_transfer = true;
};

void read_disposition(std::string_view value, PartHeaders& headers) {
    const HeaderValue disposition = parse_header_value(value);
    headers.form_data = equal_ignoring_ascii_case(disposition.value, "form-data");
    if (const auto name = disposition.parameter("name")) headers.name = unescape_name(*name);
    if (const auto name = disposition.parameter("filename")) headers.file_name = unescape_name(*name);
    // RFC 7578 forbids filename*, yet some HTTP libraries send it beside an ASCII stand-in.
    if (const auto name = disposition.parameter("filename*"))
        if (auto decoded = parse_extended_value(*name)) headers.file_name = std::move(*decoded);
}

std::optional<PartHeaders> parse_part_headers(std::string_view text) {
    PartHeaders headers;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\r\n"), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || line.starts_with(' ') || line.starts_with('\t')) return std::nullopt;
        const std::string_view name = trim(line.substr(0, colon));
        const std::string_view value = trim(line.substr(colon + 1));
        if (equal_ignoring_ascii_case(name, "content-disposition")) read_disposition(value, headers);
        if (equal_ignoring_ascii_case(name, "content-type")) headers.type = clean_line(value);
        if (equal_ignoring_ascii_case(name, "content-transfer-encoding"))
            headers.plain_transfer =
                !equal_ignoring_ascii_case(value, "base64") && !equal_ignoring_ascii_case(value, "quoted-printable");
    }
    return headers;
}

bool is_boundary(std::string_view text) {
    constexpr std::string_view others = "'()+_,-./:=? ";
    const auto allowed = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 70 && text.back() != ' ' && std::ranges::all_of(text, allowed);
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    const HeaderValue type = parse_header_value(content_type);
    if (!equal_ignoring_ascii_case(type.value, "multipart/form-data")) return std::nullopt;
    auto boundary = type.parameter("boundary");
    if (!boundary || !is_boundary(*boundary)) return std::nullopt;
    return boundary;
}

MultipartParser::MultipartParser(std::string_view boundary, std::filesystem::path spool, Limits limits)
    : delimiter_("\r\n--"), spool_(std::move(spool)), limits_(limits) {
    delimiter_ += boundary;
}

bool MultipartParser::refuse(int status) {
    status_ = status;
    files_.clear();
    return false;
}

bool MultipartParser::feed(std::string_view bytes) {
    if (status_ != 0) return false;
    if (state_ == State::epilogue) return true;
    buffer_.erase(0, begin_);
    begin_ = 0;
    buffer_.append(bytes);
    for (bool progress = true; progress;) {
        progress = false;
        if (!step(progress)) return false;
    }
    return true;
}

bool MultipartParser::step(bool& progress) {
    switch (state_) {
        case State::content: return read_content(progress);
        case State::after_delimiter: return read_after_delimiter(progress);
        case State::headers: return read_headers(progress);
        case State::epilogue: return true;
    }
    return true;
}

bool MultipartParser::read_content(bool& progress) {
    const std::string_view text = pending();
    const std::size_t found = text.find(delimiter_);
    if (found == std::string_view::npos) {
        // The end of the piece may be the beginning of a delimiter.
        const std::size_t keep = std::min(text.size(), delimiter_.size() - 1);
        const bool taken = take(text.substr(0, text.size() - keep));
        consume(text.size() - keep);
        return taken;
    }
    if (!take(text.substr(0, found)) || !end_part()) return false;
    consume(found + delimiter_.size());
    state_ = State::after_delimiter;
    progress = true;
    return true;
}

bool MultipartParser::read_after_delimiter(bool& progress) {
    const std::string_view text = pending();
    if (text.starts_with("--")) {
        state_ = State::epilogue;
        return true;
    }
    const std::size_t padding = std::min(text.find_first_not_of(" \t"), text.size());
    if (padding > limits_.part_header_bytes) return refuse(400);
    if (text.size() < padding + 2) return true;
    if (text.substr(padding, 2) != "\r\n") return refuse(400);
    if (++parts_ > limits_.parts) return refuse(413);
    // The line break stays: a part without headers is then "\r\n\r\n" as well.
    consume(padding);
    state_ = State::headers;
    progress = true;
    return true;
}

bool MultipartParser::read_headers(bool& progress) {
    const std::string_view text = pending();
    const std::size_t end = text.find("\r\n\r\n");
    const std::size_t seen = end == std::string_view::npos ? std::max<std::size_t>(text.size(), 3) - 3 : end;
    if (seen > limits_.part_header_bytes) return refuse(400);
    if (end == std::string_view::npos) return true;
    if (!begin_part(text.substr(2, std::max<std::size_t>(end, 2) - 2))) return false;
    consume(end + 4);
    state_ = State::content;
    progress = true;
    return true;
}

bool MultipartParser::begin_part(std::string_view text) {
    const auto headers = parse_part_headers(text);
    if (!headers || !headers->form_data || !headers->name || !headers->plain_transfer) return refuse(400);
    if (!valid_utf8(*headers->name)) return refuse(400);
    field_name_ = clean(*headers->name);
    field_value_.clear();
    file_name_ = headers->file_name ? shown_name(*headers->file_name) : std::string();
    file_type_ = headers->type;
    part_ = headers->file_name ? Part::file : Part::field;
    file_is_open_ = false;
    field_bytes_ += field_name_.size();
    return true;
}

void MultipartParser::open_file() {
    // The file first: it throws when the disk is full, and GCC 12 would then destroy the finished upload twice.
    SpoolFile file(spool_);
    files_.push_back(
        {.upload = {.field = field_name_, .name = file_name_, .type = file_type_}, .spool = std::move(file)});
    file_is_open_ = true;
}

bool MultipartParser::take(std::string_view bytes) {
    if (bytes.empty()) return true;
    if (part_ == Part::field) {
        field_bytes_ += bytes.size();
        if (field_bytes_ > limits_.field_bytes) return refuse(413);
        field_value_ += bytes;
    } else if (part_ == Part::file) {
        if (!file_is_open_) open_file();
        files_.back().spool.write(bytes);
    }
    return true;
}

bool MultipartParser::end_part() {
    if (part_ == Part::field) {
        if (!valid_utf8(field_value_)) return refuse(400);
        fields_.emplace_back(field_name_, clean(field_value_));
    }
    // A file input without a choice arrives with neither name nor content.
    if (part_ == Part::file && !file_is_open_ && !file_name_.empty()) open_file();
    return true;
}

bool MultipartParser::finish(Request& request) {
    if (status_ == 0 && state_ != State::epilogue) refuse(400);
    if (status_ != 0) return false;
    request.form = std::move(fields_);
    for (File& file : files_) {
        file.upload.bytes = file.spool.bytes();
        file.upload.path = file.spool.release();
        request.uploads.push_back(std::move(file.upload));
    }
    files_.clear();
    return true;
}

}  // namespace caunoi::http
