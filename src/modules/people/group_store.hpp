// Groups and who is in them, in the database.
#pragma once

#include "modules/people/group.hpp"

#include <optional>
#include <vector>

namespace caunoi::people::group_store {

std::vector<Group> list(store::Tx& tx, Language order, const std::optional<GroupPosition>& after, int limit);
std::vector<Group> of_party(store::Tx& tx, PartyId party);
std::vector<Group> with_any_name(store::Tx& tx, const GroupInput& input);

// Those of `parties` that are in it.
std::vector<GroupMember> memberships(store::Tx& tx, GroupId id, std::span<const PartyId> parties);
void add(store::Tx& tx, GroupId id, const GroupMember& one);
bool remove(store::Tx& tx, GroupId id, PartyId party);

}  // namespace caunoi::people::group_store
