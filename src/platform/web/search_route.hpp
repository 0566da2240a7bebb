// /search: the box on every page.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::web {

void register_search_route(http::Router& router);

}  // namespace caunoi::web
