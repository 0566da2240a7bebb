// Any bytes as a request, in two cuts: both must end alike, and what is let through must keep the promises of Request.
#include "platform/http/header_value.hpp"
#include "platform/http/message.hpp"
#include "platform/http/response_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace caunoi::http;

struct Outcome {
    int refused = 0;
    bool done = false;
    std::string path;
    std::string body;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

void check(bool promise) {
    if (!promise) std::abort();
}

void check_request(const Request& request) {
    check(request.path.starts_with('/') && request.path.find('\0') == std::string::npos);
    check((request.path + '/').find("/../") == std::string::npos);
    check(request.method != Method::other);
    for (const auto& [name, value] : request.headers) {
        check(!name.empty() && value.find_first_of("\r\n") == std::string::npos);
        check(name != "transfer-encoding" || request.header("content-length").empty());
    }
    static_cast<void>(request.cookie("session"));
    static_cast<void>(choose_encoding(request.header("accept-encoding"), true, true));
    static_cast<void>(etag_matches(request.header("if-none-match"), "\"a\""));
    static_cast<void>(parse_header_value(request.header("content-type")));
}

Outcome read(std::string_view bytes, std::size_t first_cut, const Limits& limits) {
    Message message(limits);
    Outcome outcome;
    std::size_t begin = 0;
    for (std::size_t end : {first_cut, bytes.size()}) {
        while (begin < end && message.refused() == 0 && !message.done()) {
            const std::string_view piece = bytes.substr(begin, end - begin);
            const bool in_head = !message.head_done();
            const std::size_t used = in_head ? message.read_head(piece) : message.read_body(piece, outcome.body);
            check(used <= piece.size());
            begin += used;
            if (used == 0 && in_head != message.head_done()) break;
        }
    }
    outcome.refused = message.refused();
    outcome.done = message.done();
    if (message.head_done()) {
        check_request(message.request());
        outcome.path = message.request().path;
    }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Limits limits{.header_bytes = 8192, .target_bytes = 256};
    if (size == 0 || size > limits.header_bytes) return 0;  // longer ones are refused sooner the smaller their pieces
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Outcome whole = read(bytes, bytes.size(), limits);
    const Outcome cut = read(bytes, data[0] * bytes.size() / 256, limits);
    // What is not whole yet may be refused sooner or later, depending on the pieces it comes in, and for another of its
    // faults; what is let through must be let through in both, and be the same.
    check(whole.done == cut.done);
    check(!whole.done || whole == cut);
    return 0;
}
