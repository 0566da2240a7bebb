#include "modules/exchange/activity_store.hpp"

#include "platform/base/text.hpp"

namespace caunoi::exchange::activity_store {

std::optional<Activity> find_by_key(store::Tx& tx, std::string_view key) {
    return records::read_one<Activity>(tx.query("select * from activity where key = $1", key));
}

std::vector<Activity> after(store::Tx& tx, ActivityId last, int limit) {
    return records::read_all<Activity>(
        tx.query("select * from activity where id > $1 order by id limit $2", last.value, limit));
}

std::vector<Activity> with_keys(store::Tx& tx, const std::vector<std::string>& keys) {
    store::Query query("select * from activity where key in (''");
    for (const std::string& key : keys) query.add(", ", key);
    return records::read_all<Activity>(tx.query(query.add(")")));
}

std::vector<Activity> with_ids(store::Tx& tx, std::span<const ActivityId> ids) {
    store::Query query("select * from activity where id in (0");
    for (const ActivityId id : ids) query.add(", ", id);
    return records::read_all<Activity>(tx.query(query.add(") order by id")));
}

void remove_parts(store::Tx& tx, ActivityId id) {
    tx.execute("delete from participant where activity = $1", id);
    tx.execute("delete from activity_party where activity = $1", id);
}

bool names(store::Tx& tx, PartyId party) {
    return tx.integer(
               "select case when exists (select 1 from activity_party where party = $1) "
               "or exists (select 1 from participant where party = $1) then 1 else 0 end",
               party) != 0;
}

std::vector<Participant> roster_of(store::Tx& tx, ActivityId id) {
    return records::read_all<Participant>(
        tx.query("select * from participant where activity = $1 order by position, id", id));
}

void replace_roster(store::Tx& tx, ActivityId id, const std::vector<ParticipantInput>& roster) {
    static const std::string insert = records::insert_sql(records::describe<Participant>());
    tx.execute("delete from participant where activity = $1", id);
    std::vector<std::string> names;
    for (const ParticipantInput& input : roster) names.push_back(input.name);
    const auto persons = people::persons_named(tx, names);
    std::int64_t position = 0;
    for (const ParticipantInput& input : roster) {
        Participant participant{input};
        if (const auto person = persons.find(input.name); person != persons.end()) participant.party = person->second;
        participant.id = tx.new_id<ParticipantTag>();
        participant.activity = id;
        participant.position = ++position;
        records::insert_row(tx, records::describe<Participant>(), insert, &participant);
    }
}

void link_bodies(store::Tx& tx, const Activity& activity) {
    tx.execute("delete from activity_party where activity = $1", activity.id);
    const auto link = [&](const std::string& list, people::Side side) {
        for (const std::string& name : bodies_in(list))
            if (const auto body = people::body_named(tx, name))
                tx.execute(
                    "insert into activity_party (activity, party, side) values ($1, $2, $3) "
                    "on conflict (activity, party) do nothing",
                    activity.id, *body, side);
    };
    link(activity.vietnamese_side, people::Side::vn);
    link(activity.chinese_side, people::Side::cn);
}

std::vector<std::pair<PartyId, std::string>> bodies_of(store::Tx& tx, ActivityId id) {
    std::vector<std::pair<PartyId, std::string>> bodies;
    for (const store::Row row :
         tx.query("select writing.owner as party, writing.text as name from activity_party "
                  "join writing on writing.owner = activity_party.party where activity = $1 order by writing.id",
                  id))
        bodies.emplace_back(row.id<PartyTag>("party"), row.text("name"));
    return bodies;
}

namespace {

void add_sides(store::Query& query, Sides sides) {
    switch (sides) {
        case Sides::both: query.add(" and vietnamese_side <> '' and chinese_side <> ''"); return;
        case Sides::vn: query.add(" and vietnamese_side <> '' and chinese_side = ''"); return;
        case Sides::cn: query.add(" and vietnamese_side = '' and chinese_side <> ''"); return;
        case Sides::none: query.add(" and vietnamese_side = '' and chinese_side = ''"); return;
    }
}

void add_filters(store::Query& query, const ActivityFilter& filter, const std::string& from, const std::string& to) {
    if (filter.direction) query.add(" and direction = ", *filter.direction);
    if (filter.without_direction) query.add(" and direction is null");
    if (filter.kind) query.add(" and kind = ", *filter.kind);
    if (filter.state) query.add(" and state = ", *filter.state);
    if (filter.gate) query.add(" and gate = ", filter.gate);
    if (filter.without_gate) query.add(" and gate is null");
    if (filter.sides) add_sides(query, *filter.sides);
    if (filter.party)
        query.add(" and (exists (select 1 from activity_party where activity = activity.id and party = ", filter.party)
            .add(") or exists (select 1 from participant where activity = activity.id and party = ", filter.party)
            .add("))");
    if (filter.across) {  // touches the period, but may lie outside it
        query.add(" and date_from_first <= ", to).add(" and date_from_last >= ", from);
        query.add(" and not (date_from_first >= ", from).add(" and date_from_last <= ", to).add(")");
    } else {
        if (!from.empty()) query.add(" and date_from_first >= ", from);
        if (!to.empty()) query.add(" and date_from_last <= ", to);
    }
    if (filter.counted == "listed") query.add(" and listed > 0");
    if (filter.counted == "stated") query.add(" and listed = 0 and people_number is not null");
    if (filter.unit == PeopleUnit::visits) query.add(" and people_unit = 'visits'");
    if (filter.unit == PeopleUnit::persons) query.add(" and (people_unit is null or people_unit = 'persons')");
}

}  // namespace

std::vector<ActivityLine> list(store::Tx& tx, const ActivityFilter& filter, const std::vector<std::int64_t>* ids,
                               const std::optional<PartyId>& body, const std::optional<Position>& from, bool backwards,
                               int limit) {
    const std::string period_from = filter.from.ok() ? to_text(filter.from) : std::string();
    const std::string period_to = filter.to.ok() ? to_text(filter.to) : std::string();
    store::Query query(
        "select id, direction, kind, state, date_from_first, date_from_last, date_to_first, date_to_last, title_vi, "
        "title_zh, title_en, place, people_number, people_qualifier, people_unit, listed from activity where true");
    add_filters(query, filter, period_from, period_to);
    if (ids) {
        query.add(" and id in (0");
        for (const std::int64_t id : *ids) query.add(", ", id);
        query.add(")");
    }
    if (body)
        query
            .add(" and exists (select 1 from access_grant where kind = 'activity' and record = activity.id and body = ",
                 *body)
            .add(")");
    if (from) {
        if (backwards)
            query.add(" and (date_from_first, id) > (", from->date).add(", ", from->id).add(")");
        else
            query.add(" and (date_from_first, id) < (", from->date).add(", ", from->id).add(")");
    }
    if (backwards)
        query.add(" order by date_from_first, id limit ", limit);
    else
        query.add(" order by date_from_first desc, id desc limit ", limit);
    std::vector<ActivityLine> lines = records::read_all<ActivityLine>(tx.query(query));
    if (backwards) std::ranges::reverse(lines);
    return lines;
}

}  // namespace caunoi::exchange::activity_store
