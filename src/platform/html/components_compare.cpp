// Two versions side by side, and marked places in a text.
#include "platform/html/components.hpp"
#include "platform/html/difference.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::html {

namespace {

using i18n::tr;

void side(Writer& w, Language language, std::string_view title, std::span<const Piece> pieces, Literal mark) {
    w.tag("td").attr("data-label", title);
    if (pieces.empty()) w.element("span", "text-3", tr(language, "html.empty_value"));
    for (const Piece& piece : pieces) {
        if (piece.differs)
            w.element(mark, piece.text);
        else
            w.text(piece.text);
    }
    w.end();
}

constexpr bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

}  // namespace

void comparison(Writer& w, Language language, std::string_view before_title, std::string_view after_title,
                std::span<const Difference> differences) {
    w.tag("table", "compare").tag("thead").tag("tr");
    w.tag("th").attr("scope", "col").text(tr(language, "html.field")).end();
    w.tag("th").attr("scope", "col").text(before_title).end();
    w.tag("th").attr("scope", "col").text(after_title).end();
    w.end().end().tag("tbody");
    for (const Difference& row : differences) {
        const Pieces pieces = difference(row.before, row.after);
        w.tag("tr").attr_if(row.before != row.after, "class", "changed");
        w.tag("th").attr("scope", "row").text(row.label).end();
        side(w, language, before_title, pieces.before, "del");
        side(w, language, after_title, pieces.after, "ins");
        w.end();
    }
    w.end().end();
}

void marked(Writer& w, std::string_view text, std::span<const Span> spans) {
    std::size_t at = 0;
    for (const Span& span : spans) {
        // Whole characters only, whatever the spans say.
        std::size_t begin = std::min(std::max(span.begin, at), text.size());
        std::size_t end = std::min(span.end, text.size());
        while (begin > at && begin < text.size() && continues(text[begin])) --begin;
        while (end < text.size() && continues(text[end])) ++end;
        if (begin >= end) continue;
        w.text(text.substr(at, begin - at)).element("mark", text.substr(begin, end - begin));
        at = end;
    }
    w.text(text.substr(at));
}

}  // namespace caunoi::html
