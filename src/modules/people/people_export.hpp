// Parties and posts as tables that leave the system.
#pragma once

#include "modules/people/party.hpp"
#include "modules/people/term.hpp"
#include "platform/exports/exports.hpp"

namespace caunoi::people {

// All that the filter leaves; `forbidden` without the right to see people.
Result<exports::Csv> export_parties(Context& context, const PartyFilter& filter);
Result<exports::Csv> export_posts(Context& context, const PostFilter& filter);

}  // namespace caunoi::people
