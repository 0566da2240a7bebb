#include "modules/portal/article.hpp"

#include "modules/exchange/activity.hpp"
#include "modules/portal/article_index.hpp"
#include "modules/portal/article_store.hpp"
#include "platform/search/search.hpp"
#include "platform/web/public_cache.hpp"

#include <algorithm>

namespace caunoi::portal {

namespace {

const std::string none;

template <class Variants>
const std::string& title_of(const Variants& variants, Language language, Language source) {
    for (const Language each : {language, source})
        for (const Variant& variant : variants)
            if (variant.language == each && !variant.title.empty()) return variant.title;
    for (const Variant& variant : variants)
        if (!variant.title.empty()) return variant.title;
    return none;
}

// Who may touch it: what the public sees is the publishers' alone.
Result<void> may_change(const Context& context, const std::vector<Variant>& variants) {
    const bool anything_public =
        std::ranges::any_of(variants, [](const Variant& v) { return v.state == State::published; });
    if (anything_public) TRY(context.require(can_publish));
    return {};
}

Result<Article> find_to_change(store::Tx& tx, ArticleId id) {
    auto article = article_store::find(tx, id);
    if (!article) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(article);
}

// An activity is named only if it exists and this person may see it.
Result<void> check_activity(Context& context, const ArticleInput& input) {
    if (!input.activity) return {};
    const auto found = exchange::find_activity(context, input.activity);
    if (found) return {};
    Errors errors;
    errors.add("activity", "portal.error.no_such_activity");
    return std::move(errors).result();
}

}  // namespace

const Variant* ArticleDetails::in(Language language) const {
    const auto found = std::ranges::find(variants, language, &Variant::language);
    return found == variants.end() ? nullptr : &*found;
}
bool ArticleDetails::stale(const Variant& variant) const {
    return source() && variant.source_content && *variant.source_content < source()->content;
}
bool ArticleDetails::anything_published() const {
    return std::ranges::find(variants, State::published, &Variant::state) != variants.end();
}
const std::string& ArticleDetails::title(Language language) const {
    return title_of(variants, language, article.source_language);
}
const std::string& ArticleDetails::title_under(Language language) const {
    const Variant* other = in(language == Language::zh ? Language::vi : Language::zh);
    return other && other->title != title(language) ? other->title : none;
}
const std::string& ArticleLine::title(Language language) const {
    return title_of(variants, language, source_language);
}
bool ArticleLine::stale(const Variant& variant) const {
    const auto source = std::ranges::find(variants, source_language, &Variant::language);
    return source != variants.end() && variant.source_content && *variant.source_content < source->content;
}

Result<ArticleId> create_article(Context& context, const NewArticle& input) {
    TRY(context.require(can_write));
    Errors errors;
    records::check_limits(records::describe<NewArticle>(), &input, errors);
    TRY(std::move(errors).result());
    TRY(check_activity(context, input));
    return write(context, [&](store::Tx& tx) -> Result<ArticleId> {
        Article article{input};
        article.source_language = input.source_language;
        article.sample = input.sample;
        Variant source;
        source.title = input.title;
        source.place = input.place;
        source.language = input.source_language;
        source.changed_at = context.now;
        const std::string prefix(code(source.language));
        records::create(tx, context, article, input.title, {{prefix + ".title", "", input.title}});
        source.article = article.id;
        article_store::insert(tx, source);
        index(tx, article.id);
        return article.id;
    });
}

Result<void> change_article(Context& context, ArticleId id, std::int64_t version, const ArticleInput& input) {
    TRY(context.require(can_write));
    Errors errors;
    records::check_limits(records::describe<ArticleInput>(), &input, errors);
    TRY(std::move(errors).result());
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Article before = TRY(find_to_change(tx, id));
        const std::vector<Variant> variants = article_store::variants_of(tx, id);
        TRY(may_change(context, variants));
        if (before.version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        // One that was chosen earlier may stay, whoever saves.
        if (input.activity != before.activity) TRY(check_activity(context, input));
        Article after = before;
        static_cast<ArticleInput&>(after) = input;
        TRY(records::change(tx, context, before, after, title_of(variants, Language::vi, before.source_language)));
        index(tx, id);
        web::bump_public_generation(tx);
        return {};
    });
}

Result<void> delete_article(Context& context, ArticleId id, std::int64_t version) {
    TRY(context.require(can_write));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Article article = TRY(find_to_change(tx, id));
        const std::vector<Variant> variants = article_store::variants_of(tx, id);
        TRY(may_change(context, variants));
        if (article.version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        records::Parts parts = records::compare(records::describe<Article>(), &article, nullptr);
        for (const Variant& variant : variants)
            for (const records::Change& change : compare_variants(&variant, nullptr)) parts.push_back(change);
        records::write_history(tx, context, "delete", records::describe<Article>(), id.value,
                               title_of(variants, Language::vi, article.source_language), parts);
        search::remove(tx, "article", id.value);
        article_store::remove(tx, id);
        files::detach_all(tx, context, "article", id.value);
        web::bump_public_generation(tx);
        return {};
    });
}

Result<ArticleDetails> find_article(Context& context, ArticleId id) {
    TRY(context.require(can_view));
    ArticleDetails details = TRY(read(context, [&](store::Tx& tx) -> Result<ArticleDetails> {
        ArticleDetails found{.article = TRY(find_to_change(tx, id))};
        found.variants = article_store::variants_of(tx, id);
        found.files = files::list_of(tx, "article", id.value);
        return found;
    }));
    if (details.article.activity)
        if (const auto activity = exchange::find_activity(context, details.article.activity))
            details.activity_title = activity->activity.title(context.language);
    return details;
}

// --- files -----------------------------------------------------------------------------------------------------------

Result<void> may_attach(Context& context, ArticleId id) {
    TRY(context.require(can_write));
    return read(context, [&](store::Tx& tx) -> Result<void> {
        TRY(find_to_change(tx, id));
        return may_change(context, article_store::variants_of(tx, id));
    });
}

namespace {

// Changes what files the article has, with its history line.
template <class Body>
Result<void> with_files(Context& context, ArticleId id, std::string_view action, const Body& body) {
    TRY(may_attach(context, id));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Article before = TRY(find_to_change(tx, id));
        const std::vector<Variant> variants = article_store::variants_of(tx, id);
        TRY(may_change(context, variants));
        Article after = before;
        const records::Parts parts = TRY(body(tx, after));
        if (parts.empty()) return {};
        if (after.photo != before.photo)
            tx.execute("update article set photo = $1, version = version + 1 where id = $2", after.photo, id);
        records::write_history(tx, context, action, records::describe<Article>(), id.value,
                               title_of(variants, Language::vi, before.source_language), parts);
        web::bump_public_generation(tx);
        return {};
    });
}

}  // namespace

Result<void> attach_files(Context& context, ArticleId id, const std::vector<files::Content>& contents) {
    return with_files(context, id, "attach", [&](store::Tx& tx, Article& article) -> Result<records::Parts> {
        records::Parts parts;
        for (const files::Content& content : contents) {
            const files::FileId file = files::add(tx, context, content);
            const bool photo = content.width > 0;
            files::attach(tx, file, "article", id.value, photo ? files::Role::photo : files::Role::attachment);
            if (photo && !article.photo) article.photo = file;
            parts.push_back({"file", "", content.name});
        }
        return parts;
    });
}

Result<void> detach_file(Context& context, ArticleId id, files::FileId file) {
    return with_files(context, id, "detach", [&](store::Tx& tx, Article& article) -> Result<records::Parts> {
        const auto attached = files::list_of(tx, "article", id.value);
        const auto found = std::ranges::find(attached, file, &files::Attached::file);
        if (found == attached.end()) return fail(Error::Kind::not_found, "errors.not_found");
        files::detach(tx, context, file, "article", id.value);
        if (article.photo == file) article.photo = {};
        return records::Parts{{"file", found->name, ""}};
    });
}

Result<void> choose_photo(Context& context, ArticleId id, files::FileId file) {
    return with_files(context, id, "change", [&](store::Tx& tx, Article& article) -> Result<records::Parts> {
        const auto attached = files::list_of(tx, "article", id.value);
        const auto name = [&](files::FileId of) {
            const auto found = std::ranges::find(attached, of, &files::Attached::file);
            return found == attached.end() || found->width == 0 ? std::string() : found->name;
        };
        if (file && name(file).empty()) return fail(Error::Kind::not_found, "errors.not_found");
        if (article.photo == file) return records::Parts{};
        records::Parts parts{{"photo", name(article.photo), name(file)}};
        article.photo = file;
        return parts;
    });
}

// --- list and search -------------------------------------------------------------------------------------------------

Result<ArticlePage> list_articles(Context& context, const ArticleFilter& filter, ArticleId after, ArticleId before,
                                  int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<ArticlePage> {
        std::vector<std::int64_t> hits;
        if (!filter.text.empty()) hits = search::find_records(tx, "article", filter.text, 200);
        const bool backwards = static_cast<bool>(before);
        ArticlePage page;
        page.lines = article_store::list(tx, filter, filter.text.empty() ? nullptr : &hits, backwards ? before : after,
                                         backwards, limit + 1);
        const bool more = page.lines.size() > static_cast<std::size_t>(limit);
        if (more) backwards ? (void)page.lines.erase(page.lines.begin()) : page.lines.pop_back();
        page.more_after = backwards || more;
        page.more_before = backwards ? more : static_cast<bool>(after);
        return page;
    });
}

}  // namespace caunoi::portal
