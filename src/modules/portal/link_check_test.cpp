// What is found behind the links of published articles, against a real server on this machine.
#include "modules/portal/link_check.hpp"

#include "modules/portal/test_portal.hpp"
#include "platform/links/test_server.hpp"

#include <map>

namespace caunoi::portal {

namespace {

class LinkCheck : public PortalTest {
protected:
    CheckOptions options() { return {.pause = std::chrono::milliseconds(0), .fetch = {.private_addresses = true}}; }
    ArticleId with_links(std::string_view title, const Lines& urls) {
        const ArticleId id = begin(title);
        VariantInput input = text(title);
        for (const std::string& url : urls) input.body += fmt::format("\n\n[chữ]({})", url);
        save(id, Language::vi, input);
        put_out(id, Language::vi);
        return id;
    }
    std::map<std::string, Outcome> found(ArticleId id) {
        std::map<std::string, Outcome> all;
        for (const CheckedLink& link : test.database().read([&](store::Tx& tx) { return links_of(tx, id); }))
            all[link.url] = link.outcome;
        return all;
    }
    Lines care() {
        Lines urls;
        for (const CheckedLink& link : must(links_that_need_care(viewer, 100))) urls.push_back(link.url);
        return urls;
    }
};

}  // namespace

TEST_P(LinkCheck, AsksOtherSitesAndKeepsWhatTheySay) {
    const links::TestServer server;
    const ArticleId id =
        with_links("Bài có liên kết", {server.url("/good"), server.url("/missing"), server.url("/fault"),
                                       server.url("/closed"), "mailto:hoi@example.org"});
    EXPECT_EQ(found(id).at(server.url("/good")), Outcome::waiting);
    EXPECT_EQ(check_links(editor, options()), 4);
    EXPECT_EQ(found(id), (std::map<std::string, Outcome>{{server.url("/good"), Outcome::good},
                                                         {server.url("/missing"), Outcome::broken},
                                                         {server.url("/fault"), Outcome::unreachable},
                                                         {server.url("/closed"), Outcome::unclear}}));
    EXPECT_EQ(care().size(), 2U);
    EXPECT_EQ(check_links(editor, options()), 0) << "asked again on the same day";
    editor.now += std::chrono::hours(24);
    EXPECT_EQ(check_links(editor, options()), 4);
}

TEST_P(LinkCheck, LooksUpWhatIsOnThisSite) {
    installation.public_url = "https://hoi.example";
    const ArticleId target = article("Bài đích");
    const files::FileId file = attach(target, content("a.txt", "Chương trình\n"));
    const ArticleId draft = begin("Nháp");
    const files::FileId kept = attach(draft, content("b.txt", "Chương trình kín\n"));
    const std::string open_file = fmt::format("/files/{}", file.value);
    const std::string closed_file = fmt::format("/files/{}", kept.value);
    const ArticleId id =
        with_links("Bài nguồn", {"/vi/news/bai-dich", "/vi/news/bai-dich#muc", "/vi/news/khong-co", "/zh/news/bai-dich",
                                 "/vi", open_file, closed_file, "/activities/5", "/assets/none.css",
                                 "https://hoi.example/vi/news/bai-dich", "https://hoi.example/vi/news/khong-co"});
    EXPECT_EQ(check_links(editor, options()), 11);
    const auto outcomes = found(id);
    for (const std::string& good_one :
         {std::string("/vi/news/bai-dich"), std::string("/vi/news/bai-dich#muc"), std::string("/vi"), open_file,
          std::string("https://hoi.example/vi/news/bai-dich")})
        EXPECT_EQ(outcomes.at(good_one), Outcome::good) << good_one;
    for (const std::string& broken :
         {std::string("/vi/news/khong-co"), std::string("/zh/news/bai-dich"), closed_file, std::string("/activities/5"),
          std::string("/assets/none.css"), std::string("https://hoi.example/vi/news/khong-co")})
        EXPECT_EQ(outcomes.at(broken), Outcome::broken) << broken;
}

TEST_P(LinkCheck, NeverAsksInsideTheOwnNetwork) {
    const links::TestServer server;
    const ArticleId id = with_links("Bài", {server.url("/good")});
    CheckOptions outside = options();
    outside.fetch.private_addresses = false;
    EXPECT_EQ(check_links(editor, outside), 1);
    EXPECT_EQ(found(id).at(server.url("/good")), Outcome::refused);
}

TEST_P(LinkCheck, IsBoundedForARunAndForAHost) {
    const links::TestServer server;
    Lines urls;
    for (int i = 0; i < 6; ++i) urls.push_back(server.url(fmt::format("/good?{}", i)));
    with_links("Bài", urls);
    CheckOptions few = options();
    few.most_of_host = 2;
    EXPECT_EQ(check_links(editor, few), 2);
    few.most = 1;
    EXPECT_EQ(check_links(editor, few), 1);
    few = options();
    few.budget = std::chrono::milliseconds(0);
    EXPECT_EQ(check_links(editor, few), 0);
    EXPECT_EQ(check_links(editor, options()), 3);
}

TEST_P(LinkCheck, KnowsOnlyLinksOfWhatIsPublic) {
    const ArticleId id = with_links("Bài", {"/vi/news/khong-co", "/vi"});
    check_links(editor, options());
    EXPECT_EQ(care(), Lines{"/vi/news/khong-co"});
    VariantInput mended = text("Bài");
    mended.body += " [chữ](/vi)";
    save(id, Language::vi, mended);
    EXPECT_EQ(found(id), (std::map<std::string, Outcome>{{"/vi", Outcome::good}})) << "what was found is forgotten";
    good(withdraw(editor, id, Language::vi, version(id, Language::vi)));
    EXPECT_EQ(found(id).size(), 0U);
    EXPECT_TRUE(failed_with(links_that_need_care(stranger, 10), Error::Kind::forbidden));
}

INSTANTIATE_TEST_SUITE_P(Engines, LinkCheck, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::portal
