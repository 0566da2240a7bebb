// Help: a page for each screen. A page names its own by PageHead::help, and the "?" of that page leads to it.
#pragma once

#include "platform/http/router.hpp"

#include <span>
#include <string_view>

namespace caunoi::settings {

struct HelpSection {
    std::string_view group;                     // translation key: "menu.work"
    std::span<const std::string_view> screens;  // "activities": texts help.activities, …title and …how (Markdown)
};
std::span<const HelpSection> help_sections();

void register_help_routes(http::Router& router);

}  // namespace caunoi::settings
