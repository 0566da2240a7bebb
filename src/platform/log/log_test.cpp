// The history on both engines: what it says, what it seals, and what verification finds when somebody changes it.
#include "platform/log/log.hpp"

#include "platform/base/bytes.hpp"
#include "platform/context/installation.hpp"
#include "platform/log/line.hpp"
#include "platform/log/merkle.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

namespace caunoi::log {
namespace {

constexpr Time noon{std::chrono::seconds{1'700'000'000}};

class Log : public testing::TestWithParam<store::Engine> {
protected:
    store::TestDatabase test{GetParam(), store::repository_migrations("0002")};
    Installation installation;
    Context context = a_context();

    Context a_context() {
        return {.database = test.database(),
                .installation = installation,
                .actor = {.account = AccountId{7}, .name = "Nguyễn Thị Lan", .permissions = {can_erase}},
                .now = noon,
                .request_id = "r1"};
    }
    EntryId record(std::int64_t number, std::string_view content = R"({"title":["","Đoàn"]})") {
        return write(context, [&](store::Tx& tx) {
            return append(
                tx, context,
                {.action = "create", .kind = "activity", .record = number, .title = "Đoàn", .content = content});
        });
    }
    std::vector<EntryId> record_many(int count) {
        std::vector<EntryId> ids;
        for (int i = 0; i < count; ++i) ids.push_back(record(i));
        return ids;
    }
    Verification verified(const std::vector<std::string>& outside = {}) {
        return test.database().snapshot([&](store::Tx& tx) { return verify(tx, outside); });
    }
    std::optional<Head> head() {
        return test.database().read([](store::Tx& tx) { return latest_head(tx); });
    }
    template <class... Args>
    std::int64_t tamper(store::Sql sql, const Args&... args) {
        return test.database().write([&](store::Tx& tx) { return tx.execute(sql, args...); });
    }
    void expect_broken(std::string_view reason, std::int64_t leaf, EntryId entry) {
        const Verification found = verified();
        EXPECT_FALSE(found.sound);
        EXPECT_EQ(found.reason, reason);
        EXPECT_EQ(found.broken_leaf, leaf);
        EXPECT_EQ(found.broken_entry, entry);
    }
};

TEST_P(Log, TellsOfARecordNewestFirstAndPageByPage) {
    const EntryId first = record(5, R"({"a":["","1"]})");
    record(6);
    const EntryId second = record(5, R"({"a":["1","2"]})");
    test.database().read([&](store::Tx& tx) {
        const auto entries = of_record(tx, "activity", 5, 10);
        ASSERT_EQ(entries.size(), 2U);
        EXPECT_EQ(entries[0].id, second);
        EXPECT_EQ(entries[1].id, first);
        EXPECT_EQ(entries[1].content, R"({"a":["","1"]})");
        EXPECT_EQ(entries[1].title, "Đoàn");
        EXPECT_EQ(entries[1].actor, "Nguyễn Thị Lan");
        EXPECT_EQ(entries[1].account, AccountId{7});
        EXPECT_EQ(entries[1].at, noon);
        EXPECT_EQ(entries[1].request_id, "r1");
        EXPECT_EQ(entries[1].state, State::unsealed);
        EXPECT_EQ(entries[1].leaf, std::nullopt);
        const auto older = of_record(tx, "activity", 5, 10, second);
        ASSERT_EQ(older.size(), 1U);
        EXPECT_EQ(older[0].id, first);
        EXPECT_EQ(latest(tx, 2).size(), 2U);
        EXPECT_EQ(latest(tx, 2)[0].id, second);
        EXPECT_TRUE(of_record(tx, "gift", 5, 10).empty());
    });
}

TEST_P(Log, NamesEachRecordOnceByItsNewestLine) {
    record(1);
    record(2);
    const EntryId newest = record(1);
    test.database().read([&](store::Tx& tx) {
        const std::vector<Changed> found = latest_records(tx, 10, 10);
        ASSERT_EQ(found.size(), 2U);
        EXPECT_EQ(found[0].entry.id, newest);
        EXPECT_EQ(found[0].changes, 2);
        EXPECT_EQ(found[1].entry.record, 2);
        EXPECT_EQ(found[1].changes, 1);
        EXPECT_EQ(latest_records(tx, 1, 10).size(), 1U);
        EXPECT_EQ(latest_records(tx, 10, 1).size(), 1U);
    });
}

TEST_P(Log, LineOfAnUndoneTransactionIsNotThere) {
    const Result<void> result = write(context, [&](store::Tx& tx) -> Result<void> {
        append(tx, context, {.action = "create", .kind = "activity", .record = 1, .title = "", .content = "{}"});
        return fail(Error::Kind::conflict, "errors.conflict");
    });
    EXPECT_FALSE(result);
    test.database().read([&](store::Tx& tx) { EXPECT_TRUE(latest(tx, 10).empty()); });
}

TEST_P(Log, SealsWhatIsNewAndOnlyOnce) {
    EXPECT_EQ(seal(context), 0);
    EXPECT_FALSE(head().has_value());
    record_many(3);
    EXPECT_TRUE(test.database().read([](store::Tx& tx) { return has_unsealed(tx); }));
    EXPECT_EQ(seal(context, 2), 2);
    EXPECT_EQ(head()->size, 2);
    EXPECT_EQ(seal(context), 1);
    EXPECT_EQ(seal(context), 0);
    EXPECT_FALSE(test.database().read([](store::Tx& tx) { return has_unsealed(tx); }));
    EXPECT_EQ(head()->size, 3);
    EXPECT_EQ(head()->sealed_at, noon);
    test.database().read([&](store::Tx& tx) {
        std::int64_t expected = 2;
        for (const Entry& entry : latest(tx, 10)) {
            EXPECT_EQ(entry.leaf, expected--);
            EXPECT_EQ(entry.state, State::sealed);
        }
    });
}

TEST_P(Log, SoundHistoryVerifiesAndItsHeadIsTheRootOfItsLines) {
    EXPECT_TRUE(verified().sound);
    record_many(9);
    seal(context);
    record_many(4);
    seal(context);
    record_many(2);
    const Verification found = verified();
    EXPECT_TRUE(found.sound) << found.reason;
    EXPECT_EQ(found.lines, 13);
    EXPECT_EQ(found.unsealed, 2);
    EXPECT_EQ(found.erased, 0);
    std::vector<std::string> leaves;
    test.database().read([&](store::Tx& tx) {
        for (const store::Row row : tx.query("select leaf_hash from log_entry where leaf is not null order by leaf"))
            leaves.emplace_back(row.blob(0));
    });
    EXPECT_EQ(head()->root, tree_root(leaves));
    EXPECT_EQ(found.head.root, head()->root);
    EXPECT_EQ(found.head.size, 13);
    EXPECT_EQ(found.head.sealed_at, noon);
}

TEST_P(Log, EveryColumnOfALineIsHeldByTheSeal) {
    const auto ids = record_many(12);
    seal(context, 5);
    seal(context);
    const std::string hash = sha256("forged");
    const auto forged = store::Value::bytes_of(hash);
    std::minstd_rand random(1);
    const auto try_it = [&](store::Sql change, store::Sql undo, const auto& value) {
        const auto leaf = static_cast<std::size_t>(random() % ids.size());
        tamper("create table kept as select * from log_entry where id = $1", ids[leaf]);
        ASSERT_EQ(tamper(change, value, ids[leaf]), 1);
        expect_broken("line", static_cast<std::int64_t>(leaf), ids[leaf]);
        ASSERT_EQ(tamper(undo, ids[leaf]), 1);
        tamper("drop table kept");
        EXPECT_TRUE(verified().sound);
    };
    try_it("update log_entry set at = $1 where id = $2",
           "update log_entry set at = (select at from kept) where id = $1", noon + std::chrono::seconds(1));
    try_it("update log_entry set account = $1 where id = $2",
           "update log_entry set account = (select account from kept) where id = $1", AccountId{8});
    try_it("update log_entry set actor = $1 where id = $2",
           "update log_entry set actor = (select actor from kept) where id = $1", "Nguyễn Văn Nam");
    try_it("update log_entry set request_id = $1 where id = $2",
           "update log_entry set request_id = (select request_id from kept) where id = $1", "r2");
    try_it("update log_entry set action = $1 where id = $2",
           "update log_entry set action = (select action from kept) where id = $1", "change");
    try_it("update log_entry set kind = $1 where id = $2",
           "update log_entry set kind = (select kind from kept) where id = $1", "gift");
    try_it("update log_entry set record = $1 where id = $2",
           "update log_entry set record = (select record from kept) where id = $1", 4711);
    try_it("update log_entry set digest = $1 where id = $2",
           "update log_entry set digest = (select digest from kept) where id = $1", forged);
    try_it("update log_entry set leaf_hash = $1 where id = $2",
           "update log_entry set leaf_hash = (select leaf_hash from kept) where id = $1", forged);
}

TEST_P(Log, ChangedNumberOfAnEntryIsFound) {
    const auto ids = record_many(6);
    seal(context);
    const EntryId other{ids[4].value + 1'000'000};
    tamper("delete from log_content where entry = $1", ids[4]);
    tamper("update log_entry set id = $1 where id = $2", other, ids[4]);
    expect_broken("line", 4, other);
}

TEST_P(Log, ChangedContentIsFoundInItsLineSealedOrNot) {
    const auto ids = record_many(8);
    seal(context, 6);
    tamper("update log_content set content = $1 where entry = $2", "{}", ids[7]);
    expect_broken("content", -1, ids[7]);
    tamper("update log_content set title = $1 where entry = $2", "Khác", ids[5]);
    expect_broken("content", 5, ids[5]);
    const std::string salt(16, 'x');
    tamper("update log_content set salt = $1 where entry = $2", store::Value::bytes_of(salt), ids[3]);
    expect_broken("content", 3, ids[3]);
    tamper("delete from log_content where entry = $1", ids[2]);
    expect_broken("content", 2, ids[2]);
}

TEST_P(Log, TheLastLinesAreCheckedQuickly) {
    const auto ids = record_many(6);
    seal(context);
    const auto look = [&](std::int64_t lines) {
        return test.database().snapshot([&](store::Tx& tx) { return verify_last(tx, lines); });
    };
    EXPECT_TRUE(look(3).sound);
    EXPECT_EQ(look(3).lines, 3);
    EXPECT_EQ(look(100).lines, 6);
    EXPECT_EQ(look(100).head.size, 6);
    tamper("update log_entry set actor = $1 where id = $2", "Người khác", ids[1]);
    EXPECT_TRUE(look(3).sound);  // further back: only verify() sees it
    EXPECT_EQ(look(100).reason, "line");
    EXPECT_EQ(look(100).broken_leaf, 1);
    tamper("update log_content set title = $1 where entry = $2", "Khác", ids[4]);
    EXPECT_EQ(look(3).reason, "content");
    EXPECT_EQ(look(3).broken_entry, ids[4]);
    tamper("delete from log_content where entry = $1", ids[5]);
    tamper("delete from log_entry where id = $1", ids[5]);
    EXPECT_EQ(look(1).reason, "missing");
}

TEST_P(Log, ErasedContentIsToldFromBrokenContent) {
    const auto ids = record_many(4);
    seal(context);
    ASSERT_TRUE(erase_content(context, ids[1], "Yêu cầu xoá dữ liệu cá nhân"));
    Verification found = verified();
    EXPECT_TRUE(found.sound) << found.reason;
    EXPECT_EQ(found.erased, 1);
    EXPECT_EQ(found.unsealed, 1);
    seal(context);
    EXPECT_TRUE(verified().sound);
    test.database().read([&](store::Tx& tx) {
        const auto entries = latest(tx, 10);
        EXPECT_EQ(entries[0].action, erase_action);
        EXPECT_EQ(entries[0].record, ids[1].value);
        EXPECT_EQ(entries[0].content, R"({"reason":"Yêu cầu xoá dữ liệu cá nhân"})");
        EXPECT_EQ(entries[3].id, ids[1]);
        EXPECT_EQ(entries[3].state, State::erased);
        EXPECT_EQ(entries[3].content, "");
        EXPECT_EQ(entries[3].leaf, 1);
        EXPECT_EQ(tx.integer("select count(*) from log_content where entry = $1", ids[1]), 0);
    });
}

TEST_P(Log, ErasingNeedsTheRightAReasonAndSomethingToErase) {
    const EntryId id = record(1);
    context.actor.permissions.clear();
    EXPECT_EQ(erase_content(context, id, "why").error().kind, Error::Kind::forbidden);
    context.actor.permissions = {can_erase};
    EXPECT_EQ(erase_content(context, id, "  ").error().fields.at(0).key, "log.reason_required");
    EXPECT_EQ(erase_content(context, EntryId{1}, "why").error().kind, Error::Kind::not_found);
    EXPECT_TRUE(erase_content(context, id, "why"));
    EXPECT_EQ(erase_content(context, id, "why").error().key, "log.already_erased");
}

TEST_P(Log, MissingLineIsNamedByItsNumber) {
    const auto ids = record_many(10);
    seal(context);
    tamper("delete from log_content where entry = $1", ids[6]);
    tamper("delete from log_entry where id = $1", ids[6]);
    expect_broken("missing", 6, EntryId{});
}

TEST_P(Log, LineTakenOutOfTheTreeIsMissing) {
    const auto ids = record_many(10);
    seal(context);
    tamper("update log_entry set leaf = null, leaf_hash = null where id = $1", ids[3]);
    expect_broken("missing", 3, EntryId{});
    seal(context);
    expect_broken("missing", 3, EntryId{});
}

TEST_P(Log, ExchangedLinesAreOutOfOrder) {
    const auto ids = record_many(10);
    seal(context);
    tamper("update log_entry set leaf = 1000 where id = $1", ids[2]);
    tamper("update log_entry set leaf = 2 where id = $1", ids[7]);
    tamper("update log_entry set leaf = 7 where id = $1", ids[2]);
    expect_broken("order", 2, ids[7]);
}

TEST_P(Log, RewrittenLineWithItsHashIsFoundByTheHeads) {
    const auto ids = record_many(4);
    seal(context);
    record_many(3);
    seal(context);
    record_many(3);
    seal(context);
    test.database().write([&](store::Tx& tx) {
        tx.execute("update log_entry set actor = 'Khác' where leaf = 5");
        Line line;
        {
            store::Rows rows = tx.query(
                "select id, at, account, actor, request_id, action, kind, record, digest from log_entry where leaf = "
                "5");
            line = read_line(*rows.next());
        }
        const std::string hash = leaf_hash(line_data(line, 5));
        tx.execute("update log_entry set leaf_hash = $1 where leaf = 5", store::Value::bytes_of(hash));
    });
    const Verification found = verified();
    EXPECT_FALSE(found.sound);
    EXPECT_EQ(found.reason, "head");
    EXPECT_EQ(found.broken_leaf, 4);
    EXPECT_EQ(found.broken_last, 6);
}

TEST_P(Log, ShortenedHistoryIsMissingLinesOrDisagreesWithTheHeadOutside) {
    record_many(6);
    seal(context);
    const std::string early = to_text(*head());
    record_many(4);
    seal(context);
    const std::string late = to_text(*head());
    EXPECT_TRUE(verified({early, late}).sound);

    tamper("delete from log_content where entry in (select id from log_entry where leaf >= 6)");
    tamper("delete from log_entry where leaf >= 6");
    expect_broken("missing", 6, EntryId{});

    tamper("delete from log_head where size > 6");
    EXPECT_TRUE(verified().sound);  // why heads are kept outside as well
    EXPECT_TRUE(verified({early}).sound);
    const Verification found = verified({early, late});
    EXPECT_FALSE(found.sound);
    EXPECT_EQ(found.reason, "outside-head");
    EXPECT_EQ(found.broken_leaf, 6);
    EXPECT_EQ(found.broken_last, 9);
}

TEST_P(Log, HistoryWrittenAnewDisagreesWithTheHeadOutside) {
    record_many(5);
    seal(context);
    const std::string outside = to_text(*head());
    tamper("delete from log_content");
    tamper("delete from log_entry");
    tamper("delete from log_head");
    record_many(8);
    seal(context);
    EXPECT_TRUE(verified().sound);
    EXPECT_EQ(verified({outside}).reason, "outside-head");
    EXPECT_THROW(verified({"12:abc"}), std::invalid_argument);
}

TEST_P(Log, RemovedOrChangedHeadIsFound) {
    record_many(3);
    seal(context);
    record_many(3);
    seal(context);
    const std::string root = head()->root;
    const std::string forged = sha256("forged");
    tamper("update log_head set root = $1 where size = 6", store::Value::bytes_of(forged));
    expect_broken("head", 3, EntryId{});
    record(1);
    EXPECT_THROW(seal(context), std::runtime_error);
    tamper("update log_head set root = $1 where size = 6", store::Value::bytes_of(root));
    EXPECT_TRUE(verified().sound);
    tamper("delete from log_head where size = 6");
    expect_broken("head", 3, EntryId{});
}

TEST_P(Log, HeadComesBackFromItsText) {
    const Head sealed{.size = 12345, .root = sha256("x"), .sealed_at = noon};
    const auto parsed = parse_head(to_text(sealed));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->size, 12345);
    EXPECT_EQ(parsed->root, sealed.root);
    for (const std::string_view text : {"", ":", "1", "1:", "x:00", "-1:00", "1:zz"})
        EXPECT_FALSE(parse_head(text)) << text;
}

// Two pools, as two processes have; each writes from two threads while both seal.
TEST_P(Log, LinesWrittenWhileSealingAreAllSealedExactlyOnce) {
    constexpr int writers = 4;
    constexpr int lines_of_one = 60;
    const auto other = test.open();
    std::atomic<int> writing = writers;
    std::atomic<int> sealed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i) {
        threads.emplace_back([&, i] {
            Context mine{.database = i % 2 == 0 ? test.database() : *other, .installation = installation, .now = noon};
            for (int line = 0; line < lines_of_one; ++line)
                write(mine, [&](store::Tx& tx) {
                    append(tx, mine,
                           {.action = "create", .kind = "gift", .record = line, .title = "", .content = "{}"});
                });
            --writing;
        });
    }
    for (int i = 0; i < 2; ++i) {
        threads.emplace_back([&, i] {
            Context mine{.database = i == 0 ? test.database() : *other, .installation = installation, .now = noon};
            while (writing > 0) sealed += seal(mine, 7);
        });
    }
    for (std::thread& thread : threads) thread.join();
    sealed += seal(context);
    EXPECT_EQ(sealed, writers * lines_of_one);
    const Verification found = verified();
    EXPECT_TRUE(found.sound) << found.reason << " at " << found.broken_leaf;
    EXPECT_EQ(found.lines, writers * lines_of_one);
    EXPECT_EQ(found.unsealed, 0);
}

// More lines than one page of the verification holds.
TEST_P(Log, LongHistoryVerifies) {
    write(context, [&](store::Tx& tx) {
        for (int i = 0; i < 4500; ++i)
            append(tx, context, {.action = "create", .kind = "gift", .record = i, .title = "", .content = "{}"});
    });
    EXPECT_EQ(seal(context, 4100), 4100);
    const Verification found = verified();
    EXPECT_TRUE(found.sound) << found.reason;
    EXPECT_EQ(found.lines, 4100);
    EXPECT_EQ(found.unsealed, 400);
}

INSTANTIATE_TEST_SUITE_P(Engines, Log, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::log
