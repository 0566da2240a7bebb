// One request off the wire: Beast's parser behind a face without Beast, and the refusal of what Beast lets through.
#pragma once

#include "platform/http/request.hpp"
#include "platform/http/server.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::http {

// Reads the head of a request, then its body. Nothing is asked of the caller but to offer bytes again that were not
// consumed.
class Message {
public:
    explicit Message(const Limits& limits);
    ~Message();
    Message(const Message&) = delete;
    Message& operator=(const Message&) = delete;

    // Stops behind the head, so that the body can be refused before it is read. Returns how many bytes it has consumed.
    std::size_t read_head(std::string_view bytes);
    // Appends the body's bytes, unwrapped, to `body`.
    std::size_t read_body(std::string_view bytes, std::string& body);

    [[nodiscard]] int refused() const;  // status to answer with; 0: nothing wrong so far
    [[nodiscard]] bool head_done() const;
    [[nodiscard]] bool done() const;
    [[nodiscard]] Request& request();  // whole once head_done(), but for its body
    [[nodiscard]] bool is_http_1_0() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool expects_continue() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    const Limits& limits_;
    std::size_t scanned_ = 0;
    int refused_ = 0;
};

}  // namespace caunoi::http
