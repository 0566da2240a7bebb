// Beast 1.81 accepts folded header lines, HTTP/1.1 without Host and transfer encodings it does not know, waits for ever
// for a head with bare line feeds, and does not count header bytes that came in several pieces. All of that is refused
// here.
#include "platform/http/message.hpp"

#include "platform/base/text.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace caunoi::http {

namespace beast = boost::beast;

namespace {

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return lower;
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

bool is_known_method(std::string_view name) {
    constexpr std::array<std::string_view, 6> known{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"};
    return std::ranges::find(known, name) != known.end();
}

// A host may also be an IPv6 address and carry a port; what must not pass is anything that changes a URL built from it.
bool is_host(std::string_view host) {
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == ':' || c == '[' || c == ']';
    });
}

// RFC 9112 §3.2.2 has servers accept "GET http://host/path" as well.
std::string_view origin_form(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equal_ignoring_ascii_case(target.substr(0, scheme.size()), scheme)) continue;
        const std::size_t slash = target.find('/', scheme.size());
        return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    }
    return target;
}

}  // namespace

struct Message::Parser final : beast::http::basic_parser<true> {
    Request request;
    std::string method_name;
    bool http_1_0 = false;
    bool head_is_done = false;
    std::string* body = nullptr;

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         beast::error_code&) override {
        method_name = view(method);
        request.method = method_name == "GET"    ? Method::get
                         : method_name == "HEAD" ? Method::head
                         : method_name == "POST" ? Method::post
                                                 : Method::other;
        request.target = view(target);
        http_1_0 = version == 10;
    }
    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       beast::error_code&) override {
        // Fields behind a chunked body would otherwise be believed like those of the head.
        if (!head_is_done) request.headers.emplace_back(ascii_lower(view(name)), view(value));
    }
    void on_header_impl(beast::error_code&) override { head_is_done = true; }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, beast::error_code&) override {}
    std::size_t on_body_impl(beast::string_view piece, beast::error_code&) override {
        body->append(piece.data(), piece.size());
        return piece.size();
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, beast::error_code&) override {
        body->append(piece.data(), piece.size());
        return piece.size();
    }
    void on_finish_impl(beast::error_code&) override {}
};

namespace {

// Looks at the raw head: 0 so far good, else the status. `scanned` is where the last look ended.
int scan_head(std::string_view head, std::size_t& scanned) {
    const auto first = static_cast<unsigned char>(head.front());
    if (first <= ' ' || first >= 0x7f) return 400;  // TLS on the plain port, or no HTTP at all
    for (std::size_t at = head.find('\n', scanned); at != std::string_view::npos; at = head.find('\n', at + 1)) {
        if (at == 0 || head[at - 1] != '\r') return 400;
        if (at + 1 < head.size() && (head[at + 1] == ' ' || head[at + 1] == '\t')) return 400;
    }
    // The character behind a line break at the very end has yet to be seen.
    scanned = head.ends_with('\n') ? head.size() - 1 : head.size();
    return 0;
}

int judge_length(std::string_view head, bool complete, const Limits& limits) {
    const std::size_t line = std::min(head.find("\r\n"), head.size());
    constexpr std::size_t around_target = 24;  // method, version and two blanks
    if (line > limits.target_bytes + around_target) return 414;
    if (head.size() > limits.header_bytes || (!complete && head.size() == limits.header_bytes)) return 431;
    return 0;
}

// What an already parsed head may not say.
int judge_head(const Request& request, std::string_view method, bool http_1_0, const Limits& limits) {
    const auto count = [&](std::string_view name) {
        return std::ranges::count(request.headers, name, &std::pair<std::string, std::string>::first);
    };
    const auto hosts = count("host");
    if (hosts > 1 || (hosts == 0 && !http_1_0) || !is_host(request.header("host"))) return 400;
    // Beast takes "3, 3" and a second line that says the same; what the proxy in front makes of them nobody knows.
    const std::string_view length = request.header("content-length");
    if (count("content-length") > 1 || length.find_first_not_of("0123456789") != std::string_view::npos) return 400;
    if (const auto encodings = count("transfer-encoding"); encodings > 0) {
        if (http_1_0) return 400;
        if (encodings > 1 || !equal_ignoring_ascii_case(request.header("transfer-encoding"), "chunked")) return 501;
    }
    if (request.target.size() > limits.target_bytes) return 414;
    if (request.method == Method::other) return is_known_method(method) ? 405 : 501;
    if (!http_1_0 && count("expect") > 0 && !equal_ignoring_ascii_case(request.header("expect"), "100-continue"))
        return 417;
    return 0;
}

}  // namespace

Message::Message(const Limits& limits) : parser_(std::make_unique<Parser>()), limits_(limits) {
    parser_->body_limit(boost::none);  // the server counts, and it answers
    parser_->header_limit(limits.header_bytes + 1);
    parser_->eager(false);
}
Message::~Message() = default;

std::size_t Message::read_head(std::string_view bytes) {
    // RFC 9112 §2.2: empty lines before a request are ignored; some clients send one behind a form.
    std::size_t skipped = 0;
    for (; scanned_ == 0 && bytes.starts_with("\r\n"); skipped += 2) bytes.remove_prefix(2);
    if (bytes.empty() || bytes == "\r") return skipped;

    const std::size_t from = scanned_ < 3 ? 0 : scanned_ - 3;
    const std::size_t end = bytes.find("\r\n\r\n", from);
    const bool complete = end != std::string_view::npos;
    const std::string_view head = bytes.substr(0, complete ? end + 4 : bytes.size());
    refused_ = scan_head(head, scanned_);
    if (refused_ == 0) refused_ = judge_length(head, complete, limits_);
    if (refused_ != 0 || !complete) return skipped;

    beast::error_code error;
    // Without `eager` a call ends behind the head; it is all there.
    const std::size_t used = parser_->put(boost::asio::buffer(head.data(), head.size()), error);
    if (error || !parser_->is_header_done()) {
        refused_ = 400;
        return skipped;
    }
    Request& request = parser_->request;
    refused_ = judge_head(request, parser_->method_name, parser_->http_1_0, limits_);
    if (refused_ != 0) return skipped + used;
    auto target = parse_target(origin_form(request.target));
    if (!target) {
        refused_ = 400;
        return skipped + used;
    }
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    parser_->eager(true);
    return skipped + used;
}

std::size_t Message::read_body(std::string_view bytes, std::string& body) {
    if (bytes.empty() || done() || refused_ != 0) return 0;
    beast::error_code error;
    parser_->body = &body;
    const std::size_t used = parser_->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error && error != beast::http::error::need_more) refused_ = 400;
    // A chunk's own line, or the fields behind the last one, that never end.
    if (error == beast::http::error::need_more && bytes.size() - used >= limits_.header_bytes) refused_ = 431;
    return used;
}

int Message::refused() const {
    return refused_;
}
bool Message::head_done() const {
    return refused_ == 0 && parser_->head_is_done;
}
bool Message::done() const {
    return head_done() && parser_->is_done();
}
Request& Message::request() {
    return parser_->request;
}
bool Message::is_http_1_0() const {
    return parser_->http_1_0;
}
bool Message::keep_alive() const {
    return parser_->keep_alive();
}
bool Message::expects_continue() const {
    return !parser_->http_1_0 && !parser_->is_done() &&
           equal_ignoring_ascii_case(parser_->request.header("expect"), "100-continue");
}
std::optional<std::uint64_t> Message::content_length() const {
    const auto length = parser_->content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

}  // namespace caunoi::http
