#include "modules/home/home_pages.hpp"

#include "modules/exchange/activity_pages.hpp"
#include "modules/report/report.hpp"
#include "platform/backup/backup.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/search/search.hpp"
#include "platform/web/history_page.hpp"

namespace caunoi::home {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

void tile(Writer& w, const Url& url, std::string_view label, const std::string& value, std::string_view note) {
    w.tag("a", "tile").url("href", url);
    w.element("span", "l", label).element("div", "v", value).element("span", "d", note);
    w.end();
}

void write_tiles(Writer& w, const Context& context, const Dashboard& board) {
    const Language language = context.language;
    const std::string year = std::to_string(static_cast<int>(context.today().year()));
    exchange::ActivityFilter held;
    held.state = exchange::ActivityState::held;
    held.from = {context.today().year(), std::chrono::January, std::chrono::day(1)};
    const auto list = [&](exchange::Direction direction) {
        held.direction = direction;
        return exchange::list_url(held);
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

void write_work(Writer& w, const Context& context, const Dashboard& board) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "home.work"), html::CardBody::bare);
    if (board.work.empty()) html::empty_state(w, tr(language, "home.work_empty"));
    w.tag("ul", "rows");
    for (const Work& work : board.work) {
        w.tag("li");
        html::icon_box(w, work.tone, work.icon);
        w.tag("div", "g").link(work.url, "row-link", work.title).element("div", "small text-3", work.note).end();
        work.late ? w.element("span", "small num late", work.when) : w.element("span", "small num text-2", work.when);
        w.end();
    }
    w.end();
    html::end_card(w);
}

void date_box(Writer& w, Language language, const PartialDate& date) {
    const bool day = precision(date) == Precision::day;
    w.tag("span", "datebox");
    w.element("b", day ? std::to_string(static_cast<unsigned>(date.first.day())) : std::string("–"));
    w.element("span",
              tr(language, "home.month_short", {{"month", std::to_string(static_cast<unsigned>(date.first.month()))}}));
    w.end();
}

void write_upcoming(Writer& w, const Context& context, const Dashboard& board) {
    const Language language = context.language;
    exchange::ActivityFilter planned;
    planned.state = exchange::ActivityState::planned;
    planned.from = context.today();
    html::begin_card(w, tr(language, "home.upcoming"), exchange::list_url(planned), tr(language, "home.all"),
                     html::CardBody::bare);
    if (board.upcoming.empty()) html::empty_state(w, tr(language, "home.upcoming_empty"));
    w.tag("ul", "rows");
    for (const exchange::ActivityLine& line : board.upcoming) {
        exchange::Activity titles;
        titles.title_vi = line.title_vi;
        titles.title_zh = line.title_zh;
        titles.title_en = line.title_en;
        w.tag("li");
        date_box(w, language, line.date_from);
        w.tag("div", "g");
        w.tag("a", "row-link").url("href", Url("/activities").part(line.id));
        if (const auto foreign = titles.foreign(language)) w.lang(*foreign);
        w.text(titles.title(language)).end();
        if (const std::string& under = titles.title_under(language); !under.empty())
            w.tag("div", "small zh").lang(titles.language_under(language)).text(under).end();
        std::string note = i18n::date_range(language, line.date_from, line.date_to);
        if (!line.place.empty()) note += " · " + line.place;
        w.element("div", "small text-3", note);
        w.end();
        w.end();
    }
    w.end();
    html::end_card(w);
}

void write_chart(Writer& w, const Context& context, const Dashboard& board) {
    const Language language = context.language;
    std::vector<std::string> categories;
    std::array<html::Series, 3> series{
        html::Series{.name = std::string(tr(language, "exchange.direction.out")), .values = {}},
        html::Series{.name = std::string(tr(language, "exchange.direction.in")), .values = {}},
        html::Series{.name = std::string(tr(language, "home.chart_other")), .values = {}}};
    const std::chrono::year_month last(board.chart_to.year(), board.chart_to.month());
    for (std::chrono::year_month month(board.chart_from.year(), board.chart_from.month()); month <= last;
         month += std::chrono::months(1)) {
        categories.emplace_back(
            tr(language, "home.month_tick", {{"month", std::to_string(static_cast<unsigned>(month.month()))}}));
        for (html::Series& one : series) one.values.push_back(0);
        for (const exchange::MonthCount& count : board.months)
            if (count.month == month) {
                series[0].values.back() = count.out;
                series[1].values.back() = count.in;
                series[2].values.back() = count.other;
            }
    }
    const Url report =
        Url("/report/term").query("from", to_text(board.chart_from)).query("to", to_text(board.chart_to));
    html::begin_card(w, tr(language, "home.chart"), report, tr(language, "home.chart_report"));
    html::bar_chart(w, language, tr(language, "home.chart"), categories, series);
    html::end_card(w);
}

void write_changes(Writer& w, const Context& context, const std::vector<Change>& changes) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "home.changes"), html::CardBody::bare);
    if (changes.empty()) html::empty_state(w, tr(language, "home.changes_empty"));
    w.tag("ul", "rows small");
    for (const Change& change : changes) {
        const std::string action = "history.action." + change.entry.action;
        w.tag("li").tag("div", "g");
        w.element("b", web::actor_text(language, change.entry)).text(" ");
        w.text(i18n::has_text(action) ? tr(language, action) : std::string_view(change.entry.action));
        w.text(language == Language::zh ? "：" : ": ");
        if (change.entry.action == "delete")
            w.tag("span");
        else
            w.tag("a").url("href", Url::own(fmt::format("{}/{}/history", change.kind->path, change.entry.record)));
        if (change.title.text.empty())
            w.text(tr(language, change.kind->label));
        else if (change.title.language == language)
            w.text(change.title.text);
        else
            w.lang(change.title.language).text(change.title.text);
        w.end();
        if (change.changes > 1)
            w.text(" ").element("span", "text-3", i18n::tr_count(language, "home.changes_of", change.changes));
        w.end().element("span", "text-3", i18n::relative(language, change.entry.at, context.now)).end();
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

html::PageHead head_of(const Context& context, const Dashboard& board) {
    const Language language = context.language;
    const auto waiting = static_cast<std::int64_t>(board.work.size());
    const std::string& name = context.actor.name;
    html::PageHead head{.title = waiting > 0 ? i18n::tr_count(language, "home.waiting", waiting, {{"name", name}})
                                             : tr(language, "home.nothing_waits", {{"name", name}}),
                        .help = "help.home"};
    if (context.may(report::can_view))
        head.actions.push_back(
            {.text = std::string(tr(language, "report.title")), .icon = "report-analytics", .url = Url("/report")});
    if (board.articles)
        head.actions.push_back(
            {.text = std::string(tr(language, "report.articles")), .icon = "news", .url = Url("/report/articles")});
    if (context.may(exchange::can_record))
        head.actions.push_back({.text = std::string(tr(language, "exchange.new")),
                                .icon = "plus",
                                .url = Url("/activities/new"),
                                .primary = true});
    return head;
}

// The roll against what the law asks for.
void write_roll_light(Writer& w, const Context& context, const Dashboard& board) {
    if (!board.roll) return;
    const Language language = context.language;
    const settings::RollLight& light = *board.roll;
    const Arguments figures{{"count", i18n::number(language, light.official)},
                            {"minimum", i18n::number(language, light.minimum.value)},
                            {"basis", light.minimum.basis}};
    html::begin_card(w, tr(language, "home.roll"),
                     Url("/people").query("on_roll", to_text(context.today())).query("member_kind", "official"),
                     tr(language, "home.roll_members"));
    w.tag("div");
    html::tag_label(w, light.red() ? html::Tone::son : html::Tone::ngoc,
                    tr(language, light.red() ? "home.roll_below_short" : "home.roll_enough_short"));
    const std::string sentence = tr(language, light.red() ? "home.roll_below" : "home.roll_enough", figures);
    light.red() ? w.element("p", "late", sentence) : w.element("p", "text-2", sentence);
    if (light.minimum.unverified) w.element("p", "small text-3", tr(language, "settings.rule.unverified"));
    w.end();
    html::end_card(w);
}

}  // namespace

std::string dashboard_page(const Context& context, const Dashboard& board) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, head_of(context, board));
    w.tag("p", "text-2").text(i18n::long_date(language, context.today())).text(" · ");
    w.text(i18n::both_clocks(language, context.now)).end();
    write_tiles(w, context, board);
    w.tag("div", "grid-2").tag("div", "stack");
    write_work(w, context, board);
    write_chart(w, context, board);
    w.end().tag("div", "stack");
    write_roll_light(w, context, board);
    write_upcoming(w, context, board);
    write_changes(w, context, board.changes);
    if (context.may(jobs::can_manage)) write_backup(w, context);
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::home
