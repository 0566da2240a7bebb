#include "modules/people/party_pages.hpp"

#include "modules/people/custom_pages.hpp"
#include "modules/people/group_pages.hpp"
#include "modules/people/relationship_pages.hpp"
#include "modules/people/writing_pages.hpp"
#include "platform/base/text.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

using forms::code_text;
using forms::label;
using forms::options_of;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

void write_facts(Writer& w, const Context& context, const PartyView& view) {
    const Language language = context.language;
    const PartyInput& input = view.party.input;
    html::begin_card(w, tr(language, "people.summary"));
    w.tag("div");
    html::begin_facts(w);
    if (context.may(can_view)) html::fact(w, tr(language, "people.party.relation"), label(language, input.relation));
    html::fact(w, tr(language, "people.party.side"), label(language, input.side));
    const auto plain = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) html::fact(w, tr(language, key), text);
    };
    plain("people.party.phone", input.phone);
    plain("people.party.email", input.email);
    plain("people.party.address", input.address);
    if (view.unit) {
        html::fact_begin(w, tr(language, "people.party.unit"));
        w.link(Url("/units").part(view.unit->id), view.unit->with_now(language));
        html::fact_end(w);
    }
    plain("people.party.note", input.note);
    plain("people.party.source", input.source);
    html::end_facts(w);
    const bool anything = !input.phone.empty() || !input.email.empty() || !input.address.empty() ||
                          any_personal(view.fields, input.custom);
    if (anything && !view.revealed && context.may(can_reveal)) {
        html::post_form(w, context, party_url(view.party.row.id).part("reveal"));
        html::submit(w, tr(language, "people.reveal"), false);
        w.end();
    }
    w.end();
    html::end_card(w);
}

void write_membership(Writer& w, const Context& context, const PartyView& view) {
    const PartyInput& input = view.party.input;
    if (!input.member_kind) return;
    const Language language = context.language;
    html::begin_card(w, tr(language, "people.membership"));
    w.tag("div");
    html::begin_facts(w);
    html::fact(w, tr(language, "people.party.member_kind"), label(language, *input.member_kind));
    html::fact(w, tr(language, "people.party.roll_number"), input.roll_number);
    html::fact(w, tr(language, "people.party.joined"), i18n::date(language, input.joined));
    if (input.left.known()) html::fact(w, tr(language, "people.party.left"), i18n::date(language, input.left));
    if (input.leaving) html::fact(w, tr(language, "people.party.leaving"), label(language, *input.leaving));
    for (const FormerMembership& one : view.former_memberships) {
        html::fact_begin(w, tr(language, "people.former_membership"));
        w.text(one.roll_number).text(" · ").text(label(language, one.kind)).text(" · ");
        w.text(i18n::date_range(language, one.joined, one.left));
        if (one.leaving) w.text(" · ").text(label(language, *one.leaving));
        html::fact_end(w);
    }
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

std::string span_text(Language language, const PartialDate& from, const PartialDate& to) {
    return to.known() ? fmt::format("{} – {}", i18n::date(language, from), i18n::date(language, to))
                      : tr(language, "people.since", {{"date", i18n::date(language, from)}});
}

void write_post_row(Writer& w, const Context& context, const PartyView& view, const Post& post) {
    const Language language = context.language;
    const auto term = std::ranges::find(view.terms, post.term, &Term::id);
    w.tag("li").tag("div", "g");
    w.element("b", label(language, post.office)).text(" · ").text(label(language, post.organ));
    if (term != view.terms.end()) w.text(" · ").link(Url("/terms").part(term->id), term_label(language, *term));
    w.tag("div", "small text-2").text(span_text(language, post.from, post.to)).text(" · ");
    w.link(Url("/posts").part(post.id).part("history"), tr(language, "history.title"));
    w.end();
    if (!post.to.known() && context.may(can_record)) {
        html::post_form(w, context, Url("/posts").part(post.id).part("end"), "bar-f");
        html::input_field(w, language,
                          {.name = "to", .label = std::string(tr(language, "people.post.to")), .required = true});
        html::submit(w, tr(language, "people.end_post"), false);
        w.end();
    }
    w.end().end();
}

void write_posts(Writer& w, const Context& context, const PartyView& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "people.posts"), html::CardBody::bare);
    if (view.posts.empty()) html::empty_state(w, tr(language, "people.posts_empty"));
    w.tag("ul", "rows");
    for (const Post& post : view.posts) write_post_row(w, context, view, post);
    w.end();
    if (context.may(can_record) && !view.terms.empty()) {
        w.tag("div", "card-body");
        forms::Form form(w, context, records::describe<PostInput>(), view.post_values);
        form.problems();
        html::post_form(w, context, party_url(view.party.row.id).part("posts"), "form-grid");
        std::vector<html::Option> terms;
        for (const Term& term : view.terms)
            terms.push_back({.value = to_text(term.id), .text = term_label(language, term)});
        form.choice("term", terms);
        form.field("organ");
        form.field("office");
        form.field("from");
        form.field("to");
        form.field("source");
        html::submit(w, tr(language, "people.add_post"), false);
        w.end().end();
    }
    html::end_card(w);
}

void write_links(Writer& w, const Context& context, const PartyView& view, std::string_view title,
                 const std::vector<BodyLink>& links, bool removable) {
    if (links.empty()) return;
    const Language language = context.language;
    w.tag("li").tag("div", "g small text-2").text(tr(language, title)).end().end();
    for (const BodyLink& link : links) {
        w.tag("li").tag("div", "g");
        w.link(party_url(link.body.id), "row-link", link.body.name.in(language));
        if (link.part) html::tag_label(w.text(" "), Tone::plain, tr(language, "people.unit.part"));
        w.tag("div", "small text-2").text(i18n::date(language, link.on));
        if (!link.basis.empty()) w.text(" · ").text(link.basis);
        w.end().end();
        if (removable && context.may(can_record)) {
            html::post_form(w, context,
                            party_url(view.party.row.id).part("successions").part(link.body.id).part("delete"));
            html::submit(w, tr(language, "common.remove"), false);
            w.end();
        }
        w.end();
    }
}

void write_successions(Writer& w, const Context& context, const PartyView& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "people.succession"), html::CardBody::bare);
    w.tag("ul", "rows");
    write_links(w, context, view, "people.succession.before_title", view.successions.before, true);
    write_links(w, context, view, "people.succession.after_title", view.successions.after, false);
    w.end();
    if (context.may(can_record)) {
        w.tag("div", "card-body");
        forms::Form form(w, context, records::describe<SuccessionInput>(), view.succession_values);
        form.problems();
        html::post_form(w, context, party_url(view.party.row.id).part("successions"), "form-grid");
        std::vector<html::Option> bodies;
        for (const PartyName& body : view.bodies)
            if (body.id != view.party.row.id)
                bodies.push_back({.value = to_text(body.id), .text = body.name.in(language)});
        form.choice("before", bodies);
        form.field("on");
        form.field("basis");
        form.field("part");
        html::submit(w, tr(language, "people.succession.add"), false);
        w.end().end();
    }
    html::end_card(w);
}

}  // namespace

std::string term_label(Language language, const TermInput& term) {
    return tr(language, "people.term_label",
              {{"from", std::to_string(term.label_from)}, {"to", std::to_string(term.label_to)}});
}

std::string party_page(const Context& context, const PartyView& view) {
    const Language language = context.language;
    const Name name = view.party.name();
    const PartyId id = view.party.row.id;
    html::PageHead head{.title = name.in(language),
                        .other_title = name.under(language),
                        .other_language = name.language_under(language),
                        .crumbs = {{.text = std::string(tr(language, "people.people")), .url = Url("/people")}},
                        .help = "help.party"};
    const bool whole = context.may(can_view);
    if (whole)
        web::record_actions(head, context, party_url(id), context.may(can_record));
    else
        head.crumbs.clear();
    Writer w;
    html::begin_page(w, context, head);
    for (const BodyLink& link : view.successions.after)
        html::notice(w, Tone::nghe, tr(language, "people.succession.now", {{"body", link.body.name.in(language)}}));
    if (view.party.row.sample) html::notice(w, Tone::nghe, tr(language, "common.sample"));
    w.tag("div", "grid-2").tag("div", "stack");
    write_names_card(w, context, view.party, view.writings);
    write_facts(w, context, view);
    if (whole) write_relationships_card(w, context, id, view.relationships);
    if (whole && view.party.row.sort == Sort::person) write_posts(w, context, view);
    if (whole && view.party.row.sort == Sort::body) write_successions(w, context, view);
    w.end().tag("div", "stack");
    if (whole) {
        write_membership(w, context, view);
        for (const Part& part : view.parts) part(w);
        write_groups_card(w, context, id, view.groups, view.all_groups);
        write_custom_facts(w, language, view.fields, view.party.input.custom);
        html::begin_card(w, tr(language, "people.activities"));
        w.tag("div");
        w.link(Url("/activities").query("party", id.value), tr(language, "people.activities_of"));
        w.end();
        html::end_card(w);
    }
    if (context.may(can_share)) write_sharing(w, context, party_url(id), view.sharing, "people.shared_hint");
    if (context.may(can_record))
        web::delete_form(w, context, party_url(id), view.party.row.version, "people.delete_confirm");
    w.end().end();
    return html::end_page(w, context);
}

std::string party_form_page(const Context& context, PartyId id, Sort sort, const std::vector<CustomField>& asked,
                            const forms::State& state) {
    const Language language = context.language;
    const bool person = sort == Sort::person;
    const Url to = id ? party_url(id) : Url("/people");
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, id       ? "people.edit"
                                                        : person ? "people.new_person"
                                                                 : "people.new_body")),
                      .crumbs = {{.text = std::string(tr(language, "people.people")), .url = Url("/people")}},
                      .help = "help.party_form"});
    const std::vector<forms::OwnField> own = own_fields(language, asked);
    forms::Form form = forms::begin_form(w, context, records::describe<PartyInput>(), state, to, own);
    w.tag("input").attr("type", "hidden").attr("name", "sort").attr("value", code_text(sort));
    const auto card = [&](std::string_view title, auto&& fields) {
        html::begin_card(w, tr(language, title));
        w.tag("div", "form-grid");
        fields();
        w.end();
        html::end_card(w);
    };
    card("people.form.names", [&] {
        form.field("name_vi", Language::vi);
        form.field("name_zh", Language::zh);
        form.field("name_latin", Language::en);
        form.field("name_en", Language::en);
        if (person) form.field("address_form");
    });
    card("people.form.relation", [&] {
        form.field("relation");
        form.field("side");
        form.field("phone");
        form.field("email");
        form.field("address");
        form.field("unit");
    });
    card("people.membership", [&] {
        form.field("member_kind");
        form.field("roll_number");
        form.field("joined");
        form.field("left");
        form.field("leaving");
    });
    if (!own.empty())
        card("custom.more", [&] {
            for (const forms::OwnField& field : own) form.field(field);
        });
    card("people.form.notes", [&] {
        form.lines("note", 3);
        form.field("source");
    });
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::people
