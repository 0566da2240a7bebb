// The records that carry facts: their names and their pages.
#include "modules/people/party_pages.hpp"
#include "modules/report/report_pages.hpp"

namespace caunoi::report {

std::string_view carrier_name(const Carriers& carriers, const Fact& fact) {
    const auto found = carriers.find({fact.record_kind, fact.record});
    return found == carriers.end() ? std::string_view() : std::string_view(found->second);
}

Result<Carriers> carriers_of(Context& context, std::span<const Fact> facts) {
    TRY(context.require(can_view));
    TRY(context.require(exchange::can_view));
    Carriers names;
    for (const people::Term& term : TRY(people::list_terms(context)))
        names[{"term", term.id.value}] = people::term_label(context.language, term);
    std::vector<PartyId> parties;
    std::vector<exchange::ActivityId> activities;
    for (const Fact& fact : facts) {
        if (fact.record_kind == "party") parties.push_back(PartyId{fact.record});
        if (fact.record_kind == "activity") activities.push_back(exchange::ActivityId{fact.record});
    }
    read(context, [&](store::Tx& tx) {
        for (const people::PartyName& party : people::names_of(tx, parties))
            names[{"party", party.id.value}] = party.name.in(context.language);
        for (const exchange::Activity& activity : exchange::activities_with(tx, activities))
            names[{"activity", activity.id.value}] = activity.title(context.language);
        for (const people::Place& gate : people::gates(tx))
            names[{"place", gate.id.value}] = gate.name.in(context.language);
    });
    return names;
}

std::optional<html::Url> carrier_url(const Fact& fact) {
    if (fact.record_kind == "activity") return html::Url("/activities").part(fact.record);
    if (fact.record_kind == "party") return html::Url("/people").part(fact.record);
    if (fact.record_kind == "term") return html::Url("/terms").part(fact.record);
    if (fact.record_kind == "place") return html::Url("/activities").query("gate", fact.record);
    return std::nullopt;
}

}  // namespace caunoi::report
