// What kind of file some bytes are (libmagic): "image/png".
#pragma once

#include <string>
#include <string_view>

namespace caunoi::files {

std::string detect_type(std::string_view bytes);

}  // namespace caunoi::files
