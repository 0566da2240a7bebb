// What administrators look after in the browser: the association, accounts, background work, mail; and the help of
// every screen. This is the module's public face.
#pragma once

#include "platform/context/context.hpp"
#include "platform/http/router.hpp"
#include "platform/store/database.hpp"

#include <functional>
#include <optional>
#include <string>

namespace caunoi::settings {

void register_routes(http::Router& router);

// Puts the association's names and emblem into the frame of every page of this process.
void show_names(store::Tx& tx);
// For web::Site::detour: whoever may change the settings is led to the first-run page until it is done.
std::function<std::optional<std::string>(Context&)> first_run();

}  // namespace caunoi::settings
