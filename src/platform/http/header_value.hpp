// Header values of the form `value; name=token; name="quoted"`, and lists with weights.
#pragma once

#include "platform/http/request.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::http {

struct HeaderValue {
    std::string value = {};
    Pairs parameters = {};  // names in lower case; values without quotes

    [[nodiscard]] std::optional<std::string> parameter(std::string_view lower_case_name) const;
};
HeaderValue parse_header_value(std::string_view text);

// RFC 8187, "UTF-8''%e2%82%ac"; nullopt for other character sets and broken escapes.
std::optional<std::string> parse_extended_value(std::string_view text);

// The q of a token in "gzip, br;q=0.5, *;q=0", in thousandths; nullopt when neither the token nor * is there.
std::optional<int> quality_of(std::string_view list, std::string_view token);

}  // namespace caunoi::http
