#include "modules/membership/membership.hpp"

#include "modules/membership/card.hpp"
#include "modules/membership/membership_pages.hpp"
#include "modules/people/roll.hpp"

namespace caunoi::membership {

namespace {

bool refers_to(store::Tx& tx, PartyId party) {
    return tx.integer(
               "select case when exists (select 1 from decision_subject where party = $1) "
               "or exists (select 1 from application where party = $1) "
               "or exists (select 1 from member_card where party = $1) then 1 else 0 end",
               party) != 0;
}

// What was decided about somebody, and the way to end a membership.
people::Part decisions_part(store::Tx& tx, const Context& context, PartyId party) {
    if (!context.may(can_view)) return {};
    std::vector<DecisionOf> decisions = decisions_about(tx, party);
    const std::optional<std::string> number = people::roll_number_of(tx, party);
    std::vector<Card> cards = cards_of(tx, party);
    if (decisions.empty() && cards.empty() && !number) return {};
    return [decisions = std::move(decisions), cards = std::move(cards), number, party, &context](html::Writer& w) {
        write_cards_card(w, context, party, cards, number.has_value());
        write_decisions_card(w, context, decisions, number);
    };
}

}  // namespace

void register_routes(http::Router& router) {
    register_application_routes(router);
    register_join_routes(router);
    register_decision_routes(router);
    register_charter_routes(router);
    register_card_routes(router);
}

void register_parts() {
    people::register_part(decisions_part);
}

void register_references() {
    people::register_reference(refers_to);
}

}  // namespace caunoi::membership
