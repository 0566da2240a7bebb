// Numbers without gaps: of decisions, receipts, cards.
#pragma once

#include "platform/store/database.hpp"

#include <cstdint>
#include <string_view>

namespace caunoi::membership {

// The next number of that series and year (0: not counted by year), from 1. Taken in the transaction that uses it: if
// that fails, the number is free again; two clerks wait for each other.
std::int64_t next_number(store::Tx& tx, std::string_view series, std::int64_t year);

}  // namespace caunoi::membership
