// The rules of one language's text: saving, publishing, withdrawing, and its address.
#include "modules/portal/article_index.hpp"
#include "modules/portal/article_store.hpp"
#include "modules/portal/link_check.hpp"
#include "platform/base/text.hpp"
#include "platform/html/components.hpp"
#include "platform/search/search.hpp"
#include "platform/web/public_cache.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

constexpr std::size_t longest_slug = 120;

bool is_slug(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!letter(text[i]) && (text[i] != '-' || i == 0 || i + 1 == text.size() || text[i - 1] == '-')) return false;
    return !text.empty();
}

struct Loaded {
    Article article;
    std::vector<Variant> variants;

    Variant* in(Language language) {
        const auto found = std::ranges::find(variants, language, &Variant::language);
        return found == variants.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string title() const {
        for (const Language language : {Language::vi, article.source_language})
            for (const Variant& variant : variants)
                if (variant.language == language && !variant.title.empty()) return variant.title;
        return variants.empty() ? std::string() : variants.front().title;
    }
};

Result<Loaded> load(store::Tx& tx, ArticleId id) {
    auto article = article_store::find(tx, id);
    if (!article) return fail(Error::Kind::not_found, "errors.not_found");
    return Loaded{.article = *std::move(article), .variants = article_store::variants_of(tx, id)};
}

// Two of one series must not both find an address free; the loser would fail on the key instead of getting "-2".
std::string free_slug(store::Tx& tx, const Variant& variant, const Article& article) {
    const std::string wanted = slug_from(variant.title, article.date, article.id);
    const std::vector<std::string> others = article_store::slugs_like(tx, variant.language, wanted, article.id);
    std::string slug = wanted;
    for (int n = 2; std::ranges::find(others, slug) != others.end(); ++n) slug = fmt::format("{}-{}", wanted, n);
    return slug;
}

// A public text needs an address of its own: the typed one, or one made from the title.
Result<void> settle_slug(store::Tx& tx, Variant& variant, const Article& article) {
    tx.lock("portal.slug");
    if (variant.slug.empty()) variant.slug = free_slug(tx, variant, article);
    if (article_store::take_slug(tx, variant.language, variant.slug, article.id)) return {};
    Errors errors;
    errors.add("slug", "portal.error.slug_taken");
    return std::move(errors).result();
}

// Whether a translation of `a` no longer says what `b` says. Caption, description and credit of the photograph are
// filled in for each language apart, often after the text.
bool says_something_else(const VariantInput& a, const VariantInput& b) {
    return a.title != b.title || a.place != b.place || a.lead != b.lead || a.body != b.body;
}

void write_line(store::Tx& tx, const Context& context, std::string_view action, const Loaded& loaded,
                const records::Parts& parts) {
    records::write_history(tx, context, action, records::describe<Article>(), loaded.article.id.value, loaded.title(),
                           parts);
}

std::string text_of(const std::optional<Time>& time) {
    return time ? to_rfc3339(*time) : std::string();
}

}  // namespace

records::Parts compare_variants(const Variant* before, const Variant* after) {
    const auto as_input = [](const Variant* variant) { return static_cast<const VariantInput*>(variant); };
    records::Parts parts = records::compare(records::describe<VariantInput>(), as_input(before), as_input(after));
    const std::string prefix = std::string(code((before ? before : after)->language)) + ".";
    for (records::Change& change : parts) change.field = prefix + change.field;
    return parts;
}

std::string slug_from(std::string_view title, const PartialDate& date, ArticleId id) {
    std::string made = slug(title);
    if (made.size() > longest_slug) {
        made.resize(longest_slug);
        const std::size_t word = made.rfind('-');  // not in the middle of a word
        if (word != std::string::npos && word > longest_slug / 2) made.resize(word);
    }
    while (made.ends_with('-')) made.pop_back();
    const bool has_letter = std::ranges::any_of(made, [](char c) { return c >= 'a' && c <= 'z'; });
    if (has_letter && made.size() >= 3) return made;
    return date.known() ? fmt::format("{}-{}", to_text(date), id.value) : std::to_string(id.value);
}

void check(const VariantInput& input, bool publishing, bool has_photo, Errors& errors) {
    if (!input.slug.empty() && !is_slug(input.slug)) errors.add("slug", "portal.error.slug");
    if (!publishing) return;
    if (input.title.empty()) errors.add("title", "form.required");
    if (input.lead.empty()) errors.add("lead", "form.required");
    if (trim(html::markdown_as_text(input.body)).empty()) errors.add("body", "form.required");
    if (has_photo && input.alt.empty()) errors.add("alt", "portal.error.alt");
}

Result<void> save_variant(Context& context, ArticleId id, Language language, std::int64_t version,
                          const VariantInput& input, std::optional<std::int64_t> made_from) {
    TRY(context.require(can_write));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        Loaded loaded = TRY(load(tx, id));
        const Variant* found = loaded.in(language);
        const std::optional<Variant> before = found ? std::optional(*found) : std::nullopt;
        const bool is_public = before && before->state == State::published;
        if (is_public) TRY(context.require(can_publish));

        Errors errors;
        records::check_limits(records::describe<VariantInput>(), &input, errors);
        check(input, is_public, static_cast<bool>(loaded.article.photo), errors);
        if (!before && input.title.empty()) errors.add("title", "form.required");
        TRY(std::move(errors).result());
        if ((before ? before->version : 0) != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");

        Variant after = before.value_or(Variant{});
        static_cast<VariantInput&>(after) = input;
        after.article = id;
        after.language = language;
        if (before && says_something_else(*before, after)) ++after.content;
        const Variant* source = loaded.in(loaded.article.source_language);
        // Never newer than what the translator saw; the first text of a language is made from what there is.
        if (language != loaded.article.source_language && source && (made_from || !before))
            after.source_content = std::clamp<std::int64_t>(made_from.value_or(source->content), 0, source->content);
        if (is_public) TRY(settle_slug(tx, after, loaded.article));

        records::Parts parts = compare_variants(before ? &*before : nullptr, &after);
        if (before && after.source_content != before->source_content)
            parts.push_back({std::string(code(language)) + ".reconciled", "", "✓"});
        if (parts.empty()) return {};
        after.changed_at = context.now;
        if (!before)
            article_store::insert(tx, after);
        else if (!article_store::update(tx, after))
            return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        if (is_public) keep_links(tx, after);
        write_line(tx, context, "change", TRY(load(tx, id)), parts);
        index(tx, id);
        // Also of a draft: it may be the source of what is public and make it stale.
        web::bump_public_generation(tx);
        return {};
    });
}

Result<void> publish(Context& context, ArticleId id, Language language, std::int64_t version, std::optional<Time> at) {
    TRY(context.require(can_publish));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        Loaded loaded = TRY(load(tx, id));
        Variant* variant = loaded.in(language);
        if (!variant) return fail(Error::Kind::not_found, "errors.not_found");
        if (variant->version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        Errors errors;
        check(*variant, true, static_cast<bool>(loaded.article.photo), errors);
        TRY(std::move(errors).result());
        TRY(settle_slug(tx, *variant, loaded.article));
        const std::optional<Time> was = variant->state == State::published ? variant->published_at : std::nullopt;
        variant->state = State::published;
        variant->published_at = at.value_or(context.now);
        if (!article_store::update(tx, *variant)) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        keep_links(tx, *variant);
        write_line(tx, context, "publish", loaded,
                   {{std::string(code(language)) + ".published_at", text_of(was), text_of(variant->published_at)}});
        web::bump_public_generation(tx);
        return {};
    });
}

Result<void> withdraw(Context& context, ArticleId id, Language language, std::int64_t version) {
    TRY(context.require(can_publish));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        Loaded loaded = TRY(load(tx, id));
        Variant* variant = loaded.in(language);
        if (!variant || variant->state != State::published) return fail(Error::Kind::not_found, "errors.not_found");
        if (variant->version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        const std::string was = text_of(variant->published_at);
        variant->state = State::withdrawn;  // its address stays its own: nobody else's text may stand there
        if (!article_store::update(tx, *variant)) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        forget_links(tx, variant->id);
        write_line(tx, context, "unpublish", loaded, {{std::string(code(language)) + ".published_at", was, ""}});
        web::bump_public_generation(tx);
        return {};
    });
}

// --- search ----------------------------------------------------------------------------------------------------------

void index(store::Tx& tx, ArticleId id) {
    const auto article = article_store::find(tx, id);
    if (!article) return;
    const Loaded loaded{.article = *article, .variants = article_store::variants_of(tx, id)};
    const std::string title = loaded.title();
    std::string titles;
    std::string text;
    for (const Variant& variant : loaded.variants) {
        if (variant.title != title && !variant.title.empty()) titles += variant.title + "\n";
        text += fmt::format("{}\n{}\n{}\n{}\n{}\n", variant.lead, html::markdown_as_text(variant.body), variant.place,
                            variant.caption, variant.credit);
    }
    const std::string date = article->date.known() ? to_text(article->date.first) : std::string();
    search::put(tx,
                {.kind = "article", .record = id.value, .title = title, .titles = titles, .text = text, .date = date});
}

void reindex_all(Context& context) {
    ArticleId last;
    for (bool more = true; more;) {
        more = write(context, [&](store::Tx& tx) {
            const auto articles = article_store::after(tx, last, search::rebuild_batch);
            for (const Article& article : articles) index(tx, article.id);
            if (!articles.empty()) last = articles.back().id;
            return articles.size() == search::rebuild_batch;
        });
    }
}

}  // namespace caunoi::portal
