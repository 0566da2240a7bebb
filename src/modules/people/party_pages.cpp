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

Url party_url(PartyId id) {
    return Url("/people").part(id);
}

void write_views(Writer& w, const Context& context, const PartyFilter& filter) {
    const auto view = [&](std::string_view key, std::optional<Sort> sort, std::optional<Relation> relation) {
        return html::Tab{.text = std::string(tr(context.language, key)),
                         .url = list_url({.sort = sort, .relation = relation}),
                         .current = filter.sort == sort && filter.relation == relation};
    };
    const std::array tabs{view("people.view.all", {}, {}), view("people.view.members", {}, Relation::member),
                          view("people.view.persons", Sort::person, {}), view("people.view.bodies", Sort::body, {}),
                          view("people.view.partners", {}, Relation::partner)};
    html::tabs(w, tr(context.language, "people.views"), tabs);
}

void write_line(Writer& w, const Context& context, const CustomColumns& custom, const PartyLine& line) {
    const Language language = context.language;
    html::begin_row(w, party_url(line.id));
    html::cell_link(w, party_url(line.id), line.name.in(language), line.name.under(language),
                    line.name.language_under(language));
    html::cell(w, label(language, line.sort));
    html::cell(w, label(language, line.relation));
    html::cell(w, label(language, line.side));
    html::cell(w, line.roll_number);
    for (const CustomField& field : custom.fields)
        if (field.listed) html::cell(w, custom_text(language, field, custom.of(line.id, field.id)));
    html::begin_cell(w);
    if (line.sample) html::tag_label(w, Tone::nghe, tr(language, "common.sample_short"));
    w.end();
    html::end_row(w);
}

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

void write_order(Writer& w, Language language, const PartyFilter& filter) {
    html::select_field(w, language,
                       {.name = "order",
                        .label = std::string(tr(language, "people.filter.order")),
                        .value = std::string(code_text(order_of(filter, language)))},
                       options_of<Order>(language));
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

Url list_url(const PartyFilter& filter) {
    Url url("/people");
    url.query_if("q", filter.text);
    url.query_if("sort", code_text(filter.sort));
    url.query_if("relation", code_text(filter.relation));
    url.query_if("on_roll", filter.on_roll.ok() ? to_text(filter.on_roll) : std::string());
    url.query_if("member_kind", filter.member_kind);
    url.query_if("group", filter.group ? to_text(filter.group) : std::string());
    url.query_if("order", code_text(filter.order));
    url.query_if("report", filter.report);
    for (const auto& [name, value] : filter.custom) url.query_pair(name, value);
    return url;
}

std::string party_list_page(const Context& context, const PartyListView& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "people.people")),
                        .crumbs = html::way_back(language, view.filter.report),
                        .help = "help.people"};
    const std::string csv = list_url(view.filter).text();
    head.actions.push_back({.text = std::string(tr(language, "common.export_csv")),
                            .icon = "download",
                            .url = Url::own("/people.csv" + csv.substr(std::string_view("/people").size()))});
    head.actions.push_back({.text = std::string(tr(language, "group.groups")), .icon = "users", .url = Url("/groups")});
    if (context.may(can_record)) {
        head.actions.push_back({.text = std::string(tr(language, "people.new_body")),
                                .icon = "building",
                                .url = Url("/people/new").query("sort", "body")});
        head.actions.push_back({.text = std::string(tr(language, "people.new_person")),
                                .icon = "plus",
                                .url = Url("/people/new").query("sort", "person"),
                                .primary = true});
    }
    Writer w;
    html::begin_page(w, context, head);
    write_views(w, context, view.filter);
    w.tag("section", "card");
    write_custom_fold(w, language, view.custom.fields, view.filter);
    w.tag("form", "bar-f").url("action", Url("/people")).attr("method", "get").attr("role", "search");
    html::input_field(
        w, language, {.name = "q", .label = std::string(tr(language, "people.filter.text")), .value = view.filter.text},
        "search");
    write_group_choice(w, language, view.groups, view.filter.group);
    write_order(w, language, view.filter);
    write_custom_filters(w, language, view.custom.fields, view.filter.custom);
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
    if (view.page.lines.empty()) {
        html::empty_state(w, tr(language, "people.none_found"), Url("/people"), tr(language, "common.show_all"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        std::vector<html::Column> columns{column("people.party.name"), column("people.party.sort"),
                                          column("people.party.relation"), column("people.party.side"),
                                          column("people.party.roll_number")};
        for (const CustomField& field : view.custom.fields)
            if (field.listed) columns.push_back({.text = field.name().in(language)});
        columns.push_back(column("common.remark"));
        html::begin_table(w, tr(language, "people.people"), columns);
        for (const PartyLine& line : view.page.lines) write_line(w, context, view.custom, line);
        html::end_table(w);
        html::Pager pager{
            .summary = i18n::tr_count(language, "people.shown", static_cast<std::int64_t>(view.page.lines.size()))};
        const PartyLine& last = view.page.lines.back();
        if (view.page.more)
            pager.next =
                list_url(view.filter).query("after", fmt::format("{}_{}", to_hex(last.key.bytes), last.id.value));
        html::pager(w, language, pager);
    }
    w.end();
    return html::end_page(w, context);
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
