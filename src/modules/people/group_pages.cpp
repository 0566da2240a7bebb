#include "modules/people/group_pages.hpp"

#include "modules/people/party_pages.hpp"
#include "platform/base/bytes.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url group_url(GroupId id) {
    return Url("/groups").part(id);
}

html::PageHead group_head(Language language, std::string title) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(language, "people.people")), .url = Url("/people")},
                       {.text = std::string(tr(language, "group.groups")), .url = Url("/groups")}},
            .menu = "/people",
            .help = "help.groups"};
}

void write_removal(Writer& w, const Context& context, GroupId group, PartyId party, bool back_to_party) {
    html::post_form(w, context, group_url(group).part("members").part(party).part("delete"), "d-inline");
    if (back_to_party) w.tag("input").attr("type", "hidden").attr("name", "back").attr("value", "party");
    html::submit(w, tr(context.language, "common.remove"), false);
    w.end();
}

void write_member(Writer& w, const Context& context, GroupId group, const PartyLine& line, const GroupMember& member) {
    const Language language = context.language;
    const Url party = party_url(line.id);
    html::begin_row(w, party);
    html::cell_link(w, party, line.name.in(language), line.name.under(language), line.name.language_under(language));
    html::cell(w, label(language, line.sort));
    html::cell(w, line.roll_number);
    html::cell(w, i18n::date(language, exact(member.since)));
    html::cell(w, member.added_by);
    html::begin_cell(w);
    if (context.may(can_record)) write_removal(w, context, group, line.id, false);
    w.end();
    html::end_row(w);
}

void write_members(Writer& w, const Context& context, const GroupView& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "group.field.members"), html::CardBody::bare);
    if (view.members.lines.empty()) {
        html::empty_state(w, tr(language, "group.members_empty"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{column("people.party.name"),        column("people.party.sort"),
                                 column("people.party.roll_number"), column("group.since"),
                                 column("group.added_by"),           column("common.actions")};
        html::begin_table(w, tr(language, "group.field.members"), columns);
        for (std::size_t i = 0; i < view.members.lines.size(); ++i)
            write_member(w, context, view.group.id, view.members.lines[i], view.members.of_lines[i]);
        html::end_table(w);
        const PartyLine& last = view.members.lines.back();
        html::Pager pager{
            .summary = i18n::tr_count(language, "people.shown", static_cast<std::int64_t>(view.members.lines.size()))};
        if (view.members.more)
            pager.next =
                group_url(view.group.id).query("after", fmt::format("{}_{}", to_hex(last.key.bytes), last.id.value));
        html::pager(w, language, pager);
    }
    html::end_card(w);
}

void write_new_members(Writer& w, const Context& context, const GroupView& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "group.add_members"));
    w.tag("div");
    forms::Form form(w, context, records::describe<MembersInput>(), view.added);
    form.problems();
    html::post_form(w, context, group_url(view.group.id).part("members"), "stack");
    form.lines("members", 6);
    html::submit(w, tr(language, "common.add"), false);
    w.end().end();
    html::end_card(w);
}

std::vector<html::Option> group_options(Language language, const std::vector<Group>& groups) {
    std::vector<html::Option> options;
    for (const Group& group : groups)
        options.push_back({.value = to_text(group.id), .text = group.name().in(language)});
    return options;
}

}  // namespace

std::string group_list_page(const Context& context, const GroupPage& page) {
    const Language language = context.language;
    html::PageHead head = group_head(language, std::string(tr(language, "group.groups")));
    head.crumbs.pop_back();
    if (context.may(can_record))
        head.actions.push_back({.text = std::string(tr(language, "group.new")),
                                .icon = "plus",
                                .url = Url("/groups/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.tag("section", "card");
    if (page.groups.empty()) {
        html::empty_state(w, tr(language, "group.empty"));
    } else {
        const std::array columns{html::Column{.text = std::string(tr(language, "common.name"))},
                                 html::Column{.text = std::string(tr(language, "group.field.purpose"))}};
        html::begin_table(w, tr(language, "group.groups"), columns);
        for (const Group& group : page.groups) {
            const Name name = group.name();
            html::begin_row(w, group_url(group.id));
            html::cell_link(w, group_url(group.id), name.in(language), name.under(language),
                            name.language_under(language));
            html::cell(w, group.purpose);
            html::end_row(w);
        }
        html::end_table(w);
        html::Pager pager{.summary =
                              i18n::tr_count(language, "people.shown", static_cast<std::int64_t>(page.groups.size()))};
        const Group& last = page.groups.back();
        if (page.more)
            pager.next = Url("/groups").query(
                "after", fmt::format("{}_{}", to_hex(key_of(last, language).bytes), last.id.value));
        html::pager(w, language, pager);
    }
    w.end();
    return html::end_page(w, context);
}

std::string group_page(const Context& context, const GroupView& view) {
    const Language language = context.language;
    const Group& group = view.group;
    const Name name = group.name();
    html::PageHead head = group_head(language, name.in(language));
    head.other_title = name.under(language);
    head.other_language = name.language_under(language);
    PartyFilter filter;
    filter.group = group.id;
    head.actions.push_back(
        {.text = std::string(tr(language, "group.in_list")), .icon = "users", .url = list_url(filter)});
    web::record_actions(head, context, group_url(group.id), context.may(can_record));
    Writer w;
    html::begin_page(w, context, head);
    if (!group.purpose.empty()) w.element("p", "text-2 measure", group.purpose);
    w.tag("div", "stack");
    write_members(w, context, view);
    if (context.may(can_record)) {
        write_new_members(w, context, view);
        web::delete_form(w, context, group_url(group.id), group.version, "group.delete_confirm");
    }
    w.end();
    return html::end_page(w, context);
}

std::string group_form_page(const Context& context, GroupId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? group_url(id) : Url("/groups");
    Writer w;
    html::begin_page(w, context, group_head(language, std::string(tr(language, id ? "group.edit" : "group.new"))));
    forms::Form form = forms::begin_form(w, context, records::describe<GroupInput>(), state, to);
    html::begin_card(w, tr(language, "common.summary"));
    w.tag("div", "form-grid");
    form.field("name_vi", Language::vi);
    form.field("name_zh", Language::zh);
    form.field("name_en", Language::en);
    form.lines("purpose", 3);
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

void write_groups_card(Writer& w, const Context& context, PartyId party, const std::vector<Group>& in,
                       const std::vector<Group>& all) {
    const Language language = context.language;
    std::vector<Group> others;
    for (const Group& group : all)
        if (std::ranges::find(in, group.id, &Group::id) == in.end()) others.push_back(group);
    if (in.empty() && (others.empty() || !context.may(can_record))) return;
    html::begin_card(w, tr(language, "group.groups"), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const Group& group : in) {
        w.tag("li").tag("div", "g").link(group_url(group.id), "row-link", group.name().in(language)).end();
        if (context.may(can_record)) write_removal(w, context, group.id, party, true);
        w.end();
    }
    w.end();
    if (context.may(can_record) && !others.empty()) {
        w.tag("div", "card-body");
        html::post_form(w, context, party_url(party).part("groups"), "bar-f");
        html::select_field(w, language, {.name = "group", .label = std::string(tr(language, "group.add_to"))},
                           group_options(language, others));
        html::submit(w, tr(language, "common.add"), false);
        w.end().end();
    }
    html::end_card(w);
}

void write_group_choice(Writer& w, Language language, const std::vector<Group>& all, GroupId chosen) {
    if (all.empty()) return;
    std::vector<html::Option> options = group_options(language, all);
    options.insert(options.begin(), {.value = "", .text = std::string(tr(language, "common.all"))});
    html::select_field(w, language,
                       {.name = "group",
                        .label = std::string(tr(language, "group.one")),
                        .value = chosen ? to_text(chosen) : std::string()},
                       options);
}

}  // namespace caunoi::people
