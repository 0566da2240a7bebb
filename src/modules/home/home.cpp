// What the first page shows: what waits, what is to come, what was done, what has changed.
#include "modules/home/home.hpp"

#include "modules/home/home_pages.hpp"
#include "modules/people/people.hpp"
#include "modules/portal/article.hpp"
#include "modules/portal/portal.hpp"
#include "modules/report/report.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>
#include <map>

namespace caunoi::home {

namespace {

using i18n::tr;
using std::chrono::day;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

constexpr int work_shown = 8;
constexpr int articles_shown = 5;
constexpr int upcoming_shown = 5;
constexpr std::size_t changes_shown = 8;
constexpr int lines_read = 500;   // of the history, for what has changed lately
constexpr int records_read = 40;  // accounts and the like are left out of them

// Planned, but the day has passed: somebody has to say how it went, or that it did not take place.
Result<void> add_overdue(Context& context, Dashboard& board) {
    exchange::ActivityFilter filter;
    filter.state = exchange::ActivityState::planned;
    filter.to = Date{sys_days(context.today()) - std::chrono::days(1)};
    const exchange::ActivityPage page = TRY(exchange::list_activities(context, filter, {}, {}, work_shown));
    for (const exchange::ActivityLine& line : page.lines) {
        exchange::Activity titles;
        titles.title_vi = line.title_vi;
        titles.title_zh = line.title_zh;
        titles.title_en = line.title_en;
        board.work.push_back({.tone = html::Tone::son,
                              .icon = "clock",
                              .title = titles.title(context.language),
                              .note = std::string(tr(context.language, "home.result_missing")),
                              .url = html::Url("/activities").part(line.id),
                              .when = i18n::date(context.language, line.date_from),
                              .late = true});
    }
    return {};
}

// Translations that fell behind their source, and texts that nobody has published yet.
Result<void> add_articles(Context& context, Dashboard& board) {
    if (!context.may(portal::can_view)) return {};
    const Language language = context.language;
    const auto add = [&](const portal::ArticleLine& line, html::Tone tone, std::string_view icon, std::string note) {
        board.work.push_back({.tone = tone,
                              .icon = icon,
                              .title = line.title(language),
                              .note = std::move(note),
                              .url = html::Url("/articles").part(line.id),
                              .when = i18n::date(language, line.date)});
    };
    portal::ArticleFilter filter{.stale = true};
    for (const portal::ArticleLine& line : TRY(portal::list_articles(context, filter, {}, {}, articles_shown)).lines)
        for (const portal::Variant& variant : line.variants)
            if (line.stale(variant))
                add(line, html::Tone::cham, "language",
                    tr(language, "home.translation_stale",
                       {{"language",
                         std::string(tr(language, fmt::format("common.language.{}", code(variant.language))))}}));
    filter = {.state = portal::State::draft};
    for (const portal::ArticleLine& line : TRY(portal::list_articles(context, filter, {}, {}, articles_shown)).lines)
        add(line, html::Tone::nghe, "news", std::string(tr(language, "home.draft")));
    return {};
}

Result<void> add_upcoming(Context& context, Dashboard& board) {
    exchange::ActivityFilter filter;
    filter.state = exchange::ActivityState::planned;
    filter.from = context.today();
    // The list is newest first; "before" the day itself stand the nearest ones.
    const exchange::Position today{.date = to_text(Date{sys_days(context.today()) - std::chrono::days(1)}), .id = {}};
    exchange::ActivityPage page = TRY(exchange::list_activities(context, filter, {}, today, upcoming_shown));
    std::ranges::reverse(page.lines);
    board.upcoming = std::move(page.lines);
    return {};
}

// Accounts and the like have their own page; here stand the records that people work on, each once. Their titles are
// asked for kind by kind; of what is deleted the history knows the last one.
std::vector<Change> latest_changes(store::Tx& tx, const Context& context) {
    std::vector<Change> changes;
    std::map<const search::Source*, std::vector<std::int64_t>> records;
    for (log::Changed& changed : log::latest_records(tx, lines_read, records_read)) {
        const auto kind = std::ranges::find(search::sources(), changed.entry.kind, &search::Source::kind);
        if (kind == search::sources().end() || !context.may(kind->permission)) continue;
        if (changes.size() == changes_shown) break;
        records[&*kind].push_back(changed.entry.record);
        search::Title title{.record = changed.entry.record, .text = changed.entry.title};
        changes.push_back(
            {.entry = std::move(changed.entry), .changes = changed.changes, .title = std::move(title), .kind = &*kind});
    }
    for (const auto& [kind, ids] : records) {
        if (!kind->titles) continue;
        for (search::Title& title : kind->titles(tx, context.language, ids))
            for (Change& change : changes)
                if (change.kind == kind && change.entry.record == title.record) change.title = std::move(title);
    }
    return changes;
}

Result<Dashboard> load(Context& context) {
    const Date today = context.today();
    const year_month this_month(today.year(), today.month());
    Dashboard board;
    board.chart_from = Date{(this_month - months(11)) / day(1)};
    board.chart_to = Date{sys_days((this_month + months(1)) / day(1)) - std::chrono::days(1)};
    TRY(add_overdue(context, board));
    TRY(add_articles(context, board));
    TRY(add_upcoming(context, board));
    read(context, [&](store::Tx& tx) {
        const Date first{today.year(), std::chrono::January, day(1)};
        const Date last{today.year(), std::chrono::December, day(31)};
        board.out = exchange::count_held(tx, exchange::Direction::out, first, last);
        board.in = exchange::count_held(tx, exchange::Direction::in, first, last);
        board.months = exchange::held_by_month(tx, board.chart_from, board.chart_to);
        const std::vector<people::RollCount> roll = people::roll_on(tx, today);
        for (const people::RollCount& count : roll) board.members += count.members;
        board.roll = settings::roll_light(tx, today, roll);
        board.changes = latest_changes(tx, context);
        board.articles = context.may(report::can_view) && report::has_articles(tx);
    });
    return board;
}

Result<http::Response> show(const http::Request&, Context& context) {
    if (!context.actor.signed_in()) {
        const auto readable = read(context, [&](store::Tx& tx) { return portal::front_language(tx, context); });
        return http::see_other(readable ? fmt::format("/{}", code(*readable)) : "/sign-in");
    }
    // Partners and agencies have one thing to look at: what is granted to them.
    if (!context.may(exchange::can_view)) return http::see_other(context.actor.body ? "/activities" : "/account");
    return http::page(dashboard_page(context, TRY(load(context))));
}

}  // namespace

void register_routes(http::Router& router) {
    router.get("/", show, http::Door::everybody);  // strangers are led to the public site, or to sign in
}

}  // namespace caunoi::home
