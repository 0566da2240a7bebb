// One-time links on both engines.
#include "platform/auth/test_auth.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/test_sink.hpp"

#include <thread>

namespace caunoi::auth {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class Links : public AuthTest {};

TEST_P(Links, ALinkSetsThePasswordAndSignsInOnce) {
    const AccountId lan = create("lan");
    const std::string link = link_for(lan);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(account_of_link(stranger, link)->id, lan);  // looking does not use it up

    const auto in = sign_in_by_link(stranger, link, right, office);
    ASSERT_TRUE(in);
    EXPECT_EQ(visitor(in->secret)->account.id, lan);
    EXPECT_TRUE(in->account.has_password);
    EXPECT_FALSE(account_of_link(stranger, link));
    const auto again = sign_in_by_link(stranger, link, also_right, office);
    EXPECT_EQ(again.error().kind, Error::Kind::not_found);
    EXPECT_EQ(again.error().key, "auth.link_gone");
    EXPECT_TRUE(sign_in(stranger, "lan", right, office));
}

TEST_P(Links, ALinkEndsWithItsTime) {
    const std::string link = link_for(create("lan"), 3600);
    stranger.now = noon + minutes(60) - seconds(1);
    EXPECT_TRUE(account_of_link(stranger, link));
    stranger.now = noon + minutes(60);
    EXPECT_FALSE(account_of_link(stranger, link));
    EXPECT_EQ(sign_in_by_link(stranger, link, right, office).error().key, "auth.link_gone");
}

TEST_P(Links, APoorPasswordDoesNotUseItUp) {
    const std::string link = link_for(create("lan"));
    const auto poor = sign_in_by_link(stranger, link, "lan@example.vn", office);
    ASSERT_EQ(poor.error().fields.size(), 1U);
    EXPECT_EQ(poor.error().fields[0].name, "new_password");
    EXPECT_EQ(poor.error().fields[0].key, "auth.password_is_name");
    EXPECT_TRUE(account_of_link(stranger, link));
}

TEST_P(Links, UsingOneEndsSessionsAndTheOtherLinks) {
    const AccountId lan = create_with_password("lan");
    const auto before = sign_in(stranger, "lan", right, office)->secret;
    const std::string first = link_for(lan);
    const std::string second = link_for(lan);
    ASSERT_TRUE(sign_in_by_link(stranger, first, also_right, office));
    EXPECT_FALSE(visitor(before));
    EXPECT_FALSE(account_of_link(stranger, second));
    EXPECT_EQ(sign_in(stranger, "lan", right, office).error().key, "auth.wrong");
}

TEST_P(Links, OfTwentyAtOnceExactlyOneSucceeds) {
    const AccountId lan = create("lan");
    const std::string link = link_for(lan);
    const auto another_process = test.open();
    std::atomic<int> in = 0;
    std::atomic<int> gone = 0;
    {
        std::vector<std::jthread> users;
        for (int i = 0; i < 20; ++i)
            users.emplace_back([&, i] {
                Context context{
                    .database = i % 2 ? *another_process : test.database(), .installation = installation, .now = noon};
                const auto result = sign_in_by_link(context, link, std::string(right) + std::to_string(i), office);
                if (result) ++in;
                if (!result && result.error().key == "auth.link_gone") ++gone;
            });
    }
    EXPECT_EQ(in, 1);
    EXPECT_EQ(gone, 19);
    EXPECT_EQ(count("select count(*) from session"), 1);
}

TEST_P(Links, TheSecretIsNowhereInTheDatabase) {
    const AccountId lan = create("lan");
    const std::string link = link_for(lan);
    EXPECT_EQ(test.database().read([&](store::Tx& tx) {
        return tx.integer("select count(*) from one_time_link where secret_hash = $1", link);
    }),
              0);
    for (const log::Entry& line : history(lan)) EXPECT_EQ(line.content.find(link), std::string::npos);
}

TEST_P(Links, AForgottenPasswordComesByMailInTheReadersLanguage) {
    const AccountId lan = create("lan");
    send_link(stranger, " LAN@Example.VN ", "zh");
    const mail::TestSink sink;
    const std::int64_t id = count("select id from mail_outbox");
    Context job = context_of({});
    mail::deliver(job, {.url = sink.url(), .from = "office@association.example", .starttls = false},
                  std::to_string(id));

    EXPECT_EQ(sink.fact(1, "envelope-to"), "lan@example.vn");
    EXPECT_EQ(sink.fact(1, "Subject"), "Cầu Nối：密码设置链接");
    const std::string text = sink.text(1, "plain");
    const std::string before = "https://caunoi.example/sign-in/link/";
    const auto at = text.find(before);
    ASSERT_NE(at, std::string::npos) << text;
    const std::string secret = text.substr(at + before.size(), 43);
    EXPECT_EQ(account_of_link(stranger, secret)->id, lan);
    EXPECT_NE(sink.text(1, "html").find("<a href=\"" + before + secret + "\">"), std::string::npos);
    stranger.now = noon + minutes(60);
    EXPECT_FALSE(account_of_link(stranger, secret));
}

TEST_P(Links, AskingForOneTellsNothingAndSendsOnlyToThoseWhoMayComeIn) {
    create("lan");
    ASSERT_TRUE(set_disabled(admin, create("khoa"), true));
    send_link(stranger, "khong-co", "vi");
    send_link(stranger, "khong@example.vn", "vi");
    send_link(stranger, "khoa", "vi");
    EXPECT_EQ(count("select count(*) from mail_outbox"), 0);
    for (int i = 0; i < 5; ++i) send_link(stranger, "lan", "vi");
    EXPECT_EQ(count("select count(*) from mail_outbox"), 3);
    stranger.now = noon + minutes(15);
    send_link(stranger, "lan", "vi");
    EXPECT_EQ(count("select count(*) from mail_outbox"), 4);
}

TEST_P(Links, WithoutAPublicAddressNoneIsMailed) {
    create("lan");
    EXPECT_TRUE(links_can_be_mailed(stranger));
    const Installation local;
    Context context{.database = test.database(), .installation = local, .now = noon};
    EXPECT_FALSE(links_can_be_mailed(context));
    send_link(context, "lan", "vi");
    EXPECT_EQ(count("select count(*) from mail_outbox"), 0);
}

TEST_P(Links, AnAdministratorHandsOneOutForADay) {
    const AccountId lan = create("lan");
    const auto path = hand_out_link(admin, lan);
    ASSERT_TRUE(path);
    EXPECT_EQ(history(lan)[0].action, "make_link");
    EXPECT_EQ(hand_out_link(admin, AccountId{99}).error().kind, Error::Kind::not_found);
    const std::string secret = path->substr(path->rfind('/') + 1);
    stranger.now = noon + std::chrono::hours(24) - seconds(1);
    EXPECT_TRUE(account_of_link(stranger, secret));
}

INSTANTIATE_TEST_SUITE_P(Engines, Links, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::auth
