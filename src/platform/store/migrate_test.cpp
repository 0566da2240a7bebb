// The schema goes forward, once, whoever starts at the same time.
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace caunoi::store {
namespace {

const std::vector<EmbeddedFile> both_engines{
    {"0001_thing.sql",
     "create table thing (id bigint primary key); insert into thing values (1); insert into thing values (2);"},
    {"0002_engine.sqlite.sql", "create table engine (name text); insert into engine values ('sqlite')"},
    {"0002_engine.postgres.sql", "create table engine (name text); insert into engine values ('postgres')"},
    {"0010_index.sql", "-- Why: a list is read by it.\ncreate index thing_by_id on thing (id);\n"},
};

class Migrate : public testing::TestWithParam<Engine> {
protected:
    std::int64_t things(Database& from) {
        return from.read([](Tx& tx) { return tx.integer("select count(*) from thing"); });
    }
    TestDatabase test{GetParam()};
    Database& database = test.database();
};
INSTANTIATE_TEST_SUITE_P(Engines, Migrate, testing::ValuesIn(engines_under_test()), name_of_engine);

TEST_P(Migrate, AppliesEachOnceInOrder) {
    EXPECT_EQ(schema_version(database), 0);
    const MigrationResult first = migrate(database, both_engines);
    EXPECT_EQ(first.applied, 3);
    EXPECT_EQ(first.version, 10);
    EXPECT_EQ(schema_version(database), 10);
    EXPECT_EQ(things(database), 2);
    const auto engine =
        database.read([](Tx& tx) { return std::string(tx.query("select name from engine").next()->text("name")); });
    EXPECT_EQ(engine, GetParam() == Engine::sqlite ? "sqlite" : "postgres");

    const MigrationResult second = migrate(database, both_engines);
    EXPECT_EQ(second.applied, 0);
    EXPECT_EQ(second.version, 10);
    EXPECT_EQ(things(database), 2);
}

TEST_P(Migrate, AsksForABackupBeforeItChangesASchemaThatIsThere) {
    int backups = 0;
    const auto backup = [&] { ++backups; };
    migrate(database, std::span(both_engines).first(1), backup);
    EXPECT_EQ(backups, 0) << "there was nothing to save";
    migrate(database, both_engines, backup);
    EXPECT_EQ(backups, 1);
    migrate(database, both_engines, backup);
    EXPECT_EQ(backups, 1) << "there was nothing to apply";
}

TEST_P(Migrate, TwoProcessesMayStartAtOnce) {
    for (int round = 0; round < 3; ++round) {
        const TestDatabase fresh(GetParam());
        std::latch start(2);
        std::array<int, 2> applied{};
        std::array<std::thread, 2> threads;
        for (std::size_t n = 0; n < 2; ++n)
            threads[n] = std::thread([&, n] {
                const auto own = fresh.open();
                start.arrive_and_wait();
                applied[n] = migrate(*own, both_engines).applied;
            });
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(applied[0] + applied[1], 3);
        const auto after = fresh.open();
        EXPECT_EQ(things(*after), 2);
    }
}

TEST_P(Migrate, AFailedOneLeavesNothingBehind) {
    std::vector<EmbeddedFile> broken(both_engines.begin(), both_engines.begin() + 1);
    broken.push_back({"0002_broken.sql", "create table half (id bigint); insert into nowhere values (1);"});
    try {
        migrate(database, broken);
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_NE(std::string_view(error.what()).find("0002_broken"), std::string_view::npos);
    }
    EXPECT_EQ(schema_version(database), 1);
    EXPECT_THROW(database.read([](Tx& tx) { tx.query("select * from half"); }), DatabaseError);
    EXPECT_EQ(migrate(database, both_engines).applied, 2) << "put right, it goes on";
}

TEST_P(Migrate, RefusesAChangedMigration) {
    migrate(database, both_engines);
    std::vector<EmbeddedFile> changed = both_engines;
    changed[0].text = "create table thing (id bigint primary key, more text)";
    try {
        migrate(database, changed);
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_NE(std::string_view(error.what()).find("0001_thing"), std::string_view::npos);
    }
}

TEST_P(Migrate, RefusesADatabaseThatIsNewer) {
    migrate(database, both_engines);
    try {
        migrate(database, std::span(both_engines).first(3));
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_NE(std::string_view(error.what()).find("newer version"), std::string_view::npos);
    }
}

TEST_P(Migrate, MayRebuildATableThatOthersReferTo) {
    const std::vector<EmbeddedFile> rebuilding{
        {"0001_pair.sql",
         "create table parent (id bigint primary key); create table child (parent bigint references parent);"
         "insert into parent values (1); insert into child values (1);"},
        {"0002_rebuild.sqlite.sql",
         "create table parent_new (id bigint primary key, name text); insert into parent_new (id) select id from "
         "parent;"
         "drop table parent; alter table parent_new rename to parent;"},
        {"0002_rebuild.postgres.sql", "alter table parent add column name text"},
    };
    EXPECT_EQ(migrate(database, rebuilding).applied, 2);
    database.read([](Tx& tx) {
        EXPECT_EQ(
            tx.integer("select count(*) from child join parent on parent.id = child.parent where parent.name is null"),
            1);
    });
    EXPECT_THROW(database.write([](Tx& tx) { tx.execute("insert into child (parent) values (2)"); }), DatabaseError);
}

TEST_P(Migrate, RefusesToLeaveReferencesToNothing) {
    const std::vector<EmbeddedFile> losing{
        {"0001_pair.sql",
         "create table parent (id bigint primary key); create table child (parent bigint references parent);"
         "insert into parent values (1); insert into child values (1);"},
        {"0002_lose.sql", "delete from parent"},
    };
    EXPECT_THROW(migrate(database, losing), DatabaseError);
    EXPECT_EQ(schema_version(database), 1);
    EXPECT_EQ(database.read([](Tx& tx) { return tx.integer("select count(*) from parent"); }), 1);
    EXPECT_THROW(database.write([](Tx& tx) { tx.execute("delete from parent"); }), DatabaseError);
}

TEST_P(Migrate, NamesMustHaveANumberOfTheirOwn) {
    for (const auto& files : std::vector<std::vector<EmbeddedFile>>{{{"thing.sql", ""}},
                                                                    {{"0001thing.sql", ""}},
                                                                    {{"0001_a.txt", ""}},
                                                                    {{"0001_a.sql", ""}, {"0001_b.sql", ""}}})
        EXPECT_THROW(migrate(database, files), std::logic_error) << files.back().name;
}

}  // namespace
}  // namespace caunoi::store
