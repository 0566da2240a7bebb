#include "platform/web/pipeline.hpp"

#include "platform/web/test_web.hpp"

namespace caunoi::web {

namespace {

Result<http::Response> say_language(const http::Request&, Context& context) {
    return http::text(std::string(code(context.language)));
}
Result<http::Response> say_who(const http::Request&, Context& context) {
    return http::text(context.actor.name);
}
Result<http::Response> save(const http::Request&, Context& context) {
    write(context, [](store::Tx& tx) { bump_public_generation(tx); });
    return http::text("saved");
}
Result<http::Response> break_down(const http::Request&, Context&) {
    throw std::runtime_error("the table of salaries is missing");
}
Result<http::Response> refuse(const http::Request& request, Context&) {
    const std::string_view kind = request.parameter("kind");
    if (kind == "forbidden") return fail(Error::Kind::forbidden, "errors.forbidden");
    if (kind == "conflict") return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    if (kind == "invalid") return fail(Error::Kind::invalid, "form.please_correct");
    return fail(Error::Kind::not_found, "errors.not_found");
}
// Shows how often it was rendered.
int& rendered() {
    static int times = 0;
    return times;
}
http::Response public_page() {
    http::Response response = http::page(fmt::format("<p>rendered {}", ++rendered()));
    response.for_everybody = true;
    return response;
}
Result<http::Response> show_public(const http::Request&, Context&) {
    return public_page();
}
Result<http::Response> show_until_one(const http::Request&, Context&) {
    http::Response response = public_page();
    response.valid_until = noon + std::chrono::hours(1);
    return response;
}

Result<http::Response> say_way_back(const http::Request&, Context& context) {
    return http::text(context.visit.back);
}

class Pipeline : public WebTest {
protected:
    Pipeline() {
        router.get("/language", say_language, http::Door::everybody);
        router.get("/zh/language", say_language, http::Door::everybody);
        router.get("/who", say_who);
        router.get("/broken", break_down, http::Door::everybody);
        router.get("/refused/{kind}", refuse, http::Door::everybody);
        router.post("/save", save);
        router.post("/form", say_way_back);
        router.get("/form", say_way_back);
        router.get("/vi/news", show_public, http::Door::everybody);
        router.get("/vi/soon", show_until_one, http::Door::everybody);
        rendered() = 0;
        cache.set_generation(1);
    }
};

void expect_safe(const http::Response& response, std::string_view where) {
    const auto header = [&](std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return std::string();
    };
    const std::string policy = header("Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self';")) << where;
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << where;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << where;
    EXPECT_EQ(header("X-Content-Type-Options"), "nosniff") << where;
    EXPECT_EQ(header("Referrer-Policy"), "same-origin") << where;
    EXPECT_EQ(header("Cross-Origin-Opener-Policy"), "same-origin") << where;
    EXPECT_NE(header("Cache-Control"), "") << where;
}

}  // namespace

// --- forms of other sites
// --------------------------------------------------------------------------------------------------

TEST_P(Pipeline, AFormWithoutItsTokenChangesNothing) {
    const std::string secret = session(account("mau"));
    http::Request request = post("/save", {}, secret);
    request.form.clear();
    EXPECT_EQ(ask(request).status, 403);
    request.form.emplace_back("csrf", "AAAA");
    EXPECT_EQ(ask(request).status, 403);
    request.form.front().second = auth::csrf_token(installation.keys, session(account("other")));
    EXPECT_EQ(ask(request).status, 403);
    EXPECT_EQ(test.database().read([](store::Tx& tx) { return public_generation(tx); }), 1);
    EXPECT_EQ(body(ask(post("/save", {}, secret))), "saved");
}

TEST_P(Pipeline, AFormOfAnotherSiteChangesNothing) {
    const std::string secret = session(account("mau"));
    for (const char* origin :
         {"https://evil.example", "null", "http://caunoi.example.evil.example", "https://caunoi.example"}) {
        http::Request request = post("/save", {}, secret);
        request.headers.emplace_back("origin", origin);
        EXPECT_EQ(ask(request).status, 403) << origin;
    }
    http::Request own = post("/save", {}, secret);
    own.headers.emplace_back("origin", "http://CAUNOI.example");
    EXPECT_EQ(ask(own).status, 200);
}

TEST_P(Pipeline, AfterAFormTheWayBackIsThePageThatSentIt) {
    const std::string secret = session(account("mau"));
    EXPECT_EQ(body(ask(get("/form", secret))), "/form");
    const auto back = [&](const std::string& sender) {
        http::Request request = post("/form", {}, secret);
        if (!sender.empty()) request.headers.emplace_back("referer", sender);
        return body(ask(request));
    };
    EXPECT_EQ(back("http://caunoi.example/things/new?kind=a"), "/things/new?kind=a");
    EXPECT_EQ(back(""), "/");
    EXPECT_EQ(back("http://evil.example/things/new"), "/");
    EXPECT_EQ(back("http://caunoi.example.evil.example/x"), "/");
    installation.public_url = "https://hoi.example";
    EXPECT_EQ(back("https://hoi.example/things/new"), "/things/new");
}

TEST_P(Pipeline, AFormOfThePublicAddressIsOursWhateverTheProxyCallsUs) {
    installation.public_url = "https://hoi.example";
    http::Request request = post("/save", {}, session(account("mau")));
    request.headers.emplace_back("origin", "https://hoi.example");
    EXPECT_EQ(ask(request).status, 200);
}

// --- what there is and who may
// -------------------------------------------------------------------------------------------------

TEST_P(Pipeline, AnUnknownPathIs404AndAWrongMethod405WithWhatIsAllowed) {
    EXPECT_EQ(ask(get("/nowhere")).status, 404);
    EXPECT_EQ(ask(get("/nowhere", session(account("mau")))).status, 404);
    const http::Response read_only = ask(post("/who", {}));
    EXPECT_EQ(read_only.status, 405);
    EXPECT_EQ(header(read_only, "Allow"), "GET, HEAD");
    const http::Response write_only = ask(get("/save"));
    EXPECT_EQ(write_only.status, 405);
    EXPECT_EQ(header(write_only, "Allow"), "POST");
}

TEST_P(Pipeline, AStrangerIsLedToTheSignInPageAndBack) {
    http::Request request = get("/who");
    request.target = "/who?a=1&b=2";
    const http::Response response = ask(request);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/sign-in?next=%2Fwho%3Fa%3D1%26b%3D2");
    EXPECT_EQ(header(ask(get("/refused/forbidden")), "Location"), "/sign-in?next=%2Frefused%2Fforbidden");
    EXPECT_EQ(header(ask(post("/save", {})), "Location"), "/sign-in");  // a form cannot be repeated
}

TEST_P(Pipeline, EachKindOfErrorHasItsStatus) {
    const std::string secret = session(account("mau"));
    for (const auto& [path, status] : {std::pair{"/refused/forbidden", 403}, std::pair{"/refused/missing", 404},
                                       std::pair{"/refused/conflict", 409}, std::pair{"/refused/invalid", 422}})
        EXPECT_EQ(ask(get(path, secret)).status, status) << path;
}

TEST_P(Pipeline, ASessionThatEndedIsAStrangers) {
    const std::string secret = session(account("mau"));
    EXPECT_EQ(body(ask(get("/who", secret))), "Nguyễn Thị Mẫu");
    time = noon + std::chrono::hours(13);
    EXPECT_EQ(ask(get("/who", secret)).status, 303);
}

TEST_P(Pipeline, OverTlsOnlyTheCookieOfThisHostCounts) {
    const std::string secret = session(account("mau"));
    http::Request request = get("/who", secret);
    request.secure = true;
    EXPECT_EQ(ask(request).status, 303);
    request.headers.back().second = "__Host-caunoi=" + secret;
    const http::Response response = ask(request);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Strict-Transport-Security"), "max-age=31536000");
    EXPECT_TRUE(session_cookie(request, "x").starts_with("__Host-caunoi=x; Path=/; "));
    EXPECT_TRUE(session_cookie(request, "x").ends_with("; HttpOnly; SameSite=Lax; Secure"));
}

// --- language
// --------------------------------------------------------------------------------------------------------------------

TEST_P(Pipeline, TheLanguageIsThatOfThePathThenTheAccountThenTheCookieThenTheBrowser) {
    const auto in = [&](const std::string& path, std::string_view secret, std::string_view cookie,
                        std::string_view accept) {
        http::Request request = get(path, secret);
        if (!cookie.empty()) request.headers.back().second += fmt::format("; caunoi_language={}", cookie);
        if (!accept.empty()) request.headers.emplace_back("accept-language", accept);
        return body(ask(request));
    };
    const std::string english = session(account("mau", Language::en));
    EXPECT_EQ(in("/zh/language", english, "vi", "vi"), "zh");
    EXPECT_EQ(in("/language", english, "zh", "vi"), "en");
    EXPECT_EQ(in("/language", "", "zh", "en"), "zh");
    EXPECT_EQ(in("/language", "", "", "fr, en-GB;q=0.9, vi;q=0.8"), "en");
    EXPECT_EQ(in("/language", "", "", "zh-CN,zh;q=0.9"), "zh");
    EXPECT_EQ(in("/language", "", "xx", ""), "vi");
}

// --- what every answer carries
// -------------------------------------------------------------------------------------------------------

TEST_P(Pipeline, EveryAnswerCarriesThePolicyAndItsNumber) {
    for (const char* path :
         {"/language", "/who", "/nowhere", "/save", "/broken", "/refused/invalid", "/vi/news", "/sign-in"}) {
        const http::Response response = ask(get(path));
        expect_safe(response, path);
        EXPECT_EQ(header(response, "X-Request-Id"), log_lines.back().request_id) << path;
        EXPECT_EQ(response.status, log_lines.back().status) << path;
    }
    expect_safe(ask(post("/save", {})), "POST /save");
    expect_safe(*quick_answer(site, get("/vi/news")), "a kept page");
    expect_safe(refusal(400), "a request that could not be read");
}

TEST_P(Pipeline, OnlyPagesForEverybodyMayBeKeptByOthers) {
    EXPECT_EQ(header(ask(get("/language")), "Cache-Control"), "no-store");
    EXPECT_EQ(header(ask(get("/broken")), "Cache-Control"), "no-store");
    const http::Response kept = ask(get("/vi/news"));
    EXPECT_EQ(header(kept, "Cache-Control"), "public, max-age=0, must-revalidate");
    EXPECT_EQ(header(kept, "Set-Cookie"), "");
}

TEST_P(Pipeline, AnExceptionIsAPageWithANumberAndNothingElse) {
    const http::Response response = ask(get("/broken"));
    EXPECT_EQ(response.status, 500);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].second, "the table of salaries is missing");
    EXPECT_EQ(faults[0].first, header(response, "X-Request-Id"));
    EXPECT_NE(body(response).find(faults[0].first), std::string::npos);
    EXPECT_EQ(body(response).find("salaries"), std::string::npos);
    EXPECT_EQ(log_lines.back().status, 500);
}

TEST_P(Pipeline, TheAccessLogHasNoQuery) {
    http::Request request = get("/language");
    request.target = "/language?q=Nguyễn+Thị+Mẫu";
    ask(request);
    EXPECT_EQ(log_lines.back().path, "/language");
}

TEST_P(Pipeline, AMessageIsShownOnceAfterItsRedirect) {
    const http::Response redirect = see_other_with(get("/save"), "/who", "common.saved");
    EXPECT_EQ(redirect.status, 303);
    EXPECT_TRUE(header(redirect, "Set-Cookie").starts_with("caunoi_notice=common.saved; Path=/; Max-Age=60;"));
    http::Request next = get("/who", session(account("mau")));
    next.headers.back().second += "; caunoi_notice=common.saved";
    EXPECT_TRUE(header(ask(next), "Set-Cookie").starts_with("caunoi_notice=; Path=/; Max-Age=0;"));
}

// --- pages for everybody
// ---------------------------------------------------------------------------------------------------------------

TEST_P(Pipeline, APublicPageIsRenderedOnceUntilSomethingPublicChanges) {
    EXPECT_FALSE(quick_answer(site, get("/vi/news")));
    EXPECT_EQ(body(ask(get("/vi/news"))), "<p>rendered 1");
    const auto kept = quick_answer(site, get("/vi/news"));
    ASSERT_TRUE(kept);
    EXPECT_EQ(body(*kept), "<p>rendered 1");
    EXPECT_NE(kept->etag, "");
    EXPECT_EQ(header(*kept, "Set-Cookie"), "");

    ask(post("/save", {}, session(account("mau"))));  // moves the generation
    EXPECT_FALSE(quick_answer(site, get("/vi/news")));
    EXPECT_EQ(body(ask(get("/vi/news"))), "<p>rendered 2");
    EXPECT_EQ(body(*quick_answer(site, get("/vi/news"))), "<p>rendered 2");
}

TEST_P(Pipeline, AKeptPageEndsWithTheMomentItIsValidUntil) {
    ask(get("/vi/soon"));
    time = noon + std::chrono::minutes(59);
    EXPECT_TRUE(quick_answer(site, get("/vi/soon")));
    time = noon + std::chrono::hours(1);
    EXPECT_FALSE(quick_answer(site, get("/vi/soon")));
}

TEST_P(Pipeline, TheQuickDoorIsOnlyForReading) {
    ask(get("/vi/news"));
    http::Request request = get("/vi/news");
    request.method = http::Method::post;
    EXPECT_FALSE(quick_answer(site, request));
    EXPECT_EQ(body(*quick_answer(site, get("/healthz"))), "ok\n");
    EXPECT_FALSE(quick_answer(site, get("/assets/no-such-file.css")));
    EXPECT_FALSE(quick_answer(site, get("/who")));
}

INSTANTIATE_TEST_SUITE_P(Engines, Pipeline, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(PublicCache, DropsAPageThatWasRenderedBeforeTheGenerationMovedOn) {
    PublicCache cache;
    cache.set_generation(5);
    http::Response old = http::page("old");
    cache.keep("/vi", std::move(old), 4);
    EXPECT_FALSE(cache.find("/vi", noon));
    cache.keep("/vi", http::page("new"), 5);
    EXPECT_TRUE(cache.find("/vi", noon));
    cache.set_generation(6);
    EXPECT_FALSE(cache.find("/vi", noon));
}

TEST(PublicCache, AnswersEndureTheirPageBeingDropped) {
    PublicCache cache;
    cache.keep("/vi", http::page("kept"), 0);
    const auto answer = cache.find("/vi", noon);
    cache.set_generation(1);
    EXPECT_EQ(std::get<http::Encoded>(answer->body).plain, "kept");
}

TEST(PublicCache, BeginsAnewWhenItsMemoryIsFull) {
    PublicCache cache(2000);
    std::string incompressible;
    for (int i = 0; i < 700; ++i) incompressible += static_cast<char>('!' + (i * i * 7 + i / 3) % 90);
    cache.keep("/vi/1", http::page(incompressible), 0);
    EXPECT_TRUE(cache.find("/vi/1", noon));
    cache.keep("/vi/2", http::page(incompressible + incompressible), 0);
    EXPECT_FALSE(cache.find("/vi/1", noon));
    EXPECT_TRUE(cache.find("/vi/2", noon));
}

}  // namespace caunoi::web
