#include "platform/html/difference.hpp"

#include "platform/base/utf8.hpp"

namespace caunoi::html {

namespace {

// A word and the blanks behind it; only the words are compared.
struct Token {
    std::string_view word;
    std::string_view blanks;
};
using Tokens = std::span<const Token>;

bool is_blank(char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == 0x3000;
}
bool stands_alone(char32_t c) {
    const bool ascii_mark = c < 0x80 && !(c >= '0' && c <= '9') && !((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z');
    return ascii_mark || (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        std::size_t end = at;  // of the word
        bool alone = false;
        while (at < text.size() && !alone) {
            const char32_t c = next_code_point(text, at);
            if (is_blank(c) || (stands_alone(c) && end > begin)) break;
            alone = stands_alone(c);
            end = at;
        }
        std::size_t after = end;
        for (at = end; at < text.size() && is_blank(next_code_point(text, at));) after = at;
        at = after;
        tokens.push_back({text.substr(begin, end - begin), text.substr(end, after - end)});
    }
    return tokens;
}

// One table of two-byte lengths: 2 MB at most, some milliseconds.
constexpr std::size_t most_cells = 1'000'000;

// Marks the tokens of a longest common subsequence as kept.
void keep_common(Tokens a, Tokens b, std::vector<bool>& keep_a, std::vector<bool>& keep_b, std::size_t from) {
    const std::size_t width = b.size() + 1;
    if ((a.size() + 1) * width > most_cells) return;
    std::vector<std::uint16_t> longest((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            longest[i * width + j] = a[i].word == b[j].word
                                         ? static_cast<std::uint16_t>(longest[(i + 1) * width + j + 1] + 1)
                                         : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].word == b[j].word) {
            keep_a[from + i++] = true;
            keep_b[from + j++] = true;
        } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
}

std::vector<Piece> pieces_of(std::string_view text, Tokens tokens, const std::vector<bool>& keep) {
    std::vector<Piece> pieces;
    std::size_t begin = 0;  // of the piece
    std::size_t end = 0;    // of the tokens seen
    std::size_t bare = 0;   // the same without the last blanks: these are never marked
    const auto finish = [&](bool differs) {
        const std::size_t stop = differs ? bare : end;
        if (stop > begin) pieces.push_back({text.substr(begin, stop - begin), differs});
        begin = std::max(begin, stop);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0 && keep[i] != keep[i - 1]) finish(!keep[i - 1]);
        bare = end + tokens[i].word.size();
        end = bare + tokens[i].blanks.size();
    }
    if (!tokens.empty()) finish(!keep.back());
    if (begin < text.size()) pieces.push_back({text.substr(begin), false});
    return pieces;
}

}  // namespace

Pieces difference(std::string_view before, std::string_view after) {
    const std::vector<Token> all_a = tokens_of(before);
    const std::vector<Token> all_b = tokens_of(after);
    const auto same = [](const Token& x, const Token& y) { return x.word == y.word; };
    std::vector<bool> keep_a(all_a.size(), false);
    std::vector<bool> keep_b(all_b.size(), false);
    std::size_t head = 0;
    while (head < all_a.size() && head < all_b.size() && same(all_a[head], all_b[head])) {
        keep_a[head] = keep_b[head] = true;
        ++head;
    }
    std::size_t tail = 0;
    while (tail < all_a.size() - head && tail < all_b.size() - head &&
           same(all_a[all_a.size() - 1 - tail], all_b[all_b.size() - 1 - tail])) {
        ++tail;
        keep_a[all_a.size() - tail] = keep_b[all_b.size() - tail] = true;
    }
    const Tokens a = Tokens(all_a).subspan(head, all_a.size() - head - tail);
    const Tokens b = Tokens(all_b).subspan(head, all_b.size() - head - tail);
    keep_common(a, b, keep_a, keep_b, head);
    return {pieces_of(before, all_a, keep_a), pieces_of(after, all_b, keep_b)};
}

}  // namespace caunoi::html
