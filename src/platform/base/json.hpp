// Writing JSON directly; reading is in platform/records/json.cpp, the one file that knows Boost.JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caunoi {

void append_json_string(std::string& out, std::string_view value);  // with its quotes; also safe inside <script>

// Commas and braces in their places:  Json j; j.open('{').key("a").value(1).close('}'); j.take()
class Json {
public:
    Json& open(char brace);   // '{' or '['
    Json& close(char brace);  // '}' or ']'
    Json& key(std::string_view name);
    Json& value(std::string_view text);
    Json& value(const char* text) { return value(std::string_view(text)); }
    Json& value(std::int64_t number);
    Json& value(int number) { return value(static_cast<std::int64_t>(number)); }
    Json& value(bool truth);
    Json& null();
    Json& raw(std::string_view json);  // a finished piece
    [[nodiscard]] const std::string& text() const { return out_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void separate();
    std::string out_;
    bool first_ = true;
    bool after_key_ = false;
};

}  // namespace caunoi
