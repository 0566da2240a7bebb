// What the tests of this folder share: a database, an administrator, and accounts with one known password.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/context/installation.hpp"
#include "platform/log/log.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::auth {

inline constexpr Time noon{std::chrono::seconds{1'700'000'000}};
inline constexpr std::string_view right = "một câu dễ nhớ";
inline constexpr std::string_view also_right = "另一句容易记住的话语";
inline const Client office{.address = "203.0.113.7", .agent = "Firefox"};

inline std::vector<Permission> permissions_in_tests(Role role) {
    if (role == Role::administrator) return {can_manage_accounts, can_see_all_sessions};
    if (role == Role::clerk) return {Permission{"test.record"}, Permission{"test.read"}};
    return {Permission{"test.read"}};
}

class AuthTest : public testing::TestWithParam<store::Engine> {
protected:
    AuthTest() { set_role_permissions(permissions_in_tests); }

    store::TestDatabase test{GetParam(), store::repository_migrations("0006")};
    Installation installation = installed();
    Context stranger = context_of({});
    Context admin = context_of(
        {.account = AccountId{1}, .name = "Quản trị", .permissions = {can_manage_accounts, can_see_all_sessions}});

    static Installation installed() {
        Installation made;
        made.keys = Keys(std::string(32, 'k'));
        made.public_url = "https://caunoi.example";
        return made;
    }
    Context context_of(const Actor& actor, Time now = noon) {
        return {.database = test.database(), .installation = installation, .actor = actor, .now = now};
    }
    AccountId create(std::string_view name, std::vector<Role> roles = {Role::clerk}, PartyId body = {}) {
        const auto id = create_account(admin, {.name = std::string(name),
                                               .full_name = "Nguyễn Thị " + std::string(name),
                                               .email = std::string(name) + "@example.vn",
                                               .roles = std::move(roles),
                                               .body = body});
        EXPECT_TRUE(id.has_value());
        return id.value_or(AccountId{});
    }
    // With the password `right`; hashed once, because each hash costs 70 ms.
    AccountId create_with_password(std::string_view name, std::vector<Role> roles = {Role::clerk}) {
        static const std::string hash = hash_password(*enter_hashing_lane(), right);
        const AccountId id = create(name, std::move(roles));
        test.database().write(
            [&](store::Tx& tx) { tx.execute("update account set password = $1 where id = $2", hash, id); });
        return id;
    }
    std::string link_for(AccountId account, int valid_for_s = 3600) {
        const std::string path =
            write(admin, [&](store::Tx& tx) { return make_link(tx, admin, account, valid_for_s); });
        EXPECT_TRUE(path.starts_with("/sign-in/link/"));
        return path.substr(std::string_view("/sign-in/link/").size());
    }
    std::optional<Visitor> visitor(std::string_view secret, Time now = noon) {
        return test.database().read([&](store::Tx& tx) { return find_visitor(tx, secret, now); });
    }
    // A context as the pipeline makes it from the cookie.
    Context signed_in(std::string_view secret, Time now = noon) {
        const auto found = visitor(secret, now);
        EXPECT_TRUE(found.has_value());
        Context context = context_of(found ? actor_of(found->account) : Actor{}, now);
        if (found) context.visit.session = found->session;
        return context;
    }
    Account account(AccountId id) { return *find_account(admin, id); }
    std::vector<log::Entry> history(AccountId id) {
        return test.database().read([&](store::Tx& tx) { return log::of_record(tx, "account", id.value, 100); });
    }
    std::int64_t count(store::Sql sql) {
        return test.database().read([&](store::Tx& tx) { return tx.integer(sql); });
    }
};

}  // namespace caunoi::auth
