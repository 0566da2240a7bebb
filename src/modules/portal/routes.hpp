// The two halves of this module's routes.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::portal {

void register_public_routes(http::Router& router);  // for readers
void register_office_routes(http::Router& router);  // for those who write

}  // namespace caunoi::portal
