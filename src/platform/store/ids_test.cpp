// No number twice: not when the clock steps back, not from two processes, not after a node has changed hands.
#include "platform/store/ids.hpp"

#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace caunoi::store {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t start_ms = 1'700'000'000'000;

int node_of(std::int64_t id) {
    return static_cast<int>(id >> 12) & 511;
}

Ids ids_at(std::int64_t& clock, Ids::Lease lease = {.node = 5, .from_ms = 0, .until_ms = start_ms + hour_ms}) {
    return Ids([&clock] { return clock; }, [lease](std::int64_t) { return lease; });
}

TEST(Ids, HoldMomentNodeAndSequence) {
    std::int64_t clock = start_ms;
    Ids ids = ids_at(clock);
    ids.prepare();
    const std::int64_t id = ids.next();
    EXPECT_EQ(milliseconds_of_id(id), start_ms);
    EXPECT_EQ(node_of(id), 5);
    EXPECT_EQ(id & 4095, 0);
    EXPECT_EQ(ids.next() & 4095, 1);
    EXPECT_EQ(ids.last_ms(), start_ms);
}

TEST(Ids, GrowWhileTheClockStepsBack) {
    std::int64_t clock = start_ms;
    Ids ids = ids_at(clock);
    ids.prepare();
    std::int64_t last = 0;
    for (const std::int64_t moment :
         {start_ms, start_ms + 5, start_ms - 100'000, start_ms - 100'000, start_ms + 4, start_ms + 6}) {
        clock = moment;
        const std::int64_t id = ids.next();
        EXPECT_GT(id, last);
        last = id;
    }
    EXPECT_EQ(milliseconds_of_id(last), start_ms + 6);
}

TEST(Ids, RollIntoTheNextMillisecondAfter4096) {
    std::int64_t clock = start_ms;
    Ids ids = ids_at(clock);
    ids.prepare();
    std::int64_t last = 0;
    for (int n = 0; n < 4096; ++n) {
        const std::int64_t id = ids.next();
        EXPECT_GT(id, last);
        EXPECT_EQ(milliseconds_of_id(id), start_ms);
        last = id;
    }
    EXPECT_EQ(milliseconds_of_id(ids.next()), start_ms + 1);
}

TEST(Ids, AreNotMadeWithoutALease) {
    std::int64_t clock = start_ms;
    Ids ids = ids_at(clock);
    EXPECT_THROW(ids.next(), std::logic_error);
    ids.prepare();
    EXPECT_GT(ids.next(), 0);
    clock = start_ms + hour_ms;
    EXPECT_THROW(ids.next(), std::logic_error);
}

TEST(Ids, DoNotUseTheMomentsOfTheFormerHolder) {
    std::int64_t clock = start_ms;
    Ids ids = ids_at(clock, {.node = 1, .from_ms = start_ms + 20, .until_ms = start_ms + hour_ms});
    ids.prepare();
    EXPECT_EQ(milliseconds_of_id(ids.next()), start_ms + 20);
}

TEST(Ids, GrowAlsoWhenTheNodeBecomesALowerOne) {
    std::int64_t clock = start_ms;
    int renewals = 0;
    Ids ids([&] { return clock; },
            [&](std::int64_t now_ms) {
                return Ids::Lease{.node = 9 - renewals++, .from_ms = 0, .until_ms = now_ms + 60'001};
            });
    ids.prepare();
    const std::int64_t before = ids.next();
    clock += 1;
    ids.next();
    clock -= 1;
    ids.prepare();
    EXPECT_EQ(ids.lease().node, 8);
    EXPECT_GT(ids.next(), before);
    EXPECT_EQ(renewals, 2);
}

class NodeLease : public testing::TestWithParam<Engine> {
protected:
    std::unique_ptr<Database> open_at(std::int64_t& clock) {
        return test.open([&clock] { return clock; });
    }
    static std::int64_t make_id(Database& database) {
        return database.write([](Tx& tx) { return tx.new_id<struct Any>().value; });
    }

    TestDatabase test{GetParam(), repository_migrations("0001")};
};
INSTANTIATE_TEST_SUITE_P(Engines, NodeLease, testing::ValuesIn(engines_under_test()), name_of_engine);

TEST_P(NodeLease, IsNeverSharedByTwoProcesses) {
    std::vector<std::unique_ptr<Database>> databases;
    for (int n = 0; n < 6; ++n) databases.push_back(test.open());
    std::vector<std::vector<std::int64_t>> made(databases.size());
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < databases.size(); ++n)
        threads.emplace_back([&, n] {
            for (int k = 0; k < 20; ++k) made[n].push_back(make_id(*databases[n]));
        });
    for (std::thread& thread : threads) thread.join();
    std::set<int> nodes;
    std::set<std::int64_t> ids;
    for (const auto& of_one : made) {
        nodes.insert(node_of(of_one.front()));
        ids.insert(of_one.begin(), of_one.end());
    }
    EXPECT_EQ(nodes.size(), databases.size());
    EXPECT_EQ(ids.size(), 20 * databases.size());
}

TEST_P(NodeLease, PassesToAnotherWhenItHasRunOut) {
    std::int64_t early = start_ms;
    std::int64_t late = start_ms + 2 * hour_ms;
    const auto first = open_at(early);
    const std::int64_t before = make_id(*first);
    const auto second = open_at(late);
    const std::int64_t after = make_id(*second);
    EXPECT_EQ(node_of(after), node_of(before));
    EXPECT_GE(second->ids().lease().from_ms, start_ms + hour_ms) << "not the moments that the first may still use";

    early = start_ms + hour_ms - 1000;
    const std::int64_t elsewhere = make_id(*first);
    EXPECT_NE(node_of(elsewhere), node_of(before)) << "the first notices that its node was given away";
}

TEST_P(NodeLease, IsRenewedByItsHolder) {
    std::int64_t clock = start_ms;
    const auto database = open_at(clock);
    const int node = node_of(make_id(*database));
    for (int n = 0; n < 5; ++n) {
        clock += hour_ms - 1000;
        EXPECT_EQ(node_of(make_id(*database)), node);
        EXPECT_EQ(database->ids().lease().until_ms, clock + hour_ms);
    }
}

TEST_P(NodeLease, IsGivenBackAtTheEnd) {
    std::int64_t clock = start_ms;
    std::int64_t before = 0;
    {
        const auto database = open_at(clock);
        before = make_id(*database);
    }
    clock = start_ms + 1;
    const auto database = open_at(clock);
    const std::int64_t after = make_id(*database);
    EXPECT_EQ(node_of(after), node_of(before));
    EXPECT_GT(after, before);
    EXPECT_EQ(database->ids().lease().from_ms, start_ms + 1);
}

TEST_P(NodeLease, IsNotNeededToReadOrMigrate) {
    const TestDatabase empty(GetParam());
    const auto database = empty.open();
    EXPECT_EQ(database->read([](Tx& tx) { return tx.integer("select 1"); }), 1);
    database->write([](Tx& tx) { tx.execute("create table thing (id bigint)"); });
    EXPECT_THROW(make_id(*database), std::logic_error);
}

}  // namespace
}  // namespace caunoi::store
