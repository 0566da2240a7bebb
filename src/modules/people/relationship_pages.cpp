#include "modules/people/relationship_pages.hpp"

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
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::string_view names_list = "relationship-names";

Url relationship_url(RelationshipId id) {
    return Url("/relationships").part(id);
}

std::string time_of(Language language, const Relationship& one) {
    if (!one.to.known())
        return one.from.known() ? tr(language, "relationship.since", {{"date", i18n::date(language, one.from)}})
                                : std::string();
    if (!one.from.known()) return tr(language, "relationship.until", {{"date", i18n::date(language, one.to)}});
    return i18n::date_range(language, one.from, one.to);
}

void write_relationship(Writer& w, const Context& context, PartyId party, const RelationshipLine& line) {
    const Language language = context.language;
    const Relationship& one = line.relationship;
    w.tag("li").tag("div", "g");
    w.element("span", "text-2", label(language, line.tie)).text(" ");
    w.link(party_url(line.other.id), "row-link", line.other.name.in(language)).text(" ");
    if (line.past)
        html::tag_label(w, Tone::plain, tr(language, "relationship.until", {{"date", i18n::date(language, one.to)}}));
    w.tag("div", "small text-2");
    for (const std::string& part : {one.role(language), time_of(language, one), one.source, one.note})
        if (!part.empty()) w.text(part).text(" · ");
    w.link(relationship_url(one.id).part("history"), tr(language, "history.title"));
    w.end().end();
    if (context.may(can_record))
        w.link(relationship_url(one.id).part("edit").query("end", party.value),
               tr(language, line.past ? "common.edit" : "relationship.edit_or_end"));
    w.end();
}

std::vector<html::Option> tie_options(Language language, Sort near) {
    std::vector<html::Option> options;
    for (const Tie tie : ties_of(near))
        options.push_back({.value = std::string(code_text(tie)), .text = std::string(label(language, tie))});
    return options;
}

// "2019/2024-05" → "2019 – tháng 5/2024"; other words stay.
std::string dates_in_words(Language language, const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) return text;
    const auto from = parse_partial_date(text.substr(0, slash));
    const auto to = parse_partial_date(text.substr(slash + 1));
    if (!from || !to) return text;
    Relationship dated;
    dated.from = *from;
    dated.to = *to;
    return time_of(language, dated);
}

std::string tie_in_words(Language language, std::string_view told) {
    std::string text(told);
    const std::size_t colon = text.find(": ");
    const auto tie = records::find_code(tie_codes, told.substr(0, colon));
    if (colon == std::string::npos || !tie) return text;
    text.replace(0, colon, label(language, static_cast<Tie>(*tie)));
    constexpr std::string_view dot = " · ";
    const std::size_t last = text.rfind(dot);
    if (last == std::string::npos) return text;
    return text.substr(0, last + dot.size()) + dates_in_words(language, text.substr(last + dot.size()));
}

}  // namespace

void put_ties_in_words(Language language, std::vector<records::Change>& changes) {
    for (records::Change& change : changes) {
        if (change.field != "relationship") continue;
        for (std::string* value : {&change.before, &change.after}) {
            std::string words;
            for (const std::string_view line : split(*value, '\n'))
                words += (words.empty() ? "" : "\n") + tie_in_words(language, line);
            *value = std::move(words);
        }
    }
}

void write_relationships_card(Writer& w, const Context& context, PartyId party, const RelationshipPage& page) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "relationship.title"), html::CardBody::bare);
    if (page.lines.empty()) html::empty_state(w, tr(language, "relationship.empty"));
    w.tag("ul", "rows");
    for (const RelationshipLine& line : page.lines) write_relationship(w, context, party, line);
    w.end();
    if (page.more || context.may(can_record)) {
        w.tag("div", "card-body stack");
        if (page.more)
            w.element("p", "small text-2",
                      i18n::tr_count(language, "relationship.more", static_cast<std::int64_t>(page.lines.size())));
        if (context.may(can_record)) {
            w.tag("div");
            html::button_link(w, party_url(party).part("relationships").part("new"), "plus",
                              tr(language, "relationship.new"));
            w.end();
        }
        w.end();
    }
    html::end_card(w);
}

std::string relationship_form_page(const Context& context, const RelationshipForm& view) {
    const Language language = context.language;
    const Url party = party_url(view.end.id);
    const Url to = view.id ? relationship_url(view.id) : Url(party).part("relationships");
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, view.id ? "relationship.edit" : "relationship.new")),
                      .crumbs = {{.text = std::string(tr(language, "people.people")), .url = Url("/people")},
                                 {.text = view.end.name.in(language), .url = party}},
                      .menu = "/people",
                      .help = "help.relationship"});
    forms::Form form = forms::begin_form(w, context, records::describe<RelationshipInput>(), view.state, to);
    w.tag("input").attr("type", "hidden").attr("name", "end").attr("value", view.end.id.value);
    html::datalist(w, names_list, view.names);
    html::begin_card(w, view.end.name.in(language));
    w.tag("div", "form-grid");
    form.choice("tie", tie_options(language, view.end.sort));
    form.suggested("other", names_list);
    form.field("role_vi", Language::vi);
    form.field("role_zh", Language::zh);
    form.field("from");
    form.field("to");
    form.field("source");
    form.lines("note", 2);
    w.end();
    html::end_card(w);
    forms::end_form(w, language, party);
    if (view.id)
        web::delete_form(w, context, relationship_url(view.id), view.state.version, "relationship.delete_confirm");
    return html::end_page(w, context);
}

}  // namespace caunoi::people
