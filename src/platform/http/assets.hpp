// Style sheets, scripts, fonts and icons inside the binary, under names that carry their content's hash.
#pragma once

#include <span>
#include <string_view>

namespace caunoi::http {

struct Asset {
    std::string_view name;  // "app.css"
    std::string_view path;  // "/assets/app.1a2b3c4d.css"
    std::string_view type;
    std::string_view plain;
    std::string_view gzip;    // empty: not kept
    std::string_view brotli;  // empty: not kept
    std::string_view etag;    // quoted
};

std::span<const Asset> embedded_assets();

std::string_view asset_path(std::string_view name);      // throws std::out_of_range: a misspelt name is our own mistake
const Asset* find_asset_by_path(std::string_view path);  // nullptr: no such asset

}  // namespace caunoi::http
