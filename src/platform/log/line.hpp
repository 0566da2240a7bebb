// What a line of the log is made of, and the bytes that its hashes are taken from. Only for this folder.
#pragma once

#include "platform/store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace caunoi::log {

struct Line {
    std::int64_t id = 0;
    std::int64_t at = 0;
    std::int64_t account = 0;
    std::string actor;
    std::string request_id;
    std::string action;
    std::string kind;
    std::int64_t record = 0;
    std::string digest;
};
Line read_line(const store::Row& row);  // columns of the same names

// The leaf of RFC 6962, unambiguous. Its number is part of it, so that a line cannot be moved.
std::string line_data(const Line& line, std::int64_t leaf);

// SHA-256(salt ‖ title ‖ 0x00 ‖ content); a title holds no NUL.
std::string content_digest(std::string_view salt, std::string_view title, std::string_view content);

}  // namespace caunoi::log
