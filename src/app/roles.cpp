// Which role has which permission: policy in one place, apart from the code that asks. Changing a line here changes it
// at every door (page, command, job).
#include "app/modules.hpp"
#include "modules/exchange/exchange.hpp"
#include "modules/membership/membership.hpp"
#include "modules/people/custom_field.hpp"
#include "modules/people/people.hpp"
#include "modules/portal/portal.hpp"
#include "modules/report/report.hpp"
#include "modules/settings/association.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"

namespace caunoi::app {

std::vector<Permission> permissions_of(auth::Role role) {
    switch (role) {
        case auth::Role::administrator:
            return {settings::can_change,   auth::can_manage_accounts, auth::can_see_all_sessions,
                    jobs::can_manage,       mail::can_see_outbox,      people::can_view,
                    people::can_record,     people::can_reveal,        people::can_share,
                    exchange::can_view,     exchange::can_record,      exchange::can_share,
                    exchange::can_import,   report::can_view,          report::can_record,
                    portal::can_view,       portal::can_write,         portal::can_publish,
                    membership::can_view,   membership::can_record,    membership::can_change_charter,
                    people::can_make_fields};
        case auth::Role::clerk:
            return {people::can_view,    people::can_record,   people::can_reveal,     people::can_share,
                    exchange::can_view,  exchange::can_record, exchange::can_share,    exchange::can_import,
                    report::can_view,    report::can_record,   portal::can_view,       portal::can_write,
                    portal::can_publish, membership::can_view, membership::can_record, membership::can_change_charter};
        case auth::Role::chair:
            return {people::can_view, people::can_reveal,  exchange::can_view,  report::can_view,
                    portal::can_view, portal::can_publish, membership::can_view};
        case auth::Role::committee:
            return {people::can_view, people::can_reveal, exchange::can_view,
                    report::can_view, portal::can_view,   membership::can_view};
        case auth::Role::inspector:
            return {people::can_view, exchange::can_view, report::can_view, portal::can_view, membership::can_view};
        case auth::Role::editor:
            return {people::can_view, exchange::can_view, report::can_view,
                    portal::can_view, portal::can_write,  portal::can_publish};
        case auth::Role::member: return {};
        case auth::Role::agency:
        case auth::Role::partner: return {};  // they see what is granted to their body
    }
    return {};
}

}  // namespace caunoi::app
