// The picture of an article that has no photograph: a bridge, terraces, a bay or a causeway in the tones of a time of
// day, drawn from its id. Beside other pictures of the page it takes the next drawing and tone that is not there yet.
#pragma once

#include "modules/portal/portal.hpp"
#include "platform/html/writer.hpp"

#include <string_view>

namespace caunoi::portal {

enum class SceneSize { card, hero };
// What the page shows already, as bits.
struct SceneRun {
    unsigned drawings = 0;
    unsigned moods = 0;
};
// `label` for screen readers; "" hides it from them.
void scene(html::Writer& w, ArticleId article, SceneSize size, std::string_view label, SceneRun& run);

}  // namespace caunoi::portal
