// Percent-encoded texts, cookies and header values, as a browser and as an attacker writes them.
#include "platform/http/request.hpp"

#include "platform/http/header_value.hpp"

#include <gtest/gtest.h>

namespace caunoi::http {

TEST(UrlEncoded, PairsKeepTheirOrderAndAreDecoded) {
    const auto pairs = parse_urlencoded("a=1&t%C3%AAn=Nguy%E1%BB%85n+An&a=2&empty=&alone");
    ASSERT_TRUE(pairs);
    EXPECT_EQ(*pairs, (Pairs{{"a", "1"}, {"tên", "Nguyễn An"}, {"a", "2"}, {"empty", ""}, {"alone", ""}}));
    EXPECT_EQ(value_of(*pairs, "a"), "1");
    EXPECT_EQ(value_of(*pairs, "missing"), "");
}

TEST(UrlEncoded, AnEqualsSignMayStandInAValueAndEmptyPiecesAreNothing) {
    EXPECT_EQ(parse_urlencoded("&&a=b=c&"), (Pairs{{"a", "b=c"}}));
    EXPECT_EQ(parse_urlencoded(""), Pairs{});
}

TEST(UrlEncoded, BrokenEscapesAndInvalidUtf8AreRefused) {
    for (const std::string_view broken : {"a=%", "a=%4", "a=%zz", "%=a", "a=%FF", "a=%C3", "a=%ED%A0%80"})
        EXPECT_FALSE(parse_urlencoded(broken)) << broken;
}

TEST(UrlEncoded, ValuesAreCleaned) {
    const auto pairs = parse_urlencoded("a=++x%00%07y++&b=l1%0D%0Al2");
    ASSERT_TRUE(pairs);
    EXPECT_EQ(value_of(*pairs, "a"), "xy");
    EXPECT_EQ(value_of(*pairs, "b"), "l1\nl2");
}

TEST(RequestTarget, PathAndQueryAreDecoded) {
    const auto target = parse_target("/vi/news/Hanoi+%C4%90%C3%B4ng?q=h%E1%BB%99i+ngh%E1%BB%8B&page=2");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/vi/news/Hanoi+Đông");
    EXPECT_EQ(target->query, (Pairs{{"q", "hội nghị"}, {"page", "2"}}));
    EXPECT_EQ(parse_target("/")->path, "/");
    EXPECT_EQ(parse_target("/?")->query, Pairs{});
}

TEST(RequestTarget, WhatCouldMeanTwoThingsIsRefused) {
    for (const std::string_view bad :
         {"", "x", "*", "http://host/", "/a/../b", "/..", "/.", "/a/./b", "/%2e%2e/b", "/a%2f..%2fb", "/%00", "/a%0Ab",
          "/%7f", "/%", "/%f", "/a%FFb", "/a?q=%", "/a#b", "/?q=%FF"})
        EXPECT_FALSE(parse_target(bad)) << bad;
    EXPECT_TRUE(parse_target("/.well-known/security.txt"));
    EXPECT_TRUE(parse_target("/a..b/..."));
}

TEST(Cookies, AreFoundByTheirWholeNameInAnyCookieHeader) {
    const Request request{.headers = {{"cookie", "ab=1; a=2;b=\"3\"; c = 4 ;d"}, {"cookie", "e=x=y"}}};
    EXPECT_EQ(request.cookie("a"), "2");
    EXPECT_EQ(request.cookie("ab"), "1");
    EXPECT_EQ(request.cookie("b"), "3");
    EXPECT_EQ(request.cookie("c"), "4");
    EXPECT_EQ(request.cookie("d"), "");
    EXPECT_EQ(request.cookie("e"), "x=y");
    EXPECT_EQ(request.cookie("x"), "");
}

TEST(Requests, AFieldThatIsThereButEmptyIsNotAMissingOne) {
    const Request request{.form = {{"note", ""}}};
    EXPECT_TRUE(request.has_field("note"));
    EXPECT_FALSE(request.has_field("other"));
    EXPECT_EQ(request.field("note"), request.field("other"));
}

TEST(HeaderValues, ParametersAreReadWithAndWithoutQuotes) {
    const HeaderValue value = parse_header_value(R"(form-data; Name="a;\"b"; filename=x.txt ; flag)");
    EXPECT_EQ(value.value, "form-data");
    EXPECT_EQ(value.parameter("name"), R"(a;"b)");
    EXPECT_EQ(value.parameter("filename"), "x.txt");
    EXPECT_FALSE(value.parameter("flag"));
}

TEST(HeaderValues, ABackslashOfAWindowsPathStays) {
    EXPECT_EQ(parse_header_value(R"(form-data; filename="C:\ảnh\x.jpg")").parameter("filename"), R"(C:\ảnh\x.jpg)");
}

TEST(HeaderValues, ExtendedValuesAreUtf8OrNothing) {
    EXPECT_EQ(parse_extended_value("UTF-8''b%C3%A1o%20c%C3%A1o.pdf"), "báo cáo.pdf");
    EXPECT_EQ(parse_extended_value("utf-8'vi'x"), "x");
    for (const std::string_view bad : {"iso-8859-1''x", "UTF-8''%zz", "UTF-8''%FF", "x", "UTF-8'x"})
        EXPECT_FALSE(parse_extended_value(bad)) << bad;
}

TEST(HeaderValues, WeightsAreReadInThousandths) {
    EXPECT_EQ(quality_of("gzip;q=0.5, br", "br"), 1000);
    EXPECT_EQ(quality_of("gzip;q=0.5, br", "GZIP"), 500);
    EXPECT_EQ(quality_of("*;q=0.125", "gzip"), 125);
    EXPECT_EQ(quality_of("gzip;q=0, *", "gzip"), 0);
    EXPECT_EQ(quality_of("gzip;q=rubbish", "gzip"), 0);
    EXPECT_EQ(quality_of("deflate", "gzip"), std::nullopt);
}

}  // namespace caunoi::http
