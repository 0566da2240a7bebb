// Text to search tokens: Vietnamese with and without its marks, Han characters as single signs and pairs, codes whole
// and in pieces. Both engines index these tokens and nothing else, so they find the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace caunoi::search {

// Stored beside the index: another version means that the index must be built again.
inline constexpr int tokens_version = 2;

enum class Kind : std::uint8_t {
    plain,   // "nguyen": marks dropped, đ is d, lower case. Every word has one.
    toned,   // "nguyê·3": letters without tone, then the tone's number. Only where it says more than the plain form.
    joined,  // "04cttw" of "04-CT/TW", "xian" of "Xi'an": at the place of its first piece
    han1,    // one character, also Kana and Hangul
    han2,    // a pair, at the place of its first character
};

struct Token {
    std::string_view text;     // valid during the call only
    std::uint32_t begin, end;  // bytes in the source
    std::uint32_t position;    // words and Han characters, counted
    Kind kind;
};

namespace detail {
using Sink = void (*)(void* to, const Token& token);
void tokenise(std::string_view source, void* to, Sink sink);
}  // namespace detail

// Calls sink(token) for each token. A toned token follows its plain one; a joined one follows its last piece.
template <class F>
void tokenise(std::string_view source, F&& sink) {
    detail::tokenise(source, static_cast<void*>(std::addressof(sink)),
                     [](void* to, const Token& token) { (*static_cast<std::remove_reference_t<F>*>(to))(token); });
}

}  // namespace caunoi::search
