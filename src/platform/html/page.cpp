// Pages in their frame. What lies around the content is in shell.cpp.
#include "platform/html/page.hpp"

#include "platform/html/components.hpp"
#include "platform/html/shell.hpp"
#include "platform/http/assets.hpp"
#include "platform/i18n/i18n.hpp"

#include <stdexcept>

namespace caunoi::html {

namespace {

using i18n::tr;

// What begin_… leaves open: html, body, two boxes, main; html, body, one box, main.
constexpr std::size_t page_depth = 5;
constexpr std::size_t plain_depth = 4;

struct Kept {
    std::mutex mutex;
    Names names;
};
// The one thing here that changes: a setting that every page shows, and that no page should ask the database for.
Kept& kept() {
    static Kept instance;
    return instance;
}

WayBack& back() {
    static WayBack crumbs = nullptr;
    return crumbs;
}

void crumbs(Writer& w, Language language, const std::vector<Crumb>& crumbs) {
    if (crumbs.empty()) return;
    w.tag("nav", "crumb").attr("aria-label", tr(language, "html.breadcrumb")).tag("ol");
    for (const Crumb& crumb : crumbs) w.tag("li").link(crumb.url, crumb.text).end();
    w.end().end();
}

void page_head(Writer& w, const Context& context, const PageHead& head) {
    crumbs(w, context.language, head.crumbs);
    w.tag("div", "head").tag("div").element("h1", head.title);
    if (!head.other_title.empty())
        w.tag("div")
            .attr("class", head.other_language == Language::zh ? "zh lead-zh" : "text-2")
            .lang(head.other_language)
            .text(head.other_title)
            .end();
    w.end();
    if (!head.actions.empty()) {
        w.tag("div", "do");
        for (const ActionLink& action : head.actions)
            button_link(w, action.url, action.icon, action.text, action.primary);
        w.end();
    }
    w.end();
    if (!head.help.empty()) {
        // "help.activities" is explained on /help/activities.
        const std::string_view screen = head.help.substr(head.help.find('.') + 1);
        w.tag("p", "small mb-3 noprint").tag("a").url("href", Url("/help").part(screen)).attr("data-help");
        icon(w, "help");
        w.text(" ").text(tr(context.language, "help.of_screen")).end().end();
    }
}

void messages(Writer& w, const Context& context) {
    // app.js shows it when htmx finds no network.
    w.tag("div", "alert nghe").attr("role", "status").attr("data-offline").attr("hidden");
    icon(w, "wifi-off");
    w.element("div", tr(context.language, "html.offline")).end();
    // The key comes back in a cookie: what is not a text of ours is not shown.
    if (!context.visit.notice.empty() && i18n::has_text(context.visit.notice))
        notice(w, Tone::ngoc, tr(context.language, context.visit.notice));
}

void skip_link(Writer& w, Language language) {
    w.tag("a", "skip").url("href", Url::within_page("main")).text(tr(language, "common.skip_to_content")).end();
}

void check_depth(const Writer& w, std::size_t depth) {
    if (w.depth() != depth) throw std::logic_error("the page closed too few or too many of its elements");
}

Writer& form(Writer& w, const Url& action) {
    // Our own messages, in the page's language, instead of the browser's.
    return w.tag("form").attr("method", "post").url("action", action).attr("novalidate");
}

Writer& guarded(Writer& w, bool unsaved) {
    return w.attr("data-guard", unsaved ? "dirty" : "");
}

}  // namespace

void set_names(Names names) {
    const std::lock_guard lock(kept().mutex);
    kept().names = std::move(names);
}
Names names() {
    const std::lock_guard lock(kept().mutex);
    return kept().names;
}

void set_way_back(WayBack crumbs) {
    back() = crumbs;
}
std::vector<Crumb> way_back(Language language, std::string_view origin) {
    if (origin.empty() || !back()) return {};
    return back()(language, origin);
}

void begin_page(Writer& w, const Context& context, const PageHead& head) {
    const std::string_view current = current_item(context, head.menu);
    document_head(w, context, head.title);
    w.tag("body").attr_if(head.wide_print, "class", "print-wide");
    skip_link(w, context.language);
    bottom_bar(w, context, current);
    w.tag("div", "busy htmx-indicator").attr("id", "busy").attr("aria-hidden", "true").end();
    w.tag("div", "shell");
    side_bar(w, context, current);
    w.tag("div");
    top_bar(w, context);
    w.tag("main", "main").attr("id", "main").attr("tabindex", "-1");
    messages(w, context);
    page_head(w, context, head);
}

std::string end_page(Writer& w, const Context& context) {
    check_depth(w, page_depth);
    const Names known = names();
    w.tag("footer", "pagefoot");
    write_name(w, known, context.language, full_name(known, context.language));
    w.end();
    w.end().end().end();  // main and the two boxes
    w.end().end();
    return w.take();
}

void begin_plain_page(Writer& w, const Context& context, std::string_view title, PlainWidth width) {
    const Names known = names();
    document_head(w, context, title);
    w.tag("body", "no-tabs");
    skip_link(w, context.language);
    w.tag("div").attr("class", width == PlainWidth::wide ? "sign wide" : "sign");
    w.tag("main").attr("id", "main").attr("tabindex", "-1");
    w.tag("div", "sign-brand");
    if (known.emblem_path.empty()) {
        const Url on_light = Url::own(http::asset_path("logo.svg"));
        const Url on_dark = Url::own(http::asset_path("logo-light.svg"));
        const bool dark = context.visit.theme == "dark";
        w.tag("picture");
        if (!dark && context.visit.theme != "light")
            w.tag("source").attr("media", "(prefers-color-scheme: dark)").url("srcset", on_dark);
        w.tag("img").attr("alt", "").attr("width", 66).attr("height", 59).url("src", dark ? on_dark : on_light).end();
    } else {
        w.tag("img").attr("alt", "").url("src", Url::own(known.emblem_path));
    }
    w.tag("b");
    write_name(w, known, context.language, full_name(known, context.language));
    w.end();
    const Language other = context.language == Language::zh ? Language::vi : Language::zh;
    const std::string& second = other == Language::zh ? known.zh : known.vi;
    if (!second.empty()) w.tag("small").lang(other).text(second).end();
    w.end();
    w.element("h1", "h2 text-center mb-3", title);
    messages(w, context);
}

std::string end_plain_page(Writer& w, const Context& context) {
    check_depth(w, plain_depth);
    w.end().tag("footer");
    language_choice(w, context, "noprint");
    w.link(Url("/"), tr(context.language, "common.home"));  // leads a stranger to the public site
    w.element("span", product).end();
    w.end().end().end();
    return w.take();
}

void csrf_field(Writer& w, const Context& context) {
    w.tag("input").attr("type", "hidden").attr("name", "csrf").attr("value", context.visit.csrf_token);
}
void return_field(Writer& w, const Context& context) {
    w.tag("input").attr("type", "hidden").attr("name", "return").attr("value", context.visit.back);
}
Writer& post_form(Writer& w, const Context& context, const Url& action) {
    form(w, action);
    csrf_field(w, context);
    return w;
}
Writer& post_form(Writer& w, const Context& context, const Url& action, Literal classes) {
    form(w, action).attr("class", classes.text);
    csrf_field(w, context);
    return w;
}
Writer& edit_form(Writer& w, const Context& context, const Url& action, bool unsaved) {
    guarded(form(w, action), unsaved);
    csrf_field(w, context);
    return w;
}
Writer& upload_form(Writer& w, const Context& context, const Url& action, bool unsaved) {
    guarded(form(w, action), unsaved).attr("enctype", "multipart/form-data");
    csrf_field(w, context);
    return w;
}

}  // namespace caunoi::html
