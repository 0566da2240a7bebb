// Bodies in every possible cut: what a parser does must not depend on where the network broke them.
#include "platform/http/multipart.hpp"

#include "platform/base/test_files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace caunoi::http {

namespace {

namespace fs = std::filesystem;

class Spool : public testing::Test {
protected:
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    // 0: taken; else the status it is refused with.
    int parse(std::string_view body, Request& request, MultipartParser::Limits limits = {}) const {
        MultipartParser parser("XX", folder, limits);
        parser.feed(body);
        parser.finish(request);
        return parser.status();
    }

    TestFolder place;
    const fs::path& folder = place.path();
};

std::string part(std::string_view disposition, std::string_view body) {
    return fmt::format("--XX\r\nContent-Disposition: form-data; {}\r\n\r\n{}\r\n", disposition, body);
}

const std::string sample =
    "preamble\r\n"
    "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHội nghị\r\nlần 2\r\n"
    "--XX\t \r\ncontent-disposition: form-data; name=\"scan\"; filename=\"báo cáo.pdf\"\r\nContent-Type: "
    "application/pdf\r\n\r\n"
    "\r\n--X\r\n--XY\r\r\n\n-\r\n"
    "--XX\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n"
    "--XX\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    "--XX--\r\nepilogue --XX";

void expect_sample(const Request& request) {
    EXPECT_EQ(request.form, (Pairs{{"title", "Hội nghị\nlần 2"}, {"empty", ""}}));
    ASSERT_EQ(request.uploads.size(), 1U);
    const Upload& upload = request.uploads.front();
    EXPECT_EQ(upload.field, "scan");
    EXPECT_EQ(upload.name, "báo cáo.pdf");
    EXPECT_EQ(upload.type, "application/pdf");
    EXPECT_EQ(upload.bytes, 16U);
    EXPECT_EQ(content_of(upload.path), "\r\n--X\r\n--XY\r\r\n\n-");
}

}  // namespace

TEST_F(Spool, ABodyCutAtAnyByteIsTheSameBody) {
    for (std::size_t cut = 0; cut <= sample.size(); ++cut) {
        SCOPED_TRACE(cut);
        MultipartParser parser("XX", folder, {});
        Request request;
        ASSERT_TRUE(parser.feed(std::string_view(sample).substr(0, cut)));
        ASSERT_TRUE(parser.feed(std::string_view(sample).substr(cut)));
        ASSERT_TRUE(parser.finish(request));
        expect_sample(request);
    }
}

TEST_F(Spool, ABodyThatTricklesInIsTheSameBody) {
    MultipartParser parser("XX", folder, {});
    for (const char c : sample) ASSERT_TRUE(parser.feed({&c, 1}));
    Request request;
    ASSERT_TRUE(parser.finish(request));
    expect_sample(request);
}

TEST_F(Spool, ABodyThatEndsEarlyIsRefusedWhereverItEnds) {
    const std::size_t whole = sample.find("--XX--") + 6;
    for (std::size_t end = 0; end < whole; ++end) {
        Request request;
        EXPECT_EQ(parse(sample.substr(0, end), request), 400) << end;
    }
    EXPECT_EQ(files(), 0U);
}

TEST_F(Spool, FilesAreRemovedUnlessHandedOver) {
    {
        MultipartParser parser("XX", folder, {});
        ASSERT_TRUE(parser.feed(part("name=\"f\"; filename=\"x\"", "bytes")));
        EXPECT_EQ(files(), 1U);
    }
    EXPECT_EQ(files(), 0U);
    Request request;
    ASSERT_EQ(parse(part("name=\"f\"; filename=\"x\"", "bytes") + "--XX--", request), 0);
    EXPECT_EQ(files(), 1U);
}

TEST_F(Spool, FilesAreReadableByTheirOwnerOnly) {
    Request request;
    ASSERT_EQ(parse(part("name=\"f\"; filename=\"x\"", "bytes") + "--XX--", request), 0);
    EXPECT_EQ(fs::status(request.uploads.at(0).path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Spool, AnEmptyFileWithANameIsAFile) {
    Request request;
    ASSERT_EQ(parse(part("name=\"f\"; filename=\"x.txt\"", "") + "--XX--", request), 0);
    ASSERT_EQ(request.uploads.size(), 1U);
    EXPECT_EQ(request.uploads[0].bytes, 0U);
    EXPECT_TRUE(fs::exists(request.uploads[0].path));
}

TEST_F(Spool, FileNamesAreShownWithoutTheirFolders) {
    const auto name_of = [&](std::string_view disposition) {
        Request request;
        EXPECT_EQ(parse(part(disposition, "x") + "--XX--", request), 0);
        return request.uploads.at(0).name;
    };
    EXPECT_EQ(name_of(R"(name="f"; filename="../../etc/passwd")"), "passwd");
    EXPECT_EQ(name_of(R"(name="f"; filename="C:\anh\友谊.jpg")"), "友谊.jpg");
    EXPECT_EQ(name_of(R"(name="f"; filename="a%22b%0D%0Ac.txt")"), "a\"b c.txt");
    EXPECT_EQ(name_of(R"(name="f"; filename="x.txt"; filename*=UTF-8''%E5%8F%8B.txt)"), "友.txt");
    EXPECT_EQ(name_of("name=\"f\"; filename=\"\xff.txt\""), "\uFFFD.txt");
}

TEST_F(Spool, PartsThatAreNotFormDataAreRefused) {
    Request request;
    for (const std::string_view head :
         {"", "Content-Disposition: form-data", "Content-Disposition: attachment; name=\"a\"",
          "Content-Type: text/plain", "Content-Disposition: form-data; name=\"\xff\"", "no colon",
          "Content-Disposition: form-data;\r\n name=\"a\"",
          "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64"})
        EXPECT_EQ(parse(fmt::format("--XX\r\n{}\r\n\r\nv\r\n--XX--", head), request), 400) << head;
    EXPECT_EQ(parse(part("name=\"a\"", "\xff") + "--XX--", request), 400);
    EXPECT_EQ(parse("--XXY\r\n\r\n\r\n--XX--", request), 400);
}

TEST_F(Spool, LimitsAreHeldForPartsFieldsAndHeaderLines) {
    Request request;
    const std::string three = part("name=\"a\"", "1") + part("name=\"b\"", "2") + part("name=\"c\"", "3") + "--XX--";
    EXPECT_EQ(parse(three, request, {.parts = 3}), 0);
    EXPECT_EQ(parse(three, request, {.parts = 2}), 413);
    EXPECT_EQ(parse(three, request, {.field_bytes = 6}), 0);
    EXPECT_EQ(parse(three, request, {.field_bytes = 5}), 413);
    EXPECT_EQ(parse("--XX\r\nX: " + std::string(9000, 'x'), request), 400);
    // The bytes of a file are not those of a field.
    EXPECT_EQ(parse(part("name=\"f\"; filename=\"x\"", std::string(100, 'x')) + "--XX--", request, {.field_bytes = 10}),
              0);
}

TEST_F(Spool, ASpoolThatCannotBeWrittenIsAFaultAndNotTheSendersMistake) {
    MultipartParser parser("XX", folder / "missing", {});
    EXPECT_THROW(parser.feed(part("name=\"f\"; filename=\"x\"", "bytes")), std::system_error);
}

TEST(MultipartBoundary, IsReadAsTheRfcAllowsIt) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----WebKitFormBoundaryAb1"),
              "----WebKitFormBoundaryAb1");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b:c\""), "a b:c");
    for (const std::string_view bad :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a \"",
          "multipart/form-data; boundary=a\x80", "multipart/mixed; boundary=a", "text/plain; boundary=a"})
        EXPECT_FALSE(multipart_boundary(bad)) << bad;
    EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

}  // namespace caunoi::http
