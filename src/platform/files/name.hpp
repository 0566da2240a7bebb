// A file's name as people see it and save it.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::files {

// Without folders, control characters and marks that turn the reading direction; at most 120 characters; with an ending
// that belongs to the type, because "bao-gia.pdf.exe" must not be saved as a program.
std::string clean_name(std::string_view name, std::string_view type);

}  // namespace caunoi::files
