#include "modules/membership/membership_pages.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::membership {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;
using people::Sort;

html::PageHead head_of(Language language, std::string title) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(language, "membership.applications")), .url = Url("/applications")}},
            .menu = "/applications",
            .help = "help.application"};
}

Tone tone_of(State state) {
    switch (state) {
        case State::received: return Tone::cham;
        case State::incomplete: return Tone::nghe;
        case State::checked: return Tone::cham;
        case State::admitted: return Tone::ngoc;
        case State::refused:
        case State::withdrawn: break;
    }
    return Tone::plain;
}

Url list_url(const ApplicationFilter& filter) {
    Url url("/applications");
    url.query_if("state", filter.all ? "all" : forms::code_text(filter.state));
    return url;
}

void write_states(Writer& w, Language language, const ApplicationFilter& filter) {
    const auto tab = [&](std::string_view key, const ApplicationFilter& of) {
        return html::Tab{.text = std::string(tr(language, key)),
                         .url = list_url(of),
                         .current = of.state == filter.state && of.all == filter.all};
    };
    const std::array tabs{tab("membership.view.open", {}), tab("membership.view.checked", {.state = State::checked}),
                          tab("membership.view.incomplete", {.state = State::incomplete}),
                          tab("membership.view.all", {.state = {}, .all = true})};
    html::tabs(w, tr(language, "membership.views"), tabs);
}

void write_facts(Writer& w, const Context& context, const ApplicationView& view) {
    const Language language = context.language;
    const Application& application = view.application;
    html::begin_card(w, tr(language, "membership.applicant"));
    w.tag("div");
    html::begin_facts(w);
    const auto fact = [&](std::string_view key, std::string_view text) {
        if (!text.empty()) html::fact(w, tr(language, key), text);
    };
    fact("membership.application.kind", label(language, application.kind));
    fact("membership.application.received", i18n::date(language, application.received));
    fact("membership.channel", label(language, application.channel));
    fact("membership.application.born", i18n::date(language, application.born));
    fact("membership.application.occupation", application.occupation);
    fact("membership.application.workplace", application.workplace);
    fact("membership.application.representative", application.representative);
    fact("membership.application.position", application.position);
    fact("membership.application.phone", application.phone);
    fact("membership.application.email", application.email);
    fact("membership.application.address", application.address);
    fact("membership.application.introduced_by", application.introduced_by);
    fact("membership.application.reason", application.reason);
    fact("membership.application.note", application.note);
    fact("membership.application.consent", tr(language, application.consent ? "common.yes" : "common.no"));
    html::end_facts(w);
    if (!view.revealed && context.may(people::can_reveal)) {
        html::post_form(w, context, application_url(application.id).part("reveal"));
        html::submit(w, tr(language, "people.reveal"), false);
        w.end();
    }
    w.end();
    html::end_card(w);
}

void write_state(Writer& w, const Context& context, const ApplicationView& view) {
    const Language language = context.language;
    const Application& application = view.application;
    html::begin_card(w, tr(language, "membership.progress"));
    w.tag("div", "stack");
    w.tag("div");
    html::tag_label(w, tone_of(application.state), label(language, application.state));
    w.text(" ").text(i18n::date(language, application.state_on));
    w.end();
    if (!application.state_note.empty()) w.tag("p").text(application.state_note).end();
    if (view.party) w.tag("p").link(people::party_url(view.party->id), view.party->name.in(language)).end();
    if (view.decision) w.tag("p").link(decision_url(view.decision->id), decision_name(language, *view.decision)).end();
    if (application.state == State::checked && context.may(can_record)) {
        w.tag("div");
        html::button_link(w,
                          Url("/decisions/new").query("kind", "admission").query("application", application.id.value),
                          "gavel", tr(language, "membership.put_to_committee"), true);
        w.end();
    }
    if (application.open() && context.may(can_record)) {
        forms::Form form(w, context, records::describe<StateInput>(), view.step_values);
        form.problems();
        html::post_form(w, context, application_url(application.id).part("state"), "form-grid");
        forms::version_field(w, application.version);
        std::vector<html::Option> options;
        for (const State state : {State::checked, State::incomplete, State::refused, State::withdrawn})
            if (state != application.state && (state != State::refused || application.state == State::checked))
                options.push_back(
                    {.value = std::string(forms::code_text(state)),
                     .text = std::string(tr(language, fmt::format("membership.step.{}", forms::code_text(state))))});
        form.choice("state", options);
        form.field("note");
        html::submit(w, tr(language, "membership.take_step"), application.state != State::checked);
        w.end();
    }
    w.end();
    html::end_card(w);
}

// Whoever is recorded already must not be recorded twice: the office says who it is, or that it is somebody new.
void write_alike(Writer& w, const Context& context, const ApplicationView& view) {
    if (view.alike.empty() || !context.may(can_record)) return;
    const Language language = context.language;
    html::begin_card(w, tr(language, "membership.alike"), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const people::PartyName& one : view.alike) {
        w.tag("li").tag("div", "g");
        w.link(people::party_url(one.id), "row-link", one.name.in(language));
        w.element("div", "small text-2", one.name.under(language));
        w.end();
        html::post_form(w, context, application_url(view.application.id).part("party"));
        forms::version_field(w, view.application.version);
        w.tag("input").attr("type", "hidden").attr("name", "party").attr("value", to_text(one.id));
        html::submit(w, tr(language, "membership.is_this_one"), false);
        w.end().end();
    }
    w.end();
    html::end_card(w);
}

}  // namespace

void write_parts(Writer& w, Language language, Part current) {
    const auto tab = [&](std::string_view key, const Url& url, Part part) {
        return html::Tab{.text = std::string(tr(language, key)), .url = url, .current = part == current};
    };
    const std::array tabs{tab("membership.applications", Url("/applications"), Part::applications),
                          tab("membership.decisions", Url("/decisions"), Part::decisions),
                          tab("membership.charters", Url("/charters"), Part::charters)};
    html::tabs(w, tr(language, "membership.title"), tabs);
}

Url application_url(ApplicationId id) {
    return Url("/applications").part(id);
}

std::string application_list_page(const Context& context, const ApplicationFilter& filter,
                                  const ApplicationPage& page) {
    const Language language = context.language;
    html::PageHead head = head_of(language, std::string(tr(language, "membership.applications")));
    head.crumbs.clear();
    if (context.may(can_record)) {
        head.actions.push_back({.text = std::string(tr(language, "membership.application_body")),
                                .icon = "building",
                                .url = Url("/applications/new").query("sort", "body")});
        head.actions.push_back({.text = std::string(tr(language, "membership.application_new")),
                                .icon = "plus",
                                .url = Url("/applications/new").query("sort", "person"),
                                .primary = true});
    }
    Writer w;
    html::begin_page(w, context, head);
    write_parts(w, language, Part::applications);
    write_states(w, language, filter);
    w.tag("section", "card");
    if (page.applications.empty()) {
        html::empty_state(w, tr(language, "membership.applications_empty"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{column("people.party.name"), column("membership.application.kind"),
                                 column("membership.application.received"), column("membership.state")};
        html::begin_table(w, head.title, columns);
        for (const Application& application : page.applications) {
            const Url url = application_url(application.id);
            const bool chinese_first = language == Language::zh && !application.name_zh.empty();
            const std::string& under = chinese_first ? application.name_vi : application.name_zh;
            const std::string& name = application.name(language);
            html::begin_row(w, url);
            html::cell_link(w, url, name, under == name ? std::string_view() : under,
                            chinese_first ? Language::vi : Language::zh);
            html::cell(w, label(language, application.kind));
            html::cell(w, i18n::date(language, application.received));
            html::begin_cell(w);
            html::tag_label(w, tone_of(application.state), label(language, application.state));
            w.end();
            html::end_row(w);
        }
        html::end_table(w);
        html::Pager pager{.summary = i18n::tr_count(language, "membership.shown",
                                                    static_cast<std::int64_t>(page.applications.size()))};
        if (page.more) pager.next = list_url(filter).query("before", to_text(page.applications.back().id));
        html::pager(w, language, pager);
    }
    w.end();
    return html::end_page(w, context);
}

std::string application_page(const Context& context, const ApplicationView& view) {
    const Language language = context.language;
    const Application& application = view.application;
    html::PageHead head = head_of(language, application.name(language));
    const bool chinese = &application.name(language) == &application.name_zh;
    head.other_title = chinese ? application.name_vi : application.name_zh;
    head.other_language = chinese ? Language::vi : Language::zh;
    web::record_actions(head, context, application_url(application.id), context.may(can_record) && application.open());
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "grid-2").tag("div", "stack");
    write_facts(w, context, view);
    w.end().tag("div", "stack");
    write_state(w, context, view);
    write_alike(w, context, view);
    w.end().end();
    return html::end_page(w, context);
}

std::string application_form_page(const Context& context, ApplicationId id, Sort sort, const forms::State& state) {
    const Language language = context.language;
    const bool person = sort == Sort::person;
    const Url to = id ? application_url(id) : Url("/applications");
    Writer w;
    html::begin_page(w, context,
                     head_of(language, std::string(tr(language, id       ? "membership.application_edit"
                                                                : person ? "membership.application_new"
                                                                         : "membership.application_body"))));
    forms::Form form = forms::begin_form(w, context, records::describe<ApplicationInput>(), state, to);
    w.tag("input").attr("type", "hidden").attr("name", "sort").attr("value", forms::code_text(sort));
    const auto card = [&](std::string_view title, auto&& fields) {
        html::begin_card(w, tr(language, title));
        w.tag("div", "form-grid");
        fields();
        w.end();
        html::end_card(w);
    };
    card("membership.applicant", [&] {
        form.field("name_vi", Language::vi);
        form.field("name_zh", Language::zh);
        if (person)
            for (const std::string_view name : {"born", "occupation", "workplace"}) form.field(name);
        else
            for (const std::string_view name : {"representative", "position"}) form.field(name);
        for (const std::string_view name : {"phone", "email", "address"}) form.field(name);
    });
    card("membership.application_card", [&] {
        using people::MemberKind;
        std::vector<html::Option> kinds;
        const std::vector<MemberKind> open =
            person ? std::vector{MemberKind::official, MemberKind::associate, MemberKind::honorary}
                   : std::vector{MemberKind::organisational, MemberKind::associate, MemberKind::honorary};
        for (const MemberKind kind : open)
            kinds.push_back({.value = std::string(forms::code_text(kind)), .text = std::string(label(language, kind))});
        form.choice("kind", kinds);
        form.field("received");
        form.field("introduced_by");
        form.lines("reason", 4);
        form.field("consent");
        form.lines("note", 3);
    });
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::membership
