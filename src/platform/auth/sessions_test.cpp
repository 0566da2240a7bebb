// How long a session lives, who sees it and who ends it, on both engines.
#include "platform/auth/failures.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/auth/test_auth.hpp"

namespace caunoi::auth {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class Sessions : public AuthTest {
protected:
    // A session without the 70 ms of a password.
    std::string begin(AccountId account, Time at = noon, const Client& client = office) {
        Context context = context_of({}, at);
        return write(context, [&](store::Tx& tx) { return session_store::begin(tx, context, account, client); });
    }
    void touch_at(std::string_view secret, Time at) {
        const auto found = visitor(secret, at);
        ASSERT_TRUE(found);
        if (!found->touch_due) return;
        Context context = context_of({}, at);
        touch(context, found->session);
    }
};

TEST_P(Sessions, EndTwelveHoursAfterTheLastRequest) {
    const std::string secret = begin(create("lan"));
    EXPECT_TRUE(visitor(secret, noon + hours(12) - seconds(1)));
    EXPECT_FALSE(visitor(secret, noon + hours(12)));
    touch_at(secret, noon + hours(11));
    EXPECT_TRUE(visitor(secret, noon + hours(23) - seconds(1)));
    EXPECT_FALSE(visitor(secret, noon + hours(23)));
}

TEST_P(Sessions, EndAfterThirtyDaysHoweverBusy) {
    const std::string secret = begin(create("lan"));
    for (Time at = noon; at < noon + hours(24 * 30); at += hours(6)) touch_at(secret, at);
    EXPECT_TRUE(visitor(secret, noon + hours(24 * 30) - seconds(1)));
    EXPECT_FALSE(visitor(secret, noon + hours(24 * 30)));
}

TEST_P(Sessions, ReadingAPageWritesAtMostOnceInFiveMinutes) {
    const std::string secret = begin(create("lan"));
    EXPECT_FALSE(visitor(secret, noon + minutes(5) - seconds(1))->touch_due);
    EXPECT_TRUE(visitor(secret, noon + minutes(5))->touch_due);
    touch_at(secret, noon + minutes(5));
    EXPECT_FALSE(visitor(secret, noon + minutes(9))->touch_due);
    Context context = context_of({}, noon + minutes(9));
    touch(context, visitor(secret)->session);  // a hasty caller
    EXPECT_EQ(count("select last_seen from session"), (noon + minutes(5)).time_since_epoch().count());
}

TEST_P(Sessions, AVisitorBringsAccountRolesAndBody) {
    const AccountId lan = create("lan", {Role::partner, Role::member}, PartyId{7});
    const auto found = visitor(begin(lan));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account.id, lan);
    EXPECT_EQ(found->account.roles, (std::vector{Role::member, Role::partner}));
    EXPECT_EQ(found->account.body, PartyId{7});
    EXPECT_FALSE(visitor(""));
    EXPECT_FALSE(visitor("không phải bí mật"));
}

TEST_P(Sessions, AChangedRoleHoldsFromTheNextRequest) {
    const AccountId lan = create("lan", {Role::clerk});
    const std::string secret = begin(lan);
    EXPECT_TRUE(signed_in(secret).may(Permission{"test.record"}));
    ASSERT_TRUE(change_account(admin, lan, 1,
                               {.name = "lan", .full_name = "Lan", .email = "", .roles = {Role::member}, .body = {}}));
    EXPECT_FALSE(signed_in(secret).may(Permission{"test.record"}));
}

TEST_P(Sessions, TheFindingReadsNoTableFromEndToEnd) {
    std::string plan;
    test.database().write([&](store::Tx& tx) {
        if (tx.engine() == store::Engine::sqlite) {
            for (const store::Row row : tx.query(R"(explain query plan
                select account.id from session join account on account.id = session.account where secret_hash = 'x')"))
                plan += std::string(row.text("detail")) + "\n";
        } else {
            tx.execute("set local enable_seqscan = off");  // a table of no rows is read whole else
            for (const store::Row row : tx.query(R"(explain
                select account.id from session join account on account.id = session.account where secret_hash = 'x')"))
                plan += std::string(row.text(0)) + "\n";
        }
    });
    EXPECT_NE(plan.find("session_secret_hash"), plan.find("sqlite_autoindex_session")) << plan;
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << plan;
}

TEST_P(Sessions, OnesOwnAreListedNewestFirstWithThisOneMarked) {
    const AccountId lan = create("lan");
    const std::string old = begin(lan, noon - hours(13));
    const std::string phone =
        begin(lan, noon - hours(1), {.address = "2001:db8::1", .agent = "Điện thoại\r\n" + std::string(300, 'x')});
    const std::string here = begin(lan);
    begin(create("minh"));
    Context context = signed_in(here);
    const auto list = my_sessions(context);
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 2U);  // the idle one has ended
    EXPECT_TRUE(list->at(0).current);
    EXPECT_FALSE(list->at(1).current);
    EXPECT_EQ(list->at(1).address, "2001:db8::1");
    EXPECT_TRUE(list->at(1).agent.starts_with("Điện thoại x"));
    EXPECT_EQ(list->at(1).created, noon - hours(1));
    EXPECT_EQ(my_sessions(stranger).error().kind, Error::Kind::forbidden);
    EXPECT_EQ(sessions_of(admin, lan)->size(), 2U);
}

TEST_P(Sessions, SomebodyElsesCannotBeEndedNorToldFromNone) {
    const std::string theirs = begin(create("minh"));
    Context lan = signed_in(begin(create("lan")));
    const SessionId foreign = visitor(theirs)->session;
    const auto denied = end_session(lan, foreign);
    const auto absent = end_session(lan, SessionId{12345});
    EXPECT_EQ(denied.error().kind, Error::Kind::not_found);
    EXPECT_EQ(denied.error().key, absent.error().key);
    EXPECT_TRUE(visitor(theirs));
    EXPECT_EQ(end_session(stranger, foreign).error().kind, Error::Kind::forbidden);
    EXPECT_TRUE(visitor(theirs));
    EXPECT_TRUE(end_session(admin, foreign));
    EXPECT_FALSE(visitor(theirs));
}

TEST_P(Sessions, OnesOwnCanBeEndedOneByOneOrAllOthers) {
    const AccountId lan = create("lan");
    const std::string one = begin(lan);
    const std::string two = begin(lan);
    const std::string three = begin(lan);
    const std::string theirs = begin(create("minh"));
    Context context = signed_in(one);
    ASSERT_TRUE(end_session(context, visitor(two)->session));
    EXPECT_FALSE(visitor(two));
    EXPECT_TRUE(visitor(three));
    ASSERT_TRUE(end_other_sessions(context));
    EXPECT_TRUE(visitor(one));
    EXPECT_FALSE(visitor(three));
    EXPECT_TRUE(visitor(theirs));
    sign_out(context);
    EXPECT_FALSE(visitor(one));
    EXPECT_EQ(history(lan)[0].action, "sign_out");
    EXPECT_EQ(end_other_sessions(stranger).error().kind, Error::Kind::forbidden);
    sign_out(stranger);  // nothing to do
    EXPECT_TRUE(visitor(theirs));
}

TEST_P(Sessions, RotationKeepsTheSessionAndKillsTheOldSecret) {
    const std::string before = begin(create("lan"));
    Context context = signed_in(before);
    const std::string after = rotate(context);
    EXPECT_NE(before, after);
    EXPECT_FALSE(visitor(before));
    EXPECT_EQ(visitor(after)->session, context.visit.session);
}

TEST_P(Sessions, TheSweepTakesWhatHasExpiredAndNothingElse) {
    const AccountId lan = create("lan");
    begin(lan, noon - hours(12));
    const std::string alive = begin(lan, noon - hours(11));
    link_for(lan, 60);
    const std::string link = link_for(lan, 3600);
    write(admin, [&](store::Tx& tx) { failures::count_one(tx, admin, failures::of_name(admin, "lan")); });
    Context job = context_of({}, noon);
    EXPECT_EQ(sweep_sessions(job), 1);
    job.now = noon + minutes(15);
    EXPECT_EQ(sweep_sessions(job), 2);  // the short link and the count
    EXPECT_TRUE(visitor(alive, noon + minutes(15)));
    EXPECT_TRUE(account_of_link(job, link));
}

INSTANTIATE_TEST_SUITE_P(Engines, Sessions, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::auth
