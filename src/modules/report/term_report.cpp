#include "modules/report/term_report.hpp"

#include "modules/exchange/activity_export.hpp"
#include "modules/exchange/activity_pages.hpp"
#include "modules/people/party_pages.hpp"
#include "modules/people/people_export.hpp"
#include "modules/report/fact_store.hpp"
#include "modules/report/term_report_store.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>
#include <map>

namespace caunoi::report {

namespace {

using i18n::tr;
using term_report_store::YearCount;

constexpr int years_max = 60;
constexpr int bodies_max = 100;
constexpr int facts_max = 500;

// The five values of a direction, the last for activities whose source states none.
using Way = std::optional<exchange::Direction>;
constexpr std::array<Way, 5> ways{exchange::Direction::out, exchange::Direction::in, exchange::Direction::joint,
                                  exchange::Direction::online, Way{}};

std::string suffix_of(const Way& way) {
    return way ? fmt::format(".{}", exchange::direction_codes[static_cast<std::size_t>(*way)]) : ".unstated";
}

template <store::Coded E>
std::string_view code(E value) {
    return codes(value)[static_cast<std::size_t>(value)];
}

// One of the kinds of figures that are counted by year and direction.
struct Measured {
    std::string_view key;
    Unit unit;
    Of of;
    std::int64_t YearCount::* count;
    std::int64_t YearCount::* qualified;  // nullptr: it is counted, so it is exact
    void (*narrow)(exchange::ActivityFilter& filter);
};
constexpr std::array<Measured, 5> measured{{
    {"activities", Unit::activities, Of::rows, &YearCount::activities, nullptr, [](exchange::ActivityFilter&) {}},
    {"delegations", Unit::delegations, Of::rows, &YearCount::delegations, nullptr,
     [](exchange::ActivityFilter& filter) { filter.kind = exchange::ActivityKind::delegation; }},
    {"visits.listed", Unit::visits, Of::listed, &YearCount::listed, nullptr,
     [](exchange::ActivityFilter& filter) { filter.counted = "listed"; }},
    {"visits.stated", Unit::visits, Of::people_number, &YearCount::stated_visits, &YearCount::qualified_visits,
     [](exchange::ActivityFilter& filter) {
         filter.counted = "stated";
         filter.unit = exchange::PeopleUnit::visits;
     }},
    {"persons.stated", Unit::persons, Of::people_number, &YearCount::stated_persons, &YearCount::qualified_persons,
     [](exchange::ActivityFilter& filter) {
         filter.counted = "stated";
         filter.unit = exchange::PeopleUnit::persons;
     }},
}};

class Builder {
public:
    Builder(Language language, const Period& period) : language_(language) { report_.period = period; }

    void add_measured(const std::vector<YearCount>& counts);
    void add_years(const std::vector<YearCount>& counts);
    void add_kinds(store::Tx& tx);
    void add_sides(store::Tx& tx);
    void add_gates(store::Tx& tx);
    void add_bodies(store::Tx& tx);
    void add_roll(store::Tx& tx);
    void add_posts(store::Tx& tx);
    void add_uncounted(store::Tx& tx);
    void add_facts(std::vector<Fact> facts);
    TermReport take() { return std::move(report_); }

private:
    [[nodiscard]] exchange::ActivityFilter held() const { return held(report_.period); }
    static exchange::ActivityFilter held(const Period& period) {
        exchange::ActivityFilter filter;
        filter.state = exchange::ActivityState::held;
        filter.from = period.from;
        filter.to = period.to;
        return filter;
    }
    [[nodiscard]] std::string name_of(std::string_view key) const {
        return std::string(tr(language_, fmt::format("report.figure.{}", key)));
    }
    [[nodiscard]] std::string label_of(const Way& way) const {
        return std::string(way ? tr(language_, fmt::format("exchange.direction.{}", code(*way)))
                               : tr(language_, "report.direction_unstated"));
    }
    // Activities of one part of the whole: a kind, a gate, a body.
    void add_part(Group group, std::string key, std::string part, std::int64_t value, exchange::ActivityFilter filter) {
        report_.figures.push_back({.key = std::move(key),
                                   .label = fmt::format("{} – {}", name_of("activities"), part),
                                   .group = group,
                                   .part = part,
                                   .unit = Unit::activities,
                                   .value = value,
                                   .rows = std::move(filter)});
    }
    void add_counted(const Measured& what, const std::vector<YearCount>& counts, const Way* way, int year);

    Language language_;
    TermReport report_;
};

// One figure over the counts of all years and directions, or of one year, or of one direction.
void Builder::add_counted(const Measured& what, const std::vector<YearCount>& counts, const Way* way, int year) {
    std::int64_t value = 0;
    std::int64_t qualified = 0;
    for (const YearCount& count : counts) {
        if (year != 0 && count.year != year) continue;
        if (way && count.direction != *way) continue;
        value += count.*what.count;
        if (what.qualified) qualified += count.*what.qualified;
    }
    Period period = report_.period;
    std::string key(what.key);
    std::string label = name_of(what.key);
    std::string part;
    if (year != 0) {
        using std::chrono::day;
        using std::chrono::month;
        period.from = std::max(period.from, Date{std::chrono::year(year), month(1), day(1)});
        period.to = std::min(period.to, Date{std::chrono::year(year), month(12), day(31)});
        part = std::to_string(year);
        key = fmt::format("year.{}.{}", year, key);
        label += " – " + part;
    }
    exchange::ActivityFilter filter = held(period);
    what.narrow(filter);
    if (way) {
        filter.direction = *way;
        filter.without_direction = !*way;
        key += suffix_of(*way);
        label += " – " + label_of(*way);
    }
    report_.figures.push_back({.key = std::move(key),
                               .label = std::move(label),
                               .group = year == 0 ? Group::totals : Group::years,
                               .part = std::move(part),
                               .unit = what.unit,
                               .value = value,
                               .qualifier = qualified > 0 ? Qualifier::about : Qualifier::exact,
                               .of = what.of,
                               .rows = std::move(filter)});
}

void Builder::add_measured(const std::vector<YearCount>& counts) {
    for (const Measured& what : measured) {
        add_counted(what, counts, nullptr, 0);
        for (const Way& way : ways) add_counted(what, counts, &way, 0);
    }
}

void Builder::add_years(const std::vector<YearCount>& counts) {
    const int first = static_cast<int>(report_.period.from.year());
    const int last = static_cast<int>(report_.period.to.year());
    for (int year = first; year <= last; ++year) {
        for (const Way& way : ways) add_counted(measured[0], counts, &way, year);
        for (const Measured& what : measured) add_counted(what, counts, nullptr, year);
    }
}

template <class Part>
std::int64_t count_of(const std::vector<term_report_store::Count<Part>>& counts, const Part& part) {
    const auto found = std::ranges::find(counts, part, &term_report_store::Count<Part>::part);
    return found == counts.end() ? 0 : found->activities;
}

void Builder::add_kinds(store::Tx& tx) {
    const auto counts = term_report_store::by_kind(tx, report_.period);
    for (std::size_t i = 0; i < exchange::kind_codes.size(); ++i) {
        exchange::ActivityFilter filter = held();
        filter.kind = static_cast<exchange::ActivityKind>(i);
        add_part(Group::kinds, fmt::format("kind.{}", exchange::kind_codes[i]),
                 std::string(tr(language_, fmt::format("exchange.kind.{}", exchange::kind_codes[i]))),
                 count_of(counts, *filter.kind), filter);
    }
}

void Builder::add_sides(store::Tx& tx) {
    const auto counts = term_report_store::by_sides(tx, report_.period);
    for (std::size_t i = 0; i < exchange::sides_codes.size(); ++i) {
        exchange::ActivityFilter filter = held();
        filter.sides = static_cast<exchange::Sides>(i);
        add_part(Group::sides, fmt::format("sides.{}", exchange::sides_codes[i]),
                 std::string(tr(language_, fmt::format("exchange.sides.{}", exchange::sides_codes[i]))),
                 count_of(counts, *filter.sides), filter);
    }
}

void Builder::add_gates(store::Tx& tx) {
    const auto counts = term_report_store::by_gate(tx, report_.period);
    for (const people::Place& gate : people::gates(tx)) {
        exchange::ActivityFilter filter = held();
        filter.gate = gate.id;
        add_part(Group::gates, fmt::format("gate.{}", gate.code), gate.name.in(language_), count_of(counts, gate.id),
                 filter);
    }
    exchange::ActivityFilter filter = held();
    filter.without_gate = true;
    add_part(Group::gates, "gate.none", std::string(tr(language_, "exchange.filter.no_gate")),
             count_of(counts, people::PlaceId{}), filter);
}

void Builder::add_bodies(store::Tx& tx) {
    const auto counts = term_report_store::by_body(tx, report_.period, bodies_max);
    std::vector<PartyId> parties;
    for (const auto& count : counts) parties.push_back(count.part);
    const auto names = people::names_of(tx, parties);
    for (const auto& count : counts) {
        const auto name = std::ranges::find(names, count.part, &people::PartyName::id);
        exchange::ActivityFilter filter = held();
        filter.party = count.part;
        add_part(Group::bodies, fmt::format("body.{}", count.part.value),
                 name == names.end() ? to_text(count.part) : name->name.in(language_), count.activities, filter);
    }
}

void Builder::add_roll(store::Tx& tx) {
    const auto counts = people::roll_on(tx, report_.period.to);
    const auto add = [&](std::string_view kind, std::int64_t members) {
        people::PartyFilter filter;
        filter.on_roll = report_.period.to;
        filter.member_kind = kind;
        const std::string part(kind.empty() ? tr(language_, "common.total")
                                            : tr(language_, fmt::format("people.member_kind.{}", kind)));
        report_.figures.push_back(
            {.key = kind.empty() ? "roll" : fmt::format("roll.{}", kind),
             .label = kind.empty() ? name_of("roll") : fmt::format("{} – {}", name_of("roll"), part),
             .group = Group::roll,
             .part = part,
             .unit = Unit::members,
             .value = members,
             .rows = filter});
    };
    std::int64_t all = 0;
    for (const people::RollCount& count : counts) all += count.members;
    add("", all);
    for (const std::string_view kind : people::member_kind_codes) {
        const auto found = std::ranges::find(counts, kind, &people::RollCount::kind);
        add(kind, found == counts.end() ? 0 : found->members);
    }
}

void Builder::add_posts(store::Tx& tx) {
    const auto posts = people::posts_on(tx, report_.period.to);
    const auto add = [&](std::optional<people::Organ> organ) {
        const auto held_in = [&](const people::PostHeld& post) { return !organ || post.organ == code(*organ); };
        const std::string part(organ ? tr(language_, fmt::format("people.organ.{}", code(*organ)))
                                     : tr(language_, "common.total"));
        people::PostFilter filter{.on = report_.period.to, .organ = organ};
        report_.figures.push_back({.key = organ ? fmt::format("posts.{}", code(*organ)) : "posts",
                                   .label = organ ? fmt::format("{} – {}", name_of("posts"), part) : name_of("posts"),
                                   .group = Group::posts,
                                   .part = part,
                                   .unit = Unit::posts,
                                   .value = std::ranges::count_if(posts, held_in),
                                   .rows = filter});
    };
    add(std::nullopt);
    for (std::size_t i = 0; i < people::organ_codes.size(); ++i) add(static_cast<people::Organ>(i));
}

void Builder::add_uncounted(store::Tx& tx) {
    const auto counts = term_report_store::uncounted(tx, report_.period);
    const auto add = [&](std::string_view name, std::int64_t value, exchange::ActivityFilter filter) {
        const std::string key = fmt::format("activities.{}", name);
        report_.figures.push_back({.key = key,
                                   .label = name_of(key),
                                   .group = Group::uncounted,
                                   .part = name_of(key),
                                   .unit = Unit::activities,
                                   .value = value,
                                   .rows = std::move(filter)});
    };
    exchange::ActivityFilter filter = held();
    filter.across = true;
    add("across", counts.across, filter);
    filter = held();
    filter.state = exchange::ActivityState::planned;
    add("planned", counts.planned, filter);
    filter.state = exchange::ActivityState::cancelled;
    add("cancelled", counts.cancelled, filter);
}

// The figure that a stated number stands beside. Visits stated for a period stand beside those that rosters list.
std::string figure_of(const Fact& fact) {
    switch (*fact.measure) {
        case Measure::members: return "roll";
        case Measure::committee: return "posts.executive_committee";
        case Measure::activities:
        case Measure::delegations:
        case Measure::visits:
        case Measure::persons: break;
    }
    const std::string_view name = *fact.measure == Measure::visits    ? "visits.listed"
                                  : *fact.measure == Measure::persons ? "persons.stated"
                                                                      : code(*fact.measure);
    return std::string(name) + (fact.direction ? suffix_of(fact.direction) : "");
}

void Builder::add_facts(std::vector<Fact> facts) {
    for (Fact& fact : facts) {
        if (fact.first() < report_.period.from || fact.last() > report_.period.to) {
            report_.across.push_back(std::move(fact));
            continue;
        }
        const auto figure = std::ranges::find(report_.figures, figure_of(fact), &Figure::key);
        if (figure == report_.figures.end()) throw std::logic_error("no figure " + figure_of(fact));
        figure->stated.push_back(std::move(fact));
    }
}

}  // namespace

Result<Period> parse_period(std::string_view from, std::string_view to) {
    Errors errors;
    const auto first = records::parse_day(from);
    const auto last = records::parse_day(to);
    if (!first) errors.add("from", from.empty() ? "form.required" : "form.not_a_date");
    if (!last) errors.add("to", to.empty() ? "form.required" : "form.not_a_date");
    if (first && last) {
        if (*last < *first)
            errors.add("to", "form.date_order");
        else if (static_cast<int>(last->year()) - static_cast<int>(first->year()) >= years_max)
            errors.add("to", "report.error.too_long", {{"years", std::to_string(years_max)}});
    }
    TRY(std::move(errors).result());
    return Period{*first, *last};
}

std::string Figure::records() const {
    if (const auto* activities = std::get_if<exchange::ActivityFilter>(&rows))
        return exchange::list_url(*activities).text();
    if (const auto* parties = std::get_if<people::PartyFilter>(&rows)) return people::list_url(*parties).text();
    return people::list_url(std::get<people::PostFilter>(rows)).text();
}

const Figure* TermReport::find(std::string_view key) const {
    const auto found = std::ranges::find(figures, key, &Figure::key);
    return found == figures.end() ? nullptr : &*found;
}
const Figure& TermReport::at(std::string_view key) const {
    const Figure* figure = find(key);
    if (!figure) throw std::logic_error(fmt::format("the report has no figure {}", key));
    return *figure;
}
std::vector<const Figure*> TermReport::of(Group group) const {
    std::vector<const Figure*> found;
    for (const Figure& figure : figures)
        if (figure.group == group) found.push_back(&figure);
    return found;
}

namespace {

// As far as its days are known; else the whole years of its name.
Period period_of(const people::Term& term, const std::vector<people::Term>& terms) {
    const auto whole = [](std::int64_t year, std::chrono::month month, unsigned day) {
        return Date{std::chrono::year(static_cast<int>(year)), month, std::chrono::day(day)};
    };
    Period period{.from = term.begun.known() ? term.begun.first : whole(term.label_from, std::chrono::January, 1),
                  .to = term.ended.known() ? term.ended.last : whole(term.label_to, std::chrono::December, 31)};
    // One congress ends a term and opens the next. Its day belongs to the term that reports to it, or what happened on
    // that day would count twice.
    const auto ended_that_day = [&](const people::Term& other) {
        return other.id != term.id && other.ended.known() && other.ended.last == period.from;
    };
    if (std::ranges::any_of(terms, ended_that_day))
        period.from = Date{std::chrono::sys_days(period.from) + std::chrono::days(1)};
    return period;
}

bool is_term(const std::vector<people::Term>& terms, const Period& period, Date today) {
    return std::ranges::any_of(terms, [&](const people::Term& term) {
        const Period whole = period_of(term, terms);
        return whole.from == period.from &&
               (whole.to == period.to || (!term.ended.known() && period.to == today && today < whole.to));
    });
}

}  // namespace

Result<TermReport> term_report(Context& context, const Period& period) {
    TRY(context.require(can_view));
    TRY(context.require(exchange::can_view));
    TRY(context.require(people::can_view));
    const bool of_term = is_term(TRY(people::list_terms(context)), period, context.today());
    // One snapshot, so that the parts add up to the whole while others write.
    return context.database.snapshot([&](store::Tx& tx) -> Result<TermReport> {
        Builder builder(context.language, period);
        const auto counts = term_report_store::by_year(tx, period);
        builder.add_measured(counts);
        builder.add_years(counts);
        builder.add_kinds(tx);
        builder.add_sides(tx);
        builder.add_gates(tx);
        builder.add_bodies(tx);
        builder.add_roll(tx);
        builder.add_posts(tx);
        builder.add_uncounted(tx);
        builder.add_facts(fact_store::touching(tx, period.from, period.to, facts_max));
        TermReport report = builder.take();
        report.of_term = of_term;
        return report;
    });
}

Result<exports::Csv> export_rows(Context& context, const Figure& figure) {
    TRY(context.require(can_view));
    if (const auto* activities = std::get_if<exchange::ActivityFilter>(&figure.rows))
        return exchange::export_activities(context, *activities);
    if (const auto* parties = std::get_if<people::PartyFilter>(&figure.rows))
        return people::export_parties(context, *parties);
    return people::export_posts(context, std::get<people::PostFilter>(figure.rows));
}

Result<Presets> presets(Context& context) {
    using std::chrono::day;
    using std::chrono::month;
    using std::chrono::year;
    TRY(context.require(can_view));
    const Language language = context.language;
    Presets found;
    const std::vector<people::Term> terms = TRY(people::list_terms(context));
    for (const people::Term& term : terms) {
        Period period = period_of(term, terms);
        if (!term.ended.known() && period.from <= context.today()) period.to = std::min(period.to, context.today());
        if (period.from <= period.to) found.terms.push_back({people::term_label(language, term), period});
    }
    read(context, [&](store::Tx& tx) {
        const Date first{year(1), month(1), day(1)};
        const Date last{year(9999), month(12), day(31)};
        for (const Fact& fact : fact_store::touching(tx, first, last, facts_max)) {
            const auto same = [&](const Preset& preset) {
                return preset.period.from == fact.first() && preset.period.to == fact.last();
            };
            // Of one day, or of a year that stands among the years: nothing to choose apart.
            if (!fact.period_to.known() || std::ranges::any_of(found.stated, same)) continue;
            found.stated.push_back({period_text(language, fact), {fact.first(), fact.last()}});
        }
        const term_report_store::Years years = term_report_store::years(tx);
        for (int y = years.last; y >= years.first && y > 0; --y)
            found.years.push_back(
                {std::to_string(y), {Date{year(y), month(1), day(1)}, Date{year(y), month(12), day(31)}}});
    });
    return found;
}

}  // namespace caunoi::report
