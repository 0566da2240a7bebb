#include "modules/portal/public_frame.hpp"

#include "platform/context/installation.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/html/shell.hpp"
#include "platform/http/assets.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

#include <stdexcept>

namespace caunoi::portal {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::size_t frame_depth = 3;  // html, body, main
constexpr std::array<std::string_view, 3> names_of_languages{"Tiếng Việt", "简体中文", "English"};

Url asset(std::string_view name) {
    return Url::own(http::asset_path(name));
}

// Where this page stands in another language; a text that has not been translated leads to that language's front page.
Url other_page(const PublicHead& head, Language language) {
    for (const Address& address : head.addresses)
        if (address.language == language) return article_url(address);
    if (!head.article && head.category) return news_url(language, head.category);
    if (!head.article && !head.front) return news_url(language);
    return front_url(language);
}

void property(Writer& w, std::string_view name, std::string_view content) {
    w.tag("meta").attr("property", name).attr("content", content);
}

void write_alternates(Writer& w, const PublicFrame& frame, const PublicHead& head) {
    const auto alternate = [&](std::string_view lang, Language language) {
        w.tag("link").attr("rel", "alternate").attr("hreflang", lang);
        w.url("href", Url::foreign(absolute(frame.base, other_page(head, language))));
    };
    bool vietnamese = !head.article;
    if (head.article) {
        for (const Address& address : head.addresses) {
            alternate(hreflang(address.language), address.language);
            vietnamese = vietnamese || address.language == Language::vi;
        }
    } else {
        for (const Language language : languages) alternate(hreflang(language), language);
    }
    if (vietnamese)
        alternate("x-default", Language::vi);
    else if (!head.addresses.empty())
        alternate("x-default", head.addresses.front().language);
}

void write_open_graph(Writer& w, const Context& context, const PublicFrame& frame, const PublicHead& head) {
    constexpr std::array<std::string_view, 3> locales{"vi_VN", "zh_CN", "en_GB"};
    property(w, "og:type", head.article ? "article" : "website");
    property(w, "og:title", head.title);
    property(w, "og:site_name", site_name(context.language));
    property(w, "og:locale", locales[static_cast<std::size_t>(context.language)]);
    property(w, "og:url", absolute(frame.base, head.path));
    if (!head.description.empty()) property(w, "og:description", head.description);
    if (head.picture) property(w, "og:image", absolute(frame.base, *head.picture));
}

void write_head(Writer& w, const Context& context, const PublicFrame& frame, const PublicHead& head) {
    const std::string name = site_name(context.language);
    w.doctype().tag("html").lang(context.language);
    w.tag("head").tag("meta").attr("charset", "utf-8");
    w.tag("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
    w.element("title", head.title == name ? head.title : fmt::format("{} – {}", head.title, name));
    if (!head.description.empty()) w.tag("meta").attr("name", "description").attr("content", head.description);
    if (!head.indexed) w.tag("meta").attr("name", "robots").attr("content", "noindex");
    // Chinese pages use the reader's own fonts.
    if (context.language != Language::zh)
        for (const std::string_view font : {"inter-latin.woff2", "inter-vietnamese.woff2"}) {
            w.tag("link").attr("rel", "preload").url("href", asset(font)).attr("as", "font");
            w.attr("type", "font/woff2").attr("crossorigin");
            if (context.language == Language::en) break;
        }
    w.tag("link").attr("rel", "stylesheet").url("href", asset("app.css"));
    w.tag("link").attr("rel", "icon").attr("type", "image/svg+xml").url("href", asset("favicon.svg"));
    w.tag("link")
        .attr("rel", "alternate")
        .attr("type", "application/atom+xml")
        .attr("title", tr(context.language, "portal.feed"));
    w.url("href", feed_url(context.language));
    if (head.indexed) {
        w.tag("link").attr("rel", "canonical").url("href", Url::foreign(absolute(frame.base, head.path)));
        write_alternates(w, frame, head);
        write_open_graph(w, context, frame, head);
    }
    if (head.linked_data) w.linked_data(*head.linked_data);
    w.end();
}

void write_language_bar(Writer& w, const Context& context, const PublicHead& head) {
    w.tag("nav", "util").attr("aria-label", tr(context.language, "portal.language_bar")).tag("div", "wrap");
    w.element("span", "hide-s", i18n::long_date(context.language, context.today()));
    w.tag("div", "end");
    for (const Language language : languages) {
        w.tag("a").url("href", language == context.language ? head.path : other_page(head, language)).lang(language);
        w.attr("hreflang", hreflang(language)).attr_if(language == context.language, "aria-current", "true");
        w.text(names_of_languages[static_cast<std::size_t>(language)]).end();
    }
    w.tag("a", "hide-s").url("href", Url("/sign-in")).text(tr(context.language, "common.sign_in")).end();
    w.end().end().end();
}

// Both names, this page's language first.
void write_masthead(Writer& w, const Context& context) {
    const html::Names known = html::names();
    const Language other = context.language == Language::zh ? Language::vi : Language::zh;
    const std::string& second = other == Language::zh ? known.zh : known.vi;
    w.tag("div", "wrap").tag("header", "mast");
    if (known.emblem_path.empty()) {
        w.tag("picture")
            .tag("source")
            .attr("media", "(prefers-color-scheme: dark)")
            .url("srcset", asset("logo-light.svg"));
        w.tag("img").attr("alt", "").attr("width", 66).attr("height", 59).url("src", asset("logo.svg")).end();
    } else {
        w.tag("img").attr("alt", "").attr("width", 66).url("src", Url::own(known.emblem_path));
    }
    w.tag("a", "t").url("href", front_url(context.language));
    html::write_name(w, known, context.language, html::full_name(known, context.language));
    if (!second.empty() || context.installation.demonstration) {
        w.tag("small");
        if (!second.empty()) w.tag("span").lang(other).text(second).end();
        if (context.installation.demonstration)
            w.text(second.empty() ? "" : " · ").text(tr(context.language, "common.demonstration"));
        w.end();
    }
    w.end().end().end();
}

void write_sections(Writer& w, const Context& context, const PublicFrame& frame, const PublicHead& head) {
    const Language language = context.language;
    const auto section = [&](const Url& url, std::string_view text, bool current) {
        w.tag("a").url("href", url).attr_if(current, "aria-current", head.article ? "true" : "page").text(text).end();
    };
    w.tag("nav", "pnav").attr("aria-label", tr(language, "portal.sections")).tag("div", "wrap");
    section(front_url(language), tr(language, "common.home"), head.front);
    section(news_url(language), tr(language, "portal.news"), !head.front && !head.category);
    for (const Category category : frame.categories)
        section(news_url(language, category),
                tr(language, fmt::format("portal.category.{}", category_codes[static_cast<std::size_t>(category)])),
                head.category == category);
    w.end().end();
}

}  // namespace

std::string site_name(Language language) {
    const html::Names known = html::names();
    return std::string(html::full_name(known, language));
}

std::string base_of(const http::Request& request, const Context& context) {
    const std::string& own = context.installation.public_url;
    if (!own.empty()) return own.ends_with('/') ? own.substr(0, own.size() - 1) : own;
    std::string host(request.header("host"));
    const auto odd = [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                 c == ':' || c == '[' || c == ']');
    };
    if (host.empty() || std::ranges::any_of(host, odd)) host = "localhost";
    return fmt::format("{}://{}", request.secure ? "https" : "http", host);
}

std::string absolute(std::string_view base, const Url& url) {
    return std::string(base) + url.text();
}

Url front_url(Language language) {
    Url url("");
    return url.part(code(language));
}
Url news_url(Language language, std::optional<Category> category) {
    Url url = front_url(language).part("news");
    if (category) url.query("category", category_codes[static_cast<std::size_t>(*category)]);
    return url;
}
Url article_url(const Address& address) {
    return front_url(address.language).part("news").part(address.slug);
}
Url feed_url(Language language) {
    return front_url(language).part("feed.atom");
}
std::string_view hreflang(Language language) {
    return language == Language::zh ? "zh-Hans" : code(language);
}

void begin_public(Writer& w, const Context& context, const PublicFrame& frame, const PublicHead& head) {
    write_head(w, context, frame, head);
    w.tag("body", "portal");
    w.tag("a", "skip").url("href", Url::within_page("main")).text(tr(context.language, "common.skip_to_content")).end();
    write_language_bar(w, context, head);
    write_masthead(w, context);
    write_sections(w, context, frame, head);
    w.tag("main").attr("id", "main").attr("tabindex", "-1");
}

std::string end_public(Writer& w, const Context& context) {
    if (w.depth() != frame_depth) throw std::logic_error("the page closed too few or too many of its elements");
    const Language language = context.language;
    const html::Names known = html::names();
    const Language other = language == Language::zh ? Language::vi : Language::zh;
    const std::string& second = other == Language::zh ? known.zh : known.vi;
    w.end().tag("footer", "foot").tag("div", "wrap").tag("div");
    w.tag("b");
    html::write_name(w, known, language, html::full_name(known, language));
    w.end();
    if (!second.empty()) w.tag("br").tag("span").lang(other).text(second).end();
    w.end();
    w.tag("ul");
    w.tag("li").link(news_url(language), tr(language, "portal.news")).end();
    w.tag("li").link(feed_url(language), tr(language, "portal.feed")).end();
    w.end().tag("ul");
    w.tag("li").link(Url("/join"), tr(language, "portal.join")).end();
    w.tag("li").link(Url("/sign-in"), tr(language, "portal.for_staff")).end();
    w.tag("li").text(tr(language, "portal.runs_on", {{"name", std::string(html::product)}})).end();
    w.end().end().end().end().end();
    return w.take();
}

}  // namespace caunoi::portal
