// Reads a multipart/form-data body as it arrives: files go to the spool on disk, fields stay in memory within limits.
#pragma once

#include "platform/http/request.hpp"
#include "platform/http/spool_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::http {

// nullopt: not multipart/form-data, or without a boundary that RFC 2046 allows.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartParser {
public:
    struct Limits {
        std::uint64_t field_bytes = 1024 * 1024;  // all fields together, names included
        std::uint32_t parts = 2000;
        std::size_t part_header_bytes = 8 * 1024;
    };
    MultipartParser(std::string_view boundary, std::filesystem::path spool, Limits limits);

    // Takes any piece of the body. False: refused, see status(). Throws std::system_error when the spool cannot be
    // written.
    bool feed(std::string_view bytes);
    // After the last piece: hands fields and files over. False when the closing boundary has not come.
    bool finish(Request& request);
    [[nodiscard]] int status() const { return status_; }  // 400 or 413; 0 while nothing is wrong

private:
    enum class State { content, after_delimiter, headers, epilogue };
    struct File {
        Upload upload;
        SpoolFile spool;
    };

    bool refuse(int status);
    bool step(bool& progress);
    bool read_content(bool& progress);
    bool read_after_delimiter(bool& progress);
    bool read_headers(bool& progress);
    bool begin_part(std::string_view headers);
    void open_file();
    bool take(std::string_view bytes);
    bool end_part();
    void consume(std::size_t count) { begin_ += count; }
    [[nodiscard]] std::string_view pending() const { return std::string_view(buffer_).substr(begin_); }

    std::string delimiter_;  // "\r\n--boundary"
    std::filesystem::path spool_;
    Limits limits_;
    State state_ = State::content;
    int status_ = 0;
    // A body that begins with its boundary has no line break before it; this one stands in.
    std::string buffer_ = "\r\n";
    std::size_t begin_ = 0;
    std::uint32_t parts_ = 0;
    std::uint64_t field_bytes_ = 0;
    enum class Part { preamble, field, file } part_ = Part::preamble;
    std::string field_name_;
    std::string field_value_;
    std::string file_name_;
    std::string file_type_;
    Pairs fields_;
    std::vector<File> files_;
    bool file_is_open_ = false;
};

}  // namespace caunoi::http
