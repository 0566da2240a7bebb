// Sample articles of the demonstration: written from published facts, each with its source, one translation stale.
#pragma once

#include "platform/context/context.hpp"

namespace caunoi::app {

void load_articles(Context& context);  // after the activities that they report on

}  // namespace caunoi::app
