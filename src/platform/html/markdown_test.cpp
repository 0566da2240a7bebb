// Markdown becomes the elements it means and nothing else.
#include "platform/html/components.hpp"
#include "platform/html/test_markup.hpp"

#include <gtest/gtest.h>

namespace caunoi::html {
namespace {

std::string rendered(std::string_view source, int heading_level = 2) {
    Writer w;
    markdown(w, source, heading_level);
    std::string markup = w.take();
    EXPECT_EQ(MarkupCheck::fault_of(markup), "") << source;
    return markup;
}

TEST(Markdown, WritesTheUsualElements) {
    EXPECT_EQ(rendered("một **hai** *ba* `bốn` ~~năm~~"),
              "<p>một <strong>hai</strong> <em>ba</em> <code>bốn</code> <del>năm</del></p>");
    EXPECT_EQ(rendered("> trích\n\n---\n"), "<blockquote><p>trích</p></blockquote><hr>");
    EXPECT_EQ(rendered("```\n<b>\n```"), "<pre><code>&lt;b&gt;\n</code></pre>");
    EXPECT_EQ(rendered("dòng một\ndòng hai  \ndòng ba"), "<p>dòng một\ndòng hai<br>dòng ba</p>");
}

TEST(Markdown, HeadingsBeginAtTheGivenLevel) {
    EXPECT_EQ(rendered("# a\n## b", 2), "<h2>a</h2><h3>b</h3>");
    EXPECT_EQ(rendered("##### a", 3), "<h3>a</h3>");
    EXPECT_EQ(rendered("## a\n#### b\n### c\n## d", 2), "<h2>a</h2><h3>b</h3><h3>c</h3><h2>d</h2>");
    EXPECT_EQ(rendered("# a\n## b\n### c\n#### d\n##### e\n###### f", 2),
              "<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6><h6>f</h6>");
}

TEST(Markdown, TightListsHaveNoParagraphs) {
    EXPECT_EQ(rendered("- a\n- b\n"), "<ul><li>a</li><li>b</li></ul>");
    EXPECT_EQ(rendered("3. a\n\n4. b\n"), R"(<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>)");
}

TEST(Markdown, TablesAlignTheirFigures) {
    EXPECT_EQ(rendered("| Tên | Số |\n|---|--:|\n| A | 12 |\n"),
              R"(<table><thead><tr><th scope="col">Tên</th><th scope="col" class="num">Số</th></tr></thead>)"
              R"(<tbody><tr><td>A</td><td class="num">12</td></tr></tbody></table>)");
}

TEST(Markdown, HtmlIsShownAndNotObeyed) {
    EXPECT_EQ(rendered("a <b onclick='x'>b</b>"), "<p>a &lt;b onclick=&#39;x&#39;&gt;b&lt;/b&gt;</p>");
    EXPECT_EQ(rendered("<script>alert('x')</script>\n"), "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\n</p>");
    EXPECT_FALSE(broke_out(rendered(attack)));
}

TEST(Markdown, LinksLeaveByHttpAndMailOnly) {
    EXPECT_EQ(rendered("[a](https://example.org/?a=1&b=\"2)"),
              R"(<p><a href="https://example.org/?a=1&amp;b=&quot;2" rel="noopener nofollow">a</a></p>)");
    EXPECT_EQ(rendered("[a](/news/1)"), R"(<p><a href="/news/1">a</a></p>)");
    EXPECT_EQ(rendered("[a](mailto:x@example.org)"),
              R"(<p><a href="mailto:x@example.org" rel="noopener nofollow">a</a></p>)");
    for (const std::string_view target :
         {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example",
          "vbscript:x", "&#106;avascript:alert(1)", "news/1", "#x"})
        EXPECT_EQ(rendered(fmt::format("[a]({})", target)), "<p>a</p>") << target;
    EXPECT_EQ(count_of(rendered("www.example.org và https://example.org"), "<a href=\"http"), 2U);
    EXPECT_EQ(rendered("<javascript:alert(1)>"), "<p>javascript:alert(1)</p>");
}

TEST(Markdown, PicturesComeFromThisSiteOnly) {
    EXPECT_EQ(rendered("![cầu *Bắc Luân*](/files/12)"),
              R"(<p><img src="/files/12" alt="cầu Bắc Luân" loading="lazy"></p>)");
    for (const std::string_view target : {"https://evil.example/x.png", "/files/../sign-out", "/account",
                                          "//evil.example/files/1", "data:image/png;base64,AAAA", "/files/..%5cx\\"})
        EXPECT_EQ(count_of(rendered(fmt::format("![a]({})", target)), "<img"), 0U) << target;
    EXPECT_EQ(rendered("![a \"><b](/files/1 \"t\")").find("<b"), std::string::npos);
}

TEST(Markdown, NestingEndsButNothingIsLost) {
    std::string quotes(5000, '>');
    quotes += " sâu";
    const std::string markup = rendered(quotes);
    EXPECT_LT(count_of(markup, "<blockquote>"), 30U);
    EXPECT_NE(markup.find("sâu"), std::string::npos);
    std::string lists;
    for (int i = 0; i < 60; ++i) lists += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- mục\n";
    const std::string nested = rendered(lists);
    EXPECT_LT(count_of(nested, "<ul>"), 30U);
    EXPECT_EQ(count_of(nested, "mục"), 60U);
}

TEST(Markdown, BrokenUtf8BecomesAReplacementCharacter) {
    EXPECT_EQ(rendered("a\xff b"), "<p>a\xef\xbf\xbd b</p>");
}

TEST(Markdown, AsTextKeepsTheWordsOnly) {
    EXPECT_EQ(markdown_as_text(
                  "# Tiêu đề\n\nĐoạn **đậm**\nvà [liên kết](https://example.org).\n\n- một\n- hai\n\n![ảnh](/files/1)"),
              "Tiêu đề\nĐoạn đậm và liên kết.\nmột\nhai\nảnh");
    EXPECT_EQ(markdown_as_text("| Tên | Số |\n|---|--:|\n| A | 12 |\n"), "Tên Số\nA 12");
    EXPECT_EQ(markdown_as_text(""), "");
}

TEST(Markdown, TellsWhereItsLinksAndPicturesLead) {
    EXPECT_EQ(
        markdown_targets("[a](/vi/news/x) ![b](/files/7) <https://example.org/?a=1&b=2>\n\n[a again](/vi/news/x)\n\n"
                         "[bad](javascript:alert(1)) ![foreign](https://example.org/x.png) `[code](/no)` "
                         "www.example.org"),
        (std::vector<std::string>{"/vi/news/x", "/files/7", "https://example.org/?a=1&b=2", "http://www.example.org"}));
    EXPECT_TRUE(markdown_targets("").empty());
}

}  // namespace
}  // namespace caunoi::html
