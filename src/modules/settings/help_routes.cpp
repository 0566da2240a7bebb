#include "modules/settings/help.hpp"
#include "platform/context/context.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>
#include <array>

namespace caunoi::settings {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::array<std::string_view, 6> work{"home", "report", "facts", "articles", "search", "account"};
constexpr std::array<std::string_view, 4> external{"activities", "activity", "activity_form", "import"};
constexpr auto of_association =
    std::to_array<std::string_view>({"people", "party", "party_form", "writing", "relationship", "groups",
                                     "application", "decision", "charter", "terms", "units", "history"});
constexpr std::array<std::string_view, 4> media{"news", "news_article", "news_form", "news_text"};
constexpr std::array<std::string_view, 7> administration{"settings", "setup", "rules", "fields",
                                                         "accounts", "jobs",  "outbox"};
constexpr std::array sections{HelpSection{"menu.work", work}, HelpSection{"menu.external", external},
                              HelpSection{"menu.association", of_association}, HelpSection{"menu.media", media},
                              HelpSection{"menu.admin", administration}};

std::string title_of(Language language, std::string_view screen) {
    return std::string(tr(language, fmt::format("help.{}.title", screen)));
}

Result<http::Response> list(const http::Request&, Context& context) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, {.title = std::string(tr(language, "help.title"))});
    w.element("p", "text-2 measure", tr(language, "help.lead"));
    w.tag("div", "grid-2").tag("div", "stack");
    for (const HelpSection& section : help_sections()) {
        html::begin_card(w, tr(language, section.group), html::CardBody::bare);
        w.tag("ul", "rows");
        for (const std::string_view screen : section.screens) {
            w.tag("li").tag("div", "g");
            w.link(Url("/help").part(screen), "row-link", title_of(language, screen));
            w.element("div", "small text-2", tr(language, fmt::format("help.{}", screen)));
            w.end().end();
        }
        w.end();
        html::end_card(w);
    }
    w.end().tag("div", "stack");
    html::begin_card(w, tr(language, "help.keys.title"));
    w.tag("div", "prose");
    html::markdown(w, tr(language, "help.keys.how"), 3);
    w.end();
    html::end_card(w);
    w.end().end();
    return http::page(html::end_page(w, context));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const std::string_view screen = request.parameter("screen");
    const bool known = std::ranges::any_of(help_sections(), [&](const HelpSection& section) {
        return std::ranges::find(section.screens, screen) != section.screens.end();
    });
    if (!known) return fail(Error::Kind::not_found, "errors.not_found");
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context,
                     {.title = title_of(language, screen),
                      .crumbs = {{.text = std::string(tr(language, "help.title")), .url = Url("/help")}}});
    w.tag("section", "card").tag("div", "card-body prose");
    w.element("p", tr(language, fmt::format("help.{}", screen)));
    html::markdown(w, tr(language, fmt::format("help.{}.how", screen)), 2);
    w.end().end();
    return http::page(html::end_page(w, context));
}

}  // namespace

std::span<const HelpSection> help_sections() {
    return sections;
}

void register_help_routes(http::Router& router) {
    router.get("/help", list);
    router.get("/help/{screen}", show);
}

}  // namespace caunoi::settings
