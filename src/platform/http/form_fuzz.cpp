// Any bytes as an urlencoded form, a target and a header value: no crash, and only clean text comes out.
#include "platform/base/text.hpp"
#include "platform/http/header_value.hpp"
#include "platform/http/request.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace caunoi;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto pairs = http::parse_urlencoded(text)) {
        for (const auto& [name, value] : *pairs)
            if (name != clean(name) || value != clean(value)) std::abort();
    }
    if (const auto target = http::parse_target(text))
        if (!target->path.starts_with('/') || !valid_utf8(target->path)) std::abort();
    static_cast<void>(http::parse_header_value(text));
    static_cast<void>(http::quality_of(text, "gzip"));
    if (const auto name = http::parse_extended_value(text))
        if (!valid_utf8(*name)) std::abort();
    return 0;
}
