// Pages of the office, asked as the server would: every form keeps what was typed, and two who edit at once are told.
#include "modules/portal/test_portal.hpp"

namespace caunoi::portal {

namespace {

class Office : public PortalTest {
protected:
    Office() {
        auth::set_role_permissions([](auth::Role) -> std::vector<Permission> {
            return {can_view, can_write, can_publish, exchange::can_view};
        });
        Context system = context_of({auth::can_manage_accounts});
        const auto account = must(auth::create_account(system, {.name = "bientap",
                                                                .full_name = "Biên tập viên mẫu",
                                                                .email = {},
                                                                .roles = {auth::Role::editor},
                                                                .body = {}}));
        secret =
            test.database().write([&](store::Tx& tx) { return auth::session_store::begin(tx, system, account, {}); });
    }
    std::string secret;

    http::Response visit(const std::string& target) {
        http::Request request = request_for(target);
        request.headers.emplace_back("cookie", "caunoi=" + secret);
        return web::answer(site, request);
    }
    http::Response send(const std::string& target, http::Pairs form) {
        http::Request request = request_for(target);
        request.method = http::Method::post;
        request.headers.emplace_back("cookie", "caunoi=" + secret);
        request.form = std::move(form);
        request.form.emplace_back("csrf", auth::csrf_token(installation.keys, secret));
        return web::answer(site, request);
    }
    static std::string url(ArticleId id, std::string_view rest = "") {
        return fmt::format("/articles/{}{}", id.value, rest);
    }
    http::Pairs form_of(std::string_view title, std::int64_t version) {
        return {{"version", std::to_string(version)},
                {"title", std::string(title)},
                {"lead", "Dẫn"},
                {"body", "Nội dung **đậm**"}};
    }
};

}  // namespace

TEST_P(Office, PagesAreWellFormed) {
    const ArticleId id = article("Bài viết");
    attach(id, content("a.txt", "Chương trình\n"));
    save(id, Language::zh, text("译文"));
    for (const std::string& target :
         {std::string("/articles"), std::string("/articles?state=published&category=exchange&stale=yes"),
          std::string("/articles/links"), std::string("/articles/new"), url(id), url(id, "/edit"), url(id, "/history"),
          url(id, "/vi/edit"), url(id, "/zh/edit"), url(id, "/en/edit")}) {
        const http::Response response = visit(target);
        EXPECT_EQ(response.status, 200) << target;
        EXPECT_EQ(html::MarkupCheck::fault_of(body(response)), "") << target;
        EXPECT_FALSE(has(body(response), "⟦")) << target;
    }
    EXPECT_EQ(visit(url(id, "/fr/edit")).status, 404);
    EXPECT_EQ(faults, Lines{});
}

TEST_P(Office, TwoWhoEditTheSameTextAreShownWhatDiffers) {
    const ArticleId id = begin("Bài viết");
    ASSERT_EQ(send(url(id, "/vi"), form_of("Tên của người thứ nhất", 1)).status, 303);
    const http::Response late = send(url(id, "/vi"), form_of("Tên của người thứ hai", 1));
    EXPECT_EQ(late.status, 409);
    const std::string page = body(late);
    EXPECT_EQ(html::MarkupCheck::fault_of(page), "");
    EXPECT_TRUE(has(page, R"(<table class="compare">)"));
    EXPECT_TRUE(has(page, "<del>nhất</del>") && has(page, "<ins>hai</ins>"));
    EXPECT_TRUE(has(page, R"(value="Tên của người thứ hai")"));
    EXPECT_TRUE(has(page, R"(name="version" value="2")"));  // saving again overwrites knowingly
    EXPECT_EQ(variant(id, Language::vi).title, "Tên của người thứ nhất");
    EXPECT_EQ(send(url(id, "/vi"), form_of("Tên của người thứ hai", 2)).status, 303);
    EXPECT_EQ(variant(id, Language::vi).title, "Tên của người thứ hai");
}

TEST_P(Office, APreviewShowsTheTextAndSavesNothing) {
    const ArticleId id = begin("Bài viết");
    http::Pairs form = form_of("Tiêu đề mới", 1);
    form.emplace_back("do", "preview");
    const http::Response preview = send(url(id, "/vi"), form);
    EXPECT_EQ(preview.status, 200);
    const std::string page = body(preview);
    EXPECT_EQ(html::MarkupCheck::fault_of(page), "");
    EXPECT_TRUE(has(page, "Nội dung <strong>đậm</strong>"));
    EXPECT_TRUE(has(page, R"(value="Tiêu đề mới")"));
    EXPECT_TRUE(has(page, R"(data-guard="dirty")"));
    EXPECT_EQ(variant(id, Language::vi).title, "Bài viết");
    EXPECT_EQ(version(id, Language::vi), 1);
}

TEST_P(Office, ATranslationIsMadeAndBroughtUpToDate) {
    const ArticleId id = article("Bài viết");
    http::Pairs form = form_of("译文", 0);
    form.emplace_back("made_from", std::to_string(variant(id, Language::vi).content));
    ASSERT_EQ(send(url(id, "/zh"), form).status, 303);
    EXPECT_FALSE(stale(id, Language::zh));
    VariantInput newer = text("Bài viết");
    newer.lead = "Dẫn mới";
    save(id, Language::vi, newer);
    EXPECT_TRUE(has(body(visit(url(id))), "Cần cập nhật theo bản gốc"));
    form = form_of("译文", 1);
    form.emplace_back("made_from", std::to_string(variant(id, Language::vi).content));
    ASSERT_EQ(send(url(id, "/zh"), form).status, 303);
    EXPECT_TRUE(stale(id, Language::zh)) << "the box was not ticked";
    form.emplace_back("reconciled", "yes");
    ASSERT_EQ(send(url(id, "/zh"), form).status, 303);
    EXPECT_FALSE(stale(id, Language::zh));
}

TEST_P(Office, WhatIsMissingForReadersIsAskedWhereItIsWritten) {
    const ArticleId id = begin("Bài viết");
    const http::Response refused = send(url(id, "/vi/publish"), {{"version", "1"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body(refused), "data-error-summary"));
    EXPECT_TRUE(has(body(refused), "Chưa đăng được bài"));
    EXPECT_FALSE(has(body(refused), "Chưa lưu được"));
    ASSERT_EQ(send(url(id, "/vi"), form_of("Bài viết", 1)).status, 303);
    EXPECT_EQ(send(url(id, "/vi/publish"), {{"version", "2"}, {"at_vi", "sáng mai"}}).status, 422);
    ASSERT_EQ(send(url(id, "/vi/publish"), {{"version", "2"}, {"at_vi", "2026-05-28T12:30"}}).status, 303);
    EXPECT_EQ(*variant(id, Language::vi).published_at, noon + std::chrono::minutes(30));
}

TEST_P(Office, NewsOfAnActivityBeginsWithItsFacts) {
    const auto activity = must(exchange::record_activity(editor,
                                                         {.kind = exchange::ActivityKind::youth,
                                                          .date_from = day("2018-05-14"),
                                                          .title_vi = "Giao lưu thiếu nhi",
                                                          .place = "Sùng Tả"},
                                                         {}));
    const std::string page = body(visit(fmt::format("/articles/new?activity={}", activity.value)));
    EXPECT_TRUE(has(page, R"(value="Giao lưu thiếu nhi")"));
    EXPECT_TRUE(has(page, R"(value="Sùng Tả")"));
    EXPECT_TRUE(has(page, R"(value="14/05/2018")"));
    EXPECT_TRUE(has(page, fmt::format(R"(<option value="{}" selected>)", activity.value)));
    const http::Response made = send("/articles", {{"source_language", "vi"},
                                                   {"title", "Giao lưu thiếu nhi"},
                                                   {"category", "exchange"},
                                                   {"date", "14/05/2018"},
                                                   {"activity", to_text(activity)}});
    EXPECT_EQ(made.status, 303);
    EXPECT_TRUE(header(made, "Location").ends_with("/vi/edit"));
    EXPECT_EQ(send("/articles", {{"source_language", "vi"}, {"title", ""}, {"category", "exchange"}}).status, 422);
}

TEST_P(Office, HistorySpeaksInWords) {
    const exchange::ActivityId activity =
        must(exchange::record_activity(editor, {.date_from = day("2024-03-05"), .title_vi = "Giao lưu thiếu nhi"}, {}));
    const ArticleId id = article("Khăn hồng");
    const Article before = must(find_article(editor, id)).article;
    ArticleInput input = before;
    input.activity = activity;
    ASSERT_TRUE(change_article(editor, id, before.version, input));
    ASSERT_TRUE(publish(editor, id, Language::vi, variant(id, Language::vi).version,
                        std::chrono::sys_days(std::chrono::year(2026) / 6 / 1) + std::chrono::hours(1)));
    const std::string page = std::get<std::string>(visit(url(id, "/history")).body);
    EXPECT_NE(page.find("Giao lưu thiếu nhi"), std::string::npos);
    EXPECT_NE(page.find("<ins>12:00 28/05/2026</ins>"), std::string::npos);  // Hanoi time of what is kept in UTC
    EXPECT_NE(page.find("<ins>08</ins>:00 <ins>01</ins>/<ins>06</ins>/2026"), std::string::npos);
    EXPECT_EQ(page.find(">" + to_text(activity) + "<"), std::string::npos);

    // Not to who may see articles and no activities.
    http::Request request{.path = url(id, "/history")};
    const http::Router::Match match = router.find(http::Method::get, request.path);
    request.parameters = match.parameters;
    const std::string guarded = std::get<std::string>(must(match.route->handler(request, writer)).body);
    EXPECT_EQ(guarded.find("Giao lưu thiếu nhi"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Office, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::portal
