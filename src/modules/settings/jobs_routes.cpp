#include "modules/settings/jobs_page.hpp"
#include "platform/backup/backup.hpp"
#include "platform/context/installation.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::settings {

namespace {

using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

constexpr int jobs_shown = 50;

struct View {
    jobs::Overview jobs;
    std::optional<backup::Saved> backup;
    std::optional<log::Head> sealed;
    bool unsealed = false;
};

// "log.seal" is our word; people read "jobs.kind.log.seal". Work of a newer version stands under its name.
std::string name_of(Language language, const std::string& kind) {
    const std::string key = "jobs.kind." + kind;
    return std::string(i18n::has_text(key) ? tr(language, key) : std::string_view(kind));
}

html::Column column(Language language, std::string_view key, bool number = false) {
    return {.text = std::string(tr(language, key)), .number = number};
}

// The message is the operator's; its number leads to it in the program's log.
void write_problem(Writer& w, Language language, const std::string& message, const std::string& number) {
    html::begin_cell(w);
    if (!message.empty()) {
        w.text(message);
        w.element("div", "small text-3", tr(language, "jobs.number", {{"number", number}}));
    }
    w.end();
}

void write_backup(Writer& w, const Context& context, const View& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "jobs.backup"));
    w.tag("div").tag("p");
    if (view.backup) {
        w.text(tr(language, "jobs.backup_age",
                  {{"when", i18n::relative(language, view.backup->created_at, context.now)},
                   {"size", i18n::file_size(language, view.backup->bytes)}}));
        w.end().element("p", "small text-2", view.backup->path.filename().string());
    } else {
        w.text(tr(language, "jobs.backup_none")).end();
    }
    html::post_form(w, context, Url("/jobs/backup"));
    html::submit(w, tr(language, "jobs.backup_now"), false);
    w.end();
    w.element("p", "small text-2 mt-2", tr(language, "jobs.backup_hint"));
    w.end();
    html::end_card(w);
}

void write_seal(Writer& w, const Context& context, const View& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "jobs.history"));
    w.tag("div").tag("p");
    html::tag_label(w, view.unsealed ? Tone::nghe : Tone::ngoc,
                    tr(language, view.unsealed ? "history.state.unsealed" : "history.state.sealed"));
    w.end();
    if (view.sealed)
        w.element("p", "small text-2",
                  tr(language, "jobs.sealed",
                     {{"count", i18n::number(language, view.sealed->size)},
                      {"when", i18n::relative(language, view.sealed->sealed_at, context.now)}}));
    w.end();
    html::end_card(w);
}

void write_state(Writer& w, Language language, const jobs::Scheduled& schedule) {
    html::begin_cell(w);
    if (schedule.running)
        html::tag_label(w, Tone::cham, tr(language, "jobs.state.running"));
    else if (schedule.failures > 0)
        html::tag_label(w, Tone::son, tr(language, "jobs.state.failed"));
    else if (schedule.last_ok_at)
        html::tag_label(w, Tone::ngoc, tr(language, "jobs.state.good"));
    else
        html::tag_label(w, Tone::plain, tr(language, "jobs.state.new"));
    w.end();
}

void write_schedules(Writer& w, const Context& context, const View& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "jobs.schedules"), html::CardBody::bare);
    const std::array columns{column(language, "jobs.work"), column(language, "jobs.state"),
                             column(language, "jobs.last_good"), column(language, "jobs.next"),
                             column(language, "jobs.problem")};
    html::begin_table(w, tr(language, "jobs.schedules"), columns);
    for (const jobs::Scheduled& schedule : view.jobs.schedules) {
        html::begin_row(w);
        html::cell(w, name_of(language, schedule.kind));
        write_state(w, language, schedule);
        html::cell(w, schedule.last_ok_at ? i18n::relative(language, *schedule.last_ok_at, context.now)
                                          : std::string(tr(language, "jobs.never")));
        html::cell(w, schedule.next_at <= context.now ? std::string(tr(language, "jobs.as_needed"))
                                                      : i18n::date_time(language, schedule.next_at));
        // What went wrong before it went well again is past.
        const bool failing = schedule.failures > 0;
        write_problem(w, language, failing ? schedule.last_error : "", schedule.error_number);
        html::end_row(w);
    }
    html::end_table(w);
    html::end_card(w);
}

void write_waiting(Writer& w, const Context& context, const View& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "jobs.waiting"), html::CardBody::bare);
    if (view.jobs.open.empty()) {
        html::empty_state(w, tr(language, "jobs.waiting_empty"));
    } else {
        const std::array columns{column(language, "jobs.work"), column(language, "jobs.state"),
                                 column(language, "jobs.next"), column(language, "jobs.attempts", true),
                                 column(language, "jobs.problem")};
        html::begin_table(w, tr(language, "jobs.waiting"), columns);
        for (const jobs::Job& job : view.jobs.open) {
            const bool running = job.state == jobs::State::running;
            html::begin_row(w);
            html::cell(w, name_of(language, job.kind));
            html::begin_cell(w);
            html::tag_label(w, running ? Tone::cham : Tone::nghe,
                            tr(language, running ? "jobs.state.running" : "jobs.state.waiting"));
            w.end();
            html::cell(w, i18n::date_time(language, job.run_at));
            html::cell_number(w, i18n::number(language, job.attempts));
            write_problem(w, language, job.last_error, job.error_number);
            html::end_row(w);
        }
        html::end_table(w);
    }
    html::end_card(w);
}

void write_failed(Writer& w, const Context& context, const View& view) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "jobs.failed"), html::CardBody::bare);
    if (view.jobs.failed.empty()) {
        html::empty_state(w, tr(language, "jobs.failed_empty"));
    } else {
        const std::array columns{column(language, "jobs.work"), column(language, "jobs.since"),
                                 column(language, "jobs.problem"),
                                 html::Column{.text = std::string(tr(language, "common.actions")), .bare = true}};
        html::begin_table(w, tr(language, "jobs.failed"), columns);
        for (const jobs::Job& job : view.jobs.failed) {
            html::begin_row(w);
            html::cell(w, name_of(language, job.kind));
            html::cell(w, i18n::date_time(language, job.created_at));
            write_problem(w, language, job.last_error, job.error_number);
            html::begin_cell(w);
            html::post_form(w, context, Url("/jobs").part(job.id).part("again"), "d-inline");
            html::submit(w, tr(language, "jobs.again"), false);
            w.end().text(" ");
            html::post_form(w, context, Url("/jobs").part(job.id).part("remove"), "d-inline");
            html::submit(w, tr(language, "common.remove"), false);
            w.end().end();
            html::end_row(w);
        }
        html::end_table(w);
    }
    html::end_card(w);
}

Result<http::Response> show(const http::Request&, Context& context) {
    TRY(context.require(jobs::can_manage));
    View view = read(context, [](store::Tx& tx) {
        return View{.jobs = jobs::list(tx, jobs_shown),
                    .backup = {},
                    .sealed = log::latest_head(tx),
                    .unsealed = log::has_unsealed(tx)};
    });
    view.backup = backup::latest_good(context.installation);
    Writer w;
    html::begin_page(w, context, {.title = std::string(tr(context.language, "jobs.title")), .help = "help.jobs"});
    w.element("p", "text-2 measure", tr(context.language, "jobs.lead"));
    w.tag("div", "stack").tag("div", "grid-2");
    write_backup(w, context, view);
    write_seal(w, context, view);
    w.end();
    write_failed(w, context, view);
    write_waiting(w, context, view);
    write_schedules(w, context, view);
    w.end();
    return http::page(html::end_page(w, context));
}

Result<jobs::JobId> id_of(const http::Request& request) {
    const auto id = parse_id<jobs::JobId::tag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "errors.not_found");
    return *id;
}

Result<http::Response> again(const http::Request& request, Context& context) {
    TRY(context.require(jobs::can_manage));
    TRY(jobs::try_again(context, TRY(id_of(request))));
    return web::see_other_with(request, "/jobs", "jobs.again_done");
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(context.require(jobs::can_manage));
    TRY(jobs::remove(context, TRY(id_of(request))));
    return web::see_other_with(request, "/jobs", "jobs.removed");
}

Result<http::Response> back_up(const http::Request& request, Context& context) {
    TRY(backup::ask_for_one(context));
    return web::see_other_with(request, "/jobs", "jobs.backup_asked");
}

}  // namespace

void register_jobs_routes(http::Router& router) {
    router.get("/jobs", show);
    router.post("/jobs/{id}/again", again);
    router.post("/jobs/{id}/remove", remove);
    router.post("/jobs/backup", back_up);
}

}  // namespace caunoi::settings
