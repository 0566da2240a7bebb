#include "modules/portal/public_pages.hpp"

#include "modules/portal/scene.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::portal {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

std::string_view label(Language language, Category category) {
    return tr(language, fmt::format("portal.category.{}", category_codes[static_cast<std::size_t>(category)]));
}

Url file_url(files::FileId file) {
    return Url("/files").part(file);
}

// Photograph or drawn scene. Beside its title the picture of a list says nothing new.
void picture(Writer& w, const PublicLine& line, SceneSize size, SceneRun& run) {
    if (!line.picture.file) {
        scene(w, line.article, size, "", run);
        return;
    }
    w.tag("img").url("src", file_url(line.picture.file)).attr("alt", line.picture.alt);
    w.attr("width", line.picture.width).attr("height", line.picture.height).attr("loading", "lazy");
}

void day(Writer& w, Language language, Time moment) {
    const Date date = date_in(Zone::hanoi, moment);
    w.tag("time").attr("datetime", to_rfc3339(moment)).text(i18n::date(language, date)).end();
}

void news_cards(Writer& w, const Context& context, std::span<const PublicLine> lines, html::Literal heading,
                SceneRun& run) {
    const Language language = context.language;
    w.tag("div", "news");
    for (const PublicLine& line : lines) {
        w.tag("a").url("href", article_url({.language = language, .slug = line.slug}));
        picture(w, line, SceneSize::card, run);
        w.element(heading, line.title);
        w.element("div", "small text-2", line.lead);
        w.tag("div", "small text-3 mt-1");
        day(w, language, line.published_at);
        w.text(" · ").text(label(language, line.category)).end();
        w.end();
    }
    w.end();
}

void news_rows(Writer& w, const Context& context, std::span<const PublicLine> lines) {
    w.tag("ul", "rows");
    for (const PublicLine& line : lines) {
        w.tag("li", "px-0").tag("div", "g");
        w.link(article_url({.language = context.language, .slug = line.slug}), line.title);
        w.tag("div", "small text-3");
        day(w, context.language, line.published_at);
        w.end().end().end();
    }
    w.end();
}

// --- front page ------------------------------------------------------------------------------------------------------

// In the words of the language that it leads to.
std::string_view read_in(Language language) {
    return tr(language, "portal.read_in");
}

void write_hero(Writer& w, const Context& context, const PublicArticle& first, SceneRun& run) {
    const Language language = context.language;
    const Url url = article_url({.language = language, .slug = first.variant.slug});
    w.tag("section", "hero").tag("div", "wrap").tag("div");
    html::tag_label(w, Tone::nghe, tr(language, "portal.newest"));
    w.tag("h1", "mt-2").link(url, first.variant.title).end();
    w.element("p", first.variant.lead);
    html::button_link(w, url, "arrow-right", tr(language, "portal.read"), true);
    for (const Address& address : first.addresses) {
        if (address.language == language) continue;
        w.text(" ").tag("a", "btn btn-line").url("href", article_url(address)).lang(address.language);
        w.attr("hreflang", hreflang(address.language)).text(read_in(address.language)).end();
    }
    w.end();
    if (first.picture.file) {
        w.tag("img").url("src", file_url(first.picture.file)).attr("alt", first.picture.alt);
        w.attr("width", first.picture.width).attr("height", first.picture.height);
    } else {
        scene(w, first.article.id, SceneSize::hero, tr(language, "portal.scene"), run);
    }
    w.end().end();
}

enum class Place { first, after_bridge };  // the divider brings its own space
void begin_section(Writer& w, std::string_view title, Place place = Place::after_bridge) {
    w.tag("section").attr("class", place == Place::first ? "psec" : "psec pt-0").tag("div", "hd").element("h2", title);
}

// As precisely as it is known: day over month and year, month over year, or the year alone.
void date_box(Writer& w, Language language, const PartialDate& date) {
    const PartialDate year = parse_partial_date(to_text(date).substr(0, 4)).value_or(date);
    const PartialDate month = parse_partial_date(to_text(date).substr(0, 7)).value_or(date);
    w.tag("time").attr("class", language == Language::vi ? "datebox" : "datebox wide").attr("datetime", to_text(date));
    switch (precision(date)) {
        case Precision::day:
            w.element("b", std::to_string(static_cast<unsigned>(date.first.day())));
            w.element("span", i18n::date(language, month));
            break;
        case Precision::month:
            w.element("b", i18n::month_name(language, date.first.month()));
            w.element("span", i18n::date(language, year));
            break;
        case Precision::year:
        case Precision::unknown: w.element("b", i18n::date(language, year)); break;
    }
    w.end();
}

void write_activities(Writer& w, const Context& context, const std::vector<NamedActivity>& activities) {
    begin_section(w, tr(context.language, "portal.activities"));
    w.end().tag("ul", "rows");
    for (const NamedActivity& named : activities) {
        w.tag("li", "px-0");
        date_box(w, context.language, named.activity.date_from);
        w.tag("div", "g").tag("a").url("href", article_url({.language = context.language, .slug = named.slug}));
        w.text(named.title).end();
        if (!named.place.empty()) w.tag("div", "small text-3").lang(named.place_language).text(named.place).end();
        w.end().end();
    }
    w.end().end();
}

void write_empty_front(Writer& w, const Context& context, const FrontView& view) {
    const Language language = context.language;
    w.tag("div", "wrap").tag("section", "psec");
    w.element("h1", site_name(language));
    w.element("p", "text-2", tr(language, "portal.nothing_yet"));
    for (const Language other : view.elsewhere) {
        w.tag("a", "btn btn-line").url("href", front_url(other)).lang(other).attr("hreflang", hreflang(other));
        w.text(read_in(other)).end().text(" ");
    }
    w.end().end();
}

// --- article ---------------------------------------------------------------------------------------------------------

Json linked_data(const Context& context, const ArticleView& view) {
    const PublicArticle& article = view.article;
    const std::string& base = view.frame.base;
    const std::string url = absolute(base, article_url({.language = context.language, .slug = article.variant.slug}));
    const std::string name = site_name(context.language);
    Json json;
    json.open('{').key("@context").value("https://schema.org").key("@graph").open('[');
    json.open('{').key("@type").value("NewsArticle").key("headline").value(article.variant.title);
    json.key("description").value(article.variant.lead).key("inLanguage").value(hreflang(context.language));
    json.key("datePublished").value(to_rfc3339(*article.variant.published_at));
    json.key("dateModified").value(to_rfc3339(std::max(article.variant.changed_at, *article.variant.published_at)));
    json.key("mainEntityOfPage").value(url).key("isAccessibleForFree").value(true);
    if (article.picture.file)
        json.key("image").open('[').value(absolute(base, file_url(article.picture.file))).close(']');
    for (const char* role : {"author", "publisher"})
        json.key(role).open('{').key("@type").value("Organization").key("name").value(name).close('}');
    if (!article.variant.place.empty())
        json.key("contentLocation")
            .open('{')
            .key("@type")
            .value("Place")
            .key("name")
            .value(article.variant.place)
            .close('}');
    json.close('}');
    json.open('{').key("@type").value("BreadcrumbList").key("itemListElement").open('[');
    const auto crumb = [&](int position, std::string_view text, const std::string& item) {
        json.open('{').key("@type").value("ListItem").key("position").value(position);
        json.key("name").value(text).key("item").value(item).close('}');
    };
    crumb(1, tr(context.language, "common.home"), absolute(base, front_url(context.language)));
    crumb(2, label(context.language, article.article.category),
          absolute(base, news_url(context.language, article.article.category)));
    crumb(3, article.variant.title, url);
    json.close(']').close('}').close(']').close('}');
    return json;
}

void write_dateline(Writer& w, const Context& context, const PublicArticle& article) {
    const Language language = context.language;
    w.tag("p", "small text-3");
    if (!article.variant.place.empty()) w.element("b", article.variant.place);
    if (article.article.date.known()) {
        if (!article.variant.place.empty()) w.text(language == Language::zh ? "，" : ", ");
        w.tag("time")
            .attr("datetime", to_text(article.article.date))
            .text(i18n::date(language, article.article.date))
            .end();
    }
    if (!article.variant.place.empty() || article.article.date.known()) w.text(" · ");
    w.text(tr(language, "portal.published_on")).text(" ");
    day(w, language, *article.variant.published_at);
    w.end();
}

void write_stale(Writer& w, const Context& context, const PublicArticle& article) {
    const Language language = context.language;
    w.tag("div", "alert nghe").attr("role", "note");
    html::icon(w, "language");
    w.tag("div").text(tr(language, "portal.stale_for_readers"));
    if (const std::string* slug = article.slug_in(article.article.source_language)) {
        w.text(" ").tag("a").url("href", article_url({.language = article.article.source_language, .slug = *slug}));
        w.lang(article.article.source_language).attr("hreflang", hreflang(article.article.source_language));
        w.text(read_in(article.article.source_language)).end();
    }
    w.end().end();
}

// Without a photograph none: beside the whole text a drawing says nothing.
void write_figure(Writer& w, const Context& context, const PublicArticle& article) {
    if (!article.picture.file) return;
    const Variant& variant = article.variant;
    w.tag("figure");
    w.tag("img").url("src", file_url(article.picture.file));
    w.attr("alt", variant.alt.empty() ? variant.title : variant.alt);
    w.attr("width", article.picture.width).attr("height", article.picture.height);
    if (!variant.caption.empty() || !variant.credit.empty()) {
        w.tag("figcaption").text(variant.caption);
        if (!variant.credit.empty())
            w.text(variant.caption.empty() ? "" : " ")
                .element("span", "text-3", tr(context.language, "portal.credit", {{"name", variant.credit}}));
        w.end();
    }
    w.end();
}

void write_attachments(Writer& w, const Context& context, const std::vector<files::Attached>& files) {
    if (files.empty()) return;
    const Language language = context.language;
    w.element("h2", "h3 mt-4", tr(language, "portal.attachments"));
    const std::array columns{html::Column{.text = std::string(tr(language, "portal.article.file"))},
                             html::Column{.text = std::string(tr(language, "portal.file_size")), .number = true}};
    html::begin_table(w, tr(language, "portal.attachments"), columns);
    for (const files::Attached& file : files) {
        html::begin_row(w);
        html::cell_link(w, file_url(file.file), file.title.empty() ? file.name : file.title);
        html::cell_number(w, i18n::file_size(language, static_cast<std::uint64_t>(file.bytes)));
        html::end_row(w);
    }
    html::end_table(w);
}

}  // namespace

std::string front_page(const Context& context, const FrontView& view) {
    const Language language = context.language;
    const std::string name = site_name(language);
    Writer w;
    begin_public(w, context, view.frame,
                 {.title = name,
                  .description = tr(language, "portal.description", {{"name", name}}),
                  .path = front_url(language),
                  .front = true});
    if (!view.first) {
        write_empty_front(w, context, view);
        return end_public(w, context);
    }
    SceneRun run;
    write_hero(w, context, *view.first, run);
    w.tag("div", "wrap");
    constexpr std::size_t cards = 6;
    const std::span news(view.news);
    if (!news.empty()) {
        begin_section(w, tr(language, "portal.latest"), Place::first);
        w.link(news_url(language), tr(language, "portal.all_news")).end();
        news_cards(w, context, news.first(std::min(cards, news.size())), "h3", run);
        w.end();
    }
    const std::span<const PublicLine> further =
        news.size() > cards ? news.subspan(cards) : std::span<const PublicLine>{};
    if (!view.activities.empty() || !further.empty()) {
        w.tag("hr", "bridge").attr("aria-hidden", "true");
        const bool both = !view.activities.empty() && !further.empty();
        if (both) w.tag("div", "cols");
        if (!view.activities.empty()) write_activities(w, context, view.activities);
        if (!further.empty()) {
            begin_section(w, tr(language, "portal.further"));
            w.end();
            news_rows(w, context, further);
            w.end();
        }
        if (both) w.end();
    }
    w.end();
    return end_public(w, context);
}

std::string news_page(const Context& context, const NewsView& view) {
    const Language language = context.language;
    const std::string title(view.category ? label(language, *view.category) : tr(language, "portal.news"));
    Writer w;
    begin_public(w, context, view.frame,
                 {.title = title,
                  .path = news_url(language, view.category),
                  .category = view.category,
                  .indexed = view.first_page});
    w.tag("div", "wrap").tag("section", "psec").tag("div", "hd").element("h1", "h2", title);
    w.tag("a").url("href", feed_url(language));
    html::icon(w, "rss");
    w.text(" ").text(tr(language, "portal.feed")).end().end();
    if (view.lines.empty()) {
        html::empty_state(w, tr(language, "portal.nothing_yet"), front_url(language), tr(language, "common.home"));
    } else {
        SceneRun run;
        news_cards(w, context, view.lines, "h2", run);
    }
    if (view.more || !view.first_page) {
        html::Pager pager{.summary = {}};
        if (!view.first_page) pager.previous = news_url(language, view.category);
        if (view.more)
            pager.next =
                news_url(language, view.category)
                    .query("after", fmt::format("{}_{}", view.lines.back().published_at.time_since_epoch().count(),
                                                view.lines.back().variant.value));
        html::pager(w, language, pager);
    }
    w.end().end();
    return end_public(w, context);
}

std::string article_page(const Context& context, const ArticleView& view) {
    const Language language = context.language;
    const PublicArticle& article = view.article;
    const Json data = linked_data(context, view);
    Writer w;
    begin_public(w, context, view.frame,
                 {.title = article.variant.title,
                  .description = article.variant.lead,
                  .path = article_url({.language = language, .slug = article.variant.slug}),
                  .addresses = article.addresses,
                  .category = article.article.category,
                  .article = true,
                  .picture = article.picture.file ? std::optional(file_url(article.picture.file)) : std::nullopt,
                  .linked_data = &data});
    w.tag("div", "wrap").tag("article", "article");
    w.tag("nav", "crumb").attr("aria-label", tr(language, "html.breadcrumb")).tag("ol");
    w.tag("li").link(front_url(language), tr(language, "common.home")).end();
    w.tag("li").link(news_url(language, article.article.category), label(language, article.article.category)).end();
    w.end().end();
    w.element("h1", article.variant.title);
    w.element("p", "lede", article.variant.lead);
    write_dateline(w, context, article);
    if (article.stale) write_stale(w, context, article);
    if (article.article.sample) html::notice(w, Tone::nghe, tr(language, "portal.sample"));
    write_figure(w, context, article);
    w.tag("div", "prose");
    html::markdown(w, article.variant.body, 2);
    w.end();
    write_attachments(w, context, article.files);
    w.end();
    if (!article.related.empty()) {
        w.tag("hr", "bridge").attr("aria-hidden", "true");
        begin_section(w, tr(language, "portal.related"));
        w.end();
        news_rows(w, context, article.related);
        w.end();
    }
    w.end();
    return end_public(w, context);
}

std::string not_found_page(const Context& context, const PublicFrame& frame) {
    const Language language = context.language;
    Writer w;
    begin_public(
        w, context, frame,
        {.title = std::string(tr(language, "portal.no_such_page")), .path = news_url(language), .indexed = false});
    w.tag("div", "wrap").tag("section", "psec");
    w.element("h1", "h2", tr(language, "portal.no_such_page"));
    w.element("p", "text-2", tr(language, "portal.no_such_page_hint"));
    html::button_link(w, news_url(language), "arrow-right", tr(language, "portal.all_news"), true);
    w.end().end();
    return end_public(w, context);
}

}  // namespace caunoi::portal
