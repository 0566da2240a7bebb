// One function from a request to its answer, top to bottom: request id, route, session, language, CSRF, the handler,
// its error as a page, headers, log line. Knows everything a request needs and no route by name.
#pragma once

#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"
#include "platform/web/public_cache.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::web {

struct LogLine {
    Time at;
    std::string request_id;
    std::string_view method;
    std::string path;  // without the query: it may hold names
    int status = 0;
    std::int64_t microseconds = 0;
    AccountId account = {};
    std::string remote;
};

struct Site {
    store::Database& database;
    const Installation& installation;
    const http::Router& router;
    PublicCache& cache;
    std::function<Time()> clock = now;
    std::function<void(const LogLine&)> log = {};
    std::function<void(std::string_view request_id, std::string_view what)> fault =
        {};  // an exception, for the operator
    // Where somebody who is signed in has to go before any other page: the first run.
    std::function<std::optional<std::string>(Context&)> detour = {};
};

// Never throws: one of the two places where exceptions are caught (the other is the job runner).
http::Response answer(const Site& site, http::Request& request);
// The part that never blocks: assets, kept public pages, /healthz. For the I/O threads.
std::optional<http::Response> quick_answer(const Site& site, const http::Request& request);
// What the server says when it cannot even build a request.
http::Response refusal(int status);

// Cookies. Over TLS the names begin with "__Host-", so that no sibling host can plant one.
std::string_view session_cookie_name(bool secure);
std::string session_cookie(const http::Request& request, std::string_view secret);  // value of Set-Cookie
std::string ended_session_cookie(const http::Request& request);
std::string plain_cookie(const http::Request& request, std::string_view name, std::string_view value, int max_age_s);

// The record that the address names; fails with `not_found`.
template <class Tag>
Result<Id<Tag>> id_of(const http::Request& request, std::string_view parameter = "id") {
    const auto id = parse_id<Tag>(request.parameter(parameter));
    if (!id) return fail(Error::Kind::not_found, "errors.not_found");
    return *id;
}
// The version that a form was made from; 0 when there is none.
std::int64_t version_of(const http::Request& request);

// POST, redirect, GET with a message that the next page shows once.
http::Response see_other_with(const http::Request& request, std::string_view location, std::string_view notice_key);

}  // namespace caunoi::web
