// What readers get: markup, addresses of the other languages, what is kept and when it is dropped, and nothing that is
// not public.
#include "modules/portal/scene.hpp"
#include "modules/portal/test_portal.hpp"
#include "platform/html/page.hpp"

#include <set>

namespace caunoi::portal {

namespace {

class Readers : public PortalTest {
protected:
    ArticleId in_two() {
        const ArticleId id = article("Khăn hồng hữu nghị");
        VariantInput chinese = text("红领巾友谊");
        chinese.slug = "honglingjin";
        save(id, Language::zh, chinese);
        put_out(id, Language::zh);
        return id;
    }
    // Its script of data taken out: that is JSON, not markup.
    static std::string without_data(std::string markup) {
        const std::size_t from = markup.find("<script type=\"application/ld+json\">");
        if (from != std::string::npos) markup.erase(from, markup.find("</script>", from) + 9 - from);
        return markup;
    }
    static std::string fault(const std::string& markup) { return html::MarkupCheck::fault_of(without_data(markup)); }
    static std::string data_of(const std::string& markup) {
        constexpr std::string_view open = "<script type=\"application/ld+json\">";
        const std::size_t from = markup.find(open) + open.size();
        return markup.substr(from, markup.find("</script>", from) - from);
    }
};

constexpr std::string_view vietnamese = "/vi/news/khan-hong-huu-nghi";

}  // namespace

TEST_P(Readers, GetWellFormedPagesOfEveryKind) {
    in_two();
    for (const char* target : {"/vi", "/zh", "/en", "/vi/news", "/zh/news", "/en/news", "/vi/news?category=exchange",
                               vietnamese.data(), "/zh/news/honglingjin", "/vi/news/none"}) {
        const http::Response response = ask(target);
        EXPECT_EQ(response.status, std::string_view(target).ends_with("none") ? 404 : 200) << target;
        const std::string markup = body(response);
        EXPECT_EQ(fault(markup), "") << target;
        EXPECT_TRUE(has(markup, R"(<body class="portal">)")) << target;
        EXPECT_TRUE(has(markup, fmt::format(R"(<html lang="{}">)", std::string_view(target).substr(1, 2)))) << target;
        EXPECT_FALSE(has(markup, "⟦")) << target;
        EXPECT_FALSE(has(markup, "<form")) << target;
        EXPECT_FALSE(has(markup, ".js")) << target;
        EXPECT_EQ(header(response, "Set-Cookie"), "") << target;
    }
    EXPECT_EQ(faults, Lines{});
}

TEST_P(Readers, SeeBothNamesOfTheAssociation) {
    article("Bài viết");
    html::set_names({.vi = "Hội Hữu nghị của một tỉnh nào đó ở biên giới",
                     .zh = "边境某省友好协会的全称",
                     .en = {},
                     .short_name = {},
                     .emblem_path = {}});
    const std::string vietnamese_page = page("/vi/news");
    const std::string chinese_page = page("/zh");
    html::set_names({});
    EXPECT_TRUE(has(vietnamese_page, "<title>Tin tức – Hội Hữu nghị của một tỉnh nào đó ở biên giới</title>"));
    EXPECT_TRUE(has(vietnamese_page, R"(<span lang="zh">边境某省友好协会的全称</span>)"));
    EXPECT_TRUE(has(chinese_page, "<title>边境某省友好协会的全称</title>"));
    EXPECT_TRUE(has(chinese_page, R"(<span lang="vi">Hội Hữu nghị của một tỉnh nào đó ở biên giới</span>)"));
}

TEST_P(Readers, AreLedToTheOtherLanguages) {
    const ArticleId id = in_two();
    const std::string markup = page(std::string(vietnamese));
    EXPECT_TRUE(has(markup, R"(<link rel="canonical" href="http://news.example/vi/news/khan-hong-huu-nghi">)"));
    EXPECT_TRUE(has(markup, R"(hreflang="vi" href="http://news.example/vi/news/khan-hong-huu-nghi">)"));
    EXPECT_TRUE(has(markup, R"(hreflang="zh-Hans" href="http://news.example/zh/news/honglingjin">)"));
    EXPECT_TRUE(has(markup, R"(hreflang="x-default" href="http://news.example/vi/news/khan-hong-huu-nghi">)"));
    EXPECT_FALSE(has(markup, R"(rel="alternate" hreflang="en")"));
    EXPECT_TRUE(has(markup, R"(<a href="/zh/news/honglingjin" lang="zh")"));
    EXPECT_TRUE(has(markup, R"(<a href="/en" lang="en")"));  // no such text: that language's front page
    EXPECT_TRUE(has(markup, R"(<time datetime="2018-05-14">)"));

    installation.public_url = "https://hoi.example/";
    good(withdraw(editor, id, Language::vi, version(id, Language::vi)));
    cache.set_generation(77);
    const std::string chinese = page("/zh/news/honglingjin");
    EXPECT_TRUE(has(chinese, R"(hreflang="x-default" href="https://hoi.example/zh/news/honglingjin">)"));
    EXPECT_FALSE(has(chinese, "khan-hong"));
}

TEST_P(Readers, AreToldThatATranslationIsBehind) {
    const ArticleId id = in_two();
    const std::string notice = "原文在翻译之后有修改";
    EXPECT_FALSE(has(page("/zh/news/honglingjin"), notice));
    VariantInput newer = text("Khăn hồng hữu nghị");
    newer.body += " Thêm.";
    save(id, Language::vi, newer);
    cache.set_generation(77);
    const std::string markup = page("/zh/news/honglingjin");
    EXPECT_TRUE(has(markup, notice));
    EXPECT_TRUE(has(markup, R"(<a href="/vi/news/khan-hong-huu-nghi" lang="vi")"));
    EXPECT_FALSE(has(page(std::string(vietnamese)), "role=\"note\""));
}

TEST_P(Readers, FollowAnOldAddressToTheNewOne) {
    const ArticleId id = article("Khăn hồng hữu nghị");
    VariantInput moved = text("Khăn hồng hữu nghị");
    moved.slug = "khan-hong-2018";
    save(id, Language::vi, moved);
    const http::Response old = ask(std::string(vietnamese));
    EXPECT_EQ(old.status, 301);
    EXPECT_EQ(header(old, "Location"), "/vi/news/khan-hong-2018");
    EXPECT_EQ(header(old, "Set-Cookie"), "");
    EXPECT_EQ(ask("/vi/news/khan-hong-2018").status, 200);
    EXPECT_EQ(ask("/zh/news/khan-hong-2018").status, 404);
    good(withdraw(editor, id, Language::vi, version(id, Language::vi)));
    cache.set_generation(77);
    EXPECT_EQ(ask(std::string(vietnamese)).status, 404);
    EXPECT_EQ(ask("/vi/news/khan-hong-2018").status, 404);
}

TEST_P(Readers, SeeNoDraftAnywhere) {
    const ArticleId shown = article("Bài đã đăng");
    const ArticleId draft = begin("Bài còn kín");
    VariantInput kept = text("Bài còn kín");
    kept.slug = "bai-con-kin";
    save(draft, Language::vi, kept);
    VariantInput chinese = text("未公开");
    chinese.slug = "weigongkai";
    save(shown, Language::zh, chinese);
    for (const char* target : {"/vi", "/vi/news", "/zh", "/zh/news", "/vi/feed.atom", "/zh/feed.atom", "/sitemap.xml",
                               "/vi/news/bai-da-dang"}) {
        const std::string answer = page(target);
        EXPECT_FALSE(has(answer, "con-kin") || has(answer, "còn kín")) << target;
        EXPECT_FALSE(has(answer, "weigongkai") || has(answer, "未公开")) << target;
    }
    EXPECT_EQ(ask("/vi/news/bai-con-kin").status, 404);
    EXPECT_EQ(ask("/zh/news/weigongkai").status, 404);
}

TEST_P(Readers, GetFilesOfWhatIsPublicAndNoOthers) {
    const ArticleId id = begin("Bài có tệp");
    save(id, Language::vi, text("Bài có tệp"));
    const files::FileId file = attach(id, content("chuong-trinh.txt", "Chương trình\n"));
    const std::string target = fmt::format("/files/{}", file.value);
    EXPECT_EQ(ask(target).status, 404);
    put_out(id, Language::vi, noon + std::chrono::hours(1));
    EXPECT_EQ(ask(target).status, 404) << "it appears in an hour";
    time = noon + std::chrono::hours(1);
    const http::Response open = ask(target);
    EXPECT_EQ(open.status, 200);
    EXPECT_EQ(header(open, "Cache-Control"), "public, max-age=0, must-revalidate");
    EXPECT_EQ(header(open, "Set-Cookie"), "");
    EXPECT_TRUE(has(page("/vi/news/bai-co-tep"), target));
    good(withdraw(editor, id, Language::vi, version(id, Language::vi)));
    EXPECT_EQ(ask(target).status, 404);
}

TEST_P(Readers, SeeNoTableOfAttachmentsWhereThereAreNone) {
    article("Bài không tệp");
    EXPECT_FALSE(has(page("/vi/news/bai-khong-tep"), "<table"));
}

// --- what is kept ----------------------------------------------------------------------------------------------------

TEST_P(Readers, GetKeptPagesUntilSomethingPublicChanges) {
    const auto generation = [&] {
        return test.database().read([](store::Tx& tx) { return web::public_generation(tx); });
    };
    const ArticleId id = article("Bài thứ nhất");
    cache.set_generation(generation());
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi")));
    EXPECT_TRUE(has(page("/vi"), "Bài thứ nhất"));
    const auto kept = web::quick_answer(site, request_for("/vi"));
    ASSERT_TRUE(kept);
    EXPECT_TRUE(has(body(*kept), "Bài thứ nhất"));
    for (const auto& change : std::vector<std::function<void()>>{
             [&] { save(id, Language::vi, text("Bài đổi tên")); }, [&] { save(id, Language::zh, text("译文")); },
             [&] { good(change_article(editor, id, 1, {.category = Category::trade})); },
             [&] { attach(id, content("b.txt", "Chương trình\n")); },
             [&] { good(withdraw(editor, id, Language::vi, version(id, Language::vi))); },
             [&] { put_out(id, Language::vi); }, [&] { good(delete_article(editor, id, 2)); }}) {
        const std::int64_t before = generation();
        change();
        EXPECT_GT(generation(), before);
    }
    cache.set_generation(generation());
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi")));
    EXPECT_FALSE(has(page("/vi"), "Bài thứ nhất"));
}

TEST_P(Readers, SeeWhatIsScheduledFromItsMomentOn) {
    article("Bài hôm qua");
    const ArticleId id = begin("Bài hẹn giờ");
    save(id, Language::vi, text("Bài hẹn giờ"));
    put_out(id, Language::vi, noon + std::chrono::minutes(30));
    EXPECT_FALSE(has(page("/vi"), "Bài hẹn giờ"));
    EXPECT_EQ(ask("/vi/news/bai-hen-gio").status, 404);
    time = noon + std::chrono::minutes(29);
    ASSERT_TRUE(web::quick_answer(site, request_for("/vi")));
    time = noon + std::chrono::minutes(30);
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi"))) << "a page is kept beyond the moment";
    EXPECT_TRUE(has(page("/vi"), "Bài hẹn giờ"));
    EXPECT_EQ(ask("/vi/news/bai-hen-gio").status, 200);
    time = noon + std::chrono::hours(12);
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi"))) << "the page says yesterday's date";
}

TEST_P(Readers, NeverGetAddressesOfAHostThatSomebodyElseInvented) {
    article("Bài viết");
    http::Request forged = request_for("/vi");
    forged.headers = {{"host", "evil.example"}};
    EXPECT_TRUE(has(body(web::answer(site, forged)), "evil.example"));  // his own page
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi")));
    EXPECT_FALSE(has(page("/vi"), "evil.example"));
    http::Request broken = request_for("/vi");
    broken.headers = {{"host", "a\"><script>"}};
    EXPECT_FALSE(has(body(web::answer(site, broken)), "<script>"));
    installation.public_url = "https://hoi.example";
    EXPECT_FALSE(has(body(web::answer(site, forged)), "evil.example"));
}

TEST_P(Readers, CannotFillTheMemoryWithInventedQueries) {
    article("Bài viết");
    EXPECT_EQ(ask("/vi?x=1").status, 200);
    EXPECT_FALSE(web::quick_answer(site, request_for("/vi?x=1")));
    ask("/vi/news?category=exchange");
    EXPECT_TRUE(web::quick_answer(site, request_for("/vi/news?category=exchange")));
}

// --- attacks ---------------------------------------------------------------------------------------------------------

TEST_P(Readers, NoTextBreaksOutOfPageOrData) {
    const std::string attack = std::string(html::attack) + "</script><!--<script>]]>";
    VariantInput evil = text(attack);
    evil.slug = "tan-cong";
    evil.place = attack;
    evil.lead = attack;
    evil.body = attack + "\n\n[x](javascript:alert(1)) ![y](https://evil.example/x.png)\n";
    evil.caption = evil.alt = evil.credit = attack;
    const ArticleId id = begin("Tấn công");
    save(id, Language::vi, evil);
    put_out(id, Language::vi);
    for (const char* target : {"/vi", "/vi/news", "/vi/news/tan-cong"}) {
        const std::string markup = page(target);
        EXPECT_EQ(fault(markup), "") << target;
        EXPECT_FALSE(html::broke_out(without_data(markup))) << target;
        EXPECT_FALSE(has(markup, "javascript:alert(1)\"")) << target;
        EXPECT_FALSE(has(markup, "src=\"https://evil")) << target;
    }
    const std::string markup = page("/vi/news/tan-cong");
    EXPECT_EQ(html::count_of(markup, "<script"), 1U);
    EXPECT_EQ(html::count_of(markup, "</script"), 1U);
    const std::string data = data_of(markup);
    EXPECT_TRUE(has(data, R"("@type":"NewsArticle")"));
    EXPECT_TRUE(has(data, R"("@type":"BreadcrumbList")"));
    EXPECT_EQ(data.find_first_of("<>&"), std::string::npos);
    EXPECT_TRUE(has(data, R"(\u003c/script\u003e)"));
    for (const char* target : {"/vi/feed.atom", "/sitemap.xml"}) {
        std::string xml = page(target);
        ASSERT_TRUE(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) << target;
        // "link" and "meta" stand alone in HTML; here every element is closed.
        for (std::size_t at = 0; (at = xml.find("link", at)) != std::string::npos;) xml.replace(at, 4, "line");
        EXPECT_EQ(html::MarkupCheck::fault_of(xml.substr(xml.find('\n') + 1)), "") << target;
    }
}

// --- pages and lists -------------------------------------------------------------------------------------------------

TEST_P(Readers, TurnPagesByPosition) {
    for (int i = 0; i < 26; ++i) {
        const ArticleId id = begin(fmt::format("Bài số {:02}", i));
        save(id, Language::vi, text(fmt::format("Bài số {:02}", i)));
        put_out(id, Language::vi, noon - std::chrono::minutes(i));
    }
    const std::string first = page("/vi/news");
    EXPECT_TRUE(has(first, "Bài số 23<") && !has(first, "Bài số 24<"));
    const std::size_t from = first.find("/vi/news?after=");
    ASSERT_NE(from, std::string::npos);
    const std::string second = page(first.substr(from, first.find('"', from) - from));
    EXPECT_TRUE(has(second, "Bài số 24<") && has(second, "Bài số 25<") && !has(second, "Bài số 23<"));
    EXPECT_TRUE(has(second, R"(content="noindex")"));
}

TEST_P(Readers, SeeOnlyActivitiesThatAnArticleNames) {
    const auto record = [&](std::string_view title) {
        return must(exchange::record_activity(editor,
                                              {.kind = exchange::ActivityKind::youth,
                                               .state = exchange::ActivityState::held,
                                               .date_from = day("2018-05-14"),
                                               .title_vi = std::string(title)},
                                              {}));
    };
    record("Hội đàm kín");
    NewArticle input;
    input.title = "Tin giao lưu";
    input.activity = record("Giao lưu được đưa tin");
    const ArticleId id = must(create_article(editor, input));
    save(id, Language::vi, text("Tin giao lưu"));
    article("Tin khác");
    EXPECT_FALSE(has(page("/vi"), "Giao lưu được đưa tin"));
    put_out(id, Language::vi);
    cache.set_generation(77);
    const std::string front = page("/vi");
    EXPECT_TRUE(has(front, "Giao lưu được đưa tin"));
    EXPECT_FALSE(has(front, "Hội đàm kín"));

    // It has no Chinese title: readers of Chinese see that of the article.
    save(id, Language::zh, text("交流消息"));
    put_out(id, Language::zh);
    cache.set_generation(78);
    const std::string chinese = page("/zh");
    EXPECT_FALSE(has(chinese, "Giao lưu được đưa tin"));
    EXPECT_TRUE(has(chinese, R"(<b>14</b><span>2018年5月</span></time>)"));
    EXPECT_TRUE(has(front, R"(<b>14</b><span>05/2018</span></time>)"));
    EXPECT_EQ(html::count_of(chinese, ">交流消息<"), 2U);  // among the news and among the activities
}

TEST_P(Readers, FindTheSameCategoryUnderAnArticle) {
    article("Bài thương mại", Category::trade);
    article("Bài thứ nhất");
    article("Bài thứ hai");
    const std::string markup = page("/vi/news/bai-thu-nhat");
    EXPECT_TRUE(has(markup, R"(<a href="/vi/news/bai-thu-hai">)"));
    EXPECT_FALSE(has(markup, "bai-thuong-mai"));
}

TEST_P(Readers, BeginWhereThereIsSomethingToRead) {
    const auto front = [&](Language language) {
        Context visitor{.database = test.database(), .installation = installation, .language = language, .now = noon};
        return test.database().read([&](store::Tx& tx) { return front_language(tx, visitor); });
    };
    EXPECT_EQ(front(Language::zh), std::nullopt);
    in_two();
    EXPECT_EQ(front(Language::zh), Language::zh);
    EXPECT_EQ(front(Language::en), Language::vi);
}

INSTANTIATE_TEST_SUITE_P(Engines, Readers, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(Scene, IsTheSameForAnArticleAndAnotherForTheNext) {
    const auto drawn = [](std::int64_t id) {
        html::Writer w;
        SceneRun run;
        scene(w, ArticleId{id}, SceneSize::card, "", run);
        return w.take();
    };
    EXPECT_EQ(drawn(7), drawn(7));
    EXPECT_NE(drawn(7), drawn(8));
    EXPECT_EQ(html::MarkupCheck::fault_of(drawn(7)), "");
    EXPECT_LT(drawn(7).size(), 2500U);
}

TEST(Scene, ShowsDifferentThingsInDifferentTonesAndLeavesColoursToTheStyleSheet) {
    std::set<std::string> tones;
    std::set<unsigned> drawings;
    SceneRun run;
    for (std::int64_t id = 1000; id < 1004; ++id) {
        const unsigned before = run.drawings;
        html::Writer w;
        scene(w, ArticleId{id}, SceneSize::hero, "", run);
        const std::string markup = w.take();
        EXPECT_EQ(html::MarkupCheck::fault_of(markup), "") << id;
        EXPECT_LT(markup.size(), 2500U) << id;
        EXPECT_EQ(markup.find('#'), std::string::npos) << "a colour of its own stays bright on a dark page";
        tones.insert(markup.substr(0, markup.find(" viewBox")));
        drawings.insert(run.drawings - before);
    }
    EXPECT_EQ(tones.size(), 4U);
    EXPECT_EQ(drawings.size(), 4U);
}

}  // namespace caunoi::portal
