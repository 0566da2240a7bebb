// The public site: articles in up to three languages, and what readers see of them. This is the module's public face.
#pragma once

#include "platform/base/language.hpp"
#include "platform/context/context.hpp"
#include "platform/http/router.hpp"

#include <optional>
#include <string_view>

namespace caunoi::portal {

inline constexpr Permission can_view{"portal.view"};        // drafts too
inline constexpr Permission can_write{"portal.write"};      // what is not public; with can_publish everything
inline constexpr Permission can_publish{"portal.publish"};  // decides what the public sees

using ArticleId = Id<struct ArticleTag>;

// The language in which a visitor begins: his own if there is something to read in it, else the first that has
// something; none when nothing is published at all.
std::optional<Language> front_language(store::Tx& tx, const Context& context);

void register_routes(http::Router& router);
void register_search();
void register_files();
void register_offers();  // on pages of other modules

// Looks at the links of published articles that were not looked at for a day: a limited number each time, see
// link_check.hpp.
void check_links(Context& context);
bool links_are_due(store::Tx& tx);

}  // namespace caunoi::portal
