// Accounts as rows. Rules and permissions are in accounts.cpp.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/store/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::auth::account_store {

// The hash is kept out of Account, so that no page and no history line can show it.
struct Stored {
    Account account;
    std::string password;  // argon2id text form, "" for none
};

std::string roles_text(const std::vector<Role>& roles);  // codes in the order of the enum, each once
std::vector<Role> parse_roles(std::string_view text);
Account account_from(const store::Row& row);

std::optional<Stored> find(store::Tx& tx, AccountId id);
std::optional<Stored> find(store::Tx& tx, std::string_view name);
std::vector<Account> with_email(store::Tx& tx, std::string_view email);  // at most five
std::vector<Account> all(store::Tx& tx);

bool insert(store::Tx& tx, AccountId id, const AccountInput& input, Time now);  // false: the name is taken
bool name_taken(store::Tx& tx, std::string_view name, AccountId except);
bool update(store::Tx& tx, AccountId id, std::int64_t version, const AccountInput& input);  // false: another version
void set_disabled(store::Tx& tx, AccountId id, bool disabled);
void set_preferences(store::Tx& tx, AccountId id, Language language, std::string_view theme, bool shortcuts);
// False when the password is no longer `before` or the account is disabled. The row is locked by it.
bool replace_password(store::Tx& tx, AccountId id, std::string_view before, std::string_view after);
bool set_signed_in(store::Tx& tx, AccountId id, std::string_view password, Time now);  // false: likewise
// Enabled administrators who have a password, without this one.
std::int64_t other_administrators(store::Tx& tx, AccountId except);

}  // namespace caunoi::auth::account_store
