// Tables that become cards on a phone, and the pager under them.
#include "platform/html/components.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::html {

namespace {

using i18n::tr;

void head_cell(Writer& w, const Column& column) {
    if (column.text.empty()) {
        w.tag("td").end();
        return;
    }
    w.tag("th").attr("scope", "col").attr_if(column.number, "class", "num");
    w.attr_if(!column.sorted.empty(), "aria-sort", column.sorted);
    if (column.sort) {
        w.tag("a").url("href", *column.sort).text(column.text);
        if (!column.sorted.empty()) icon(w, column.sorted == "descending" ? "arrow-down" : "arrow-up");
        w.end();
    } else {
        w.text(column.text);
    }
    w.end();
}

Writer& label(Writer& w) {
    Writer::Heads& heads = w.heads;
    if (heads.next < heads.labels.size() && !heads.labels[heads.next].empty())
        w.attr("data-label", heads.labels[heads.next]);
    ++heads.next;
    return w;
}

}  // namespace

void begin_table(Writer& w, std::string_view caption, std::span<const Column> columns, TableShape shape) {
    w.heads = {};
    for (const Column& column : columns)
        w.heads.labels.push_back(column.bare || w.heads.labels.empty() ? std::string() : column.text);
    w.tag("div", "table-responsive");
    w.tag("table",
          shape == TableShape::cards ? Literal("table table-hover table-cards") : Literal("table table-hover"));
    w.element("caption", "visually-hidden", caption);
    w.tag("thead").tag("tr");
    for (const Column& column : columns) head_cell(w, column);
    w.end().end().tag("tbody");
}
void begin_row(Writer& w) {
    w.heads.next = 0;
    w.tag("tr");
}
void begin_row(Writer& w, const Url& open) {
    begin_row(w);
    w.url("data-row", open);
}
Writer& begin_cell(Writer& w) {
    return label(w.tag("td"));
}
void cell(Writer& w, std::string_view text) {
    begin_cell(w).text(text).end();
}
void cell_number(Writer& w, std::string_view text) {
    label(w.tag("td", "num")).text(text).end();
}
void cell_number(Writer& w, const Url& rows, std::string_view text) {
    label(w.tag("td", "num")).link(rows, text).end();
}
void cell_link(Writer& w, const Url& url, std::string_view text, std::string_view under, Language under_language,
               std::optional<Language> foreign) {
    begin_cell(w).tag("a", "row-link").url("href", url);
    if (foreign) w.lang(*foreign);
    w.text(text).end();
    if (!under.empty()) w.tag("div", "small zh").lang(under_language).text(under).end();
    w.end();
}
void end_row(Writer& w) {
    w.end();
}
void end_table(Writer& w) {
    w.heads = {};
    w.end().end().end();
}

void pager(Writer& w, Language language, const Pager& pager) {
    if (pager.summary.empty() && !pager.previous && !pager.next) return;
    w.tag("div", "pager").element("span", pager.summary);
    if (pager.previous || pager.next) {
        w.tag("nav").attr("aria-label", tr(language, "common.pages"));
        if (pager.previous) {
            w.tag("a", "btn btn-line btn-sm").url("href", *pager.previous).attr("rel", "prev");
            icon(w, "chevron-left");
            w.text(tr(language, "common.previous")).end();
        }
        if (pager.next) {
            w.tag("a", "btn btn-line btn-sm").url("href", *pager.next).attr("rel", "next");
            w.text(tr(language, "common.next"));
            icon(w, "chevron-right");
            w.end();
        }
        w.end();
    }
    w.end();
}

}  // namespace caunoi::html
