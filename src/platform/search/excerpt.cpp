#include "platform/search/excerpt.hpp"

#include <algorithm>

namespace caunoi::search {
namespace {

constexpr std::size_t longest = 160;        // characters
constexpr std::size_t longest_before = 60;  // of them before the first mark
constexpr std::string_view ellipsis = "…";

bool continues_a_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}
std::size_t forward(std::string_view text, std::size_t at, std::size_t characters) {
    while (at < text.size() && characters > 0) {
        ++at;
        while (at < text.size() && continues_a_character(text[at])) ++at;
        --characters;
    }
    return at;
}
std::size_t back(std::string_view text, std::size_t at, std::size_t characters) {
    while (at > 0 && characters > 0) {
        --at;
        while (at > 0 && continues_a_character(text[at])) --at;
        --characters;
    }
    return at;
}

struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t first_mark = 0;
};

Line best_line(std::string_view source, const std::vector<Span>& spans) {
    Line best;
    std::size_t most = 0;
    for (std::size_t i = 0; i < spans.size();) {
        Line line{.begin = source.rfind('\n', spans[i].begin) + 1,  // npos + 1 is 0
                  .end = std::min(source.find('\n', spans[i].begin), source.size()),
                  .first_mark = spans[i].begin};
        const std::size_t first = i;
        while (i < spans.size() && spans[i].begin < line.end) ++i;
        if (i - first <= most) continue;
        most = i - first;
        best = line;
    }
    return best;
}

// Not in the middle of a word, when there is a blank near.
std::size_t begin_of_window(std::string_view source, const Line& line) {
    const std::size_t begin = std::max(back(source, line.first_mark, longest_before), line.begin);
    if (begin == line.begin) return begin;
    const std::size_t blank = source.substr(0, line.first_mark).find(' ', begin);
    return blank == std::string_view::npos ? begin : blank + 1;
}

}  // namespace

Excerpt excerpt(std::string_view source, const QueryPlan& plan) {
    const std::vector<Span> spans = highlights(source, plan);
    if (spans.empty()) return {};
    const Line line = best_line(source, spans);
    const std::size_t begin = begin_of_window(source, line);
    const std::size_t end = std::min(forward(source, begin, longest), line.end);

    Excerpt out;
    if (begin > line.begin) out.text = ellipsis;
    const std::size_t shift = out.text.size();
    out.text += source.substr(begin, end - begin);
    if (end < line.end) out.text += ellipsis;
    for (const Span& span : spans)
        if (span.begin >= begin && span.begin < end)
            out.marks.push_back({span.begin - begin + shift, std::min(span.end, end) - begin + shift});
    return out;
}

}  // namespace caunoi::search
