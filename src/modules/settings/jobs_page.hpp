// The work that the system does by itself, for administrators: schedules, what waits, what failed, the last backup.
#pragma once

#include "platform/http/router.hpp"

namespace caunoi::settings {

void register_jobs_routes(http::Router& router);

}  // namespace caunoi::settings
