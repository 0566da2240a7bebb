// What a partner's body may see, on both engines.
#include "platform/auth/grants.hpp"

#include "platform/auth/test_auth.hpp"

namespace caunoi::auth {
namespace {

class Grants : public AuthTest {
protected:
    static constexpr PartyId guangxi{7};
    static constexpr PartyId other{8};
    Context partner = context_of({.account = AccountId{2}, .name = "合作单位", .permissions = {}, .body = guangxi});

    void share(std::int64_t record, PartyId body, Level level) {
        write(admin, [&](store::Tx& tx) { grant(tx, admin, "activity", record, body, level); });
    }
    bool unshare(std::int64_t record, PartyId body) {
        return write(admin, [&](store::Tx& tx) { return revoke(tx, admin, "activity", record, body); });
    }
    bool sees(const Context& context, std::string_view kind, std::int64_t record) {
        return test.database().read([&](store::Tx& tx) { return granted(tx, context, kind, record); });
    }
    std::vector<Grant> list(std::int64_t record) {
        return test.database().read([&](store::Tx& tx) { return grants_of(tx, "activity", record); });
    }
    std::vector<log::Entry> lines(std::int64_t record) {
        return test.database().read([&](store::Tx& tx) { return log::of_record(tx, "activity", record, 10); });
    }
};

TEST_P(Grants, ABodySeesTheRecordSharedWithItAndNoOther) {
    share(5, guangxi, Level::view);
    share(6, other, Level::view);
    EXPECT_TRUE(sees(partner, "activity", 5));
    EXPECT_FALSE(sees(partner, "activity", 6));
    EXPECT_FALSE(sees(partner, "agreement", 5));
    EXPECT_FALSE(sees(stranger, "activity", 5));
    EXPECT_FALSE(sees(admin, "activity", 5));  // acts for no body: their rights come from roles
    ASSERT_EQ(list(5).size(), 1U);
    EXPECT_EQ(list(5)[0].body, guangxi);
    EXPECT_EQ(list(5)[0].level, Level::view);
    EXPECT_EQ(list(5)[0].since, noon);
}

TEST_P(Grants, SharingTwiceChangesTheLevelAndTheHistorySaysSo) {
    share(5, guangxi, Level::view);
    share(5, guangxi, Level::comment);
    share(5, guangxi, Level::comment);
    ASSERT_EQ(list(5).size(), 1U);
    EXPECT_EQ(list(5)[0].level, Level::comment);
    ASSERT_EQ(lines(5).size(), 2U);
    EXPECT_EQ(lines(5)[0].action, "grant");
    EXPECT_EQ(lines(5)[0].content, R"({"level":["view","comment"]})");
    EXPECT_EQ(lines(5)[1].content, R"({"body":["","7"],"level":["","view"]})");
}

TEST_P(Grants, WhatIsTakenBackIsSeenNoMore) {
    share(5, guangxi, Level::comment);
    EXPECT_TRUE(unshare(5, guangxi));
    EXPECT_FALSE(sees(partner, "activity", 5));
    EXPECT_FALSE(unshare(5, guangxi));
    EXPECT_TRUE(list(5).empty());
    ASSERT_EQ(lines(5).size(), 2U);
    EXPECT_EQ(lines(5)[0].action, "revoke");
}

TEST_P(Grants, OfADeletedRecordEndTogether) {
    share(5, guangxi, Level::comment);
    share(5, other, Level::view);
    share(6, guangxi, Level::view);
    const auto revoke_all_of = [&](std::int64_t record) {
        write(admin, [&](store::Tx& tx) { revoke_all(tx, admin, "activity", record); });
    };
    revoke_all_of(5);
    revoke_all_of(5);  // nothing is left: no second line
    EXPECT_TRUE(list(5).empty());
    EXPECT_EQ(list(6).size(), 1U);
    ASSERT_EQ(lines(5).size(), 3U);
    EXPECT_EQ(lines(5)[0].action, "revoke");
    EXPECT_EQ(lines(5)[0].content, R"({"body":["7 8",""]})");
}

INSTANTIATE_TEST_SUITE_P(Engines, Grants, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::auth
