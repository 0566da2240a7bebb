// Signing in and out, one-time links, and one's own account: password, sessions, language and theme.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::web {

void register_account_routes(http::Router& router);

}  // namespace caunoi::web
