// The tables party, writing, contact_point and membership.
#pragma once

#include "modules/people/custom_value.hpp"
#include "modules/people/party.hpp"
#include "modules/people/writing.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace caunoi::people::party_store {

std::optional<Party> find(store::Tx& tx, PartyId id);
void insert(store::Tx& tx, Party& party);          // gives it an id and version 1
std::int64_t update(store::Tx& tx, Party& party);  // 0: gone, or another version; else the new version is set
void remove(store::Tx& tx, PartyId id);
bool has_posts(store::Tx& tx, PartyId id);
std::optional<PartyId> with_roll_number(store::Tx& tx, std::string_view number);
std::vector<PartyId> after(store::Tx& tx, PartyId last, int limit);

// The main one of each script first.
std::vector<Writing> writings(store::Tx& tx, PartyId party);
WritingId insert_writing(store::Tx& tx, Writing& writing);
bool update_writing(store::Tx& tx, Writing& writing);  // false: gone, or another version
void write_keys(store::Tx& tx, Party& party);          // what lists are ordered by

std::vector<PartyLine> list(store::Tx& tx, const PartyFilter& filter, std::span<const CustomCondition> custom,
                            const std::vector<std::int64_t>* ids, Order order,
                            const std::optional<PartyPosition>& after, int limit);

}  // namespace caunoi::people::party_store
