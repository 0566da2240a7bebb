// The frame: who sees what of it, what it remembers, and what the browser finds in it.
#include "platform/html/page.hpp"

#include "platform/base/test_source.hpp"
#include "platform/html/components.hpp"
#include "platform/html/htmx.hpp"
#include "platform/html/test_markup.hpp"
#include "platform/html/test_page.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace caunoi::html {
namespace {

constexpr Permission see{"test.see"};
constexpr Permission manage{"test.manage"};

class Page : public testing::Test {
protected:
    TestPage page;
    Context& context = page.context;

    Page() {
        page.installation.menu = {{"menu.work", "/dashboard", "layout-dashboard", "common.home", see, 'd'},
                                  {"menu.external", "/activities", "route", "common.list", see, 'v'},
                                  {"menu.external", "/activities/types", "list", "common.type", see},
                                  {"menu.association", "/people", "users", "common.name", see, 'm'},
                                  {"menu.association", "/roll", "id-badge-2", "common.year", see},
                                  {"menu.admin", "/accounts", "key", "common.settings", manage, 'a'}};
        context.visit.path = "/activities/7";
    }
    ~Page() override { set_names({}); }

    std::string framed(const PageHead& head) {
        Writer w;
        begin_page(w, context, head);
        w.element("p", "nội dung");
        return checked(end_page(w, context));
    }
    std::string plain(std::string_view title) {
        Writer w;
        begin_plain_page(w, context, title);
        return checked(end_plain_page(w, context));
    }
    static std::string checked(std::string markup) {
        EXPECT_EQ(MarkupCheck::fault_of(markup), "");
        EXPECT_FALSE(broke_out(markup));
        return markup;
    }
};

TEST_F(Page, TheMenuShowsOnlyWhatIsPermitted) {
    const std::string clerk = framed({.title = "Đoàn"});
    EXPECT_TRUE(has(clerk, R"(href="/people")"));
    EXPECT_FALSE(has(clerk, "/accounts"));
    EXPECT_FALSE(has(clerk, "Quản trị"));
    context.actor.permissions = {see, manage};
    EXPECT_TRUE(has(framed({.title = "Đoàn"}), R"(href="/accounts" data-key="a")"));
    context.actor.permissions = {};
    EXPECT_EQ(count_of(framed({.title = "Đoàn"}), R"(class="item")"), 0U);
}

TEST_F(Page, TheLongestPathIsTheCurrentItem) {
    EXPECT_TRUE(has(framed({.title = "x"}), R"(href="/activities" aria-current="page")"));
    context.visit.path = "/activities/types/3";
    const std::string types = framed({.title = "x"});
    EXPECT_TRUE(has(types, R"(href="/activities/types" aria-current="page")"));
    EXPECT_FALSE(has(types, R"(href="/activities" aria-current)"));
    context.visit.path = "/activities-of-others";
    EXPECT_EQ(count_of(framed({.title = "x"}), "aria-current"), 0U);
    EXPECT_TRUE(has(framed({.title = "x", .menu = "/people"}), R"(href="/people" aria-current="page")"));
}

TEST_F(Page, ThePhoneHasFourItemsAndTheRestBehindMore) {
    const std::string markup = framed({.title = "x"});
    const std::string bar =
        markup.substr(markup.find("tabs-b"), markup.find("</nav>", markup.find("tabs-b")) - markup.find("tabs-b"));
    EXPECT_EQ(count_of(bar, "<a "), 5U);
    EXPECT_EQ(count_of(bar, R"(<a class="item")"), 1U);
    EXPECT_TRUE(has(bar, R"(<details class="more">)"));
    EXPECT_FALSE(has(bar, "data-key"));  // each shortcut leads to one place
}

TEST_F(Page, TheHeadNamesPageAndLanguage) {
    set_names({.vi = "Hội mẫu", .zh = "样本协会", .en = "Sample", .short_name = "Mẫu", .emblem_path = ""});
    context.language = Language::zh;
    const std::string markup = framed({.title = "代表团", .other_title = "Đoàn", .other_language = Language::vi});
    EXPECT_TRUE(markup.starts_with("<!DOCTYPE html>\n<html lang=\"zh\"><head>"));
    EXPECT_TRUE(has(markup, "<title>代表团 – 样本协会</title>"));
    EXPECT_TRUE(has(markup, "Cầu Nối<small>样本协会</small>"));
    EXPECT_TRUE(has(markup, R"(<h1>代表团</h1><div class="text-2" lang="vi">Đoàn</div>)"));
    EXPECT_TRUE(has(markup, "样本协会</footer>"));
    EXPECT_EQ(count_of(markup, R"(rel="preload")"), 2U);
    EXPECT_EQ(count_of(markup, "<script "), count_of(markup, " defer></script>"));
    EXPECT_TRUE(has(markup, R"(content="{&quot;includeIndicatorCSS&quot;:false}")"));
}

TEST_F(Page, TheAssociationIsNamedInTheLanguageOfTheReader) {
    set_names({.vi = "Hội Hữu nghị mẫu", .zh = "", .en = "Sample", .short_name = "Mẫu", .emblem_path = ""});
    EXPECT_TRUE(has(framed({.title = "x"}), "<title>x – Mẫu</title>"));
    EXPECT_TRUE(has(framed({.title = "x"}), "<small>Mẫu</small>"));
    context.language = Language::en;
    EXPECT_TRUE(has(framed({.title = "x"}), "<title>x – Sample</title>"));
    context.language = Language::zh;  // no Chinese name yet
    EXPECT_TRUE(has(framed({.title = "x"}), R"(<small><span lang="vi">Mẫu</span></small>)"));
    EXPECT_TRUE(has(framed({.title = "x"}), R"(<span lang="vi">Hội Hữu nghị mẫu</span></footer>)"));
}

TEST_F(Page, AChosenThemeIsWrittenAndNothingElse) {
    EXPECT_FALSE(has(framed({.title = "x"}), "data-bs-theme"));
    context.visit.theme = "dark";
    EXPECT_TRUE(has(framed({.title = "x"}), R"(data-bs-theme="dark")"));
    EXPECT_TRUE(has(framed({.title = "x"}), R"(value="dark" aria-pressed="true")"));
    context.visit.theme = attack;
    EXPECT_FALSE(has(framed({.title = "x"}), "data-bs-theme"));
}

TEST_F(Page, EveryPostCarriesTheToken) {
    Writer w;
    begin_page(w, context, {.title = "x"});
    post_form(w, context, Url("/a")).end();
    post_form(w, context, Url("/b"), "bar-f").end();
    edit_form(w, context, Url("/c"), true).end();
    upload_form(w, context, Url("/d")).end();
    const std::string markup = checked(end_page(w, context));
    EXPECT_EQ(count_of(markup, R"(method="post")"), count_of(markup, R"(name="csrf" value="token-of-this-page")"));
    EXPECT_TRUE(has(markup, R"(action="/c" novalidate data-guard="dirty")"));
    EXPECT_TRUE(has(markup, R"(action="/d" novalidate data-guard="" enctype="multipart/form-data")"));
    EXPECT_FALSE(has(markup, R"(method="get" name="csrf")"));
}

TEST_F(Page, ThePreferencesComeBackToThisPage) {
    context.visit.back = "/activities/7?q=a%22b&page=2";
    const std::string markup = framed({.title = "x"});
    EXPECT_TRUE(has(markup, R"(name="return" value="/activities/7?q=a%22b&amp;page=2")"));
    EXPECT_TRUE(has(markup, R"(action="/preferences/language")"));
    EXPECT_TRUE(has(markup, R"(name="language" value="zh" lang="zh")"));
    EXPECT_TRUE(has(markup, R"(action="/preferences/theme" data-theme)"));
    EXPECT_TRUE(has(markup, R"(action="/sign-out")"));
}

TEST_F(Page, NoticesAreOurOwnTextsOnly) {
    context.visit.notice = "common.saved";
    EXPECT_TRUE(has(framed({.title = "x"}), "Đã lưu."));
    context.visit.notice = "Mật khẩu sai, gọi số này";
    EXPECT_FALSE(has(framed({.title = "x"}), "gọi số này"));
}

TEST_F(Page, TheHeadHasCrumbsActionsAndHelp) {
    const std::string markup =
        framed({.title = "x",
                .crumbs = {{.text = "Đoàn", .url = Url("/activities")}},
                .actions = {{.text = "Sửa", .icon = "pencil", .url = Url("/e"), .primary = true}},
                .help = "common.search_hint",
                .wide_print = true});
    EXPECT_TRUE(has(markup, R"(<li><a href="/activities">Đoàn</a></li>)"));
    EXPECT_TRUE(has(markup, R"(<a class="btn btn-primary" href="/e">)"));
    EXPECT_TRUE(has(markup, R"(<a href="/help/search_hint" data-help>)"));
    EXPECT_TRUE(has(markup, R"(<body class="print-wide">)"));
}

TEST_F(Page, APageThatClosesTooMuchOrTooLittleIsOurMistake) {
    Writer open;
    begin_page(open, context, {.title = "x"});
    open.tag("div");
    EXPECT_THROW(end_page(open, context), std::logic_error);
    Writer closed;
    begin_plain_page(closed, context, "x");
    closed.end();
    EXPECT_THROW(end_plain_page(closed, context), std::logic_error);
}

TEST_F(Page, APlainPageHasNeitherMenuNorUser) {
    const std::string markup = plain("Đăng nhập");
    EXPECT_FALSE(has(markup, "/people"));
    EXPECT_FALSE(has(markup, "Hoàng Thị Hoa"));
    EXPECT_TRUE(has(markup, "prefers-color-scheme: dark"));
    context.visit.theme = "dark";
    EXPECT_TRUE(has(plain("x"), "logo-light"));
}

TEST_F(Page, TheEmblemReplacesTheLogo) {
    set_names({.vi = "Hội", .zh = "协会", .en = "", .short_name = "", .emblem_path = "/files/emblem"});
    EXPECT_TRUE(has(framed({.title = "x"}), R"(src="/files/emblem")"));
    EXPECT_TRUE(has(plain("x"), R"(src="/files/emblem")"));
    context.language = Language::en;
    EXPECT_TRUE(has(framed({.title = "x"}), R"(<span lang="vi">Hội</span></footer>)"));  // no English name yet
}

TEST_F(Page, TheSamplesSaySo) {
    page.installation.demonstration = true;
    EXPECT_TRUE(has(framed({.title = "x"}), "Dữ liệu minh họa"));
}

TEST_F(Page, NoTextBreaksOut) {
    const std::string bad(attack);
    set_names({.vi = bad, .zh = bad, .en = bad, .short_name = bad, .emblem_path = "/" + bad});
    context.actor.name = bad;
    context.visit.csrf_token = bad;
    context.visit.path = "/" + bad;
    context.visit.back = bad;
    context.visit.notice = bad;
    framed({.title = bad,
            .other_title = bad,
            .crumbs = {{.text = bad, .url = Url::own("/" + bad)}},
            .actions = {{.text = bad, .icon = bad, .url = Url("/")}},
            .menu = bad,
            .help = bad});
    plain(bad);
}

TEST_F(Page, LiveSearchWritesWhatHtmxUnderstands) {
    Writer w;
    w.tag("form").attr("method", "get").url("action", Url("/people"));
    live_search(w, Url("/people"), "list");
    const std::string markup = w.end().take();
    EXPECT_TRUE(has(markup, R"(hx-get="/people")"));
    EXPECT_TRUE(has(markup, R"(hx-target="#list" hx-select="#list" hx-swap="outerHTML")"));
    EXPECT_TRUE(has(framed({.title = "x"}), R"(id="busy")"));  // its indicator
}

TEST_F(Page, EveryClassIsInTheStyleSheet) {
    const std::string sheet = "\n" + contents_of(build_folder() / "assets/classes.txt");
    ASSERT_GT(sheet.size(), 100U);
    Writer w;
    begin_page(w, context,
               {.title = "x",
                .other_title = "y",
                .crumbs = {{.text = "a", .url = Url("/")}},
                .actions = {{.text = "a", .icon = "plus", .url = Url("/"), .primary = true}},
                .help = "common.help"});
    for (const Tone tone : {Tone::plain, Tone::ngoc, Tone::nghe, Tone::son, Tone::cham, Tone::dao}) {
        tag_label(w, tone, "x");
        notice(w, tone, "x");
    }
    begin_card(w, "x", Url("/"), "y");
    empty_state(w, "x", Url("/"), "y");
    begin_facts(w);
    fact(w, "a", "b");
    end_facts(w);
    tabs(w, "x", std::vector<Tab>{{.text = "a", .url = Url("/"), .count = "1"}});
    stepper(w, "x", std::vector<Step>{{.text = "a"}, {.text = "b"}}, 1);
    begin_table(w, "x", std::vector<Column>{{.text = "a", .number = true}});
    begin_row(w);
    cell_link(w, Url("/"), "a", "b");
    end_row(w);
    end_table(w);
    pager(w, Language::vi, {.summary = "x", .previous = Url("/"), .next = Url("/")});
    const FieldView field{.name = "n", .label = "L", .hint = "h", .errors = {"e"}, .required = true};
    input_field(w, Language::vi, field);
    error_summary(w, Language::vi, std::vector<Problem>{{.field = "a", .label = "b", .text = "c"}});
    comparison(w, Language::vi, "a", "b", std::vector<Difference>{{.label = "x", .before = "", .after = "z"}});
    bar_chart(w, Language::vi, "x", std::vector<std::string>{"a"},
              std::vector<Series>(5, {.name = "s", .values = {1}}));
    Writer others;
    select_field(others, Language::vi, field, {});
    Writer more;
    checkbox(more, Language::vi, field, true);
    Writer last;
    file_field(last, Language::vi, field, "", false);
    end_card(w);
    const std::string markup = end_page(w, context) + others.take() + more.take() + last.take() + plain("x");
    for (const std::string& name : MarkupCheck::classes_of(markup)) {
        if (name == "more") continue;  // a name for app.js
        EXPECT_TRUE(has(sheet, "\n" + name + "\n")) << name << " is not in the style sheet";
    }
}

TEST(Htmx, ItsAttributesStandInOneFile) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() / "src")) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_regular_file() || (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp"))
            continue;
        ++files;
        if (entry.path().parent_path().filename() == "html" &&
            (name.starts_with("htmx.") || name.starts_with("writer") || name == "page_test.cpp"))
            continue;
        const std::string source = contents_of(entry.path());
        EXPECT_FALSE(has(source, "\"hx-")) << entry.path();
        EXPECT_FALSE(has(source, ".htmx(")) << entry.path();
    }
    EXPECT_GT(files, 20U);
    const std::string header = contents_of(source_folder() / "src/platform/html/htmx.hpp");
    EXPECT_LE(count_of(header, "(Writer& w"), 6U);
}

}  // namespace
}  // namespace caunoi::html
