#include "platform/html/difference.hpp"

#include <gtest/gtest.h>

namespace caunoi::html {
namespace {

// Marked pieces in brackets.
std::string shown(const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) text += piece.differs ? fmt::format("[{}]", piece.text) : std::string(piece.text);
    return text;
}
std::string joined(const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) text += piece.text;
    return text;
}

TEST(Difference, MarksTheWordsThatDiffer) {
    const Pieces pieces =
        difference("Đoàn Hội Hữu nghị thăm Lạng Sơn", "Đoàn Hội Hữu nghị đối ngoại thăm tỉnh Lạng Sơn");
    EXPECT_EQ(shown(pieces.before), "Đoàn Hội Hữu nghị thăm Lạng Sơn");
    EXPECT_EQ(shown(pieces.after), "Đoàn Hội Hữu nghị [đối ngoại] thăm [tỉnh] Lạng Sơn");
}

TEST(Difference, HanCharactersCountOneByOne) {
    const Pieces pieces = difference("广西友好协会代表团", "广西对外友好协会代表");
    EXPECT_EQ(shown(pieces.before), "广西友好协会代表[团]");
    EXPECT_EQ(shown(pieces.after), "广西[对外]友好协会代表");
}

TEST(Difference, PunctuationIsNotPartOfAWord) {
    const Pieces pieces = difference("17/05/2015, 12 người.", "18/05/2015, 12 người");
    EXPECT_EQ(shown(pieces.before), "[17]/05/2015, 12 người[.]");
    EXPECT_EQ(shown(pieces.after), "[18]/05/2015, 12 người");
}

TEST(Difference, BlanksAloneAreNoDifference) {
    const Pieces pieces = difference("a  b\nc", "a b c");
    EXPECT_EQ(shown(pieces.before), "a  b\nc");
    EXPECT_EQ(shown(pieces.after), "a b c");
}

TEST(Difference, EmptySidesAreEmpty) {
    EXPECT_TRUE(difference("", "").before.empty());
    const Pieces pieces = difference("", "mới thêm");
    EXPECT_TRUE(pieces.before.empty());
    EXPECT_EQ(shown(pieces.after), "[mới thêm]");
}

TEST(Difference, ThePiecesAreTheText) {
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{{"  a b ", "b  c\n\n"},
                                                                                        {"友谊 关", "友,谊关 "},
                                                                                        {"\xff a", "a \xc3"},
                                                                                        {"x", "   "},
                                                                                        {"a b c d", "d c b a"}}) {
        const Pieces pieces = difference(before, after);
        EXPECT_EQ(joined(pieces.before), before);
        EXPECT_EQ(joined(pieces.after), after);
    }
}

TEST(Difference, LongTextsAreMarkedAsAWhole) {
    std::string before = "đầu ";
    std::string after = "đầu ";
    for (int i = 0; i < 3000; ++i) {
        before += fmt::format("a{} ", i);
        after += fmt::format("b{} chung ", i);
    }
    before += "cuối";
    after += "cuối";
    const Pieces pieces = difference(before, after);
    ASSERT_EQ(pieces.after.size(), 3U);
    EXPECT_EQ(pieces.after[0].text, "đầu ");
    EXPECT_TRUE(pieces.after[1].differs);
    EXPECT_EQ(pieces.after[2].text, " cuối");
    EXPECT_EQ(joined(pieces.before), before);
}

}  // namespace
}  // namespace caunoi::html
