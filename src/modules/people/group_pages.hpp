// Pages of groups, and the groups of a person or body as a card on its page.
#pragma once

#include "modules/people/group.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

std::string group_list_page(const Context& context, const GroupPage& page);

struct GroupView {
    Group group = {};
    MemberPage members = {};
    forms::Values added = {};  // the form of new members
};
std::string group_page(const Context& context, const GroupView& view);
std::string group_form_page(const Context& context, GroupId id, const forms::State& state);  // no id: a new one

// `all`: to choose from.
void write_groups_card(html::Writer& w, const Context& context, PartyId party, const std::vector<Group>& in,
                       const std::vector<Group>& all);
// In the form that filters a list of people.
void write_group_choice(html::Writer& w, Language language, const std::vector<Group>& all, GroupId chosen);

void register_group_routes(http::Router& router);

}  // namespace caunoi::people
