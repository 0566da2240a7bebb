// What came in, free of sockets: router tests build one by hand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caunoi::http {

enum class Method { get, head, post, other };

// A file that came with a form; it lies in a temporary file that is removed with the request unless taken over.
struct Upload {
    std::string field = {};
    std::string name = {};  // as the browser gave it: shown, never used as a path
    std::string type = {};  // as claimed; files::store looks for itself
    std::filesystem::path path = {};
    std::uint64_t bytes = 0;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::get;
    std::string target = "/";  // as sent: path and query
    std::string path = "/";    // percent-decoded, always begins with "/", no dot segments
    Pairs query = {};          // decoded, in order
    Pairs headers = {};        // names in lower case, in order
    Pairs form = {};           // urlencoded or multipart fields, decoded and cleaned, in order
    std::vector<Upload> uploads = {};
    std::string body = {};    // raw, only for types other than forms
    std::string remote = {};  // address of the client, from the proxy's header when behind one
    bool secure = false;      // the client spoke TLS, to us or to the proxy
    Pairs parameters = {};    // {id} of the route's pattern; set by the router

    // The first value of that name, or "".
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
    [[nodiscard]] std::string_view query_value(std::string_view name) const;
    [[nodiscard]] std::string_view field(std::string_view name) const;
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    [[nodiscard]] bool has_field(std::string_view name) const;
};

std::string_view value_of(const Pairs& pairs, std::string_view name);

// Percent-decoding of "a=1&b=%C3%A9". Fails (nullopt) on a broken escape or invalid UTF-8; names and values are
// cleaned.
std::optional<Pairs> parse_urlencoded(std::string_view text);

// Path and query of a request target. nullopt: not absolute, broken escape, NUL, invalid UTF-8, or dot segments.
struct Target {
    std::string path;
    Pairs query = {};
};
std::optional<Target> parse_target(std::string_view target);

}  // namespace caunoi::http
