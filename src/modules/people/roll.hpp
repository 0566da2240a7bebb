// Who is on the roll, for those who decide on it: admission, the end of a membership, its return. In a transaction of
// the caller, who has checked the permission; each writes the history line of the person or body.
#pragma once

#include "modules/people/party.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

// A membership that is over because another one followed it.
struct FormerMembership {
    std::string roll_number = {};
    MemberKind kind = MemberKind::official;
    PartialDate joined = {};
    PartialDate left = {};
    std::optional<Leaving> leaving = {};
};
std::vector<FormerMembership> former_memberships(store::Tx& tx, PartyId party);  // the newest first

// The numbers after the longest and highest one ever given: LS-0008 → LS-0009, LS-0010; from "0001" on an empty roll.
// Under the lock of the roll until the transaction ends.
std::vector<std::string> next_roll_numbers(store::Tx& tx, std::size_t count);
// By number; who has none of these is left out.
std::map<std::string, PartyId, std::less<>> members_with_numbers(store::Tx& tx,
                                                                 const std::vector<std::string>& numbers);

// Of somebody who is on the roll now.
std::optional<std::string> roll_number_of(store::Tx& tx, PartyId party);

// Fails with `conflict` "people.error.is_member" for somebody on the roll. An earlier membership is kept as a former
// one.
Result<void> admit(store::Tx& tx, const Context& context, PartyId party, MemberKind kind, std::string_view roll_number,
                   Date day);
// `conflict` "people.error.not_a_member" for who is not on the roll, "people.error.left_before_joined".
Result<void> end_membership(store::Tx& tx, const Context& context, PartyId party, Date day, Leaving leaving);
// As if it had not ended: the congress upheld a complaint.
Result<void> resume_membership(store::Tx& tx, const Context& context, PartyId party);

}  // namespace caunoi::people
