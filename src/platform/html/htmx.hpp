// The only place where htmx attributes are written (decision 3): going back to htmx 2 touches these functions alone.
// Each follows the opening of an element. Every page works without them.
#pragma once

#include "platform/html/writer.hpp"

namespace caunoi::html {

// On a GET form: asks again while somebody types or chooses, and puts the element of that id from the answer, which is
// the whole page as without a script, in the place of the page's own. The address follows.
void live_search(Writer& w, const Url& url, std::string_view target_id);

// Settings that must stand in the head before htmx starts.
void htmx_settings(Writer& w);

}  // namespace caunoi::html
