// Values, cursors and transactions behave alike on both engines.
#include "platform/store/database.hpp"

#include "platform/store/connection.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace caunoi::store {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

enum class Colour { red, yellow };
constexpr std::array colour_codes{"red"sv, "yellow"sv};
constexpr std::span<const std::string_view> codes(Colour) {
    return colour_codes;
}
using ThingId = Id<struct ThingTag>;

class Store : public testing::TestWithParam<Engine> {
protected:
    Store() {
        database.write([](Tx& tx) {
            tx.execute("create table thing (id bigint primary key, name text, data bytea, amount bigint)");
        });
    }

    std::int64_t count() {
        return database.read([](Tx& tx) { return tx.integer("select count(*) from thing"); });
    }

    TestDatabase test{GetParam(), repository_migrations("0001")};
    Database& database = test.database();
};
INSTANTIATE_TEST_SUITE_P(Engines, Store, testing::ValuesIn(engines_under_test()), name_of_engine);

TEST_P(Store, KeepsEveryTypeOfValue) {
    const std::string text = "Đoàn cán bộ 友谊 'quoted' \\ \"";
    const std::string bytes = "a\0b\xff\xfe\\x41"s;
    const auto large = std::numeric_limits<std::int64_t>::max();
    database.write([&](Tx& tx) {
        EXPECT_EQ(tx.execute("insert into thing (id, name, data, amount) values ($1, $2, $3, $4)", ThingId{1}, text,
                             Blob{bytes}, large),
                  1);
        tx.execute("insert into thing (id, name, data, amount) values ($1, $2, $3, $4)", 2, "", Blob{}, -1);
        tx.execute("insert into thing (id, name, data, amount) values ($1, $2, $3, $4)", 3, Colour::yellow,
                   Value::bytes_of("123"), true);
        tx.execute("insert into thing (id, name, amount) values ($1, $2, $3)", 4, Date(std::chrono::year(2023) / 6 / 1),
                   Time(std::chrono::seconds(1'700'000'000)));
    });
    database.read([&](Tx& tx) {
        Rows rows = tx.query("select id, name, data, amount from thing order by id");
        Row row = rows.next().value();
        EXPECT_EQ(row.id<ThingTag>("id"), ThingId{1});
        EXPECT_EQ(row.text("name"), text);
        EXPECT_EQ(row.blob("data"), bytes);
        EXPECT_EQ(row.blob("data"), bytes) << "a column may be read twice";
        EXPECT_EQ(row.integer("amount"), large);
        row = rows.next().value();
        EXPECT_FALSE(row.is_null("name"));
        EXPECT_EQ(row.text("name"), "");
        EXPECT_EQ(row.type(row.column("data")), Value::Type::blob);
        EXPECT_EQ(row.blob("data"), "");
        EXPECT_EQ(row.integer("amount"), -1);
        EXPECT_EQ(row.text("amount"), "-1");
        row = rows.next().value();
        EXPECT_EQ(row.text("name"), "yellow");
        EXPECT_EQ(row.type(row.column("data")), Value::Type::blob) << "bytes that look like a number stay bytes";
        EXPECT_EQ(row.blob("data"), "123");
        EXPECT_TRUE(row.boolean("amount"));
        row = rows.next().value();
        EXPECT_EQ(row.text("name"), "2023-06-01");
        EXPECT_TRUE(row.is_null("data"));
        EXPECT_EQ(row.time("amount"), Time(std::chrono::seconds(1'700'000'000)));
        EXPECT_FALSE(rows.next().has_value());
        EXPECT_FALSE(rows.next().has_value());
    });
}

TEST_P(Store, KeepsNullApartFromEmpty) {
    database.write([](Tx& tx) {
        tx.execute("insert into thing values ($1, $2, $3, $4)", 1, std::optional<std::string>(), std::optional<Blob>(),
                   std::optional<int>());
        tx.execute("insert into thing values ($1, $2, $3, $4)", 2, Date{}, std::nullopt, ThingId{});
    });
    database.read([](Tx& tx) {
        for (const Row row : tx.query("select name, data, amount from thing order by id")) {
            for (const auto* name : {"name", "data", "amount"}) EXPECT_TRUE(row.is_null(name));
            EXPECT_EQ(row.type(0), Value::Type::null);
            EXPECT_EQ(row.text("name"), "");
            EXPECT_EQ(row.blob("data"), "");
            EXPECT_EQ(row.integer("amount"), 0);
        }
    });
}

TEST_P(Store, AParameterMayBeAskedWhetherItIsNull) {
    database.write([](Tx& tx) { tx.execute("insert into thing (id, name) values (1, 'a'), (2, 'b')"); });
    const auto found = [&](const std::optional<std::string>& name, std::optional<std::int64_t> id) {
        return database.read([&](Tx& tx) {
            return tx.integer("select count(*) from thing where ($1 is null or name = $1) and ($2 is null or id = $2)",
                              name, id);
        });
    };
    EXPECT_EQ(found({}, {}), 2);
    EXPECT_EQ(found("a", {}), 1);
    EXPECT_EQ(found("a", 2), 0);
    EXPECT_EQ(found({}, 1), 1);
}

TEST_P(Store, LargeNumbersBesideSmallLiterals) {
    const ThingId large{std::int64_t{1} << 62};
    database.write([&](Tx& tx) { tx.execute("insert into thing (id) values ($1)", large); });
    EXPECT_EQ(database.read([&](Tx& tx) { return tx.integer("select id from thing where $1 = 0 or id = $1", large); }),
              large.value);
}

TEST_P(Store, OrdersTextAndBytesByBytes) {
    database.write([](Tx& tx) {
        int id = 0;
        for (const std::string& key : {"b"s, "\xff"s, "B"s, "\0z"s, "a\0b"s, "a"s})
            tx.execute("insert into thing (id, data) values ($1, $2)", ++id, Blob{key});
        for (const auto* name : {"Z", "a", "é", "A", "z", ""})
            tx.execute("insert into thing (id, name) values ($1, $2)", ++id, name);
    });
    database.read([](Tx& tx) {
        std::vector<std::string> keys;
        for (const Row row : tx.query("select data from thing where data is not null order by data, id"))
            keys.emplace_back(row.blob("data"));
        EXPECT_EQ(keys, (std::vector{"\0z"s, "B"s, "a"s, "a\0b"s, "b"s, "\xff"s}));
        std::string names;
        for (const Row row : tx.query(R"(select name from thing where name is not null order by name collate "C", id)"))
            names += std::string(row.text("name")) + " ";
        EXPECT_EQ(names, " A Z a z é ");
    });
}

TEST_P(Store, ReadsComputedNumbersAndConditions) {
    database.write(
        [](Tx& tx) { tx.execute("insert into thing (id, amount) values (1, 3000000000), (2, 4000000000)"); });
    database.read([](Tx& tx) {
        EXPECT_EQ(tx.integer("select sum(amount) from thing"), 7'000'000'000);
        EXPECT_EQ(tx.integer("select count(*) from thing where id > $1", 1), 1);
        EXPECT_EQ(tx.integer("select exists(select 1 from thing where id = 2)"), 1);
        EXPECT_EQ(tx.integer("select 1 = 2"), 0);
        EXPECT_EQ(tx.integer("select id from thing where id = 99"), 0);
        Rows rows = tx.query("select name, 1 = 1 as yes, 'x' as letter from thing where id = 1");
        const Row row = rows.next().value();
        EXPECT_EQ(row.text("yes"), "1");
        EXPECT_THROW(static_cast<void>(row.integer("letter")), std::logic_error);
    });
}

TEST_P(Store, PutsAQueryTogetherFromLiterals) {
    database.write([](Tx& tx) { tx.execute("insert into thing (id, name) values (1, 'a'), (2, 'b'), (3, 'b')"); });
    Query query("select count(*) as n from thing where true");
    query.add(" and name = ", "b").add(" and (id, name) > (", 2).add(", ", "a").add(")");
    EXPECT_EQ(database.read([&](Tx& tx) { return tx.query(query).next().value().integer("n"); }), 2);
}

TEST_P(Store, CountsTheRowsThatAStatementChanged) {
    database.write([](Tx& tx) {
        EXPECT_EQ(tx.execute("insert into thing (id) values (1), (2), (3)"), 3);
        EXPECT_EQ(tx.execute("update thing set amount = 1 where id > 1"), 2);
        EXPECT_EQ(tx.execute("update thing set amount = 1 where id > 5"), 0);
        EXPECT_EQ(tx.execute("insert into thing (id) values (3) on conflict do nothing"), 0);
        EXPECT_EQ(tx.execute("create table other (id bigint)"), 0);
        EXPECT_EQ(tx.execute("select id from thing"), 0);
        EXPECT_EQ(tx.execute("delete from thing"), 3);
    });
}

TEST_P(Store, RunsAnInsertWhoseRowsNobodyReads) {
    database.write([](Tx& tx) { tx.query("insert into thing (id) values (7) returning id"); });
    EXPECT_EQ(count(), 1);
}

TEST_P(Store, AColumnThatIsNotThereIsOurMistake) {
    database.read([](Tx& tx) {
        Rows rows = tx.query("select 1 as one");
        const Row row = rows.next().value();
        EXPECT_THROW(static_cast<void>(row.integer("two")), std::logic_error);
        EXPECT_THROW(static_cast<void>(row.text(1)), std::logic_error);
        EXPECT_THROW(static_cast<void>(row.is_null(-1)), std::logic_error);
        EXPECT_EQ(row.integer("one"), 1);
    });
}

TEST_P(Store, ReadsOnWhileACursorIsOpen) {
    database.write([](Tx& tx) {
        for (int id = 1; id <= 30; ++id) tx.execute("insert into thing (id, amount) values ($1, $2)", id, id % 3);
    });
    database.read([](Tx& tx) {
        int pairs = 0;
        for (const Row outer : tx.query("select id, amount from thing where amount = $1 order by id", 1))
            for (const Row inner : tx.query("select id, amount from thing where amount = $1 order by id", 2)) {
                pairs += inner.integer("amount") == 2 && outer.integer("amount") == 1;
                EXPECT_EQ(tx.integer("select amount from thing where id = $1", outer.integer("id")), 1);
            }
        EXPECT_EQ(pairs, 100);
    });
}

TEST_P(Store, PreparesAStatementOnceAndAgainWhileItIsInUse) {
    database.write([](Tx& tx) {
        tx.execute("insert into thing (id) values ($1)", 1);
        const auto before = tx.connection().prepared_statements();
        for (int id = 2; id < 50; ++id) tx.execute("insert into thing (id) values ($1)", id);
        EXPECT_EQ(tx.connection().prepared_statements(), before);
        for (int n = 0; n < 5; ++n)
            for (const Row row : tx.query("select id from thing where id = 1"))
                for (const Row again : tx.query("select id from thing where id = 1"))
                    EXPECT_EQ(row.integer("id"), again.integer("id"));
        EXPECT_EQ(tx.connection().prepared_statements(), before + 2);
    });
}

TEST_P(Store, KeepsAFewHundredStatementsAtMost) {
    database.write([](Tx& tx) {
        Rows open = tx.query("select 42 as n");
        for (int n = 0; n < 1200; ++n) tx.run(fmt::format("select {} as n", n), {});
        EXPECT_LE(tx.connection().prepared_statements(), 500U);
        EXPECT_EQ(open.next().value().integer("n"), 42);
    });
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, APreparedStatementSurvivesAChangedTable) {
    const auto columns = [&](Database& from) {
        return from.read([](Tx& tx) {
            Rows rows = tx.query("select * from thing");
            const Row row = rows.next().value();
            try {
                return row.integer("added");
            } catch (const std::logic_error&) {
                return std::int64_t{-1};
            }
        });
    };
    database.write([](Tx& tx) { tx.execute("insert into thing (id) values (1)"); });
    EXPECT_EQ(columns(database), -1);
    const auto other = test.open();
    other->write([](Tx& tx) { tx.execute("alter table thing add column added bigint not null default 5"); });
    EXPECT_EQ(columns(database), 5);
    EXPECT_EQ(database.snapshot([](Tx& tx) { return tx.integer("select added from thing"); }), 5);
}

TEST_P(Store, APreparedStatementSurvivesARolledBackTransaction) {
    for (int n = 0; n < 2; ++n) {
        EXPECT_THROW(database.write([](Tx& tx) {
            tx.execute("insert into thing (id, amount) values ($1, $2)", 1, 2);
            throw std::runtime_error("no");
        }),
                     std::runtime_error);
        EXPECT_EQ(count(), 0);
    }
}

TEST_P(Store, RowsOfAFailedBodyAreNotThere) {
    const Result<ThingId> refused = database.write([](Tx& tx) -> Result<ThingId> {
        tx.execute("insert into thing (id) values (1)");
        return fail(Error::Kind::conflict, "thing.exists");
    });
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().key, "thing.exists");
    EXPECT_EQ(count(), 0);

    const Result<void> refused_without_value = database.write([](Tx& tx) -> Result<void> {
        tx.execute("insert into thing (id) values (1)");
        return fail(Error::Kind::conflict, "thing.exists");
    });
    EXPECT_FALSE(refused_without_value.has_value());
    EXPECT_EQ(count(), 0);

    EXPECT_THROW(database.write([](Tx& tx) {
        tx.execute("insert into thing (id) values (1)");
        throw std::runtime_error("broken");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, RowsOfABodyThatReturnsAValueAreThere) {
    const Result<ThingId> id = database.write([](Tx& tx) -> Result<ThingId> {
        const auto made = tx.new_id<ThingTag>();
        tx.execute("insert into thing (id) values ($1)", made);
        return made;
    });
    ASSERT_TRUE(id.has_value());
    EXPECT_EQ(database.read([](Tx& tx) { return tx.integer("select id from thing"); }), id->value);
    EXPECT_FALSE(database.write([](Tx& tx) { return tx.execute("insert into thing (id) values (2)") == 7; }))
        << "a plain value is committed whatever it is";
    EXPECT_EQ(count(), 2);
    const auto text = database.read(
        [](Tx& tx) { return std::make_unique<std::string>(tx.query("select 'x' as x").next()->text(0)); });
    EXPECT_EQ(*text, "x");
}

TEST_P(Store, AFailedStatementLosesTheTransaction) {
    EXPECT_THROW(database.write([](Tx& tx) {
        tx.execute("insert into thing (id) values (1)");
        EXPECT_THROW(tx.execute("insert into thing (id) values (1)"), DatabaseError);
        EXPECT_THROW(tx.execute("insert into thing (id) values (2)"), DatabaseError);
    }),
                 DatabaseError);
    EXPECT_EQ(count(), 0);
    try {
        database.read([](Tx& tx) { tx.query("select nothing from thing"); });
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_FALSE(error.retryable);
        EXPECT_NE(std::string_view(error.what()).find("select nothing from thing"), std::string_view::npos);
    }
    EXPECT_EQ(count(), 0) << "the connection is good again";
}

TEST_P(Store, ACursorLeftOpenIsOurMistake) {
    std::optional<Rows> escaped;
    EXPECT_THROW(database.write([&](Tx& tx) {
        tx.execute("insert into thing (id) values (1), (2)");
        escaped.emplace(tx.query("select id from thing"));
    }),
                 std::logic_error);
    EXPECT_THROW(static_cast<void>(escaped->next()), std::logic_error);
    escaped.reset();
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, ReadersCannotWrite) {
    EXPECT_THROW(database.read([](Tx& tx) { tx.execute("insert into thing (id) values (1)"); }), DatabaseError);
    EXPECT_THROW(database.snapshot([](Tx& tx) { tx.execute("insert into thing (id) values (1)"); }), DatabaseError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, ASnapshotDoesNotMove) {
    const auto other = test.open();
    database.snapshot([&](Tx& tx) {
        EXPECT_EQ(tx.integer("select count(*) from thing"), 0);
        other->write([](Tx& writing) { writing.execute("insert into thing (id) values (1)"); });
        EXPECT_EQ(tx.integer("select count(*) from thing"), 0);
    });
    EXPECT_EQ(count(), 1);
}

TEST_P(Store, ATransactionInsideAnotherIsOurMistake) {
    EXPECT_THROW(database.write([&](Tx&) { database.write([](Tx&) {}); }), std::logic_error);
    EXPECT_THROW(database.write([&](Tx&) { database.read([](Tx&) {}); }), std::logic_error);
    EXPECT_THROW(database.read([&](Tx&) { database.write([](Tx&) {}); }), std::logic_error);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, ReportsWrongUseOfParameters) {
    EXPECT_ANY_THROW(database.read([](Tx& tx) { tx.query("select $1 as a", 1, 2); }));
    EXPECT_ANY_THROW(database.read([](Tx& tx) { tx.query("select cast($1 as bigint) + cast($2 as bigint) as a", 1); }));
    EXPECT_ANY_THROW(database.read([](Tx& tx) { tx.query("select 1; select 2"); }));
    EXPECT_ANY_THROW(database.read([](Tx& tx) { tx.query(R"(select * from thing where name = "literal")"); }));
}

TEST(DatabaseUrl, MustNameAnEngine) {
    for (const auto* url : {"", "file.db", "sqlite:", "mysql://localhost/x"})
        EXPECT_THROW(Database(Options{.url = url}), DatabaseError) << url;
    EXPECT_THROW(Database(Options{.url = "sqlite:/no/such/folder/file.db"}), DatabaseError);
    EXPECT_THROW(Database(Options{.url = "postgres://nobody@127.0.0.1:1/none"}), DatabaseError);
}

TEST(DatabaseUrl, IsNeverShownWithItsPassword) {
    try {
        Database({.url = "mysql://clerk:secret@host/x"});
        FAIL();
    } catch (const DatabaseError& error) {
        EXPECT_EQ(std::string_view(error.what()).find("secret"), std::string_view::npos) << error.what();
        EXPECT_NE(std::string_view(error.what()).find("mysql://clerk@host/x"), std::string_view::npos) << error.what();
    }
    if (test_postgres_url().empty()) return;
    std::string url = test_postgres_url();
    url.insert(url.find('@'), ":secret");  // the test server asks for none and takes any
    const Database database({.url = url, .readers = 1});
    EXPECT_EQ(database.url(), test_postgres_url());
}

TEST(DatabaseUrl, AnotherDatabaseOnTheSameServer) {
    EXPECT_EQ(with_database("postgres://u:p@h:1/old?sslmode=require", "new"), "postgres://u:p@h:1/new?sslmode=require");
    EXPECT_EQ(with_database("postgres://u@h", "new"), "postgres://u@h/new");
}

TEST(SqliteFile, IsForItsOwnerOnly) {
    const TestDatabase test(Engine::sqlite, repository_migrations("0001"));
    struct stat file{};
    ASSERT_EQ(::stat((test.place().folder() / "test.db").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat((test.place().folder() / "test.db-wal").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
}

TEST(SqliteInMemory, ReadsAndWritesByTurns) {
    Database database({.url = ":memory:"});
    migrate(database, repository_migrations("0001"));
    database.write([](Tx& tx) { tx.execute("create table thing (id bigint primary key)"); });
    const auto id = database.write([](Tx& tx) {
        const auto made = tx.new_id<ThingTag>();
        tx.execute("insert into thing (id) values ($1)", made);
        return made;
    });
    EXPECT_EQ(database.read([](Tx& tx) { return tx.integer("select id from thing"); }), id.value);
    EXPECT_THROW(database.read([](Tx& tx) { tx.execute("delete from thing"); }), DatabaseError);
}

}  // namespace
}  // namespace caunoi::store
