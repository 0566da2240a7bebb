// Backups from both engines into both, while somebody writes; and what is noticed when one is damaged.
#include "platform/backup/backup.hpp"

#include "platform/backup/manifest.hpp"
#include "platform/backup/tar.hpp"
#include "platform/base/bytes.hpp"
#include "platform/files/files.hpp"
#include "platform/files/vault.hpp"
#include "platform/log/log.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <thread>

namespace caunoi::backup {
namespace {

namespace fs = std::filesystem;

constexpr Time noon{std::chrono::seconds{1'700'000'000}};

std::span<const EmbeddedFile> migrations() {
    return store::repository_migrations("0004");
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

// One installation with its folder.
struct Site {
    explicit Site(store::Engine engine, std::span<const EmbeddedFile> schema = migrations()) : test(engine, schema) {
        installation.data = folder.folder();
    }
    void record(std::int64_t number) {
        write(context, [&](store::Tx& tx) {
            log::append(tx, context,
                        {.action = "create", .kind = "gift", .record = number, .title = "Quà", .content = "{}"});
        });
    }
    files::FileId keep(std::string_view text) {
        write_file(folder.folder() / "incoming", text);
        const auto id = files::keep(
            context, {.path = folder.folder() / "incoming", .name = "a.txt", .bytes = text.size()}, files::documents);
        EXPECT_TRUE(id);
        return id.value_or(files::FileId{});
    }
    Manifest save(std::string_view name = "one.tar") {
        return backup::save(test.database(), installation, context.now, folder.folder() / name, migrations());
    }
    std::vector<std::int64_t> records() {
        std::vector<std::int64_t> numbers;
        test.database().read([&](store::Tx& tx) {
            for (const store::Row row : tx.query("select record from log_entry order by record"))
                numbers.push_back(row.integer(0));
        });
        return numbers;
    }
    log::Verification verified(const std::vector<std::string>& heads) {
        return test.database().snapshot([&](store::Tx& tx) { return log::verify(tx, heads); });
    }

    store::TestPlace folder{store::Engine::sqlite};
    store::TestDatabase test;
    Installation installation;
    Context context{.database = test.database(), .installation = installation, .now = noon};
};

using Engines = std::tuple<store::Engine, store::Engine>;  // from, to

class Backup : public testing::TestWithParam<Engines> {
protected:
    Site from{std::get<0>(GetParam())};
    Site to{std::get<1>(GetParam()), {}};
};

TEST_P(Backup, RestoredInstallationHasEverything) {
    for (int i = 0; i < 20; ++i) from.record(i);
    log::seal(from.context);
    from.record(20);
    const files::FileId file = from.keep("Kính gửi Hội hữu nghị\n");
    from.keep("友好协会\n");
    const Manifest saved = from.save();
    EXPECT_EQ(saved.created_at, noon);
    EXPECT_EQ(saved.history, "sound");
    EXPECT_EQ(saved.log_lines, 21);
    EXPECT_EQ(saved.files, 2);

    const fs::path archive = from.folder.folder() / "one.tar";
    EXPECT_EQ(fs::status(archive).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(check(archive).log_head, saved.log_head);
    const Result<Manifest> restored = restore(archive, to.test.database(), to.installation, migrations());
    ASSERT_TRUE(restored) << restored.error().key;
    EXPECT_EQ(restored->log_head, saved.log_head);
    EXPECT_EQ(to.records(), from.records());
    const log::Verification found = to.verified({saved.log_head});
    EXPECT_TRUE(found.sound) << found.reason;
    EXPECT_EQ(found.lines, 20);
    EXPECT_EQ(found.unsealed, 1);
    const auto opened = files::open(to.context, file);
    ASSERT_TRUE(opened);
    EXPECT_EQ(files::MappedFile(opened->path).bytes(), "Kính gửi Hội hữu nghị\n");
    to.record(21);
    EXPECT_EQ(log::seal(to.context), 2);
    EXPECT_TRUE(to.verified({saved.log_head}).sound);
}

TEST_P(Backup, MadeWhileSomebodyWritesIsABeginningOfWhatWasWritten) {
    for (int i = 0; i < 10; ++i) from.record(i);
    log::seal(from.context);
    std::atomic<bool> saved = false;
    std::thread writer([&] {
        Context context{.database = from.test.database(), .installation = from.installation, .now = noon};
        for (std::int64_t i = 10; !saved; ++i) {
            write(context, [&](store::Tx& tx) {
                log::append(tx, context,
                            {.action = "create", .kind = "gift", .record = i, .title = "", .content = "{}"});
            });
            if (i % 5 == 0) log::seal(context);
        }
    });
    Manifest manifest;
    const auto make = [&] { manifest = from.save(); };
    EXPECT_NO_THROW(make());
    saved = true;
    writer.join();
    ASSERT_EQ(manifest.history, "sound");
    ASSERT_TRUE(restore(from.folder.folder() / "one.tar", to.test.database(), to.installation, migrations()));
    const auto records = to.records();
    const auto all = from.records();
    ASSERT_GE(records.size(), 10U);
    ASSERT_LE(records.size(), all.size());
    EXPECT_TRUE(std::equal(records.begin(), records.end(), all.begin()));
    EXPECT_TRUE(to.verified({manifest.log_head}).sound);
}

std::vector<Engines> pairs_under_test() {
    std::vector<Engines> pairs;
    for (const store::Engine source : store::engines_under_test())
        for (const store::Engine target : store::engines_under_test()) pairs.emplace_back(source, target);
    return pairs;
}
INSTANTIATE_TEST_SUITE_P(Engines, Backup, testing::ValuesIn(pairs_under_test()), [](const auto& test) {
    const auto name = [](store::Engine engine) { return engine == store::Engine::sqlite ? "Sqlite" : "Postgres"; };
    return std::string(name(std::get<0>(test.param))) + "To" + name(std::get<1>(test.param));
});

class Restore : public testing::TestWithParam<store::Engine> {
protected:
    Restore() {
        from.record(1);
        log::seal(from.context);
        from.keep("Kính gửi\n");
        from.save();
    }
    std::string restore_into(Site& site, const fs::path& file) {
        const auto result = restore(file, site.test.database(), site.installation, migrations());
        return result ? "done" : result.error().key;
    }
    Site from{GetParam()};
    const fs::path archive = from.folder.folder() / "one.tar";
};

TEST_P(Restore, RefusesADatabaseThatHoldsSomething) {
    Site used(GetParam());
    used.record(7);
    EXPECT_EQ(restore_into(used, archive), "backup.database_not_empty");
    EXPECT_EQ(used.records(), std::vector<std::int64_t>{7});
    EXPECT_FALSE(fs::exists(files::vault_of(used.installation.data)));
}

TEST_P(Restore, RefusesADirectoryThatHoldsFiles) {
    Site used(GetParam(), {});
    files::store_content(files::vault_of(used.installation.data), sha256("x"), "x", noon);
    EXPECT_EQ(restore_into(used, archive), "backup.files_not_empty");
    EXPECT_EQ(store::schema_version(used.test.database()), 0);
}

TEST_P(Restore, RefusesABackupOfANewerVersion) {
    Site empty(GetParam(), {});
    const auto older = store::repository_migrations("0003");
    const auto result = restore(archive, empty.test.database(), empty.installation, older);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().key, "backup.newer_version");
    EXPECT_FALSE(fs::exists(files::vault_of(empty.installation.data)));
}

TEST_P(Restore, LeavesADamagedBackupAlone) {
    std::string bytes = bytes_of(archive);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    const fs::path damaged = from.folder.folder() / "damaged.tar";
    write_file(damaged, bytes);
    Site empty(GetParam(), {});
    EXPECT_EQ(restore_into(empty, damaged), "backup.damaged");
    EXPECT_EQ(store::schema_version(empty.test.database()), 0);
    EXPECT_EQ(restore_into(empty, archive), "done");
}

TEST_P(Restore, AnyChangedByteIsNoticed) {
    const std::string original = bytes_of(archive);
    const fs::path damaged = from.folder.folder() / "damaged.tar";
    std::minstd_rand random(3);
    std::set<std::size_t> places;
    for (std::size_t at = 0; at < 1600; at += 7) places.insert(at);  // manifest and headers
    for (std::size_t at = original.size() - 2100; at < original.size(); at += 11)
        places.insert(at);  // file, padding, end
    for (int i = 0; i < 150; ++i) places.insert(random() % original.size());
    for (const std::size_t at : places) {
        std::string bytes = original;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        write_file(damaged, bytes);
        EXPECT_THROW(check(damaged), DamagedBackup) << "byte " << at;
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{100}, std::size_t{2048}, original.size() - 1}) {
        write_file(damaged, original.substr(0, size));
        EXPECT_THROW(check(damaged), DamagedBackup) << size << " bytes";
    }
    write_file(damaged, original + "x");
    EXPECT_THROW(check(damaged), DamagedBackup);
    EXPECT_NO_THROW(check(archive));
}

TEST_P(Restore, BackupNeverReplacesAFile) {
    EXPECT_THROW(from.save("one.tar"), std::runtime_error);
    EXPECT_NO_THROW(check(archive));
}

TEST_P(Restore, MissingContentStopsTheBackupAndLeavesNothing) {
    const std::string hash = sha256("Kính gửi\n");
    fs::remove(files::path_of(files::vault_of(from.installation.data), hash));
    EXPECT_THROW(from.save("two.tar"), std::exception);
    EXPECT_FALSE(fs::exists(from.folder.folder() / "two.tar"));
    for (const auto& entry : fs::directory_iterator(from.folder.folder()))
        EXPECT_FALSE(entry.path().filename().string().starts_with(".new-")) << entry.path();
}

TEST_P(Restore, BrokenHistoryIsSavedAndSaid) {
    from.test.database().write([](store::Tx& tx) { tx.execute("update log_entry set actor = 'Khác'"); });
    EXPECT_EQ(from.save("two.tar").history, "line at line 0");
    EXPECT_THROW(run_daily(from.context, migrations()), std::runtime_error);
    EXPECT_TRUE(latest_good(from.installation).has_value());
    Site empty(GetParam(), {});
    EXPECT_EQ(restore_into(empty, from.folder.folder() / "two.tar"), "done");
}

TEST_P(Restore, DailyBackupsAreKeptForAWeekAndWeeklyOnesForAMonth) {
    EXPECT_EQ(latest_good(from.installation), std::nullopt);
    for (int day = 0; day < 40; ++day) {
        from.context.now = noon + std::chrono::days(day);
        run_daily(from.context, migrations());
    }
    write_file(folder_of(from.installation) / "notes.txt", "mine");
    write_file(folder_of(from.installation) / "other.tar", "not a backup");
    std::vector<std::int64_t> ages;
    for (const Saved& saved : list(from.installation))
        ages.push_back((from.context.now - saved.created_at) / std::chrono::days(1));
    // The first moment is a Wednesday in Hanoi, 15 November 2023; the last one, 39 days later, a Sunday.
    EXPECT_EQ(ages, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 14, 21}));
    EXPECT_EQ(latest_good(from.installation)->created_at, from.context.now);
    EXPECT_EQ(latest_good(from.installation)->bytes, fs::file_size(latest_good(from.installation)->path));
    prune(from.installation, from.context.now);
    EXPECT_TRUE(fs::exists(folder_of(from.installation) / "notes.txt"));
    EXPECT_TRUE(fs::exists(folder_of(from.installation) / "other.tar"));
    EXPECT_EQ(list(from.installation).size(), 10U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Restore, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(Tar, IsReadableByOthersAndHoldsWhatWasPutIn) {
    const store::TestPlace place(store::Engine::sqlite);
    const fs::path path = place.folder() / "a.tar";
    const std::string large(1500, 'x');
    {
        TarWriter tar(path, noon);
        tar.add("empty.txt", "");
        tar.add("files/ab/large.bin", large);
        EXPECT_THROW(tar.add(std::string(101, 'n'), ""), std::logic_error);
        tar.finish();
    }
    EXPECT_THROW(TarWriter(path, noon), std::system_error);
    const std::string bytes = bytes_of(path);
    TarReader reader(bytes);
    EXPECT_EQ(reader.next()->name, "empty.txt");
    const auto entry = reader.next();
    EXPECT_EQ(entry->name, "files/ab/large.bin");
    EXPECT_EQ(entry->bytes, large);
    EXPECT_FALSE(reader.next());
    const std::string list = "tar -tf '" + path.string() + "' > '" + (place.folder() / "list").string() + "'";
    ASSERT_EQ(std::system(list.c_str()), 0);
    EXPECT_EQ(bytes_of(place.folder() / "list"), "empty.txt\nfiles/ab/large.bin\n");
}

TEST(Manifest, ComesBackFromItsText) {
    const Manifest manifest{.created_at = noon,
                            .engine = "postgres",
                            .schema_version = 12,
                            .log_head = "3:" + std::string(64, 'a'),
                            .history = "sound",
                            .log_lines = 4,
                            .files = 5,
                            .file_bytes = 6,
                            .database_sha256 = std::string(64, 'b')};
    const Manifest back = parse_manifest(to_text(manifest) + "later: unknown\n");
    EXPECT_EQ(to_text(back), to_text(manifest));
    EXPECT_EQ(back.created_at, noon);
    EXPECT_EQ(parse_manifest(to_text(Manifest{})).log_head, "");
    EXPECT_THROW(parse_manifest("format: caunoi backup 2\n"), DamagedBackup);
    EXPECT_THROW(parse_manifest("format: caunoi backup 1\ncreated_seconds: soon\n"), DamagedBackup);
}

}  // namespace
}  // namespace caunoi::backup
