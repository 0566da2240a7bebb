// What administrators look after in the browser: accounts, and the mail that goes out.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::settings {

void register_routes(http::Router& router);

}  // namespace caunoi::settings
