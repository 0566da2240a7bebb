// From a Response to the bytes of its head and the choice of its body. No sockets: decisions/0101 says why it is ours.
#pragma once

#include "platform/base/time.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace caunoi::http {

std::string_view reason_phrase(int status);
std::string to_http_date(Time time);  // "Sun, 06 Nov 1994 08:49:37 GMT"

enum class Encoding { identity, gzip, brotli };
// The best that the client takes of what there is; identity when it takes nothing else.
Encoding choose_encoding(std::string_view accept_encoding, bool has_gzip, bool has_brotli);

bool etag_matches(std::string_view if_none_match, std::string_view etag);  // weak comparison, lists and *

// Packs a text body of more than 1 kB when the client takes gzip. Worker threads only: some 50 µs for 20 kB.
void compress_body(Response& response, const Request& request);

enum class Connection { keep, keep_http_1_0, close };

// What the head needs to know besides the response.
struct Outgoing {
    Encoding encoding = Encoding::identity;
    bool not_modified = false;
    bool with_body = true;         // false for HEAD, 204, 304
    std::uint64_t body_bytes = 0;  // Content-Length, also when the body is not sent
};
// `file_bytes` counts for a FileBody only.
Outgoing plan(const Response& response, const Request& request, std::uint64_t file_bytes);
std::string_view body_view(const Response& response, const Outgoing& outgoing);  // "" for a FileBody

void write_head(std::string& head, const Response& response, const Outgoing& outgoing, Connection connection,
                std::string_view date);

}  // namespace caunoi::http
