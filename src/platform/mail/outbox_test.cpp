// The outbox on both engines, against a real mail server.
#include "platform/context/installation.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/test_sink.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace caunoi::mail {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time noon{seconds{1'700'000'000}};

class Outbox : public testing::TestWithParam<store::Engine> {
protected:
    store::TestDatabase test{GetParam(), store::repository_migrations("0006")};
    Installation installation;
    Context context{.database = test.database(),
                    .installation = installation,
                    .actor = {.account = AccountId{1}, .name = "admin", .permissions = {can_see_outbox}},
                    .now = noon};

    static Settings settings_for(const std::string& url) {
        return {.url = url, .from = "office@association.example", .from_name = "Văn phòng", .starttls = false};
    }
    static Message a_message() {
        return {.to = "lan@example.vn",
                .to_name = "Nguyễn Thị Lan",
                .subject = "Thư mời – 邀请函",
                .text = "Kính gửi chị Lan,\n.một dòng bắt đầu bằng dấu chấm\n您好。\n",
                .html = "<p>Kính gửi chị Lan, 您好。</p>",
                .language = Language::vi};
    }
    MailId put(const Message& message, std::string_view key = "k") {
        return write(context, [&](store::Tx& tx) { return enqueue(tx, context, message, key); });
    }
    void run(const Settings& settings, MailId id) { deliver(context, settings, to_text(id)); }
    Waiting the_only() {
        const auto list = outbox(context, 10);
        EXPECT_TRUE(list.has_value());
        EXPECT_EQ(list->size(), 1U);
        return list->at(0);
    }
    std::int64_t jobs_at(Time time) {
        return test.database().read([&](store::Tx& tx) {
            return tx.integer("select count(*) from job where kind = $1 and run_at = $2", deliver_job, time);
        });
    }
    std::string content() {
        return test.database().read([](store::Tx& tx) {
            auto rows = tx.query("select content from mail_outbox");
            return std::string(rows.next()->text("content"));
        });
    }
};

TEST_P(Outbox, AMessageArrivesWithBothPartsAndReadableHeaders) {
    const TestSink sink;
    const MailId id = put(a_message());
    run(settings_for(sink.url()), id);

    ASSERT_TRUE(sink.has(1));
    EXPECT_EQ(sink.fact(1, "envelope-from"), "office@association.example");
    EXPECT_EQ(sink.fact(1, "envelope-to"), "lan@example.vn");
    EXPECT_EQ(sink.fact(1, "defects"), "0");
    EXPECT_EQ(sink.fact(1, "type"), "multipart/alternative");
    EXPECT_EQ(sink.fact(1, "Subject"), "Thư mời – 邀请函");
    EXPECT_EQ(sink.fact(1, "From"), "Văn phòng <office@association.example>");
    EXPECT_EQ(sink.fact(1, "To"), "Nguyễn Thị Lan <lan@example.vn>");
    EXPECT_EQ(sink.fact(1, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(sink.fact(1, "Content-Language"), "vi");
    EXPECT_EQ(sink.fact(1, "Date"), "Wed, 15 Nov 2023 05:13:20 +0700");
    EXPECT_EQ(sink.fact(1, "Message-Id"), "<" + to_text(id) + "@association.example>");
    EXPECT_EQ(sink.text(1, "plain"), a_message().text);
    EXPECT_EQ(sink.text(1, "html"), a_message().html);
    EXPECT_EQ(the_only().state, State::sent);
    EXPECT_EQ(content(), "");

    run(settings_for(sink.url()), id);  // the job runs twice
    EXPECT_FALSE(sink.has(2));
}

TEST_P(Outbox, ALongLineOfChineseSubjectComesBackWhole) {
    const TestSink sink;
    Message message = a_message();
    message.subject =
        "关于邀请贵会代表团出席边境友好交流活动并参加座谈会的函（Về việc mời đoàn đại biểu tham dự giao lưu hữu nghị "
        "biên giới）";
    run(settings_for(sink.url()), put(message));
    EXPECT_EQ(sink.fact(1, "Subject"), message.subject);
}

TEST_P(Outbox, AServerThatSaysLaterIsAskedAgainAfterAMinute) {
    const TestSink sink({"--mode", "later-once"});
    const MailId id = put(a_message());
    run(settings_for(sink.url()), id);
    EXPECT_FALSE(sink.has(1));
    Waiting waiting = the_only();
    EXPECT_EQ(waiting.state, State::pending);
    EXPECT_EQ(waiting.attempts, 1);
    EXPECT_EQ(waiting.next_attempt, noon + minutes(1));
    EXPECT_EQ(waiting.last_error, "451 4.7.1 Greylisted, come again later");
    EXPECT_EQ(jobs_at(noon + minutes(1)), 1);

    context.now = noon + minutes(1);
    run(settings_for(sink.url()), id);
    EXPECT_TRUE(sink.has(1));
    EXPECT_EQ(the_only().state, State::sent);
}

TEST_P(Outbox, ARefusalIsFinalAndKeepsTheServersWords) {
    const TestSink sink({"--mode", "never"});
    run(settings_for(sink.url()), put(a_message()));
    EXPECT_FALSE(sink.has(1));
    const Waiting refused = the_only();
    EXPECT_EQ(refused.state, State::failed);
    EXPECT_EQ(refused.last_error, "550 5.1.1 No such user here");
    EXPECT_EQ(refused.attempts, 1);
    EXPECT_EQ(jobs_at(noon + minutes(1)), 0);
}

TEST_P(Outbox, WithoutTlsThatIsRequiredNothingLeaves) {
    const TestSink sink;
    Settings settings = settings_for(sink.url());
    settings.starttls = true;
    run(settings, put(a_message()));
    EXPECT_FALSE(sink.has(1));
    EXPECT_EQ(the_only().state, State::pending);
    EXPECT_NE(the_only().last_error.find("STARTTLS"), std::string::npos) << the_only().last_error;
}

TEST_P(Outbox, ADeadServerIsTriedSixTimesInAllAndThenTheMessageHasFailed) {
    std::string dead;
    {
        const TestSink sink;
        dead = sink.url();
    }
    const MailId id = put(a_message());
    for (const seconds delay :
         {seconds(minutes(1)), seconds(minutes(5)), seconds(minutes(30)), seconds(hours(2)), seconds(hours(12))}) {
        run(settings_for(dead), id);
        EXPECT_EQ(the_only().next_attempt, context.now + delay);
        context.now += delay;
    }
    run(settings_for(dead), id);
    EXPECT_EQ(the_only().state, State::failed);
    EXPECT_EQ(the_only().attempts, 6);
    EXPECT_NE(the_only().last_error, "");

    const TestSink sink;
    ASSERT_TRUE(send_again(context, id));
    run(settings_for(sink.url()), id);
    EXPECT_EQ(sink.text(1, "plain"), a_message().text);
    EXPECT_FALSE(send_again(context, id));  // it has been sent
}

TEST_P(Outbox, WithoutAServerMessagesWaitVisiblyAndGoOutWhenThereIsOne) {
    const MailId id = put(a_message());
    run({}, id);
    EXPECT_EQ(the_only().state, State::pending);
    EXPECT_EQ(the_only().last_error, "mail.no_server");
    EXPECT_EQ(the_only().attempts, 0);
    EXPECT_EQ(resume(context, {}), 0);

    const TestSink sink;
    context.now = noon + hours(1);
    EXPECT_EQ(resume(context, settings_for(sink.url())), 1);
    EXPECT_EQ(jobs_at(noon + hours(1)), 1);
    EXPECT_EQ(resume(context, settings_for(sink.url())), 0);
    run(settings_for(sink.url()), id);
    EXPECT_TRUE(sink.has(1));
}

TEST_P(Outbox, AMessageWithoutUseIsNotSentAnyMore) {
    const TestSink sink;
    Message message = a_message();
    message.expires_at = noon + hours(1);
    const MailId id = put(message);
    context.now = noon + hours(1);
    run(settings_for(sink.url()), id);
    EXPECT_FALSE(sink.has(1));
    EXPECT_EQ(the_only().state, State::failed);
    EXPECT_EQ(the_only().last_error, "mail.expired");
    EXPECT_EQ(content(), "");
    EXPECT_EQ(send_again(context, id).error().key, "mail.cannot_send_again");
}

TEST_P(Outbox, TheSameOccasionTwiceIsOneMessage) {
    const MailId first = put(a_message(), "invitation/7/lan");
    EXPECT_EQ(put(a_message(), "invitation/7/lan"), first);
    EXPECT_NE(put(a_message(), "invitation/7/minh"), first);
    EXPECT_EQ(outbox(context, 10)->size(), 2U);
    EXPECT_EQ(jobs_at(noon), 2);
    EXPECT_EQ(outbox(context, 10, first)->size(), 0U);
}

TEST_P(Outbox, AMessageOfAnUndoneTransactionDoesNotExist) {
    const Result<void> undone = write(context, [&](store::Tx& tx) -> Result<void> {
        enqueue(tx, context, a_message(), "k");
        return fail(Error::Kind::conflict, "no");
    });
    EXPECT_FALSE(undone);
    EXPECT_TRUE(outbox(context, 10)->empty());
    EXPECT_EQ(jobs_at(noon), 0);
}

TEST_P(Outbox, ContentIsNotReadableInTheTable) {
    put(a_message());
    EXPECT_NE(content(), "");
    EXPECT_EQ(content().find("Lan"), std::string::npos);
}

TEST_P(Outbox, AMessageWhoseSenderDiedIsTakenUpAfterTenMinutes) {
    const TestSink sink;
    const MailId id = put(a_message());
    test.database().write([&](store::Tx& tx) {
        tx.execute("update mail_outbox set state = 'sending', claimed_at = $1, attempts = 1", noon);
    });
    context.now = noon + minutes(1);
    run(settings_for(sink.url()), id);
    EXPECT_FALSE(sink.has(1));
    EXPECT_EQ(jobs_at(noon + minutes(10)), 1);
    context.now = noon + minutes(10);
    run(settings_for(sink.url()), id);
    EXPECT_TRUE(sink.has(1));
    EXPECT_EQ(the_only().state, State::sent);
}

TEST_P(Outbox, OldMessagesAreSwept) {
    const TestSink sink;
    run(settings_for(sink.url()), put(a_message()));
    context.now = noon + hours(24 * 90) - seconds(1);
    EXPECT_EQ(sweep(context), 0);
    context.now = noon + hours(24 * 90);
    EXPECT_EQ(sweep(context), 1);
}

TEST_P(Outbox, StrangersNeitherSeeNorSendIt) {
    const MailId id = put(a_message());
    context.actor = {};
    EXPECT_EQ(outbox(context, 10).error().kind, Error::Kind::forbidden);
    EXPECT_EQ(send_again(context, id).error().kind, Error::Kind::forbidden);
}

TEST_P(Outbox, AnAddressThatCannotBeOneIsOurOwnMistake) {
    Message message = a_message();
    message.to = "lan@example.vn\r\nRCPT TO:<evil@example.com>";
    EXPECT_THROW(put(message), std::invalid_argument);
}

TEST_P(Outbox, OverTlsItSignsInAtTheRelay) {
    const store::TestPlace place(store::Engine::sqlite);  // a folder that goes away
    const std::string certificate = place.folder() / "cert.pem";
    const std::string key = place.folder() / "key.pem";
    const std::string make =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
        " -addext subjectAltName=IP:127.0.0.1 -keyout " +
        key + " -out " + certificate + " 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    const TestSink sink({"--tls", certificate, key, "--user", "relay", "bí mật"});
    Settings settings = settings_for(sink.url());
    settings.starttls = true;
    settings.user = "relay";
    settings.password = "wrong";

    const MailId id = put(a_message());
    run(settings, id);  // a certificate that nobody vouches for
    EXPECT_EQ(the_only().state, State::pending);
    settings.ca_file = certificate;
    run(settings, id);  // the operator's mistake is not the message's end
    EXPECT_EQ(the_only().state, State::pending);
    EXPECT_EQ(the_only().last_error.substr(0, 3), "535");
    EXPECT_FALSE(sink.has(1));

    settings.password = "bí mật";
    run(settings, id);
    EXPECT_EQ(sink.fact(1, "tls"), "yes");
    EXPECT_EQ(sink.fact(1, "user"), "relay");
}

INSTANTIATE_TEST_SUITE_P(Engines, Outbox, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::mail
