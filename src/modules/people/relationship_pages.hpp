// Relationships as a card on the page of either end, and their form.
#pragma once

#include "modules/people/relationship.hpp"
#include "modules/people/writing_pages.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

void write_relationships_card(html::Writer& w, const Context& context, PartyId party, const RelationshipPage& page);

struct RelationshipForm {
    NamedParty end = {};     // from which it is read
    RelationshipId id = {};  // none: a new one
    std::vector<std::string> names = {};
    forms::State state = {};
};
std::string relationship_form_page(const Context& context, const RelationshipForm& form);

// "works_at: Sở Ngoại vụ · 2019/" of a party's history as people read it.
void put_ties_in_words(Language language, std::vector<records::Change>& changes);

void register_relationship_routes(http::Router& router);

}  // namespace caunoi::people
