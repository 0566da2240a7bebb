// What programs read: the feed of a language, and the map of the site for search engines.
#pragma once

#include "modules/portal/public_frame.hpp"

#include <string>
#include <vector>

namespace caunoi::portal {

std::string atom_feed(const Context& context, const std::string& base, const std::vector<PublicLine>& lines);
std::string site_map_xml(const std::string& base, const std::vector<MappedArticle>& articles,
                         const std::vector<Language>& fronts);
std::string robots(const std::string& base);

}  // namespace caunoi::portal
