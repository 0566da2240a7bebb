// Pages for readers.
#pragma once

#include "modules/portal/public_frame.hpp"

#include <string>
#include <vector>

namespace caunoi::portal {

struct FrontView {
    PublicFrame frame;
    std::optional<PublicArticle> first = {};  // the newest
    std::vector<PublicLine> news = {};        // those after it
    std::vector<NamedActivity> activities = {};
    std::vector<Language> elsewhere = {};  // languages with articles, when this one has none
};
std::string front_page(const Context& context, const FrontView& view);

struct NewsView {
    PublicFrame frame;
    std::optional<Category> category = {};
    std::vector<PublicLine> lines = {};
    bool first_page = true;
    bool more = false;
};
std::string news_page(const Context& context, const NewsView& view);

struct ArticleView {
    PublicFrame frame;
    PublicArticle article;
};
std::string article_page(const Context& context, const ArticleView& view);

std::string not_found_page(const Context& context, const PublicFrame& frame);

}  // namespace caunoi::portal
