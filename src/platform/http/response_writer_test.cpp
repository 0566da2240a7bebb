// Heads as they go over the wire, and which representation a client gets.
#include "platform/http/response_writer.hpp"

#include "platform/http/compress.hpp"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <chrono>
#include <variant>

namespace caunoi::http {

namespace {

constexpr std::string_view date = "Thu, 01 Jun 2023 02:30:00 GMT";

std::string head_of(const Response& response, const Request& request, Connection connection = Connection::keep) {
    std::string head = "left over";
    write_head(head, response, plan(response, request, 0), connection, date);
    return head;
}

Request asking(std::string_view header, std::string_view value, Method method = Method::get) {
    return Request{.method = method, .headers = {{std::string(header), std::string(value)}}};
}

Response encoded_page() {
    return {.body = Encoded{.plain = "plain text", .gzip = "gz", .brotli = "b", .owner = nullptr}, .etag = "\"v1\""};
}

}  // namespace

TEST(ResponseHead, HasStatusDateTypeLengthAndTheApplicationsHeaders) {
    Response response = text("xin chào", 422);
    response.add("Cache-Control", "no-store");
    response.add("Set-Cookie", "a=1");
    response.add("Set-Cookie", "b=2");
    EXPECT_EQ(head_of(response, {}),
              "HTTP/1.1 422 Unprocessable Content\r\n"
              "Date: Thu, 01 Jun 2023 02:30:00 GMT\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Length: 9\r\n"
              "Cache-Control: no-store\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n");
}

TEST(ResponseHead, SaysWhatBecomesOfTheConnection) {
    EXPECT_NE(head_of(text("x"), {}, Connection::close).find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_NE(head_of(text("x"), {}, Connection::keep_http_1_0).find("\r\nConnection: keep-alive\r\n"),
              std::string::npos);
    EXPECT_EQ(head_of(text("x"), {}).find("Connection"), std::string::npos);
}

TEST(ResponseHead, AValueCannotBecomeALineOfItsOwn) {
    const std::string head = head_of(see_other("/vi/\r\nSet-Cookie: stolen=1"), {});
    EXPECT_EQ(head.find("\nSet-Cookie"), std::string::npos);
    EXPECT_NE(head.find("Location: /vi/  Set-Cookie: stolen=1\r\n"), std::string::npos);
}

TEST(ResponseHead, NoContentHasNeitherLengthNorType) {
    const std::string head = head_of({.status = 204, .type = "", .body = ""}, {});
    EXPECT_EQ(head.find("Content-"), std::string::npos);
}

TEST(HttpDates, AreWrittenAsTheRfcDoes) {
    EXPECT_EQ(to_http_date(Time{std::chrono::seconds{784111777}}), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(to_http_date(Time{std::chrono::seconds{951782400}}), "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(Etags, AreComparedWeaklyAndInLists) {
    EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches("W/\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches("\"x\" , W/\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches(" * ", "\"a\""));
    EXPECT_FALSE(etag_matches("\"b\"", "\"a\""));
    EXPECT_FALSE(etag_matches("", "\"a\""));
    EXPECT_FALSE(etag_matches("*", ""));
}

TEST(NotModified, HasNoBodyButTheHeadersThatMatter) {
    Response response = encoded_page();
    response.add("Cache-Control", "max-age=60");
    const Request request{.headers = {{"if-none-match", "W/\"v1\""}, {"accept-encoding", "br"}}};
    const Outgoing outgoing = plan(response, request, 0);
    EXPECT_TRUE(outgoing.not_modified);
    EXPECT_FALSE(outgoing.with_body);
    EXPECT_EQ(head_of(response, request),
              "HTTP/1.1 304 Not Modified\r\nDate: Thu, 01 Jun 2023 02:30:00 GMT\r\nVary: Accept-Encoding\r\n"
              "ETag: W/\"v1\"\r\nCache-Control: max-age=60\r\n\r\n");
}

TEST(NotModified, IsOnlyForGoodAnswersToGetAndHead) {
    Response response = encoded_page();
    EXPECT_TRUE(plan(response, asking("if-none-match", "*", Method::head), 0).not_modified);
    EXPECT_FALSE(plan(response, asking("if-none-match", "*", Method::post), 0).not_modified);
    response.status = 404;
    EXPECT_FALSE(plan(response, asking("if-none-match", "*"), 0).not_modified);
}

TEST(Head, IsTheHeadOfGetWithoutTheBody) {
    const Response response = text("0123456789");
    const Request head{.method = Method::head};
    EXPECT_EQ(head_of(response, head), head_of(response, {}));
    EXPECT_FALSE(plan(response, head, 0).with_body);
}

TEST(Encodings, TheBestThatTheClientTakesIsChosen) {
    const auto chosen = [](std::string_view accept) { return choose_encoding(accept, true, true); };
    EXPECT_EQ(chosen("gzip, deflate, br"), Encoding::brotli);
    EXPECT_EQ(chosen("br;q=0.5, gzip"), Encoding::gzip);
    EXPECT_EQ(chosen("gzip;q=0, br;q=0"), Encoding::identity);
    EXPECT_EQ(chosen("*"), Encoding::brotli);
    EXPECT_EQ(chosen("br;q=0, *"), Encoding::gzip);
    EXPECT_EQ(chosen("gzip;q=0.4, identity;q=0.8"), Encoding::identity);
    EXPECT_EQ(chosen(""), Encoding::identity);
    EXPECT_EQ(choose_encoding("br, gzip", true, false), Encoding::gzip);
    EXPECT_EQ(choose_encoding("br, gzip", false, false), Encoding::identity);
}

TEST(Encodings, AnEncodedBodyCarriesItsLengthAndAWeakTag) {
    const Response response = encoded_page();
    const Request request = asking("accept-encoding", "gzip");
    const std::string head = head_of(response, request);
    EXPECT_NE(head.find("Content-Length: 2\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\nETag: W/\"v1\"\r\n"),
              std::string::npos);
    EXPECT_EQ(body_view(response, plan(response, request, 0)), "gz");
    EXPECT_NE(head_of(response, {}).find("Vary: Accept-Encoding\r\nETag: \"v1\"\r\n"), std::string::npos);
}

TEST(Compression, PacksTextAboveAKilobyteForThoseWhoTakeIt) {
    const std::string long_text(5000, 'x');
    Response response = page(long_text);
    compress_body(response, asking("accept-encoding", "gzip"));
    const std::string& packed = std::get<std::string>(response.body);
    ASSERT_LT(packed.size(), 200U);
    std::string unpacked(5000, ' ');
    libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
    EXPECT_EQ(libdeflate_gzip_decompress(decompressor, packed.data(), packed.size(), unpacked.data(), unpacked.size(),
                                         nullptr),
              LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(decompressor);
    EXPECT_EQ(unpacked, long_text);
    EXPECT_EQ(value_of(response.headers, "Content-Encoding"), "gzip");
    EXPECT_EQ(value_of(response.headers, "Vary"), "Accept-Encoding");
}

TEST(Compression, LeavesAloneWhatIsSmallPackedPicturesOrNotWanted) {
    const auto untouched = [](Response response, std::string_view accept) {
        const std::string before = std::get<std::string>(response.body);
        compress_body(response, asking("accept-encoding", accept));
        return std::get<std::string>(response.body) == before && value_of(response.headers, "Content-Encoding").empty();
    };
    EXPECT_TRUE(untouched(page(std::string(1000, 'x')), "gzip"));
    EXPECT_TRUE(untouched(page(std::string(5000, 'x')), "br"));
    Response picture = page(std::string(5000, 'x'));
    picture.type = "image/jpeg";
    EXPECT_TRUE(untouched(picture, "gzip"));
}

TEST(Compression, BrotliComesBackAsItWas) {
    const std::string original = std::string(3000, 'a') + "友谊";
    const std::string packed = brotli(original, 5);
    std::string unpacked(4000, ' ');
    std::size_t size = unpacked.size();
    ASSERT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                                      reinterpret_cast<std::uint8_t*>(unpacked.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    unpacked.resize(size);
    EXPECT_EQ(unpacked, original);
    EXPECT_FALSE(brotli("", 5).empty());
    EXPECT_FALSE(gzip("", 6).empty());
}

}  // namespace caunoi::http
