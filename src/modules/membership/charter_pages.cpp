#include "modules/membership/membership_pages.hpp"
#include "platform/base/text.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::membership {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

html::PageHead head_of(Language language, std::string title) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(language, "membership.charters")), .url = Url("/charters")}},
            .menu = "/applications",
            .help = "help.charter"};
}

// What the form and the page show together, in the order of a charter's chapters.
struct Group {
    std::string_view title;
    std::vector<std::string_view> fields;
};
const std::vector<Group>& groups() {
    static const std::vector<Group> all{
        {"membership.charter.group.congress", {"term_years", "congress_quorum", "congress_majority"}},
        {"membership.charter.group.committee",
         {"committee_most", "committee_meetings", "committee_quorum", "committee_majority", "absences"}},
        {"membership.charter.group.standing",
         {"standing_most", "standing_meetings", "standing_quorum", "standing_majority"}},
        {"membership.charter.group.inspection", {"inspection_most", "inspection_quorum", "inspection_majority"}},
        {"membership.charter.group.members",
         {"organisational", "associate", "honorary", "admitted_by", "representative_days"}},
        {"membership.charter.group.fees",
         {"fee_official", "fee_organisational", "fee_associate", "fee_days", "arrears_years"}}};
    return all;
}

void write_group(Writer& w, Language language, const Charter& charter, const Group& group) {
    const records::Description& description = records::describe<Charter>();
    html::begin_card(w, tr(language, group.title));
    w.tag("div");
    html::begin_facts(w);
    for (const std::string_view name : group.fields) {
        const records::Field& field = *records::find_field(description, name);
        const std::string value = forms::readable(language, field, field.type->text(field.get(&charter)));
        if (!value.empty()) html::fact(w, tr(language, records::label_of(description, field)), value);
    }
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

void write_articles(Writer& w, Language language, std::string_view title, const std::string& text, Language written) {
    if (text.empty()) return;
    html::begin_card(w, tr(language, title));
    w.tag("div", "prose").lang(written);
    for (const Article& article : articles_of(text)) {
        if (article.number > 0) w.element("h3", article.heading);
        for (const std::string_view line : split(article.body, '\n'))
            if (!trim(line).empty()) w.element("p", line);
    }
    w.end();
    html::end_card(w);
}

}  // namespace

Url charter_url(CharterId id) {
    return Url("/charters").part(id);
}

std::string charter_list_page(const Context& context, const std::vector<Charter>& charters) {
    const Language language = context.language;
    html::PageHead head = head_of(language, std::string(tr(language, "membership.charters")));
    head.crumbs.clear();
    if (context.may(can_change_charter))
        head.actions.push_back({.text = std::string(tr(language, "membership.charter_new")),
                                .icon = "plus",
                                .url = Url("/charters/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    write_parts(w, language, Part::charters);
    w.tag("section", "card");
    if (charters.empty()) html::empty_state(w, tr(language, "membership.charters_empty"));
    w.tag("ul", "rows");
    bool current = true;  // the first with a day that has come
    for (const Charter& charter : charters) {
        w.tag("li").tag("div", "g");
        w.link(charter_url(charter.id), "row-link", charter.title_in(language));
        w.tag("div", "small text-2");
        if (charter.in_force)
            w.text(tr(language, "membership.charter_since", {{"date", i18n::date(language, *charter.in_force)}}));
        if (!charter.approval.empty()) w.text(" · ").text(charter.approval);
        w.end().end();
        if (!charter.in_force)
            html::tag_label(w, Tone::nghe, tr(language, "membership.charter_draft"));
        else if (*charter.in_force <= context.today() && std::exchange(current, false))
            html::tag_label(w, Tone::ngoc, tr(language, "membership.charter_holds"));
        w.end();
    }
    w.end().end();
    return html::end_page(w, context);
}

std::string charter_page(const Context& context, const Charter& charter, bool holds) {
    const Language language = context.language;
    html::PageHead head = head_of(language, charter.title_in(language));
    if (context.may(can_change_charter))
        head.actions.push_back({.text = std::string(tr(language, "membership.charter_next")),
                                .icon = "plus",
                                .url = Url("/charters/new").query("from", charter.id.value)});
    web::record_actions(head, context, charter_url(charter.id), context.may(can_change_charter));
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "grid-2").tag("div", "stack");
    html::begin_card(w, tr(language, "common.summary"));
    w.tag("div");
    html::begin_facts(w);
    html::fact_begin(w, tr(language, "membership.charter.in_force"));
    if (charter.in_force) w.text(i18n::date(language, *charter.in_force)).text(" ");
    if (holds) html::tag_label(w, Tone::ngoc, tr(language, "membership.charter_holds"));
    if (!charter.in_force) html::tag_label(w, Tone::nghe, tr(language, "membership.charter_draft"));
    html::fact_end(w);
    const auto fact = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) html::fact(w, tr(language, key), text);
    };
    fact("membership.charter.approval", charter.approval);
    fact("membership.charter.adopted", i18n::date(language, charter.adopted));
    fact("membership.charter.source", charter.source);
    html::end_facts(w);
    w.end();
    html::end_card(w);
    write_articles(w, language, "membership.charter.text", charter.text, Language::vi);
    write_articles(w, language, "membership.charter.text_zh", charter.text_zh, Language::zh);
    w.end().tag("div", "stack");
    for (const Group& group : groups()) write_group(w, language, charter, group);
    if (context.may(can_change_charter))
        web::delete_form(w, context, charter_url(charter.id), charter.version, "membership.charter_delete_confirm");
    w.end().end();
    return html::end_page(w, context);
}

std::string charter_form_page(const Context& context, CharterId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? charter_url(id) : Url("/charters");
    Writer w;
    html::begin_page(
        w, context,
        head_of(language, std::string(tr(language, id ? "membership.charter_edit" : "membership.charter_new"))));
    forms::Form form = forms::begin_form(w, context, records::describe<CharterInput>(), state, to);
    const auto begin = [&](std::string_view title) {
        html::begin_card(w, tr(language, title));
        w.tag("div", "form-grid");
    };
    const auto end = [&] {
        w.end();
        html::end_card(w);
    };
    begin("membership.charter.group.edition");
    form.field("title", Language::vi);
    form.field("title_zh", Language::zh);
    for (const std::string_view name : {"adopted", "in_force", "approval", "source"}) form.field(name);
    end();
    for (const Group& group : groups()) {
        begin(group.title);
        for (const std::string_view name : group.fields) form.field(name);
        end();
    }
    begin("membership.charter.group.text");
    form.lines("text", 14, Language::vi);
    form.lines("text_zh", 8, Language::zh);
    end();
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::membership
