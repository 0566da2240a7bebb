#include "platform/html/htmx.hpp"

namespace caunoi::html {

void live_search(Writer& w, const Url& url, std::string_view target_id) {
    const std::string target = "#" + std::string(target_id);
    w.htmx("hx-get", url.text()).htmx("hx-trigger", "input delay:250ms, change, submit");
    w.htmx("hx-target", target).htmx("hx-select", target).htmx("hx-swap", "outerHTML");
    // Of several questions on their way the last one counts. Typing is one step back in the history, not twenty.
    w.htmx("hx-sync", "this:replace").htmx("hx-replace-url", "true").htmx("hx-indicator", "#busy");
}

void htmx_settings(Writer& w) {
    // Its own indicator styles would be an inline style, which the CSP forbids.
    w.tag("meta").attr("name", "htmx-config").attr("content", R"({"includeIndicatorCSS":false})");
}

}  // namespace caunoi::html
