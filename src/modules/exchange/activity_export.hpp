// Activities as a table that leaves the system.
#pragma once

#include "modules/exchange/activity.hpp"
#include "platform/exports/exports.hpp"

namespace caunoi::exchange {

// All lines that the filter leaves, newest first. `forbidden` without the right to see all activities.
Result<exports::Csv> export_activities(Context& context, const ActivityFilter& filter);

}  // namespace caunoi::exchange
