#include "modules/membership/card_paper.hpp"

#include "platform/pdf/document.hpp"
#include "platform/pdf/test_paper.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

namespace caunoi::membership {
namespace {

using pdf::TestPaper;

const Time printed{std::chrono::seconds{1'800'000'000}};

CardPaper official_member() {
    CardPaper card;
    card.association = {"Hội Hữu nghị Việt Nam – Trung Quốc tỉnh Cao Bằng", "高平省越中友好协会"};
    card.title = {"Thẻ hội viên", "会员证"};
    card.name = {"Nguyễn Thị Ánh Nguyệt", "阮氏映月"};
    card.roll_number = {"Số 0123", "编号 0123"};
    card.card_number = "202600000123";
    card.kind = {"Hội viên chính thức", "正式会员"};
    card.joined = {"Vào hội: 12/5/2019", "入会日期：2019年5月12日"};
    card.valid_until = {"Có giá trị đến: 31/12/2030", "有效期至：2030年12月31日"};
    card.found = {"Nhặt được thẻ, xin gửi về: số 1 đường Hoàng Văn Thụ, tỉnh Cao Bằng",
                  "拾到此证请寄回：高平省黄文树路1号"};
    card.signer_title = {"Chủ tịch Hội", "协会主席"};
    card.signer = "Trần Văn Mẫu";
    return card;
}

CardPaper organisation() {
    CardPaper card = official_member();
    card.name = {"Công ty Trách nhiệm hữu hạn Thương mại và Xuất nhập khẩu Hòa Bình",
                 "高平省东方和平进出口贸易有限责任公司广西"};  // 20 characters
    card.kind = {"Hội viên tổ chức", "团体会员"};
    return card;
}

bool stands_in(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
void expect_all(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) EXPECT_TRUE(stands_in(text, part)) << part << "\nis not in\n" << text;
}

struct Word {
    double left, top, right, bottom;
    std::string text;
};
// In millimetres, of all pages.
std::vector<Word> words(const TestPaper& paper) {
    static const std::regex word(
        R"re(<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>)re");
    const std::string boxes = paper.boxes();
    std::vector<Word> found;
    for (std::sregex_iterator at(boxes.begin(), boxes.end(), word); at != std::sregex_iterator(); ++at) {
        const auto mm = [&](std::size_t group) { return std::stod((*at)[group]) * 25.4 / 72; };
        found.push_back({mm(1), mm(2), mm(3), mm(4), (*at)[5]});
    }
    return found;
}

TEST(CardPaper, SaysOnBothSidesWhatItMust) {
    const CardPaper card = official_member();
    const TestPaper paper(card_pdf(card, printed));
    expect_all(paper.text(1), {card.association.vi, card.association.zh, card.title.vi, card.title.zh, card.name.vi,
                               card.name.zh, card.roll_number.vi, card.roll_number.zh, card.card_number});
    expect_all(paper.text(2), {card.association.vi, card.association.zh, card.kind.vi, card.kind.zh, card.joined.vi,
                               card.joined.zh, card.valid_until.vi, card.valid_until.zh, "Nhặt được thẻ", card.found.zh,
                               card.signer_title.vi, card.signer_title.zh, card.signer});
    expect_all(paper.facts(), {"Pages:           2", "242.646 x 153.014", "2027-01-15T08:00:00Z", card.association.vi});
}

TEST(CardPaper, HasItsNumberAsACodeThatACameraReads) {
    const TestPaper paper(card_pdf(official_member(), printed));
    EXPECT_EQ(paper.codes(1), "202600000123\n");
}

TEST(CardPaper, IsASoundFileWithItsFontsAndTheSameEachTime) {
    const std::string bytes = card_pdf(official_member(), printed);
    EXPECT_EQ(card_pdf(official_member(), printed), bytes);
    const TestPaper paper(bytes);
    expect_all(paper.check(), {"No syntax or stream encoding errors found"});
    EXPECT_FALSE(stands_in(paper.fonts(), " no ")) << paper.fonts();
}

TEST(CardPaper, KeepsLongNamesOnTheCardAndApartFromTheCode) {
    CardPaper person = official_member();
    person.name = {"Nguyễn Phúc Hoàng Thị Phương Nguyệt Hằng", ""};  // 40 letters
    for (const CardPaper& card : {person, organisation()}) {
        const TestPaper paper(card_pdf(card, printed));
        for (const Word& word : words(paper)) {
            EXPECT_GE(word.left, 4.5) << word.text;
            EXPECT_LE(word.right, pdf::id_card.width - 4.5) << word.text;
            EXPECT_GE(word.top, 2) << word.text;
            EXPECT_LE(word.bottom, pdf::id_card.height - 2) << word.text;
            if (stands_in(card.name.vi, word.text)) {
                EXPECT_LE(word.right, 60) << word.text;
            }
        }
        EXPECT_EQ(paper.codes(1), card.card_number + "\n");
        EXPECT_TRUE(stands_in(paper.text(1), card.roll_number.vi));
    }
}

TEST(CardPaper, SetsALongNameInTwoLinesAtMost) {
    const CardPaper card = organisation();
    const std::string text = TestPaper(card_pdf(card, printed)).text(1);
    const auto from = text.find("Công ty");
    const auto to = text.find(card.roll_number.vi);
    ASSERT_NE(from, std::string::npos);
    ASSERT_NE(to, std::string::npos);
    const std::string names = text.substr(from, text.find("Hòa Bình") - from);
    EXPECT_LE(std::count(names.begin(), names.end(), '\n'), 1) << text;
}

TEST(CardPaper, CarriesTheEmblemAndDoesWithoutOne) {
    CardPaper card = official_member();
    const auto place = [](const TestPaper& paper) { return words(paper).front().left; };
    const TestPaper plain(card_pdf(card, printed));
    EXPECT_NEAR(place(plain), 5, 0.5);
    EXPECT_FALSE(stands_in(plain.pictures(), " image "));
    card.emblem = plain.drawn(1, "png");
    const TestPaper with_emblem(card_pdf(card, printed));
    EXPECT_TRUE(stands_in(with_emblem.pictures(), " image "));
    EXPECT_GT(place(with_emblem), 15);
    card.emblem = card.emblem.substr(0, 200);  // damaged
    const TestPaper damaged(card_pdf(card, printed));
    EXPECT_NEAR(place(damaged), 5, 0.5);
}

TEST(CardPaper, SaysOnBothSidesThatItIsASample) {
    CardPaper card = official_member();
    card.signer = "";
    for (const bool sample : {false, true}) {
        card.sample = sample;
        const TestPaper paper(card_pdf(card, printed));
        for (const int page : {1, 2}) {
            EXPECT_EQ(stands_in(paper.text(page), "MẪU"), sample);
            EXPECT_EQ(stands_in(paper.text(page), "样本"), sample);
        }
        EXPECT_EQ(paper.codes(1), card.card_number + "\n");
    }
}

TEST(CardPaper, LeavesTheSignatureAwayWhenNobodySigns) {
    CardPaper card = official_member();
    card.signer = "";
    EXPECT_FALSE(stands_in(TestPaper(card_pdf(card, printed)).text(2), card.signer_title.vi));
}

TEST(CardSheet, HasTenCardsAPageAndTheirBacksBehindThem) {
    std::vector<CardPaper> cards(13, official_member());
    for (std::size_t i = 0; i < cards.size(); ++i) {
        cards[i].card_number = std::to_string(202600000100 + static_cast<long>(i));
        cards[i].kind.vi = "Loại " + std::to_string(i);
        cards[i].name.vi = "Hội viên " + std::to_string(i);
    }
    const std::string bytes = card_sheet_pdf(cards, printed);
    EXPECT_EQ(card_sheet_pdf(cards, printed), bytes);
    const TestPaper paper(bytes);
    expect_all(paper.facts(), {"Pages:           4", "(A4)"});
    const double margin_left = (pdf::a4.width - 2 * pdf::id_card.width) / 2;
    const double margin_top = (pdf::a4.height - 5 * pdf::id_card.height) / 2;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const double column = i % 2 == 0 ? 0 : 1;
        const auto down = static_cast<double>(i % 10 / 2);
        EXPECT_EQ(paper.codes_in(i < 10 ? 1 : 3, margin_left + column * pdf::id_card.width,
                                 margin_top + down * pdf::id_card.height, pdf::id_card.width, pdf::id_card.height),
                  cards[i].card_number + "\n");
    }

    // The first card is on the left, so its back is on the right: the paper is turned over its long edge.
    const int left = 19;
    const int right = 105;
    expect_all(paper.text_in(1, left, 13, 86, 54), {"Hội viên 0"});
    expect_all(paper.text_in(2, right, 13, 86, 54), {"Loại 0"});
    expect_all(paper.text_in(1, right, 229, 86, 54), {"Hội viên 9"});
    expect_all(paper.text_in(2, left, 229, 86, 54), {"Loại 9"});
    expect_all(paper.text_in(3, left, 67, 86, 54), {"Hội viên 12"});
    expect_all(paper.text_in(4, right, 67, 86, 54), {"Loại 12"});
}

}  // namespace
}  // namespace caunoi::membership
