#include "platform/context/context.hpp"

#include "platform/base/test_files.hpp"
#include "platform/context/installation.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace caunoi {

namespace {

constexpr EmbeddedFile note_table{"9000_note.sql", "create table note (text text not null);"};

class Contexts : public testing::TestWithParam<store::Engine> {
protected:
    static std::vector<EmbeddedFile> migrations() {
        const auto shipped = store::repository_migrations("0001");
        std::vector<EmbeddedFile> all(shipped.begin(), shipped.end());
        all.push_back(note_table);
        return all;
    }
    store::TestDatabase test{GetParam(), migrations()};
    Installation installation;
    Context context{.database = test.database(), .installation = installation};

    Result<void> note(std::string_view text) {
        return write(context, [&](store::Tx& tx) -> Result<void> {
            tx.execute("insert into note (text) values ($1)", text);
            if (text == "refused") return fail(Error::Kind::invalid, "form.please_correct");
            return {};
        });
    }
    std::int64_t notes() {
        return read(context, [](store::Tx& tx) { return tx.integer("select count(*) from note"); });
    }
};

}  // namespace

TEST_P(Contexts, CallsInsideATransactionJoinIt) {
    const auto result = write(context, [&](store::Tx&) -> Result<void> {
        TRY(note("one"));
        TRY(note("two"));
        EXPECT_EQ(notes(), 2);  // reading sees what was just written
        return {};
    });
    EXPECT_TRUE(result);
    EXPECT_EQ(notes(), 2);
    EXPECT_EQ(context.open, nullptr);
}

TEST_P(Contexts, AFailedPartUndoesTheWhole) {
    const auto result = write(context, [&](store::Tx&) -> Result<void> {
        TRY(note("one"));
        TRY(note("refused"));
        return {};
    });
    EXPECT_FALSE(result);
    EXPECT_EQ(notes(), 0);
}

TEST_P(Contexts, AFailedPartThatNobodyLookedAtIsAFault) {
    const auto careless = [&] {
        write(context, [&](store::Tx&) {
            (void)note("one");
            (void)note("refused");
        });
    };
    EXPECT_THROW(careless(), std::logic_error);
    EXPECT_EQ(notes(), 0);
    EXPECT_TRUE(note("afterwards"));  // and the context is as before
    EXPECT_EQ(notes(), 1);
}

TEST_P(Contexts, AreAsBeforeAfterAnException) {
    EXPECT_THROW(write(context, [](store::Tx&) { throw std::runtime_error("broken"); }), std::runtime_error);
    EXPECT_EQ(context.open, nullptr);
    EXPECT_TRUE(note("afterwards"));
}

INSTANTIATE_TEST_SUITE_P(Engines, Contexts, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(Permissions, AreForbiddenUnlessTheActorHasThem) {
    store::Database database({.url = ":memory:"});
    const Installation installation;
    Context context{.database = database, .installation = installation};
    const auto refused = context.require(Permission{"test.read"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::forbidden);
    context.actor.permissions = {Permission{"test.read"}};
    EXPECT_TRUE(context.require(Permission{"test.read"}));
    EXPECT_FALSE(context.may(Permission{"test.record"}));
}

TEST(Today, IsTheDayInHanoi) {
    store::Database database({.url = ":memory:"});
    const Installation installation;
    Context context{.database = database, .installation = installation};
    context.now = std::chrono::sys_days(*parse_date("2026-05-28")) + std::chrono::hours(17);  // midnight in Hà Nội
    EXPECT_EQ(to_text(context.today()), "2026-05-29");
}

// --- keys
// ------------------------------------------------------------------------------------------------------------------

namespace {

class KeyFile : public testing::Test {
protected:
    TestFolder place;
    const std::filesystem::path& folder = place.path();
};

}  // namespace

TEST_F(KeyFile, IsMadeOnceAndReadableByItsOwnerOnly) {
    using std::filesystem::perms;
    const std::string sealed = Keys::open(folder).encrypt("sensitive", "số căn cước", "party 1 id_number");
    EXPECT_EQ(Keys::open(folder).decrypt("sensitive", sealed, "party 1 id_number"), "số căn cước");
    EXPECT_EQ(std::filesystem::status(folder / "master.key").permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(KeyFile, OfAWrongLengthIsRefusedRatherThanReplaced) {
    std::ofstream(folder / "master.key") << "short";
    EXPECT_THROW(Keys::open(folder), std::exception);
    EXPECT_EQ(std::filesystem::file_size(folder / "master.key"), 5U);
}

TEST(Keys, OfEachPurposeAreOfItsOwn) {
    const Keys keys(std::string(32, 'k'));
    EXPECT_EQ(keys.derive("csrf").size(), 32U);
    EXPECT_EQ(keys.derive("csrf"), keys.derive("csrf"));
    EXPECT_NE(keys.derive("csrf"), keys.derive("mail"));
    EXPECT_NE(keys.derive("csrf"), Keys(std::string(32, 'l')).derive("csrf"));
}

TEST(Keys, OpenAValueOnlyForItsPurposeAndPlace) {
    const Keys keys(std::string(32, 'k'));
    const std::string sealed = keys.encrypt("sensitive", "bí mật", "party 1");
    EXPECT_EQ(sealed.find("bí mật"), std::string::npos);
    EXPECT_NE(sealed, keys.encrypt("sensitive", "bí mật", "party 1"));  // another nonce
    EXPECT_EQ(keys.decrypt("sensitive", sealed, "party 1"), "bí mật");
    EXPECT_THROW((void)keys.decrypt("sensitive", sealed, "party 2"), std::runtime_error);
    EXPECT_THROW((void)keys.decrypt("mail", sealed, "party 1"), std::runtime_error);
    EXPECT_THROW((void)Keys(std::string(32, 'l')).decrypt("sensitive", sealed, "party 1"), std::runtime_error);
    EXPECT_THROW((void)keys.decrypt("sensitive", "", "party 1"), std::runtime_error);
    std::string changed = sealed;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    EXPECT_THROW((void)keys.decrypt("sensitive", changed, "party 1"), std::runtime_error);
}

}  // namespace caunoi
