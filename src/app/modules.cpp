#include "app/modules.hpp"

#include "app/operations.hpp"
#include "modules/exchange/exchange.hpp"
#include "modules/home/home.hpp"
#include "modules/membership/membership.hpp"
#include "modules/people/people.hpp"
#include "modules/portal/portal.hpp"
#include "modules/report/report.hpp"
#include "modules/settings/association.hpp"
#include "modules/settings/settings.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/backup/backup.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"
#include "platform/search/search.hpp"
#include "platform/web/account_routes.hpp"
#include "platform/web/file_route.hpp"
#include "platform/web/search_route.hpp"

namespace caunoi::app {

void register_all(http::Router& router) {
    auth::set_role_permissions(permissions_of);

    web::register_account_routes(router);
    web::register_file_route(router);
    web::register_search_route(router);
    home::register_routes(router);
    people::register_routes(router);
    exchange::register_routes(router);
    membership::register_routes(router);
    report::register_routes(router);
    portal::register_routes(router);
    settings::register_routes(router);
    register_operations(router);

    people::register_search();
    exchange::register_search();
    report::register_search();
    report::register_way_back();
    exchange::register_files();
    exchange::register_references();
    membership::register_references();
    membership::register_parts();
    portal::register_search();
    portal::register_files();
    portal::register_offers();
}

void register_jobs(jobs::Registry& registry) {
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    registry.every(
        "log.seal", seconds(1), [](Context& context, std::string_view) { log::seal(context); }, log::has_unsealed);
    // After an upgrade or a copy. While it runs, search finds what is there already; six minutes give it an hour before
    // it is taken for dead.
    registry.every(
        search::rebuild_job, minutes(6), [](Context& context, std::string_view) { search::rebuild(context); },
        search::needs_rebuild);
    registry.every("auth.sweep", hours(1), [](Context& context, std::string_view) { auth::sweep_sessions(context); });
    registry.every("files.sweep", hours(24), [](Context& context, std::string_view) { files::sweep(context); });
    registry.every("backup.daily", hours(24), [](Context& context, std::string_view) {
        backup::run_daily(context, store::embedded_migrations());
    });
    registry.add(backup::now_job,
                 [](Context& context, std::string_view) { backup::run_daily(context, store::embedded_migrations()); });
    registry.every("mail.sweep", hours(24), [](Context& context, std::string_view) { mail::sweep(context); });
    // Each link once a day; every hour a part of them, so that no run takes long.
    registry.every(
        "portal.links", hours(1), [](Context& context, std::string_view) { portal::check_links(context); },
        portal::links_are_due);
    registry.add(mail::deliver_job,
                 [](Context& context, std::string_view payload) { mail::deliver(context, payload); });
}

std::vector<MenuItem> menu() {
    return {
        {.group = "menu.work",
         .path = "/",
         .icon = "layout-dashboard",
         .label = "home.title",
         .permission = exchange::can_view,
         .shortcut = 'd'},
        {.group = "menu.work",
         .path = "/report",
         .icon = "report-analytics",
         .label = "report.title",
         .permission = report::can_view,
         .shortcut = 'r'},
        {.group = "menu.external",
         .path = "/activities",
         .icon = "route",
         .label = "exchange.activities",
         .permission = exchange::can_view,
         .shortcut = 'v',
         .brief = "menu.brief.activities"},
        {.group = "menu.association",
         .path = "/people",
         .icon = "users",
         .label = "people.people",
         .permission = people::can_view,
         .shortcut = 'm',
         .brief = "menu.brief.people"},
        {.group = "menu.association",
         .path = "/applications",
         .icon = "id-badge-2",
         .label = "membership.title",
         .permission = membership::can_view},
        {.group = "menu.association",
         .path = "/terms",
         .icon = "gavel",
         .label = "people.terms",
         .permission = people::can_view,
         .shortcut = 't',
         .brief = "menu.brief.terms"},
        {.group = "menu.association",
         .path = "/units",
         .icon = "map-pin",
         .label = "people.units",
         .permission = people::can_view},
        {.group = "menu.media",
         .path = "/articles",
         .icon = "news",
         .label = "portal.articles",
         .permission = portal::can_view,
         .shortcut = 'a',
         .brief = "menu.brief.articles"},
        {.group = "menu.admin",
         .path = "/settings",
         .icon = "building",
         .label = "settings.title",
         .permission = settings::can_change},
        {.group = "menu.admin",
         .path = "/accounts",
         .icon = "settings",
         .label = "auth.accounts.title",
         .permission = auth::can_manage_accounts,
         .shortcut = 's'},
        {.group = "menu.admin",
         .path = "/mail",
         .icon = "mail",
         .label = "mail.outbox.title",
         .permission = mail::can_see_outbox},
        {.group = "menu.admin",
         .path = "/jobs",
         .icon = "clock",
         .label = "jobs.title",
         .permission = jobs::can_manage},
    };
}

}  // namespace caunoi::app
