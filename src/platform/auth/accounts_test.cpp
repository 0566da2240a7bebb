// The rules of accounts on both engines.
#include "platform/auth/test_auth.hpp"

#include <thread>

namespace caunoi::auth {
namespace {

class Accounts : public AuthTest {
protected:
    static std::vector<std::string> wrong_fields(const Error& error) {
        std::vector<std::string> fields;
        for (const Error::Field& field : error.fields) fields.push_back(field.name + " " + field.key);
        return fields;
    }
    std::vector<std::string> refused(const AccountInput& input) {
        const auto result = create_account(admin, input);
        EXPECT_FALSE(result);
        EXPECT_EQ(result.error().kind, Error::Kind::invalid);
        return wrong_fields(result.error());
    }
    static AccountInput valid() {
        return {.name = "lan", .full_name = "Nguyễn Thị Lan", .email = "", .roles = {Role::clerk}, .body = {}};
    }
    AccountInput input_of(AccountId id) {
        const Account found = account(id);
        return {.name = found.name,
                .full_name = found.full_name,
                .email = found.email,
                .roles = found.roles,
                .body = found.body,
                .language = found.language};
    }
};
using Fields = std::vector<std::string>;

TEST_P(Accounts, AnAccountComesBackAsItWasMade) {
    const auto id = create_account(admin, {.name = " Lan.Nguyen ",
                                           .full_name = " Nguyễn   Thị Lan ",
                                           .email = "lan@example.vn",
                                           .roles = {Role::editor, Role::clerk, Role::editor},
                                           .body = {},
                                           .language = Language::zh});
    ASSERT_TRUE(id);
    const Account made = account(*id);
    EXPECT_EQ(made.name, "lan.nguyen");
    EXPECT_EQ(made.full_name, "Nguyễn Thị Lan");
    EXPECT_EQ(made.roles, (std::vector{Role::clerk, Role::editor}));
    EXPECT_EQ(made.language, Language::zh);
    EXPECT_EQ(made.theme, "auto");
    EXPECT_FALSE(made.has_password);
    EXPECT_FALSE(made.disabled);
    EXPECT_FALSE(made.last_sign_in);
    EXPECT_EQ(test.database().read([](store::Tx& tx) { return account_by_name(tx, "LAN.Nguyen "); })->id, *id);
    EXPECT_EQ(list_accounts(admin)->size(), 1U);
}

TEST_P(Accounts, EveryWrongFieldIsNamedAtOnce) {
    EXPECT_EQ(refused({}),
              (Fields{"name auth.name_rule", "full_name auth.full_name_required", "roles auth.roles_required"}));
    for (const std::string_view name : {"la", "1lan", ".lan", "lan nguyen", "lần", "lan@x", "-lan"}) {
        AccountInput input = valid();
        input.name = name;
        EXPECT_EQ(refused(input), Fields{"name auth.name_rule"}) << name;
    }
    AccountInput input = valid();
    input.name = std::string(41, 'a');
    input.email = "lan at example";
    input.full_name = std::string(121, 'x');
    EXPECT_EQ(refused(input),
              (Fields{"name auth.name_rule", "full_name auth.full_name_long", "email auth.email_rule"}));
}

TEST_P(Accounts, OutsidersActForABodyAndNobodyElseDoes) {
    AccountInput input = valid();
    input.roles = {Role::partner};
    EXPECT_EQ(refused(input), Fields{"body auth.body_required"});
    input.roles = {Role::agency, Role::member};
    EXPECT_EQ(refused(input), Fields{"body auth.body_required"});
    input.body = PartyId{7};
    EXPECT_TRUE(create_account(admin, input));
    input.name = "minh";
    input.roles = {Role::member};
    EXPECT_EQ(refused(input), Fields{"body auth.body_not_allowed"});
}

TEST_P(Accounts, ASignInNameIsTakenOnce) {
    create("lan");
    const auto again = create_account(admin, valid());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, Error::Kind::conflict);
    EXPECT_EQ(again.error().key, "auth.name_taken");
    const AccountId minh = create("minh");
    AccountInput input = input_of(minh);
    input.name = "lan";
    EXPECT_EQ(change_account(admin, minh, 1, input).error().key, "auth.name_taken");
}

TEST_P(Accounts, AChangeOnAnOldPageIsAConflict) {
    const AccountId lan = create("lan");
    AccountInput input = input_of(lan);
    input.full_name = "Trần Thị Lan";
    ASSERT_TRUE(change_account(admin, lan, 1, input));
    EXPECT_EQ(account(lan).version, 2);
    EXPECT_EQ(change_account(admin, lan, 1, input).error().key, "auth.changed_meanwhile");
    ASSERT_TRUE(change_account(admin, lan, 2, input));
    EXPECT_EQ(account(lan).version, 2);  // nothing changed
    EXPECT_EQ(change_account(admin, AccountId{99}, 1, input).error().kind, Error::Kind::not_found);
}

TEST_P(Accounts, TheHistorySaysWhatChanged) {
    const AccountId lan = create("lan");
    AccountInput input = input_of(lan);
    input.roles = {Role::clerk, Role::inspector};
    ASSERT_TRUE(change_account(admin, lan, 1, input));
    const auto lines = history(lan);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].action, "change");
    EXPECT_EQ(lines[0].content, R"({"roles":["clerk","clerk inspector"]})");
    EXPECT_EQ(lines[0].actor, "Quản trị");
    EXPECT_EQ(lines[1].action, "create");
    EXPECT_NE(lines[1].content.find(R"("name":["","lan"])"), std::string::npos);
}

TEST_P(Accounts, ADisabledAccountLosesSessionsAndLinks) {
    const AccountId lan = create_with_password("lan");
    const auto secret = sign_in(stranger, "lan", right, office)->secret;
    const std::string link = link_for(lan);
    ASSERT_TRUE(visitor(secret));
    ASSERT_TRUE(set_disabled(admin, lan, true));
    EXPECT_FALSE(visitor(secret));
    EXPECT_FALSE(account_of_link(stranger, link));
    EXPECT_EQ(sign_in(stranger, "lan", right, office).error().key, "auth.disabled");
    EXPECT_EQ(sign_in(stranger, "lan", also_right, office).error().key, "auth.wrong");
    EXPECT_EQ(hand_out_link(admin, lan).error().key, "auth.link_for_disabled");
    ASSERT_TRUE(set_disabled(admin, lan, false));
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));
    EXPECT_FALSE(visitor(secret));
}

TEST_P(Accounts, ANewAddressKillsTheLinkOnItsWayToTheOld) {
    const AccountId lan = create("lan");
    const std::string link = link_for(lan);
    AccountInput input = input_of(lan);
    input.email = "";
    ASSERT_TRUE(change_account(admin, lan, 1, input));
    EXPECT_FALSE(account_of_link(stranger, link));
}

TEST_P(Accounts, TheLastAdministratorStays) {
    const AccountId only = create_with_password("admin1", {Role::administrator});
    create("admin2", {Role::administrator});  // has no password yet, so could let nobody in
    EXPECT_TRUE(test.database().read([](store::Tx& tx) { return any_administrator_has_password(tx); }));
    EXPECT_EQ(set_disabled(admin, only, true).error().key, "auth.last_administrator");
    AccountInput input = input_of(only);
    input.roles = {Role::clerk};
    EXPECT_EQ(change_account(admin, only, 1, input).error().key, "auth.last_administrator");
    input.roles = {Role::clerk, Role::administrator};
    EXPECT_TRUE(change_account(admin, only, 1, input));

    create_with_password("admin3", {Role::administrator});
    EXPECT_TRUE(set_disabled(admin, only, true));
}

TEST_P(Accounts, TwoAdministratorsCannotDisableEachOtherInTheSameMoment) {
    for (int round = 0; round < 5; ++round) {
        const std::string number = std::to_string(round);
        const AccountId first = create_with_password("first" + number, {Role::administrator});
        const AccountId second = create_with_password("second" + number, {Role::administrator});
        std::array<bool, 2> done{};
        {
            std::jthread one([&] {
                Context context = admin;
                done[0] = set_disabled(context, first, true).has_value();
            });
            std::jthread two([&] {
                Context context = admin;
                done[1] = set_disabled(context, second, true).has_value();
            });
        }
        EXPECT_NE(done[0], done[1]);
        test.database().write([](store::Tx& tx) { tx.execute("update account set disabled = 1"); });
    }
}

TEST_P(Accounts, PreferencesAreOnesOwn) {
    const AccountId lan = create("lan");
    Context context = context_of({.account = lan, .name = "Lan"});
    ASSERT_TRUE(set_preferences(context, Language::en, "dark", false));
    EXPECT_EQ(account(lan).theme, "dark");
    EXPECT_EQ(account(lan).language, Language::en);
    EXPECT_FALSE(account(lan).shortcuts);
    EXPECT_EQ(history(lan)[0].content, R"({"language":["vi","en"],"theme":["auto","dark"],"shortcuts":["yes","no"]})");
    EXPECT_EQ(set_preferences(context, Language::en, "pink", false).error().kind, Error::Kind::invalid);
    EXPECT_EQ(set_preferences(stranger, Language::en, "dark", false).error().kind, Error::Kind::forbidden);
    EXPECT_EQ(find_account(context, lan)->name, "lan");
}

TEST_P(Accounts, OnlyThoseWhoManageAccountsManageThem) {
    const AccountId lan = create("lan");
    Context clerk = context_of(actor_of(account(create("minh"))));
    ASSERT_TRUE(clerk.may(Permission{"test.record"}));
    for (Context* context : {&stranger, &clerk}) {
        EXPECT_EQ(create_account(*context, valid()).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(change_account(*context, lan, 1, valid()).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(set_disabled(*context, lan, true).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(list_accounts(*context).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(find_account(*context, lan).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(hand_out_link(*context, lan).error().kind, Error::Kind::forbidden);
        EXPECT_EQ(sessions_of(*context, lan).error().kind, Error::Kind::forbidden);
    }
}

TEST_P(Accounts, AnActorHasTheRightsOfAllRolesEachOnce) {
    const Actor actor = actor_of(account(create("lan", {Role::clerk, Role::partner}, PartyId{7})));
    EXPECT_EQ(actor.permissions, (std::vector{Permission{"test.record"}, Permission{"test.read"}}));
    EXPECT_EQ(actor.body, PartyId{7});
    EXPECT_EQ(system_actor().permissions.size(), 4U);
    EXPECT_FALSE(system_actor().signed_in());
}

INSTANTIATE_TEST_SUITE_P(Engines, Accounts, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::auth
