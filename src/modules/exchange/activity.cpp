#include "modules/exchange/activity.hpp"

#include "modules/exchange/activity_store.hpp"
#include "platform/auth/grants.hpp"
#include "platform/base/text.hpp"
#include "platform/search/search.hpp"

#include <algorithm>
#include <map>

namespace caunoi::exchange {

namespace {

constexpr std::int64_t most_people = 10'000'000;  // more is a slip of the keyboard
constexpr std::size_t most_participants = 500;

const std::string& first_of(const std::string& a, const std::string& b, const std::string& c) {
    return !a.empty() ? a : !b.empty() ? b : c;
}

std::string row_text(const ParticipantInput& row) {
    std::string text = row.name;
    for (const std::string& more : {row.other_name, row.title})
        if (!more.empty()) text += " · " + more;
    return fmt::format("{} ({}, {})", text, role_codes[static_cast<std::size_t>(row.role)],
                       people::side_codes[static_cast<std::size_t>(row.side)]);
}

// In the history a row ends in its codes: "Nguyễn Văn A · Chủ tịch (head, vn)"; words_of() turns them into words.
// The roster in the history line of its activity: "roster.3" from … to ….
records::Parts compare_rosters(const std::vector<Participant>& before, const std::vector<ParticipantInput>& after) {
    records::Parts parts;
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
        std::string was = i < before.size() ? row_text(before[i]) : std::string();
        std::string is = i < after.size() ? row_text(after[i]) : std::string();
        if (was != is) parts.push_back({fmt::format("roster.{}", i + 1), std::move(was), std::move(is)});
    }
    return parts;
}

void index(store::Tx& tx, const Activity& activity, const std::vector<ParticipantInput>& roster) {
    std::string titles;
    for (const std::string* title : {&activity.title_zh, &activity.title_en})
        if (!title->empty() && *title != activity.title(Language::vi)) titles += *title + "\n";
    std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", activity.place, activity.vietnamese_side,
                                   activity.chinese_side, activity.purpose, activity.result, activity.source);
    for (const ParticipantInput& row : roster) text += fmt::format("\n{} {} {}", row.name, row.other_name, row.title);
    const std::string date = to_text(activity.date_from.first);
    search::put(tx, {.kind = "activity",
                     .record = activity.id.value,
                     .title = activity.title(Language::vi),
                     .titles = titles,
                     .text = text,
                     .date = date});
}

}  // namespace

const std::string& Activity::title_in(Language language) const {
    switch (language) {
        case Language::vi: return title_vi;
        case Language::zh: return title_zh;
        case Language::en: return title_en;
    }
    return title_vi;
}
const std::string& Activity::title(Language language) const {
    switch (language) {
        case Language::vi: return first_of(title_vi, title_zh, title_en);
        case Language::zh: return first_of(title_zh, title_vi, title_en);
        case Language::en: return first_of(title_en, title_vi, title_zh);
    }
    return title_vi;
}
std::optional<Language> Activity::foreign(Language language) const {
    const Language is = spoken(language, title_vi, title_zh, title_en).language;
    return is == language ? std::nullopt : std::optional(is);
}
const std::string& Activity::title_under(Language language) const {
    static const std::string none;
    const std::string& other = language_under(language) == Language::zh ? title_zh : title_vi;
    return &other == &title(language) ? none : other;
}
Language Activity::language_under(Language language) const {
    return language == Language::zh ? Language::vi : Language::zh;
}

std::vector<std::string> bodies_in(std::string_view list) {
    constexpr std::string_view wide = "；";
    std::vector<std::string> names;
    for (std::string_view piece : split(list, ';'))
        for (bool more = true; more;) {
            const std::size_t at = piece.find(wide);
            more = at != std::string_view::npos;
            if (const std::string_view name = trim(piece.substr(0, at)); !name.empty()) names.emplace_back(name);
            if (more) piece.remove_prefix(at + wide.size());
        }
    return names;
}

void check(const ActivityInput& input, const std::vector<ParticipantInput>& roster, Date today, Errors& errors) {
    if (input.title_vi.empty() && input.title_zh.empty()) errors.add("title_vi", "exchange.error.no_title");
    if (input.date_from.known()) {
        if (input.date_to.known() && input.date_to.last < input.date_from.first)
            errors.add("date_to", "exchange.error.ends_before_it_begins");
        if (input.state == ActivityState::held && input.date_from.first > today)
            errors.add("state", "exchange.error.held_in_the_future");
    }
    if (input.people_number && (*input.people_number < 0 || *input.people_number > most_people))
        errors.add("people_number", "exchange.error.number_of_people");
    if (!input.people_number && input.people_qualifier)
        errors.add("people_number", "exchange.error.qualifier_without_number");

    if (roster.size() > most_participants)
        errors.add("roster", "exchange.error.roster_too_long", {{"max", std::to_string(most_participants)}});
    std::map<people::Side, int> heads;
    for (std::size_t i = 0; i < roster.size(); ++i) {
        if (roster[i].name.empty())
            errors.add(fmt::format("roster.{}.name", i), "exchange.error.no_name",
                       {{"row", first_of(roster[i].title, roster[i].other_name, "–")}});
        if (roster[i].role == Role::head && ++heads[roster[i].side] == 2)
            errors.add(fmt::format("roster.{}.role", i), "exchange.error.two_heads");
    }
}

Result<ActivityId> record_activity(Context& context, const ActivityInput& input,
                                   const std::vector<ParticipantInput>& roster) {
    TRY(context.require(can_record));
    TRY(records::check_all(input, roster, context.today()));
    return write(context, [&](store::Tx& tx) -> Result<ActivityId> {
        Activity activity{input};
        activity.listed = static_cast<std::int64_t>(roster.size());
        records::create(tx, context, activity, activity.title(Language::vi), compare_rosters({}, roster));
        activity_store::replace_roster(tx, activity.id, roster);
        activity_store::link_bodies(tx, activity);
        index(tx, activity, roster);
        return activity.id;
    });
}

Result<void> change_activity(Context& context, ActivityId id, std::int64_t version, const ActivityInput& input,
                             const std::vector<ParticipantInput>& roster) {
    TRY(context.require(can_record));
    TRY(records::check_all(input, roster, context.today()));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Activity before = TRY(records::find_version<Activity>(tx, id, version));
        Activity after = before;
        static_cast<ActivityInput&>(after) = input;
        after.listed = static_cast<std::int64_t>(roster.size());
        const records::Parts parts = compare_rosters(activity_store::roster_of(tx, id), roster);
        TRY(records::change(tx, context, before, after, after.title(Language::vi), parts));
        if (!parts.empty()) activity_store::replace_roster(tx, id, roster);
        activity_store::link_bodies(tx, after);
        index(tx, after, roster);
        return {};
    });
}

Result<void> delete_activity(Context& context, ActivityId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Activity activity = TRY(records::find_version<Activity>(tx, id, version));
        search::remove(tx, "activity", id.value);
        files::detach_all(tx, context, "activity", id.value);
        auth::revoke_all(tx, context, "activity", id.value);
        activity_store::remove_parts(tx, id);
        records::remove(tx, context, activity, activity.title(Language::vi));
        return {};
    });
}

void attach_files(Context& context, ActivityId id, const std::vector<files::Content>& contents) {
    write(context, [&](store::Tx& tx) {
        const auto activity = records::find<Activity>(tx, id);
        if (!activity) return;
        records::Parts parts;
        for (const files::Content& content : contents) {
            const files::FileId file = files::add(tx, context, content);
            const bool photo = content.width > 0;
            files::attach(tx, file, "activity", id.value, photo ? files::Role::photo : files::Role::paper);
            parts.push_back({"file", "", content.name});
        }
        if (!parts.empty())
            records::write_history(tx, context, "attach", records::describe<Activity>(), id.value,
                                   activity->title(Language::vi), parts);
    });
}

Result<void> detach_file(Context& context, ActivityId id, files::FileId file) {
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto activity = records::find<Activity>(tx, id);
        const auto attached = files::list_of(tx, "activity", id.value);
        const auto found = std::ranges::find(attached, file, &files::Attached::file);
        if (!activity || found == attached.end()) return fail(Error::Kind::not_found, "errors.not_found");
        files::detach(tx, context, file, "activity", id.value);
        records::write_history(tx, context, "detach", records::describe<Activity>(), id.value,
                               activity->title(Language::vi), {{"file", found->name, ""}});
        return {};
    });
}

void create_imported(store::Tx& tx, const Context& context, std::string_view key, const ActivityInput& input,
                     bool sample) {
    Activity activity{input};
    activity.key = std::string(key);
    activity.sample = sample;
    records::create(tx, context, activity, activity.title(Language::vi));
    activity_store::link_bodies(tx, activity);
    index(tx, activity, {});
}

bool change_imported(store::Tx& tx, const Context& context, const Activity& before, const ActivityInput& input) {
    Activity after = before;
    static_cast<ActivityInput&>(after) = input;
    // The row was read in this transaction, so its version is the newest.
    if (!records::change(tx, context, before, after, after.title(Language::vi)) || after.version == before.version)
        return false;
    activity_store::link_bodies(tx, after);
    const auto roster = activity_store::roster_of(tx, before.id);
    index(tx, after, {roster.begin(), roster.end()});
    return true;
}

Result<ActivityDetails> find_activity(Context& context, ActivityId id) {
    if (!context.actor.signed_in() && !context.may(can_view)) return fail(Error::Kind::forbidden, "errors.forbidden");
    return read(context, [&](store::Tx& tx) -> Result<ActivityDetails> {
        auto activity = records::find<Activity>(tx, id);
        if (!activity || (!context.may(can_view) && !auth::granted(tx, context, "activity", id.value)))
            return fail(Error::Kind::not_found, "errors.not_found");
        ActivityDetails details{.activity = *std::move(activity),
                                .roster = activity_store::roster_of(tx, id),
                                .gate = {},
                                .unit = {},
                                .bodies = activity_store::bodies_of(tx, id),
                                .names = {}};
        std::vector<PartyId> parties;
        for (const auto& [party, name] : details.bodies)
            if (std::ranges::find(parties, party) == parties.end()) parties.push_back(party);
        details.names = people::names_of(tx, parties);
        details.unit = people::unit_at(tx, details.activity.place, details.activity.date_from.first);
        if (details.activity.gate)
            for (people::Place& gate : people::gates(tx))
                if (gate.id == details.activity.gate) details.gate = std::move(gate.name);
        return details;
    });
}

std::vector<Activity> activities_with(store::Tx& tx, std::span<const ActivityId> ids) {
    return activity_store::with_ids(tx, ids);
}

std::int64_t count_held(store::Tx& tx, Direction direction, Date from, Date to) {
    return tx.integer(
        "select count(*) from activity where state = 'held' and direction = $1 and date_from_first >= $2 and "
        "date_from_last <= $3",
        direction, from, to);
}

std::vector<MonthCount> held_by_month(store::Tx& tx, Date from, Date to) {
    std::vector<MonthCount> months;
    for (const store::Row row :
         tx.query("select substr(date_from_first, 1, 7) as month, "
                  "cast(sum(case direction when 'out' then 1 else 0 end) as bigint) as went, "
                  "cast(sum(case direction when 'in' then 1 else 0 end) as bigint) as came, count(*) as held "
                  "from activity where state = 'held' and date_from_first >= $1 and date_from_last <= $2 and "
                  "substr(date_from_first, 1, 7) = substr(date_from_last, 1, 7) group by 1 order by 1",
                  from, to)) {
        const auto month = parse_partial_date(row.text("month"));
        if (!month) continue;
        months.push_back({.month = {month->first.year(), month->first.month()},
                          .out = row.integer("went"),
                          .in = row.integer("came"),
                          .other = row.integer("held") - row.integer("went") - row.integer("came")});
    }
    return months;
}

void reindex_all(Context& context) {
    constexpr int batch = 500;
    ActivityId last;
    for (bool more = true; more;) {
        more = write(context, [&](store::Tx& tx) {
            const auto activities = activity_store::after(tx, last, batch);
            for (const Activity& activity : activities) {
                const std::vector<Participant> roster =
                    activity.listed > 0 ? activity_store::roster_of(tx, activity.id) : std::vector<Participant>{};
                index(tx, activity, {roster.begin(), roster.end()});
            }
            if (!activities.empty()) last = activities.back().id;
            return activities.size() == batch;
        });
    }
}

Result<ActivityPage> list_activities(Context& context, const ActivityFilter& filter,
                                     const std::optional<Position>& after, const std::optional<Position>& before,
                                     int limit) {
    // Without the right to see all there must be a body that something can be granted to.
    std::optional<PartyId> body;
    if (!context.may(can_view)) {
        if (!context.actor.body) return fail(Error::Kind::forbidden, "errors.forbidden");
        body = context.actor.body;
    }
    return read(context, [&](store::Tx& tx) -> Result<ActivityPage> {
        std::vector<std::int64_t> hits;
        if (!filter.text.empty()) hits = search::find_records(tx, "activity", filter.text, 200);
        const bool backwards = before.has_value();
        ActivityPage page;
        page.lines = activity_store::list(tx, filter, filter.text.empty() ? nullptr : &hits, body,
                                          backwards ? before : after, backwards, limit + 1);
        const bool more = page.lines.size() > static_cast<std::size_t>(limit);
        if (more) backwards ? (void)page.lines.erase(page.lines.begin()) : page.lines.pop_back();
        page.more_after = backwards || more;
        page.more_before = backwards ? more : after.has_value();
        return page;
    });
}

}  // namespace caunoi::exchange
