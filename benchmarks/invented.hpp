// Invented activities and persons for measuring: as many as wanted, always the same for the same number. Surnames have
// their real shares (Nguyễn is two of five), so that a search for a common name finds as much as it would in life.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/people/party.hpp"

#include <cstdint>

namespace caunoi::bench {

exchange::ActivityInput invented_activity(std::uint64_t number);
// Three of four are Vietnamese, half of these with a Chinese writing; the others have a Chinese name alone.
people::PartyInput invented_person(std::uint64_t number);

}  // namespace caunoi::bench
