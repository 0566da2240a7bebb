#include "modules/report/term_report_store.hpp"

namespace caunoi::report::term_report_store {

namespace {

template <class E>
std::optional<E> code_of(std::string_view text) {
    const auto index = records::find_code(codes(E{}), text);
    if (!index) return std::nullopt;
    return static_cast<E>(*index);
}

// A date that is not known lies in no year, so a year is always there.
int year_of(std::string_view text) {
    return static_cast<int>(parse_integer(text).value_or(0));
}

}  // namespace

std::vector<YearCount> by_year(store::Tx& tx, const Period& period) {
    std::vector<YearCount> counts;
    for (const store::Row row : tx.query(
             R"(select substr(date_from_first, 1, 4) as year, direction, count(*) as activities,
                       cast(sum(case when kind = 'delegation' then 1 else 0 end) as bigint) as delegations,
                       cast(sum(listed) as bigint) as listed,
                       cast(sum(case when listed = 0 and people_unit = 'visits'
                                     then coalesce(people_number, 0) else 0 end) as bigint) as stated_visits,
                       cast(sum(case when listed = 0 and coalesce(people_unit, 'persons') = 'persons'
                                     then coalesce(people_number, 0) else 0 end) as bigint) as stated_persons,
                       cast(sum(case when listed = 0 and people_unit = 'visits' and people_number is not null
                                          and people_qualifier <> 'exact' then 1 else 0 end) as bigint) as qualified_visits,
                       cast(sum(case when listed = 0 and coalesce(people_unit, 'persons') = 'persons'
                                          and people_number is not null
                                          and people_qualifier <> 'exact' then 1 else 0 end) as bigint) as qualified_persons
                from activity
                where state = 'held' and date_from_first >= $1 and date_from_last <= $2
                group by substr(date_from_first, 1, 4), direction)",
             to_text(period.from), to_text(period.to)))
        counts.push_back({.year = year_of(row.text("year")),
                          .direction = code_of<exchange::Direction>(row.text("direction")),
                          .activities = row.integer("activities"),
                          .delegations = row.integer("delegations"),
                          .listed = row.integer("listed"),
                          .stated_visits = row.integer("stated_visits"),
                          .stated_persons = row.integer("stated_persons"),
                          .qualified_visits = row.integer("qualified_visits"),
                          .qualified_persons = row.integer("qualified_persons")});
    return counts;
}

std::vector<Count<exchange::ActivityKind>> by_kind(store::Tx& tx, const Period& period) {
    std::vector<Count<exchange::ActivityKind>> counts;
    for (const store::Row row : tx.query(
             R"(select kind, count(*) as activities from activity
                where state = 'held' and date_from_first >= $1 and date_from_last <= $2 group by kind)",
             to_text(period.from), to_text(period.to)))
        if (const auto kind = code_of<exchange::ActivityKind>(row.text("kind")))
            counts.push_back({*kind, row.integer("activities")});
    return counts;
}

std::vector<Count<exchange::Sides>> by_sides(store::Tx& tx, const Period& period) {
    std::vector<Count<exchange::Sides>> counts;
    for (const store::Row row : tx.query(
             R"(select sides, count(*) as activities from (
                    select case when vietnamese_side <> '' and chinese_side <> '' then 'both'
                                when vietnamese_side <> '' then 'vn'
                                when chinese_side <> '' then 'cn' else 'none' end as sides
                    from activity
                    where state = 'held' and date_from_first >= $1 and date_from_last <= $2) as named
                group by sides)",
             to_text(period.from), to_text(period.to)))
        if (const auto sides = code_of<exchange::Sides>(row.text("sides")))
            counts.push_back({*sides, row.integer("activities")});
    return counts;
}

std::vector<Count<people::PlaceId>> by_gate(store::Tx& tx, const Period& period) {
    std::vector<Count<people::PlaceId>> counts;
    for (const store::Row row : tx.query(
             R"(select gate, count(*) as activities from activity
                where state = 'held' and date_from_first >= $1 and date_from_last <= $2 group by gate)",
             to_text(period.from), to_text(period.to)))
        counts.push_back({row.id<people::PlaceId::tag>("gate"), row.integer("activities")});
    return counts;
}

std::vector<Count<PartyId>> by_body(store::Tx& tx, const Period& period, int limit) {
    std::vector<Count<PartyId>> counts;
    for (const store::Row row : tx.query(
             R"(select party, count(*) as activities from activity_party
                join activity on activity.id = activity_party.activity
                where state = 'held' and date_from_first >= $1 and date_from_last <= $2
                group by party order by activities desc, party limit $3)",
             to_text(period.from), to_text(period.to), limit))
        counts.push_back({row.id<PartyTag>("party"), row.integer("activities")});
    return counts;
}

Uncounted uncounted(store::Tx& tx, const Period& period) {
    Uncounted counts;
    for (const store::Row row : tx.query(
             R"(select state, within, count(*) as activities from (
                    select state, case when date_from_first >= $1 and date_from_last <= $2 then 1 else 0 end as within
                    from activity where date_from_first <= $3 and date_from_last >= $4) as touching
                group by state, within)",
             to_text(period.from), to_text(period.to), to_text(period.to), to_text(period.from))) {
        const bool within = row.integer("within") != 0;
        if (row.text("state") == "held" && !within) counts.across = row.integer("activities");
        if (row.text("state") == "planned" && within) counts.planned = row.integer("activities");
        if (row.text("state") == "cancelled" && within) counts.cancelled = row.integer("activities");
    }
    return counts;
}

Years years(store::Tx& tx) {
    Years found;
    for (const store::Row row :
         tx.query("select min(date_from_first) as earliest, max(date_from_first) as latest from activity"))
        found = {.first = year_of(row.text("earliest").substr(0, 4)), .last = year_of(row.text("latest").substr(0, 4))};
    return found;
}

}  // namespace caunoi::report::term_report_store
