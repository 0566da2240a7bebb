// The tables unit and succession.
#pragma once

#include "modules/people/unit.hpp"

namespace caunoi::people::unit_store {

std::optional<UnitRow> find(store::Tx& tx, UnitId id);
// Names, keys and the row; gives it an id and version 1.
void insert(store::Tx& tx, UnitRow& row, const Name& name);
bool update(store::Tx& tx, UnitRow& row, const Name& name);  // false: gone, or another version
void remove(store::Tx& tx, UnitId id);
bool is_needed(store::Tx& tx, UnitId id);
// It ends on that day, if it has not ended earlier.
void end(store::Tx& tx, UnitId id, const PartialDate& day);

struct Link {
    std::int64_t before = 0;
    std::int64_t after = 0;
    bool part = false;
    PartialDate on = {};
    std::string basis = {};
};
void link(store::Tx& tx, const Link& link);  // nothing when they are linked already
void unlink_before(store::Tx& tx, UnitId after);
// Also of bodies. Those that `ids` became or came from.
std::vector<Link> links_from(store::Tx& tx, std::span<const std::int64_t> ids);
std::vector<Link> links_to(store::Tx& tx, std::span<const std::int64_t> ids);

std::vector<UnitRow> list(store::Tx& tx, const UnitFilter& filter, const std::vector<std::int64_t>* ids, Date today,
                          bool chinese, const std::optional<UnitPosition>& after, int limit);
std::vector<UnitId> after(store::Tx& tx, UnitId last, int limit);
std::int64_t children(store::Tx& tx, UnitId id);

}  // namespace caunoi::people::unit_store
