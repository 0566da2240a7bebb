#include "modules/people/unit_pages.hpp"

#include "platform/base/bytes.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

using forms::code_text;
using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url unit_url(UnitId id) {
    return Url("/units").part(id);
}

std::vector<html::Crumb> way_to(Language language) {
    return {{.text = std::string(tr(language, "people.units")), .url = Url("/units")}};
}

void write_views(Writer& w, const Context& context, const UnitFilter& filter) {
    const auto view = [&](std::string_view key, std::optional<Country> country, bool ended) {
        return html::Tab{.text = std::string(tr(context.language, key)),
                         .url = list_url({.country = country, .ended = ended}),
                         .current = filter.country == country && filter.ended == ended && !filter.parent};
    };
    const std::array tabs{view("people.unit.view.today", {}, false), view("people.country.vn", Country::vn, false),
                          view("people.country.cn", Country::cn, false), view("people.unit.view.all", {}, true)};
    html::tabs(w, tr(context.language, "people.views"), tabs);
}

void write_line(Writer& w, const Context& context, const UnitLine& line) {
    const Language language = context.language;
    const Name& name = line.name.name;
    html::begin_row(w, unit_url(line.row.id));
    html::cell_link(w, unit_url(line.row.id), name.in(language), name.under(language), name.language_under(language));
    html::cell(w, label(language, line.row.type));
    html::cell(w, line.name.parent.in(language));
    html::cell(w, line.row.code);
    html::begin_cell(w);
    if (line.row.to.known())
        html::tag_label(w, Tone::plain,
                        tr(language, "people.unit.until", {{"date", i18n::date(language, line.row.to)}}));
    if (line.row.unverified) html::tag_label(w, Tone::nghe, tr(language, "people.unit.unverified_short"));
    w.end();
    html::end_row(w);
}

void write_lines(Writer& w, const Context& context, std::string_view title, const std::vector<SuccessionLine>& lines) {
    if (lines.empty()) return;
    const Language language = context.language;
    html::begin_card(w, tr(language, title), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const SuccessionLine& line : lines) {
        w.tag("li").tag("div", "g");
        w.link(unit_url(line.unit.id), "row-link", line.unit.full(language));
        if (line.part) html::tag_label(w.text(" "), Tone::plain, tr(language, "people.unit.part"));
        w.tag("div", "small text-2").text(i18n::date(language, line.on));
        if (!line.basis.empty()) w.text(" · ").text(line.basis);
        w.end().end().end();
    }
    w.end();
    html::end_card(w);
}

void write_facts(Writer& w, const Context& context, const Unit& unit) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "people.summary"));
    w.tag("div");
    html::begin_facts(w);
    html::fact(w, tr(language, "people.unit.type"), label(language, unit.row.type));
    html::fact(w, tr(language, "people.unit.country"), label(language, unit.row.country));
    if (unit.row.parent) {
        html::fact_begin(w, tr(language, "people.unit.parent"));
        w.link(unit_url(unit.row.parent), unit.name.parent.in(language));
        html::fact_end(w);
    }
    const auto plain = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) html::fact(w, tr(language, key), text);
    };
    plain("people.unit.code", unit.row.code);
    plain("people.unit.from", i18n::date(language, unit.row.from));
    plain("people.unit.to", i18n::date(language, unit.row.to));
    plain("people.unit.basis", unit.row.basis);
    plain("people.unit.source", unit.row.source);
    plain("people.unit.note", unit.row.note);
    html::end_facts(w);
    w.end();
    html::end_card(w);
}

std::string_view state_key(UnitState state) {
    switch (state) {
        case UnitState::fresh: return "import.state.new";
        case UnitState::changed: return "import.state.changed";
        case UnitState::same: return "import.state.same";
        case UnitState::wrong: return "import.state.error";
    }
    return "import.state.error";
}

// Only what somebody must look at; what is new, changed or the same is counted.
void write_file(Writer& w, const Context& context, const UnitFile& file, UnitRun run) {
    constexpr std::size_t shown_max = 200;
    const Language language = context.language;
    const bool done = run == UnitRun::write && file.wrong == 0;
    html::notice(w, file.wrong > 0 ? Tone::son : Tone::ngoc,
                 tr(language, file.wrong > 0 ? "people.unit_file.wrong"
                              : done         ? "people.unit_file.done"
                                             : "people.unit_file.checked"));
    html::begin_card(w, tr(language, done ? "people.units" : "import.dry_run_result"), html::CardBody::bare);
    w.tag("div", "card-body")
        .text(tr(language, "import.counts",
                 {{"new", i18n::number(language, file.fresh)},
                  {"changed", i18n::number(language, file.changed)},
                  {"same", i18n::number(language, file.same)},
                  {"error", i18n::number(language, file.wrong)}}));
    w.end();
    const std::array columns{html::Column{.text = std::string(tr(language, "import.row")), .number = true},
                             html::Column{.text = std::string(tr(language, "people.unit.name_vi"))},
                             html::Column{.text = std::string(tr(language, "import.state"))},
                             html::Column{.text = std::string(tr(language, "import.details"))}};
    html::begin_table(w, tr(language, "import.dry_run_result"), columns);
    std::size_t shown = 0;
    for (const UnitState state : {UnitState::wrong, UnitState::changed})
        for (const UnitFileRow& row : file.rows) {
            if (row.state != state || shown++ >= shown_max) continue;
            html::begin_row(w);
            html::cell_number(w, i18n::number(language, row.line));
            html::cell(w, row.input.name_vi.empty() ? row.input.name_zh : row.input.name_vi);
            html::cell(w, tr(language, state_key(row.state)));
            html::begin_cell(w);
            for (const Error::Field& error : row.errors)
                w.tag("div")
                    .text(tr(language, fmt::format("people.unit.{}", error.name)))
                    .text(": ")
                    .text(tr(language, error.key, error.arguments))
                    .end();
            w.end();
            html::end_row(w);
        }
    html::end_table(w);
    html::end_card(w);
}

}  // namespace

Url list_url(const UnitFilter& filter) {
    Url url("/units");
    url.query_if("q", filter.text);
    url.query_if("country", code_text(filter.country));
    url.query_if("type", code_text(filter.type));
    url.query_if("parent", filter.parent ? to_text(filter.parent) : std::string());
    url.query_if("ended", filter.ended ? "yes" : "");
    return url;
}

std::string unit_list_page(const Context& context, const UnitListView& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "people.units")), .help = "help.units"};
    if (view.parent) {
        head.title = tr(language, "people.unit.children_of", {{"unit", view.parent->name.in(language)}});
        head.crumbs = way_to(language);
    }
    if (context.may(can_record)) {
        head.actions.push_back(
            {.text = std::string(tr(language, "people.unit.import")), .icon = "upload", .url = Url("/units/import")});
        head.actions.push_back({.text = std::string(tr(language, "people.unit.new")),
                                .icon = "plus",
                                .url = Url("/units/new"),
                                .primary = true});
    }
    Writer w;
    html::begin_page(w, context, head);
    write_views(w, context, view.filter);
    w.tag("section", "card");
    w.tag("form", "bar-f").url("action", Url("/units")).attr("method", "get").attr("role", "search");
    html::input_field(
        w, language, {.name = "q", .label = std::string(tr(language, "people.unit.filter")), .value = view.filter.text},
        "search");
    html::submit(w, tr(language, "common.filter"), false);
    w.end();
    if (view.page.lines.empty()) {
        html::empty_state(w, tr(language, "people.unit.none_found"), Url("/units"), tr(language, "common.show_all"));
    } else {
        const auto column = [&](std::string_view key) { return html::Column{.text = std::string(tr(language, key))}; };
        const std::array columns{column("people.unit.name"), column("people.unit.type"), column("people.unit.parent"),
                                 column("people.unit.code"), column("common.remark")};
        html::begin_table(w, tr(language, "people.units"), columns);
        for (const UnitLine& line : view.page.lines) write_line(w, context, line);
        html::end_table(w);
        html::Pager pager{
            .summary = i18n::tr_count(language, "people.shown", static_cast<std::int64_t>(view.page.lines.size()))};
        const UnitRow& last = view.page.lines.back().row;
        const std::string& key = language == Language::zh ? last.zh_key.bytes : last.name_key.bytes;
        if (view.page.more)
            pager.next = list_url(view.filter).query("after", fmt::format("{}_{}", to_hex(key), last.id.value));
        html::pager(w, language, pager);
    }
    w.end();
    return html::end_page(w, context);
}

std::string unit_page(const Context& context, const Unit& unit) {
    const Language language = context.language;
    const Name& name = unit.name.name;
    html::PageHead head{.title = name.in(language),
                        .other_title = name.under(language),
                        .other_language = name.language_under(language),
                        .crumbs = way_to(language),
                        .help = "help.units"};
    web::record_actions(head, context, unit_url(unit.row.id), context.may(can_record));
    Writer w;
    html::begin_page(w, context, head);
    if (unit.name.ended) html::notice(w, Tone::nghe, unit.name.with_now(language));
    if (unit.row.unverified) html::notice(w, Tone::nghe, tr(language, "people.unit.unverified_notice"));
    w.tag("div", "grid-2").tag("div", "stack");
    write_facts(w, context, unit);
    write_lines(w, context, "people.unit.after", unit.after);
    write_lines(w, context, "people.unit.before", unit.before);
    w.end().tag("div", "stack");
    if (unit.children > 0) {
        html::begin_card(w, tr(language, "people.unit.children"));
        w.tag("div");
        w.link(list_url({.parent = unit.row.id, .ended = true}),
               tr(language, "people.unit.children_count", {{"count", i18n::number(language, unit.children)}}));
        w.end();
        html::end_card(w);
    }
    if (context.may(can_record))
        web::delete_form(w, context, unit_url(unit.row.id), unit.row.version, "people.delete_confirm");
    w.end().end();
    return html::end_page(w, context);
}

std::string unit_form_page(const Context& context, UnitId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? unit_url(id) : Url("/units");
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, id ? "people.unit.edit" : "people.unit.new")),
                      .crumbs = way_to(language),
                      .menu = "/units",
                      .help = "help.units"});
    forms::Form form = forms::begin_form(w, context, records::describe<UnitInput>(), state, to);
    html::begin_card(w, tr(language, "people.form.names"));
    w.tag("div", "form-grid");
    form.field("country");
    form.field("type");
    form.field("name_vi", Language::vi);
    form.field("name_zh", Language::zh);
    form.field("name_en", Language::en);
    form.field("code");
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "people.unit.place_and_time"));
    w.tag("div", "form-grid");
    form.field("parent");
    form.field("from");
    form.field("to");
    form.field("basis");
    form.field("former");
    w.end();
    html::end_card(w);
    html::begin_card(w, tr(language, "people.form.notes"));
    w.tag("div", "form-grid");
    form.field("source");
    form.field("note");
    form.field("unverified");
    w.end();
    html::end_card(w);
    forms::end_form(w, language, to);
    return html::end_page(w, context);
}

std::string unit_import_page(const Context& context, const UnitFile* file, UnitRun run, const Error* error) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(language, "people.unit.import")),
                      .crumbs = way_to(language),
                      .menu = "/units",
                      .help = "help.units"});
    if (error) html::notice(w, Tone::son, tr(language, error->key, error->arguments));
    if (file) write_file(w, context, *file, run);
    html::begin_card(w, tr(language, "import.choose_file"));
    w.tag("div").element("p", "text-2 measure", tr(language, "people.unit_file.hint"));
    html::upload_form(w, context, Url("/units/import"));
    html::file_field(w, language, {.name = "file", .label = std::string(tr(language, "import.file")), .required = true},
                     ".csv,.tsv,.txt", false);
    html::checkbox(w, language, {.name = "write", .label = std::string(tr(language, "people.unit_file.write"))},
                   file && run == UnitRun::check && file->wrong == 0);
    html::submit(w, tr(language, "common.continue"));
    w.end().end();
    html::end_card(w);
    return html::end_page(w, context);
}

}  // namespace caunoi::people
