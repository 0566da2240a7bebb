#include "platform/html/shell.hpp"

#include "platform/base/utf8.hpp"
#include "platform/context/installation.hpp"
#include "platform/html/components.hpp"
#include "platform/html/htmx.hpp"
#include "platform/http/assets.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::html {

namespace {

using i18n::tr;

Url asset(std::string_view name) {
    return Url::own(http::asset_path(name));
}

std::vector<const MenuItem*> permitted(const Context& context) {
    std::vector<const MenuItem*> items;
    for (const MenuItem& item : context.installation.menu)
        if (context.may(item.permission)) items.push_back(&item);
    return items;
}

// Only the copy in the side bar has the shortcut: the same letter must not lead twice.
void menu_link(Writer& w, Language language, const MenuItem& item, std::string_view current, bool with_shortcut) {
    w.tag("a", "item").url("href", Url::own(item.path)).attr_if(item.path == current, "aria-current", "page");
    if (with_shortcut && item.shortcut != 0) w.attr("data-key", std::string_view(&item.shortcut, 1));
    icon(w, item.icon);
    w.text(tr(language, item.label)).end();
}

void menu_links(Writer& w, Language language, std::span<const MenuItem* const> items, std::string_view current,
                bool with_shortcut) {
    std::string_view group;
    for (const MenuItem* item : items) {
        if (item->group != group && !item->group.empty()) w.element("div", "grp", tr(language, item->group));
        group = item->group;
        menu_link(w, language, *item, current, with_shortcut);
    }
}

// "Hoàng Thị Hoa" → HH, "王建国" → 王: the first letters of the first and the last word.
std::string initials(std::string_view name) {
    std::string letters;
    const auto add = [&](std::size_t at) {
        if (at >= name.size()) return;
        std::size_t next = at;
        next_code_point(name, next);
        letters += name.substr(at, next - at);
    };
    add(0);
    const std::size_t blank = name.rfind(' ');
    if (blank != std::string_view::npos) add(blank + 1);
    return letters;
}

void search_box(Writer& w, Language language) {
    w.tag("form", "find").url("action", Url("/search")).attr("method", "get").attr("role", "search");
    icon(w, "search");
    w.tag("input").attr("type", "search").attr("name", "q").attr("aria-label", tr(language, "common.search"));
    w.attr("placeholder", tr(language, "html.search_what")).attr("maxlength", 200);
    w.tag("kbd").attr("aria-hidden", "true").text("Ctrl K").end();
    w.tag("button", "visually-hidden-focusable").attr("type", "submit").text(tr(language, "common.search")).end().end();
}

void theme_choice(Writer& w, const Context& context) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> themes{
        {{"auto", "common.theme.auto"}, {"light", "common.theme.light"}, {"dark", "common.theme.dark"}}};
    w.tag("div", "grp").attr("id", "theme-choice").text(tr(context.language, "common.theme")).end();
    w.tag("form").attr("method", "post").url("action", Url("/preferences/theme")).attr("data-theme");
    csrf_field(w, context);
    return_field(w, context);
    w.tag("div", "lang").attr("role", "group").attr("aria-labelledby", "theme-choice");
    const bool chosen = context.visit.theme == "light" || context.visit.theme == "dark";
    for (const auto& [value, key] : themes) {
        const bool current = chosen ? value == context.visit.theme : value == "auto";
        w.tag("button").attr("type", "submit").attr("name", "theme").attr("value", value);
        w.attr("aria-pressed", current ? "true" : "false").text(tr(context.language, key)).end();
    }
    w.end().end();
}

void user_menu(Writer& w, const Context& context) {
    const Language language = context.language;
    w.tag("details", "me");
    w.tag("summary").tag("span", "avatar").attr("aria-hidden", "true").text(initials(context.actor.name)).end();
    w.element("span", "visually-hidden", tr(language, "common.signed_in_as", {{"name", context.actor.name}})).end();
    w.tag("div", "menu");
    w.element("div", "grp", context.actor.name);
    w.tag("a").url("href", Url("/account"));
    icon(w, "user");
    w.text(tr(language, "html.my_account")).end();
    w.tag("hr").element("div", "grp only-s", tr(language, "common.language"));
    language_choice(w, context, "only-s");
    theme_choice(w, context);
    w.tag("hr");
    post_form(w, context, Url("/sign-out")).tag("button").attr("type", "submit");
    icon(w, "logout");
    w.text(tr(language, "common.sign_out")).end().end();
    w.end().end();
}

}  // namespace

std::string_view full_name(const Names& names, Language language) {
    const std::string& name = language == Language::vi ? names.vi : language == Language::zh ? names.zh : names.en;
    if (!name.empty()) return name;
    return names.vi.empty() ? product : std::string_view(names.vi);
}

std::string_view brand_name(const Names& names, Language language) {
    if (language == Language::zh && !names.zh.empty()) return names.zh;
    if (language == Language::en && !names.en.empty()) return names.en;
    return names.short_name.empty() ? names.vi : names.short_name;
}

void write_name(Writer& w, const Names& names, Language language, std::string_view name) {
    const bool foreign = language != Language::vi && (language == Language::zh ? names.zh : names.en).empty();
    if (foreign && !name.empty())
        w.tag("span").lang(Language::vi).text(name).end();
    else
        w.text(name);
}

void document_head(Writer& w, const Context& context, std::string_view title) {
    const Names known = names();
    const std::string_view brand = brand_name(known, context.language);
    const std::string_view suffix = brand.empty() ? product : brand;
    const bool chosen = context.visit.theme == "light" || context.visit.theme == "dark";
    w.doctype().tag("html").lang(context.language).attr_if(chosen, "data-bs-theme", context.visit.theme);
    w.tag("head").tag("meta").attr("charset", "utf-8");
    w.tag("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
    w.element("title", fmt::format("{} – {}", title, suffix));
    for (const std::string_view font : {"inter-latin.woff2", "inter-vietnamese.woff2"})
        w.tag("link")
            .attr("rel", "preload")
            .url("href", asset(font))
            .attr("as", "font")
            .attr("type", "font/woff2")
            .attr("crossorigin");
    w.tag("link").attr("rel", "stylesheet").url("href", asset("app.css"));
    w.tag("link").attr("rel", "icon").attr("type", "image/svg+xml").url("href", asset("favicon.svg"));
    htmx_settings(w);
    w.tag("script").url("src", asset("app.js")).attr("defer").end();
    w.tag("script").url("src", asset("htmx.js")).attr("defer").end();
    w.end();
}

std::string_view current_item(const Context& context, std::string_view wanted) {
    if (!wanted.empty()) return wanted;
    std::string_view longest;
    for (const MenuItem& item : context.installation.menu) {
        const std::string_view path = context.visit.path;
        const bool below = path.starts_with(item.path) && item.path != "/" &&
                           (path.size() == item.path.size() || path[item.path.size()] == '/');
        if ((below || path == item.path) && item.path.size() > longest.size()) longest = item.path;
    }
    return longest;
}

void side_bar(Writer& w, const Context& context, std::string_view current) {
    const std::vector<const MenuItem*> items = permitted(context);
    const Names known = names();
    w.tag("nav", "side").attr("aria-label", tr(context.language, "menu.main"));
    w.tag("a", "brand").url("href", items.empty() ? Url("/") : Url::own(items.front()->path));
    w.tag("img").attr("alt", "").attr("width", 38).attr("height", 34);
    w.url("src", known.emblem_path.empty() ? asset("logo-light.svg") : Url::own(known.emblem_path));
    const std::string_view brand = brand_name(known, context.language);
    w.tag("span").text(product).tag("small");
    write_name(w, known, context.language, brand);
    if (context.installation.demonstration)
        w.text(brand.empty() ? "" : " · ").text(tr(context.language, "common.demonstration"));
    w.end().end().end();
    menu_links(w, context.language, items, current, true);
    w.end();
}

void bottom_bar(Writer& w, const Context& context, std::string_view current) {
    constexpr std::size_t shown = 4;
    const Language language = context.language;
    const std::vector<const MenuItem*> items = permitted(context);
    w.tag("nav", "tabs-b").attr("aria-label", tr(language, "html.quick_menu"));
    for (std::size_t i = 0; i < std::min(shown, items.size()); ++i) {
        const bool here = items[i]->path == current;
        w.tag("a").url("href", Url::own(items[i]->path)).attr_if(here, "aria-current", "page");
        icon(w, items[i]->icon);
        w.text(tr(language, items[i]->brief.empty() ? items[i]->label : items[i]->brief)).end();
    }
    if (items.size() > shown) {
        const auto rest = std::span(items).subspan(shown);
        const bool here = std::ranges::any_of(rest, [&](const MenuItem* item) { return item->path == current; });
        w.tag("details", "more").tag("summary").attr_if(here, "aria-current", "true");
        icon(w, "menu-2");
        w.text(tr(language, "html.more")).end();
        w.tag("div", "sheet");
        menu_links(w, language, rest, current, false);
        w.end().end();
    }
    w.end();
}

void language_choice(Writer& w, const Context& context, Literal classes) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> shown{
        {{"VI", "Tiếng Việt"}, {"中文", "简体中文"}, {"EN", "English"}}};
    w.tag("form", classes).attr("method", "post").url("action", Url("/preferences/language"));
    csrf_field(w, context);
    return_field(w, context);
    w.tag("div", "lang").attr("role", "group").attr("aria-label", tr(context.language, "common.language"));
    for (const Language language : languages) {
        const auto& [text, title] = shown[static_cast<std::size_t>(language)];
        w.tag("button").attr("type", "submit").attr("name", "language").attr("value", code(language)).lang(language);
        w.attr("title", title).attr("aria-pressed", language == context.language ? "true" : "false").text(text).end();
    }
    w.end().end();
}

void top_bar(Writer& w, const Context& context) {
    w.tag("header", "top");
    search_box(w, context.language);
    w.tag("div", "end");
    language_choice(w, context, "hide-s");
    user_menu(w, context);
    w.end().end();
}

}  // namespace caunoi::html
