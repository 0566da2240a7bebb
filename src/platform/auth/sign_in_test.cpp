// Signing in and changing the password, on both engines.
#include "platform/auth/failures.hpp"
#include "platform/auth/test_auth.hpp"
#include "platform/base/bytes.hpp"

#include <thread>

namespace caunoi::auth {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class SignIn : public AuthTest {
protected:
    failures::Count fail_once(const failures::Bucket& bucket) {
        return write(stranger, [&](store::Tx& tx) { return failures::count_one(tx, stranger, bucket); });
    }
    void fail_often(const failures::Bucket& bucket, std::int64_t times) {
        for (std::int64_t i = 0; i < times; ++i) fail_once(bucket);
    }
};

TEST_P(SignIn, TheRightPasswordMakesASession) {
    const AccountId lan = create_with_password("lan");
    const auto in = sign_in(stranger, " LAN ", right, office);
    ASSERT_TRUE(in);
    EXPECT_EQ(in->account.id, lan);
    EXPECT_EQ(from_base64url(in->secret).size(), 32U);
    EXPECT_EQ(visitor(in->secret)->account.name, "lan");
    EXPECT_EQ(account(lan).last_sign_in, noon);
    EXPECT_EQ(account(lan).version, 1);
    const auto line = history(lan)[0];
    EXPECT_EQ(line.action, "sign_in");
    EXPECT_EQ(line.account, lan);
    EXPECT_EQ(line.actor, "Nguyễn Thị lan");
    EXPECT_EQ(test.database().read([&](store::Tx& tx) {
        return tx.integer("select count(*) from session where secret_hash = $1", to_hex(sha256(in->secret)));
    }),
              1);
}

TEST_P(SignIn, AWrongNameAndAWrongPasswordCannotBeToldApart) {
    create_with_password("lan");
    create("moi");  // no password yet
    std::vector<Error> answers;
    for (const std::string_view name : {"lan", "moi", "khong-co", "", "'; drop table account; --"}) {
        const auto hashes = hashing_lane().runs();
        const auto result = sign_in(stranger, name, "không phải mật khẩu", office);
        ASSERT_FALSE(result);
        EXPECT_EQ(hashing_lane().runs(), hashes + 1) << name;
        answers.push_back(result.error());
    }
    for (const Error& answer : answers) {
        EXPECT_EQ(answer.kind, Error::Kind::forbidden);
        EXPECT_EQ(answer.key, "auth.wrong");
        EXPECT_TRUE(answer.arguments.empty());
        EXPECT_TRUE(answer.fields.empty());
    }
}

TEST_P(SignIn, TenFailuresBlockAnAccountForAQuarterOfAnHour) {
    const AccountId lan = create_with_password("lan");
    fail_often(failures::of_name(stranger, "lan"), 9);
    EXPECT_EQ(sign_in(stranger, "lan", also_right, office).error().key, "auth.wrong");  // the tenth
    EXPECT_EQ(history(lan)[0].action, "sign_in_blocked");

    const auto hashes = hashing_lane().runs();
    stranger.now = noon + minutes(14) + seconds(59);
    const auto blocked = sign_in(stranger, "lan", right, office);
    EXPECT_EQ(blocked.error().key, "auth.too_many");
    EXPECT_EQ(blocked.error().arguments, (Arguments{{"minutes", "1"}}));
    EXPECT_EQ(hashing_lane().runs(), hashes);  // counted before hashing

    stranger.now = noon + minutes(15);
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));
    EXPECT_EQ(count("select count(*) from sign_in_failure where count > 1"),
              0);  // a success clears the account's count
}

TEST_P(SignIn, ANameThatDoesNotExistIsBlockedAlike) {
    fail_often(failures::of_name(stranger, "khong-co"), 10);
    EXPECT_EQ(sign_in(stranger, "khong-co", right, office).error().key, "auth.too_many");
}

TEST_P(SignIn, ThirtyFailuresBlockAnAddressWhateverTheName) {
    const AccountId lan = create_with_password("lan");
    fail_often(failures::of_address(stranger, office.address), 29);
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));  // a success does not use the budget up
    EXPECT_EQ(sign_in(stranger, "khac", right, office).error().key, "auth.wrong");  // the thirtieth
    EXPECT_EQ(sign_in(stranger, "lan", right, office).error().key, "auth.too_many");
    EXPECT_TRUE(sign_in(stranger, "lan", right, {.address = "203.0.113.8", .agent = ""}));
    EXPECT_EQ(history(lan).front().action, "sign_in");
    EXPECT_EQ(test.database().read([](store::Tx& tx) { return log::of_record(tx, "account", 0, 5); }).size(), 1U);
    stranger.now = noon + minutes(15);
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));
}

TEST_P(SignIn, AnAddressIsNotInTheTableOfFailures) {
    sign_in(stranger, "lan", right, office).error();
    EXPECT_EQ(count("select count(*) from sign_in_failure"), 2);
    EXPECT_EQ(count("select count(*) from sign_in_failure where bucket like '%203.0.113.7%' or length(bucket) <> 64"),
              0);
}

TEST_P(SignIn, ALineOfIpv6IsOneAddress) {
    const auto key = [&](std::string_view address) { return failures::of_address(stranger, address).key; };
    EXPECT_EQ(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
    EXPECT_NE(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    EXPECT_EQ(key("::ffff:203.0.113.7"), key("203.0.113.7"));
    EXPECT_NE(key("203.0.113.7"), key("203.0.113.8"));
}

TEST_P(SignIn, GuessesAtTheSameMomentAreCountedToo) {
    create_with_password("lan");
    fail_often(failures::of_name(stranger, "lan"), 7);
    std::atomic<int> wrong = 0;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> guessers;
        for (int i = 0; i < 8; ++i)
            guessers.emplace_back([&] {
                Context context = context_of({});
                const auto result = sign_in(context, "lan", also_right, {});
                if (!result && result.error().key == "auth.wrong") ++wrong;
                if (!result && result.error().key == "auth.too_many") ++refused;
            });
    }
    EXPECT_EQ(wrong, 3);
    EXPECT_EQ(refused, 5);
}

TEST_P(SignIn, SigningInAgainReplacesTheRunningSession) {
    create_with_password("lan");
    const auto before = sign_in(stranger, "lan", right, office)->secret;
    Context context = signed_in(before);
    const auto after = sign_in(context, "lan", right, office)->secret;
    EXPECT_NE(before, after);
    EXPECT_FALSE(visitor(before));
    EXPECT_TRUE(visitor(after));
}

TEST_P(SignIn, AnOldHashIsRenewed) {
    const AccountId lan = create("lan");
    // "một câu dễ nhớ" at the cost of 19 MiB.
    test.database().write([&](store::Tx& tx) {
        tx.execute("update account set password = $1 where id = $2",
                   "$argon2id$v=19$m=19456,t=2,p=1$D5t7DcMHlSC4uEI43+oO3A$aPvNQIGutrOCViYOrd7WuEybaJVV8xXOII+pCGMjAOI",
                   lan);
    });
    ASSERT_TRUE(sign_in(stranger, "lan", right, office));
    EXPECT_EQ(count("select count(*) from account where password like '$argon2id$v=19$m=65536,t=2,p=1$%'"), 1);
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));
}

TEST_P(SignIn, InsideATransactionItIsOurOwnMistake) {
    EXPECT_THROW(write(stranger, [&](store::Tx&) { sign_in(stranger, "lan", right, office).error(); }),
                 std::logic_error);
}

TEST_P(SignIn, ChangingThePasswordEndsTheOtherSessionsAndKeepsThisOne) {
    const AccountId lan = create_with_password("lan");
    const auto elsewhere = sign_in(stranger, "lan", right, office)->secret;
    const auto here = sign_in(stranger, "lan", right, office)->secret;
    const std::string link = link_for(lan);
    Context context = signed_in(here);
    ASSERT_TRUE(set_password(context, right, also_right));
    const std::string renewed = rotate(context);
    EXPECT_FALSE(visitor(elsewhere));
    EXPECT_FALSE(visitor(here));
    EXPECT_EQ(visitor(renewed)->session, context.visit.session);
    EXPECT_FALSE(account_of_link(stranger, link));
    EXPECT_EQ(history(lan)[0].action, "set_password");
    EXPECT_EQ(history(lan)[0].content, "{}");
    EXPECT_EQ(sign_in(stranger, "lan", right, office).error().key, "auth.wrong");
    EXPECT_TRUE(sign_in(stranger, "lan", also_right, office));
}

TEST_P(SignIn, ChangingThePasswordNeedsTheCurrentOneAndAGoodNewOne) {
    create_with_password("lan");
    Context context = signed_in(sign_in(stranger, "lan", right, office)->secret);
    const auto wrong = set_password(context, "không phải mật khẩu", also_right);
    ASSERT_EQ(wrong.error().fields.size(), 1U);
    EXPECT_EQ(wrong.error().fields[0].name, "current");
    const auto poor = set_password(context, right, "ngắn");
    ASSERT_EQ(poor.error().fields.size(), 1U);
    EXPECT_EQ(poor.error().fields[0].name, "new_password");
    EXPECT_EQ(set_password(stranger, right, also_right).error().kind, Error::Kind::forbidden);
    fail_often(failures::of_name(stranger, "lan"), 9);
    EXPECT_EQ(set_password(context, right, also_right).error().key, "auth.too_many");
}

INSTANTIATE_TEST_SUITE_P(Engines, SignIn, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::auth
