#include "modules/people/custom_pages.hpp"
#include "modules/people/group_pages.hpp"
#include "modules/people/party_pages.hpp"
#include "platform/base/bytes.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::people {

namespace {

using forms::code_text;
using forms::label;
using forms::options_of;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

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

void write_order(Writer& w, Language language, const PartyFilter& filter) {
    html::select_field(w, language,
                       {.name = "order",
                        .label = std::string(tr(language, "people.filter.order")),
                        .value = std::string(code_text(order_of(filter, language)))},
                       options_of<Order>(language));
}

}  // namespace

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

}  // namespace caunoi::people
