// A text file of the repository inside the binary.
#pragma once

#include <string_view>

namespace caunoi {

struct EmbeddedFile {
    std::string_view name;
    std::string_view text;
};

}  // namespace caunoi
