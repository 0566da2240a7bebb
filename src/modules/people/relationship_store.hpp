// Relationships in the database.
#pragma once

#include "modules/people/relationship.hpp"

#include <vector>

namespace caunoi::people::relationship_store {

// From either end; those that have not ended by `today` first, the newest first.
std::vector<Relationship> of_party(store::Tx& tx, PartyId party, Date today, int limit);
std::vector<Relationship> all_of(store::Tx& tx, PartyId party);
// Whether the same two already have this tie at a time that is surely also this one's.
bool overlaps(store::Tx& tx, const Relationship& relationship);
// Whether the far end already stands, by whatever way, under the near one at that time.
bool closes_circle(store::Tx& tx, const Relationship& relationship);

}  // namespace caunoi::people::relationship_store
