// What the rules of articles and of their variants share.
#pragma once

#include "modules/portal/article.hpp"

namespace caunoi::portal {

void index(store::Tx& tx, ArticleId id);  // puts the article into the search index as it is now

// In the history of the article: "vi.title" from … to …. Null pointers as in records::compare.
records::Parts compare_variants(const Variant* before, const Variant* after);

}  // namespace caunoi::portal
