// Pages of the office: list, article with its languages side by side, forms.
#pragma once

#include "modules/portal/article.hpp"
#include "modules/portal/link_check.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/components.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <vector>

namespace caunoi::portal {

struct ArticleListView {
    ArticleFilter filter = {};
    ArticlePage page = {};
};
std::string article_list_page(const Context& context, const ArticleListView& view);
std::string link_list_page(const Context& context, const std::vector<CheckedLink>& links);

struct OfficeArticleView {
    ArticleDetails details = {};
    std::vector<CheckedLink> links = {};
};
std::string office_article_page(const Context& context, const OfficeArticleView& view);

// A new article, or the facts of one.
struct ArticleForm {
    ArticleId id = {};  // none: a new one
    forms::State state = {};
    std::vector<html::Option> activities = {};
};
std::string article_form_page(const Context& context, const ArticleForm& form);

// The text in one language, beside the source that it is made from.
struct VariantForm {
    ArticleDetails details = {};
    Language language = Language::vi;
    std::int64_t version = 0;
    std::int64_t made_from = 0;  // content number of the source that stands beside the form
    bool reconciled = false;     // the box as it was ticked
    forms::Values values = {};
    std::vector<html::Difference> theirs_and_yours = {};
    bool preview = false;
    bool publishing = false;  // what is wrong stands in the way of publishing; nothing was to be saved
};
std::string variant_form_page(const Context& context, const VariantForm& form);

html::Url office_url(ArticleId id);

}  // namespace caunoi::portal
