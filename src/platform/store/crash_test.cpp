// What was confirmed is there after kill -9, and nothing half.
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <poll.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace caunoi::store {
namespace {

class Crash : public testing::TestWithParam<Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Crash, testing::ValuesIn(engines_under_test()), name_of_engine);

// The child: one row in each of two tables a transaction, its number reported when the commit has returned.
[[noreturn]] void write_until_killed(const std::string& url, std::int64_t number, int confirmed) {
    try {
        Database database({.url = url, .readers = 1});
        for (;; ++number) {
            database.write([&](Tx& tx) {
                tx.execute("insert into one (number) values ($1)", number);
                tx.execute("insert into other (number, text) values ($1, $2)", number, std::string(300, 'x'));
            });
            if (::write(confirmed, &number, sizeof number) != sizeof number) break;
        }
    } catch (...) {
        ::_exit(2);
    }
    ::_exit(3);
}

std::vector<std::int64_t> run_and_kill(const std::string& url, std::int64_t first, std::mt19937& random) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    EXPECT_GE(child, 0);
    if (child == 0) {
        ::close(pipe[0]);
        write_until_killed(url, first, pipe[1]);
    }
    ::close(pipe[1]);
    std::vector<std::int64_t> confirmed;
    std::int64_t number = 0;
    const auto read_one = [&] { return ::read(pipe[0], &number, sizeof number) == sizeof number; };
    const auto wanted = std::uniform_int_distribution<std::size_t>(1, 40)(random);
    while (confirmed.size() < wanted && read_one()) confirmed.push_back(number);
    // Somewhere in the next transactions, not always at the start of one.
    ::poll(nullptr, 0, std::uniform_int_distribution<int>(0, 3)(random));
    ::kill(child, SIGKILL);
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
    while (read_one()) confirmed.push_back(number);
    ::close(pipe[0]);
    EXPECT_GE(confirmed.size(), wanted);
    return confirmed;
}

TEST_P(Crash, EveryConfirmedRowIsThereAndNothingHalf) {
    const TestPlace place(GetParam());
    {
        Database database({.url = place.url()});
        migrate(database, repository_migrations("0001"));
        database.write([](Tx& tx) {
            tx.execute("create table one (number bigint primary key)");
            tx.execute("create table other (number bigint primary key, text text not null)");
        });
    }
    std::mt19937 random(20230601);
    std::vector<std::int64_t> confirmed;
    for (std::int64_t round = 0; round < 20; ++round) {
        const auto more = run_and_kill(place.url(), round * 1'000'000, random);
        confirmed.insert(confirmed.end(), more.begin(), more.end());

        Database database({.url = place.url()});
        database.snapshot([&](Tx& tx) {
            EXPECT_EQ(tx.integer("select count(*) from one"), tx.integer("select count(*) from other"));
            EXPECT_EQ(
                tx.integer("select count(*) from one join other on other.number = one.number where length(text) = 300"),
                tx.integer("select count(*) from one"));
            for (const std::int64_t number : more)
                EXPECT_EQ(tx.integer("select count(*) from one where number = $1", number), 1) << number;
        });
    }
    Database database({.url = place.url()});
    EXPECT_GE(database.read([](Tx& tx) { return tx.integer("select count(*) from one"); }),
              static_cast<std::int64_t>(confirmed.size()));
}

}  // namespace
}  // namespace caunoi::store
