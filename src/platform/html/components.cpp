// Small pieces: icons, tags, buttons, notices, cards, tabs, the bridge, facts.
#include "platform/html/components.hpp"

#include "platform/http/assets.hpp"

namespace caunoi::html {

namespace {

Literal icon_box_class(Tone tone) {
    switch (tone) {
        case Tone::plain: return "ico";
        case Tone::ngoc: return "ico ngoc";
        case Tone::nghe: return "ico nghe";
        case Tone::son: return "ico son";
        case Tone::cham: return "ico cham";
        case Tone::dao: return "ico dao";
    }
    return "ico";
}

Literal tag_class(Tone tone) {
    switch (tone) {
        case Tone::plain: break;
        case Tone::ngoc: return "tag ngoc";
        case Tone::nghe: return "tag nghe";
        case Tone::son: return "tag son";
        case Tone::cham: return "tag cham";
        case Tone::dao: return "tag dao";
    }
    return "tag";
}

Literal alert_class(Tone tone) {
    switch (tone) {
        case Tone::plain:
        case Tone::dao: break;  // peach is for people, not for messages
        case Tone::ngoc: return "alert ngoc";
        case Tone::nghe: return "alert nghe";
        case Tone::son: return "alert son";
        case Tone::cham: return "alert cham";
    }
    return "alert";
}

std::string_view alert_icon(Tone tone) {
    switch (tone) {
        case Tone::ngoc: return "circle-check";
        case Tone::son: return "alert-triangle";
        case Tone::plain:
        case Tone::nghe:
        case Tone::cham:
        case Tone::dao: break;
    }
    return "info-circle";
}

void card_body(Writer& w, CardBody body) {
    if (body == CardBody::padded)
        w.tag("div", "card-body");
    else
        w.tag("div");
}

}  // namespace

void icon(Writer& w, std::string_view name) {
    static const std::string sprite = std::string(http::asset_path("icons.svg")) + "#";
    w.tag("svg", "icon").attr("aria-hidden", "true");
    w.tag("use").url("href", Url::own(sprite + std::string(name))).end();
    w.end();
}

void tag_label(Writer& w, Tone tone, std::string_view text) {
    w.element("span", tag_class(tone), text);
}

void icon_box(Writer& w, Tone tone, std::string_view icon_name) {
    w.tag("span", icon_box_class(tone)).attr("aria-hidden", "true");
    icon(w, icon_name);
    w.end();
}

void button_link(Writer& w, const Url& url, std::string_view icon_name, std::string_view text, bool primary) {
    w.tag("a", primary ? Literal("btn btn-primary") : Literal("btn btn-line")).url("href", url);
    if (!icon_name.empty()) icon(w, icon_name);
    w.text(text).end();
}

void submit(Writer& w, std::string_view text, bool primary) {
    w.tag("button", primary ? Literal("btn btn-primary") : Literal("btn btn-line")).attr("type", "submit");
    w.text(text).end();
}
void submit(Writer& w, std::string_view text, Literal name, std::string_view value, bool primary) {
    w.tag("button", primary ? Literal("btn btn-primary") : Literal("btn btn-line")).attr("type", "submit");
    w.attr("name", name.text).attr("value", value);
    w.text(text).end();
}

void notice(Writer& w, Tone tone, std::string_view text) {
    w.tag("div", alert_class(tone)).attr("role", tone == Tone::son ? "alert" : "status");
    icon(w, alert_icon(tone));
    w.element("div", text).end();
}

void begin_card(Writer& w, std::string_view title, CardBody body) {
    w.tag("section", "card");
    w.tag("div", "card-header").element("h2", title).end();
    card_body(w, body);
}
void begin_card(Writer& w, std::string_view title, const Url& more, std::string_view more_text, CardBody body) {
    w.tag("section", "card");
    w.tag("div", "card-header").element("h2", title).link(more, "small", more_text).end();
    card_body(w, body);
}
void end_card(Writer& w) {
    w.end().end();
}

void empty_state(Writer& w, std::string_view sentence) {
    w.tag("div", "empty").element("p", sentence).end();
}
void empty_state(Writer& w, std::string_view sentence, const Url& action, std::string_view action_text) {
    w.tag("div", "empty").element("p", sentence).link(action, "btn btn-line", action_text).end();
}

void fold(Writer& w, std::string_view text) {
    w.tag("details", "fold").tag("summary").text(text);
    icon(w, "chevron-down");
    w.end().end();
}

void tabs(Writer& w, std::string_view label, std::span<const Tab> tabs) {
    w.tag("nav", "views").attr("aria-label", label);
    for (const Tab& tab : tabs) {
        w.tag("a").url("href", tab.url).attr_if(tab.current, "aria-current", "page").text(tab.text);
        if (!tab.count.empty()) w.text(" ").element("span", "c", tab.count);
        w.end();
    }
    w.end();
}

void stepper(Writer& w, std::string_view label, std::span<const Step> steps, std::size_t current) {
    w.tag("div").attr("role", "group").attr("aria-label", label).tag("ol", "spans");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        w.tag("li").attr_if(i < current, "class", "done").attr_if(i == current, "class", "now");
        w.attr_if(i == current, "aria-current", "step");
        if (i + 1 < steps.size()) {
            w.tag("svg").attr("viewBox", "0 0 100 34").attr("preserveAspectRatio", "none").attr("aria-hidden", "true");
            w.tag("path").attr("d", "M5 33Q50-18 95 33").attr("vector-effect", "non-scaling-stroke").end().end();
        }
        w.tag("i").end().element("b", steps[i].text).text(steps[i].note).end();
    }
    w.end().end();
}

void begin_facts(Writer& w) {
    w.tag("dl", "facts");
}
void end_facts(Writer& w) {
    w.end();
}
void fact_begin(Writer& w, std::string_view label) {
    w.tag("div").element("dt", label).tag("dd");
}
void fact_end(Writer& w) {
    w.end().end();
}
void fact(Writer& w, std::string_view label, std::string_view value) {
    fact_begin(w, label);
    w.text(value);
    fact_end(w);
}

}  // namespace caunoi::html
