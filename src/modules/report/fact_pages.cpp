// Pages of stated facts.
#include "modules/report/report_pages.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::report {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

html::PageHead head_of(Language language, std::string title, std::string_view help) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(language, "report.title")), .url = Url("/report")},
                       {.text = std::string(tr(language, "report.facts")), .url = Url("/facts")}},
            .menu = "/report",
            .help = help};
}

void write_filter_form(Writer& w, Language language, const FactFilter& filter) {
    w.tag("form", "bar-f").url("action", Url("/facts")).attr("method", "get").attr("role", "search");
    html::input_field(w, language,
                      {.name = "q", .label = std::string(tr(language, "report.filter.text")), .value = filter.text},
                      "search");
    std::vector<html::Option> options{{.value = "", .text = std::string(tr(language, "common.all"))}};
    for (std::size_t i = 0; i < measure_codes.size(); ++i)
        options.push_back(
            {.value = std::string(measure_codes[i]), .text = std::string(label(language, static_cast<Measure>(i)))});
    const std::string chosen(filter.measure ? measure_codes[static_cast<std::size_t>(*filter.measure)]
                                            : std::string_view());
    html::select_field(w, language,
                       {.name = "measure", .label = std::string(tr(language, "report.fact.measure")), .value = chosen},
                       options);
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
}

void write_table(Writer& w, Language language, const FactListView& view) {
    const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
    const std::array columns{column("report.fact.title"), column("report.column.stated"), column("common.period"),
                             column("report.fact.measure"), column("report.fact.source")};
    html::begin_table(w, tr(language, "report.facts"), columns);
    for (const Fact& fact : view.page.facts) {
        html::begin_row(w, fact_url(fact.id));
        html::cell_link(w, fact_url(fact.id), fact.title(language), fact.title_under(language),
                        fact.language_under(language));
        html::cell(w, stated_text(language, fact));
        html::cell(w, period_text(language, fact));
        html::cell(w, fact.measure ? label(language, *fact.measure) : std::string_view());
        html::cell(w, fact.source);
        html::end_row(w);
    }
    html::end_table(w);
    html::Pager pager{.summary =
                          i18n::tr_count(language, "report.shown", static_cast<std::int64_t>(view.page.facts.size()))};
    if (view.page.more && view.filter.text.empty())
        pager.next = list_url(view.filter).query("after", to_text(view.page.facts.back().id));
    html::pager(w, language, pager);
}

}  // namespace

Url fact_url(FactId id) {
    return Url("/facts").part(id);
}

Url list_url(const FactFilter& filter) {
    Url url("/facts");
    url.query_if("q", filter.text);
    url.query_if("measure",
                 filter.measure ? measure_codes[static_cast<std::size_t>(*filter.measure)] : std::string_view());
    return url;
}

std::string fact_list_page(const Context& context, const FactListView& view) {
    const Language language = context.language;
    html::PageHead head = head_of(language, std::string(tr(language, "report.facts")), "help.facts");
    head.crumbs.pop_back();
    if (context.may(can_record))
        head.actions.push_back({.text = std::string(tr(language, "report.fact_new")),
                                .icon = "plus",
                                .url = Url("/facts/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.tag("section", "card");
    write_filter_form(w, language, view.filter);
    if (view.page.facts.empty())
        html::empty_state(w, tr(language, "report.facts_empty"), Url("/facts"), tr(language, "common.show_all"));
    else
        write_table(w, language, view);
    w.end();
    return html::end_page(w, context);
}

std::string fact_page(const Context& context, const Fact& fact, const Carriers& carriers) {
    const Language language = context.language;
    html::PageHead head = head_of(language, fact.title(language), "help.facts");
    head.other_title = fact.title_under(language);
    head.other_language = fact.language_under(language);
    web::record_actions(head, context, fact_url(fact.id), context.may(can_record));
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "stack");
    html::begin_card(w, tr(language, "common.summary"));
    w.tag("div");
    html::begin_facts(w);
    if (const std::string stated = stated_text(language, fact); !stated.empty())
        html::fact(w, tr(language, "report.column.stated"), stated);
    if (fact.number && !fact.value.empty()) html::fact(w, tr(language, "report.fact.value"), fact.value);
    html::fact(w, tr(language, "report.fact.standing"), label(language, fact.standing));
    if (fact.period_from.known()) html::fact(w, tr(language, "common.period"), period_text(language, fact));
    if (fact.measure) html::fact(w, tr(language, "report.fact.measure"), label(language, *fact.measure));
    if (fact.direction) html::fact(w, tr(language, "report.fact.direction"), label(language, *fact.direction));
    html::fact(w, tr(language, "report.fact.source"), fact.source);
    if (const std::string_view name = carrier_name(carriers, fact); !name.empty()) {
        html::fact_begin(w, tr(language, "report.carried_by"));
        w.link(*carrier_url(fact), name);
        html::fact_end(w);
    }
    html::end_facts(w);
    w.end();
    html::end_card(w);
    if (context.may(can_record))
        web::delete_form(w, context, fact_url(fact.id), fact.version, "report.fact_delete_confirm");
    w.end();
    return html::end_page(w, context);
}

std::string fact_form_page(const Context& context, FactId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? fact_url(id) : Url("/facts");
    Writer w;
    html::begin_page(
        w, context,
        head_of(language, std::string(tr(language, id ? "report.fact_edit" : "report.fact_new")), "help.facts"));
    forms::Form form = forms::begin_form(w, context, records::describe<FactInput>(), state, to);
    html::begin_card(w, tr(language, "report.form.what"));
    w.tag("div", "form-grid");
    form.field("title_vi", Language::vi);
    form.field("title_zh", Language::zh);
    form.field("title_en", Language::en);
    for (const std::string_view name : {"number", "qualifier", "unit", "value"}) form.field(name);
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "report.form.where"));
    w.tag("div", "form-grid");
    for (const std::string_view name : {"period_from", "period_to", "measure", "direction"}) form.field(name);
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "report.form.source"));
    w.tag("div", "form-grid");
    form.field("source");
    form.field("standing");
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::report
