// The import of activities in the browser: choose a file, see what it would do, do it.
#include "modules/exchange/activity_import.hpp"
#include "modules/exchange/activity_pages.hpp"
#include "platform/base/text.hpp"
#include "platform/exports/exports.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/http/router.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/pipeline.hpp"

#include <fstream>
#include <iterator>

namespace caunoi::exchange {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

std::string_view key_of(RowState state) {
    switch (state) {
        case RowState::fresh: return "import.state.new";
        case RowState::changed: return "import.state.changed";
        case RowState::same: return "import.state.same";
        case RowState::wrong: return "import.state.error";
    }
    return "import.state.error";
}

html::Tone tone_of(RowState state) {
    switch (state) {
        case RowState::fresh: return html::Tone::ngoc;
        case RowState::changed: return html::Tone::nghe;
        case RowState::same: return html::Tone::plain;
        case RowState::wrong: return html::Tone::son;
    }
    return html::Tone::plain;
}

void begin(Writer& w, const Context& context) {
    html::begin_page(
        w, context,
        {.title = std::string(tr(context.language, "exchange.import")),
         .crumbs = {{.text = std::string(tr(context.language, "exchange.activities")), .url = Url("/activities")}},
         .help = "help.import"});
}

void write_choose(Writer& w, const Context& context, const std::optional<Error>& error) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "import.choose_file"));
    w.tag("div");
    if (error) html::notice(w, html::Tone::son, tr(language, error->key, error->arguments));
    w.element("p", "text-2", tr(language, "exchange.import_hint"));
    std::string names;
    for (const std::string_view column : import_columns)
        names += fmt::format("{}{}",
                             names.empty()              ? ""
                             : language == Language::zh ? "、"
                                                        : ", ",
                             column_label(language, column));
    w.element("p", "text-2", tr(language, "exchange.import_columns", {{"columns", names}}));
    w.tag("p");
    html::button_link(w, Url("/activities/import/template"), "download", tr(language, "import.template"));
    w.end();
    html::upload_form(w, context, Url("/activities/import"));
    html::file_field(w, language, {.name = "file", .label = std::string(tr(language, "import.file")), .required = true},
                     ".csv,.tsv,.txt", false);
    html::submit(w, tr(language, "import.dry_run"), true);
    w.end().end();
    html::end_card(w);
}

void write_row(Writer& w, const Context& context, const ImportRow& row) {
    const Language language = context.language;
    html::begin_row(w);
    html::cell_number(w, i18n::number(language, row.line));
    html::cell(w, row.key);
    html::begin_cell(w);
    html::tag_label(w, tone_of(row.state), tr(language, key_of(row.state)));
    w.end();
    html::cell(w, row.input.title_vi.empty() ? row.input.title_zh : row.input.title_vi);
    html::begin_cell(w);
    for (const Error::Field& error : row.errors)
        w.tag("div", "late")
            .text(column_label(language, error.name))
            .text(language == Language::zh ? "：" : ": ")
            .text(tr(language, error.key, error.arguments))
            .end();
    for (const html::Difference& difference :
         forms::differences(language, records::describe<ActivityInput>(), row.changes))
        w.tag("div")
            .text(difference.label)
            .text(": ")
            .element("del", difference.before)
            .text(" → ")
            .element("ins", difference.after)
            .end();
    w.end();
    html::end_row(w);
}

// Rows that need a look come first; rows that change nothing are only counted.
void write_plan(Writer& w, const Context& context, const ImportPlan& plan, std::string_view bytes) {
    constexpr std::size_t shown_max = 500;
    const Language language = context.language;
    html::begin_card(w, tr(language, "import.dry_run_result"), html::CardBody::bare);
    w.tag("div", "card-body");
    w.element("p", tr(language, "import.counts",
                      {{"new", i18n::number(language, plan.fresh)},
                       {"changed", i18n::number(language, plan.changed)},
                       {"same", i18n::number(language, plan.same)},
                       {"error", i18n::number(language, plan.wrong)}}));
    html::upload_form(w, context, Url("/activities/import/run"));
    w.tag("textarea", "d-none")
        .attr("name", "table")
        .attr("aria-hidden", "true")
        .attr("tabindex", "-1")
        .text(bytes)
        .end();
    if (plan.wrong > 0)
        html::checkbox(w, language, {.name = "skip_bad", .label = std::string(tr(language, "import.skip_bad"))}, false);
    if (plan.fresh + plan.changed > 0) html::submit(w, tr(language, "import.run"));
    w.end().end();
    const std::array columns{html::Column{.text = std::string(tr(language, "import.row")), .number = true},
                             html::Column{.text = std::string(tr(language, "import.key"))},
                             html::Column{.text = std::string(tr(language, "import.state"))},
                             html::Column{.text = std::string(tr(language, "exchange.activity.title"))},
                             html::Column{.text = std::string(tr(language, "import.details"))}};
    html::begin_table(w, tr(language, "import.dry_run_result"), columns);
    std::size_t shown = 0;
    for (const RowState state : {RowState::wrong, RowState::changed, RowState::fresh})
        for (const ImportRow& row : plan.rows)
            if (row.state == state && shown++ < shown_max) write_row(w, context, row);
    html::end_table(w);
    html::end_card(w);
}

http::Response choose_page(const Context& context, const std::optional<Error>& error, int status) {
    Writer w;
    begin(w, context);
    write_choose(w, context, error);
    return http::page(html::end_page(w, context), status);
}

Result<http::Response> choose(const http::Request&, Context& context) {
    TRY(context.require(can_import));
    return choose_page(context, {}, 200);
}

Result<http::Response> download_template(const http::Request&, Context& context) {
    return exports::blank(std::string(tr(context.language, "import.template_name")) + ".csv",
                          TRY(import_template(context)));
}

Result<http::Response> dry_run(const http::Request& request, Context& context) {
    TRY(context.require(can_import));
    if (request.uploads.empty() || request.uploads.front().bytes == 0)
        return choose_page(context, Error{.kind = Error::Kind::invalid, .key = "import.no_file"}, 422);
    std::ifstream in(request.uploads.front().path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    // The table travels back in the form, so that nothing has to be kept on the server between the two steps.
    constexpr std::size_t bytes_max = 700'000;
    if (bytes.size() > bytes_max)
        return choose_page(context, Error{.kind = Error::Kind::invalid, .key = "import.too_large"}, 422);
    const auto plan = plan_import(context, bytes);
    if (!plan && plan.error().kind != Error::Kind::invalid) return fail(plan.error());
    if (!plan) return choose_page(context, plan.error(), 422);
    Writer w;
    begin(w, context);
    write_plan(w, context, *plan, bytes);
    return http::page(html::end_page(w, context));
}

Result<http::Response> run(const http::Request& request, Context& context) {
    TRY(context.require(can_import));
    const Bad bad = request.field("skip_bad") == "yes" ? Bad::skip : Bad::refuse;
    const auto result = run_import(context, request.field("table"), bad, false);
    if (!result && result.error().kind == Error::Kind::invalid) return choose_page(context, result.error(), 422);
    if (!result) return fail(result.error());
    const Language language = context.language;
    Writer w;
    begin(w, context);
    html::notice(w, html::Tone::ngoc,
                 tr(language, "import.done",
                    {{"created", i18n::number(language, result->created)},
                     {"updated", i18n::number(language, result->updated)},
                     {"same", i18n::number(language, result->same)},
                     {"skipped", i18n::number(language, result->skipped)}}));
    html::button_link(w, Url("/activities"), "route", tr(language, "exchange.activities"), true);
    return http::page(html::end_page(w, context));
}

}  // namespace

void register_import_routes(http::Router& router) {
    router.get("/activities/import", choose);
    router.get("/activities/import/template", download_template);
    router.post("/activities/import", dry_run);
    router.post("/activities/import/run", run);
}

}  // namespace caunoi::exchange
