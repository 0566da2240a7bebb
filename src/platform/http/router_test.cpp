// The table: which pattern a path finds, and what cannot be registered.
#include "platform/http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace caunoi::http {

namespace {

Result<Response> nothing(const Request&, Context&) {
    return Response{};
}

std::string_view found(const Router& router, Method method, std::string_view path) {
    const Router::Match match = router.find(method, path);
    return match.route != nullptr ? match.route->pattern : "";
}

}  // namespace

TEST(Routers, ALiteralSegmentWinsOverAParameterWhateverTheOrder) {
    Router router;
    router.get("/activities/{id}", nothing);
    router.get("/activities/new", nothing);
    router.get("/{anything}/new", nothing);
    EXPECT_EQ(found(router, Method::get, "/activities/new"), "/activities/new");
    EXPECT_EQ(found(router, Method::get, "/activities/7"), "/activities/{id}");
    EXPECT_EQ(found(router, Method::get, "/people/new"), "/{anything}/new");
}

TEST(Routers, AParameterIsTriedWhereTheLiteralLeadsNowhere) {
    Router router;
    router.get("/a/new", nothing);
    router.get("/a/{id}/edit", nothing);
    const Router::Match match = router.find(Method::get, "/a/new/edit");
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.parameters, (Pairs{{"id", "new"}}));
}

TEST(Routers, ParametersCarryTheNamesOfTheirRoute) {
    Router router;
    router.get("/{language}/news/{slug}", nothing);
    router.post("/{lang}/news/{id}", nothing);
    EXPECT_EQ(router.find(Method::get, "/vi/news/tin mới").parameters,
              (Pairs{{"language", "vi"}, {"slug", "tin mới"}}));
    EXPECT_EQ(router.find(Method::post, "/zh/news/5").parameters, (Pairs{{"lang", "zh"}, {"id", "5"}}));
}

TEST(Routers, HeadFindsGetAndOtherMethodsFindNothing) {
    Router router;
    router.get("/a", nothing);
    router.post("/b", nothing);
    EXPECT_EQ(found(router, Method::head, "/a"), "/a");
    EXPECT_EQ(found(router, Method::head, "/b"), "");
    EXPECT_EQ(found(router, Method::other, "/a"), "");
}

TEST(Routers, APathWithAnotherMethodIsToldFromAPathThatIsNowhere) {
    Router router;
    router.get("/a/{id}", nothing);
    EXPECT_TRUE(router.find(Method::post, "/a/1").path_exists);
    EXPECT_FALSE(router.find(Method::post, "/b").path_exists);
    EXPECT_FALSE(router.find(Method::get, "/a").path_exists);
}

TEST(Routers, EmptySegmentsFillNoParameterAndTrailingSlashesCount) {
    Router router;
    router.get("/", nothing);
    router.get("/a", nothing);
    router.get("/a/{id}", nothing);
    EXPECT_EQ(found(router, Method::get, "/"), "/");
    EXPECT_EQ(found(router, Method::get, "/a/"), "");
    EXPECT_EQ(found(router, Method::get, "//"), "");
    EXPECT_EQ(found(router, Method::get, ""), "");
}

TEST(Routers, TheSameShapeTwiceIsAMistakeOfOurs) {
    Router router;
    router.get("/a/{id}", nothing);
    router.post("/a/{id}", nothing);
    EXPECT_THROW(router.get("/a/{person}", nothing), std::logic_error);
    EXPECT_THROW(router.post("/a/{id}", nothing), std::logic_error);
    EXPECT_EQ(router.routes().size(), 2U);
}

TEST(Routers, MalformedPatternsAreMistakesOfOurs) {
    for (const std::string_view bad : {"", "a", "/{}", "/{a", "/a}", "/{a}b", "/x{a}", "/{a}/{a}"}) {
        Router router;
        EXPECT_THROW(router.get(bad, nothing), std::logic_error) << bad;
    }
}

TEST(Routers, DoorsAreKeptWithTheirRoutes) {
    Router router;
    router.get("/public", nothing, Door::everybody);
    router.get("/inside", nothing);
    EXPECT_EQ(router.find(Method::get, "/public").route->door, Door::everybody);
    EXPECT_EQ(router.find(Method::get, "/inside").route->door, Door::signed_in);
}

}  // namespace caunoi::http
