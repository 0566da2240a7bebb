#include "modules/membership/membership_pages.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

html::PageHead head_of(Language language, std::string title) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(language, "membership.decisions")), .url = Url("/decisions")}},
            .menu = "/applications",
            .help = "help.decision"};
}

bool ends_memberships_against_will(DecisionKind kind) {
    return kind == DecisionKind::strike_off || kind == DecisionKind::expulsion;
}

Tone tone_of(DecisionKind kind) {
    if (kind == DecisionKind::admission) return Tone::ngoc;
    return ends_memberships_against_will(kind) ? Tone::son : Tone::plain;
}

void write_subject(Writer& w, const Context& context, const Decision& decision, const Subject& subject) {
    const Language language = context.language;
    w.tag("li").tag("div", "g");
    w.link(people::party_url(subject.party), "row-link", subject.name.in(language));
    const std::string& under = subject.name.under(language);
    if (!under.empty()) w.tag("div", "small text-2").lang(subject.name.language_under(language)).text(under).end();
    const ComplaintInput& complaint = subject.complaint;
    if (complaint.received) {
        w.tag("div", "small");
        w.text(tr(language, "membership.complained_on", {{"date", i18n::date(language, *complaint.received)}}));
        if (complaint.outcome) {
            html::tag_label(w.text(" "), complaint.outcome == Outcome::upheld ? Tone::ngoc : Tone::plain,
                            label(language, *complaint.outcome));
            w.text(" ").text(complaint.outcome_basis);
        }
        w.end();
    }
    w.end();
    if (ends_memberships_against_will(decision.kind) && context.may(can_record) && !complaint.outcome)
        html::button_link(
            w, decision_url(decision.id).part("complaints").part(subject.party), "edit",
            tr(language, complaint.received ? "membership.complaint_outcome" : "membership.complaint_new"));
    w.end();
}

void write_paper(Writer& w, Language language, const DecisionView& view) {
    const Decision& decision = view.decision;
    html::begin_card(w, tr(language, "common.summary"));
    w.tag("div");
    html::begin_facts(w);
    html::fact_begin(w, tr(language, "membership.decision.kind"));
    html::tag_label(w, tone_of(decision.kind), label(language, decision.kind));
    html::fact_end(w);
    html::fact(w, tr(language, "membership.decision.number"), decision.paper_number());
    html::fact(w, tr(language, "membership.decision.day"), i18n::date(language, decision.day));
    html::fact(w, tr(language, "membership.decision.organ"), label(language, decision.organ));
    html::fact(w, tr(language, "membership.decision.meeting"), decision.meeting);
    html::fact(w, tr(language, "membership.votes"),
               tr(language, "membership.votes_text",
                  {{"seats", i18n::number(language, decision.seats)},
                   {"present", i18n::number(language, decision.present)},
                   {"in_favour", i18n::number(language, decision.in_favour)}}));
    if (view.charter) {
        html::fact_begin(w, tr(language, "membership.decided_under"));
        w.link(charter_url(view.charter->id), view.charter->title_in(language));
        html::fact_end(w);
    }
    html::fact(w, tr(language, "membership.decision.signer"), decision.signer);
    if (!decision.reason.empty()) html::fact(w, tr(language, "membership.decision.reason"), decision.reason);
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

void write_waiting(Writer& w, Language language, const DecisionForm& form, const forms::State& state) {
    html::begin_card(w, tr(language, "membership.waiting"), html::CardBody::bare);
    for (const std::string& text : forms::texts_of(language, state.values.errors, "applications"))
        html::notice(w, Tone::son, text);
    if (form.waiting.empty()) html::empty_state(w, tr(language, "membership.nobody_waiting"));
    w.tag("div", "card-body form-grid");
    for (const Application& application : form.waiting) {
        const bool chosen = std::ranges::find(form.chosen, application.id) != form.chosen.end();
        const std::string id = to_text(application.id);
        html::checkbox(
            w, language,
            {.name = "application",
             .label = fmt::format("{} · {} · {}", application.name(language), label(language, application.kind),
                                  i18n::date(language, application.received))},
            chosen, id);
    }
    w.end();
    html::end_card(w);
}

// What the charter asks for, beside the figures that it will be held against.
void write_rule(Writer& w, Language language, const std::optional<Charter>& charter) {
    if (!charter) {
        html::notice(w, Tone::nghe, tr(language, "membership.no_charter"));
        return;
    }
    w.element("p", "small text-2",
              tr(language, "membership.charter_asks",
                 {{"charter", charter->title_in(language)},
                  {"quorum", i18n::fraction(language, charter->committee_quorum)},
                  {"majority", i18n::fraction(language, charter->committee_majority)},
                  {"standing_quorum", i18n::fraction(language, charter->standing_quorum)},
                  {"standing_majority", i18n::fraction(language, charter->standing_majority)}}));
}

}  // namespace

Url decision_url(DecisionId id) {
    return Url("/decisions").part(id);
}

std::string decision_name(Language language, const Decision& decision) {
    return fmt::format("{}, {}", decision.paper_number(), i18n::date(language, decision.day));
}

std::string decision_list_page(const Context& context, const DecisionPage& page) {
    const Language language = context.language;
    html::PageHead head = head_of(language, std::string(tr(language, "membership.decisions")));
    head.crumbs.clear();
    if (context.may(can_record))
        for (const DecisionKind kind :
             {DecisionKind::strike_off, DecisionKind::expulsion, DecisionKind::resignation, DecisionKind::admission})
            head.actions.push_back({.text = std::string(label(language, kind)),
                                    .icon = kind == DecisionKind::admission ? "user-plus" : "minus",
                                    .url = Url("/decisions/new").query("kind", forms::code_text(kind)),
                                    .primary = kind == DecisionKind::admission});
    Writer w;
    html::begin_page(w, context, head);
    write_parts(w, language, Part::decisions);
    w.tag("section", "card");
    if (page.decisions.empty()) {
        html::empty_state(w, tr(language, "membership.decisions_empty"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{column("membership.decision.number"), column("membership.decision.kind"),
                                 column("membership.decision.day"), column("membership.decision.meeting")};
        html::begin_table(w, head.title, columns);
        for (const Decision& decision : page.decisions) {
            html::begin_row(w, decision_url(decision.id));
            html::cell_link(w, decision_url(decision.id), decision.paper_number());
            html::begin_cell(w);
            html::tag_label(w, tone_of(decision.kind), label(language, decision.kind));
            w.end();
            html::cell(w, i18n::date(language, decision.day));
            html::cell(w, decision.meeting);
            html::end_row(w);
        }
        html::end_table(w);
        html::Pager pager{
            .summary = i18n::tr_count(language, "membership.shown", static_cast<std::int64_t>(page.decisions.size()))};
        if (page.more) pager.next = Url("/decisions").query("before", to_text(page.decisions.back().id));
        html::pager(w, language, pager);
    }
    w.end();
    return html::end_page(w, context);
}

std::string decision_page(const Context& context, const DecisionView& view) {
    const Language language = context.language;
    const Decision& decision = view.decision;
    html::PageHead head =
        head_of(language, tr(language, "membership.decision_title",
                             {{"number", decision.paper_number()}, {"date", i18n::date(language, decision.day)}}));
    web::record_actions(head, context, decision_url(decision.id), context.may(can_record));
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "grid-2").tag("div", "stack");
    html::begin_card(w, tr(language, "membership.subjects"), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const Subject& subject : view.subjects) write_subject(w, context, decision, subject);
    w.end();
    html::end_card(w);
    if (!view.applications.empty()) {
        html::begin_card(w, tr(language, "membership.applications"), html::CardBody::bare);
        w.tag("ul", "rows");
        for (const Application& application : view.applications) {
            w.tag("li").tag("div", "g");
            w.link(application_url(application.id), "row-link", application.name(language));
            w.element("div", "small text-2", i18n::date(language, application.received));
            w.end().end();
        }
        w.end();
        html::end_card(w);
    }
    w.end().tag("div", "stack");
    write_paper(w, language, view);
    w.end().end();
    return html::end_page(w, context);
}

std::string decision_form_page(const Context& context, const DecisionForm& form, const forms::State& state) {
    const Language language = context.language;
    const Url to = form.id ? decision_url(form.id) : Url("/decisions");
    Writer w;
    html::begin_page(w, context, head_of(language, std::string(label(language, form.kind))));
    forms::Form drawn = forms::begin_form(w, context, records::describe<DecisionInput>(), state, to);
    w.tag("input").attr("type", "hidden").attr("name", "kind").attr("value", forms::code_text(form.kind));
    if (!form.id && form.kind == DecisionKind::admission) write_waiting(w, language, form, state);
    if (!form.id && form.kind != DecisionKind::admission) {
        html::begin_card(w, tr(language, "membership.subjects"));
        w.tag("div", "form-grid");
        html::text_area(w, language,
                        {.name = "members",
                         .label = std::string(tr(language, "membership.members")),
                         .value = form.members,
                         .hint = std::string(tr(language, "membership.members_hint")),
                         .errors = forms::texts_of(language, state.values.errors, "members"),
                         .required = true},
                        3);
        w.end();
        html::end_card(w);
    }
    if (!form.id) {
        html::begin_card(w, tr(language, "membership.session"));
        w.tag("div", "stack");
        write_rule(w, language, form.charter);
        w.tag("div", "form-grid");
        for (const std::string_view name : {"organ", "meeting", "day", "seats", "present", "in_favour"})
            drawn.field(name);
        w.end().end();
        html::end_card(w);
    }
    html::begin_card(w, tr(language, "membership.paper"));
    w.tag("div", "form-grid");
    if (form.id) drawn.field("meeting");
    drawn.field("symbol");
    drawn.field("signer");
    drawn.lines("reason", 3);
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to, form.id ? "common.save" : "membership.decide");
    return html::end_page(w, context);
}

void write_cards_card(Writer& w, const Context& context, PartyId party, const std::vector<Card>& cards, bool on_roll) {
    if (cards.empty() && !context.may(can_record)) return;
    const Language language = context.language;
    html::begin_card(w, tr(language, "membership.cards"), html::CardBody::bare);
    if (cards.empty()) html::empty_state(w, tr(language, "membership.cards_empty"));
    w.tag("ul", "rows");
    for (const Card& card : cards) {
        w.tag("li").tag("div", "g");
        w.element("b", card.digits());
        w.tag("div", "small text-2");
        w.text(tr(language, "membership.card_issued_on", {{"date", i18n::date(language, card.issued)}}));
        if (card.ended)
            w.text(" · ").text(tr(language, "membership.card_ended", {{"date", i18n::date(language, *card.ended)}}));
        w.end().end();
        if (!card.ended && context.may(can_record))
            html::button_link(w, Url("/cards").part(card.id), "file-type-pdf", tr(language, "membership.card_pdf"));
        w.end();
    }
    w.end();
    if (on_roll && context.may(can_record)) {
        w.tag("div", "card-body");
        html::post_form(w, context, people::party_url(party).part("cards"));
        html::submit(w, tr(language, cards.empty() ? "membership.card_issue" : "membership.card_again"), false);
        w.end().end();
    }
    html::end_card(w);
}

void write_decisions_card(Writer& w, const Context& context, const std::vector<DecisionOf>& decisions,
                          const std::optional<std::string>& roll_number) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "membership.decisions"), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const DecisionOf& one : decisions) {
        w.tag("li").tag("div", "g");
        w.link(decision_url(one.decision.id), "row-link", decision_name(language, one.decision));
        if (one.complaint.outcome) w.element("div", "small text-2", label(language, *one.complaint.outcome));
        w.end();
        html::tag_label(w, tone_of(one.decision.kind), label(language, one.decision.kind));
        w.end();
    }
    w.end();
    if (roll_number && context.may(can_record)) {
        w.tag("div", "card-body bar-f");
        for (const DecisionKind kind : {DecisionKind::resignation, DecisionKind::strike_off, DecisionKind::expulsion})
            html::button_link(w,
                              Url("/decisions/new").query("kind", forms::code_text(kind)).query("member", *roll_number),
                              "minus", label(language, kind));
        w.end();
    }
    html::end_card(w);
}

std::string complaint_form_page(const Context& context, const Decision& decision, const Subject& subject,
                                const forms::State& state) {
    const Language language = context.language;
    const Url to = decision_url(decision.id);
    html::PageHead head =
        head_of(language, tr(language, "membership.complaint_of", {{"name", subject.name.in(language)}}));
    head.crumbs.push_back({.text = decision.paper_number(), .url = to});
    Writer w;
    html::begin_page(w, context, head);
    forms::Form form = forms::begin_form(w, context, records::describe<ComplaintInput>(), state,
                                         decision_url(decision.id).part("complaints").part(subject.party));
    html::begin_card(w, tr(language, "membership.complaint"));
    w.tag("div", "form-grid");
    form.field("received");
    form.lines("text", 5);
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "membership.complaint_outcome"));
    w.tag("div", "form-grid");
    for (const std::string_view name : {"outcome", "outcome_on", "outcome_basis"}) form.field(name);
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::membership
