// An activity: something that happened or is planned at a date, with bodies of both sides. A delegation is one.
#pragma once

#include "modules/exchange/exchange.hpp"
#include "modules/people/people.hpp"
#include "modules/people/unit.hpp"
#include "platform/base/quantity.hpp"
#include "platform/base/time.hpp"
#include "platform/files/files.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::exchange {

enum class Direction { out, in, joint, online };  // seen from Viet Nam
constexpr std::array<std::string_view, 4> direction_codes{"out", "in", "joint", "online"};
constexpr std::span<const std::string_view> codes(Direction) {
    return direction_codes;
}
constexpr std::string_view code_labels(Direction) {
    return "exchange.direction";
}

enum class ActivityKind { delegation, talks, youth, festival, culture, sport, trade, education, congress, other };
constexpr std::array<std::string_view, 10> kind_codes{"delegation", "talks", "youth",     "festival", "culture",
                                                      "sport",      "trade", "education", "congress", "other"};
constexpr std::span<const std::string_view> codes(ActivityKind) {
    return kind_codes;
}
constexpr std::string_view code_labels(ActivityKind) {
    return "exchange.kind";
}

enum class ActivityState { planned, held, cancelled };
constexpr std::array<std::string_view, 3> state_codes{"planned", "held", "cancelled"};
constexpr std::span<const std::string_view> codes(ActivityState) {
    return state_codes;
}
constexpr std::string_view code_labels(ActivityState) {
    return "exchange.state";
}

// One person on three trips is one person and three visits (lượt đại biểu).
enum class PeopleUnit { persons, visits };
constexpr std::array<std::string_view, 2> unit_codes{"persons", "visits"};
constexpr std::span<const std::string_view> codes(PeopleUnit) {
    return unit_codes;
}
constexpr std::string_view code_labels(PeopleUnit) {
    return "exchange.unit";
}

// Which sides an activity names bodies of.
enum class Sides { both, vn, cn, none };
constexpr std::array<std::string_view, 4> sides_codes{"both", "vn", "cn", "none"};
constexpr std::span<const std::string_view> codes(Sides) {
    return sides_codes;
}
constexpr std::string_view code_labels(Sides) {
    return "exchange.sides";
}

// What is typed or imported.
struct ActivityInput {
    std::optional<Direction> direction = {};
    ActivityKind kind = ActivityKind::delegation;
    ActivityState state = ActivityState::planned;
    PartialDate date_from = {};
    PartialDate date_to = {};
    std::string title_vi = {};
    std::string title_zh = {};
    std::string title_en = {};
    std::string place = {};
    people::PlaceId gate = {};
    std::string vietnamese_side = {};  // names of bodies, separated by semicolons
    std::string chinese_side = {};
    std::string purpose = {};
    std::string result = {};
    std::optional<std::int64_t> people_number = {};  // as stated; what the roster lists is counted apart
    std::optional<Qualifier> people_qualifier = {};
    std::optional<PeopleUnit> people_unit = {};
    std::string source = {};
};

struct Activity : ActivityInput {
    ActivityId id = {};
    std::int64_t version = 0;
    std::optional<std::string> key = {};  // identity in imported files
    bool sample = false;
    std::int64_t listed = 0;  // rows of the roster

    [[nodiscard]] const std::string& title_in(Language language) const;      // may be empty
    [[nodiscard]] const std::string& title(Language language) const;         // falls back to a language that has one
    [[nodiscard]] std::optional<Language> foreign(Language language) const;  // what title() is in, if not in that one
    [[nodiscard]] const std::string& title_under(Language language) const;
    [[nodiscard]] Language language_under(Language language) const;
};

enum class Role { head, deputy, member, interpreter, attendant };
constexpr std::array<std::string_view, 5> role_codes{"head", "deputy", "member", "interpreter", "attendant"};
constexpr std::span<const std::string_view> codes(Role) {
    return role_codes;
}
constexpr std::string_view code_labels(Role) {
    return "exchange.role";
}

// One row of a roster.
struct ParticipantInput {
    std::string name = {};
    std::string other_name = {};  // the same name in the other script
    std::string title = {};       // post and body, as on the roster
    people::Side side = people::Side::vn;
    Role role = Role::member;
};
struct Participant : ParticipantInput {
    Id<struct ParticipantTag> id = {};
    ActivityId activity = {};
    std::int64_t position = 0;
    PartyId party = {};
};

// One line of a list.
struct ActivityLine {
    ActivityId id = {};
    std::optional<Direction> direction = {};
    ActivityKind kind = ActivityKind::delegation;
    ActivityState state = ActivityState::planned;
    PartialDate date_from = {};
    PartialDate date_to = {};
    std::string title_vi = {};
    std::string title_zh = {};
    std::string title_en = {};
    std::string place = {};
    std::optional<std::int64_t> people_number = {};
    std::optional<Qualifier> people_qualifier = {};
    std::optional<PeopleUnit> people_unit = {};
    std::int64_t listed = 0;
};

// Of a list of bodies, separated by semicolons of either width.
std::vector<std::string> bodies_in(std::string_view list);

// Adds to `errors` what contradicts itself; `today` in Hanoi. Fields by their form names, roster rows as
// "roster.0.name".
void check(const ActivityInput& input, const std::vector<ParticipantInput>& roster, Date today, Errors& errors);

// Fails with `forbidden`, or `invalid` naming every wrong field.
Result<ActivityId> record_activity(Context& context, const ActivityInput& input,
                                   const std::vector<ParticipantInput>& roster);
// Also `conflict` when `version` is not the newest any more; `not_found`.
Result<void> change_activity(Context& context, ActivityId id, std::int64_t version, const ActivityInput& input,
                             const std::vector<ParticipantInput>& roster);
Result<void> delete_activity(Context& context, ActivityId id, std::int64_t version);

struct ActivityDetails {
    Activity activity = {};
    std::vector<Participant> roster = {};
    people::Name gate = {};
    std::optional<people::UnitName> unit = {};                 // that the place names, as it was on that day
    std::vector<std::pair<PartyId, std::string>> bodies = {};  // of both sides, by the exact name in the lists
    std::vector<people::PartyName> names = {};                 // what the register calls them
};
// `not_found` also for one that is not granted: a stranger does not learn that it exists.
Result<ActivityDetails> find_activity(Context& context, ActivityId id);

// Photographs and papers; each adding and removing is a line in the history of the activity.
void attach_files(Context& context, ActivityId id, const std::vector<files::Content>& contents);
Result<void> detach_file(Context& context, ActivityId id, files::FileId file);

struct ActivityFilter {
    std::string text = {};
    std::optional<Direction> direction = {};
    std::optional<ActivityKind> kind = {};
    std::optional<ActivityState> state = {};
    people::PlaceId gate = {};
    bool without_direction = false;  // only those whose source states none
    bool without_gate = false;
    std::optional<Sides> sides = {};
    PartyId party = {};
    Date from{};  // activities whose date lies in from … to
    Date to{};
    bool across = false;       // instead those whose date is known too roughly to say whether it lies in the period
    std::string counted = {};  // "listed": with a roster; "stated": with a stated number and no roster; "" all
    // Of the stated number; one without a unit counts persons, as it is shown.
    std::optional<PeopleUnit> unit = {};
    std::string report = {};  // of the report that these are rows of: the way back, no condition
};
// Parts of an import, inside its transaction and after its check; see activity_import.hpp.
void create_imported(store::Tx& tx, const Context& context, std::string_view key, const ActivityInput& input,
                     bool sample);
bool change_imported(store::Tx& tx, const Context& context, const Activity& before, const ActivityInput& input);

// Several at once, for pages that name them; unknown ids are left out.
std::vector<Activity> activities_with(store::Tx& tx, std::span<const ActivityId> ids);

// Held activities of that direction whose date lies in the period.
std::int64_t count_held(store::Tx& tx, Direction direction, Date from, Date to);
// The same month by month, by direction. What is known to the year only belongs to no month.
struct MonthCount {
    std::chrono::year_month month = {};
    std::int64_t out = 0;
    std::int64_t in = 0;
    std::int64_t other = 0;  // joint, online, or not stated
};
std::vector<MonthCount> held_by_month(store::Tx& tx, Date from, Date to);

// Puts every activity into the search index again.
void reindex_all(Context& context);

struct Position {  // of a line in the order newest first
    std::string date = {};
    ActivityId id = {};
};
struct ActivityPage {
    std::vector<ActivityLine> lines = {};
    bool more_before = false;
    bool more_after = false;
};
// One page, newest first: after `after`, or before `before` when that is set.
Result<ActivityPage> list_activities(Context& context, const ActivityFilter& filter,
                                     const std::optional<Position>& after, const std::optional<Position>& before,
                                     int limit);

// The description of both, declared once.
template <class Record>
constexpr auto activity_fields() {
    using records::field;
    return std::array{
        field<Record, &ActivityInput::direction>("direction"),
        field<Record, &ActivityInput::kind>("kind", {.required = true}),
        field<Record, &ActivityInput::state>("state", {.required = true}),
        field<Record, &ActivityInput::date_from>("date_from", {.required = true}),
        field<Record, &ActivityInput::date_to>("date_to"),
        field<Record, &ActivityInput::title_vi>("title_vi", {.max = 300}),
        field<Record, &ActivityInput::title_zh>("title_zh", {.max = 300}),
        field<Record, &ActivityInput::title_en>("title_en", {.max = 300}),
        field<Record, &ActivityInput::place>("place", {.max = 300}),
        field<Record, &ActivityInput::gate>("gate"),
        field<Record, &ActivityInput::vietnamese_side>("vietnamese_side", {.max = 1000}),
        field<Record, &ActivityInput::chinese_side>("chinese_side", {.max = 1000}),
        field<Record, &ActivityInput::purpose>("purpose", {.max = 5000, .lines = true}),
        field<Record, &ActivityInput::result>("result", {.max = 10000, .lines = true}),
        field<Record, &ActivityInput::people_number>("people_number"),
        field<Record, &ActivityInput::people_qualifier>("people_qualifier"),
        field<Record, &ActivityInput::people_unit>("people_unit"),
        field<Record, &ActivityInput::source>("source", {.max = 1000}),
    };
}

}  // namespace caunoi::exchange

template <>
struct caunoi::records::Of<caunoi::exchange::ActivityInput> {
    static constexpr auto fields = exchange::activity_fields<exchange::ActivityInput>();
    static constexpr Description description{"activity", "exchange.activity", fields};
};
template <>
struct caunoi::records::Of<caunoi::exchange::Activity> {
    using Record = exchange::Activity;
    static constexpr auto fields =
        join(join(kept_fields<Record>(), std::array{field<Record, &Record::key>("key", {.use = Use::system}),
                                                    field<Record, &Record::sample>("sample", {.use = Use::system}),
                                                    field<Record, &Record::listed>("listed", {.use = Use::system})}),
             exchange::activity_fields<Record>());
    static constexpr Description description{"activity", "exchange.activity", fields};
};
template <>
struct caunoi::records::Of<caunoi::exchange::ActivityLine> {
    using Record = exchange::ActivityLine;
    static constexpr std::array fields{
        field<Record, &Record::id>("id"),
        field<Record, &Record::direction>("direction"),
        field<Record, &Record::kind>("kind"),
        field<Record, &Record::state>("state"),
        field<Record, &Record::date_from>("date_from"),
        field<Record, &Record::date_to>("date_to"),
        field<Record, &Record::title_vi>("title_vi"),
        field<Record, &Record::title_zh>("title_zh"),
        field<Record, &Record::title_en>("title_en"),
        field<Record, &Record::place>("place"),
        field<Record, &Record::people_number>("people_number"),
        field<Record, &Record::people_qualifier>("people_qualifier"),
        field<Record, &Record::people_unit>("people_unit"),
        field<Record, &Record::listed>("listed"),
    };
    static constexpr Description description{"activity", "exchange.activity", fields};
};

namespace caunoi::exchange {
template <class Record>
constexpr auto participant_fields() {
    using records::field;
    return std::array{
        field<Record, &ParticipantInput::name>("name", {.required = true}),
        field<Record, &ParticipantInput::other_name>("other_name"),
        field<Record, &ParticipantInput::title>("title", {.max = 300}),
        field<Record, &ParticipantInput::side>("side", {.required = true}),
        field<Record, &ParticipantInput::role>("role", {.required = true}),
    };
}
}  // namespace caunoi::exchange

template <>
struct caunoi::records::Of<caunoi::exchange::ParticipantInput> {
    static constexpr auto fields = exchange::participant_fields<exchange::ParticipantInput>();
    static constexpr Description description{"participant", "exchange.participant", fields};
};
template <>
struct caunoi::records::Of<caunoi::exchange::Participant> {
    using Record = exchange::Participant;
    static constexpr auto fields = join(std::array{field<Record, &Record::id>("id", {.use = Use::system}),
                                                   field<Record, &Record::activity>("activity", {.use = Use::system}),
                                                   field<Record, &Record::position>("position", {.use = Use::system}),
                                                   field<Record, &Record::party>("party", {.use = Use::system})},
                                        exchange::participant_fields<Record>());
    static constexpr Description description{"participant", "exchange.participant", fields};
};
