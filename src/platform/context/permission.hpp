// A right with a name. Modules declare theirs (`inline constexpr Permission can_record{"exchange.record"}`);
// src/app/roles.cpp alone says which role has which.
#pragma once

#include <string_view>

namespace caunoi {

struct Permission {
    std::string_view name;
    friend constexpr bool operator==(const Permission&, const Permission&) = default;
};

}  // namespace caunoi
