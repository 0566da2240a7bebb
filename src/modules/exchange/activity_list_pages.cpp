// The list of activities: views, filter, chips, table, and the address of a filter.
#include "modules/exchange/activity_labels.hpp"
#include "modules/exchange/activity_pages.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"

namespace caunoi::exchange {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Tone tone_of(ActivityState state) {
    switch (state) {
        case ActivityState::planned: return Tone::nghe;
        case ActivityState::held: return Tone::ngoc;
        case ActivityState::cancelled: return Tone::plain;
    }
    return Tone::plain;
}

Url activity_url(ActivityId id) {
    return Url("/activities").part(id);
}

std::string date_text(Date date) {
    return date.ok() ? to_text(date) : std::string();
}

std::string direction_text(const ActivityFilter& filter) {
    return filter.without_direction ? "none" : code_text(filter.direction);
}
std::string gate_text(const ActivityFilter& filter) {
    return filter.without_gate ? "none" : filter.gate ? to_text(filter.gate) : std::string();
}

void write_views(Writer& w, const Context& context, const ActivityFilter& filter) {
    const auto view = [&](std::string_view key, std::optional<Direction> direction,
                          std::optional<ActivityState> state) {
        const ActivityFilter of{.text = {}, .direction = direction, .state = state};
        return html::Tab{.text = std::string(tr(context.language, key)),
                         .url = list_url(of),
                         .current = list_url(filter).text() == list_url(of).text()};
    };
    const std::array tabs{view("exchange.view.all", {}, {}), view("exchange.view.out", Direction::out, {}),
                          view("exchange.view.in", Direction::in, {}),
                          view("exchange.view.joint", Direction::joint, {}),
                          view("exchange.view.planned", {}, ActivityState::planned)};
    html::tabs(w, tr(context.language, "exchange.views"), tabs);
}

std::vector<html::Option> with_all(Language language, std::vector<html::Option> options) {
    options.insert(options.begin(), {.value = "", .text = std::string(tr(language, "common.all"))});
    return options;
}
std::vector<html::Option> with_none(Language language, std::vector<html::Option> options, std::string_view none) {
    options.push_back({.value = "none", .text = std::string(tr(language, none))});
    return with_all(language, std::move(options));
}

// --- conditions without a control of their own -----------------------------------------------------------------------

// Each stands as a chip above the table, with a link to the list without it, and goes along when the form is sent.
struct Condition {
    std::string_view name;
    std::string value;
    std::string text;
    ActivityFilter without;
};

std::vector<Condition> conditions_of(Language language, const ActivityListView& view) {
    const ActivityFilter& filter = view.filter;
    std::vector<Condition> conditions;
    const auto add = [&](std::string_view name, std::string value, std::string text) -> ActivityFilter& {
        return conditions
            .emplace_back(
                Condition{.name = name, .value = std::move(value), .text = std::move(text), .without = filter})
            .without;
    };
    if (filter.party) {
        const std::string name = view.party.empty() ? to_text(filter.party) : view.party.front().name.in(language);
        add("party", to_text(filter.party), tr(language, "exchange.chip.party", {{"name", name}})).party = {};
    }
    if (filter.across) add("dating", "across", std::string(tr(language, "exchange.chip.across"))).across = false;
    if (filter.counted == "listed")
        add("counted", "listed", std::string(tr(language, "exchange.chip.listed"))).counted.clear();
    if (filter.counted == "stated")
        add("counted", "stated", std::string(tr(language, "exchange.chip.stated"))).counted.clear();
    if (filter.unit)
        add("unit", code_text(filter.unit),
            tr(language, "exchange.chip.unit", {{"unit", std::string(label(language, *filter.unit))}}))
            .unit.reset();
    if (filter.sides) add("sides", code_text(filter.sides), std::string(label(language, *filter.sides))).sides.reset();
    return conditions;
}

void write_chips(Writer& w, Language language, const std::vector<Condition>& conditions) {
    if (conditions.empty()) return;
    w.tag("div", "bar-f");
    for (const Condition& condition : conditions) {
        w.tag("span", "chip").text(condition.text);
        w.tag("a").url("href", list_url(condition.without));
        w.attr("aria-label", tr(language, "exchange.chip.off", {{"condition", condition.text}}));
        html::icon(w, "x");
        w.end().end();
    }
    w.end();
}

// --- filter form -----------------------------------------------------------------------------------------------------

void filter_choice(Writer& w, Language language, std::string_view name, std::string_view label_key, std::string value,
                   const std::vector<html::Option>& options) {
    html::select_field(
        w, language, {.name = name, .label = std::string(tr(language, label_key)), .value = std::move(value)}, options);
}

void filter_date(Writer& w, Language language, std::string_view name, std::string_view label_key, Date date) {
    html::input_field(w, language,
                      {.name = name,
                       .label = std::string(tr(language, label_key)),
                       .value = forms::as_typed(language, date_text(date)),
                       .placeholder = tr(language, "form.date_placeholder")});
}

void write_filter_form(Writer& w, const Context& context, const ActivityListView& view,
                       const std::vector<Condition>& conditions) {
    const Language language = context.language;
    const ActivityFilter& filter = view.filter;
    const std::array set{!filter.text.empty(),
                         !direction_text(filter).empty(),
                         filter.kind.has_value(),
                         filter.state.has_value(),
                         !gate_text(filter).empty(),
                         filter.from.ok(),
                         filter.to.ok()};
    const auto active = static_cast<std::int64_t>(std::ranges::count(set, true)) + std::ssize(conditions);
    html::fold(w, active == 0 ? std::string(tr(language, "exchange.filter.title"))
                              : i18n::tr_count(language, "exchange.filter.active", active));
    w.tag("form", "bar-f").url("action", Url("/activities")).attr("method", "get").attr("role", "search");
    html::input_field(w, language,
                      {.name = "q", .label = std::string(tr(language, "exchange.filter.text")), .value = filter.text},
                      "search");
    filter_choice(w, language, "direction", "exchange.activity.direction", direction_text(filter),
                  with_none(language, options_of<Direction>(language), "common.not_stated"));
    filter_choice(w, language, "kind", "exchange.activity.kind", code_text(filter.kind),
                  with_all(language, options_of<ActivityKind>(language)));
    filter_choice(w, language, "state", "exchange.activity.state", code_text(filter.state),
                  with_all(language, options_of<ActivityState>(language)));
    filter_choice(w, language, "gate", "exchange.activity.gate", gate_text(filter),
                  with_none(language, gate_options(language, view.gates), "exchange.filter.no_gate"));
    html::input_field(
        w, language,
        {.name = "year", .label = std::string(tr(language, "common.year")), .max = 4, .input_mode = "numeric"});
    filter_date(w, language, "from", "common.from_date", filter.from);
    filter_date(w, language, "to", "common.to_date", filter.to);
    for (const Condition& condition : conditions)
        w.tag("input").attr("type", "hidden").attr("name", condition.name).attr("value", condition.value);
    if (!filter.report.empty())
        w.tag("input").attr("type", "hidden").attr("name", "report").attr("value", filter.report);
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
}

// --- table -----------------------------------------------------------------------------------------------------------

void write_line(Writer& w, const Context& context, const ActivityLine& line) {
    const Language language = context.language;
    Activity titles;  // the rule which title is shown first is the record's
    titles.title_vi = line.title_vi;
    titles.title_zh = line.title_zh;
    titles.title_en = line.title_en;
    html::begin_row(w, activity_url(line.id));
    html::cell_link(w, activity_url(line.id), titles.title(language), titles.title_under(language),
                    titles.language_under(language), titles.foreign(language));
    html::cell(w, i18n::date_range(language, line.date_from, line.date_to));
    html::cell(w, line.direction ? label(language, *line.direction) : tr(language, "common.not_stated"));
    html::cell(w, label(language, line.kind));
    html::cell(w, line.place);
    html::cell_number(w,
                      people_text(language, line.listed, line.people_number, line.people_qualifier, line.people_unit));
    html::begin_cell(w);
    html::tag_label(w, tone_of(line.state), label(language, line.state));
    w.end();
    html::end_row(w);
}

Url page_url(const ActivityFilter& filter, bool backwards, const ActivityLine& at) {
    Url url = list_url(filter);
    const std::string position = fmt::format("{}_{}", to_text(at.date_from.first), at.id.value);
    return backwards ? url.query("before", position) : url.query("after", position);
}

void write_table(Writer& w, const Context& context, const ActivityListView& view) {
    const Language language = context.language;
    const auto head = [&](std::string_view key, bool number = false) {
        return html::Column{.text = std::string(tr(language, key)), .number = number};
    };
    const std::array columns{head("exchange.activity.title"),     head("exchange.activity.date"),
                             head("exchange.activity.direction"), head("exchange.activity.kind"),
                             head("exchange.activity.place"),     head("exchange.activity.people", true),
                             head("exchange.activity.state")};
    html::begin_table(w, tr(language, "exchange.activities"), columns);
    for (const ActivityLine& line : view.page.lines) write_line(w, context, line);
    html::end_table(w);
    html::Pager pager{
        .summary = i18n::tr_count(language, "exchange.shown", static_cast<std::int64_t>(view.page.lines.size()))};
    if (view.filter.text.empty()) {
        if (view.page.more_before) pager.previous = page_url(view.filter, true, view.page.lines.front());
        if (view.page.more_after) pager.next = page_url(view.filter, false, view.page.lines.back());
    }
    html::pager(w, language, pager);
}

}  // namespace

std::vector<html::Option> gate_options(Language language, const std::vector<people::Place>& gates) {
    std::vector<html::Option> options;
    for (const people::Place& gate : gates) {
        const std::string& under = gate.name.under(language);
        options.push_back(
            {.value = to_text(gate.id),
             .text = under.empty() ? gate.name.in(language) : fmt::format("{} · {}", gate.name.in(language), under)});
    }
    return options;
}

Url list_url(const ActivityFilter& filter) {
    Url url("/activities");
    url.query_if("q", filter.text);
    url.query_if("direction", direction_text(filter));
    url.query_if("kind", code_text(filter.kind));
    url.query_if("state", code_text(filter.state));
    url.query_if("gate", gate_text(filter));
    url.query_if("party", filter.party ? to_text(filter.party) : std::string());
    url.query_if("from", date_text(filter.from));
    url.query_if("to", date_text(filter.to));
    url.query_if("dating", filter.across ? "across" : "");
    url.query_if("sides", code_text(filter.sides));
    url.query_if("counted", filter.counted);
    url.query_if("unit", code_text(filter.unit));
    url.query_if("report", filter.report);
    return url;
}

std::string activity_list_page(const Context& context, const ActivityListView& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "exchange.activities")),
                        .crumbs = html::way_back(language, view.filter.report),
                        .help = "help.activities"};
    if (context.may(can_view)) {
        Url csv = list_url(view.filter);
        head.actions.push_back(
            {.text = std::string(tr(language, "common.export_csv")),
             .icon = "download",
             .url = Url::own("/activities.csv" + csv.text().substr(std::string_view("/activities").size()))});
    }
    if (context.may(can_import))
        head.actions.push_back(
            {.text = std::string(tr(language, "exchange.import")), .icon = "upload", .url = Url("/activities/import")});
    if (context.may(can_record))
        head.actions.push_back({.text = std::string(tr(language, "exchange.new")),
                                .icon = "plus",
                                .url = Url("/activities/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    write_views(w, context, view.filter);
    w.tag("section", "card");
    const std::vector<Condition> conditions = conditions_of(language, view);
    write_filter_form(w, context, view, conditions);
    write_chips(w, language, conditions);
    if (view.filter.across) html::notice(w, Tone::nghe, tr(language, "exchange.across_hint"));
    if (view.page.lines.empty())
        html::empty_state(w, tr(language, "exchange.none_found"), Url("/activities"), tr(language, "common.show_all"));
    else
        write_table(w, context, view);
    w.end();
    return html::end_page(w, context);
}

}  // namespace caunoi::exchange
