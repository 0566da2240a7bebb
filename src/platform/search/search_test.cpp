#include "platform/search/search.hpp"

#include "platform/search/test_search.hpp"

namespace caunoi::search {
namespace {

using Records = std::vector<std::int64_t>;

const std::vector<Written> real_titles{
    {"activity", 1, "Chương trình Khăn hồng hữu nghị lần thứ 2", "第二届红领巾友谊活动\n",
     "Nhà văn hóa thiếu nhi\nHội Hữu nghị Việt - Trung", "2023-06-01"},
    {"activity", 2, "Hội đàm cấp cao Lạng Sơn – Quảng Tây", "谅山—广西高层会谈\n",
     "Cửa khẩu Hữu Nghị\nUBND tỉnh Lạng Sơn", "2024-03-12"},
    {"activity", 3, "Gặp gỡ đầu xuân 2024 tại Cao Bằng", "2024年新春会晤\n",
     "Hội đàm giữa hai tỉnh\nthành phố Cao Bằng", "2024-02-20"},
    {"activity", 4, "Triển khai Chỉ thị 04-CT/TW", "", "văn bản số 04-CT/TW ngày 06/7/2011", "2011-07-06"},
    {"party", 5, "Đặng Thị Hòa", "邓氏和\nDang Thi Hoa", "Chủ tịch Hội", ""},
    {"party", 6, "Hội Hữu nghị Việt – Trung tỉnh Lạng Sơn", "谅山省越中友好协会\nVietnam–China Friendship Association",
     "", ""},
    {"party", 7, "Hoàng Văn Hoa", "黄文花\n", "Ủy viên", ""},
    {"party", 8, "Thành phố Bằng Tường", "凭祥市\n", "Quảng Tây, 广西", ""},
};

class Search : public testing::TestWithParam<store::Engine> {
protected:
    Records records(std::string_view query, int limit = 50) { return index.records(query, limit); }
    Found found(std::string_view query, int limit = 50, std::string_view kind = {}) {
        Context context = index.context();
        return find(context, query, limit, kind);
    }
    Indexed index{GetParam()};
};

TEST_P(Search, FindsVietnameseWithAndWithoutItsMarks) {
    index.keep(real_titles);
    EXPECT_EQ(records("khan hong"), Records{1});
    EXPECT_EQ(records("Khăn hồng hữu nghị"), Records{1});
    EXPECT_EQ(records("KHĂN HỒNG"), Records{1});
    EXPECT_EQ(records("dang"), Records{5});
    EXPECT_EQ(records("Đặng Thị Hoà"), Records{5});
    EXPECT_EQ(records("hoi dam cao bang"), Records{3});
    EXPECT_EQ(records("bang tuong"), Records{8});
}

TEST_P(Search, LeavesTitlesOutWhenNothingIsFoundWithThem) {
    index.keep(real_titles);
    EXPECT_EQ(records("Bà Đặng Thị Hòa"), Records{5});
    EXPECT_EQ(records("邓氏和女士"), Records{5});
}

TEST_P(Search, FindsJoinedWordsAmongFewWords) {
    index.keep({{"party", 1, "Hội đàm Xi'an", "", "", ""}});
    for (const std::string_view query : {"hoi dam xi an", "xian hoi dam", "xi'an hoi", "dam xian"})
        EXPECT_EQ(records(query), Records{1}) << query;
}

// Too many to be ranked one by one.
TEST_P(Search, OfACommonNameTheWholeOnesComeFirst) {
    std::vector<Written> many;
    for (std::int64_t i = 1; i <= 900; ++i)
        many.push_back({"party", i,
                        i == 7   ? "Nguyễn An"
                        : i == 8 ? "Nguyên An"
                                 : fmt::format("Nguyễn Văn An {}", i),
                        "", "", ""});
    many.push_back({"party", 901, "", "阮安\n", "", ""});
    index.keep(many);
    EXPECT_EQ(records("nguyen an", 2), (Records{8, 7})) << "newer first among equal ones";
    EXPECT_EQ(records("Nguyễn An", 2).front(), 7) << "the marks that were typed";
    EXPECT_EQ(records("nguyen an", 50).size(), 50U);
    EXPECT_EQ(records("Nguyễn An", 50).size(), 50U);
}

TEST_P(Search, FindsHanInsideLongerNamesAndSingleCharacters) {
    index.keep(real_titles);
    EXPECT_EQ(records("友好"), Records{6});
    EXPECT_EQ(records("越中友好协会"), Records{6});
    EXPECT_EQ(records("友谊"), Records{1});
    EXPECT_EQ(records("邓"), Records{5});
    EXPECT_EQ(records("凭祥"), Records{8});
    EXPECT_EQ(records("好友"), Records{});
    EXPECT_EQ(records("广西 会谈"), Records{2});
}

const std::vector<Written> names_in_han{
    {"party", 1, "凭祥市外事办公室", "", "", ""},
    {"party", 2, "王毅", "", "", ""},
    {"party", 3, "阮富仲", "Nguyễn Phú Trọng\n", "", ""},
    {"party", 4, "Hội Hữu nghị Bằng Tường", "", "", ""},
    {"party", 5, "呂布", "", "", ""},
    {"party", 6, "张云", "", "", ""},
    {"party", 7, "高政", "", "", ""},
    {"activity", 8, "Hội đàm tại Bằng Tường", "在凭祥会谈", "", "2024-01-05"},
};

TEST_P(Search, FindsChineseNamesByTheirReadings) {
    index.keep(names_in_han);
    EXPECT_EQ(records("Vương Nghị"), Records{2});
    EXPECT_EQ(records("vuong nghi"), Records{2});
    EXPECT_EQ(records("wang yi"), Records{2});
    EXPECT_EQ(records("wangyi"), Records{2});
    EXPECT_EQ(records("lü bu"), Records{5});
    EXPECT_EQ(records("lyu bu"), Records{5});
    EXPECT_EQ(records("lã bố"), Records{5});
    EXPECT_EQ(records("吕布"), Records{5}) << "variants are one character";
    EXPECT_EQ(records("npt"), Records{3});
    EXPECT_EQ(records("zhang yun"), Records{6});
    EXPECT_EQ(records("章云"), Records{}) << "Chinese is not found by sound";
}
TEST_P(Search, NamesAsWrittenComeBeforeReadings) {
    index.keep(names_in_han);
    EXPECT_EQ(records("bằng tường"), (Records{8, 4, 1}));
    const Found both = found("bang tuong");
    ASSERT_EQ(both.hits.size(), 3U);
    EXPECT_EQ(both.hits[0].why, "title");
    EXPECT_EQ(both.hits[2].why, "reading");
    ASSERT_EQ(both.hits[2].title_marks.size(), 1U);
    EXPECT_EQ(both.hits[2].title_marks.front().end, 6U) << "凭祥";
    EXPECT_EQ(found("pingxiang").hits.front().why, "pinyin");
}
TEST_P(Search, FindsNamesInAnotherScriptWhileTheyAreTyped) {
    index.keep(names_in_han);
    EXPECT_EQ(records("vuong ng"), Records{2});
}

TEST_P(Search, FindsCodesWholeAndInPieces) {
    index.keep(real_titles);
    for (const std::string_view query : {"04-CT/TW", "04-ct/tw", "04ct/tw", "04 CT TW", "chi thi 04-CT/TW"})
        EXPECT_EQ(records(query), Records{4}) << query;
    EXPECT_EQ(records("04-CT/TW 1999"), Records{});
}

TEST_P(Search, TakesTheLastWordForABeginningWhileItIsTyped) {
    index.keep(real_titles);
    EXPECT_EQ(records("khan ho"), Records{1});
    EXPECT_EQ(records("khan ho "), Records{});
    EXPECT_EQ(records("kh hong"), Records{});
    EXPECT_EQ(records("trien kh"), Records{4});
}

TEST_P(Search, OperatorsAndQuotesAreHarmless) {
    index.keep(real_titles);
    for (const std::string_view query : {"\" OR * NEAR( -",
                                         "\"",
                                         "'",
                                         "*",
                                         "''':*",
                                         "a' | 'b",
                                         "NOT",
                                         "AND",
                                         "words:khan",
                                         "^khan OR",
                                         "{words}: x",
                                         "\\",
                                         "%",
                                         "_",
                                         "!",
                                         "<->",
                                         "& & &",
                                         "( ( (",
                                         "NEAR(khan hong, 2)",
                                         "\xff\xfe\xc3",
                                         "\xe2\x80",
                                         "🙂",
                                         "",
                                         "   ",
                                         "'; drop table search_fts_doc; --"}) {
        const Found result = found(query);
        for (const Hit& hit : result.hits) EXPECT_GT(hit.record, 0) << query;
    }
    EXPECT_EQ(records(std::string_view("khan\0hong", 9)), Records{1});
    EXPECT_EQ(records("\"khan\" hong*"), Records{1});
    EXPECT_EQ(records("kind·activity"), Records{});
    EXPECT_EQ(records("·activity"), Records{});
    EXPECT_EQ(records("activity"), Records{});
    EXPECT_EQ(records("khan hong").size(), 1U);
}

TEST_P(Search, VeryLongQueriesAreCut) {
    index.keep(real_titles);
    EXPECT_EQ(records("khan hong " + std::string(5000, 'x')), Records{});
    EXPECT_EQ(records("khan hong" + std::string(300, ' ') + "no such word"), Records{1});
    std::string many;
    for (int i = 0; i < 40; ++i) many += "khan hong ";
    EXPECT_EQ(records(many), Records{1});
}

TEST_P(Search, ReplacesRemovesAndForgetsWhatWasRolledBack) {
    index.keep(real_titles);
    auto& database = index.database();
    const Written changed{"activity", 1, "Lễ trao học bổng", "", "", "2023-06-01"};
    EXPECT_THROW(database.write([&](store::Tx& tx) {
        put(tx, changed.document());
        remove(tx, "party", 5);
        throw std::runtime_error("undone");
    }),
                 std::runtime_error);
    EXPECT_EQ(records("khan hong"), Records{1});
    EXPECT_EQ(records("hoc bong"), Records{});
    EXPECT_EQ(records("dang"), Records{5});

    database.write([&](store::Tx& tx) { put(tx, changed.document()); });
    EXPECT_EQ(records("khan hong"), Records{});
    EXPECT_EQ(records("hoc bong"), Records{1});
    database.write([&](store::Tx& tx) {
        Written moved = changed;
        moved.date = "1999-01-01";
        put(tx, moved.document());
        put(tx, moved.document());
    });
    EXPECT_EQ(records("hoc bong"), Records{1});
    database.write([](store::Tx& tx) {
        remove(tx, "activity", 1);
        remove(tx, "activity", 1);
        remove(tx, "party", 1);
        remove(tx, "activity", 999);
    });
    EXPECT_EQ(records("hoc bong"), Records{});
    EXPECT_EQ(records("hoi dam cao bang"), Records{3});
}

TEST_P(Search, IsSeenByTheTransactionThatWrites) {
    Context context = index.context();
    write(context, [&](store::Tx& tx) {
        put(tx, real_titles[0].document());
        EXPECT_EQ(find(context, "khan hong", 10).hits.size(), 1U);
        EXPECT_EQ(find_records(tx, "activity", "khan hong", 10), Records{1});
        EXPECT_EQ(find_records(tx, "party", "khan hong", 10), Records{});
    });
}

TEST_P(Search, TellsWhyAndMarksIt) {
    index.keep(real_titles);
    const auto only = [&](std::string_view query) {
        const Found result = found(query);
        EXPECT_EQ(result.hits.size(), 1U) << query;
        return result.hits.empty() ? Hit{} : result.hits.front();
    };
    const auto marked = [](const std::string& text, const std::vector<html::Span>& marks) {
        std::string out;
        for (const html::Span& mark : marks) out += "[" + text.substr(mark.begin, mark.end - mark.begin) + "]";
        return out;
    };
    const Hit title = only("hong khan");
    EXPECT_EQ(title.why, "title");
    EXPECT_EQ(title.excerpt, "");
    EXPECT_EQ(marked(title.title, title.title_marks), "[Khăn][hồng]");
    EXPECT_EQ(title.date, "2023-06-01");
    EXPECT_EQ(title.kind, "activity");

    const Hit other = only("友好");
    EXPECT_EQ(other.why, "other_title");
    EXPECT_EQ(other.excerpt, "谅山省越中友好协会");
    EXPECT_EQ(marked(other.excerpt, other.excerpt_marks), "[友好]");

    const Hit text = only("thieu nhi");
    EXPECT_EQ(text.why, "text");
    EXPECT_EQ(text.excerpt, "Nhà văn hóa thiếu nhi");
    EXPECT_EQ(marked(text.excerpt, text.excerpt_marks), "[thiếu][nhi]");

    const Hit both = only("khan thieu nhi");
    EXPECT_EQ(both.why, "text");
    EXPECT_EQ(marked(both.title, both.title_marks), "[Khăn]");
    EXPECT_GT(title.score, other.score);
    EXPECT_GT(other.score, both.score);
    EXPECT_GT(both.score, text.score);
}

TEST_P(Search, RanksTitleAboveOtherTitlesAboveTextAndMarksAboveNone) {
    index.keep({{"party", 1, "Ban liên lạc", "", "bà Hòa", "2020-01-01"},
                {"party", 2, "Ban liên lạc", "Hoa", "", "2020-01-01"},
                {"party", 3, "Hoa", "", "", "2019-01-01"},
                {"party", 4, "Bùi Thị Hòa", "", "", "2018-01-01"},
                {"party", 5, "Bùi Thị Hoa", "", "", "2020-01-01"},
                {"party", 6, "Hoàng Anh", "", "", "2020-01-01"},
                {"party", 7, "Bùi Thị Hoa", "", "", "2021-01-01"},
                {"party", 8, "Ban liên lạc", "", "hoa", "2020-01-01"},
                {"party", 9, "Ban liên lạc", "", "hoan nghênh", "2024-01-01"}});
    EXPECT_EQ(records("hoa"), (Records{3, 7, 5, 4, 2, 8, 1, 6, 9}));
    EXPECT_EQ(records("Hòa"), (Records{3, 4, 7, 5, 2, 1, 8, 6, 9}));
    EXPECT_EQ(records("hoa "), (Records{3, 7, 5, 4, 2, 8, 1}));
}

TEST_P(Search, GivesAtMostWhatWasAskedForAndSaysIfThereIsMore) {
    index.keep(real_titles);
    EXPECT_EQ(found("hoi", 2).hits.size(), 2U);
    EXPECT_TRUE(found("hoi", 2).more);
    const auto all = found("hoi", 50);
    EXPECT_FALSE(all.more);
    EXPECT_FALSE(found("hoi", static_cast<int>(all.hits.size())).more);
    EXPECT_TRUE(found("hoi", 0).hits.empty());
    EXPECT_TRUE(found("hoi", -1).hits.empty());
    EXPECT_EQ(found("hoi", 50, "party").hits.size(), 2U);
    EXPECT_TRUE(found("hoi", 50, "no such kind").hits.empty());
}

TEST_P(Search, OfVeryManyHitsTheNewestComeFirst) {
    std::vector<Written> many;
    for (int i = 0; i < 2300; ++i)
        many.push_back({"activity", 1000 + i, "Nguyễn Văn " + std::to_string(i % 7 == 0 ? 1 : 2), "", "",
                        "20" + std::to_string(10 + i % 10) + "-01-" + std::to_string(10 + i % 19)});
    many.push_back({"activity", 1, "Nguyên liệu", "", "", "1990-01-01"});
    many.push_back({"activity", 2, "Ngọc", "", "", "2023-01-01"});
    index.keep(many);
    const Found result = found("nguyen", 20);
    ASSERT_EQ(result.hits.size(), 20U);
    EXPECT_TRUE(result.more);
    for (std::size_t i = 1; i < result.hits.size(); ++i) EXPECT_GE(result.hits[i - 1].date, result.hits[i].date);
    EXPECT_EQ(result.hits[0].date, "2019-01-28");
    // The few with the marks that were typed, then the many without.
    EXPECT_EQ(records("nguyên", 3).front(), 1);
    EXPECT_EQ(records("nguyên", 3).size(), 3U);
    // The few with the whole word, then the many that begin so.
    EXPECT_EQ(records("nguyen van 1", 400).size(), 329U);
    EXPECT_EQ(records("ng", 1), Records{2});
}

TEST_P(Search, StrangersFindNothing) {
    index.keep(real_titles);
    Context stranger = index.context({});
    EXPECT_TRUE(find(stranger, "khan hong", 50).hits.empty());
    Context people_only = index.context({can_view_parties});
    for (const Hit& hit : find(people_only, "hoi", 50).hits) EXPECT_EQ(hit.kind, "party");
    EXPECT_EQ(find(people_only, "hoi", 50).hits.size(), 2U);
    EXPECT_TRUE(find(people_only, "hoi", 50, "activity").hits.empty());
}

TEST_P(Search, PartnersFindOnlyWhatTheyWereGranted) {
    index.keep(real_titles);
    index.database().write([](store::Tx& tx) {
        for (const std::int64_t record : {2, 3})
            tx.execute(
                "insert into access_grant (kind, record, body, level, since) values ('activity', $1, 77, 'view', 0)",
                record);
        tx.execute("insert into access_grant (kind, record, body, level, since) values ('party', 6, 78, 'view', 0)");
        tx.execute("insert into access_grant (kind, record, body, level, since) values ('party', 2, 77, 'view', 0)");
    });
    const auto seen = [&](Context context, std::string_view query, std::string_view kind = {}) {
        Records records;
        for (const Hit& hit : find(context, query, 50, kind).hits) records.push_back(hit.record);
        return records;
    };
    const PartyId partner{77};
    EXPECT_EQ(seen(index.context({}, partner), "hoi"), (Records{2, 3}));
    EXPECT_EQ(seen(index.context({}, partner), "khan hong"), Records{});
    EXPECT_EQ(seen(index.context({}, partner), "hoi", "activity"), (Records{2, 3}));
    EXPECT_EQ(seen(index.context({}, partner), "hoi", "party"), Records{});
    EXPECT_EQ(seen(index.context({}, PartyId{78}), "hoi"), Records{6});
    EXPECT_EQ(seen(index.context({}, PartyId{79}), "hoi"), Records{});
    EXPECT_EQ(seen(index.context({can_view_activities}, PartyId{78}), "hoi dam"), (Records{2, 3}));
    EXPECT_EQ(seen(index.context({can_view_activities}, PartyId{78}), "友好"), Records{6});
    // A grant to what one may see anyway does not show it twice.
    EXPECT_EQ(seen(index.context({can_view_activities}, partner), "hoi dam"), (Records{2, 3}));
}

TEST_P(Search, IsBuiltAgainAfterANewTokeniserAndLosesWhatIsNoRecordAnyMore) {
    auto& database = index.database();
    EXPECT_TRUE(database.read(needs_rebuild));
    index.keep(real_titles);
    index.keep({{"party", 9, "Không còn nữa", "", "", ""}});
    written().pop_back();
    Context context = index.context();
    EXPECT_EQ(rebuild(context), 8);
    EXPECT_FALSE(database.read(needs_rebuild));
    EXPECT_EQ(records("khong con"), Records{});
    EXPECT_EQ(records("khan hong"), Records{1});
    database.write([](store::Tx& tx) { tx.execute("update search_fts_state set version = 999"); });
    EXPECT_TRUE(database.read(needs_rebuild));
    EXPECT_EQ(rebuild(context), 8);
    EXPECT_FALSE(database.read(needs_rebuild));
    EXPECT_EQ(records("友好"), Records{6});
    EXPECT_THROW(write(context, [&](store::Tx&) { rebuild(context); }), std::logic_error);
}

TEST_P(Search, JsonHasIdsAsText) {
    index.keep({{"activity", 4611686018427387905, "Khăn \"hồng\"", "", "", "2023-06-01"}});
    EXPECT_EQ(
        to_json("khan", found("khan")),
        R"({"query":"khan","more":false,"hits":[{"kind":"activity","id":"4611686018427387905","title":"Khăn \"hồng\"","why":"title","score":14.01}]})");
    EXPECT_EQ(to_json("x\"", found("x")), R"({"query":"x\"","more":false,"hits":[]})");
}

INSTANTIATE_TEST_SUITE_P(Engines, Search, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(SearchWeight, AmongEqualHitsTheHeavierKindComesFirst) {
    Indexed index(store::Engine::sqlite);
    Source parties = *std::ranges::find(sources(), "party", &Source::kind);
    parties.weight = -1;
    register_source(parties);
    index.keep({{"party", 1, "Hội đàm Đồng Đăng", "", "", "2024-05-01"},
                {"activity", 2, "Hội đàm Hữu Nghị", "", "", "2019-05-01"},
                {"party", 3, "Hội đàm", "", "", "2010-05-01"}});
    EXPECT_EQ(index.records("hội đàm"), (std::vector<std::int64_t>{3, 2, 1}));  // the whole title is still the best
    register_test_sources();
}

}  // namespace
}  // namespace caunoi::search
