#include "platform/mail/smtp.hpp"

#include "platform/base/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace caunoi::mail {

namespace {

constexpr long step_timeout_s = 30;    // connecting, and each answer of the server
constexpr long whole_timeout_s = 300;  // a large message over a weak line

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(started));
}

struct CloseCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t give(char* out, std::size_t size, std::size_t count, void* user) {
    auto& left = *static_cast<std::string_view*>(user);
    const std::size_t bytes = std::min(size * count, left.size());
    std::memcpy(out, left.data(), bytes);
    left.remove_prefix(bytes);
    return bytes;
}

// libcurl hands each line of the server's answers to the header function; the last error is what people need to see.
std::size_t hear(char* in, std::size_t size, std::size_t count, void* user) {
    const std::string line = clean_line(std::string_view(in, size * count));
    if (line.size() >= 3 && (line[0] == '4' || line[0] == '5')) *static_cast<std::string*>(user) = line;
    return size * count;
}

// A refusal of this message by 5xx is final. A refusal of ourselves (530 sign in first, 535 wrong password, 538 TLS
// first) is the operator's to mend, and the mail shall go out then.
Outcome outcome_of(CURLcode code, long reply) {
    if (code == CURLE_OK) return Outcome::sent;
    if (code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION)
        return Outcome::try_again;
    if (reply == 530 || reply == 534 || reply == 535 || reply == 538) return Outcome::try_again;
    return reply >= 500 && reply < 600 ? Outcome::refused : Outcome::try_again;
}

void set_server(CURL* curl, const Settings& settings) {
    curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(settings.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    if (!settings.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, step_timeout_s);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, step_timeout_s);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_timeout_s);
}

}  // namespace

Delivery send(const Settings& settings, const std::string& to, std::string_view mime_text) {
    start_curl();
    const std::unique_ptr<CURL, CloseCurl> curl(curl_easy_init());
    const std::unique_ptr<curl_slist, CloseCurl> recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    if (!curl || !recipients) throw std::bad_alloc();

    set_server(curl.get(), settings);
    const std::string sender = "<" + settings.from + ">";
    std::string heard;
    std::array<char, CURL_ERROR_SIZE> problem{};
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &mime_text);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &heard);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, problem.data());

    const CURLcode code = curl_easy_perform(curl.get());
    long reply = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    const Outcome outcome = outcome_of(code, reply);
    if (outcome == Outcome::sent) return {.outcome = outcome, .text = ""};
    if (heard.empty() || code == CURLE_USE_SSL_FAILED) heard = problem[0] ? problem.data() : curl_easy_strerror(code);
    return {.outcome = outcome, .text = first_code_points(heard, 500)};
}

}  // namespace caunoi::mail
