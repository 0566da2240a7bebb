// What goes out: a body, a file, or (later) a stream of events.
#pragma once

#include "platform/base/time.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace caunoi::http {

// One finished answer in up to three encodings, shared and never copied: assets and cached public pages.
struct Encoded {
    std::string_view plain = {};
    std::string_view gzip = {};              // empty: not kept
    std::string_view brotli = {};            // empty: not kept
    std::shared_ptr<const void> owner = {};  // keeps the bytes alive; null for bytes of the binary
};

// A file on disk, sent in pieces; removed afterwards when it is only a spool (exports).
struct FileBody {
    std::filesystem::path path = {};
    bool remove_after = false;
};

struct Response {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::variant<std::string, Encoded, FileBody> body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};  // beside those that the server writes itself
    std::string etag = {};                                          // quoted; the server answers 304 and HEAD by itself
    // The same for everybody until the public generation moves on: platform/web may keep its bytes.
    bool for_everybody = false;
    std::optional<Time> valid_until = {};  // scheduled changes: not kept beyond this moment

    void add(std::string_view name, std::string_view value) { headers.emplace_back(name, value); }
};

Response page(std::string html, int status = 200);
Response see_other(std::string_view location);  // POST, redirect, GET
Response text(std::string body, int status = 200);
Response json(std::string body, int status = 200);

}  // namespace caunoi::http
