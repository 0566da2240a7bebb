// The charter, and membership under it: who applies, what the committee decides, cards, dues. This is the module's
// public face.
#pragma once

#include "platform/context/context.hpp"
#include "platform/http/router.hpp"

namespace caunoi::membership {

inline constexpr Permission can_view{"membership.view"};
inline constexpr Permission can_record{"membership.record"};
inline constexpr Permission can_change_charter{"membership.charter"};

void register_routes(http::Router& router);
void register_references();  // whom applications and decisions name stays
void register_parts();       // decisions about somebody stand on the page of that person or body

}  // namespace caunoi::membership
