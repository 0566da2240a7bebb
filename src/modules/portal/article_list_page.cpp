// Lists of the office: articles, and links that need care.
#include "modules/portal/article_pages.hpp"
#include "modules/portal/public_frame.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::portal {

namespace {

using forms::code_text;
using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url list_url(const ArticleFilter& filter) {
    Url url("/articles");
    url.query_if("q", filter.text);
    url.query_if("category", code_text(filter.category));
    url.query_if("state", code_text(filter.state));
    url.query_if("stale", filter.stale ? "yes" : "");
    return url;
}

void write_views(Writer& w, const Context& context, const ArticleFilter* filter) {
    const Language language = context.language;
    const auto view = [&](std::string_view key, std::optional<State> state, bool stale) {
        const ArticleFilter of{.state = state, .stale = stale};
        return html::Tab{.text = std::string(tr(language, key)),
                         .url = list_url(of),
                         .current = filter && filter->state == state && filter->stale == stale};
    };
    const std::array tabs{view("common.all", {}, false), view("portal.view.draft", State::draft, false),
                          view("portal.view.published", State::published, false), view("portal.view.stale", {}, true),
                          html::Tab{.text = std::string(tr(language, "portal.view.links")),
                                    .url = Url("/articles/links"),
                                    .current = filter == nullptr}};
    html::tabs(w, tr(language, "portal.views"), tabs);
}

void write_filter_form(Writer& w, const Context& context, const ArticleFilter& filter) {
    const Language language = context.language;
    w.tag("form", "bar-f").url("action", Url("/articles")).attr("method", "get").attr("role", "search");
    html::input_field(w, language,
                      {.name = "q", .label = std::string(tr(language, "portal.filter.text")), .value = filter.text},
                      "search");
    std::vector<html::Option> options{{.value = "", .text = std::string(tr(language, "common.all"))}};
    for (std::size_t i = 0; i < category_codes.size(); ++i)
        options.push_back(
            {.value = std::string(category_codes[i]), .text = std::string(label(language, static_cast<Category>(i)))});
    html::select_field(w, language,
                       {.name = "category",
                        .label = std::string(tr(language, "portal.article.category")),
                        .value = code_text(filter.category)},
                       options);
    if (filter.state)
        w.tag("input").attr("type", "hidden").attr("name", "state").attr("value", code_text(filter.state));
    if (filter.stale) w.tag("input").attr("type", "hidden").attr("name", "stale").attr("value", "yes");
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
}

Tone tone_of(State state) {
    switch (state) {
        case State::draft: return Tone::nghe;
        case State::published: return Tone::ngoc;
        case State::withdrawn: return Tone::plain;
    }
    return Tone::plain;
}

void write_line(Writer& w, const Context& context, const ArticleLine& line) {
    const Language language = context.language;
    const Language other = language == Language::zh ? Language::vi : Language::zh;
    const std::string& title = line.title(language);
    const std::string& under = line.title(other);
    html::begin_row(w, office_url(line.id));
    html::cell_link(w, office_url(line.id), title, under == title ? std::string_view() : under, other);
    html::cell(w, label(language, line.category));
    html::cell(w, i18n::date(language, line.date));
    html::begin_cell(w);
    for (const Variant& variant : line.variants) {
        html::tag_label(w, tone_of(variant.state),
                        fmt::format("{} · {}", label(language, variant.language), label(language, variant.state)));
        w.text(" ");
        if (line.stale(variant)) {
            html::tag_label(w, Tone::son, tr(language, "portal.stale"));
            w.text(" ");
        }
    }
    w.end();
    html::end_row(w);
}

void write_table(Writer& w, const Context& context, const ArticleListView& view) {
    const Language language = context.language;
    const auto head = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
    const std::array columns{head("portal.article.title"), head("portal.article.category"), head("portal.article.date"),
                             head("portal.languages")};
    html::begin_table(w, tr(language, "portal.articles"), columns);
    for (const ArticleLine& line : view.page.lines) write_line(w, context, line);
    html::end_table(w);
    html::Pager pager{.summary =
                          i18n::tr_count(language, "portal.shown", static_cast<std::int64_t>(view.page.lines.size()))};
    if (view.page.more_before) pager.previous = list_url(view.filter).query("before", view.page.lines.front().id.value);
    if (view.page.more_after) pager.next = list_url(view.filter).query("after", view.page.lines.back().id.value);
    html::pager(w, language, pager);
}

html::PageHead head_of(const Context& context) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "portal.articles")), .help = "help.news"};
    head.actions.push_back(
        {.text = std::string(tr(language, "portal.open_site")), .icon = "external-link", .url = front_url(language)});
    if (context.may(can_write))
        head.actions.push_back({.text = std::string(tr(language, "portal.new")),
                                .icon = "plus",
                                .url = Url("/articles/new"),
                                .primary = true});
    return head;
}

}  // namespace

Url office_url(ArticleId id) {
    return Url("/articles").part(id);
}

std::string article_list_page(const Context& context, const ArticleListView& view) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, head_of(context));
    write_views(w, context, &view.filter);
    w.tag("section", "card");
    write_filter_form(w, context, view.filter);
    if (view.page.lines.empty())
        html::empty_state(w, tr(language, "portal.none_found"), Url("/articles"), tr(language, "common.show_all"));
    else
        write_table(w, context, view);
    w.end();
    return html::end_page(w, context);
}

std::string link_list_page(const Context& context, const std::vector<CheckedLink>& links) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, head_of(context));
    write_views(w, context, nullptr);
    w.tag("section", "card");
    w.element("p", "px-3 pt-2 text-2", tr(language, "portal.links_hint"));
    if (links.empty()) {
        html::empty_state(w, tr(language, "portal.links_all_good"));
    } else {
        const auto head = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{head("portal.link_address"), head("portal.article.title"), head("portal.link_result"),
                                 head("portal.link_checked")};
        html::begin_table(w, tr(language, "portal.view.links"), columns);
        for (const CheckedLink& link : links) {
            html::begin_row(w, office_url(link.article));
            html::cell(w, link.url);
            html::cell_link(w, office_url(link.article), link.title, label(language, link.language), language);
            html::begin_cell(w);
            html::tag_label(w, Tone::son, label(language, link.outcome));
            if (!link.detail.empty()) w.text(" ").element("span", "small text-3", link.detail);
            w.end();
            html::cell(w, link.checked_at ? i18n::date_time(language, *link.checked_at) : std::string());
            html::end_row(w);
        }
        html::end_table(w);
    }
    w.end();
    return html::end_page(w, context);
}

}  // namespace caunoi::portal
