#include "modules/home/home.hpp"

#include "modules/exchange/activity_pages.hpp"
#include "modules/people/people.hpp"
#include "modules/report/report.hpp"
#include "platform/backup/backup.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/search/search.hpp"
#include "platform/web/history_page.hpp"

namespace caunoi::home {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr int shown = 6;

struct Dashboard {
    exchange::ActivityPage overdue;   // planned, but the day has passed: the result is missing
    exchange::ActivityPage upcoming;  // planned, still to come
    std::int64_t out = 0;             // delegations of this year
    std::int64_t in = 0;
    std::int64_t members = 0;
    std::vector<log::Entry> changes;
    bool articles = false;  // the demonstration: its page of the articles has something to show
};

Result<Dashboard> load(Context& context) {
    const Date today = context.today();
    const Date yesterday{std::chrono::sys_days(today) - std::chrono::days(1)};
    const Date first{today.year(), std::chrono::January, std::chrono::day(1)};
    const Date last{today.year(), std::chrono::December, std::chrono::day(31)};
    Dashboard board;
    exchange::ActivityFilter filter;
    filter.state = exchange::ActivityState::planned;
    filter.to = yesterday;
    board.overdue = TRY(exchange::list_activities(context, filter, {}, {}, shown));
    filter.to = {};
    filter.from = today;
    board.upcoming = TRY(exchange::list_activities(context, filter, {}, {}, shown));
    read(context, [&](store::Tx& tx) {
        board.out = exchange::count_held(tx, exchange::Direction::out, first, last);
        board.in = exchange::count_held(tx, exchange::Direction::in, first, last);
        for (const people::RollCount& count : people::roll_on(tx, today)) board.members += count.members;
        board.changes = log::latest(tx, 3 * shown);
        board.articles = context.may(report::can_view) && report::has_articles(tx);
    });
    return board;
}

void tile(Writer& w, const Url& url, std::string_view label, const std::string& value, std::string_view note) {
    w.tag("a", "tile").url("href", url);
    w.element("span", "l", label).element("div", "v", value).element("span", "d", note);
    w.end();
}

void write_tiles(Writer& w, const Context& context, const Dashboard& board) {
    const Language language = context.language;
    const std::string year = std::to_string(static_cast<int>(context.today().year()));
    const Date first{context.today().year(), std::chrono::January, std::chrono::day(1)};
    const auto list = [&](exchange::Direction direction) {
        exchange::ActivityFilter filter;
        filter.direction = direction;
        filter.state = exchange::ActivityState::held;
        filter.from = first;
        return exchange::list_url(filter);
    };
    w.tag("div", "tiles t3");
    tile(w, list(exchange::Direction::out), tr(language, "home.out", {{"year", year}}),
         i18n::number(language, board.out), tr(language, "home.held"));
    tile(w, list(exchange::Direction::in), tr(language, "home.in", {{"year", year}}), i18n::number(language, board.in),
         tr(language, "home.held"));
    tile(w, Url("/people").query("relation", "member"), tr(language, "home.members"),
         i18n::number(language, board.members), tr(language, "home.on_roll"));
    w.end();
}

void write_activities(Writer& w, const Context& context, std::string_view title, const exchange::ActivityPage& page,
                      std::string_view empty, bool late) {
    const Language language = context.language;
    html::begin_card(w, tr(language, title), html::CardBody::bare);
    if (page.lines.empty()) html::empty_state(w, tr(language, empty));
    w.tag("ul", "rows");
    for (const exchange::ActivityLine& line : page.lines) {
        exchange::Activity titles;
        titles.title_vi = line.title_vi;
        titles.title_zh = line.title_zh;
        titles.title_en = line.title_en;
        w.tag("li").tag("div", "g");
        w.link(Url("/activities").part(line.id), "row-link", titles.title(language));
        if (const std::string& under = titles.title_under(language); !under.empty())
            w.tag("div", "small zh").lang(titles.language_under(language)).text(under).end();
        w.element("div", "small text-3", line.place);
        w.end();
        const std::string when = i18n::date_range(language, line.date_from, line.date_to);
        late ? w.element("span", "small late", when) : w.element("span", "small text-2", when);
        w.end();
    }
    w.end();
    html::end_card(w);
}

const search::Source* source_of(const std::string& kind) {
    for (const search::Source& source : search::sources())
        if (source.kind == kind) return &source;
    return nullptr;
}

void write_changes(Writer& w, const Context& context, const std::vector<log::Entry>& changes) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "home.changes"), html::CardBody::bare);
    if (changes.empty()) html::empty_state(w, tr(language, "home.changes_empty"));
    w.tag("ul", "rows small");
    for (const log::Entry& entry : changes) {
        const search::Source* source = source_of(entry.kind);
        // Accounts and the like have their own page; here stand the records that people work on.
        if (!source || !context.may(source->permission)) continue;
        const std::string action = "history.action." + entry.action;
        w.tag("li").tag("div", "g");
        w.element("b", web::actor_text(language, entry)).text(" ");
        w.text(i18n::has_text(action) ? tr(language, action) : std::string_view(entry.action)).text(": ");
        const std::string_view title =
            entry.title.empty() ? tr(language, source->label) : std::string_view(entry.title);
        if (entry.action != "delete")
            w.link(Url::own(fmt::format("{}/{}/history", source->path, entry.record)), title);
        else
            w.text(title);
        w.end().element("span", "text-3", i18n::relative(language, entry.at, context.now)).end();
    }
    w.end();
    html::end_card(w);
}

void write_backup(Writer& w, const Context& context) {
    const Language language = context.language;
    const auto latest = backup::latest_good(context.installation);
    html::begin_card(w, tr(language, "home.backup"), Url("/jobs"), tr(language, "home.backup_more"));
    w.tag("p");
    if (latest)
        w.text(tr(language, "home.backup_age", {{"when", i18n::relative(language, latest->created_at, context.now)}}));
    else
        w.text(tr(language, "home.backup_none"));
    w.end();
    html::end_card(w);
}

Result<http::Response> show(const http::Request&, Context& context) {
    const Language language = context.language;
    // Partners and agencies have one thing to look at: what is granted to them.
    if (!context.may(exchange::can_view)) return http::see_other(context.actor.body ? "/activities" : "/account");
    const Dashboard board = TRY(load(context));
    const auto due = static_cast<std::int64_t>(board.overdue.lines.size());
    html::PageHead head{
        .title = due > 0 ? i18n::tr_count(language, "home.due", due) : std::string(tr(language, "home.nothing_due")),
        .help = "help.home"};
    if (board.articles)
        head.actions.push_back(
            {.text = std::string(tr(language, "report.articles")), .icon = "news", .url = Url("/report/articles")});
    if (context.may(exchange::can_record))
        head.actions.push_back({.text = std::string(tr(language, "exchange.new")),
                                .icon = "plus",
                                .url = Url("/activities/new"),
                                .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.element("p", "text-2", i18n::long_date(language, context.today()));
    write_tiles(w, context, board);
    w.tag("div", "grid-2").tag("div", "stack");
    write_activities(w, context, "home.overdue", board.overdue, "home.overdue_empty", true);
    write_activities(w, context, "home.upcoming", board.upcoming, "home.upcoming_empty", false);
    w.end().tag("div", "stack");
    write_changes(w, context, board.changes);
    if (context.may(jobs::can_manage)) write_backup(w, context);
    w.end().end();
    return http::page(html::end_page(w, context));
}

}  // namespace

void register_routes(http::Router& router) {
    router.get("/", show);
}

}  // namespace caunoi::home
