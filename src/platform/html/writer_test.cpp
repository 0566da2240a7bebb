// Escaping in every place where text can stand, and addresses that cannot leave the site.
//
// Not here, because it does not compile: attr("href", …), attr("onclick", …), attr("ONCLICK", …), attr("style", …),
// attr("hx-get", …), attr("srcdoc", …), url("title", …), tag(text) and attr(text, …) with a name that is not a literal.
#include "platform/html/writer.hpp"

#include "platform/html/test_markup.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <type_traits>

namespace caunoi::html {
namespace {

static_assert(!std::is_constructible_v<Literal, std::string>);
static_assert(!std::is_constructible_v<Literal, std::string_view>);
static_assert(!std::is_constructible_v<Literal, const char*>);
static_assert(!std::is_constructible_v<AttributeName, std::string_view>);
static_assert(!std::is_constructible_v<Url, std::string>);
static_assert(!std::is_constructible_v<Url, std::string_view>);

TEST(Writer, WritesElementsWithAttributesInOrder) {
    Writer w;
    w.tag("p", "small").attr("id", "a").lang(Language::zh).text("友谊").tag("br").text("x").end();
    EXPECT_EQ(w.take(), R"(<p class="small" id="a" lang="zh">友谊<br>x</p>)");
}

TEST(Writer, EscapesWhereverTheCharacterStandsInALongText) {
    const std::string text = "Nguyễn Thị Ánh: 友好协会, 谅山 \x7f % ; = ? # !";
    for (const auto& [character, escaped] : {std::pair('&', "&amp;"), std::pair('<', "&lt;"), std::pair('>', "&gt;"),
                                             std::pair('"', "&quot;"), std::pair('\'', "&#39;")})
        for (std::size_t at = 0; at <= text.size(); ++at) {
            std::string typed = text;
            typed.insert(at, 1, character);
            std::string wanted = text;
            wanted.insert(at, escaped);
            std::string written;
            append_escaped(written, typed);
            EXPECT_EQ(written, wanted) << at;
        }
    std::string same;
    append_escaped(same, text);
    EXPECT_EQ(same, text);
}

TEST(Writer, EscapesTextAndAttributes) {
    Writer w;
    w.tag("p").attr("title", attack).text(attack).end();
    const std::string markup = w.take();
    EXPECT_FALSE(broke_out(markup));
    EXPECT_EQ(MarkupCheck::fault_of(markup), "");
    EXPECT_NE(markup.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&gt;"), std::string::npos);
    EXPECT_NE(markup.find("&amp;amp;"), std::string::npos);
}

TEST(Writer, AnEmptyElementHasNoContent) {
    Writer w;
    w.tag("td").end();
    EXPECT_EQ(w.take(), "<td></td>");
}

TEST(Writer, AParentCanEndBehindAVoidElement) {
    Writer w;
    w.tag("picture").tag("source").attr("media", "print").tag("img").attr("alt", "").end();
    EXPECT_EQ(w.take(), R"(<picture><source media="print"><img alt=""></picture>)");
}

TEST(Writer, ConditionsLeaveAttributesOut) {
    Writer w;
    w.tag("option").attr_if(false, "selected").attr_if(true, "disabled").attr_if(false, "title", "x").end();
    EXPECT_EQ(w.take(), "<option disabled></option>");
}

TEST(Writer, OurOwnMistakesThrow) {
    Writer open;
    open.tag("p");
    EXPECT_THROW(open.take(), std::logic_error);
    Writer closed;
    EXPECT_THROW(closed.end(), std::logic_error);
    Writer late;
    late.tag("p").text("x");
    EXPECT_THROW(late.attr("id", "a"), std::logic_error);
    EXPECT_THROW(late.url("href", Url("/")), std::logic_error);
    EXPECT_THROW(late.htmx("hx-get", "/"), std::logic_error);
}

TEST(Writer, TextCannotGetIntoScriptsAndStyles) {
    Writer script;
    script.tag("script");
    EXPECT_THROW(script.text("1"), std::logic_error);
    Writer style;
    style.tag("style");
    EXPECT_THROW(style.element("b", "x").text("1"), std::logic_error);
}

TEST(Writer, ClosesDownToADepth) {
    Writer w;
    w.tag("div").tag("ul").tag("li").text("x");
    w.end_to(1);
    EXPECT_EQ(w.depth(), 1U);
    EXPECT_EQ(w.end().take(), "<div><ul><li>x</li></ul></div>");
}

TEST(Url, PartsAndQueriesAreEncoded) {
    EXPECT_EQ(Url("/people").part("a/b?c#d%").query("q", "友 &=").query("page", 2).text(),
              "/people/a%2Fb%3Fc%23d%25?q=%E5%8F%8B%20%26%3D&page=2");
    EXPECT_EQ(Url("/x").query_if("q", "").query_if("r", "1").text(), "/x?r=1");
    EXPECT_EQ(Url("/").part(Id<struct AnyTag>{7}).fragment("end").text(), "/7#end");
    EXPECT_EQ(Url("/x?a=1").query("b", "2").text(), "/x?a=1&b=2");
}

TEST(Url, OwnPathsCannotLeaveTheSite) {
    EXPECT_EQ(Url::own("/files/1?x=2").text(), "/files/1?x=2");
    for (const std::string_view path :
         {"", "x", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "https://evil.example",
          "javascript:alert(1)", "\t//evil.example"})
        EXPECT_EQ(Url::own(path).text(), "/") << path;
    EXPECT_EQ(Url("/").part("/evil.example").text(), "/%2Fevil.example");
    EXPECT_EQ(Url("/").part("").part("evil.example").text(), "/evil.example");
}

TEST(Url, AddressesOfOthersAreHttpOnly) {
    EXPECT_EQ(Url::foreign("https://example.org/a?b=1").text(), "https://example.org/a?b=1");
    EXPECT_EQ(Url::foreign("HTTP://example.org").text(), "HTTP://example.org");
    for (const std::string_view address :
         {"javascript:alert(1)", " https://example.org", "data:text/html,x", "//example.org", "ftp://example.org",
          "http:/", "https://", "java\nscript:x", ""})
        EXPECT_EQ(Url::foreign(address).text(), "#") << address;
    Writer w;
    w.link(Url::foreign("https://example.org/\"><img src=x"), "x");
    EXPECT_FALSE(broke_out(w.take()));
}

TEST(Url, MailAndTelephoneKeepToTheirForm) {
    EXPECT_EQ(Url::mail("a+b@example.org?bcc=c@example.org").text(), "mailto:a+b@example.org%3Fbcc%3Dc@example.org");
    EXPECT_EQ(Url::phone("+84 (24) 38 45-37").text(), "tel:+8424384537");
}

TEST(Url, PlacesWithinThePageAreEncoded) {
    EXPECT_EQ(Url::within_page("f-people.0.name").text(), "#f-people.0.name");
    EXPECT_EQ(Url::within_page("a b\"").text(), "#a%20b%22");
}

TEST(Writer, DataForSearchEnginesCannotEndItsScript) {
    Json json;
    json.open('{').key("</script><a&b").value(std::string(attack) + "<!--").close('}');
    Writer w;
    const std::string markup = w.tag("head").linked_data(json).end().take();
    EXPECT_EQ(count_of(markup, "</script"), 1U);
    EXPECT_TRUE(
        markup.starts_with(R"(<head><script type="application/ld+json">{"\u003c/script\u003e\u003ca\u0026b":)"));
    EXPECT_FALSE(broke_out(markup.substr(0, markup.find("' onload"))));
}

}  // namespace
}  // namespace caunoi::html
