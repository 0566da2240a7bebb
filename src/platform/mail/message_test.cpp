// Addresses, the plain HTML of a text, and what a message looks like on the wire.
#include "platform/base/text.hpp"
#include "platform/mail/encoded_words.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/mime.hpp"

#include <gtest/gtest.h>

namespace caunoi::mail {
namespace {

const Settings office{.from = "office@association.example", .from_name = "Văn phòng"};
constexpr Time at{std::chrono::seconds{1'700'000'000}};  // 2023-11-14 22:13:20 UTC

TEST(Address, OfTheUsualFormIsPlausible) {
    for (const std::string_view address : {"a@b", "lan.nguyen+hoi@langson.example.vn", "123456@qq.example"})
        EXPECT_TRUE(plausible_address(address)) << address;
}

TEST(Address, ThatCouldBreakAnEnvelopeIsNot) {
    for (const std::string_view address :
         {"", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "a@b>", "lan@hội.vn", "a,b@c", "\"a\"@b"})
        EXPECT_FALSE(plausible_address(address)) << address;
    EXPECT_TRUE(plausible_address(std::string(252, 'a') + "@b"));
    EXPECT_FALSE(plausible_address(std::string(253, 'a') + "@b"));
}

TEST(HtmlOfText, MakesParagraphsAndLinksAndEscapesTheRest) {
    const std::string html = html_of("Kính gửi <Lan> & bạn,\n\nhttps://a.example/?x=1&y=2\nhết\n", Language::vi);
    EXPECT_NE(html.find("<html lang=\"vi\">"), std::string::npos);
    EXPECT_NE(html.find("<p>Kính gửi &lt;Lan&gt; &amp; bạn,</p>"), std::string::npos);
    EXPECT_NE(html.find("<a href=\"https://a.example/?x=1&amp;y=2\">https://a.example/?x=1&amp;y=2</a><br>\nhết</p>"),
              std::string::npos);
}

TEST(HtmlOfText, MakesNoLinkOfOtherSchemesOrOfSentences) {
    EXPECT_EQ(html_of("javascript:alert(1)\n\nhttps://a.example is here", Language::en).find("<a "), std::string::npos);
}

TEST(Mime, LinesAreShortAsciiAndEndInCrLf) {
    std::string chinese;
    for (int i = 0; i < 60; ++i) chinese += "友谊协会";
    const Message message{.to = "lan@example.vn",
                          .to_name = "Nguyễn Thị Lan",
                          .subject = "Thư mời họp Ban Chấp hành mở rộng – " + chinese,
                          .text = chinese,
                          .html = "<p>" + chinese + "</p>"};
    const std::string text = mime(office, message, MailId{42}, at);
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        ASSERT_GT(end, begin);
        EXPECT_EQ(text[end - 1], '\r');
        EXPECT_LE(end - begin, 77U) << text.substr(begin, end - begin);  // 76 and CR (RFC 2047 §2)
        begin = end + 1;
    }
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(EncodedWords, AreCutBetweenCharacters) {
    EXPECT_EQ(encoded_words("友", 0), "=?UTF-8?B?5Y+L?=");
    EXPECT_EQ(encoded_words("ÿÿ", 0), "=?UTF-8?B?w7/Dvw==?=");
    std::string text;
    for (int i = 0; i < 40; ++i) text += "ế友";
    const std::string words = encoded_words(text, 70);
    EXPECT_EQ(words.substr(0, words.find('\n')), "=?UTF-8?B?4bq/?=");  // no room, but one character it must be
    for (const std::string_view line : split(words, '\n')) EXPECT_LE(trim(line).size(), 75U);
}

TEST(Mime, IdAndDateAreOursAndTheHoursThoseOfHanoi) {
    const std::string text =
        mime(office, {.to = "a@b.example", .to_name = "", .subject = "x", .text = "y"}, MailId{42}, at);
    EXPECT_NE(text.find("Message-Id: <42@association.example>\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("Date: Wed, 15 Nov 2023 05:13:20 +0700\r\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("multipart"), std::string::npos);
}

TEST(Mime, ALineBreakInASubjectMakesNoHeader) {
    const std::string text = mime(
        office, {.to = "a@b.example", .to_name = "A\r\nBcc: c@d", .subject = "x\r\nBcc: evil@example.com", .text = "y"},
        MailId{42}, at);
    EXPECT_EQ(text.find("\nBcc:"), std::string::npos) << text;
}

TEST(Mime, NewslettersCanBeLeftWithOneClick) {
    const std::string text = mime(office,
                                  {.to = "a@b.example",
                                   .to_name = "",
                                   .subject = "x",
                                   .text = "y",
                                   .list_id = "news.association.example",
                                   .list_unsubscribe = "https://association.example/leave/abc"},
                                  MailId{42}, at);
    EXPECT_NE(text.find("List-Id: <news.association.example>\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("List-Unsubscribe: <https://association.example/leave/abc>\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace caunoi::mail
