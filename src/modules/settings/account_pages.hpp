// Pages of the administration of accounts.
#pragma once

#include "modules/people/people.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/http/router.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::settings {

struct AccountList {
    std::vector<auth::Account> accounts = {};
    std::vector<people::PartyName> bodies = {};  // that the accounts act for
};
std::string account_list_page(const Context& context, const AccountList& list);

struct AccountForm {
    std::optional<auth::Account> account = {};  // as stored; none: a new one
    std::int64_t version = 0;                   // that the form was filled in from
    auth::AccountInput input = {};              // as typed
    std::vector<people::PartyName> bodies = {};
    std::vector<Error::Field> errors = {};
    std::optional<Error> conflict = {};  // of the account as a whole
};
std::string account_form_page(const Context& context, const AccountForm& form);

// `address` is whole, so that it can be handed on as it stands.
std::string account_link_page(const Context& context, const auth::Account& account, std::string_view address);

void register_account_routes(http::Router& router);
void register_outbox_routes(http::Router& router);

}  // namespace caunoi::settings
