// Percent-decoding, the same for targets, forms and extended header values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caunoi::http {

enum class Plus { is_blank, is_plus };
std::optional<std::string> percent_decode(std::string_view text, Plus plus);  // nullopt: broken escape, invalid UTF-8

}  // namespace caunoi::http
