#include "platform/web/search_route.hpp"

#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/search/search.hpp"

namespace caunoi::web {

namespace {

using i18n::tr;

constexpr int hits_a_page = 50;

const search::Source* source_of(const std::string& kind) {
    for (const search::Source& source : search::sources())
        if (source.kind == kind) return &source;
    return nullptr;
}

void write_hit(html::Writer& w, const Context& context, const search::Hit& hit) {
    const search::Source* source = source_of(hit.kind);
    if (!source) return;
    w.tag("li").attr("data-row").tag("div", "g");
    w.tag("a", "row-link").url("href", html::Url::own(fmt::format("{}/{}", source->path, hit.record)));
    html::marked(w, hit.title, hit.title_marks);
    w.end();
    if (!hit.excerpt.empty()) {
        w.tag("div", "small text-2");
        html::marked(w, hit.excerpt, hit.excerpt_marks);
        w.end();
    }
    w.tag("div", "small text-3").text(tr(context.language, source->label)).text(" · ");
    w.text(tr(context.language, "search.why." + hit.why));
    if (const auto date = parse_partial_date(hit.date); date && date->known())
        w.text(" · ").text(i18n::date(context.language, *date));
    w.end().end().end();
}

Result<http::Response> search_page(const http::Request& request, Context& context) {
    const std::string query(request.query_value("q"));
    const search::Found found = query.empty() ? search::Found{} : search::find(context, query, hits_a_page);
    html::Writer w;
    html::begin_page(w, context, {.title = std::string(tr(context.language, "search.title")), .help = "help.search"});
    w.tag("form", "bar-f").url("action", html::Url("/search")).attr("method", "get").attr("role", "search");
    html::input_field(w, context.language,
                      {.name = "q", .label = std::string(tr(context.language, "search.placeholder")), .value = query},
                      "search");
    html::submit(w, tr(context.language, "common.search"));
    w.end();
    w.tag("section", "card").attr("id", "hits").attr("aria-live", "polite");
    if (query.empty()) {
        html::empty_state(w, tr(context.language, "search.type_something"));
    } else if (found.hits.empty()) {
        html::empty_state(w, tr(context.language, "search.no_hits", {{"query", query}}));
    } else {
        w.tag("ul", "rows hits");
        for (const search::Hit& hit : found.hits) write_hit(w, context, hit);
        w.end();
        const auto count = static_cast<std::int64_t>(found.hits.size());
        w.tag("p", "card-body small text-3");
        w.text(found.more ? tr(context.language, "search.more_than", {{"count", i18n::number(context.language, count)}})
                          : i18n::tr_count(context.language, "search.number_of_hits", count));
        w.end();
    }
    w.end();
    return http::page(html::end_page(w, context));
}

}  // namespace

void register_search_route(http::Router& router) {
    router.get("/search", search_page);
}

}  // namespace caunoi::web
