// One article for those who write it: every language side by side, files, what the links lead to.
#include "modules/portal/article_pages.hpp"
#include "modules/portal/public_frame.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

std::string_view label(Language language, std::string_view prefix, std::string_view code_of_value) {
    return tr(language, fmt::format("{}.{}", prefix, code_of_value));
}
std::string_view name_of(Language reader, Language language) {
    return label(reader, "common.language", code(language));
}

void write_tags(Writer& w, const Context& context, const ArticleDetails& details, const Variant& variant) {
    const Language language = context.language;
    w.tag("p");
    const Tone tone = variant.state == State::published ? Tone::ngoc
                      : variant.state == State::draft   ? Tone::nghe
                                                        : Tone::plain;
    html::tag_label(w, tone, label(language, "portal.state", state_codes[static_cast<std::size_t>(variant.state)]));
    if (variant.language == details.article.source_language) {
        w.text(" ");
        html::tag_label(w, Tone::cham, tr(language, "portal.is_source"));
    }
    if (details.stale(variant)) {
        w.text(" ");
        html::tag_label(w, Tone::son, tr(language, "portal.stale"));
    }
    if (variant.state == State::published) {
        const bool ahead = *variant.published_at > context.now;
        w.text(" ").tag("span", "small text-3").text(tr(language, ahead ? "portal.appears" : "portal.published_on"));
        w.text(" ").tag("time").attr("datetime", to_rfc3339(*variant.published_at));
        w.text(i18n::date_time(language, *variant.published_at)).end().end();
    }
    w.end();
}

void write_publishing(Writer& w, const Context& context, const ArticleDetails& details, const Variant& variant) {
    const Language language = context.language;
    const auto url = [&] { return office_url(details.article.id).part(code(variant.language)); };
    if (variant.public_at(context.now))
        html::button_link(w, article_url({.language = variant.language, .slug = variant.slug}), "external-link",
                          tr(language, "portal.open_page"));
    if (!context.may(can_publish)) return;
    if (variant.state == State::published) {
        html::post_form(w, context, url().part("withdraw"), "d-inline");
        forms::version_field(w, variant.version);
        w.text(" ");
        html::submit(w, tr(language, "portal.withdraw"), false);
        w.end();
        return;
    }
    const std::string name = fmt::format("at_{}", code(variant.language));
    html::post_form(w, context, url().part("publish"), "stack mt-3");
    forms::version_field(w, variant.version);
    html::input_field(w, language,
                      {.name = name,
                       .label = std::string(tr(language, "portal.publish_at")),
                       .hint = std::string(tr(language, "portal.publish_at_hint"))},
                      "datetime-local");
    w.tag("div");
    html::submit(w, tr(language, "portal.publish"));
    w.end().end();
}

void write_links(Writer& w, const Context& context, const std::vector<CheckedLink>& links, Language of) {
    const Language language = context.language;
    const auto mine = [&](const CheckedLink& link) { return link.language == of; };
    if (std::ranges::none_of(links, mine)) return;
    w.element("h3", "mt-3", tr(language, "portal.links"));
    w.tag("ul", "rows small");
    for (const CheckedLink& link : links) {
        if (!mine(link)) continue;
        const Tone tone = needs_care(link.outcome)        ? Tone::son
                          : link.outcome == Outcome::good ? Tone::ngoc
                                                          : Tone::plain;
        w.tag("li", "px-0").tag("div", "g text-break").text(link.url);
        if (link.checked_at)
            w.tag("div", "text-3").text(i18n::date_time(language, *link.checked_at)).text(" ").text(link.detail).end();
        w.end();
        html::tag_label(w, tone, label(language, "portal.link", outcome_codes[static_cast<std::size_t>(link.outcome)]));
        w.end();
    }
    w.end();
}

void write_variant(Writer& w, const Context& context, const OfficeArticleView& view, Language of) {
    const Language language = context.language;
    const ArticleDetails& details = view.details;
    const Variant* variant = details.in(of);
    const Url edit = office_url(details.article.id).part(code(of)).part("edit");
    w.tag("div", "col-md-6");
    html::begin_card(w, name_of(language, of));
    w.tag("div");
    if (!variant) {
        w.element("p", "text-2", tr(language, "portal.no_text_yet"));
        if (context.may(can_write)) html::button_link(w, edit, "language", tr(language, "portal.translate"));
    } else {
        write_tags(w, context, details, *variant);
        w.tag("div", "prose").lang(of);
        w.element("p", "fw-bold", variant->title);
        if (!variant->lead.empty()) w.element("p", "text-2", variant->lead);
        html::markdown(w, variant->body, 3);
        w.end();
        const bool may = context.may(can_write) && (variant->state != State::published || context.may(can_publish));
        w.tag("div", "mt-3");
        if (may) html::button_link(w, edit, "pencil", tr(language, "common.edit"));
        w.text(" ");
        write_publishing(w, context, details, *variant);
        w.end();
        write_links(w, context, view.links, of);
    }
    w.end();
    html::end_card(w);
    w.end();
}

void write_facts(Writer& w, const Context& context, const ArticleDetails& details) {
    const Language language = context.language;
    const Article& article = details.article;
    html::begin_card(w, tr(language, "portal.form.facts"));
    w.tag("div");
    html::begin_facts(w);
    html::fact(w, tr(language, "portal.article.category"),
               label(language, "portal.category", category_codes[static_cast<std::size_t>(article.category)]));
    html::fact(w, tr(language, "portal.article.source_language"), name_of(language, article.source_language));
    if (article.date.known()) html::fact(w, tr(language, "portal.article.date"), i18n::date(language, article.date));
    if (!details.activity_title.empty()) {
        html::fact_begin(w, tr(language, "portal.article.activity"));
        w.link(Url("/activities").part(article.activity), details.activity_title);
        html::fact_end(w);
    }
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

void file_button(Writer& w, const Context& context, const Url& action, std::string_view text) {
    html::post_form(w, context, action, "d-inline");
    w.text(" ");
    html::submit(w, text, false);
    w.end();
}

void write_photos(Writer& w, const Context& context, const ArticleDetails& details, bool may) {
    const Language language = context.language;
    const auto is_photo = [](const files::Attached& file) { return file.width > 0; };
    if (std::ranges::none_of(details.files, is_photo)) return;
    w.tag("ul", "photos");
    for (const files::Attached& file : details.files) {
        if (!is_photo(file)) continue;
        const Url url = office_url(details.article.id).part("files").part(file.file);
        w.tag("li").tag("figure").tag("a").url("href", Url("/files").part(file.file));
        w.tag("img").url("src", Url("/files").part(file.file)).attr("alt", file.name).attr("loading", "lazy").end();
        w.tag("figcaption").text(file.name).text(" ");
        if (file.file == details.article.photo) html::tag_label(w, Tone::cham, tr(language, "portal.is_lead_photo"));
        if (may) {
            if (file.file != details.article.photo)
                file_button(w, context, Url(url).part("lead"), tr(language, "portal.make_lead_photo"));
            file_button(w, context, Url(url).part("delete"), tr(language, "common.remove"));
        }
        w.end().end().end();
    }
    w.end();
}

void write_papers(Writer& w, const Context& context, const ArticleDetails& details, bool may) {
    const Language language = context.language;
    const auto is_paper = [](const files::Attached& file) { return file.width == 0; };
    if (std::ranges::none_of(details.files, is_paper)) return;
    w.tag("ul", "files");
    for (const files::Attached& file : details.files) {
        if (!is_paper(file)) continue;
        w.tag("li");
        html::icon(w, "paperclip");
        w.tag("div", "g").link(Url("/files").part(file.file), file.name).text(" ");
        w.element("span", "text-3", i18n::file_size(language, static_cast<std::uint64_t>(file.bytes))).end();
        if (may)
            file_button(w, context, office_url(details.article.id).part("files").part(file.file).part("delete"),
                        tr(language, "common.remove"));
        w.end();
    }
    w.end();
}

void write_files(Writer& w, const Context& context, const ArticleDetails& details) {
    const Language language = context.language;
    const bool may = context.may(can_write) && (!details.anything_published() || context.may(can_publish));
    html::begin_card(w, tr(language, "portal.files"));
    w.tag("div");
    if (details.files.empty()) w.element("p", "text-2", tr(language, "portal.files_empty"));
    write_photos(w, context, details, may);
    write_papers(w, context, details, may);
    if (may) {
        html::upload_form(w, context, office_url(details.article.id).part("files"));
        html::file_field(w, language, {.name = "files", .label = std::string(tr(language, "portal.files_add"))},
                         ".jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.odt,.txt", true);
        html::submit(w, tr(language, "portal.files_upload"), false);
        w.end();
    }
    w.end();
    html::end_card(w);
}

}  // namespace

std::string office_article_page(const Context& context, const OfficeArticleView& view) {
    const Language language = context.language;
    const ArticleDetails& details = view.details;
    const Article& article = details.article;
    const bool may = context.may(can_write) && (!details.anything_published() || context.may(can_publish));
    html::PageHead head{.title = details.title(language),
                        .other_title = details.title_under(language),
                        .other_language = language == Language::zh ? Language::vi : Language::zh,
                        .crumbs = {{.text = std::string(tr(language, "portal.articles")), .url = Url("/articles")}},
                        .help = "help.news_article"};
    head.actions.push_back({.text = std::string(tr(language, "history.title")),
                            .icon = "history",
                            .url = office_url(article.id).part("history")});
    if (may)
        head.actions.push_back({.text = std::string(tr(language, "portal.edit_facts")),
                                .icon = "pencil",
                                .url = office_url(article.id).part("edit")});
    Writer w;
    html::begin_page(w, context, head);
    if (article.sample) html::notice(w, Tone::nghe, tr(language, "portal.sample"));
    w.tag("div", "row g-3 mb-3");
    write_variant(w, context, view, article.source_language);
    for (const Language of : languages)
        if (of != article.source_language) write_variant(w, context, view, of);
    w.end();
    w.tag("div", "grid-2").tag("div", "stack");
    write_files(w, context, details);
    w.end().tag("div", "stack");
    write_facts(w, context, details);
    if (may) web::delete_form(w, context, office_url(article.id), article.version, "portal.delete_confirm");
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::portal
