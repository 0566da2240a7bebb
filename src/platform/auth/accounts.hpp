// Who may sign in, and as what. Passwords are argon2id, hashed in a lane of their own so that sign-ins cannot starve
// pages.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::auth {

inline constexpr Permission can_manage_accounts{"auth.manage"};
inline constexpr Permission can_see_all_sessions{"auth.sessions"};

// Codes in this order: administrator clerk chair committee inspector member editor agency partner. "public" is nobody.
enum class Role { administrator, clerk, chair, committee, inspector, member, editor, agency, partner };
std::span<const std::string_view> codes(Role);
std::string_view code_labels(Role);  // prefix of translation keys: "auth.role"

// The table of src/app/roles.cpp, handed in at the start.
using RolePermissions = std::vector<Permission> (*)(Role);
void set_role_permissions(RolePermissions table);

struct Account {
    AccountId id;
    std::int64_t version = 0;
    std::string name;       // sign-in name: lower case, ASCII letters, digits, . _ -
    std::string full_name;  // as shown
    std::string email;      // for one-time links; may be empty
    std::vector<Role> roles;
    PartyId body;  // partners and agencies act for this body; none for the association's own people
    Language language = Language::vi;
    std::string theme = "auto";
    bool shortcuts = true;
    bool disabled = false;
    bool has_password = false;
    std::optional<Time> last_sign_in;
};

struct AccountInput {
    std::string name;
    std::string full_name;
    std::string email;
    std::vector<Role> roles;
    PartyId body;
    Language language = Language::vi;
};

// `invalid` names every wrong field; `conflict` when the sign-in name is taken.
Result<AccountId> create_account(Context& context, const AccountInput& input);
Result<void> change_account(Context& context, AccountId id, std::int64_t version, const AccountInput& input);
// Ends all its sessions too. The last enabled administrator cannot be disabled (`conflict`).
Result<void> set_disabled(Context& context, AccountId id, bool disabled);
Result<std::vector<Account>> list_accounts(Context& context);
Result<Account> find_account(Context& context, AccountId id);
std::optional<Account> account_by_name(store::Tx& tx, std::string_view name);
bool any_administrator_has_password(store::Tx& tx);

// The user's own choices.
Result<void> set_preferences(Context& context, Language language, std::string_view theme, bool shortcuts);

// The actor that an account is: its roles' permissions together. Also used by the command line ("system" actor).
Actor actor_of(const Account& account);
Actor system_actor();  // all permissions; name "system"

}  // namespace caunoi::auth
