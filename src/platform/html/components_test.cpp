// Each component: what it says, that it is well-formed, and that no text breaks out of it.
#include "platform/html/components.hpp"

#include "platform/html/test_markup.hpp"

#include <gtest/gtest.h>

namespace caunoi::html {
namespace {

template <class Write>
std::string written(Write&& write) {
    Writer w;
    write(w);
    std::string markup = w.take();
    EXPECT_EQ(MarkupCheck::fault_of(markup), "") << markup;
    EXPECT_FALSE(broke_out(markup)) << markup;
    return markup;
}

TEST(Components, TagsSayTheirStateInWords) {
    EXPECT_EQ(written([](Writer& w) { tag_label(w, Tone::ngoc, "Sẵn sàng"); }),
              R"(<span class="tag ngoc">Sẵn sàng</span>)");
    EXPECT_EQ(written([](Writer& w) { tag_label(w, Tone::plain, "Dự thảo"); }), R"(<span class="tag">Dự thảo</span>)");
}

TEST(Components, IconsAreHiddenFromScreenReaders) {
    const std::string markup = written([](Writer& w) { icon(w, "users"); });
    EXPECT_TRUE(markup.starts_with(R"(<svg class="icon" aria-hidden="true"><use href="/assets/icons.)")) << markup;
    EXPECT_TRUE(markup.ends_with(R"(.svg#users"></use></svg>)")) << markup;
}

TEST(Components, UrgentNoticesInterrupt) {
    EXPECT_TRUE(has(written([](Writer& w) { notice(w, Tone::son, "x"); }), R"(class="alert son" role="alert")"));
    EXPECT_TRUE(has(written([](Writer& w) { notice(w, Tone::ngoc, "x"); }), R"(class="alert ngoc" role="status")"));
}

TEST(Components, ButtonsAreLinksOrSubmit) {
    EXPECT_EQ(written([](Writer& w) { button_link(w, Url("/x"), "", "Mở"); }),
              R"(<a class="btn btn-line" href="/x">Mở</a>)");
    EXPECT_TRUE(has(written([](Writer& w) { button_link(w, Url("/x"), "plus", "Lập", true); }), "#plus"));
    EXPECT_EQ(written([](Writer& w) { submit(w, "Lưu"); }),
              R"(<button class="btn btn-primary" type="submit">Lưu</button>)");
    EXPECT_EQ(written([](Writer& w) { submit(w, "Giữ", "keep", "theirs", false); }),
              R"(<button class="btn btn-line" type="submit" name="keep" value="theirs">Giữ</button>)");
}

TEST(Components, CardsCloseWhatTheyOpen) {
    const std::string card = written([](Writer& w) {
        begin_card(w, "Tóm tắt", Url("/all"), "Tất cả", CardBody::bare);
        end_card(w);
        begin_card(w, "Hồ sơ");
        empty_state(w, "Chưa có.", Url("/new"), "Thêm");
        end_card(w);
    });
    EXPECT_TRUE(has(card, R"(<h2>Tóm tắt</h2><a class="small" href="/all">Tất cả</a></div><div></div></section>)"));
    EXPECT_TRUE(has(card, R"(<div class="card-body"><div class="empty"><p>Chưa có.</p>)"));
}

TEST(Components, TabsMarkTheCurrentOne) {
    const std::vector<Tab> shown{{.text = "Tất cả", .url = Url("/a")},
                                 {.text = "Chờ", .url = Url("/b"), .current = true, .count = "3"}};
    const std::string markup = written([&](Writer& w) { tabs(w, "Danh sách", shown); });
    EXPECT_TRUE(has(markup, R"(<a href="/a">Tất cả</a>)"));
    EXPECT_TRUE(has(markup, R"(<a href="/b" aria-current="page">Chờ <span class="c">3</span></a>)"));
}

TEST(Components, TheBridgeHasASpanBetweenSteps) {
    const std::vector<Step> steps{{.text = "Thư mời", .note = "02/10"}, {.text = "Duyệt"}, {.text = "Đón"}};
    const std::string markup = written([&](Writer& w) { stepper(w, "Tiến độ", steps, 1); });
    EXPECT_EQ(count_of(markup, "<svg"), 2U);
    EXPECT_TRUE(has(markup, R"(<li class="done">)"));
    EXPECT_TRUE(has(markup, R"(<li class="now" aria-current="step">)"));
    const std::string finished = written([&](Writer& w) { stepper(w, "Tiến độ", steps, 3); });
    EXPECT_EQ(count_of(finished, R"(<li class="done">)"), 3U);
    EXPECT_FALSE(has(finished, "aria-current"));
}

TEST(Components, FactsArePairs) {
    const std::string markup = written([](Writer& w) {
        begin_facts(w);
        fact(w, "Cấp", "Tỉnh");
        fact_begin(w, "Khách");
        w.tag("span").lang(Language::zh).text("广西").end();
        fact_end(w);
        end_facts(w);
    });
    EXPECT_EQ(markup, R"(<dl class="facts"><div><dt>Cấp</dt><dd>Tỉnh</dd></div>)"
                      R"(<div><dt>Khách</dt><dd><span lang="zh">广西</span></dd></div></dl>)");
}

TEST(Tables, CellsCarryTheLabelOfTheirColumn) {
    const std::vector<Column> columns{{.text = "Tên"},
                                      {.text = "Số người", .number = true},
                                      {.text = "Tình trạng", .bare = true},
                                      {.text = ""},
                                      {.text = "Ngày", .sort = Url("/x?s=1"), .sorted = "descending"}};
    const std::string markup = written([&](Writer& w) {
        begin_table(w, "Các đoàn", columns);
        for (int i = 0; i < 2; ++i) {
            begin_row(w, Url("/x").part(7));
            cell_link(w, Url("/x").part(7), "Đoàn", "代表团");
            cell_number(w, "12");
            cell(w, "Xong");
            begin_cell(w).end();
            cell(w, "21/11");
            end_row(w);
        }
        end_table(w);
    });
    EXPECT_EQ(
        count_of(
            markup,
            R"(<td><a class="row-link" href="/x/7">Đoàn</a><div class="small zh" lang="zh">代表团</div></td>)"
            R"(<td class="num" data-label="Số người">12</td><td>Xong</td><td></td><td data-label="Ngày">21/11</td>)"),
        2U);
    EXPECT_EQ(count_of(markup, R"(<tr data-row="/x/7">)"), 2U);
    EXPECT_TRUE(has(markup, R"(<th scope="col" class="num">Số người</th>)"));
    EXPECT_TRUE(has(markup, R"(<th scope="col" aria-sort="descending"><a href="/x?s=1">Ngày)"));
    EXPECT_TRUE(has(markup, "<td></td><th scope"));  // a head without a text is not a head
}

TEST(Tables, ThePagerIsSilentWhenThereIsNothingToTurn) {
    EXPECT_EQ(written([](Writer& w) { pager(w, Language::vi, {}); }), "");
    const std::string markup =
        written([](Writer& w) { pager(w, Language::en, {.summary = "1–50", .next = Url("/x?a=1")}); });
    EXPECT_TRUE(has(markup, R"(href="/x?a=1" rel="next")"));
    EXPECT_FALSE(has(markup, "prev"));
}

TEST(Fields, LabelHintAndErrorBelongToTheControl) {
    const std::string markup = written([](Writer& w) {
        input_field(w, Language::vi,
                    {.name = "title",
                     .label = "Tên",
                     .value = "Đoàn",
                     .hint = "Đủ chữ",
                     .errors = {"Dài quá.", "Sai."},
                     .required = true,
                     .lang = Language::zh});
    });
    EXPECT_TRUE(has(markup, R"(<label class="form-label" for="f-title">Tên )"));
    EXPECT_TRUE(
        has(markup,
            R"(id="f-title" name="title" required aria-describedby="h-title e-title" aria-invalid="true" lang="zh")"));
    EXPECT_TRUE(has(markup, R"(value="Đoàn")"));
    EXPECT_TRUE(has(markup, R"(<div class="form-text" id="h-title">Đủ chữ</div>)"));
    EXPECT_EQ(count_of(markup, "field-error"), 2U);
}

TEST(Fields, AFieldWithoutErrorsSaysNothingOfThem) {
    const std::string markup = written([](Writer& w) { input_field(w, Language::vi, {.name = "a", .label = "A"}); });
    EXPECT_FALSE(has(markup, "aria-"));
    EXPECT_FALSE(has(markup, "required"));
    EXPECT_FALSE(has(markup, "maxlength"));
}

TEST(Fields, APasswordNeverTravelsBack) {
    const std::string markup = written([](Writer& w) {
        input_field(w, Language::vi, {.name = "password", .label = "P", .value = "bí mật"}, "password");
    });
    EXPECT_FALSE(has(markup, "bí mật"));
}

TEST(Fields, ATextAreaKeepsItsFirstEmptyLine) {
    const std::string markup =
        written([](Writer& w) { text_area(w, Language::vi, {.name = "note", .label = "N", .value = "\nhai"}, 4); });
    EXPECT_TRUE(has(markup, ">\n\nhai</textarea>"));
}

TEST(Fields, ChoicesSelectTheirValue) {
    const std::vector<Option> options{{.value = "", .text = "Chọn"}, {.value = "in", .text = "Vào"}};
    const std::string markup = written([&](Writer& w) {
        select_field(w, Language::vi, {.name = "direction", .label = "H", .value = "in"}, options);
        checkbox(w, Language::vi, {.name = "ok", .label = "Đồng ý"}, true);
        file_field(w, Language::vi, {.name = "file", .label = "Tệp"}, ".pdf", true);
    });
    EXPECT_TRUE(has(markup, R"(<option value="">Chọn</option><option value="in" selected>Vào</option>)"));
    EXPECT_TRUE(has(markup, R"(id="f-ok" name="ok" value="yes" checked)"));
    EXPECT_TRUE(has(markup, R"(type="file" id="f-file" name="file" accept=".pdf" multiple)"));
}

TEST(Fields, TheSummaryLeadsToTheFields) {
    const std::vector<Problem> problems{{.field = "title", .label = "Tên", .text = "Cần điền."},
                                        {.field = "", .label = "", .text = "Chung."}};
    const std::string markup = written([&](Writer& w) { error_summary(w, Language::vi, problems); });
    EXPECT_TRUE(has(markup, R"(role="alert" data-error-summary)"));
    EXPECT_TRUE(has(markup, R"(<li><a href="#f-title">Tên: Cần điền.</a></li><li>Chung.</li>)"));
    EXPECT_EQ(written([](Writer& w) { error_summary(w, Language::vi, {}); }), "");
}

TEST(Comparison, MarksWhatDiffersOnBothSides) {
    const std::vector<Difference> rows{{.label = "Ngày", .before = "17/05/2015", .after = "18/05/2015"},
                                       {.label = "Ghi chú", .before = "", .after = "mới"},
                                       {.label = "Nơi", .before = "Hữu Nghị", .after = "Hữu Nghị"}};
    const std::string markup = written([&](Writer& w) { comparison(w, Language::vi, "Trước", "Sau", rows); });
    EXPECT_TRUE(has(
        markup, R"(<td data-label="Trước"><del>17</del>/05/2015</td><td data-label="Sau"><ins>18</ins>/05/2015</td>)"));
    EXPECT_TRUE(has(markup, "(trống)</span></td><td data-label=\"Sau\"><ins>mới</ins></td>"));
    EXPECT_EQ(count_of(markup, R"(<tr class="changed">)"), 2U);
    EXPECT_EQ(count_of(markup, "<td data-label=\"Sau\">Hữu Nghị</td>"), 1U);
}

TEST(Marked, MarksWholeCharactersOnly) {
    const auto marks = [](std::string_view text, std::vector<Span> spans) {
        return written([&](Writer& w) { marked(w, text, spans); });
    };
    EXPECT_EQ(marks("友谊关 Hữu Nghị", {{.begin = 0, .end = 6}}), "<mark>友谊</mark>关 Hữu Nghị");
    EXPECT_EQ(marks("友谊关", {{.begin = 1, .end = 4}}), "<mark>友谊</mark>关");
    EXPECT_EQ(marks("abc", {{.begin = 0, .end = 2}, {.begin = 1, .end = 3}}), "<mark>ab</mark><mark>c</mark>");
    EXPECT_EQ(marks("abc", {{.begin = 2, .end = 99}, {.begin = 50, .end = 60}, {.begin = 1, .end = 1}}),
              "ab<mark>c</mark>");
    EXPECT_EQ(marks("", {{.begin = 0, .end = 1}}), "");
    EXPECT_EQ(marks("<b>", {{.begin = 0, .end = 3}}), "<mark>&lt;b&gt;</mark>");
}

TEST(Components, NoTextBreaksOut) {
    const std::string bad(attack);
    written([&](Writer& w) {
        tag_label(w, Tone::son, bad);
        button_link(w, Url("/x").part(bad).query("q", bad), "plus", bad);
        submit(w, bad);
        submit(w, bad, "name", bad, true);
        notice(w, Tone::nghe, bad);
        begin_card(w, bad, Url("/x"), bad);
        empty_state(w, bad, Url("/x"), bad);
        end_card(w);
        tabs(w, bad, std::vector<Tab>{{.text = bad, .url = Url::foreign(bad), .count = bad}});
        stepper(w, bad, std::vector<Step>{{.text = bad, .note = bad}}, 0);
        begin_facts(w);
        fact(w, bad, bad);
        end_facts(w);
        begin_table(w, bad, std::vector<Column>{{.text = bad}, {.text = bad}, {.text = bad}});
        begin_row(w, Url::own("/" + bad));
        cell_link(w, Url::own("/" + bad), bad, bad);
        cell(w, bad);
        cell_number(w, bad);
        end_row(w);
        end_table(w);
        pager(w, Language::vi, {.summary = bad});
        comparison(w, Language::vi, bad, bad,
                   std::vector<Difference>{{.label = bad, .before = bad, .after = bad + "x"}});
        marked(w, bad, std::vector<Span>{{.begin = 3, .end = 9}});
        bar_chart(w, Language::vi, bad, std::vector<std::string>{bad},
                  std::vector<Series>{{.name = bad, .values = {1}}});
    });
}

TEST(Fields, NoTextBreaksOut) {
    const std::string bad(attack);
    int number = 0;
    written([&](Writer& w) {
        std::string name;
        const auto field = [&] {
            name = bad + std::to_string(number++);
            return FieldView{.name = name,
                             .label = bad,
                             .value = bad,
                             .hint = bad,
                             .errors = {bad},
                             .autocomplete = bad,
                             .input_mode = bad};
        };
        input_field(w, Language::vi, field(), bad);
        text_area(w, Language::vi, field(), 3);
        select_field(w, Language::vi, field(), std::vector<Option>{{.value = bad, .text = bad}});
        checkbox(w, Language::vi, field(), true, bad);
        file_field(w, Language::vi, field(), bad, false);
        error_summary(w, Language::vi, std::vector<Problem>{{.field = bad, .label = bad, .text = bad}});
    });
}

}  // namespace
}  // namespace caunoi::html
