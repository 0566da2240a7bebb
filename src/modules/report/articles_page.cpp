// "From the two articles": each published fact beside the record that carries it, by duty, and how far this program
// does that duty.
#include "modules/report/report_pages.hpp"
#include "platform/base/text.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>

namespace caunoi::report {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Tone tone_of(Done done) {
    switch (done) {
        case Done::works: return Tone::ngoc;
        case Done::partly: return Tone::nghe;
        case Done::not_yet: return Tone::plain;
    }
    return Tone::plain;
}

Tone tone_of(Standing standing) {
    switch (standing) {
        case Standing::conflict: return Tone::nghe;
        case Standing::confirmed: return Tone::ngoc;
        case Standing::published:
        case Standing::derived:
        case Standing::unstated: break;
    }
    return Tone::plain;
}

std::string_view done_text(Language language, Done done) {
    return tr(language, fmt::format("report.done.{}", done_codes[static_cast<std::size_t>(done)]));
}

bool belongs_to(const Fact& fact, const Duty& duty) {
    const auto codes = split(fact.duties, ';');
    return std::ranges::find(codes, duty.code) != codes.end();
}

// The record that carries the fact, or the report for a number of a period; else the fact is kept as it was stated.
void write_carrier(Writer& w, Language language, const Fact& fact, const Carriers& carriers) {
    html::begin_cell(w);
    if (const std::string_view name = carrier_name(carriers, fact); !name.empty())
        w.link(*carrier_url(fact), name);
    else if (fact.measure)
        w.link(report_url({.from = fact.first(), .to = fact.last()}), tr(language, "report.term"));
    else
        w.element("span", "text-2", tr(language, "report.kept_as_stated"));
    w.end();
}

void write_fact(Writer& w, Language language, const Fact& fact, const Carriers& carriers) {
    const Url url = Url("/facts").part(fact.id);
    html::begin_row(w, url);
    html::cell_link(w, url, fact.title(language));
    const Language stated = stated_language(language, fact);
    html::begin_cell(w).tag("span").lang(stated).text(stated_text(stated, fact)).end();
    if (fact.standing != Standing::published) {
        w.text(" ");
        html::tag_label(
            w, tone_of(fact.standing),
            tr(language, fmt::format("report.standing.{}", standing_codes[static_cast<std::size_t>(fact.standing)])));
    }
    w.end();
    html::begin_cell(w).tag("span", "small text-2").lang(Language::vi).text(fact.source).end().end();
    write_carrier(w, language, fact, carriers);
    html::end_row(w);
}

void write_duty(Writer& w, Language language, const Duty& duty, const ArticlesView& view) {
    const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
    w.tag("section", "card").tag("div", "card-header");
    w.tag("h2").text(fmt::format("{} · {}", duty.code, tr(language, duty.label))).end();
    html::tag_label(w, tone_of(duty.done), done_text(language, duty.done));
    w.end().tag("div");
    const std::array columns{column("report.fact.title"), column("report.column.stated"), column("report.fact.source"),
                             column("report.carried_by")};
    if (std::ranges::none_of(view.facts, [&](const Fact& fact) { return belongs_to(fact, duty); })) {
        html::empty_state(w, tr(language, "report.duty_without_facts"));
    } else {
        html::begin_table(w, tr(language, duty.label), columns);
        for (const Fact& fact : view.facts)
            if (belongs_to(fact, duty)) write_fact(w, language, fact, view.carriers);
        html::end_table(w);
    }
    w.end().end();
}

}  // namespace

std::string articles_page(const Context& context, const ArticlesView& view) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, "report.articles")),
                      .crumbs = {{.text = std::string(tr(language, "report.title")), .url = Url("/report")}},
                      .menu = "/report",
                      .help = "help.articles"});
    std::array<std::int64_t, done_codes.size()> counts{};
    for (const Duty& duty : duties) ++counts[static_cast<std::size_t>(duty.done)];
    w.element("p", "text-2",
              tr(language, "report.articles_summary",
                 {{"facts", std::to_string(view.facts.size())},
                  {"works", std::to_string(counts[0])},
                  {"partly", std::to_string(counts[1])},
                  {"not_yet", std::to_string(counts[2])}}));
    w.tag("div", "stack");
    for (const Duty& duty : duties) write_duty(w, language, duty, view);
    w.end();
    return html::end_page(w, context);
}

}  // namespace caunoi::report
