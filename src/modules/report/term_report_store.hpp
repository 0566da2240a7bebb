// What the term report counts: one query a group, over activities that were held and whose date lies wholly in the
// period.
#pragma once

#include "modules/report/term_report.hpp"

#include <optional>
#include <vector>

namespace caunoi::report::term_report_store {

// Of one year and one direction.
struct YearCount {
    int year = 0;
    std::optional<exchange::Direction> direction = {};
    std::int64_t activities = 0;
    std::int64_t delegations = 0;
    std::int64_t listed = 0;         // rows of rosters
    std::int64_t stated_visits = 0;  // of activities without a roster
    std::int64_t stated_persons = 0;
    std::int64_t qualified_visits = 0;  // how many of the numbers in the sum are not exact
    std::int64_t qualified_persons = 0;
};
std::vector<YearCount> by_year(store::Tx& tx, const Period& period);

template <class Part>
struct Count {
    Part part = {};
    std::int64_t activities = 0;
};
std::vector<Count<exchange::ActivityKind>> by_kind(store::Tx& tx, const Period& period);
std::vector<Count<exchange::Sides>> by_sides(store::Tx& tx, const Period& period);
std::vector<Count<people::PlaceId>> by_gate(store::Tx& tx, const Period& period);  // without a gate: PlaceId{}
// Bodies by their exact names in the two lists, the most frequent first.
std::vector<Count<PartyId>> by_body(store::Tx& tx, const Period& period, int limit);

struct Uncounted {
    std::int64_t across = 0;  // held, but dated too roughly to say whether in the period
    std::int64_t planned = 0;
    std::int64_t cancelled = 0;
};
Uncounted uncounted(store::Tx& tx, const Period& period);

struct Years {
    int first = 0;  // 0: there is no activity
    int last = 0;
};
Years years(store::Tx& tx);

}  // namespace caunoi::report::term_report_store
