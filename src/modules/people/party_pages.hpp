// Pages of persons, bodies and terms.
#pragma once

#include "modules/people/custom_value.hpp"
#include "modules/people/group.hpp"
#include "modules/people/party.hpp"
#include "modules/people/relationship.hpp"
#include "modules/people/roll.hpp"
#include "modules/people/sharing.hpp"
#include "modules/people/succession.hpp"
#include "modules/people/term.hpp"
#include "modules/people/writing.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

struct PartyListView {
    PartyFilter filter = {};
    PartyPage page = {};
    std::vector<Group> groups = {};  // to filter by
    CustomColumns custom = {};
};
std::string party_list_page(const Context& context, const PartyListView& view);
html::Url list_url(const PartyFilter& filter);

struct PartyView {
    Party party = {};
    bool revealed = false;
    std::vector<Writing> writings = {};
    Sharing sharing = {};
    std::optional<UnitName> unit = {};
    Successions successions = {};
    std::vector<FormerMembership> former_memberships = {};
    std::vector<Part> parts = {};        // of other modules
    std::vector<PartyName> bodies = {};  // that this one may have come from
    forms::Values succession_values = {};
    std::vector<Post> posts = {};
    std::vector<Term> terms = {};
    forms::Values post_values = {};  // the form of a new post
    RelationshipPage relationships = {};
    std::vector<Group> groups = {};      // it is in
    std::vector<Group> all_groups = {};  // it may be put into
    std::vector<CustomField> fields = {};
};
std::string party_page(const Context& context, const PartyView& view);

// No id: a new one. `asked`: those of the office's own that it asks for.
std::string party_form_page(const Context& context, PartyId id, Sort sort, const std::vector<CustomField>& asked,
                            const forms::State& state);

struct TermView {
    Term term = {};
    std::vector<Post> posts = {};
    std::vector<PartyName> names = {};
};
std::string term_list_page(const Context& context, const std::vector<Term>& terms);
std::string term_page(const Context& context, const TermView& view);
std::string term_form_page(const Context& context, TermId id, const forms::State& state);  // no id: a new one

struct PostListView {
    PostFilter filter = {};
    std::vector<PostLine> lines = {};
};
std::string post_list_page(const Context& context, const PostListView& view);
html::Url list_url(const PostFilter& filter);

std::string term_label(Language language, const TermInput& term);  // "Nhiệm kỳ 2023–2028"

void register_term_routes(http::Router& router);

}  // namespace caunoi::people
