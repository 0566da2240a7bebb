#include "modules/exchange/activity_pages.hpp"

#include "platform/base/text.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

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

template <store::Coded E>
std::string_view label(Language language, E value) {
    return tr(language, fmt::format("{}.{}", code_labels(value), codes(value)[static_cast<std::size_t>(value)]));
}

template <store::Coded E>
std::string code_text(const std::optional<E>& value) {
    return value ? std::string(codes(*value)[static_cast<std::size_t>(*value)]) : std::string();
}

Url activity_url(ActivityId id) {
    return Url("/activities").part(id);
}

// --- list ------------------------------------------------------------------------------------------------------------

void write_views(Writer& w, const Context& context, const ActivityFilter& filter) {
    const auto view = [&](std::string_view key, std::optional<Direction> direction,
                          std::optional<ActivityState> state) {
        ActivityFilter of{.text = {}, .direction = direction, .state = state};
        return html::Tab{.text = std::string(tr(context.language, key)),
                         .url = list_url(of),
                         .current = filter.direction == direction && filter.state == state};
    };
    const std::array tabs{view("exchange.view.all", {}, {}), view("exchange.view.out", Direction::out, {}),
                          view("exchange.view.in", Direction::in, {}),
                          view("exchange.view.joint", Direction::joint, {}),
                          view("exchange.view.planned", {}, ActivityState::planned)};
    html::tabs(w, tr(context.language, "exchange.views"), tabs);
}

template <store::Coded E>
std::vector<html::Option> options_of(Language language) {
    std::vector<html::Option> options{{.value = "", .text = std::string(tr(language, "common.all"))}};
    for (const std::string_view code : codes(E{}))
        options.push_back({.value = std::string(code),
                           .text = std::string(tr(language, fmt::format("{}.{}", code_labels(E{}), code)))});
    return options;
}

std::vector<html::Option> gate_options(Language language, const std::vector<people::Place>& gates,
                                       std::string_view none) {
    std::vector<html::Option> options{{.value = "", .text = std::string(tr(language, none))}};
    for (const people::Place& gate : gates) {
        const std::string& under = gate.name.under(language);
        options.push_back(
            {.value = to_text(gate.id),
             .text = under.empty() ? gate.name.in(language) : fmt::format("{} · {}", gate.name.in(language), under)});
    }
    return options;
}

void write_filter_form(Writer& w, const Context& context, const ActivityListView& view) {
    const Language language = context.language;
    const ActivityFilter& filter = view.filter;
    w.tag("form", "bar-f").url("action", Url("/activities")).attr("method", "get").attr("role", "search");
    html::input_field(w, language,
                      {.name = "q", .label = std::string(tr(language, "exchange.filter.text")), .value = filter.text},
                      "search");
    html::select_field(w, language,
                       {.name = "direction",
                        .label = std::string(tr(language, "exchange.activity.direction")),
                        .value = code_text(filter.direction)},
                       options_of<Direction>(language));
    html::select_field(
        w, language,
        {.name = "kind", .label = std::string(tr(language, "exchange.activity.kind")), .value = code_text(filter.kind)},
        options_of<ActivityKind>(language));
    html::select_field(w, language,
                       {.name = "gate",
                        .label = std::string(tr(language, "exchange.activity.gate")),
                        .value = filter.gate ? to_text(filter.gate) : std::string()},
                       gate_options(language, view.gates, "common.all"));
    html::input_field(w, language,
                      {.name = "from",
                       .label = std::string(tr(language, "common.from_date")),
                       .value = filter.from.ok() ? to_text(filter.from) : std::string()},
                      "date");
    html::input_field(w, language,
                      {.name = "to",
                       .label = std::string(tr(language, "common.to_date")),
                       .value = filter.to.ok() ? to_text(filter.to) : std::string()},
                      "date");
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
}

void write_line(Writer& w, const Context& context, const ActivityLine& line) {
    const Language language = context.language;
    Activity titles;  // the rule which title is shown first is the record's
    titles.title_vi = line.title_vi;
    titles.title_zh = line.title_zh;
    titles.title_en = line.title_en;
    html::begin_row(w, activity_url(line.id));
    html::cell_link(w, activity_url(line.id), titles.title(language), titles.title_under(language),
                    titles.language_under(language));
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

// --- form ------------------------------------------------------------------------------------------------------------

void roster_cell(Writer& w, const Context& context, const ActivityForm& form, std::size_t row, std::string_view field,
                 const std::string& value) {
    const std::string name = fmt::format("roster.{}.{}", row, field);
    html::input_field(w, context.language,
                      {.name = name,
                       .label = std::string(tr(context.language, fmt::format("exchange.participant.{}", field))),
                       .value = value,
                       .errors = forms::texts_of(context.language, form.values.errors, name),
                       .max = field == "title" ? 300U : 200U});
}

template <store::Coded E>
void roster_choice(Writer& w, const Context& context, const ActivityForm& form, std::size_t row, std::string_view field,
                   const std::string& value) {
    const std::string name = fmt::format("roster.{}.{}", row, field);
    std::vector<html::Option> options = options_of<E>(context.language);
    options.erase(options.begin());  // "all" is for filters
    html::select_field(w, context.language,
                       {.name = name,
                        .label = std::string(tr(context.language, fmt::format("exchange.participant.{}", field))),
                        .value = value,
                        .errors = forms::texts_of(context.language, form.values.errors, name)},
                       options);
}

void write_roster_form(Writer& w, const Context& context, const ActivityForm& form) {
    constexpr std::size_t empty_rows = 3;  // without JavaScript more rows come with each save
    html::begin_card(w, tr(context.language, "exchange.roster"));
    w.tag("div").element("p", "text-2", tr(context.language, "exchange.roster_hint"));
    for (std::size_t i = 0; i < form.roster.size() + empty_rows; ++i) {
        const RosterRow row = i < form.roster.size() ? form.roster[i] : RosterRow{.side = "vn", .role = "member"};
        w.tag("fieldset", "roster-row").tag("legend").text(fmt::format("{}", i + 1)).end();
        roster_cell(w, context, form, i, "name", row.name);
        roster_cell(w, context, form, i, "other_name", row.other_name);
        roster_cell(w, context, form, i, "title", row.title);
        roster_choice<people::Side>(w, context, form, i, "side", row.side);
        roster_choice<Role>(w, context, form, i, "role", row.role);
        w.end();
    }
    w.end();
    html::end_card(w);
}

void write_main_fields(Writer& w, const Context& context, const ActivityForm& view, forms::Form& form) {
    html::begin_card(w, tr(context.language, "exchange.form.what"));
    w.tag("div", "form-grid");
    form.field("title_vi", Language::vi);
    form.field("title_zh", Language::zh);
    form.field("title_en", Language::en);
    form.field("direction");
    form.field("kind");
    form.field("state");
    form.field("date_from");
    form.field("date_to");
    form.field("place");
    form.choice("gate", gate_options(context.language, view.gates, "common.none"));
    w.end();
    html::end_card(w);

    html::begin_card(w, tr(context.language, "exchange.form.who"));
    w.tag("div", "form-grid");
    form.field("vietnamese_side");
    form.field("chinese_side");
    form.field("people_number");
    form.field("people_qualifier");
    form.field("people_unit");
    w.end();
    html::end_card(w);

    html::begin_card(w, tr(context.language, "exchange.form.why"));
    w.tag("div");
    form.lines("purpose", 3);
    form.lines("result", 5);
    form.field("source");
    w.end();
    html::end_card(w);
}

// --- one activity
// -----------------------------------------------------------------------------------------------------

void write_steps(Writer& w, const Context& context, const Activity& activity) {
    const Language language = context.language;
    if (activity.state == ActivityState::cancelled) {
        html::notice(w, Tone::nghe, tr(language, "exchange.is_cancelled"));
        return;
    }
    const std::array steps{html::Step{.text = std::string(tr(language, "exchange.step.planned"))},
                           html::Step{.text = std::string(tr(language, "exchange.step.held")),
                                      .note = i18n::date_range(language, activity.date_from, activity.date_to)},
                           html::Step{.text = std::string(tr(language, "exchange.step.reported"))}};
    const std::size_t current = activity.state == ActivityState::planned ? 0 : activity.result.empty() ? 1 : 2;
    w.tag("section", "card mb-3").tag("div", "card-body");
    html::stepper(w, tr(language, "exchange.steps"), steps, current);
    w.end().end();
}

// A list of bodies as published; those that we know are links.
void write_bodies(Writer& w, const std::string& list, const std::vector<std::pair<PartyId, std::string>>& known) {
    bool first = true;
    for (const std::string_view piece : split(list, ';')) {
        const std::string_view name = trim(piece);
        if (name.empty()) continue;
        if (!first) w.tag("br");
        first = false;
        const auto found = std::ranges::find(known, name, &std::pair<PartyId, std::string>::second);
        if (found == known.end())
            w.text(name);
        else
            w.link(Url("/people").part(found->first), name);
    }
}

void write_facts(Writer& w, const Context& context, const ActivityDetails& details) {
    const Language language = context.language;
    const Activity& activity = details.activity;
    html::begin_card(w, tr(language, "exchange.summary"));
    w.tag("div");
    html::begin_facts(w);
    html::fact(w, tr(language, "exchange.activity.date"),
               i18n::date_range(language, activity.date_from, activity.date_to));
    html::fact(w, tr(language, "exchange.activity.direction"),
               activity.direction ? label(language, *activity.direction) : tr(language, "common.not_stated"));
    html::fact(w, tr(language, "exchange.activity.kind"), label(language, activity.kind));
    if (!activity.place.empty()) html::fact(w, tr(language, "exchange.activity.place"), activity.place);
    if (activity.gate) html::fact(w, tr(language, "exchange.activity.gate"), details.gate.in(language));
    html::fact_begin(w, tr(language, "exchange.activity.vietnamese_side"));
    w.element("span", "side-vn", tr(language, "people.side.vn_short")).text(" ");
    write_bodies(w, activity.vietnamese_side, details.bodies);
    html::fact_end(w);
    html::fact_begin(w, tr(language, "exchange.activity.chinese_side"));
    w.element("span", "side-cn", tr(language, "people.side.cn_short")).text(" ");
    write_bodies(w, activity.chinese_side, details.bodies);
    html::fact_end(w);
    const std::string people =
        people_text(language, activity.listed, activity.people_number, activity.people_qualifier, activity.people_unit);
    if (!people.empty()) html::fact(w, tr(language, "exchange.activity.people"), people);
    if (!activity.source.empty()) html::fact(w, tr(language, "exchange.activity.source"), activity.source);
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

void write_text_card(Writer& w, std::string_view title, const std::string& text) {
    if (text.empty()) return;
    html::begin_card(w, title);
    w.tag("div", "prose");
    for (const std::string_view paragraph : split(text, '\n'))
        if (!paragraph.empty()) w.element("p", paragraph);
    w.end();
    html::end_card(w);
}

void write_roster(Writer& w, const Context& context, const std::vector<Participant>& roster) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "exchange.roster"), html::CardBody::bare);
    if (roster.empty()) {
        html::empty_state(w, tr(language, "exchange.roster_empty"));
    } else {
        const std::array columns{html::Column{.text = std::string(tr(language, "exchange.participant.name"))},
                                 html::Column{.text = std::string(tr(language, "exchange.participant.title"))},
                                 html::Column{.text = std::string(tr(language, "exchange.participant.side"))},
                                 html::Column{.text = std::string(tr(language, "exchange.participant.role"))}};
        html::begin_table(w, tr(language, "exchange.roster"), columns);
        for (const Participant& row : roster) {
            html::begin_row(w);
            html::begin_cell(w).element("span", row.name);
            if (!row.other_name.empty()) w.text(" · ").element("span", row.other_name);
            w.end();
            html::cell(w, row.title);
            html::cell(w, label(language, row.side));
            html::cell(w, label(language, row.role));
            html::end_row(w);
        }
        html::end_table(w);
    }
    html::end_card(w);
}

void write_files(Writer& w, const Context& context, const ActivityView& view) {
    const Language language = context.language;
    const ActivityId id = view.details.activity.id;
    html::begin_card(w, tr(language, "exchange.files"));
    w.tag("div");
    if (view.files.empty()) w.element("p", "text-2", tr(language, "exchange.files_empty"));
    w.tag("ul", "files");
    for (const files::Attached& file : view.files) {
        const std::string& title = file.title.empty() ? file.name : file.title;
        const Url url = Url("/files").part(file.file);
        w.tag("li");
        if (file.width > 0)
            w.tag("img")
                .url("src", url)
                .attr("alt", title)
                .attr("width", file.width)
                .attr("height", file.height)
                .attr("loading", "lazy");
        w.link(url, title)
            .text(" ")
            .element("span", "text-3", i18n::file_size(language, static_cast<std::uint64_t>(file.bytes)));
        if (context.may(can_record)) {
            html::post_form(w, context, activity_url(id).part("files").part(file.file).part("delete"), "d-inline");
            w.text(" ");
            html::submit(w, tr(language, "common.remove"), false);
            w.end();
        }
        w.end();
    }
    w.end();
    if (context.may(can_record)) {
        html::upload_form(w, context, activity_url(id).part("files"));
        html::file_field(w, language, {.name = "files", .label = std::string(tr(language, "exchange.files_add"))},
                         ".jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.odt,.txt", true);
        html::submit(w, tr(language, "exchange.files_upload"), false);
        w.end();
    }
    w.end();
    html::end_card(w);
}

void write_grants(Writer& w, const Context& context, const ActivityView& view) {
    if (!context.may(can_share)) return;
    const Language language = context.language;
    const ActivityId id = view.details.activity.id;
    const auto name = [&](PartyId body) {
        const auto found = std::ranges::find(view.bodies, body, &people::PartyName::id);
        return found == view.bodies.end() ? to_text(body) : found->name.in(language);
    };
    html::begin_card(w, tr(language, "exchange.shared"));
    w.tag("div").element("p", "text-2", tr(language, "exchange.shared_hint"));
    w.tag("ul", "rows");
    for (const auth::Grant& grant : view.grants) {
        w.tag("li").tag("div", "g").text(name(grant.body)).end();
        html::post_form(w, context, activity_url(id).part("grants").part(grant.body).part("delete"));
        html::submit(w, tr(language, "exchange.unshare"), false);
        w.end().end();
    }
    w.end();
    html::post_form(w, context, activity_url(id).part("grants"));
    std::vector<html::Option> options;
    for (const people::PartyName& body : view.bodies)
        options.push_back({.value = to_text(body.id), .text = body.name.in(language)});
    html::select_field(w, language,
                       {.name = "body", .label = std::string(tr(language, "exchange.share_with")), .required = true},
                       options);
    html::submit(w, tr(language, "exchange.share"), false);
    w.end().end();
    html::end_card(w);
}

}  // namespace

std::string people_text(Language language, std::int64_t listed, std::optional<std::int64_t> number,
                        std::optional<Qualifier> qualifier, std::optional<PeopleUnit> unit) {
    if (listed > 0) return i18n::tr_count(language, "exchange.people_listed", listed);
    if (!number) return {};
    const std::string quantity = i18n::quantity(language, {*number, qualifier.value_or(Qualifier::exact)});
    return tr(language, unit == PeopleUnit::visits ? "exchange.stated_visits" : "exchange.stated_persons",
              {{"number", quantity}});
}

Url list_url(const ActivityFilter& filter) {
    Url url("/activities");
    url.query_if("q", filter.text);
    url.query_if("direction", code_text(filter.direction));
    url.query_if("kind", code_text(filter.kind));
    url.query_if("state", code_text(filter.state));
    url.query_if("gate", filter.gate ? to_text(filter.gate) : std::string());
    url.query_if("party", filter.party ? to_text(filter.party) : std::string());
    url.query_if("from", filter.from.ok() ? to_text(filter.from) : std::string());
    url.query_if("to", filter.to.ok() ? to_text(filter.to) : std::string());
    url.query_if("dating", filter.across ? "across" : "");
    url.query_if("counted", filter.counted);
    return url;
}

std::string activity_list_page(const Context& context, const ActivityListView& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "exchange.activities")), .help = "help.activities"};
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
    write_filter_form(w, context, view);
    if (view.filter.across) html::notice(w, Tone::nghe, tr(language, "exchange.across_hint"));
    if (view.page.lines.empty())
        html::empty_state(w, tr(language, "exchange.none_found"), Url("/activities"), tr(language, "common.show_all"));
    else
        write_table(w, context, view);
    w.end();
    return html::end_page(w, context);
}

std::string activity_form_page(const Context& context, const ActivityForm& view) {
    const Language language = context.language;
    const std::string title(tr(language, view.id ? "exchange.edit" : "exchange.new"));
    html::PageHead head{
        .title = title,
        .crumbs = {{.text = std::string(tr(language, "exchange.activities")), .url = Url("/activities")}},
        .help = "help.activity_form"};
    Writer w;
    html::begin_page(w, context, head);
    forms::Form form(w, context, records::describe<ActivityInput>(), view.values);
    form.problems();
    if (!view.theirs_and_yours.empty()) {
        html::notice(w, Tone::son, tr(language, "errors.changed_meanwhile"));
        html::comparison(w, language, tr(language, "form.theirs"), tr(language, "form.yours"), view.theirs_and_yours);
    }
    html::post_form(w, context, view.id ? activity_url(view.id) : Url("/activities"), "stack").attr("data-guard");
    w.tag("input").attr("type", "hidden").attr("name", "version").attr("value", view.version);
    write_main_fields(w, context, view, form);
    write_roster_form(w, context, view);
    w.tag("div", "form-actions");
    html::submit(w, tr(language, "common.save"));
    w.text(" ");
    html::button_link(w, view.id ? activity_url(view.id) : Url("/activities"), "x", tr(language, "common.cancel"));
    w.end().end();
    return html::end_page(w, context);
}

std::string activity_page(const Context& context, const ActivityView& view) {
    const Language language = context.language;
    const Activity& activity = view.details.activity;
    html::PageHead head{
        .title = activity.title(language),
        .other_title = activity.title_under(language),
        .other_language = activity.language_under(language),
        .crumbs = {{.text = std::string(tr(language, "exchange.activities")), .url = Url("/activities")}},
        .help = "help.activity"};
    if (context.may(can_view))
        head.actions.push_back({.text = std::string(tr(language, "history.title")),
                                .icon = "history",
                                .url = activity_url(activity.id).part("history")});
    if (context.may(can_record))
        head.actions.push_back({.text = std::string(tr(language, "common.edit")),
                                .icon = "pencil",
                                .url = activity_url(activity.id).part("edit"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    if (activity.sample) html::notice(w, Tone::nghe, tr(language, "common.sample"));
    write_steps(w, context, activity);
    w.tag("div", "grid-2").tag("div", "stack");
    write_text_card(w, tr(language, "exchange.activity.purpose"), activity.purpose);
    write_text_card(w, tr(language, "exchange.activity.result"), activity.result);
    write_roster(w, context, view.details.roster);
    write_files(w, context, view);
    w.end().tag("div", "stack");
    write_facts(w, context, view.details);
    write_grants(w, context, view);
    if (context.may(can_record)) {
        html::post_form(w, context, activity_url(activity.id).part("delete"));
        w.tag("input").attr("type", "hidden").attr("name", "version").attr("value", activity.version);
        w.tag("button", "btn btn-line son")
            .attr("type", "submit")
            .attr("data-confirm", tr(language, "exchange.delete_confirm"));
        w.text(tr(language, "common.delete")).end().end();
    }
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::exchange
