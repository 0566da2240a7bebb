// What is written: texts in several languages, states, addresses, who may, and what the history says.
#include "modules/portal/test_portal.hpp"
#include "platform/i18n/i18n.hpp"

#include <thread>

namespace caunoi::portal {

namespace {

class Articles : public PortalTest {
protected:
    // Published in Vietnamese and Chinese, the Chinese made from the Vietnamese.
    ArticleId in_two() {
        const ArticleId id = article("Khăn hồng hữu nghị");
        VariantInput chinese = text("红领巾友谊");
        chinese.slug = "honglingjin";
        save(id, Language::zh, chinese);
        put_out(id, Language::zh);
        return id;
    }
};

}  // namespace

TEST_P(Articles, BeginAsADraftOfTheirSource) {
    const ArticleId id = begin("Tin thử");
    const ArticleDetails found = must(find_article(viewer, id));
    EXPECT_EQ(found.article.source_language, Language::vi);
    EXPECT_EQ(to_text(found.article.date), "2018-05-14");
    ASSERT_EQ(found.variants.size(), 1U);
    EXPECT_EQ(found.variants[0].title, "Tin thử");
    EXPECT_EQ(found.variants[0].state, State::draft);
    EXPECT_FALSE(found.variants[0].source_content);
    EXPECT_FALSE(found.anything_published());
}

TEST_P(Articles, NameEveryFieldThatReadersWouldMiss) {
    const ArticleId id = begin("Tin thử");
    EXPECT_EQ(problems(publish(editor, id, Language::vi, 1)), (Lines{"body form.required", "lead form.required"}));
    attach(id, content("anh.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0", 29)));
    save(id, Language::vi, text("Tin thử"));
    EXPECT_EQ(problems(publish(editor, id, Language::vi, 2)), Lines{"alt portal.error.alt"});
    for (const char* key : {"portal.error.alt", "portal.error.slug", "portal.error.slug_taken"})
        EXPECT_TRUE(i18n::has_text(key));
    EXPECT_EQ(variant(id, Language::vi).state, State::draft);
    EXPECT_EQ(count("select count(*) from article_slug"), 0);
}

TEST_P(Articles, KeepWhatReadersNeedWhileTheyArePublic) {
    const ArticleId id = article("Tin thử");
    VariantInput empty = text("Tin thử");
    empty.lead = "";
    empty.body = "\n![]()\n";
    EXPECT_EQ(problems(save_variant(editor, id, Language::vi, 3, empty)),
              (Lines{"body form.required", "lead form.required"}));
    EXPECT_EQ(variant(id, Language::vi).lead, "Đoạn dẫn của Tin thử");
}

// --- stale -----------------------------------------------------------------------------------------------------------

TEST_P(Articles, TurnStaleWhenTheirSourceMoves) {
    const ArticleId id = in_two();
    EXPECT_FALSE(stale(id, Language::zh));
    VariantInput newer = text("Khăn hồng hữu nghị");
    newer.body += " Thêm một câu.";
    save(id, Language::vi, newer);
    EXPECT_TRUE(stale(id, Language::zh));
    EXPECT_FALSE(stale(id, Language::vi));

    // A correction of the translation alone does not make it current.
    VariantInput chinese = text("红领巾友谊");
    chinese.slug = "honglingjin";
    chinese.body += "改。";
    save(id, Language::zh, chinese);
    EXPECT_TRUE(stale(id, Language::zh));
    // Saying so does, even when not a letter changes.
    save(id, Language::zh, chinese, variant(id, Language::vi).content);
    EXPECT_FALSE(stale(id, Language::zh));
}

TEST_P(Articles, AreAsCurrentAsTheSourceThatTheirTranslatorSaw) {
    const ArticleId id = in_two();
    const std::int64_t seen = variant(id, Language::vi).content;
    VariantInput newer = text("Khăn hồng hữu nghị");
    newer.lead = "Dẫn mới";
    save(id, Language::vi, newer);  // while the translator's form stood open
    VariantInput chinese = text("红领巾友谊");
    chinese.slug = "honglingjin";
    save(id, Language::zh, chinese, seen);
    EXPECT_TRUE(stale(id, Language::zh));
    save(id, Language::zh, chinese, 1'000'000);  // nobody has seen what is not written yet
    EXPECT_FALSE(stale(id, Language::zh));
    newer.lead = "Dẫn mới hơn";
    save(id, Language::vi, newer);
    EXPECT_TRUE(stale(id, Language::zh));
}

TEST_P(Articles, DoNotTurnStaleWhenOnlyTheAddressOrTheStateOfTheSourceChanges) {
    const ArticleId id = in_two();
    VariantInput moved = text("Khăn hồng hữu nghị");
    moved.slug = "khan-hong";
    save(id, Language::vi, moved);
    good(withdraw(editor, id, Language::vi, version(id, Language::vi)));
    put_out(id, Language::vi);
    EXPECT_FALSE(stale(id, Language::zh));
}

TEST_P(Articles, AreListedByStateAndByWhatIsStale) {
    const ArticleId draft = begin("Bản nháp");
    const ArticleId both = in_two();
    const auto ids = [&](const ArticleFilter& filter) {
        std::vector<ArticleId> all;
        for (const ArticleLine& line : must(list_articles(viewer, filter, {}, {}, 50)).lines) all.push_back(line.id);
        return all;
    };
    EXPECT_EQ(ids({}), (std::vector{both, draft}));
    EXPECT_EQ(ids({.state = State::draft}), std::vector{draft});
    EXPECT_EQ(ids({.state = State::published}), std::vector{both});
    EXPECT_EQ(ids({.stale = true}), std::vector<ArticleId>{});
    save(both, Language::vi, text("Khăn hồng"));
    EXPECT_EQ(ids({.stale = true}), std::vector{both});
    EXPECT_EQ(ids({.text = "ban nhap"}), std::vector{draft});
    EXPECT_EQ(ids({.text = "红领巾"}), std::vector{both});
    EXPECT_EQ(ids({.category = Category::trade}), std::vector<ArticleId>{});
}

// --- addresses -------------------------------------------------------------------------------------------------------

TEST_P(Articles, HaveAnAddressMadeFromTheirTitle) {
    const ArticleId id = article("Đoàn Ủy ban thăm cửa khẩu Hữu Nghị!");
    EXPECT_EQ(variant(id, Language::vi).slug, "doan-uy-ban-tham-cua-khau-huu-nghi");
    EXPECT_EQ(slug_from("友谊关会谈", day("2023-06-01"), ArticleId{77}), "you-yi-guan-hui-tan");
    EXPECT_EQ(slug_from("2023", {}, ArticleId{77}), "77");
    const std::string long_one = slug_from(std::string(40, 'a') + " " + std::string(90, 'b'), {}, ArticleId{1});
    EXPECT_LE(long_one.size(), 120U);
    EXPECT_FALSE(long_one.ends_with('-'));
}

TEST_P(Articles, OfOneTitleHaveTwoAddresses) {
    EXPECT_EQ(variant(article("Giao lưu"), Language::vi).slug, "giao-luu");
    EXPECT_EQ(variant(article("Giao lưu"), Language::vi).slug, "giao-luu-2");
    EXPECT_EQ(variant(article("Giao lưu"), Language::vi).slug, "giao-luu-3");
}

TEST_P(Articles, DoNotTakeAnAddressThatAnotherEverHad) {
    const ArticleId first = article("Giao lưu");
    VariantInput moved = text("Giao lưu");
    moved.slug = "giao-luu-moi";
    save(first, Language::vi, moved);
    const ArticleId second = begin("Khác");
    VariantInput wanted = text("Khác");
    wanted.slug = "giao-luu";
    save(second, Language::vi, wanted);
    EXPECT_EQ(problems(publish(editor, second, Language::vi, version(second, Language::vi))),
              Lines{"slug portal.error.slug_taken"});
    wanted.slug = "Giao Lưu";
    EXPECT_EQ(problems(save_variant(editor, second, Language::vi, version(second, Language::vi), wanted)),
              Lines{"slug portal.error.slug"});
    save(first, Language::vi, text("Giao lưu"));  // no address typed: the title's own, its first one
    EXPECT_EQ(variant(first, Language::vi).slug, "giao-luu");
}

// --- two at once -----------------------------------------------------------------------------------------------------

TEST_P(Articles, ChangedByTwoKeepTheFirstAndTellTheSecond) {
    const ArticleId id = begin("Tin");
    ASSERT_TRUE(save_variant(editor, id, Language::vi, 1, text("Bản thứ nhất")));
    const auto late = save_variant(editor, id, Language::vi, 1, text("Bản thứ hai"));
    ASSERT_TRUE(failed_with(late, Error::Kind::conflict));
    EXPECT_EQ(late.error().key, "errors.changed_meanwhile");
    EXPECT_EQ(variant(id, Language::vi).title, "Bản thứ nhất");
    EXPECT_TRUE(failed_with(publish(editor, id, Language::vi, 1), Error::Kind::conflict));
    // Two who begin the same translation.
    ASSERT_TRUE(save_variant(editor, id, Language::zh, 0, text("第一")));
    EXPECT_TRUE(failed_with(save_variant(editor, id, Language::zh, 0, text("第二")), Error::Kind::conflict));
}

TEST_P(Articles, ChangedAtTheSameMomentByManyKeepExactlyOneOfThem) {
    const ArticleId id = begin("Tin");
    std::array<int, 4> kept{};
    std::array<int, 4> refused{};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kept.size(); ++i)
        threads.emplace_back([&, i] {
            Context mine = context_of({can_view, can_write});
            const auto result = save_variant(mine, id, Language::vi, 1, text(fmt::format("Bản của người {}", i)));
            kept[i] = result ? 1 : 0;
            refused[i] = failed_with(result, Error::Kind::conflict) ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(std::ranges::count(kept, 1), 1);
    EXPECT_EQ(std::ranges::count(refused, 1), 3);
    EXPECT_EQ(version(id, Language::vi), 2);
}

// --- who may ---------------------------------------------------------------------------------------------------------

TEST_P(Articles, StrangersAreForbiddenEverything) {
    const ArticleId id = begin("Tin");
    EXPECT_TRUE(failed_with(create_article(stranger, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_article(stranger, id, 1, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_article(stranger, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_article(stranger, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(save_variant(stranger, id, Language::vi, 1, text("Lạ")), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(publish(stranger, id, Language::vi, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(withdraw(stranger, id, Language::vi, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(attach_files(stranger, id, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(detach_file(stranger, id, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(choose_photo(stranger, id, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_articles(stranger, {}, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(search::find(stranger, "tin", 10).hits.empty());
    EXPECT_EQ(actions("article", id.value), Lines{"create"});
}

TEST_P(Articles, WhoWritesDoesNotTouchWhatIsPublic) {
    const ArticleId id = begin("Tin");
    EXPECT_TRUE(save_variant(writer, id, Language::vi, 1, text("Tin")));
    EXPECT_TRUE(failed_with(publish(writer, id, Language::vi, 2), Error::Kind::forbidden));
    put_out(id, Language::vi);
    EXPECT_TRUE(failed_with(save_variant(writer, id, Language::vi, 3, text("Khác")), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_article(writer, id, 1, {.category = Category::trade}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(attach_files(writer, id, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_article(writer, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(save_variant(writer, id, Language::zh, 0, text("新闻")));  // a draft beside it
    EXPECT_EQ(variant(id, Language::vi).title, "Tin");
    EXPECT_TRUE(failed_with(save_variant(chair, id, Language::zh, 1, text("别的")), Error::Kind::forbidden));
    EXPECT_TRUE(withdraw(chair, id, Language::vi, 3));
    EXPECT_TRUE(failed_with(save_variant(viewer, id, Language::zh, 1, text("别的")), Error::Kind::forbidden));
}

TEST_P(Articles, DoNotTurnStaleWhenThePhotographOfTheSourceIsDescribed) {
    const ArticleId id = in_two();
    VariantInput described = text("Khăn hồng hữu nghị");
    described.caption = "Các em thiếu nhi hai nước";
    described.alt = "Hai hàng thiếu nhi thắt khăn";
    described.credit = "Ảnh mẫu";
    save(id, Language::vi, described);
    EXPECT_FALSE(stale(id, Language::zh));
}

// --- history and deleting --------------------------------------------------------------------------------------------

TEST_P(Articles, HaveOneHistoryForAllTheirTexts) {
    const ArticleId id = in_two();
    good(withdraw(editor, id, Language::zh, version(id, Language::zh)));
    EXPECT_EQ(actions("article", id.value), (Lines{"create", "change", "publish", "change", "publish", "unpublish"}));
    const auto lines = history("article", id.value);
    const auto changes = records::changes_from_json(lines[2].content);  // the Chinese text was written
    const auto title = std::ranges::find(changes, "zh.title", &records::Change::field);
    ASSERT_NE(title, changes.end());
    EXPECT_EQ(title->after, "红领巾友谊");
    save(id, Language::vi, [&] {
        VariantInput same = text("Khăn hồng hữu nghị");
        same.slug = variant(id, Language::vi).slug;
        return same;
    }());
    EXPECT_EQ(history("article", id.value).size(), lines.size()) << "nothing changed, and still there is a line";
}

TEST_P(Articles, DeletedLeaveTheirHistoryAndNothingElse) {
    const ArticleId id = in_two();
    EXPECT_TRUE(failed_with(delete_article(editor, id, 7), Error::Kind::conflict));
    ASSERT_TRUE(delete_article(editor, id, 1));
    EXPECT_TRUE(failed_with(find_article(editor, id), Error::Kind::not_found));
    for (const std::int64_t left :
         {count("select count(*) from article_variant"), count("select count(*) from article_slug"),
          count("select count(*) from article_link"),
          count("select count(*) from search_fts_doc where kind = 'article'")})
        EXPECT_EQ(left, 0);
    const auto line = history("article", id.value).front();
    EXPECT_EQ(line.action, "delete");
    const auto changes = records::changes_from_json(line.content);
    EXPECT_NE(std::ranges::find(changes, "zh.body", &records::Change::field), changes.end());
}

TEST_P(Articles, OutliveTheActivityThatTheyReportOn) {
    const auto activity = must(exchange::record_activity(
        editor, {.kind = exchange::ActivityKind::youth, .date_from = day("2018-05-14"), .title_vi = "Giao lưu"}, {}));
    NewArticle input;
    input.title = "Tin";
    input.activity = activity;
    const ArticleId id = must(create_article(editor, input));
    EXPECT_EQ(must(find_article(editor, id)).activity_title, "Giao lưu");
    EXPECT_EQ(problems(create_article(writer, input)), Lines{"activity portal.error.no_such_activity"})
        << "somebody named an activity that he may not see";
    ASSERT_TRUE(exchange::delete_activity(editor, activity, 1));
    EXPECT_FALSE(must(find_article(editor, id)).article.activity);
}

TEST_P(Articles, LoseTheirLeadPhotographWithItsFile) {
    const ArticleId id = begin("Tin");
    const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0", 29);
    const files::FileId photo = attach(id, content("anh.png", png));
    const files::FileId paper = attach(id, content("chuong-trinh.txt", "Chương trình\n"));
    EXPECT_EQ(must(find_article(editor, id)).article.photo, photo);
    EXPECT_TRUE(failed_with(choose_photo(editor, id, paper), Error::Kind::not_found));
    good(detach_file(editor, id, photo));
    EXPECT_FALSE(must(find_article(editor, id)).article.photo);
    EXPECT_EQ(actions("article", id.value), (Lines{"create", "attach", "attach", "detach"}));
}

INSTANTIATE_TEST_SUITE_P(Engines, Articles, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::portal
