#include "platform/links/fetch.hpp"

#include "platform/links/test_server.hpp"

#include <gtest/gtest.h>

namespace caunoi::links {
namespace {

constexpr Options here{.private_addresses = true};

TEST(Links, AreAskedAndTheAnswerIsTheServers) {
    const TestServer server;
    EXPECT_EQ(look(server.url("/good"), here).status, 200);
    EXPECT_EQ(look(server.url("/missing"), here).status, 404);
    EXPECT_EQ(look(server.url("/fault"), here).status, 500);
    EXPECT_EQ(look(server.url("/closed"), here).status, 403);
    EXPECT_EQ(look(server.url("/good"), here).kind, Answer::Kind::status);
}

TEST(Links, WhoDislikesHeadIsAskedForTheFirstByte) {
    const TestServer server;
    EXPECT_EQ(look(server.url("/no-head"), here).status, 200);
}

TEST(Links, AreFollowedThreeTimesAndNotAFourth) {
    const TestServer server;
    EXPECT_EQ(look(server.url("/hops/3"), here).status, 200);
    const Answer lost = look(server.url("/hops/4"), here);
    EXPECT_EQ(lost.kind, Answer::Kind::silent);
    EXPECT_NE(lost.problem, "");
}

TEST(Links, WhoDoesNotAnswerIsGivenUp) {
    const TestServer server;
    const Answer answer =
        look(server.url("/slow"), {.timeout = std::chrono::milliseconds(300), .private_addresses = true});
    EXPECT_EQ(answer.kind, Answer::Kind::silent);
    EXPECT_EQ(look("http://no-such-host.invalid/", here).kind, Answer::Kind::silent);
}

TEST(Links, NothingInsideTheOwnNetworkIsAsked) {
    const TestServer server;
    EXPECT_EQ(look(server.url("/good")).kind, Answer::Kind::refused);
    EXPECT_EQ(look(server.url_of_host("localhost", "/good")).kind, Answer::Kind::refused);
    EXPECT_EQ(look(server.url_of_host("2130706433", "/good")).kind, Answer::Kind::refused);  // 127.0.0.1 as one number
    EXPECT_EQ(look(server.url_of_host("0x7f.1", "/good")).kind, Answer::Kind::refused);
    EXPECT_EQ(look(server.url_of_host("[::ffff:127.0.0.1]", "/good")).kind, Answer::Kind::refused);
    for (const char* url : {"http://[::1]/", "http://10.1.2.3/", "http://172.16.0.1/", "http://172.31.255.255/",
                            "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
                            "http://0.0.0.0/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/",
                            "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"})
        EXPECT_EQ(look(url, {.timeout = std::chrono::milliseconds(300)}).kind, Answer::Kind::refused) << url;
}

TEST(Links, NothingButTheWebIsAsked) {
    const TestServer server;
    EXPECT_EQ(look("file:///etc/passwd", here).kind, Answer::Kind::refused);
    EXPECT_EQ(look("gopher://127.0.0.1/", here).kind, Answer::Kind::refused);
    EXPECT_EQ(look(server.url("/mail"), here).kind, Answer::Kind::refused);
}

}  // namespace
}  // namespace caunoi::links
