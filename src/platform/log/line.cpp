#include "platform/log/line.hpp"

#include "platform/base/bytes.hpp"

namespace caunoi::log {

namespace {

void append_integer(std::string& out, std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xff);
}

void append_text(std::string& out, std::string_view text) {
    append_integer(out, static_cast<std::int64_t>(text.size()));
    out += text;
}

}  // namespace

Line read_line(const store::Row& row) {
    return {
        .id = row.integer("id"),
        .at = row.integer("at"),
        .account = row.integer("account"),
        .actor = std::string(row.text("actor")),
        .request_id = std::string(row.text("request_id")),
        .action = std::string(row.text("action")),
        .kind = std::string(row.text("kind")),
        .record = row.integer("record"),
        .digest = std::string(row.blob("digest")),
    };
}

std::string line_data(const Line& line, std::int64_t leaf) {
    std::string data;
    append_text(data, "caunoi log line 1");
    append_integer(data, leaf);
    append_integer(data, line.id);
    append_integer(data, line.at);
    append_integer(data, line.account);
    append_text(data, line.actor);
    append_text(data, line.request_id);
    append_text(data, line.action);
    append_text(data, line.kind);
    append_integer(data, line.record);
    append_text(data, line.digest);
    return data;
}

std::string content_digest(std::string_view salt, std::string_view title, std::string_view content) {
    std::string data(salt);
    data.append(title);
    data += '\0';
    data.append(content);
    return sha256(data);
}

}  // namespace caunoi::log
