// An article and its variants, one a language. One of them is the source; the others are made from it and turn stale
// when the source moves on.
#pragma once

#include "modules/exchange/exchange.hpp"
#include "modules/portal/portal.hpp"
#include "platform/base/time.hpp"
#include "platform/files/files.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::portal {

enum class Category { exchange, association, education, culture, trade, border, notice };
constexpr std::array<std::string_view, 7> category_codes{"exchange", "association", "education", "culture",
                                                         "trade",    "border",      "notice"};
constexpr std::span<const std::string_view> codes(Category) {
    return category_codes;
}
constexpr std::string_view code_labels(Category) {
    return "portal.category";
}

enum class State { draft, published, withdrawn };
constexpr std::array<std::string_view, 3> state_codes{"draft", "published", "withdrawn"};
constexpr std::span<const std::string_view> codes(State) {
    return state_codes;
}
constexpr std::string_view code_labels(State) {
    return "portal.state";
}

struct ArticleInput {
    Category category = Category::exchange;
    PartialDate date = {};  // of the dateline
    exchange::ActivityId activity = {};
};
struct Article : ArticleInput {
    ArticleId id = {};
    std::int64_t version = 0;
    Language source_language = Language::vi;  // fixed: what the translations were made from
    files::FileId photo = {};                 // one of its files
    bool sample = false;
};

using VariantId = Id<struct VariantTag>;

struct VariantInput {
    std::string title = {};
    std::string slug = {};
    std::string place = {};  // of the dateline, in this language
    std::string lead = {};
    std::string body = {};  // Markdown
    std::string caption = {};
    std::string alt = {};  // what the photograph shows, for those who cannot see it; apart from the caption
    std::string credit = {};
};
struct Variant : VariantInput {
    VariantId id = {};
    std::int64_t version = 0;
    ArticleId article = {};
    Language language = Language::vi;
    State state = State::draft;
    std::optional<Time> published_at = {};
    Time changed_at = {};
    std::int64_t content = 1;                         // counts changes of what readers read
    std::optional<std::int64_t> source_content = {};  // the source's number that this was made from

    [[nodiscard]] bool public_at(Time moment) const {
        return state == State::published && published_at && *published_at <= moment;
    }
};

// To begin an article: it and the first words of its source.
struct NewArticle : ArticleInput {
    Language source_language = Language::vi;
    std::string title = {};
    std::string place = {};
    bool sample = false;
};

struct ArticleDetails {
    Article article = {};
    std::vector<Variant> variants = {};  // in the order of the languages
    std::vector<files::Attached> files = {};
    std::string activity_title = {};

    [[nodiscard]] const Variant* in(Language language) const;
    [[nodiscard]] const Variant* source() const { return in(article.source_language); }
    [[nodiscard]] bool stale(const Variant& variant) const;  // the source moved on since
    [[nodiscard]] bool anything_published() const;           // also what is to appear later
    [[nodiscard]] const std::string& title(Language language) const;
    [[nodiscard]] const std::string& title_under(Language language) const;
};

// All fail with `forbidden`, `not_found`, or `invalid` naming every wrong field; with a version also with `conflict`.
Result<ArticleId> create_article(Context& context, const NewArticle& input);
Result<void> change_article(Context& context, ArticleId id, std::int64_t version, const ArticleInput& input);
Result<void> delete_article(Context& context, ArticleId id, std::int64_t version);
Result<ArticleDetails> find_article(Context& context, ArticleId id);

// Saves the text of one language, making it when it is not there yet (version 0). `made_from`: the content number of
// the source that the translator saw and brought this up to date with; none: as before. What is public needs
// can_publish.
Result<void> save_variant(Context& context, ArticleId id, Language language, std::int64_t version,
                          const VariantInput& input, std::optional<std::int64_t> made_from = {});
// `at`: when readers shall see it; none: now.
Result<void> publish(Context& context, ArticleId id, Language language, std::int64_t version,
                     std::optional<Time> at = {});
Result<void> withdraw(Context& context, ArticleId id, Language language, std::int64_t version);

// The form's rules beyond the limits of single fields; `publishing`: what readers need must be there.
void check(const VariantInput& input, bool publishing, bool has_photo, Errors& errors);
// The address made from a title; a title without letters of the alphabet gives date and number instead.
std::string slug_from(std::string_view title, const PartialDate& date, ArticleId id);

// Files: the first photograph becomes the one above the text.
Result<void> attach_files(Context& context, ArticleId id, const std::vector<files::Content>& contents);
Result<void> detach_file(Context& context, ArticleId id, files::FileId file);
Result<void> choose_photo(Context& context, ArticleId id, files::FileId file);  // none: no photograph
// The check of attach_files alone, before an upload is kept.
Result<void> may_attach(Context& context, ArticleId id);

struct ArticleFilter {
    std::string text = {};
    std::optional<Category> category = {};
    std::optional<State> state = {};  // some variant is in it
    bool stale = false;               // some variant is behind its source
};
struct ArticleLine {
    ArticleId id = {};
    Category category = Category::exchange;
    Language source_language = Language::vi;
    PartialDate date = {};
    bool sample = false;
    std::vector<Variant> variants = {};  // without their texts
    [[nodiscard]] const std::string& title(Language language) const;
    [[nodiscard]] bool stale(const Variant& variant) const;
};
struct ArticlePage {
    std::vector<ArticleLine> lines = {};
    bool more_before = false;
    bool more_after = false;
};
// Newest first, by the moment they were begun.
Result<ArticlePage> list_articles(Context& context, const ArticleFilter& filter, ArticleId after, ArticleId before,
                                  int limit);

void reindex_all(Context& context);

template <class Record>
constexpr auto article_fields() {
    using records::field;
    return std::array{field<Record, &ArticleInput::category>("category", {.required = true}),
                      field<Record, &ArticleInput::date>("date"), field<Record, &ArticleInput::activity>("activity")};
}
template <class Record>
constexpr auto variant_fields() {
    using records::field;
    return std::array{
        field<Record, &VariantInput::title>("title", {.max = 300}),
        field<Record, &VariantInput::slug>("slug", {.max = 120}),
        field<Record, &VariantInput::place>("place"),
        field<Record, &VariantInput::lead>("lead", {.max = 1000, .lines = true}),
        field<Record, &VariantInput::body>("body", {.max = 100'000, .lines = true}),
        field<Record, &VariantInput::caption>("caption", {.max = 500}),
        field<Record, &VariantInput::alt>("alt", {.max = 300}),
        field<Record, &VariantInput::credit>("credit"),
    };
}

}  // namespace caunoi::portal

// All three have the same labels, because their changes stand in one history: that of the article.
template <>
struct caunoi::records::Of<caunoi::portal::NewArticle> {
    using Record = portal::NewArticle;
    static constexpr auto fields =
        join(std::array{field<Record, &Record::source_language>("source_language", {.required = true}),
                        field<Record, &Record::title>("title", {.required = true, .max = 300}),
                        field<Record, &Record::place>("place")},
             portal::article_fields<Record>());
    static constexpr Description description{"article", "portal.article", fields};
};
template <>
struct caunoi::records::Of<caunoi::portal::ArticleInput> {
    static constexpr auto fields = portal::article_fields<portal::ArticleInput>();
    static constexpr Description description{"article", "portal.article", fields};
};
template <>
struct caunoi::records::Of<caunoi::portal::Article> {
    using Record = portal::Article;
    static constexpr auto fields =
        join(join(kept_fields<Record>(),
                  std::array{field<Record, &Record::source_language>("source_language", {.use = Use::system}),
                             field<Record, &Record::photo>("photo", {.use = Use::system}),
                             field<Record, &Record::sample>("sample", {.use = Use::system})}),
             portal::article_fields<Record>());
    static constexpr Description description{"article", "portal.article", fields};
};
template <>
struct caunoi::records::Of<caunoi::portal::VariantInput> {
    static constexpr auto fields = portal::variant_fields<portal::VariantInput>();
    static constexpr Description description{"article_variant", "portal.article", fields};
};
template <>
struct caunoi::records::Of<caunoi::portal::Variant> {
    using Record = portal::Variant;
    static constexpr auto fields =
        join(join(kept_fields<Record>(),
                  std::array{field<Record, &Record::article>("article", {.use = Use::system}),
                             field<Record, &Record::language>("language", {.use = Use::system}),
                             field<Record, &Record::state>("state", {.use = Use::system}),
                             field<Record, &Record::published_at>("published_at", {.use = Use::system}),
                             field<Record, &Record::changed_at>("changed_at", {.use = Use::system}),
                             field<Record, &Record::content>("content", {.use = Use::system}),
                             field<Record, &Record::source_content>("source_content", {.use = Use::system})}),
             portal::variant_fields<Record>());
    static constexpr Description description{"article_variant", "portal.article", fields};
};
