// Forms of the office: the facts of an article, and its text in one language beside the source.
#include "modules/portal/article_pages.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::portal {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

void hidden(Writer& w, html::Literal name, std::int64_t value) {
    w.tag("input").attr("type", "hidden").attr("name", name.text).attr("value", value);
}

html::PageHead head_of(const Context& context, std::string title, std::string_view help) {
    return {.title = std::move(title),
            .crumbs = {{.text = std::string(tr(context.language, "portal.articles")), .url = Url("/articles")}},
            .help = help};
}

std::string language_name(const Context& context, Language language) {
    return std::string(tr(context.language, fmt::format("common.language.{}", code(language))));
}

// The text as readers will see it, or the source beside its translation.
void write_text(Writer& w, const VariantInput& text, Language language) {
    w.tag("div", "prose").lang(language);
    w.element("p", "fw-bold", text.title);
    if (!text.lead.empty()) w.element("p", "text-2", text.lead);
    html::markdown(w, text.body, 3);
    for (const std::string* line : {&text.caption, &text.credit})
        if (!line->empty()) w.element("p", "small text-3", *line);
    w.end();
}

void write_preview(Writer& w, const Context& context, const VariantForm& view) {
    VariantInput typed;
    typed.title = view.values.of("title");
    typed.lead = view.values.of("lead");
    typed.body = view.values.of("body");
    typed.caption = view.values.of("caption");
    typed.credit = view.values.of("credit");
    html::begin_card(w, tr(context.language, "common.preview"));
    html::notice(w, Tone::nghe, tr(context.language, "portal.preview_not_saved"));
    write_text(w, typed, view.language);
    html::end_card(w);
}

void write_fields(Writer& w, const Context& context, const VariantForm& view, forms::Form& form) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "portal.form.text"));
    w.tag("div");
    form.field("title", view.language);
    form.field("place", view.language);
    form.lines("lead", 3, view.language);
    form.lines("body", 18, view.language);
    w.element("p", "small text-3", tr(language, "portal.form.markdown"));
    form.field("slug");
    w.element("p", "small text-3", tr(language, "portal.form.slug"));
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "portal.form.photo"));
    w.tag("div");
    form.field("alt", view.language);
    w.element("p", "small text-3", tr(language, "portal.form.alt"));
    form.field("caption", view.language);
    form.field("credit", view.language);
    w.end();
    html::end_card(w);
}

}  // namespace

std::string article_form_page(const Context& context, const ArticleForm& view) {
    const Language language = context.language;
    const std::string title(tr(language, view.id ? "portal.edit_facts" : "portal.new"));
    Writer w;
    html::begin_page(w, context, head_of(context, title, "help.news_form"));
    const Url to = view.id ? office_url(view.id) : Url("/articles");
    forms::Form form = forms::begin_form(
        w, context, view.id ? records::describe<ArticleInput>() : records::describe<NewArticle>(), view.state, to);
    html::begin_card(w, tr(language, "portal.form.facts"));
    w.tag("div", "form-grid");
    if (!view.id) {
        form.field("source_language");
        form.field("title");
        form.field("place");
    }
    form.field("category");
    form.field("date");
    form.choice("activity", view.activities);
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to, view.id ? "common.save" : "portal.begin");
    return html::end_page(w, context);
}

std::string variant_form_page(const Context& context, const VariantForm& view) {
    const Language language = context.language;
    const Article& article = view.details.article;
    const Variant* source = view.details.source();
    const bool translating = view.language != article.source_language && source;
    const Variant* kept = view.details.in(view.language);
    html::PageHead head =
        head_of(context, tr(language, "portal.edit_text", {{"language", language_name(context, view.language)}}),
                "help.news_text");
    head.crumbs.push_back({.text = view.details.title(language), .url = office_url(article.id)});
    Writer w;
    html::begin_page(w, context, head);
    forms::Form form(w, context, records::describe<VariantInput>(), view.values);
    form.problems(view.publishing ? "portal.error.not_published" : "form.please_correct");
    forms::conflict(w, language, view.theirs_and_yours);
    if (kept && kept->state == State::published) html::notice(w, Tone::nghe, tr(language, "portal.edits_are_public"));
    if (view.preview) write_preview(w, context, view);

    w.tag("div", "grid-2");
    const bool unsaved = view.preview || !view.values.errors.empty() || !view.theirs_and_yours.empty();
    html::edit_form(w, context, office_url(article.id).part(code(view.language)), unsaved);
    w.tag("div", "stack");
    forms::version_field(w, view.version);
    if (translating) hidden(w, "made_from", view.made_from);
    write_fields(w, context, view, form);
    if (translating && view.version > 0)
        html::checkbox(w, language,
                       {.name = "reconciled",
                        .label = std::string(tr(language, "portal.reconciled")),
                        .hint = std::string(tr(language, "portal.reconciled_hint"))},
                       view.reconciled);
    w.tag("div", "form-actions");
    html::submit(w, tr(language, "common.save"), "do", "save", true);
    w.text(" ");
    html::submit(w, tr(language, "common.preview"), "do", "preview", false);
    w.text(" ");
    html::button_link(w, office_url(article.id), "x", tr(language, "common.cancel"));
    w.end().end().end();

    w.tag("div", "stack");
    if (translating) {
        html::begin_card(w,
                         tr(language, "portal.source_text", {{"language", language_name(context, source->language)}}));
        write_text(w, *source, source->language);
        html::end_card(w);
    }
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::portal
