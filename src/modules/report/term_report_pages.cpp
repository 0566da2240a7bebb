// The report on a page: each figure is a link to its rows, each chart has its table beside it.
#include "modules/report/report_pages.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::report {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::size_t bars_max = 14;  // more lines are in the table

html::Column column(Language language, std::string_view key, bool number = false) {
    return {.text = std::string(tr(language, key)), .number = number};
}

// "2017-01-01_2023-06-30": how the address of a figure's rows names the report.
std::string origin_of(const Period& period) {
    return fmt::format("{}_{}", to_text(period.from), to_text(period.to));
}
std::vector<html::Crumb> crumbs_to(Language language, std::string_view origin) {
    const std::size_t line = origin.find('_');
    if (line == std::string_view::npos) return {};
    const auto period = parse_period(origin.substr(0, line), origin.substr(line + 1));
    if (!period) return {};
    return {{.text = std::string(tr(language, "report.title")), .url = Url("/report")},
            {.text = fmt::format("{}: {}", tr(language, "report.term"), period_text(language, *period)),
             .url = report_url(*period)}};
}

Url rows_url(const TermReport& report, const Figure& figure) {
    return Url::own(figure.records()).query("report", origin_of(report.period));
}

void figure_cell(Writer& w, Language language, const TermReport& report, const Figure& figure) {
    html::cell_number(w, rows_url(report, figure), value_text(language, figure));
}

void write_stated(Writer& w, Language language, const Fact& fact) {
    w.tag("div");
    w.link(Url("/facts").part(fact.id), stated_text(language, fact));
    w.text(" ").element("span", "small text-2", fmt::format("({})", period_text(language, fact)));
    w.tag("div", "small text-3").text(fmt::format("{} · {}", fact.title(language), fact.source)).end();
    w.end();
}

void tile(Writer& w, Language language, const TermReport& report, const Figure& figure, std::string_view label,
          std::string_view note) {
    w.tag("a", "tile").url("href", rows_url(report, figure));
    w.element("span", "l", label).element("div", "v", value_text(language, figure)).element("span", "d", note);
    w.end();
}

void write_tiles(Writer& w, Language language, const TermReport& report) {
    const std::string_view held = tr(language, "exchange.state.held");
    w.tag("div", "tiles");
    tile(w, language, report, report.at("activities.out"), tr(language, "exchange.direction.out"), held);
    tile(w, language, report, report.at("activities.in"), tr(language, "exchange.direction.in"), held);
    tile(w, language, report, report.at("visits.listed"), tr(language, "report.tile.visits"),
         tr(language, "report.tile.by_roster"));
    tile(w, language, report, report.at("roll"), tr(language, "report.tile.members"),
         tr(language, "report.tile.on", {{"date", i18n::date(language, report.period.to)}}));
    w.end();
}

// --- totals: three kinds of figures side by side ---------------------------------------------------------------------

constexpr std::array<std::string_view, 5> total_rows{"activities", "delegations", "visits.listed", "visits.stated",
                                                     "persons.stated"};
constexpr std::array<std::string_view, 5> ways{".out", ".in", ".joint", ".online", ".unstated"};

void write_totals(Writer& w, Language language, const TermReport& report) {
    html::begin_card(w, tr(language, "report.group.totals"), html::CardBody::bare);
    const std::array columns{
        column(language, "report.column.figure"),           column(language, "common.total", true),
        column(language, "exchange.direction.out", true),   column(language, "exchange.direction.in", true),
        column(language, "exchange.direction.joint", true), column(language, "exchange.direction.online", true),
        column(language, "report.direction_unstated", true)};
    html::begin_table(w, tr(language, "report.group.totals"), columns);
    for (const std::string_view row : total_rows) {
        const Figure& total = report.at(row);
        html::begin_row(w);
        html::cell(w, total.label);
        figure_cell(w, language, report, total);
        for (const std::string_view way : ways)
            figure_cell(w, language, report, report.at(std::string(row) + std::string(way)));
        html::end_row(w);
    }
    html::end_table(w);
    html::end_card(w);
}

// What sources state for the period stands in a card of its own: it is never a sum of the rows above.
void write_stated_figures(Writer& w, const Context& context, const TermReport& report) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "report.stated_figures"), Url("/facts"), tr(language, "report.facts"),
                     html::CardBody::bare);
    bool any = false;
    w.tag("ul", "rows");
    for (const Figure& figure : report.figures) {
        if (figure.stated.empty()) continue;
        any = true;
        w.tag("li").tag("div", "g");
        w.tag("div").element("b", figure.label).text(" · ");
        w.text(tr(language, "report.computed_value", {{"value", value_text(language, figure)}})).end();
        for (const Fact& fact : figure.stated) write_stated(w, language, fact);
        w.end().end();
    }
    if (!report.across.empty()) {
        w.tag("li").tag("div", "g").tag("div").element("b", tr(language, "report.across")).end();
        for (const Fact& fact : report.across) write_stated(w, language, fact);
        w.end().end();
    }
    w.end();
    if (!any && report.across.empty()) html::empty_state(w, tr(language, "report.stated_none"));
    html::end_card(w);
}

// --- years -----------------------------------------------------------------------------------------------------------

void write_years_chart(Writer& w, Language language, const TermReport& report) {
    std::vector<std::string> years;
    std::vector<html::Series> series;
    for (const std::string_view key : {"exchange.direction.out", "exchange.direction.in", "exchange.direction.joint",
                                       "exchange.direction.online", "report.direction_unstated"})
        series.push_back({.name = std::string(tr(language, key)), .values = {}});
    const int first = static_cast<int>(report.period.from.year());
    const int last = static_cast<int>(report.period.to.year());
    for (int year = first; year <= last; ++year) {
        years.push_back(std::to_string(year));
        for (std::size_t i = 0; i < ways.size(); ++i)
            series[i].values.push_back(report.at(fmt::format("year.{}.activities{}", year, ways[i])).value);
    }
    html::bar_chart(w, language, tr(language, "report.group.years"), years, series);
}

void write_years(Writer& w, Language language, const TermReport& report) {
    html::begin_card(w, tr(language, "report.group.years"), html::CardBody::bare);
    w.tag("div", "card-body");
    write_years_chart(w, language, report);
    w.end();
    html::fold(w, tr(language, "report.years_in_figures"));
    const std::array columns{column(language, "common.year"),
                             column(language, "exchange.direction.out", true),
                             column(language, "exchange.direction.in", true),
                             column(language, "exchange.direction.joint", true),
                             column(language, "exchange.direction.online", true),
                             column(language, "report.direction_unstated", true),
                             column(language, "report.column.activities", true),
                             column(language, "report.column.visits_listed", true),
                             column(language, "report.column.visits_stated", true),
                             column(language, "report.column.persons_stated", true)};
    html::begin_table(w, tr(language, "report.group.years"), columns);
    const int first = static_cast<int>(report.period.from.year());
    const int last = static_cast<int>(report.period.to.year());
    for (int year = first; year <= last; ++year) {
        html::begin_row(w);
        html::cell(w, std::to_string(year));
        const auto cell = [&](std::string_view rest) {
            figure_cell(w, language, report, report.at(fmt::format("year.{}.{}", year, rest)));
        };
        for (const std::string_view way : ways) cell("activities" + std::string(way));
        for (const std::string_view what : {"activities", "visits.listed", "visits.stated", "persons.stated"})
            cell(what);
        html::end_row(w);
    }
    html::end_table(w);
    html::end_card(w);
}

// --- parts of the whole ----------------------------------------------------------------------------------------------

// Activities by kind, side, gate or body. Of long lists only what is not zero.
void write_parts(Writer& w, Language language, const TermReport& report, Group group, bool with_zeros) {
    const std::string_view title =
        tr(language, fmt::format("report.group.{}", group_codes[static_cast<std::size_t>(group)]));
    std::vector<const Figure*> figures = report.of(group);
    if (!with_zeros) std::erase_if(figures, [](const Figure* figure) { return figure->value == 0; });
    html::begin_card(w, title, html::CardBody::bare);
    if (figures.empty()) {
        html::empty_state(w, tr(language, "report.no_activities"));
        html::end_card(w);
        return;
    }
    std::vector<html::Bar> bars;
    for (const Figure* figure : figures)
        if (bars.size() < bars_max) bars.push_back({.name = figure->part, .value = figure->value});
    w.tag("div", "card-body");
    html::row_chart(w, language, title, bars);
    if (group == Group::bodies) w.element("p", "small text-2", tr(language, "report.bodies_hint"));
    w.end();
    const std::array columns{html::Column{.text = std::string(title)},
                             column(language, "report.column.activities", true)};
    html::begin_table(w, title, columns, html::TableShape::narrow);
    for (const Figure* figure : figures) {
        html::begin_row(w);
        html::cell(w, figure->part);
        figure_cell(w, language, report, *figure);
        html::end_row(w);
    }
    html::end_table(w);
    html::end_card(w);
}

// The roll, the posts, and what is not counted: a list of figures without a picture.
void write_list(Writer& w, Language language, const TermReport& report, Group group, std::string_view title) {
    html::begin_card(w, title, html::CardBody::bare);
    const std::array columns{column(language, "report.column.figure"), column(language, "report.column.number", true)};
    html::begin_table(w, title, columns, html::TableShape::narrow);
    for (const Figure* figure : report.of(group)) {
        html::begin_row(w);
        html::cell(w, figure->part);
        figure_cell(w, language, report, *figure);
        html::end_row(w);
    }
    html::end_table(w);
    html::end_card(w);
}

void write_rules(Writer& w, Language language) {
    html::begin_card(w, tr(language, "report.rules"), html::CardBody::bare);
    html::fold(w, tr(language, "report.rules_open"));
    w.tag("ul", "prose card-body");
    for (const std::string_view key :
         {"report.rule.held", "report.rule.dates", "report.rule.kinds", "report.rule.rosters", "report.rule.about"})
        w.element("li", tr(language, key));
    w.end();
    html::end_card(w);
}

}  // namespace

Url report_url(const Period& period) {
    return Url("/report/term").query("from", to_text(period.from)).query("to", to_text(period.to));
}

void register_way_back() {
    html::set_way_back(crumbs_to);
}

std::string term_report_page(const Context& context, const TermReport& report) {
    const Language language = context.language;
    const Url csv =
        Url("/report/term.csv").query("from", to_text(report.period.from)).query("to", to_text(report.period.to));
    Writer w;
    html::begin_page(
        w, context,
        {.title = title_text(language, report),
         .crumbs = {{.text = std::string(tr(language, "report.title")), .url = Url("/report")}},
         .actions = {{.text = std::string(tr(language, "common.export_csv")), .icon = "download", .url = csv}},
         .menu = "/report",
         .help = "help.report"});
    w.tag("p", "text-2").text(tr(language, "report.made_on", {{"date", i18n::date(language, context.today())}}));
    w.text(" ").element("span", "noprint", tr(language, "report.opens_rows")).end();
    write_tiles(w, language, report);
    w.tag("div", "stack");
    write_totals(w, language, report);
    write_stated_figures(w, context, report);
    write_years(w, language, report);
    w.tag("div", "grid-even").tag("div", "stack");
    write_parts(w, language, report, Group::kinds, true);
    write_parts(w, language, report, Group::bodies, false);
    w.end().tag("div", "stack");
    write_parts(w, language, report, Group::sides, true);
    write_parts(w, language, report, Group::gates, false);
    const std::string date = i18n::date(language, report.period.to);
    write_list(w, language, report, Group::roll, tr(language, "report.roll_on", {{"date", date}}));
    write_list(w, language, report, Group::posts, tr(language, "people.posts_on", {{"date", date}}));
    write_list(w, language, report, Group::uncounted, tr(language, "report.group.uncounted"));
    w.end().end();
    write_rules(w, language);
    w.end();
    return html::end_page(w, context);
}

// --- choosing the period ---------------------------------------------------------------------------------------------

namespace {

void write_presets(Writer& w, Language language, std::string_view title, const std::vector<Preset>& presets) {
    if (presets.empty()) return;
    html::begin_card(w, title, html::CardBody::bare);
    w.tag("ul", "rows");
    for (const Preset& preset : presets) {
        w.tag("li").tag("div", "g");
        w.link(report_url(preset.period), "row-link", preset.label);
        const std::string days = period_text(language, preset.period);
        if (days != preset.label) w.tag("div", "small text-2").text(days).end();
        w.end().end();
    }
    w.end();
    html::end_card(w);
}

void write_years_to_choose(Writer& w, Language language, const std::vector<Preset>& years) {
    if (years.empty()) return;
    html::begin_card(w, tr(language, "report.by_year"));
    w.tag("div", "d-flex flex-wrap gap-2");
    for (const Preset& year : years) html::button_link(w, report_url(year.period), "", year.label);
    w.end();
    html::end_card(w);
}

}  // namespace

std::string choose_page(const Context& context, const ChooseView& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "report.title")), .help = "help.report"};
    head.actions.push_back({.text = std::string(tr(language, "report.facts")), .icon = "list", .url = Url("/facts")});
    if (view.articles)
        head.actions.push_back(
            {.text = std::string(tr(language, "report.articles")), .icon = "news", .url = Url("/report/articles")});
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "grid-2").tag("div", "stack");
    html::begin_card(w, tr(language, "report.choose"));
    std::vector<html::Problem> problems;
    for (const Error::Field& error : view.errors)
        problems.push_back(
            {.field = error.name,
             .label = std::string(tr(language, error.name == "from" ? "common.from_date" : "common.to_date")),
             .text = tr(language, error.key, error.arguments)});
    html::error_summary(w, language, problems);
    w.tag("form").url("action", Url("/report/term")).attr("method", "get").tag("div", "form-grid");
    const auto date = [&](std::string_view name, std::string_view label, const std::string& value) {
        html::input_field(w, language,
                          {.name = name,
                           .label = std::string(tr(language, label)),
                           .value = forms::as_typed(language, value),
                           .hint = std::string(tr(language, "form.date_hint")),
                           .errors = forms::texts_of(language, view.errors, name),
                           .required = true});
    };
    date("from", "common.from_date", view.from);
    date("to", "common.to_date", view.to);
    w.end();
    html::submit(w, tr(language, "report.make"));
    w.end();
    html::end_card(w);
    write_presets(w, language, tr(language, "report.by_term"), view.presets.terms);
    write_presets(w, language, tr(language, "report.by_stated"), view.presets.stated);
    w.end().tag("div", "stack");
    write_years_to_choose(w, language, view.presets.years);
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::report
