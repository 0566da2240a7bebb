// The pieces that pages are made of. Each writes plain HTML that works without JavaScript; texts come in already
// translated.
#pragma once

#include "platform/base/language.hpp"
#include "platform/html/writer.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::html {

void icon(Writer& w, std::string_view name);  // a symbol of the sprite, hidden from screen readers

enum class Tone { plain, ngoc, nghe, son, cham, dao };  // see design: done, waiting, urgent, active, people
void tag_label(Writer& w, Tone tone, std::string_view text);
void icon_box(Writer& w, Tone tone, std::string_view icon_name);  // before a row of a list
void button_link(Writer& w, const Url& url, std::string_view icon_name, std::string_view text, bool primary = false);
void submit(Writer& w, std::string_view text, bool primary = true);
void submit(Writer& w, std::string_view text, Literal name, std::string_view value, bool primary);
void notice(Writer& w, Tone tone, std::string_view text);  // role=status; role=alert for son

enum class CardBody { padded, bare };  // bare: tables, rows and other things that reach the edge
void begin_card(Writer& w, std::string_view title, CardBody body = CardBody::padded);  // closed by end_card
void begin_card(Writer& w, std::string_view title, const Url& more, std::string_view more_text,
                CardBody body = CardBody::padded);
void end_card(Writer& w);
void empty_state(Writer& w, std::string_view sentence);  // one sentence, at most one action
void empty_state(Writer& w, std::string_view sentence, const Url& action, std::string_view action_text);

// Before an element that takes too much of a phone's first screen: there it opens the element after it, without a
// script; on wide screens and on paper that element simply stands there.
void fold(Writer& w, std::string_view text);

struct Tab {
    std::string text;
    Url url;
    bool current = false;
    std::string count = {};
};
void tabs(Writer& w, std::string_view label, std::span<const Tab> tabs);

struct Step {
    std::string text;
    std::string note = {};
};
void stepper(Writer& w, std::string_view label, std::span<const Step> steps, std::size_t current);  // the bridge

void fact(Writer& w, std::string_view label, std::string_view value);  // one pair in a list opened by begin_facts
void fact_begin(Writer& w, std::string_view label);                    // closed by fact_end
void fact_end(Writer& w);
void begin_facts(Writer& w);
void end_facts(Writer& w);

// A table that turns into cards on a phone. Columns with `number` are right-aligned tabular figures.
struct Column {
    std::string text;
    bool number = false;
    std::optional<Url> sort = {};  // a link in the head
    std::string_view sorted = {};  // "ascending", "descending"
    bool bare = false;             // its values need no label on the cards of a phone (the first column never has one)
};
enum class TableShape { cards, narrow };  // narrow: two or three short columns, a table on a phone, too
void begin_table(Writer& w, std::string_view caption, std::span<const Column> columns,
                 TableShape shape = TableShape::cards);  // caption is for screen readers
void begin_row(Writer& w);
void begin_row(Writer& w, const Url& open);  // j/k/Enter
void cell(Writer& w, std::string_view text);
void cell_number(Writer& w, std::string_view text);
void cell_number(Writer& w, const Url& rows, std::string_view text);  // a figure that opens the rows behind it
void cell_link(Writer& w, const Url& url, std::string_view text, std::string_view under = {},
               Language under_language = Language::zh, std::optional<Language> foreign = {});  // `foreign`: of the text
Writer& begin_cell(Writer& w);                                                                 // closed by w.end()
void end_row(Writer& w);
void end_table(Writer& w);

struct Pager {
    std::string summary;  // "1–50", "hơn 10.000"
    std::optional<Url> previous = {};
    std::optional<Url> next = {};
};
void pager(Writer& w, Language language, const Pager& pager);

// One field of a form: label, control, hint and error together, with lang and aria-describedby.
struct FieldView {
    std::string_view name;
    std::string label;
    std::string value = {};
    std::string hint = {};
    std::vector<std::string> errors = {};
    bool required = false;
    std::size_t max = 0;                // code points; 0: no limit. Counted by app.js, never cut off by the browser
    std::optional<Language> lang = {};  // of what is typed
    std::string_view autocomplete = {};
    std::string_view input_mode = {};
    std::string_view list = {};         // id of a datalist() of what may be meant
    std::string_view placeholder = {};  // where a hint has no room
    bool wide = false;                  // as wide as its form: titles, places, sources
};
void input_field(Writer& w, Language language, const FieldView& field, std::string_view type = "text");
void text_area(Writer& w, Language language, const FieldView& field, int rows);
struct Option {
    std::string value;
    std::string text;
};
void datalist(Writer& w, std::string_view id, std::span<const std::string> values);
void select_field(Writer& w, Language language, const FieldView& field, std::span<const Option> options);
void checkbox(Writer& w, Language language, const FieldView& field, bool checked, std::string_view value = "yes");
void file_field(Writer& w, Language language, const FieldView& field, std::string_view accept, bool several);
// On top of a form that came back: what is wrong, each with a link to its field. Nothing when there is nothing.
struct Problem {
    std::string field;  // "" for the form as a whole
    std::string label;
    std::string text;
};
void error_summary(Writer& w, Language language, std::span<const Problem> problems,
                   std::string_view heading = "form.please_correct");

// Before and after side by side, with the words that differ marked.
struct Difference {
    std::string label;
    std::string before;
    std::string after;
};
void comparison(Writer& w, Language language, std::string_view before_title, std::string_view after_title,
                std::span<const Difference> differences);

// Source text with some of its bytes marked (search hits); spans in order.
struct Span {
    std::size_t begin;
    std::size_t end;
};
void marked(Writer& w, std::string_view text, std::span<const Span> spans);

// Server-drawn charts as SVG with <title>s; colours by class. The numbers stand in a table beside it (the caller's). At
// most five series.
struct Series {
    std::string name;
    std::vector<std::int64_t> values;
};
void bar_chart(Writer& w, Language language, std::string_view label, std::span<const std::string> categories,
               std::span<const Series> series);

// One bar a line, its name before it and its figure behind it: for kinds, gates and others with long names.
struct Bar {
    std::string name;
    std::int64_t value = 0;
};
void row_chart(Writer& w, Language language, std::string_view label, std::span<const Bar> bars);

// Markdown (CommonMark, tables; no raw HTML) written through the Writer: nothing is inserted unescaped. Headings begin
// at `heading_level`; links leave only by http(s) and mailto; pictures only from this site ("/files/…"). Stands in a
// .prose.
void markdown(Writer& w, std::string_view source, int heading_level);
std::string markdown_as_text(std::string_view source);  // for search and for excerpts
// Where its links and pictures lead, in their order, each once; only those that markdown() writes as such.
std::vector<std::string> markdown_targets(std::string_view source);

}  // namespace caunoi::html
