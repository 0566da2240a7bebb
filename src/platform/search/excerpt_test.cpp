#include "platform/search/excerpt.hpp"

#include "platform/base/text.hpp"

#include <gtest/gtest.h>

namespace caunoi::search {
namespace {

std::string marked(std::string_view source, std::string_view query) {
    const Excerpt piece = excerpt(source, plan(query));
    std::string out;
    std::size_t at = 0;
    for (const html::Span& mark : piece.marks) {
        EXPECT_LE(at, mark.begin);
        EXPECT_LT(mark.begin, mark.end);
        EXPECT_LE(mark.end, piece.text.size());
        out +=
            piece.text.substr(at, mark.begin - at) + "[" + piece.text.substr(mark.begin, mark.end - mark.begin) + "]";
        at = mark.end;
    }
    return out + piece.text.substr(at);
}

TEST(Excerpt, IsTheLineWithTheMostMarks) {
    EXPECT_EQ(marked("Lạng Sơn\nHội đàm cấp cao Lạng Sơn\nkhác", "hoi dam lang son"),
              "[Hội] [đàm] cấp cao [Lạng] [Sơn]");
    EXPECT_EQ(marked("một\n谅山省越中友好协会\nba", "友好"), "谅山省越中[友好]协会");
    EXPECT_EQ(marked("một\nhai", "ba"), "");
    EXPECT_EQ(marked("", "ba"), "");
}

TEST(Excerpt, OfALongLineIsAWindowBetweenWholeCharacters) {
    std::string line;
    for (int i = 0; i < 60; ++i) line += "chữ ";
    const std::string vietnamese = marked(line + "hữu nghị " + line, "huu nghi");
    EXPECT_TRUE(vietnamese.starts_with("…chữ"));
    EXPECT_TRUE(vietnamese.ends_with("…"));
    EXPECT_NE(vietnamese.find("[hữu] [nghị]"), std::string::npos);

    std::string han;
    for (int i = 0; i < 300; ++i) han += "山";
    const std::string chinese = marked(han + "友好" + han, "友好");
    EXPECT_NE(chinese.find("[友好]"), std::string::npos);
    EXPECT_TRUE(valid_utf8(chinese));
    EXPECT_EQ(code_points(chinese), 160 + 2 + 2U);
}

TEST(Excerpt, CutsAMarkThatLeavesTheWindow) {
    std::string phrase;
    for (int i = 0; i < 190; ++i) phrase += i % 2 ? "友" : "好";
    const Excerpt piece = excerpt(phrase, plan(phrase));
    EXPECT_EQ(code_points(piece.text), 161U);
    ASSERT_EQ(piece.marks.size(), 1U);
    EXPECT_EQ(piece.marks[0].begin, 0U);
    EXPECT_EQ(piece.text.substr(piece.marks[0].end), "…");
}

}  // namespace
}  // namespace caunoi::search
