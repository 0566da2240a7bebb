#include "modules/exchange/activity_pages.hpp"

#include "modules/exchange/activity_labels.hpp"
#include "platform/base/text.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::exchange {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url activity_url(ActivityId id) {
    return Url("/activities").part(id);
}

// --- form ------------------------------------------------------------------------------------------------------------

constexpr std::string_view persons_list = "persons";

void roster_cell(Writer& w, const Context& context, const ActivityForm& form, std::size_t row, std::string_view field,
                 const std::string& value) {
    const std::string name = fmt::format("roster.{}.{}", row, field);
    html::input_field(w, context.language,
                      {.name = name,
                       .label = std::string(tr(context.language, fmt::format("exchange.participant.{}", field))),
                       .value = value,
                       .errors = forms::texts_of(context.language, form.state.values.errors, name),
                       .max = field == "title" ? 300U : 200U,
                       .list = field == "name" && !form.persons.empty() ? persons_list : std::string_view()});
}

template <store::Coded E>
void roster_choice(Writer& w, const Context& context, const ActivityForm& form, std::size_t row, std::string_view field,
                   const std::string& value) {
    const std::string name = fmt::format("roster.{}.{}", row, field);
    html::select_field(w, context.language,
                       {.name = name,
                        .label = std::string(tr(context.language, fmt::format("exchange.participant.{}", field))),
                        .value = value,
                        .errors = forms::texts_of(context.language, form.state.values.errors, name)},
                       options_of<E>(context.language));
}

void write_roster_form(Writer& w, const Context& context, const ActivityForm& form) {
    constexpr std::size_t empty_rows = 3;  // without JavaScript more rows come with each save
    html::begin_card(w, tr(context.language, "exchange.roster"));
    w.tag("div").element("p", "text-2", tr(context.language, "exchange.roster_hint"));
    if (!form.persons.empty()) {
        std::vector<std::string> names;
        for (const people::PartyName& person : form.persons) names.push_back(person.name.in(context.language));
        html::datalist(w, persons_list, names);
    }
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
    std::vector<html::Option> gates = gate_options(context.language, view.gates);
    gates.insert(gates.begin(), {.value = "", .text = std::string(tr(context.language, "common.none"))});
    form.choice("gate", gates);
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

// A list of bodies as published; those that we know are links, by their name in the language of the reader.
void write_bodies(Writer& w, Language language, const std::string& list, const ActivityDetails& details) {
    bool first = true;
    for (const std::string& published : bodies_in(list)) {
        if (!first) w.tag("br");
        first = false;
        const auto found = std::ranges::find(details.bodies, published, &std::pair<PartyId, std::string>::second);
        if (found == details.bodies.end()) {
            w.text(published);
            continue;
        }
        const auto known = std::ranges::find(details.names, found->first, &people::PartyName::id);
        const Spoken name = known == details.names.end()
                                ? Spoken{published, language}
                                : spoken(language, known->name.vi, known->name.zh, known->name.en);
        w.tag("a").url("href", Url("/people").part(found->first));
        if (name.language != language) w.lang(name.language);
        w.text(name.text).end();
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
    if (!activity.place.empty())
        html::fact(w, tr(language, "exchange.activity.place"),
                   details.unit && details.unit->ended ? details.unit->with_now(language) : activity.place);
    if (activity.gate) html::fact(w, tr(language, "exchange.activity.gate"), details.gate.in(language));
    html::fact_begin(w, tr(language, "exchange.activity.vietnamese_side"));
    w.element("span", "side-vn", tr(language, "people.side.vn_short")).text(" ");
    write_bodies(w, language, activity.vietnamese_side, details);
    html::fact_end(w);
    html::fact_begin(w, tr(language, "exchange.activity.chinese_side"));
    w.element("span", "side-cn", tr(language, "people.side.cn_short")).text(" ");
    write_bodies(w, language, activity.chinese_side, details);
    html::fact_end(w);
    const std::string people =
        people_text(language, activity.listed, activity.people_number, activity.people_qualifier, activity.people_unit);
    if (!people.empty()) html::fact(w, tr(language, "exchange.activity.people"), people);
    if (activity.listed > 0 && activity.people_number)  // never added to the roster, and not hidden by it either
        html::fact(w, tr(language, "exchange.activity.people_number"),
                   people_text(language, 0, activity.people_number, activity.people_qualifier, activity.people_unit));
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
            html::begin_cell(w);
            if (row.party && context.may(people::can_view))
                w.link(Url("/people").part(row.party), row.name);
            else
                w.element("span", row.name);
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

}  // namespace

std::string people_text(Language language, std::int64_t listed, std::optional<std::int64_t> number,
                        std::optional<Qualifier> qualifier, std::optional<PeopleUnit> unit) {
    if (listed > 0) return i18n::tr_count(language, "exchange.people_listed", listed);
    if (!number) return {};
    const std::string quantity = i18n::quantity(language, {*number, qualifier.value_or(Qualifier::exact)});
    return tr(language, unit == PeopleUnit::visits ? "exchange.stated_visits" : "exchange.stated_persons",
              {{"number", quantity}});
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
    const Url to = view.id ? activity_url(view.id) : Url("/activities");
    forms::Form form = forms::begin_form(w, context, records::describe<ActivityInput>(), view.state, to);
    write_main_fields(w, context, view, form);
    write_roster_form(w, context, view);
    forms::end_form(w, language, to);
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
    for (const Offer& offer : offers())
        if (context.may(offer.permission))
            head.actions.push_back({.text = std::string(tr(language, offer.label)),
                                    .icon = offer.icon,
                                    .url = Url::own(offer.path).query("activity", activity.id.value)});
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
    if (context.may(can_share))
        people::write_sharing(w, context, activity_url(activity.id), view.sharing, "exchange.shared_hint");
    if (context.may(can_record))
        web::delete_form(w, context, activity_url(activity.id), activity.version, "exchange.delete_confirm");
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::exchange
