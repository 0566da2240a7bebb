#include "modules/people/party_pages.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

std::string_view label_of(Language language, std::string_view prefix, std::string_view code) {
    return tr(language, fmt::format("{}.{}", prefix, code));
}

}  // namespace

std::string term_list_page(const Context& context, const std::vector<Term>& terms) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "people.terms")), .help = "help.terms"};
    if (context.may(can_record))
        head.actions.push_back({.text = std::string(tr(language, "people.new_term")),
                                .icon = "plus",
                                .url = Url("/terms/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.tag("section", "card");
    if (terms.empty()) html::empty_state(w, tr(language, "people.terms_empty"));
    w.tag("ul", "rows");
    for (const Term& term : terms) {
        w.tag("li").tag("div", "g");
        w.link(Url("/terms").part(term.id), "row-link", term_label(language, term));
        w.tag("div", "small text-2");
        w.text(tr(language, "people.congress_number", {{"ordinal", i18n::ordinal(language, term.ordinal)}}));
        if (term.begun.known()) w.text(" · ").text(i18n::date_range(language, term.begun, term.ended));
        w.end().end().end();
    }
    w.end().end();
    return html::end_page(w, context);
}

std::string term_page(const Context& context, const TermView& view) {
    const Language language = context.language;
    const Term& term = view.term;
    html::PageHead head{.title = term_label(language, term),
                        .crumbs = {{.text = std::string(tr(language, "people.terms")), .url = Url("/terms")}},
                        .help = "help.terms"};
    web::record_actions(head, context, Url("/terms").part(term.id), context.may(can_record));
    Writer w;
    html::begin_page(w, context, head);
    w.tag("div", "grid-2").tag("div", "stack");
    html::begin_card(w, tr(language, "people.posts"), html::CardBody::bare);
    if (view.posts.empty()) html::empty_state(w, tr(language, "people.term_posts_empty"));
    w.tag("ul", "rows");
    for (const Post& post : view.posts) {
        const auto name = std::ranges::find(view.names, post.party, &PartyName::id);
        w.tag("li").tag("div", "g");
        if (name != view.names.end()) w.link(party_url(post.party), "row-link", name->name.in(language));
        w.tag("div", "small text-2");
        w.text(label_of(language, "people.office", office_codes[static_cast<std::size_t>(post.office)])).text(" · ");
        w.text(label_of(language, "people.organ", organ_codes[static_cast<std::size_t>(post.organ)])).text(" · ");
        w.text(i18n::date_range(language, post.from, post.to)).text(" · ");
        w.link(Url("/posts").part(post.id).part("history"), tr(language, "history.title"));
        w.end().end().end();
    }
    w.end();
    html::end_card(w);
    w.end().tag("div", "stack");
    html::begin_card(w, tr(language, "people.summary"));
    w.tag("div");
    html::begin_facts(w);
    html::fact(w, tr(language, "people.term.ordinal"), std::to_string(term.ordinal));
    if (term.begun.known()) html::fact(w, tr(language, "people.term.begun"), i18n::date(language, term.begun));
    if (term.ended.known()) html::fact(w, tr(language, "people.term.ended"), i18n::date(language, term.ended));
    if (term.members) html::fact(w, tr(language, "people.term.members"), i18n::number(language, *term.members));
    if (!term.source.empty()) html::fact(w, tr(language, "people.term.source"), term.source);
    html::end_facts(w);
    w.end();
    html::end_card(w);
    w.end().end();
    return html::end_page(w, context);
}

Url list_url(const PostFilter& filter) {
    Url url("/posts");
    url.query_if("on", filter.on.ok() ? to_text(filter.on) : std::string());
    url.query_if("organ", filter.organ ? organ_codes[static_cast<std::size_t>(*filter.organ)] : std::string_view());
    url.query_if("report", filter.report);
    return url;
}

std::string post_list_page(const Context& context, const PostListView& view) {
    const Language language = context.language;
    const Url csv = list_url(view.filter);
    html::PageHead head{
        .title = tr(language, "people.posts_on", {{"date", i18n::date(language, view.filter.on)}}),
        .crumbs = {{.text = std::string(tr(language, "people.terms")), .url = Url("/terms")}},
        .actions = {{.text = std::string(tr(language, "common.export_csv")),
                     .icon = "download",
                     .url = Url::own("/posts.csv" + csv.text().substr(std::string_view("/posts").size()))}},
        .menu = "/terms",
        .help = "help.terms"};
    if (auto back = html::way_back(language, view.filter.report); !back.empty()) head.crumbs = std::move(back);
    Writer w;
    html::begin_page(w, context, head);
    w.tag("section", "card");
    if (view.lines.empty()) {
        html::empty_state(w, tr(language, "people.posts_on_empty"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{column("people.party.name"), column("people.post.office"), column("people.post.organ"),
                                 column("people.post.from"), column("people.post.to")};
        html::begin_table(w, head.title, columns);
        for (const PostLine& line : view.lines) {
            const Url url = party_url(line.post.party);
            html::begin_row(w, url);
            html::cell_link(w, url, line.name.in(language), line.name.under(language),
                            line.name.language_under(language));
            html::cell(w,
                       label_of(language, "people.office", office_codes[static_cast<std::size_t>(line.post.office)]));
            html::cell(w, label_of(language, "people.organ", organ_codes[static_cast<std::size_t>(line.post.organ)]));
            html::cell(w, i18n::date(language, line.post.from));
            html::cell(w, i18n::date(language, line.post.to));
            html::end_row(w);
        }
        html::end_table(w);
    }
    w.end();
    return html::end_page(w, context);
}

std::string term_form_page(const Context& context, TermId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? Url("/terms").part(id) : Url("/terms");
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, id ? "people.edit_term" : "people.new_term")),
                      .crumbs = {{.text = std::string(tr(language, "people.terms")), .url = Url("/terms")}},
                      .help = "help.terms"});
    forms::Form form = forms::begin_form(w, context, records::describe<TermInput>(), state, to);
    w.tag("div", "card").tag("div", "form-grid");
    for (const std::string_view field : {"ordinal", "label_from", "label_to", "begun", "ended", "members", "source"})
        form.field(field);
    w.end().end();
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

}  // namespace caunoi::people
