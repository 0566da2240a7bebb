#include "platform/auth/account_store.hpp"

#include "platform/base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace caunoi::auth::account_store {

namespace {

store::Query accounts_where() {
    return store::Query(R"(
        select id as account, version, name, full_name, email, roles, body, language, theme, shortcuts, disabled,
               case when password = '' then 0 else 1 end as has_password, last_sign_in, password
        from account where )");
}

std::optional<Stored> first(store::Rows rows) {
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return Stored{.account = account_from(*row), .password = std::string(row->text("password"))};
}

std::vector<Account> accounts_from(store::Rows rows) {
    std::vector<Account> accounts;
    for (const store::Row row : rows) accounts.push_back(account_from(row));
    return accounts;
}

}  // namespace

std::string roles_text(const std::vector<Role>& roles) {
    std::string text;
    const auto all = codes(Role{});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::ranges::find(roles, static_cast<Role>(i)) == roles.end()) continue;
        if (!text.empty()) text += ' ';
        text += all[i];
    }
    return text;
}

std::vector<Role> parse_roles(std::string_view text) {
    std::vector<Role> roles;
    const auto all = codes(Role{});
    for (const std::string_view code : split(text, ' ')) {
        const auto at = std::ranges::find(all, code);
        if (at == all.end()) throw std::logic_error("unknown role in the database: " + std::string(code));
        roles.push_back(static_cast<Role>(at - all.begin()));
    }
    return roles;
}

Account account_from(const store::Row& row) {
    Account account;
    account.id = row.id<AccountTag>("account");
    account.version = row.integer("version");
    account.name = row.text("name");
    account.full_name = row.text("full_name");
    account.email = row.text("email");
    account.roles = parse_roles(row.text("roles"));
    account.body = row.id<PartyTag>("body");
    account.language = parse_language(row.text("language")).value_or(Language::vi);
    account.theme = row.text("theme");
    account.shortcuts = row.boolean("shortcuts");
    account.disabled = row.boolean("disabled");
    account.has_password = row.boolean("has_password");
    if (!row.is_null("last_sign_in")) account.last_sign_in = row.time("last_sign_in");
    return account;
}

std::optional<Stored> find(store::Tx& tx, AccountId id) {
    return first(tx.query(accounts_where().add("id = ", id)));
}

std::optional<Stored> find(store::Tx& tx, std::string_view name) {
    return first(tx.query(accounts_where().add("name = ", name)));
}

std::vector<Account> with_email(store::Tx& tx, std::string_view email) {
    const std::string lower = to_lower(email);
    return accounts_from(tx.query(accounts_where().add("lower(email) = ", lower).add(" order by id limit 5")));
}

std::vector<Account> all(store::Tx& tx) {
    return accounts_from(tx.query(accounts_where().add(R"(true order by disabled, name collate "C", id limit 5000)")));
}

bool insert(store::Tx& tx, AccountId id, const AccountInput& input, Time now) {
    return tx.execute(R"(
        insert into account (id, version, name, full_name, email, roles, body, language, theme, shortcuts, disabled,
                             password, created_at)
        values ($1, 1, $2, $3, $4, $5, $6, $7, 'auto', 1, 0, '', $8)
        on conflict (name) do nothing)",
                      id, input.name, input.full_name, input.email, roles_text(input.roles), input.body, input.language,
                      now) == 1;
}

bool name_taken(store::Tx& tx, std::string_view name, AccountId except) {
    return tx.integer("select count(*) from account where name = $1 and id <> $2", name, except) > 0;
}

bool update(store::Tx& tx, AccountId id, std::int64_t version, const AccountInput& input) {
    return tx.execute(R"(
        update account set version = version + 1, name = $1, full_name = $2, email = $3, roles = $4, body = $5,
                           language = $6
        where id = $7 and version = $8)",
                      input.name, input.full_name, input.email, roles_text(input.roles), input.body, input.language, id,
                      version) == 1;
}

void set_disabled(store::Tx& tx, AccountId id, bool disabled) {
    tx.execute("update account set version = version + 1, disabled = $1 where id = $2", disabled, id);
}

void set_preferences(store::Tx& tx, AccountId id, Language language, std::string_view theme, bool shortcuts) {
    tx.execute("update account set version = version + 1, language = $1, theme = $2, shortcuts = $3 where id = $4",
               language, theme, shortcuts, id);
}

bool replace_password(store::Tx& tx, AccountId id, std::string_view before, std::string_view after) {
    return tx.execute("update account set password = $1 where id = $2 and password = $3 and disabled = 0", after, id,
                      before) == 1;
}

bool set_signed_in(store::Tx& tx, AccountId id, std::string_view password, Time now) {
    return tx.execute("update account set last_sign_in = $1 where id = $2 and password = $3 and disabled = 0", now, id,
                      password) == 1;
}

std::int64_t other_administrators(store::Tx& tx, AccountId except) {
    return tx.integer(R"(
        select count(*) from account
        where disabled = 0 and password <> '' and ' ' || roles || ' ' like '% administrator %' and id <> $1)",
                      except);
}

}  // namespace caunoi::auth::account_store
