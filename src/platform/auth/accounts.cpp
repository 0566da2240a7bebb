// The rules of accounts.
#include "platform/auth/accounts.hpp"

#include "platform/auth/account_store.hpp"
#include "platform/auth/changes.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/base/text.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"

namespace caunoi::auth {

namespace {

constexpr std::size_t full_name_limit = 120;

// The rule of the last administrator and the uniqueness of names look at all accounts, so changes go one after the
// other.
void lock_accounts(store::Tx& tx) {
    tx.lock("auth.account");
}

bool has_role(const std::vector<Role>& roles, Role role) {
    return std::ranges::find(roles, role) != roles.end();
}

bool valid_name(std::string_view name) {
    if (name.size() < 3 || name.size() > 40 || name.front() < 'a' || name.front() > 'z') return false;
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string_view::npos;
}

AccountInput normalised(AccountInput input) {
    input.name = to_lower(trim(input.name));
    input.full_name = clean_line(input.full_name);
    input.email = trim(input.email);
    return input;
}

Result<void> check(const AccountInput& input) {
    Errors errors;
    if (!valid_name(input.name)) errors.add("name", "auth.name_rule");
    if (input.full_name.empty()) errors.add("full_name", "auth.full_name_required");
    if (code_points(input.full_name) > full_name_limit)
        errors.add("full_name", "auth.full_name_long", {{"max", std::to_string(full_name_limit)}});
    if (!input.email.empty() && !mail::plausible_address(input.email)) errors.add("email", "auth.email_rule");
    if (input.roles.empty()) errors.add("roles", "auth.roles_required");
    const bool outside = has_role(input.roles, Role::agency) || has_role(input.roles, Role::partner);
    if (outside && !input.body) errors.add("body", "auth.body_required");
    if (!outside && input.body && !input.roles.empty()) errors.add("body", "auth.body_not_allowed");
    return std::move(errors).result();
}

std::string body_text(PartyId body) {
    return body ? to_text(body) : std::string();
}

std::string changes_between(const Account& before, const AccountInput& after) {
    Changes changes;
    changes.add("name", before.name, after.name)
        .add("full_name", before.full_name, after.full_name)
        .add("email", before.email, after.email)
        .add("roles", account_store::roles_text(before.roles), account_store::roles_text(after.roles))
        .add("body", body_text(before.body), body_text(after.body))
        .add("language", before.id ? code(before.language) : "", code(after.language));
    return changes.empty() ? std::string() : std::move(changes).take();
}

void write_line(store::Tx& tx, const Context& context, std::string_view action, AccountId id, std::string_view title,
                std::string_view content) {
    log::append(tx, context,
                {.action = action, .kind = "account", .record = id.value, .title = title, .content = content});
}

// Without one nobody could let anybody in again, except at the console of the machine.
bool last_administrator(store::Tx& tx, const Account& account) {
    return has_role(account.roles, Role::administrator) && !account.disabled && account.has_password &&
           account_store::other_administrators(tx, account.id) == 0;
}

}  // namespace

Result<AccountId> create_account(Context& context, const AccountInput& raw) {
    TRY(context.require(can_manage_accounts));
    const AccountInput input = normalised(raw);
    TRY(check(input));
    return write(context, [&](store::Tx& tx) -> Result<AccountId> {
        lock_accounts(tx);
        const AccountId id = tx.new_id<AccountTag>();
        if (!account_store::insert(tx, id, input, context.now)) return fail(Error::Kind::conflict, "auth.name_taken");
        write_line(tx, context, "create", id, input.full_name, changes_between({}, input));
        return id;
    });
}

Result<void> change_account(Context& context, AccountId id, std::int64_t version, const AccountInput& raw) {
    TRY(context.require(can_manage_accounts));
    const AccountInput input = normalised(raw);
    TRY(check(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        lock_accounts(tx);
        const auto stored = account_store::find(tx, id);
        if (!stored) return fail(Error::Kind::not_found, "auth.account_gone");
        if (stored->account.version != version) return fail(Error::Kind::conflict, "auth.changed_meanwhile");
        const std::string changes = changes_between(stored->account, input);
        if (changes.empty()) return {};
        if (account_store::name_taken(tx, input.name, id)) return fail(Error::Kind::conflict, "auth.name_taken");
        if (!has_role(input.roles, Role::administrator) && last_administrator(tx, stored->account))
            return fail(Error::Kind::conflict, "auth.last_administrator");
        if (!account_store::update(tx, id, version, input))
            return fail(Error::Kind::conflict, "auth.changed_meanwhile");  // the user changed a preference just now
        // A link on its way to an address that is no longer the user's must not open the account.
        if (input.email != stored->account.email) tx.execute("delete from one_time_link where account = $1", id);
        write_line(tx, context, "change", id, input.full_name, changes);
        return {};
    });
}

Result<void> set_disabled(Context& context, AccountId id, bool disabled) {
    TRY(context.require(can_manage_accounts));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        lock_accounts(tx);
        const auto stored = account_store::find(tx, id);
        if (!stored) return fail(Error::Kind::not_found, "auth.account_gone");
        if (stored->account.disabled == disabled) return {};
        if (disabled && last_administrator(tx, stored->account))
            return fail(Error::Kind::conflict, "auth.last_administrator");
        account_store::set_disabled(tx, id, disabled);
        tx.execute("delete from session where account = $1", id);
        tx.execute("delete from one_time_link where account = $1", id);
        Changes changes;
        changes.add("disabled", disabled ? "no" : "yes", disabled ? "yes" : "no");
        write_line(tx, context, disabled ? "disable" : "enable", id, stored->account.full_name,
                   std::move(changes).take());
        return {};
    });
}

Result<std::vector<Account>> list_accounts(Context& context) {
    TRY(context.require(can_manage_accounts));
    return read(context, [](store::Tx& tx) -> Result<std::vector<Account>> { return account_store::all(tx); });
}

Result<Account> find_account(Context& context, AccountId id) {
    if (!id || context.actor.account != id) TRY(context.require(can_manage_accounts));
    return read(context, [&](store::Tx& tx) -> Result<Account> {
        auto stored = account_store::find(tx, id);
        if (!stored) return fail(Error::Kind::not_found, "auth.account_gone");
        return std::move(stored->account);
    });
}

std::optional<Account> account_by_name(store::Tx& tx, std::string_view name) {
    auto stored = account_store::find(tx, to_lower(trim(name)));
    if (!stored) return std::nullopt;
    return std::move(stored->account);
}

bool any_administrator_has_password(store::Tx& tx) {
    return account_store::other_administrators(tx, AccountId{-1}) > 0;
}

Result<void> set_preferences(Context& context, Language language, std::string_view theme, bool shortcuts) {
    if (!context.actor.signed_in()) return fail(Error::Kind::forbidden, "errors.forbidden");
    if (theme != "auto" && theme != "light" && theme != "dark") {
        Errors errors;
        errors.add("theme", "auth.theme_rule");
        return std::move(errors).result();
    }
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto stored = account_store::find(tx, context.actor.account);
        if (!stored) return fail(Error::Kind::not_found, "auth.account_gone");
        const Account& before = stored->account;
        Changes changes;
        changes.add("language", code(before.language), code(language))
            .add("theme", before.theme, theme)
            .add("shortcuts", before.shortcuts ? "yes" : "no", shortcuts ? "yes" : "no");
        if (changes.empty()) return {};
        account_store::set_preferences(tx, before.id, language, theme, shortcuts);
        write_line(tx, context, "change", before.id, before.full_name, std::move(changes).take());
        return {};
    });
}

}  // namespace caunoi::auth
