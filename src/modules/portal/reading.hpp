// What readers see. Everything here is for everybody: no permission is asked, and nothing that is not public is given.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/portal/article.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::portal {

struct Picture {
    files::FileId file = {};  // none: the scene is drawn instead
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::string alt = {};
};

struct PublicLine {
    ArticleId article = {};
    VariantId variant = {};
    Category category = Category::exchange;
    exchange::ActivityId activity = {};
    std::string slug = {};
    std::string title = {};
    std::string lead = {};
    Time published_at = {};
    Time changed_at = {};
    Picture picture = {};
};
struct PublicPosition {
    Time at = {};
    VariantId variant = {};
};
// Newest first.
std::vector<PublicLine> published(store::Tx& tx, Language language, Time moment, std::optional<Category> category,
                                  const std::optional<PublicPosition>& after, int limit);
std::vector<Category> categories_in_use(store::Tx& tx, Language language, Time moment);
// Newest first, with the newest line that names each.
struct NamedActivity {
    exchange::Activity activity = {};
    std::string slug = {};
    std::string title = {};  // in the readers' language: the activity's own, else that of the line
    std::string place = {};  // as published, or the name of the gate in the readers' language
    Language place_language = Language::vi;
};
std::vector<NamedActivity> named_activities(store::Tx& tx, Language language, Time moment, int limit);

struct Address {  // of an article in one language
    Language language = Language::vi;
    std::string slug = {};
};
struct PublicArticle {
    Article article = {};
    Variant variant = {};
    Picture picture = {};
    bool stale = false;                   // the source says something newer
    std::vector<Address> addresses = {};  // in every language in which it can be read, this one too
    std::vector<files::Attached> files = {};
    std::vector<PublicLine> related = {};  // of the same category

    [[nodiscard]] const std::string* slug_in(Language language) const;
};
std::optional<PublicArticle> find_public(store::Tx& tx, Language language, std::string_view slug, Time moment);
// Where the article that was ever published under this address can be read now.
std::optional<std::string> current_slug(store::Tx& tx, Language language, std::string_view slug, Time moment);

bool is_public(store::Tx& tx, ArticleId article, Time moment);  // in some language
std::vector<Language> languages_with_articles(store::Tx& tx, Time moment);
std::optional<Time> next_appearance(store::Tx& tx, Time moment);  // of a text that is scheduled

struct MappedArticle {
    ArticleId article = {};
    Address address = {};
    Time changed_at = {};
};
std::vector<MappedArticle> site_map(store::Tx& tx, Time moment, int limit);  // newest articles first

}  // namespace caunoi::portal
