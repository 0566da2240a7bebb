// Jobs on both engines, driven step by step with a clock of their own; and once in threads.
#include "platform/jobs/jobs.hpp"

#include "platform/context/installation.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace caunoi::jobs {
namespace {

using std::chrono::seconds;

constexpr Time noon{seconds{1'700'000'000}};

void note(Context& context, std::string_view text) {
    write(context, [&](store::Tx& tx) {
        tx.execute("insert into noted (text, at, actor, request_id) values ($1, $2, $3, $4)", text, context.now,
                   context.actor.name, context.request_id);
    });
}
void note_and_fail(Context& context, std::string_view text) {
    note(context, text);
    throw std::runtime_error("the partner's server does not answer");
}
void fail_inside_a_transaction(Context& context, std::string_view text) {
    write(context, [&](store::Tx& tx) {
        tx.execute("insert into noted (text, at, actor, request_id) values ($1, 0, '', '')", text);
        throw std::runtime_error("half way");
    });
}
bool something_is_waiting(store::Tx& tx) {
    return tx.integer("select count(*) from noted where text = 'waiting'") > 0;
}

class Jobs : public testing::TestWithParam<store::Engine> {
protected:
    Jobs() {
        test.database().write([](store::Tx& tx) {
            tx.execute(
                "create table noted (text text not null, at bigint not null, actor text not null, request_id text not "
                "null)");
        });
        registry.add("note", note).add("fail", note_and_fail).add("half", fail_inside_a_transaction);
    }
    std::unique_ptr<Runner> a_runner(store::Database& database) {
        return std::make_unique<Runner>(
            RunnerOptions{.database = database,
                          .installation = installation,
                          .registry = registry,
                          .actor = {.name = "Hệ thống"},
                          .clock = [this] { return clock; },
                          .report = [this](const Failure& failure) { reported.push_back(failure); }});
    }
    JobId enqueued(std::string_view kind, std::string_view payload, Time run_at = noon) {
        return test.database().write([&](store::Tx& tx) { return enqueue(tx, kind, payload, run_at); });
    }
    std::vector<std::string> notes() {
        std::vector<std::string> texts;
        test.database().read([&](store::Tx& tx) {
            for (const store::Row row : tx.query("select text from noted order by at, text"))
                texts.emplace_back(row.text(0));
        });
        return texts;
    }
    Overview overview() {
        return test.database().read([](store::Tx& tx) { return list(tx); });
    }
    Context a_context() {
        return {.database = test.database(),
                .installation = installation,
                .actor = {.permissions = {can_manage}},
                .now = clock};
    }

    store::TestDatabase test{GetParam(), store::repository_migrations("0003")};
    Installation installation;
    Registry registry;
    Time clock = noon;
    std::vector<Failure> reported;
};

TEST_P(Jobs, DueJobIsDoneOnceAndGoneWithTheActorOfJobs) {
    const auto runner = a_runner(test.database());
    const JobId id = enqueued("note", "Chào 你好");
    EXPECT_EQ(overview().open.at(0).kind, "note");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(runner->run_due(), 0);
    EXPECT_EQ(notes(), std::vector<std::string>{"Chào 你好"});
    EXPECT_TRUE(overview().open.empty());
    test.database().read([&](store::Tx& tx) {
        store::Rows rows = tx.query("select at, actor, request_id from noted");
        const auto row = rows.next();
        EXPECT_EQ(row->time("at"), noon);
        EXPECT_EQ(row->text("actor"), "Hệ thống");
        EXPECT_EQ(row->text("request_id"), "job " + to_text(id));
    });
}

TEST_P(Jobs, JobWaitsForItsMomentAndEarlierOnesGoFirst) {
    const auto runner = a_runner(test.database());
    enqueued("note", "later", noon + seconds(60));
    enqueued("note", "soon", noon + seconds(30));
    EXPECT_EQ(runner->run_due(), 0);
    clock = noon + seconds(59);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(notes(), std::vector<std::string>{"soon"});
    clock = noon + seconds(60);
    EXPECT_EQ(runner->run_due(), 1);
}

TEST_P(Jobs, JobOfAnUndoneTransactionDoesNotExist) {
    const auto runner = a_runner(test.database());
    EXPECT_THROW(test.database().write([&](store::Tx& tx) {
        enqueue(tx, "note", "never", noon);
        throw std::runtime_error("undone");
    }),
                 std::runtime_error);
    EXPECT_EQ(runner->run_due(), 0);
}

TEST_P(Jobs, FailedJobIsTriedAgainLaterAndLaterAndThenGivenUp) {
    const auto runner = a_runner(test.database());
    const JobId id = enqueued("fail", "x");
    EXPECT_EQ(runner->run_due(), 1);
    for (const seconds delay : standard_delays) {
        EXPECT_EQ(overview().open.at(0).state, State::waiting);
        EXPECT_EQ(overview().open.at(0).run_at, clock + delay);
        clock += delay - seconds(1);
        EXPECT_EQ(runner->run_due(), 0);
        clock += seconds(1);
        EXPECT_EQ(runner->run_due(), 1);
    }
    clock += std::chrono::hours(1000);
    EXPECT_EQ(runner->run_due(), 0);
    EXPECT_EQ(notes().size(), 6U);
    ASSERT_EQ(overview().failed.size(), 1U);
    const Job failed = overview().failed[0];
    EXPECT_EQ(failed.id, id);
    EXPECT_EQ(failed.attempts, 6);
    EXPECT_EQ(failed.last_error, "the partner's server does not answer");
    ASSERT_EQ(reported.size(), 6U);
    EXPECT_EQ(failed.error_number, reported.back().number);
    EXPECT_EQ(failed.error_number.size(), 8U);
}

TEST_P(Jobs, WhatAFailingJobWroteInItsTransactionIsUndone) {
    const auto runner = a_runner(test.database());
    enqueued("half", "x");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_TRUE(notes().empty());
    EXPECT_EQ(overview().open.at(0).last_error, "half way");
}

TEST_P(Jobs, FailedJobCanBeTriedAgainOrRemovedByWhoMay) {
    registry.add("once", note_and_fail, {.delays = {}});
    const auto runner = a_runner(test.database());
    const JobId id = enqueued("once", "x");
    EXPECT_EQ(runner->run_due(), 1);
    ASSERT_EQ(overview().failed.size(), 1U);
    Context context = a_context();
    EXPECT_TRUE(try_again(context, id));
    EXPECT_EQ(try_again(context, id).error().kind, Error::Kind::not_found);
    EXPECT_EQ(remove(context, id).error().kind, Error::Kind::not_found);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(notes().size(), 2U);
    context.actor.permissions.clear();
    EXPECT_EQ(remove(context, id).error().kind, Error::Kind::forbidden);
    EXPECT_EQ(try_again(context, id).error().kind, Error::Kind::forbidden);
    context.actor.permissions = {can_manage};
    EXPECT_TRUE(remove(context, id));
    EXPECT_TRUE(overview().failed.empty());
}

TEST_P(Jobs, JobOfAWorkerThatDiedIsTakenOverAfterItsLease) {
    registry.add("note", note, {.delays = std::span(standard_delays).first(1), .lease = seconds(600)});
    const auto runner = a_runner(test.database());
    enqueued("note", "x");
    const auto die = [&] {
        test.database().write([&](store::Tx& tx) {
            tx.execute("update job set state = 'running', claim = 'dead', attempts = attempts + 1, run_at = $1",
                       clock + seconds(600));
        });
    };
    die();
    EXPECT_EQ(overview().open.at(0).state, State::running);
    clock += seconds(599);
    EXPECT_EQ(runner->run_due(), 0);
    clock += seconds(1);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(notes().size(), 1U);

    // A job that takes its process with it each time must end some time.
    enqueued("note", "deadly");
    die();
    clock += seconds(600);
    die();
    clock += seconds(600);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(notes().size(), 1U);
    EXPECT_EQ(overview().failed.size(), 1U);
    EXPECT_EQ(reported.size(), 1U);
}

TEST_P(Jobs, UnknownWorkIsReportedAndKept) {
    const auto runner = a_runner(test.database());
    enqueued("of_a_newer_version", "x");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(overview().open.at(0).last_error, "this version of the program knows no such work");
}

TEST_P(Jobs, ScheduleRunsOnceAPeriodOverAllRunners) {
    registry.every("daily", std::chrono::hours(24), note);
    const auto other_database = test.open();
    const auto one = a_runner(test.database());
    const auto two = a_runner(*other_database);
    EXPECT_EQ(one->run_due() + two->run_due(), 1);
    clock += std::chrono::hours(24) - seconds(1);
    EXPECT_EQ(one->run_due() + two->run_due(), 0);
    clock += seconds(1);
    EXPECT_EQ(two->run_due() + one->run_due(), 1);
    const Scheduled schedule = overview().schedules.at(0);
    EXPECT_EQ(schedule.kind, "daily");
    EXPECT_EQ(schedule.last_ok_at, clock);
    EXPECT_EQ(schedule.next_at, clock + std::chrono::hours(24));
    EXPECT_FALSE(schedule.running);
    EXPECT_EQ(schedule.last_error_at, std::nullopt);
}

TEST_P(Jobs, FailedScheduleComesBackSoonerThanItsPeriodAndSaysWhy) {
    registry.every("daily", std::chrono::hours(24), note_and_fail);
    const auto runner = a_runner(test.database());
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(overview().schedules.at(0).next_at, noon + seconds(60));
    EXPECT_EQ(overview().schedules.at(0).last_error, "the partner's server does not answer");
    EXPECT_EQ(overview().schedules.at(0).error_number, reported.at(0).number);
    clock += seconds(60);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(overview().schedules.at(0).next_at, clock + seconds(300));
    EXPECT_EQ(overview().schedules.at(0).failures, 2);

    registry.every("daily", std::chrono::hours(24), note);
    clock += seconds(300);
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(overview().schedules.at(0).failures, 0);
    EXPECT_EQ(overview().schedules.at(0).next_at, clock + std::chrono::hours(24));
}

TEST_P(Jobs, ScheduleWithNothingToDoWritesNothing) {
    registry.every("sealer", seconds(1), note, something_is_waiting);
    const auto runner = a_runner(test.database());
    EXPECT_EQ(runner->run_due(), 0);
    EXPECT_EQ(overview().schedules.at(0).last_ok_at, std::nullopt);
    Context context = a_context();
    note(context, "waiting");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(overview().schedules.at(0).last_ok_at, noon);
}

TEST_P(Jobs, ScheduleOfAWorkerThatDiedIsTakenOver) {
    registry.every("sealer", seconds(1), note);
    const auto runner = a_runner(test.database());
    test.database().write([&](store::Tx& tx) {
        tx.execute("update job_schedule set claim = 'dead', next_at = $1", clock + seconds(60));
    });
    EXPECT_TRUE(overview().schedules.at(0).running);
    clock += seconds(59);
    EXPECT_EQ(runner->run_due(), 0);
    clock += seconds(1);
    EXPECT_EQ(runner->run_due(), 1);
}

// The only state shared with work that runs in other threads.
struct Counter {
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
};
Counter& counter() {
    static Counter the_counter;
    return the_counter;
}
void count(Context& context, std::string_view payload) {
    note(context, payload);
    {
        const std::scoped_lock lock(counter().mutex);
        ++counter().count;
    }
    counter().changed.notify_all();
}

TEST_P(Jobs, RunnersInThreadsShareTheWorkAndStopWhenAsked) {
    constexpr int jobs = 40;
    registry.add("count", count);
    counter().count = 0;
    const auto other_database = test.open();
    const auto one = a_runner(test.database());
    const auto two = a_runner(*other_database);
    one->start();
    two->start();
    for (int i = 0; i < jobs; ++i) enqueued("count", std::to_string(i));
    one->wake();
    two->wake();
    {
        std::unique_lock lock(counter().mutex);
        EXPECT_TRUE(counter().changed.wait_for(lock, std::chrono::minutes(2), [&] { return counter().count >= jobs; }));
    }
    one->stop();
    two->stop();
    EXPECT_EQ(counter().count, jobs);
    EXPECT_EQ(notes().size(), static_cast<std::size_t>(jobs));
    EXPECT_TRUE(overview().open.empty());
    enqueued("count", "after the stop");
    EXPECT_EQ(overview().open.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Jobs, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::jobs
