// Many writers at once, processes included; conflicts are tried again; a server that goes away.
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace caunoi::store {
namespace {

class Concurrency : public testing::TestWithParam<Engine> {
protected:
    Concurrency() {
        database.write([](Tx& tx) {
            tx.execute("create table counter (id bigint primary key, value bigint not null)");
            tx.execute("insert into counter (id, value) values (1, 0), (2, 0)");
        });
    }
    std::int64_t value(int id) {
        return database.read([&](Tx& tx) { return tx.integer("select value from counter where id = $1", id); });
    }

    TestDatabase test{GetParam(), repository_migrations("0001")};
    Database& database = test.database();
};
INSTANTIATE_TEST_SUITE_P(Engines, Concurrency, testing::ValuesIn(engines_under_test()), name_of_engine);

// Reads, adds in the program and writes: without the lock PostgreSQL would lose some.
void add_many(Database& database, int threads, int times) {
    std::vector<std::thread> running;
    for (int n = 0; n < threads; ++n)
        running.emplace_back([&] {
            for (int k = 0; k < times; ++k)
                database.write([](Tx& tx) {
                    tx.lock("counter", 1);
                    const std::int64_t value = tx.integer("select value from counter where id = 1");
                    tx.execute("update counter set value = $1 where id = 1", value + 1);
                });
        });
    for (std::thread& thread : running) thread.join();
}

TEST_P(Concurrency, NoIncrementUnderALockIsLost) {
    add_many(database, 8, 200);
    EXPECT_EQ(value(1), 1600);
}

TEST_P(Concurrency, NoIncrementOfAnotherProcessIsLost) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        try {
            add_many(*test.open(), 4, 100);
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    const auto own = test.open();
    add_many(*own, 4, 100);
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(value(1), 800);
}

TEST_P(Concurrency, AConflictIsTriedAgain) {
    int attempts = 0;
    database.write([&](Tx& tx) {
        tx.execute("update counter set value = value + 1 where id = 1");
        if (++attempts < 4) throw DatabaseError("busy", true);
    });
    EXPECT_EQ(attempts, 4);
    EXPECT_EQ(value(1), 1) << "only the last attempt counts";

    attempts = 0;
    EXPECT_THROW(database.write([&](Tx&) {
        ++attempts;
        throw DatabaseError("busy", true);
    }),
                 DatabaseError);
    EXPECT_EQ(attempts, 10);

    attempts = 0;
    EXPECT_THROW(database.write([&](Tx&) {
        ++attempts;
        throw DatabaseError("broken", false);
    }),
                 DatabaseError);
    EXPECT_EQ(attempts, 1);
}

TEST_P(Concurrency, TwoThatWaitForEachOtherBothGetThrough) {
    std::latch both_hold_one(2);
    std::atomic<int> attempts = 0;
    const auto take_both = [&](int first, int second) {
        const auto own = test.open();
        bool met = false;
        own->write([&](Tx& tx) {
            ++attempts;
            if (GetParam() == Engine::postgres) tx.execute("set local deadlock_timeout = '20ms'");
            tx.execute("update counter set value = value + 1 where id = $1", first);
            if (GetParam() == Engine::postgres && !std::exchange(met, true)) both_hold_one.arrive_and_wait();
            tx.execute("update counter set value = value + 1 where id = $1", second);
        });
    };
    std::thread one(take_both, 1, 2);
    std::thread other(take_both, 2, 1);
    one.join();
    other.join();
    EXPECT_EQ(value(1), 2);
    EXPECT_EQ(value(2), 2);
    EXPECT_GE(attempts, GetParam() == Engine::postgres ? 3 : 2) << "on PostgreSQL one of them was the victim";
}

TEST_P(Concurrency, MoreThreadsThanConnectionsWaitTheirTurn) {
    std::atomic<int> read = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < 12; ++n)
        threads.emplace_back([&] {
            for (int k = 0; k < 50; ++k)
                read += database.read([](Tx& tx) { return tx.integer("select count(*) from counter"); }) == 2;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(read, 600);
}

class PostgresGoesAway : public testing::Test {
protected:
    void SetUp() override {
        if (test_postgres_url().empty()) GTEST_SKIP() << "CAUNOI_TEST_POSTGRES is not set";
        test = std::make_unique<TestDatabase>(Engine::postgres, repository_migrations("0001"));
        killer = test->open();
        test->database().write([](Tx& tx) { tx.execute("create table thing (id bigint primary key)"); });
    }
    static std::int64_t backend(Tx& tx) { return tx.integer("select pg_backend_pid()"); }
    void kill(std::int64_t backend) {
        killer->read([&](Tx& tx) {
            tx.query("select pg_terminate_backend(cast($1 as integer))", backend);
            while (tx.integer("select count(*) from pg_stat_activity where pid = $1", backend) > 0)
                std::this_thread::yield();
        });
    }
    std::int64_t count() {
        return killer->read([](Tx& tx) { return tx.integer("select count(*) from thing"); });
    }

    std::unique_ptr<TestDatabase> test;
    std::unique_ptr<Database> killer;
};

TEST_F(PostgresGoesAway, BeforeATransactionNobodyNotices) {
    Database database({.url = test->place().url(), .readers = 1});
    kill(database.read(backend));
    EXPECT_EQ(database.read([](Tx& tx) { return tx.integer("select count(*) from thing where id > $1", 0); }), 0);
    kill(database.read(backend));
    database.write([](Tx& tx) { tx.execute("insert into thing (id) values ($1)", 1); });
    kill(database.read(backend));
    EXPECT_EQ(database.snapshot([](Tx& tx) { return tx.integer("select count(*) from thing where id > $1", 0); }), 1);
}

TEST_F(PostgresGoesAway, WithinATransactionItIsRunAgain) {
    int attempts = 0;
    test->database().write([&](Tx& tx) {
        tx.execute("insert into thing (id) values ($1)", 1);
        if (++attempts == 1) kill(backend(tx));
        tx.execute("insert into thing (id) values ($1)", 2);
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(count(), 2);
}

TEST_F(PostgresGoesAway, DuringTheCommitNothingIsRepeated) {
    int attempts = 0;
    try {
        test->database().write([&](Tx& tx) {
            ++attempts;
            tx.execute("insert into thing (id) values (1)");
            kill(backend(tx));
        });
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_FALSE(error.retryable);
        EXPECT_NE(std::string_view(error.what()).find("not known"), std::string_view::npos) << error.what();
    }
    EXPECT_EQ(attempts, 1);
    test->database().write([](Tx& tx) { tx.execute("insert into thing (id) values (2)"); });
    EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace caunoi::store
