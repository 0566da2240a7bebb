#include "platform/links/fetch.hpp"

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace caunoi::links {

namespace {

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(started));
}

struct CloseCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

struct Range {
    std::uint32_t first;
    int bits;
};
// RFC 6890 and its followers: this host, private, shared, loopback, link-local, protocol assignments, documentation,
// benchmarks, multicast and reserved.
constexpr std::array<Range, 15> closed{{{0x00000000, 8},
                                        {0x0a000000, 8},
                                        {0x64400000, 10},
                                        {0x7f000000, 8},
                                        {0xa9fe0000, 16},
                                        {0xac100000, 12},
                                        {0xc0000000, 24},
                                        {0xc0000200, 24},
                                        {0xc0586300, 24},
                                        {0xc0a80000, 16},
                                        {0xc6120000, 15},
                                        {0xc6336400, 24},
                                        {0xcb007100, 24},
                                        {0xe0000000, 4},
                                        {0xf0000000, 4}}};

bool is_private(std::uint32_t v4) {
    for (const Range& range : closed)
        if (((v4 ^ range.first) >> static_cast<unsigned>(32 - range.bits)) == 0) return true;
    return false;
}

std::uint32_t v4_at(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3];
}

// Of IPv6 only global unicast is asked (2000::/3), less what hides an IPv4 address or is for documentation.
bool is_private(const std::uint8_t* v6) {
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(v6, mapped.data(), mapped.size()) == 0) return is_private(v4_at(v6 + 12));
    if ((v6[0] & 0xe0U) != 0x20U) return true;
    if (v6[0] == 0x20 && v6[1] == 0x02) return is_private(v4_at(v6 + 2));     // 6to4
    if (v6[0] == 0x20 && v6[1] == 0x01 && v6[2] < 2) return true;             // Teredo and its neighbours
    return v6[0] == 0x20 && v6[1] == 0x01 && v6[2] == 0x0d && v6[3] == 0xb8;  // documentation
}

bool is_private(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return is_private(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        return is_private(v6.sin6_addr.s6_addr);
    }
    return true;
}

struct Guard {
    bool private_addresses = false;
    bool refused = false;
};

// Called with the address that a name has resolved to, for the first server and after each redirect: a name that
// points inwards, or is changed to do so between question and connection, leads nowhere.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
    auto& guard = *static_cast<Guard*>(user);
    if (!guard.private_addresses && is_private(address->addr)) {
        guard.refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// The first bytes are enough: returning less than was given ends the transfer.
std::size_t enough(char*, std::size_t, std::size_t, void*) {
    return 0;
}

Answer ask(const std::string& url, const Options& options, bool with_body) {
    const std::unique_ptr<CURL, CloseCurl> curl(curl_easy_init());
    if (!curl) throw std::bad_alloc();
    Guard guard{.private_addresses = options.private_addresses};
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, static_cast<long>(options.redirects));
    set(CURLOPT_PROXY, "");  // a proxy would resolve names by itself, behind the guard
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    set(CURLOPT_USERAGENT, "CauNoi-link-check/1");
    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_OPENSOCKETDATA, &guard);
    set(CURLOPT_WRITEFUNCTION, enough);
    set(CURLOPT_FRESH_CONNECT, 1L);
    if (with_body)
        set(CURLOPT_RANGE, "0-0");
    else
        set(CURLOPT_NOBODY, 1L);

    const CURLcode code = curl_easy_perform(curl.get());
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (guard.refused) return {.kind = Answer::Kind::refused, .status = 0, .problem = "private address"};
    if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
        return {.kind = Answer::Kind::refused, .status = 0, .problem = curl_easy_strerror(code)};
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0))
        return {.kind = Answer::Kind::status, .status = static_cast<int>(status)};
    return {.kind = Answer::Kind::silent, .status = 0, .problem = curl_easy_strerror(code)};
}

}  // namespace

Answer look(const std::string& url, const Options& options) {
    start_curl();
    Answer answer = ask(url, options, false);
    // Some servers refuse HEAD, or answer it wrongly; a page that opens in a browser is not broken.
    const bool disliked = answer.kind == Answer::Kind::status && answer.status >= 400;
    if (disliked) answer = ask(url, options, true);
    return answer;
}

}  // namespace caunoi::links
