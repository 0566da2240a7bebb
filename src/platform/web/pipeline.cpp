#include "platform/web/pipeline.hpp"

#include "platform/auth/csrf.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"
#include "platform/html/page.hpp"
#include "platform/http/assets.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/error_page.hpp"

namespace caunoi::web {

namespace {

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view pre_session_cookie = "caunoi_visit";  // binds the sign-in form of a stranger
constexpr std::string_view language_cookie = "caunoi_language";
constexpr std::string_view theme_cookie = "caunoi_theme";
constexpr std::string_view notice_cookie = "caunoi_notice";

std::string_view name_of(http::Method method) {
    switch (method) {
        case http::Method::get: return "GET";
        case http::Method::head: return "HEAD";
        case http::Method::post: return "POST";
        case http::Method::other: return "OTHER";
    }
    return "OTHER";
}

// Short enough to be read over the telephone.
std::string new_request_id() {
    return to_hex(random_bytes(5));
}

// "zh-CN,zh;q=0.9,vi;q=0.8": the first of ours in the reader's order; quality values are in order in practice.
std::optional<Language> accepted_language(std::string_view header) {
    for (const std::string_view piece : split(header, ',')) {
        const std::string_view tag = trim(piece);
        if (tag.size() >= 2)
            if (const auto language = parse_language(tag.substr(0, 2))) return language;
    }
    return std::nullopt;
}

// The addresses of public pages say their language; everywhere else it is the user's choice.
std::optional<Language> language_of_path(std::string_view path) {
    if (path.size() < 3 || path[0] != '/' || (path.size() > 3 && path[3] != '/')) return std::nullopt;
    return parse_language(path.substr(1, 2));
}

Language language_of(const http::Request& request, const std::optional<auth::Visitor>& visitor) {
    if (const auto language = language_of_path(request.path)) return *language;
    if (visitor) return visitor->account.language;
    if (const auto language = parse_language(request.cookie(language_cookie))) return *language;
    return accepted_language(request.header("accept-language")).value_or(Language::vi);
}

std::string own_origin(const http::Request& request) {
    return fmt::format("{}://{}", request.secure ? "https" : "http", request.header("host"));
}

// An address that only takes forms shows nothing, so the way back is the page that sent it; browsers name it to their
// own site (Referrer-Policy: same-origin).
std::string way_back(const Site& site, const http::Request& request) {
    if (request.method != http::Method::post) return request.target;
    const std::string_view sender = request.header("referer");
    for (const std::string& origin : {own_origin(request), site.installation.public_url})
        if (!origin.empty() && sender.starts_with(origin + "/")) return std::string(sender.substr(origin.size()));
    return "/";
}

// A form of another site must not act in a user's name. Browsers send Origin with each POST; the token covers the rest.
bool from_this_site(const Site& site, const http::Request& request) {
    const std::string_view origin = request.header("origin");
    if (origin.empty()) return true;
    if (!site.installation.public_url.empty() && origin == site.installation.public_url) return true;
    return equal_ignoring_ascii_case(origin, own_origin(request));
}

struct Secrets {
    std::string session;      // cookie of a signed-in user, ""
    std::string pre_session;  // cookie of a stranger; made now when there was none
    bool pre_session_is_new = false;
};

Secrets secrets_of(const http::Request& request) {
    Secrets secrets;
    secrets.session = request.cookie(session_cookie_name(request.secure));
    secrets.pre_session = request.cookie(pre_session_cookie);
    if (secrets.pre_session.size() != 43) {
        secrets.pre_session = random_token();
        secrets.pre_session_is_new = true;
    }
    return secrets;
}

Context context_of(const Site& site, const http::Request& request, const std::optional<auth::Visitor>& visitor,
                   const Secrets& secrets, Time moment, std::string request_id) {
    Context context{.database = site.database, .installation = site.installation};
    context.now = moment;
    context.request_id = std::move(request_id);
    context.language = language_of(request, visitor);
    context.visit.path = request.path;
    context.visit.back = way_back(site, request);
    context.visit.notice = request.cookie(notice_cookie);
    if (const std::string_view theme = request.cookie(theme_cookie); theme == "light" || theme == "dark")
        context.visit.theme = theme;
    if (visitor) {
        context.actor = auth::actor_of(visitor->account);
        context.visit.session = visitor->session;
        context.visit.theme = visitor->account.theme;
    }
    context.visit.csrf_token =
        auth::csrf_token(site.installation.keys, visitor ? secrets.session : secrets.pre_session);
    return context;
}

http::Response sign_in_first(const http::Request& request) {
    html::Url to("/sign-in");
    if (request.method != http::Method::post && request.target != "/") to.query("next", request.target);
    return http::see_other(to.text());
}

http::Response from_error(const http::Request& request, const Context& context, const Error& error) {
    switch (error.kind) {
        case Error::Kind::forbidden:
            if (!context.actor.signed_in()) return sign_in_first(request);
            return error_page(context, 403, error);
        case Error::Kind::not_found: return error_page(context, 404, error);
        case Error::Kind::conflict: return error_page(context, 409, error);
        case Error::Kind::invalid: return error_page(context, 422, error);
    }
    return error_page(context, 500, error);
}

http::Response run_handler(const Site& site, http::Request& request, Context& context, const http::Router::Match& match,
                           const Secrets& secrets) {
    if (!match.route) {
        const bool wrong_method = match.path_exists;
        http::Response response = error_page(
            context, wrong_method ? 405 : 404,
            {.kind = Error::Kind::not_found, .key = wrong_method ? "errors.wrong_method" : "errors.not_found"});
        if (wrong_method) response.add("Allow", request.method == http::Method::post ? "GET, HEAD" : "POST");
        return response;
    }
    if (match.route->door == http::Door::signed_in && !context.actor.signed_in()) return sign_in_first(request);
    // The start page is for everybody, too; public pages, which say their language, are the same for whoever reads
    // them.
    if (site.detour && context.actor.signed_in() && request.method != http::Method::post &&
        !language_of_path(request.path))
        if (const auto first = site.detour(context)) return http::see_other(*first);
    if (request.method == http::Method::post) {
        const std::string& secret = context.actor.signed_in() ? secrets.session : secrets.pre_session;
        if (!from_this_site(site, request) ||
            !auth::csrf_token_is_right(site.installation.keys, secret, request.field("csrf")))
            return error_page(context, 403, {.kind = Error::Kind::forbidden, .key = "errors.stale_form"});
    }
    Result<http::Response> result = match.route->handler(request, context);
    return result ? *std::move(result) : from_error(request, context, result.error());
}

// On every answer, also on those that no handler made.
void add_security_headers(bool secure, http::Response& response) {
    response.add("Content-Security-Policy", content_security_policy);
    response.add("X-Content-Type-Options", "nosniff");
    response.add("Referrer-Policy", "same-origin");
    response.add("Cross-Origin-Opener-Policy", "same-origin");
    if (secure) response.add("Strict-Transport-Security", "max-age=31536000");
}

void add_headers(const http::Request& request, const Context& context, const Secrets& secrets,
                 http::Response& response) {
    add_security_headers(request.secure, response);
    // A handler that says how long its bytes are good for (the emblem) says so for everybody: no cookies.
    if (std::ranges::any_of(response.headers, [](const auto& header) { return header.first == "Cache-Control"; }))
        return;
    if (response.for_everybody) {
        response.add("Cache-Control", "public, max-age=0, must-revalidate");
        return;  // no cookies on pages that are kept for everybody
    }
    response.add("Cache-Control", "no-store");
    if (secrets.pre_session_is_new && !context.actor.signed_in())
        response.add("Set-Cookie", plain_cookie(request, pre_session_cookie, secrets.pre_session, 86400));
    if (!context.visit.notice.empty() && response.status == 200)
        response.add("Set-Cookie", plain_cookie(request, notice_cookie, "", 0));
}

// Addresses in a kept page begin with the installation's own. Where none is set they repeat what the visitor asked for,
// so a page belongs to its host: nobody can make others read addresses of a host that he invented.
std::string key_of(const Site& site, const http::Request& request) {
    if (!site.installation.public_url.empty()) return request.target;
    return fmt::format("{}://{}{}", request.secure ? "https" : "http", request.header("host"), request.target);
}

http::Response answer_in(const Site& site, http::Request& request, std::string request_id, LogLine& line) {
    http::Router::Match match = site.router.find(request.method, request.path);
    request.parameters = std::move(match.parameters);
    const Secrets secrets = secrets_of(request);
    const Time moment = site.clock();
    const std::int64_t generation = site.cache.generation();

    std::optional<auth::Visitor> visitor;
    if (!secrets.session.empty())
        visitor = site.database.read([&](store::Tx& tx) { return auth::find_visitor(tx, secrets.session, moment); });
    Context context = context_of(site, request, visitor, secrets, moment, std::move(request_id));
    line.account = context.actor.account;
    if (visitor && visitor->touch_due) auth::touch(context, visitor->session);

    http::Response response = run_handler(site, request, context, match, secrets);
    add_headers(request, context, secrets, response);
    if (request.method == http::Method::post)  // what was just published shows at once in this process
        site.cache.set_generation(site.database.read([](store::Tx& tx) { return public_generation(tx); }));
    const bool over = response.valid_until && *response.valid_until <= moment;
    if (response.for_everybody && !over && response.status == 200 && request.method != http::Method::post &&
        std::holds_alternative<std::string>(response.body))
        return site.cache.keep(key_of(site, request), std::move(response), generation);
    return response;
}

}  // namespace

http::Response answer(const Site& site, http::Request& request) {
    const auto begin = std::chrono::steady_clock::now();
    LogLine line{.at = site.clock(),
                 .request_id = new_request_id(),
                 .method = name_of(request.method),
                 .path = request.path,
                 .remote = request.remote};
    http::Response response;
    try {
        response = answer_in(site, request, line.request_id, line);
    } catch (const std::exception& error) {
        if (site.fault) site.fault(line.request_id, error.what());
        response = fault_page(language_of(request, std::nullopt), line.request_id);
        add_security_headers(request.secure, response);
        response.add("Cache-Control", "no-store");
    }
    response.add("X-Request-Id", line.request_id);
    line.status = response.status;
    line.microseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
    if (site.log) site.log(line);
    return response;
}

std::optional<http::Response> quick_answer(const Site& site, const http::Request& request) {
    if (request.method != http::Method::get && request.method != http::Method::head) return std::nullopt;
    if (request.path.starts_with("/assets/")) {
        const http::Asset* asset = http::find_asset_by_path(request.path);
        if (!asset) return std::nullopt;
        http::Response response;
        response.type = asset->type;
        response.etag = asset->etag;
        response.body = http::Encoded{.plain = asset->plain, .gzip = asset->gzip, .brotli = asset->brotli, .owner = {}};
        response.add("Cache-Control", "public, max-age=31536000, immutable");
        response.add("X-Content-Type-Options", "nosniff");
        return response;
    }
    if (request.path == "/healthz") return http::text("ok\n");
    return site.cache.find(key_of(site, request), site.clock());
}

http::Response refusal(int status) {
    // Before anything could be read, no language is known: one line in all three.
    http::Response response = refusal_page(status);
    add_security_headers(false, response);
    response.add("Cache-Control", "no-store");
    return response;
}

std::string_view session_cookie_name(bool secure) {
    return secure ? "__Host-caunoi" : "caunoi";
}

std::string plain_cookie(const http::Request& request, std::string_view name, std::string_view value, int max_age_s) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", name, value, max_age_s,
                       request.secure ? "; Secure" : "");
}
std::string session_cookie(const http::Request& request, std::string_view secret) {
    return plain_cookie(request, session_cookie_name(request.secure), secret, 30 * 86400);
}
std::string ended_session_cookie(const http::Request& request) {
    return plain_cookie(request, session_cookie_name(request.secure), "", 0);
}

http::Response see_other_with(const http::Request& request, std::string_view location, std::string_view notice_key) {
    http::Response response = http::see_other(location);
    response.add("Set-Cookie", plain_cookie(request, notice_cookie, notice_key, 60));
    return response;
}

}  // namespace caunoi::web
