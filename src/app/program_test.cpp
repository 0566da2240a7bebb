// What an opened installation refuses before a command touches it.
#include "app/test_app.hpp"
#include "platform/store/schema.hpp"

namespace caunoi::app {

namespace {

class Programs : public AppTest {
protected:
    // The sentence with which the schema is refused; "" when it is taken.
    std::string refusal() {
        try {
            program.require_schema();
        } catch (const Refused& refused) {
            return refused.what();
        }
        return {};
    }
    int newest() { return store::newest_version(store::embedded_migrations(), program.database().engine()); }
};

}  // namespace

TEST_P(Programs, TakeASchemaOfTheirOwnVersion) {
    EXPECT_EQ(store::schema_version(program.database()), newest());
    EXPECT_EQ(refusal(), "");
}

TEST_P(Programs, RefuseAnOlderSchemaAndSayWhatToRun) {
    program.database().write(
        [&](store::Tx& tx) { tx.execute("delete from schema_migration where version = $1", newest()); });
    const std::string said = refusal();
    EXPECT_NE(said.find("older schema"), std::string::npos) << said;
    EXPECT_NE(said.find("caunoi migrate"), std::string::npos) << said;
}

TEST_P(Programs, RefuseANewerSchema) {
    program.database().write([&](store::Tx& tx) {
        tx.execute("insert into schema_migration (version, name, sha256, applied_at) values ($1, 'later', '', 0)",
                   newest() + 1);
    });
    const std::string said = refusal();
    EXPECT_NE(said.find("newer version"), std::string::npos) << said;
    EXPECT_NE(said.find(std::to_string(newest() + 1)), std::string::npos) << said;
}

TEST_P(Programs, RefuseAPlaceWithoutData) {
    const TestFolder empty_folder;
    const store::TestPlace empty_place(GetParam());
    Config other;
    other.data = empty_folder.path();
    other.database_url = empty_place.url();
    Program fresh(other);
    EXPECT_THROW(fresh.require_schema(), Refused);
}

INSTANTIATE_TEST_SUITE_P(Engines, Programs, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::app
