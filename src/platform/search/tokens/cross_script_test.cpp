// Names in another script: what is indexed, what is asked, and how well it fits.
#include "platform/search/tokens/cross_script.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace caunoi::search {
namespace {

std::vector<std::string> indexed(std::string_view text) {
    std::vector<std::string> tokens;
    add_cross_script_tokens(text, tokens);
    return tokens;
}
bool is_indexed(std::string_view text, std::string_view token) {
    const std::vector<std::string> tokens = indexed(text);
    return std::ranges::find(tokens, token) != tokens.end();
}
CrossScript asked_for(std::string_view query, Ending ending = Ending::complete) {
    return cross_script(plan(query, ending));
}
using Why = CrossFit::Why;

TEST(CrossScriptTokens, ArePairsOfNeighboursInEveryReading) {
    for (const std::string_view token : {"·bang·tuong", "·ping·xiang", "··bang", "··ping", "···px"})
        EXPECT_TRUE(is_indexed("凭祥", token)) << token;
    EXPECT_FALSE(is_indexed("凭祥", "··tuong"));
    EXPECT_TRUE(is_indexed("福安", "·phuoc·an")) << "the reading of the south";
    EXPECT_TRUE(is_indexed("憑祥", "·bang·tuong")) << "traditional characters";
}
TEST(CrossScriptTokens, HoldFixedNamesOfStretches) {
    for (const std::string_view token : {"·lang·son", "·luong·son", "·son·tinh", "··lang"})
        EXPECT_TRUE(is_indexed("谅山省", token)) << token;
    EXPECT_TRUE(is_indexed("越南谅山", "·nam·lang")) << "the neighbour before it";
    EXPECT_TRUE(is_indexed("香港", "·hong·kong"));
}
TEST(CrossScriptTokens, DoNotReachFromOneLineIntoTheNext) {
    EXPECT_FALSE(is_indexed("南\n宁", "·nam·ninh"));
    EXPECT_TRUE(is_indexed("李　强", "·li·cuong")) << "blanks inside a name are layout";
}
TEST(CrossScriptTokens, SayWhatTheWholeNameIs) {
    EXPECT_EQ(exact_name_token("Nguyễn  Văn An"), "·····nguyen·van·an");
    EXPECT_EQ(exact_name_token("憑祥"), exact_name_token("凭祥"));
    EXPECT_EQ(exact_name_token(""), "");
    EXPECT_EQ(exact_name_token("a b c d e f g h i j k"), "") << "no name has eleven words";
    EXPECT_TRUE(is_indexed("Khác\nNguyễn Văn An", "·····nguyen·van·an"));
}
TEST(CrossScriptTokens, InitialsAreThoseOfShortLines) {
    EXPECT_TRUE(is_indexed("Nguyễn Phú Trọng", "···npt"));
    const auto only_exact = [](std::string_view text) {
        return indexed(text) == std::vector<std::string>{exact_name_token(text)};
    };
    EXPECT_TRUE(only_exact("Hội đàm cấp cao giữa hai tỉnh Lạng Sơn"));
    EXPECT_TRUE(only_exact("04-CT/TW"));
    EXPECT_TRUE(indexed("").empty());
}

std::vector<std::string> pairs_of(std::vector<std::string_view> fields) {
    std::vector<std::string> tokens;
    add_word_pairs(fields, tokens);
    std::ranges::sort(tokens);
    return tokens;
}
TEST(WordPairs, OfARecordOfFewWordsInEitherOrder) {
    EXPECT_EQ(pairs_of({"Nguyễn Văn An", "AN"}),
              (std::vector<std::string>{"·an·an", "·an·nguyen", "·an·van", "·nguyen·an", "·nguyen·van", "·van·an",
                                        "·van·nguyen"}));
    EXPECT_TRUE(pairs_of({"LS-0001", "凭祥"}).empty()) << "one word of letters has no pair";
    EXPECT_EQ(pairs_of({"mot hai ba bon nam sau", "bay tam chin muoi muoimot muoihai muoiba"}),
              std::vector<std::string>{"····"});
}
TEST(WordPairs, HoldWordsJoinedOfPiecesAsWell) {
    const std::vector<std::string> pairs = pairs_of({"Xi'an hội đàm"});
    EXPECT_NE(std::ranges::find(pairs, "·xian·hoi"), pairs.end());
    EXPECT_NE(std::ranges::find(pairs, "·xi·an"), pairs.end());
}
TEST(WordPairs, StandInForTheWordsOfTheQuery) {
    EXPECT_EQ(fts5_of_many_words(asked_for("nguyen an"), "W"), R"((W) AND "····")");
    EXPECT_EQ(tsquery_of_many_words(asked_for("nguyen an"), "W"), "(W) & '····'");
    for (const std::string_view query : {"nguyen", "nanning", "nguyen 2023", "nguyen 阮"})
        EXPECT_EQ(fts5_of_many_words(asked_for(query), "W"), "W") << query;
}

TEST(CrossScriptQuery, AsksForAllPairs) {
    EXPECT_EQ(fts5_match(asked_for("Bằng Tường")), R"(("·bang·tuong"))");
    EXPECT_EQ(tsquery(asked_for("Nguyễn Phú Trọng")), "('·nguyen·phu' & '·phu·trong')");
    EXPECT_EQ(fts5_match(asked_for("bang tuo", Ending::still_typing)), R"(("·bang·tuo" *))");
    EXPECT_EQ(tsquery(asked_for("bang tuo", Ending::still_typing)), "('·bang·tuo':*)");
}
TEST(CrossScriptQuery, TakesJoinedPinyinApart) {
    EXPECT_EQ(fts5_match(asked_for("nanning")), R"(("··nanning") OR ("·nan·ning"))");
    EXPECT_EQ(fts5_match(asked_for("xi'an")), R"(("·xi·an"))");
    EXPECT_EQ(fts5_match(asked_for("lyu")), R"(("··lyu") OR ("··lu"))");
}
TEST(CrossScriptQuery, InitialsAreAskedForWhenTheyAreNoSyllable) {
    EXPECT_EQ(fts5_match(asked_for("px")), R"(("··px") OR ("···px"))");
    EXPECT_EQ(fts5_match(asked_for("an")), R"(("··an"))");
}
TEST(CrossScriptQuery, ChineseAndCodesNeverMatchBySound) {
    EXPECT_TRUE(asked_for("张云").empty());
    EXPECT_TRUE(asked_for("凭祥 hoi").empty());
    EXPECT_TRUE(asked_for("04-CT/TW").empty());
    EXPECT_TRUE(asked_for("").empty());
}

TEST(CrossScriptFit, SaysByWhatAndHowWell) {
    const CrossFit toned = fit("凭祥", asked_for("Bằng Tường"));
    EXPECT_EQ(toned.why, Why::reading);
    EXPECT_TRUE(toned.whole);
    EXPECT_TRUE(toned.toned);
    EXPECT_EQ(toned.span, (Span{0, 6}));
    EXPECT_FALSE(fit("凭祥", asked_for("Băng Tương")).toned) << "tones that contradict lower the rank";
    EXPECT_EQ(fit("凭祥", asked_for("pingxiang")).why, Why::pinyin);
    EXPECT_EQ(fit("凭祥", asked_for("px")).why, Why::initials);
}
TEST(CrossScriptFit, GoesThroughFixedNames) {
    const CrossFit found = fit("越南谅山省友协", asked_for("Lạng Sơn tỉnh"));
    EXPECT_EQ(found.why, Why::reading);
    EXPECT_TRUE(found.toned);
    EXPECT_FALSE(found.whole);
    EXPECT_EQ(found.span, (Span{6, 15}));
    EXPECT_TRUE(fit("香港", asked_for("hong kong")).whole);
    EXPECT_FALSE(fit("胡志明市", asked_for("thanh pho")).whole) << "the fixed name goes on";
    EXPECT_EQ(fit("谅山", asked_for("lang tuong")).why, Why::nothing);
}
TEST(CrossScriptFit, MarksThePlaceInALongerTitle) {
    const std::string title = "Họp\n广西凭祥市会谈";
    const CrossFit found = fit(title, asked_for("bang tuong"));
    EXPECT_FALSE(found.whole);
    EXPECT_EQ(title.substr(found.span.begin, found.span.end - found.span.begin), "凭祥");
}
TEST(CrossScriptFit, ASyllableAloneMustBeginTheName) {
    EXPECT_EQ(fit("李强", asked_for("ly")).why, Why::reading);
    EXPECT_EQ(fit("王李", asked_for("ly")).why, Why::nothing);
    EXPECT_EQ(fit("南宁", asked_for("ninh nam")).why, Why::nothing) << "order counts";
    EXPECT_EQ(fit("高政", asked_for("张云")).why, Why::nothing);
}

}  // namespace
}  // namespace caunoi::search
