// The list of modules and what each brings: routes, menu, search, jobs. Adding a module is its folder and a line here.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/context/installation.hpp"
#include "platform/http/router.hpp"
#include "platform/jobs/jobs.hpp"

#include <vector>

namespace caunoi::app {

void register_all(http::Router& router);  // routes, search sources, kinds of files; once, before anything runs
void register_jobs(jobs::Registry& registry);
std::vector<MenuItem> menu();
std::vector<Permission> permissions_of(auth::Role role);

}  // namespace caunoi::app
