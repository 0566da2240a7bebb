// gzip and brotli of whole bodies, in memory.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::http {

bool is_compressible_type(std::string_view content_type);

std::string gzip(std::string_view bytes, int level);      // 1 (fast) … 12 (small)
std::string brotli(std::string_view bytes, int quality);  // 0 … 11

}  // namespace caunoi::http
