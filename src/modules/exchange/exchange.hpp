// Exchange across the border: delegations both ways, talks, festivals, programmes. This is the module's public face.
#pragma once

#include "platform/context/context.hpp"
#include "platform/http/router.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace caunoi::exchange {

inline constexpr Permission can_view{"exchange.view"};  // all activities; others see what is granted to their body
inline constexpr Permission can_record{"exchange.record"};
inline constexpr Permission can_share{"exchange.share"};  // grant an activity to a partner or an agency
inline constexpr Permission can_import{"exchange.import"};

using ActivityId = Id<struct ActivityTag>;

// What other modules offer on the page of an activity: a link to path?activity=ID for whoever has the permission.
// Registered once at the start.
struct Offer {
    Permission permission;
    std::string_view icon;
    std::string_view label;  // translation key
    std::string_view path;
};
void register_offer(const Offer& offer);
const std::vector<Offer>& offers();

void register_routes(http::Router& router);
void register_search();
void register_files();
void register_references();  // people: which parties activities need

}  // namespace caunoi::exchange
