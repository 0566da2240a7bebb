// The picture of an article that has no photograph: a bridge, terraces, a bay or a causeway in the tones of a time of
// day, drawn from its id, so that it is always the same one and no two look alike.
#pragma once

#include "modules/portal/portal.hpp"
#include "platform/html/writer.hpp"

#include <string_view>

namespace caunoi::portal {

enum class SceneSize { card, hero };
// `label` for screen readers; "" hides it from them.
void scene(html::Writer& w, ArticleId article, SceneSize size, std::string_view label);

}  // namespace caunoi::portal
