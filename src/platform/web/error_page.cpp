#include "platform/web/error_page.hpp"

#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::web {

namespace {

using i18n::tr;

// Written without the frame of the site: it must come out right whatever is broken.
std::string bare_page(Language language, std::string_view title, std::string_view text, std::string_view request_id) {
    html::Writer w;
    w.doctype().tag("html").lang(language).tag("head");
    w.tag("meta").attr("charset", "utf-8");
    w.tag("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
    w.element("title", title).end();
    w.tag("body").tag("main").element("h1", title).element("p", text);
    if (!request_id.empty()) w.tag("p").tag("code").text(request_id).end().end();
    w.tag("p").link(html::Url("/"), tr(language, "errors.to_start")).end();
    w.end_to(0);
    return w.take();
}

std::string_view title_key(int status) {
    switch (status) {
        case 403: return "errors.title_403";
        case 404: return "errors.title_404";
        case 405: return "errors.title_405";
        case 409: return "errors.title_409";
        default: return "errors.title_422";
    }
}

}  // namespace

http::Response error_page(const Context& context, int status, const Error& error) {
    html::Writer w;
    const std::string_view title = tr(context.language, title_key(status));
    const bool framed = context.actor.signed_in();
    if (framed)
        html::begin_page(w, context, {.title = std::string(title)});
    else
        html::begin_plain_page(w, context, title);
    html::notice(w, html::Tone::son, tr(context.language, error.key, error.arguments));
    for (const Error::Field& field : error.fields) w.element("p", tr(context.language, field.key, field.arguments));
    w.tag("p").link(html::Url("/"), tr(context.language, "errors.to_start")).end();
    return http::page(framed ? html::end_page(w, context) : html::end_plain_page(w, context), status);
}

http::Response fault_page(Language language, std::string_view request_id) {
    return http::page(bare_page(language, tr(language, "errors.title_500"), tr(language, "errors.fault"), request_id),
                      500);
}

http::Response refusal_page(int status) {
    const std::string code = std::to_string(status);
    std::string text;
    for (const Language language : languages) {
        if (!text.empty()) text += " · ";
        text += tr(language, "errors.refused", {{"status", code}});
    }
    return http::page(bare_page(Language::vi, code, text, {}), status);
}

}  // namespace caunoi::web
