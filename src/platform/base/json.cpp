#include "platform/base/json.hpp"

#include <fmt/format.h>

namespace caunoi {

void append_json_string(std::string& out, std::string_view value) {
    out += '"';
    for (const char c : value) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            case '<': out += "\\u003c"; break;  // "</script>" inside a script element would end it
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    out += '"';
}

void Json::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!first_) out_ += ',';
    first_ = false;
}
Json& Json::open(char brace) {
    separate();
    out_ += brace;
    first_ = true;
    return *this;
}
Json& Json::close(char brace) {
    out_ += brace;
    first_ = false;
    return *this;
}
Json& Json::key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ':';
    after_key_ = true;
    return *this;
}
Json& Json::value(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
}
Json& Json::value(std::int64_t number) {
    separate();
    out_ += std::to_string(number);
    return *this;
}
Json& Json::value(bool truth) {
    separate();
    out_ += truth ? "true" : "false";
    return *this;
}
Json& Json::null() {
    separate();
    out_ += "null";
    return *this;
}
Json& Json::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

}  // namespace caunoi
