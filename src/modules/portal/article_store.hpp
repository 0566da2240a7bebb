// The tables article, article_variant and article_slug.
#pragma once

#include "modules/portal/article.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::portal::article_store {

std::optional<Article> find(store::Tx& tx, ArticleId id);
std::vector<Article> after(store::Tx& tx, ArticleId last, int limit);  // in the order of their ids
void remove(store::Tx& tx, ArticleId id);                              // with its variants, addresses and links

std::vector<Variant> variants_of(store::Tx& tx, ArticleId id);
std::vector<Variant> variants_of_all(store::Tx& tx, std::span<const ArticleId> ids);  // without lead and body
void insert(store::Tx& tx, Variant& variant);  // gives it an id and version 1; a second one of a language throws
bool update(store::Tx& tx, Variant& variant);  // false: somebody else was quicker; else its version is one higher

// Reserves an address for an article; false when it is another one's.
bool take_slug(store::Tx& tx, Language language, std::string_view slug, ArticleId id);
// Addresses that begin so and belong to others, to find a free one beside them.
std::vector<std::string> slugs_like(store::Tx& tx, Language language, std::string_view slug, ArticleId except);

std::vector<ArticleLine> list(store::Tx& tx, const ArticleFilter& filter, const std::vector<std::int64_t>* ids,
                              ArticleId from, bool backwards, int limit);

}  // namespace caunoi::portal::article_store
