// Moving an installation to the other engine, and a copy of a running database.
#include "platform/store/copy.hpp"

#include "platform/store/backup.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <sys/stat.h>
#include <thread>

namespace caunoi::store {
namespace {

using namespace std::string_literals;

// With all that could go wrong: references against the order of names, to itself and in a ring, a row of the schema's
// own, a generated column, a table of the search index.
const std::vector<EmbeddedFile> schema{
    {"0001_node.sql", "create table node_lease (node bigint primary key, until_ms bigint not null)"},
    {"0002_people.sql",
     "create table people (id bigint primary key, chief bigint references people, body bigint);"
     "create table body (id bigint primary key, head bigint references people on delete cascade);"
     "create table attachment (id bigint primary key, person bigint not null references people, data bytea, note text,"
     "    size bigint generated always as (length(note)) stored, \"order\" bigint);"
     "create table setting (name text primary key, value text not null);"
     "insert into setting values ('generation', '1');"},
    {"0003_ring.postgres.sql",
     "alter table people add constraint people_body foreign key (body) references body;"
     "create table search_fts (id bigint)"},
    {"0003_ring.sqlite.sql", "create virtual table search_fts using fts5 (text)"},
};

struct Direction {
    Engine from;
    Engine to;
};
std::vector<Direction> directions() {
    std::vector<Direction> all;
    for (const Engine from : engines_under_test())
        for (const Engine to : engines_under_test()) all.push_back({from, to});
    return all;
}

class Copy : public testing::TestWithParam<Direction> {
protected:
    void fill(int people) {
        source.write([&](Tx& tx) {
            tx.execute("update setting set value = $1 where name = $2", "Đoàn 友谊", "generation");
            for (int id = 1; id <= people; ++id) {
                tx.execute("insert into people (id, chief) values ($1, $2)", id,
                           id > 1 ? std::optional<int>(id - 1) : std::nullopt);
                tx.execute("insert into attachment (id, person, data, note, \"order\") values ($1, $2, $3, $4, $5)", id,
                           id, id % 3 == 0 ? std::optional<Blob>() : Blob{"\0\xff"s + std::to_string(id)},
                           id % 5 == 0 ? std::optional<std::string>() : "ghi chú " + std::to_string(id),
                           std::numeric_limits<std::int64_t>::max() - id);
            }
            tx.execute("insert into body (id, head) values (1, 1)");
            tx.execute("update people set body = 1, chief = $1 where id = 1", people);
        });
    }
    static std::string content(Database& database) {
        return database.read([](Tx& tx) {
            std::string text;
            for (const Row row : tx.query(R"(select a.id, a.person, a.data, a.note, a.size, a."order", p.chief, p.body
                    from attachment a join people p on p.id = a.person order by a.id)"))
                for (int n = 0; n < 8; ++n) text += row.is_null(n) ? "-|" : std::string(row.text(n)) + "|";
            for (const Row row : tx.query("select name, value from setting order by name")) text += row.text("value");
            return text;
        });
    }

    TestDatabase source_place{GetParam().from, schema};
    TestDatabase target_place{GetParam().to, schema};
    Database& source = source_place.database();
    Database& target = target_place.database();
};
INSTANTIATE_TEST_SUITE_P(Directions, Copy, testing::ValuesIn(directions()), [](const auto& direction) {
    const auto name = [](Engine engine) { return engine == Engine::sqlite ? "Sqlite" : "Postgres"; };
    return std::string(name(direction.param.from)) + "To" + name(direction.param.to);
});

TEST_P(Copy, BringsEveryRowAcross) {
    fill(1234);
    const auto copied = copy_all(source, target, schema);
    ASSERT_EQ(copied.size(), 4U);
    EXPECT_EQ(copied[0].name, "attachment");
    EXPECT_EQ(copied[0].rows, 1234);
    EXPECT_EQ(copied[2].name, "people");
    EXPECT_EQ(copied[3].rows, 1);
    EXPECT_EQ(content(target), content(source));
    EXPECT_THROW(target.write([](Tx& tx) { tx.execute("insert into body (id, head) values (9, 99999)"); }),
                 DatabaseError)
        << "references are checked again";
}

TEST_P(Copy, NumbersAfterwardsAreNewOnes) {
    const auto make_id = [](Database& database) {
        return database.write([](Tx& tx) { return tx.new_id<struct Any>().value; });
    };
    const std::int64_t before = make_id(source);
    copy_all(source, target, schema);
    const auto reopened = target_place.open();
    EXPECT_GT(make_id(*reopened), before);
    const auto lease = [](Database& database) {
        return database.read([](Tx& tx) { return tx.integer("select max(until_ms) from node_lease"); });
    };
    EXPECT_GE(lease(target), lease(source));
}

TEST_P(Copy, RefusesATargetThatHoldsRows) {
    fill(3);
    target.write([](Tx& tx) { tx.execute("insert into people (id) values (77)"); });
    EXPECT_THROW(copy_all(source, target, schema), DatabaseError);
    target.write([](Tx& tx) {
        EXPECT_EQ(tx.execute("delete from people"), 1);
        tx.execute("update setting set value = 'mine'");
    });
    EXPECT_THROW(copy_all(source, target, schema), DatabaseError);
    EXPECT_EQ(target.read([](Tx& tx) { return tx.integer("select count(*) from attachment"); }), 0);
}

TEST_P(Copy, RefusesAnotherSchema) {
    const TestDatabase empty(GetParam().to);
    EXPECT_THROW(copy_all(source, *empty.open(), schema), DatabaseError);
    target.write([](Tx& tx) { tx.execute("alter table setting add column note text"); });
    EXPECT_THROW(copy_all(source, target, schema), DatabaseError);
}

TEST(CopyFromSqlite, RowsThatPostgresCannotHoldAreRefusedAsAWhole) {
    if (test_postgres_url().empty()) GTEST_SKIP() << "CAUNOI_TEST_POSTGRES is not set";
    TestDatabase source(Engine::sqlite, schema);
    TestDatabase target(Engine::postgres, schema);
    source.database().write([](Tx& tx) { tx.execute("insert into setting values ('z', $1)", "a\0b"s); });
    EXPECT_THROW(copy_all(source.database(), target.database(), schema), DatabaseError);
    target.database().read([](Tx& tx) { EXPECT_EQ(tx.integer("select count(*) from setting where value = '1'"), 1); });
}

TEST(SqliteBackup, IsConsistentWhileOthersWrite) {
    TestDatabase test(Engine::sqlite, schema);
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::thread writer([&] {
        while (!stop) {
            test.database().write([&](Tx& tx) {
                const int id = written + 1;
                tx.execute("insert into people (id) values ($1)", id);
                tx.execute("insert into body (id, head) values ($1, $1)", id);
            });
            ++written;
        }
    });
    while (written < 50) std::this_thread::yield();
    const auto path = test.place().folder() / "backup.db";
    backup_sqlite(test.database(), path);
    const int at_least = 50;
    stop = true;
    writer.join();

    struct stat file{};
    ASSERT_EQ(::stat(path.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test.place().folder()))
        files += entry.path().filename().string().starts_with("backup.db");
    EXPECT_EQ(files, 1U) << "one file and nothing beside it";
    EXPECT_THROW(backup_sqlite(test.database(), path), DatabaseError) << "a backup is never written over";

    Database copy({.url = "sqlite:" + path.string()});
    copy.read([&](Tx& tx) {
        EXPECT_GE(tx.integer("select count(*) from people"), at_least);
        EXPECT_EQ(tx.integer("select count(*) from people"), tx.integer("select count(*) from body"));
        EXPECT_EQ(tx.query("pragma integrity_check").next()->text(0), "ok");
    });
    EXPECT_EQ(schema_version(copy), 3);
}

}  // namespace
}  // namespace caunoi::store
