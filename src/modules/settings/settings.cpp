#include "modules/settings/settings.hpp"

#include "modules/settings/account_pages.hpp"
#include "modules/settings/association_pages.hpp"
#include "modules/settings/help.hpp"
#include "modules/settings/jobs_page.hpp"
#include "modules/settings/rule.hpp"

namespace caunoi::settings {

void register_routes(http::Router& router) {
    register_association_routes(router);
    register_rule_routes(router);
    register_account_routes(router);
    register_outbox_routes(router);
    register_jobs_routes(router);
    register_help_routes(router);
}

}  // namespace caunoi::settings
