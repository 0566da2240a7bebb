// How people say in a form whom they mean: by an exact name in any script, by the number on the roll, or in the words
// that are offered when several bear the name, "Nông Thị Mẫu (LS-0001)".
#pragma once

#include "modules/people/people.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

// For each text those whom it may mean, in the order asked.
std::vector<std::vector<PartyId>> parties_meant(store::Tx& tx, const std::vector<std::string>& texts);
// The one meant. Adds an error to `field` when there is none, or several: then they are named, each so that the words
// can be typed.
std::optional<PartyId> party_meant(store::Tx& tx, Language language, std::string_view field, const std::string& text,
                                   Errors& errors);
// By id: name and number on the roll; who has none gets "#" and the id.
std::map<std::int64_t, std::string> choices_by_id(store::Tx& tx, Language language, std::span<const PartyId> ids);
// What to type for this one: the name alone when nobody else bears it.
std::string words_for(store::Tx& tx, Language language, PartyId id);
// Names to choose from while typing.
std::vector<std::string> names_to_type(store::Tx& tx, Language language);

}  // namespace caunoi::people
