// Bodies that were merged, split or followed by another one: nothing is renamed in place, the old one stays and says
// what it is today. Units have theirs in unit.hpp; both are kept in one table.
#pragma once

#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

struct SuccessionInput {
    PartyId before = {};  // the body that this one followed
    bool part = false;    // only a part of it came here
    PartialDate on = {};
    std::string basis = {};  // the decision
};
struct BodyLink {
    PartyName body = {};
    bool part = false;
    PartialDate on = {};
    std::string basis = {};
};
struct Successions {
    std::vector<BodyLink> before = {};
    std::vector<BodyLink> after = {};
};
Successions successions_of(store::Tx& tx, PartyId body);
bool is_followed(store::Tx& tx, PartyId body);

// Fails with `forbidden`, `not_found`, `invalid` ("people.error.succession_circle" when the old one already follows the
// new one, or is the same). Twice is no fault.
Result<void> record_succession(Context& context, PartyId body, const SuccessionInput& input);
Result<void> remove_succession(Context& context, PartyId body, PartyId before);

}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::SuccessionInput> {
    using Record = people::SuccessionInput;
    static constexpr std::array fields{field<Record, &Record::before>("before", {.required = true}),
                                       field<Record, &Record::on>("on", {.required = true}),
                                       field<Record, &Record::part>("part"),
                                       field<Record, &Record::basis>("basis", {.max = 300})};
    static constexpr Description description{"succession", "people.succession", fields};
};
