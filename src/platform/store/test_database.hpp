// A database of its own for each test, on either engine, gone at the end. SQLite lies in a temporary file: what is
// tested is then what runs. PostgreSQL takes part when CAUNOI_TEST_POSTGRES holds the address of a server (./test sets
// it).
//
//   class Gifts : public testing::TestWithParam<store::Engine> {
//   protected:
//       store::TestDatabase test{GetParam(), store::repository_migrations()};
//   };
//   TEST_P(Gifts, AreListedNewestFirst) { test.database().write([&](store::Tx& tx) { … }); }
//   INSTANTIATE_TEST_SUITE_P(Engines, Gifts, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);
#pragma once

#include "platform/base/test_files.hpp"
#include "platform/base/test_source.hpp"
#include "platform/store/database.hpp"
#include "platform/store/postgres.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <ostream>
#include <random>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace caunoi::store {

inline std::string test_postgres_url() {
    const char* url = std::getenv("CAUNOI_TEST_POSTGRES");
    return url == nullptr ? "" : url;
}

inline std::vector<Engine> engines_under_test() {
    std::vector<Engine> engines{Engine::sqlite};
    if (!test_postgres_url().empty()) engines.push_back(Engine::postgres);
    return engines;
}

// For INSTANTIATE_TEST_SUITE_P; a template because gtest need not be known here.
inline constexpr auto name_of_engine = [](const auto& info) -> std::string {
    return info.param == Engine::sqlite ? "Sqlite" : "Postgres";
};
inline void PrintTo(Engine engine, std::ostream* stream) {
    *stream << (engine == Engine::sqlite ? "SQLite" : "PostgreSQL");
}

// The files of migrations/ that lie beside these sources, read once. A test of one folder can stop at the number it
// needs.
inline std::span<const EmbeddedFile> repository_migrations(std::string_view up_to = "9999") {
    struct Files {
        std::vector<std::pair<std::string, std::string>> texts;
        std::vector<EmbeddedFile> files;
        Files() {
            const auto root = source_folder() / "migrations";
            for (const auto& entry : std::filesystem::directory_iterator(root)) {
                if (entry.path().extension() != ".sql") continue;
                std::ifstream stream(entry.path(), std::ios::binary);
                texts.emplace_back(entry.path().filename().string(),
                                   std::string(std::istreambuf_iterator<char>(stream), {}));
            }
            std::sort(texts.begin(), texts.end());
            for (const auto& [name, text] : texts) files.push_back({name, text});
        }
    };
    static const Files files;
    const auto end = std::find_if(files.files.begin(), files.files.end(),
                                  [&](const EmbeddedFile& file) { return file.name.substr(0, up_to.size()) > up_to; });
    return {files.files.begin(), end};
}

// Databases of this process on the PostgreSQL server: making one takes 150 ms, emptying one 5 ms, so they are used
// again.
class TestServer {
public:
    static TestServer& instance() {
        static TestServer server;
        return server;
    }
    std::string take() {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            std::string name = std::move(idle_.back());
            idle_.pop_back();
            return name;
        }
        std::random_device random;
        std::string name = fmt::format("caunoi_test_{}_{:08x}{:08x}", ::getpid(), random(), random());
        run_on_postgres(test_postgres_url(), "create database " + name);
        return name;
    }
    void give_back(const std::string& name) {
        try {
            run_on_postgres(with_database(test_postgres_url(), name),
                            "set client_min_messages = warning; set lock_timeout = '1s'; "
                            "drop schema public cascade; create schema public");
            const std::lock_guard lock(mutex_);
            idle_.push_back(name);
        } catch (const DatabaseError&) {  // somebody still holds its tables
            drop(name);
        }
    }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

private:
    TestServer() = default;
    ~TestServer() {
        for (const std::string& name : idle_) drop(name);
    }
    static void drop(const std::string& name) {
        try {
            run_on_postgres(test_postgres_url(), "drop database " + name + " with (force)");
        } catch (const std::exception& error) {
            fmt::print(stderr, "a test database is left over: {}\n", error.what());
        }
    }

    std::mutex mutex_;
    std::vector<std::string> idle_;
};

// A place for one database and what is in it; `url` may be opened several times.
class TestPlace {
public:
    explicit TestPlace(Engine engine) {
        if (engine == Engine::sqlite) {
            url_ = "sqlite:" + (folder_.path() / "test.db").string();
        } else {
            database_ = TestServer::instance().take();
            url_ = with_database(test_postgres_url(), database_);
        }
    }
    TestPlace(const TestPlace&) = delete;
    TestPlace& operator=(const TestPlace&) = delete;
    ~TestPlace() {
        if (!database_.empty()) TestServer::instance().give_back(database_);
    }
    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }  // where SQLite's lies

private:
    std::string url_;
    TestFolder folder_;
    std::string database_;
};

class TestDatabase {
public:
    explicit TestDatabase(Engine engine, std::span<const EmbeddedFile> migrations = {}, Ids::Clock clock = {})
        : place_(engine), database_(open(std::move(clock))) {
        if (!migrations.empty()) migrate(*database_, migrations);
    }
    // A second connection pool on the same database, as another process would have.
    [[nodiscard]] std::unique_ptr<Database> open(Ids::Clock clock = {}) const {
        return std::make_unique<Database>(Options{.url = place_.url(), .readers = 4, .clock = std::move(clock)});
    }
    [[nodiscard]] Database& database() { return *database_; }
    [[nodiscard]] const TestPlace& place() const { return place_; }

private:
    TestPlace place_;
    std::unique_ptr<Database> database_;
};

}  // namespace caunoi::store
