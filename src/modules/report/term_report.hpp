// The term report: what was done in a period and who belonged to the association at its end. Three kinds of figures
// stand side by side and are never added: listed on rosters, stated for an activity, stated for a period.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/people/party.hpp"
#include "modules/people/term.hpp"
#include "modules/report/fact.hpp"
#include "platform/exports/exports.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace caunoi::report {

struct Period {
    Date from{};
    Date to{};
};
// A day that is not one, an end before the beginning, or more than 60 years: `invalid` naming "from" or "to".
Result<Period> parse_period(std::string_view from, std::string_view to);

// Where a figure stands in the report.
enum class Group { totals, years, kinds, sides, gates, bodies, roll, posts, uncounted };
constexpr std::array<std::string_view, 9> group_codes{"totals", "years", "kinds", "sides",    "gates",
                                                      "bodies", "roll",  "posts", "uncounted"};
constexpr std::span<const std::string_view> codes(Group) {
    return group_codes;
}
constexpr std::string_view code_labels(Group) {
    return "report.group";
}

enum class Unit { activities, delegations, visits, persons, members, posts };
constexpr std::array<std::string_view, 6> unit_codes{"activities", "delegations", "visits",
                                                     "persons",    "members",     "posts"};
constexpr std::span<const std::string_view> codes(Unit) {
    return unit_codes;
}
constexpr std::string_view code_labels(Unit) {
    return "report.unit";
}

// How the figure comes from the rows behind it.
enum class Of { rows, listed, people_number };
constexpr std::array<std::string_view, 3> of_codes{"rows", "sum:listed", "sum:people_number"};
constexpr std::span<const std::string_view> codes(Of) {
    return of_codes;
}

// The list whose rows make the figure.
using Rows = std::variant<exchange::ActivityFilter, people::PartyFilter, people::PostFilter>;

struct Figure {
    std::string key = {};    // "activities.out", "year.2019.visits.listed"
    std::string label = {};  // in the reader's language
    Group group = Group::totals;
    std::string part = {};  // what the figure is about within its group: the year, the gate's name
    Unit unit = Unit::activities;
    std::int64_t value = 0;
    Qualifier qualifier = Qualifier::exact;  // about: a number in the sum is qualified
    Of of = Of::rows;
    Rows rows = {};
    std::vector<Fact> stated = {};  // whose period lies wholly in that of the report

    [[nodiscard]] std::string records() const;  // address of the list with exactly these rows
};

struct TermReport {
    Period period = {};
    bool of_term = false;  // the period is that of a term of office, to its end or to today
    std::vector<Figure> figures = {};
    std::vector<Fact> across = {};  // numbers stated for a period that lies only partly in this one

    // Throws std::logic_error when there is none: for keys that every report has.
    [[nodiscard]] const Figure& at(std::string_view key) const;
    [[nodiscard]] const Figure* find(std::string_view key) const;
    [[nodiscard]] std::vector<const Figure*> of(Group group) const;
};

// `forbidden` unless the actor may see reports, activities and people.
Result<TermReport> term_report(Context& context, const Period& period);

// The rows behind a figure as a table; written down as every export is.
Result<exports::Csv> export_rows(Context& context, const Figure& figure);
// All figures of the report as a table.
Result<exports::Csv> export_figures(Context& context, const TermReport& report);

std::string title_text(Language language, const TermReport& report);
std::string as_json(Language language, const TermReport& report);
std::string as_text(Language language, const TermReport& report);

// "khoảng 1.284", with the qualifier of the figure.
std::string value_text(Language language, const Figure& figure);
// "gần 1.000 lượt đại biểu", as the source states it; 近1,000人次 for other readers where the unit is one of ours.
// Days, moments (2023-12-14T12:20, in Hà Nội) and seasons (2020-spring) are written as the reader's office would.
std::string stated_text(Language language, const Fact& fact);
Language stated_language(Language language, const Fact& fact);  // the reader's, or Vietnamese as the source has it
std::string period_text(Language language, const Fact& fact);
std::string period_text(Language language, const Period& period);

// Periods to choose from.
struct Preset {
    std::string label = {};
    Period period = {};
};
struct Presets {
    std::vector<Preset> terms = {};
    std::vector<Preset> stated = {};  // that sources state numbers for
    std::vector<Preset> years = {};   // that have activities, newest first
};
Result<Presets> presets(Context& context);

}  // namespace caunoi::report
