#include "platform/web/account_routes.hpp"

#include "platform/auth/sessions.hpp"
#include "platform/web/agent.hpp"
#include "platform/web/test_web.hpp"

namespace caunoi::web {

namespace {

constexpr std::string_view password = "một câu dễ nhớ";

class AccountRoutes : public WebTest {
protected:
    // With the password above, as its owner sets it: by the one-time link.
    AccountId account_with_password(std::string_view name) {
        const AccountId id = account(name);
        const std::string link = write(office, [&](store::Tx& tx) { return auth::make_link(tx, office, id, 3600); });
        const http::Response response =
            ask(post(link, {{"new_password", std::string(password)}, {"repeat", std::string(password)}}));
        EXPECT_EQ(response.status, 303);
        return id;
    }
    http::Response sign_in(std::string_view name, std::string_view with, std::string_view next = "") {
        return ask(post("/sign-in",
                        {{"name", std::string(name)}, {"password", std::string(with)}, {"next", std::string(next)}}));
    }
    // Value of the cookie that the answer sets, "" when it sets none of that name.
    static std::string cookie(const http::Response& response, std::string_view name) {
        const std::string begin = fmt::format("{}=", name);
        for (const auto& [key, value] : response.headers)
            if (key == "Set-Cookie" && value.starts_with(begin))
                return value.substr(begin.size(), value.find(';') - begin.size());
        return {};
    }
};

constexpr std::array<std::string_view, 9> ways_out{
    "//evil.example",      "https://evil.example", "/\\evil.example",     "\\\\evil.example",
    "/\t/evil.example",    "evil.example",         "javascript:alert(1)", "",
    "/\r\nSet-Cookie: a=b"};

}  // namespace

TEST_P(AccountRoutes, SigningInLeadsBackToThePageThatWasAskedForAndNeverOffTheSite) {
    account_with_password("mau");
    const http::Response response = sign_in("mau", password, "/activities?kind=talks");
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/activities?kind=talks");
    const std::string secret = cookie(response, "caunoi");
    EXPECT_EQ(ask(get("/account", secret)).status, 200);
    for (const std::string_view next : {ways_out[0], ways_out[1], ways_out[2]})
        EXPECT_EQ(header(sign_in("mau", password, next), "Location"), "/") << next;
}

TEST_P(AccountRoutes, AWrongPasswordAndAWrongNameLookAlike) {
    account_with_password("mau");
    const http::Response wrong = sign_in("mau", "một câu khác");
    const http::Response nobody = sign_in("nobody", "một câu khác");
    EXPECT_EQ(wrong.status, 403);
    EXPECT_EQ(nobody.status, 403);
    EXPECT_NE(body(wrong).find(R"(value="mau")"), std::string::npos) << "the name need not be typed again";
    EXPECT_EQ(cookie(wrong, "caunoi"), "");
    EXPECT_EQ(body(wrong).find("một câu khác"), std::string::npos);
}

TEST_P(AccountRoutes, ChoosingALanguageNeverLeadsOffTheSite) {
    for (const std::string_view to : ways_out) {
        const http::Response response =
            ask(post("/preferences/language", {{"language", "zh"}, {"return", std::string(to)}}));
        EXPECT_EQ(response.status, 303);
        EXPECT_EQ(header(response, "Location"), "/") << to;
        EXPECT_EQ(cookie(response, "caunoi_language"), "zh");
    }
    EXPECT_EQ(header(ask(post("/preferences/theme", {{"theme", "dark"}, {"return", "/vi/news"}})), "Location"),
              "/vi/news");
}

TEST_P(AccountRoutes, AStrangersCookieHoldsOnlyAKnownLanguageAndTheme) {
    const http::Response language = ask(post("/preferences/language", {{"language", "xx; Domain=evil"}}));
    EXPECT_EQ(cookie(language, "caunoi_language"), "vi");
    const http::Response theme = ask(post("/preferences/theme", {{"theme", "dark; Domain=evil"}}));
    EXPECT_EQ(cookie(theme, "caunoi_theme"), "auto");

    http::Request planted = post("/preferences/language", {{"language", "en"}});
    planted.headers.back().second += "; caunoi_theme=pink";
    EXPECT_EQ(cookie(ask(planted), "caunoi_theme"), "auto");
}

TEST_P(AccountRoutes, ALanguageChosenWhenSignedInIsTheAccounts) {
    const AccountId id = account("mau");
    const std::string secret = session(id);
    EXPECT_EQ(ask(post("/preferences/language", {{"language", "zh"}, {"return", "/account"}}, secret)).status, 303);
    EXPECT_EQ(ask(post("/preferences/theme", {{"theme", "dark"}, {"return", "/account"}}, secret)).status, 303);
    const auto found = auth::find_account(office, id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->language, Language::zh);
    EXPECT_EQ(found->theme, "dark");
}

TEST_P(AccountRoutes, OpeningAOneTimeLinkDoesNotUseItUp) {
    const AccountId id = account("mau");
    const std::string link = write(office, [&](store::Tx& tx) { return auth::make_link(tx, office, id, 3600); });
    EXPECT_EQ(ask(get(link)).status, 200);
    EXPECT_EQ(ask(get(link)).status, 200);
    const http::Pairs differing{{"new_password", std::string(password)}, {"repeat", "khác"}};
    EXPECT_EQ(ask(post(link, differing)).status, 422);
    const http::Pairs same{{"new_password", std::string(password)}, {"repeat", std::string(password)}};
    EXPECT_EQ(ask(post(link, same)).status, 303);
    EXPECT_EQ(ask(get(link)).status, 404);
    EXPECT_EQ(ask(post(link, same)).status, 404);
}

TEST_P(AccountRoutes, SigningOutEndsTheSession) {
    const std::string secret = session(account("mau"));
    const http::Response response = ask(post("/sign-out", {}, secret));
    EXPECT_EQ(header(response, "Location"), "/sign-in");
    EXPECT_EQ(ask(get("/account", secret)).status, 303);
}

TEST_P(AccountRoutes, SessionsAreNamedByBrowserAndSystem) {
    account_with_password("mau");
    constexpr std::string_view agent =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
        "Safari/537.36";
    http::Request request = post("/sign-in", {{"name", "mau"}, {"password", std::string(password)}});
    request.headers.emplace_back("user-agent", agent);
    const std::string page = body(ask(get("/account", cookie(ask(request), "caunoi"))));
    EXPECT_NE(page.find(fmt::format(R"(title="{}">Chrome trên Windows<)", agent)), std::string::npos);
}

TEST(Agent, IsNamedAsItsUserKnowsIt) {
    const auto in_english = [](std::string_view agent) { return agent_text(Language::en, agent); };
    EXPECT_EQ(in_english("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"),
              "Edge on Windows");
    EXPECT_EQ(in_english("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox on Linux");
    EXPECT_EQ(in_english("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"),
              "Chrome on Android");
    EXPECT_EQ(in_english(
                  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1"),
              "Safari on iPhone");
    EXPECT_EQ(in_english("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/17.0 Safari/605.1"),
              "Safari on macOS");
    EXPECT_EQ(in_english("curl/8.0"), "curl");
    EXPECT_EQ(in_english(""), "Unknown program");
}

INSTANTIATE_TEST_SUITE_P(Engines, AccountRoutes, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::web
