// The register of legal figures: HTTP in, HTTP out.
#include "modules/settings/rule.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::settings {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

std::string name_of(Language language, const Rule& rule) {
    return fmt::format("{} – {}", tr(language, fmt::format("settings.rule.key.{}", rule.key())),
                       tr(language, fmt::format("settings.level.{}", rule.level())));
}

std::string validity(Language language, const Rule& rule) {
    if (rule.from.known() && rule.to.known()) return i18n::date_range(language, rule.from, rule.to);
    if (rule.from.known()) return tr(language, "people.since", {{"date", i18n::date(language, rule.from)}});
    if (rule.to.known()) return tr(language, "people.unit.until", {{"date", i18n::date(language, rule.to)}});
    return std::string(tr(language, "settings.rule.always"));
}

Url rule_url(const Rule& rule) {
    return Url("/rules").part(rule.code);
}

html::PageHead head_of(Language language) {
    return {.title = std::string(tr(language, "settings.rules")),
            .crumbs = {{.text = std::string(tr(language, "settings.title")), .url = Url("/settings")}},
            .menu = "/settings",
            .help = "help.rules"};
}

std::string list_page(const Context& context, const std::vector<Rule>& all) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, head_of(language));
    w.element("p", "text-2 measure", tr(language, "settings.rules_lead"));
    w.tag("section", "card");
    const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
    const std::array columns{column("settings.rule.name"),
                             html::Column{.text = std::string(tr(language, "settings.rule.value")), .number = true},
                             column("settings.rule.validity"), column("settings.rule.basis"), column("common.remark")};
    html::begin_table(w, tr(language, "settings.rules"), columns);
    for (const Rule& rule : all) {
        const Url url = rule_url(rule).part("edit");
        html::begin_row(w, url);
        html::cell_link(w, url, name_of(language, rule), rule.note, Language::vi);
        html::cell_number(w, i18n::number(language, rule.value));
        html::cell(w, validity(language, rule));
        html::cell(w, rule.basis);
        html::begin_cell(w);
        if (rule.unverified) html::tag_label(w, html::Tone::nghe, tr(language, "settings.rule.unverified_short"));
        if (rule.id) html::tag_label(w, html::Tone::cham, tr(language, "settings.rule.corrected"));
        w.end();
        html::end_row(w);
    }
    html::end_table(w);
    w.end();
    return html::end_page(w, context);
}

std::string form_page(const Context& context, const Rule& rule, const forms::State& state) {
    const Language language = context.language;
    html::PageHead head = head_of(language);
    head.title = name_of(language, rule);
    head.crumbs.push_back({.text = std::string(tr(language, "settings.rules")), .url = Url("/rules")});
    if (rule.id)
        head.actions.push_back({.text = std::string(tr(language, "history.title")),
                                .icon = "history",
                                .url = rule_url(rule).part("history")});
    Writer w;
    html::begin_page(w, context, head);
    forms::Form form = forms::begin_form(w, context, records::describe<RuleInput>(), state, rule_url(rule));
    w.tag("div", "card").tag("div", "card-body form-grid");
    for (const std::string_view field : {"value", "from", "to", "basis", "note", "unverified"}) form.field(field);
    w.end().end();
    forms::end_form(w, language, Url("/rules"));
    return html::end_page(w, context);
}

Result<http::Response> list_of_rules(const http::Request&, Context& context) {
    return http::page(list_page(context, TRY(list_rules(context))));
}

Result<http::Response> edit_rule(const http::Request& request, Context& context) {
    const Rule rule = TRY(find_rule(context, request.parameter("rule")));
    return http::page(form_page(
        context, rule, {.version = rule.version, .values = forms::values_of(static_cast<const RuleInput&>(rule))}));
}

Result<http::Response> save_rule(const http::Request& request, Context& context) {
    const Rule rule = TRY(find_rule(context, request.parameter("rule")));
    return web::save_form<RuleInput>(
        request, context,
        {.check = [](const RuleInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const RuleInput& input, std::int64_t version) -> Result<Url> {
             TRY(correct_rule(context, rule.code, version, input));
             return Url("/rules");
         },
         .newest = [&]() -> Result<web::Newest<RuleInput>> {
             const Rule newest = TRY(find_rule(context, rule.code));
             return web::Newest<RuleInput>{newest, newest.version};
         },
         .page = [&](const forms::State& state) { return form_page(context, rule, state); }});
}

Result<http::Response> rule_history(const http::Request& request, Context& context) {
    const Rule rule = TRY(find_rule(context, request.parameter("rule")));
    return web::history_page(request, context,
                             {.description = records::describe<RuleInput>(),
                              .record = rule.id.value,
                              .title = name_of(context.language, rule),
                              .back = Url("/rules")});
}

}  // namespace

void register_rule_routes(http::Router& router) {
    router.get("/rules", list_of_rules);
    router.get("/rules/{rule}/edit", edit_rule);
    router.post("/rules/{rule}", save_rule);
    router.get("/rules/{rule}/history", rule_history);
}

}  // namespace caunoi::settings
