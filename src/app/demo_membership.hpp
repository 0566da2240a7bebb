// The demonstration's charter (the model that charters follow), applications and decisions about invented people.
#pragma once

#include "platform/context/context.hpp"

namespace caunoi::app {

void load_membership(Context& context);

}  // namespace caunoi::app
