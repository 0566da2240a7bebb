#include "platform/mail/encoded_words.hpp"

#include "platform/base/bytes.hpp"

#include <algorithm>

namespace caunoi::mail {

namespace {

constexpr std::string_view opening = "=?UTF-8?B?";
constexpr std::string_view closing = "?=";
constexpr std::size_t longest_word = 75;
constexpr std::size_t longest_line = 76;

std::string base64(std::string_view bytes) {
    std::string out = to_base64url(bytes);
    std::ranges::replace(out, '-', '+');
    std::ranges::replace(out, '_', '/');
    out.resize((out.size() + 3) / 4 * 4, '=');
    return out;
}

std::size_t bytes_that_fit(std::size_t columns) {
    const std::size_t frame = opening.size() + closing.size();
    return std::min(columns, longest_word) <= frame ? 0 : (std::min(columns, longest_word) - frame) / 4 * 3;
}

// The end of the last whole character within `limit` bytes; at least one character.
std::size_t cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text.size();
    const auto inside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U; };
    std::size_t end = limit;
    while (end > 0 && inside(end)) --end;
    if (end > 0) return end;
    for (end = 1; end < text.size() && inside(end);) ++end;
    return end;
}

}  // namespace

bool plain_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

std::string encoded_words(std::string_view text, std::size_t used) {
    std::string out;
    std::size_t columns = longest_line - std::min(used, longest_line);
    while (!text.empty()) {
        const std::size_t bytes = cut(text, bytes_that_fit(columns));
        if (!out.empty()) out += "\n ";
        out += std::string(opening) + base64(text.substr(0, bytes)) + std::string(closing);
        text.remove_prefix(bytes);
        columns = longest_line - 1;
    }
    return out;
}

}  // namespace caunoi::mail
