// From typed words to the engines' expressions, and back to the places in the text.
#include "platform/search/tokens/query.hpp"

#include "platform/search/tokens/index_text.hpp"

#include <gtest/gtest.h>

namespace caunoi::search {
namespace {

std::string match(std::string_view query) {
    return fts5_match(plan(query));
}
std::string marked(std::string_view source, std::string_view query, Ending ending = Ending::complete) {
    std::string out;
    std::size_t at = 0;
    for (const Span& span : highlights(source, plan(query, ending))) {
        out += source.substr(at, span.begin - at);
        out += "[" + std::string(source.substr(span.begin, span.end - span.begin)) + "]";
        at = span.end;
    }
    return out + std::string(source.substr(at));
}

TEST(Query, WordsMustAllBeThere) {
    EXPECT_EQ(match("Hữu nghị"), R"("huu" AND "nghi")");
    EXPECT_EQ(tsquery(plan("Hữu nghị")), "'huu' & 'nghi'");
    EXPECT_EQ(match("an An ÁN"), R"("an" AND "an")");  // the toned one is a term of its own
    EXPECT_EQ(match("  "), "");
    EXPECT_TRUE(plan("…!").empty());
}

TEST(Query, TypedMarksArePreferredNotDemanded) {
    const QueryPlan typed = plan("Hữu nghi");
    EXPECT_EQ(fts5_match(typed), R"("huu" AND "nghi")");
    EXPECT_EQ(fts5_preferred(typed), R"("hưu·3" AND "nghi")");
    EXPECT_EQ(tsquery_preferred(typed), "'hưu·3' & 'nghi'");
    EXPECT_EQ(fts5_preferred(plan("huu nghi")), "");
    EXPECT_EQ(tsquery_preferred(plan("友好")), "");
}

TEST(Query, HanRunsArePhrasesOfPairs) {
    EXPECT_EQ(match("友好协会"), R"("友好 好协 协会")");
    EXPECT_EQ(tsquery(plan("友好协会")), "'友好' <-> '好协' <-> '协会'");
    EXPECT_EQ(match("李"), R"("李")");
    EXPECT_EQ(match("李 强"), R"("李" AND "强")");
    EXPECT_EQ(match("南宁 崇左市"), R"("南宁" AND "崇左 左市")");
    EXPECT_EQ(match("Hội 友好 a"), R"("hoi" AND "友好" AND "a")");
}

TEST(Query, CodesMatchWholeOrPieceByPiece) {
    EXPECT_EQ(match("04-CT/TW"), R"(("04cttw" OR "04 ct tw"))");
    EXPECT_EQ(tsquery(plan("chỉ thị 04-CT")), "'chi' & 'thi' & ('04ct' | '04' <-> 'ct')");
    EXPECT_EQ(match("04 CT"), R"("04" AND "ct")");
}

TEST(Query, AWordThatIsStillTypedIsABeginningToo) {
    const auto typing = [](std::string_view query) { return fts5_match(plan(query, Ending::still_typing)); };
    EXPECT_EQ(typing("nguy"), R"(("nguy" OR "nguy" *))");
    EXPECT_EQ(typing("Ban Quý"), R"("ban" AND ("qui" OR "quy" *))");
    EXPECT_EQ(typing("Qui"), R"(("qui" OR "qui" *))");
    EXPECT_EQ(typing("nguy "), R"("nguy")");
    EXPECT_EQ(typing("n"), R"("n")");
    EXPECT_EQ(typing("友好"), R"("友好")");
    EXPECT_EQ(typing("04-c"), R"(("04c" OR "04 c" OR "04 c" *))");
    EXPECT_EQ(typing("04-ct"), R"(("04ct" OR "04 ct" OR "04 ct" *))");
    EXPECT_EQ(tsquery(plan("04-ct", Ending::still_typing)), "('04ct' | '04' <-> 'ct' | '04' <-> 'ct':*)");
}

TEST(Query, NothingTypedIsAnOperator) {
    EXPECT_EQ(match(R"(" OR a* NEAR(b) -c ^d {e}:f')"),
              R"("or" AND "a" AND "near" AND "b" AND "c" AND "d" AND "e" AND "f")");
    EXPECT_EQ(tsquery(plan("a' | 'b & !c:* \\")), "'a' & 'b' & 'c'");
}

TEST(Query, HasALimit) {
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "w" + std::to_string(i) + " ";
    EXPECT_EQ(plan(many).terms.size(), 12U);
    EXPECT_EQ(plan("a a a b").terms.size(), 2U);
}

TEST(Query, HighlightsAreInTheSource) {
    EXPECT_EQ(marked("Hội Hữu nghị Việt – Trung", "huu nghi"), "Hội [Hữu] [nghị] Việt – Trung");
    EXPECT_EQ(marked("Ho\u0300a bình", "hoà"), "[Ho\u0300a] bình");
    EXPECT_EQ(marked("越中友好协会与友好", "友好协会"), "越中[友好协会]与友好");
    EXPECT_EQ(marked("名单：李　强", "李强"), "名单：[李　强]");
    EXPECT_EQ(marked("凭祥市", "祥"), "凭[祥]市");
    EXPECT_EQ(marked("Chỉ thị 04-CT/TW", "04-ct"), "Chỉ thị [04-CT]/TW");
    EXPECT_EQ(marked("Chỉ thị 04-CT/TW", "04-ct/tw"), "Chỉ thị [04-CT/TW]");
    EXPECT_EQ(marked("số 1.284", "1284"), "số [1.284]");
    EXPECT_EQ(marked("Ngô Quyền, Quý", "quy", Ending::still_typing), "Ngô [Quyền], [Quý]");
    EXPECT_EQ(marked("abc", "x"), "abc");
}

TEST(IndexText, Fts5KeepsPhrasesInOneColumn) {
    const std::string_view fields[]{"Hội 友好 04-CT", "An"};
    const Fts5Text text = fts5_text(fields);
    EXPECT_EQ(text.words, "hoi 友好 04 ct · an");
    EXPECT_EQ(text.exact, "hôi·5 友 好 04ct");
}

TEST(IndexText, ATsvectorHasTheTokensOfOnePlaceTogether) {
    const WeightedField fields[]{{"Hội 友好", 'A'}, {"An"}};
    EXPECT_EQ(tsvector_literal(fields), "'hoi':1A 'hôi·5':1A '友':2A '好':3A '友好':2A 'an':20");
}

TEST(IndexText, HugeTextsStayWithinTheLimits) {
    std::string words;
    for (int i = 0; i < 17'000; ++i) words += "chữ" + std::to_string(i) + std::string(40, 'x') + " ";
    const WeightedField field[]{{words}};
    EXPECT_LE(tsvector_literal(field).size(), 1'000'000U);
    const std::string_view plain[]{words};
    const std::string kept = fts5_text(plain).words;
    EXPECT_EQ(std::count(kept.begin(), kept.end(), ' '), 15'999);
}

}  // namespace
}  // namespace caunoi::search
