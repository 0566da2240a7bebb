// The tables activity, participant and activity_party.
#pragma once

#include "modules/exchange/activity.hpp"

#include <optional>
#include <vector>

namespace caunoi::exchange::activity_store {

std::optional<Activity> find_by_key(store::Tx& tx, std::string_view key);
std::vector<Activity> after(store::Tx& tx, ActivityId last, int limit);  // in the order of their ids
// Those that the rows of an import name, by key.
std::vector<Activity> with_keys(store::Tx& tx, const std::vector<std::string>& keys);
std::vector<Activity> with_ids(store::Tx& tx, std::span<const ActivityId> ids);
void remove_parts(store::Tx& tx, ActivityId id);  // what refers to it
bool names(store::Tx& tx, PartyId party);         // as one of the two sides, or on a roster

std::vector<Participant> roster_of(store::Tx& tx, ActivityId id);
void replace_roster(store::Tx& tx, ActivityId id, const std::vector<ParticipantInput>& roster);

// Bodies whose exact name stands in one of the two lists.
void link_bodies(store::Tx& tx, const Activity& activity);
std::vector<std::pair<PartyId, std::string>> bodies_of(store::Tx& tx, ActivityId id);

// `ids`: only these (the text filter's hits); nullptr: no such filter. `body`: only what is granted to it; none: all.
std::vector<ActivityLine> list(store::Tx& tx, const ActivityFilter& filter, const std::vector<std::int64_t>* ids,
                               const std::optional<PartyId>& body, const std::optional<Position>& from, bool backwards,
                               int limit);

}  // namespace caunoi::exchange::activity_store
