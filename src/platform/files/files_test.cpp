// Files on both engines and a real folder.
#include "platform/files/files.hpp"

#include "platform/base/bytes.hpp"
#include "platform/files/magic.hpp"
#include "platform/files/name.hpp"
#include "platform/files/vault.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace caunoi::files {
namespace {

constexpr Time noon{std::chrono::seconds{1'700'000'000}};
const std::string pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
const std::string png_image = from_hex("89504e470d0a1a0a0000000d49484452000005000000040008020000001234567800");

class Files : public testing::TestWithParam<store::Engine> {
protected:
    Files() { installation.data = folder.folder(); }

    Incoming incoming(std::string_view bytes, std::string name) {
        const auto path = folder.folder() / "incoming";
        std::ofstream(path, std::ios::binary) << bytes;
        return {.path = path, .name = std::move(name), .bytes = bytes.size()};
    }
    FileId kept(std::string_view bytes, std::string name = "tệp.pdf") {
        const Result<FileId> id = keep(context, incoming(bytes, std::move(name)), documents);
        EXPECT_TRUE(id);
        return id.value_or(FileId{});
    }
    void attached(FileId file, std::int64_t record, Role role = Role::attachment, std::string_view title = "") {
        write(context, [&](store::Tx& tx) { attach(tx, file, "activity", record, role, title); });
    }
    void detached(FileId file, std::int64_t record) {
        write(context, [&](store::Tx& tx) { EXPECT_TRUE(detach(tx, context, file, "activity", record)); });
    }
    std::vector<Attached> files_of(std::int64_t record) {
        return read(context, [&](store::Tx& tx) { return list_of(tx, "activity", record); });
    }
    int contents() {
        int count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(vault_of(installation.data)))
            count += entry.is_regular_file() && entry.path().filename() != ".lock" ? 1 : 0;
        return count;
    }

    store::TestPlace folder{store::Engine::sqlite};
    store::TestDatabase test{GetParam(), store::repository_migrations("0004")};
    Installation installation;
    Context context{.database = test.database(), .installation = installation, .now = noon};
};

TEST_P(Files, KeptFileCanBeOpenedWithItsTypeAndName) {
    const FileId id = kept(pdf, "C:\\Users\\lan\\Biên bản.pdf");
    const Result<Opened> opened = open(context, id);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->type, "application/pdf");
    EXPECT_EQ(opened->name, "Biên bản.pdf");
    EXPECT_EQ(opened->bytes, static_cast<std::int64_t>(pdf.size()));
    EXPECT_EQ(opened->sha256, sha256(pdf));
    EXPECT_EQ(MappedFile(opened->path).bytes(), pdf);
    EXPECT_EQ(std::filesystem::status(opened->path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(open(context, FileId{12345}).error().kind, Error::Kind::not_found);
}

TEST_P(Files, SameContentLiesOnDiskOnce) {
    const FileId one = kept(pdf, "a.pdf");
    const FileId two = kept(pdf, "b.pdf");
    EXPECT_NE(one, two);
    EXPECT_EQ(open(context, one)->path, open(context, two)->path);
    EXPECT_EQ(open(context, two)->name, "b.pdf");
    EXPECT_EQ(contents(), 1);
}

TEST_P(Files, RefusedFilesAreAnsweredReadablyAndNotKept) {
    const auto refusal = [&](std::string_view bytes, const Allowed& allowed) {
        const Result<FileId> result = keep(context, incoming(bytes, "x.pdf"), allowed);
        return result ? Error{} : result.error();
    };
    EXPECT_EQ(refusal("", documents).key, "files.empty");
    const Error svg = refusal(R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)", documents);
    EXPECT_EQ(svg.key, "files.type_refused");
    EXPECT_EQ(svg.arguments, (Arguments{{"type", "image/svg+xml"}}));
    EXPECT_EQ(refusal("<!doctype html><html><script>alert(1)</script></html>", documents).key, "files.type_refused");
    EXPECT_EQ(refusal("\x7f"
                      "ELF\x02\x01\x01",
                      documents)
                  .key,
              "files.type_refused");
    EXPECT_EQ(refusal(pdf, photographs).key, "files.type_refused");
    const std::string large(1024 * 1024 + 1, 'a');
    const Error too_large = refusal(large, {.types = document_types, .max_megabytes = 1});
    EXPECT_EQ(too_large.key, "files.too_large");
    EXPECT_EQ(too_large.arguments, (Arguments{{"max", "1 MB"}}));
    Incoming liar = incoming(large, "x.txt");
    liar.bytes = 5;
    EXPECT_EQ(put(context, liar, {.types = document_types, .max_megabytes = 1}).error().key, "files.too_large");
    EXPECT_FALSE(std::filesystem::exists(vault_of(installation.data)));
}

TEST_P(Files, ImageKnowsItsSizeAndListsKeepTheirOrder) {
    const FileId photo = kept(png_image, "ảnh.png");
    const FileId paper = kept(pdf);
    attached(paper, 5, Role::paper);
    attached(photo, 5, Role::photo, "Lễ ký kết");
    auto list = files_of(5);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].file, paper);
    EXPECT_EQ(list[0].role, Role::paper);
    EXPECT_EQ(list[0].width, 0);
    EXPECT_EQ(list[1].file, photo);
    EXPECT_EQ(list[1].title, "Lễ ký kết");
    EXPECT_EQ(list[1].type, "image/png");
    EXPECT_EQ(list[1].width, 1280);
    EXPECT_EQ(list[1].height, 1024);
    write(context, [&](store::Tx& tx) { arrange(tx, "activity", 5, std::array{photo, paper}); });
    EXPECT_EQ(files_of(5)[0].file, photo);
    attached(photo, 5, Role::attachment, "Khác");
    EXPECT_EQ(files_of(5)[0].title, "Khác");
    EXPECT_TRUE(files_of(6).empty());
}

TEST_P(Files, PlacesTellWhosePermissionCounts) {
    const FileId file = kept(pdf);
    EXPECT_TRUE(read(context, [&](store::Tx& tx) { return places_of(tx, file); }).empty());
    attached(file, 5);
    attached(file, 6);
    const auto places = read(context, [&](store::Tx& tx) { return places_of(tx, file); });
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].kind, "activity");
    EXPECT_EQ(places[1].record, 6);
    write(context, [&](store::Tx& tx) { EXPECT_FALSE(detach(tx, context, file, "activity", 7)); });
}

TEST_P(Files, FileThatNoRecordHasGoesAfterThirtyDays) {
    const FileId file = kept(pdf);
    const FileId other = kept(png_image, "a.png");
    attached(file, 5);
    attached(other, 6);
    context.now += std::chrono::days(40);
    write(context, [&](store::Tx& tx) { detach_all(tx, context, "activity", 5); });
    context.now += std::chrono::days(30);
    sweep(context);
    EXPECT_TRUE(open(context, file));
    context.now += std::chrono::seconds(1);
    sweep(context);
    EXPECT_FALSE(open(context, file));
    EXPECT_TRUE(open(context, other));
    EXPECT_EQ(contents(), 1);
}

TEST_P(Files, RestoredRecordFindsItsFileAgain) {
    const FileId file = kept(pdf);
    attached(file, 5);
    detached(file, 5);
    context.now += std::chrono::days(29);
    sweep(context);
    attached(file, 5);
    context.now += std::chrono::days(300);
    sweep(context);
    EXPECT_TRUE(open(context, file));
    EXPECT_EQ(contents(), 1);
}

TEST_P(Files, ContentWithoutARowGoesAfterADayUnlessItIsKeptAgain) {
    ASSERT_TRUE(put(context, incoming(pdf, "a.pdf"), documents));
    std::ofstream(path_of(vault_of(installation.data), sha256(pdf)).parent_path() / ".new-crashed") << "half";
    context.now += std::chrono::days(1);
    sweep(context);
    EXPECT_TRUE(std::filesystem::exists(path_of(vault_of(installation.data), sha256(pdf))));

    const Result<Content> again = put(context, incoming(pdf, "a.pdf"), documents);
    context.now += std::chrono::hours(23);
    sweep(context);
    const FileId file = write(context, [&](store::Tx& tx) { return add(tx, context, *again); });
    EXPECT_TRUE(std::filesystem::exists(open(context, file)->path));

    ASSERT_TRUE(put(context, incoming(png_image, "b.png"), documents));
    context.now += std::chrono::days(2);
    sweep(context);
    EXPECT_FALSE(std::filesystem::exists(path_of(vault_of(installation.data), sha256(png_image))));
    EXPECT_TRUE(std::filesystem::exists(open(context, file)->path));
}

TEST_P(Files, HalfWrittenContentIsReplacedByTheWholeOne) {
    const auto path = path_of(vault_of(installation.data), sha256(pdf));
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << "%PDF";
    EXPECT_EQ(MappedFile(open(context, kept(pdf))->path).bytes(), pdf);
}

TEST_P(Files, KeepingInsideATransactionIsAMistake) {
    EXPECT_THROW(write(context, [&](store::Tx&) { return keep(context, incoming(pdf, "a.pdf"), documents); }),
                 std::logic_error);
}

TEST(FileTypes, AreWhatTheBytesSay) {
    EXPECT_EQ(detect_type(pdf), "application/pdf");
    EXPECT_EQ(detect_type(png_image), "image/png");
    EXPECT_EQ(detect_type("Kính gửi Hội hữu nghị\n"), "text/plain");
    EXPECT_EQ(detect_type("GIF89a" + from_hex("20035802f70000")), "image/gif");
    EXPECT_EQ(detect_type("MZ" + std::string(200, '\0')).substr(0, 12), "application/");
}

TEST(FileNames, ShowWhatTheyAre) {
    EXPECT_EQ(clean_name("Biên bản.PDF", "application/pdf"), "Biên bản.pdf");
    EXPECT_EQ(clean_name("../../etc/passwd", "text/plain"), "passwd.txt");
    EXPECT_EQ(clean_name("bao-gia.pdf.exe", "application/pdf"), "bao-gia.pdf.exe.pdf");
    EXPECT_EQ(clean_name("ảnh.jpeg", "image/jpeg"), "ảnh.jpeg");
    EXPECT_EQ(clean_name("a\u202efdp.exe", "application/pdf"), "afdp.exe.pdf");
    EXPECT_EQ(clean_name("a\r\nb\t\"c\".txt", "text/plain"), "a b _c_.txt");
    EXPECT_EQ(clean_name("", "image/png"), "file.png");
    EXPECT_EQ(clean_name(".png", "image/png"), "png.png");
    EXPECT_EQ(clean_name("照片.png", "image/png"), "照片.png");
    std::string longest;
    for (int i = 0; i < 300; ++i) longest += "ế";
    EXPECT_EQ(clean_name(longest + ".docx", "application/pdf").size(), 116U * 3 + 4);
}

INSTANTIATE_TEST_SUITE_P(Engines, Files, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::files
