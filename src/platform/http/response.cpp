// The four shapes that almost every handler answers with.
#include "platform/http/response.hpp"

namespace caunoi::http {

Response page(std::string html, int status) {
    return {.status = status, .type = "text/html; charset=utf-8", .body = std::move(html)};
}

Response see_other(std::string_view location) {
    Response response{.status = 303, .type = {}, .body = std::string()};
    response.add("Location", location);
    return response;
}

Response text(std::string body, int status) {
    return {.status = status, .type = "text/plain; charset=utf-8", .body = std::move(body)};
}

Response json(std::string body, int status) {
    return {.status = status, .type = "application/json", .body = std::move(body)};
}

}  // namespace caunoi::http
