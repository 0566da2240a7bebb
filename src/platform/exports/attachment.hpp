// The header that makes a browser save an answer under a name of any script.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::exports {

// RFC 6266: an ASCII name for old clients and the real one as filename* (RFC 8187).
//   attachment; filename="doan-vao.csv"; filename*=UTF-8''%C4%90o%C3%A0n%20v%C3%A0o.csv
std::string attachment(std::string_view file_name);

}  // namespace caunoi::exports
