// The first page after signing in: what is due before how much there is.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::home {

void register_routes(http::Router& router);

}  // namespace caunoi::home
