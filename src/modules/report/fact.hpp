// What a source states: "10 delegations, nearly 1,000 delegate-visits, 2017 to June 2023". Facts stand beside computed
// figures and are never added to them, nor to one another.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/report/report.hpp"
#include "platform/base/quantity.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::report {

// The figure of the term report that a stated number stands beside.
enum class Measure { activities, delegations, visits, persons, members, committee };
constexpr std::array<std::string_view, 6> measure_codes{"activities", "delegations", "visits",
                                                        "persons",    "members",     "committee"};
constexpr std::span<const std::string_view> codes(Measure) {
    return measure_codes;
}
constexpr std::string_view code_labels(Measure) {
    return "report.measure";
}

// How the fact stands: as published; worked out from what is published; asked for, but the source does not say;
// confirmed by another source, or contradicted by one.
enum class Standing { published, derived, unstated, confirmed, conflict };
constexpr std::array<std::string_view, 5> standing_codes{"published", "derived", "unstated", "confirmed", "conflict"};
constexpr std::span<const std::string_view> codes(Standing) {
    return standing_codes;
}
constexpr std::string_view code_labels(Standing) {
    return "report.standing";
}

struct FactInput {
    std::string title_vi = {};
    std::string title_zh = {};
    std::string title_en = {};
    std::string value = {};
    std::optional<std::int64_t> number = {};
    std::optional<Qualifier> qualifier = {};
    std::string unit = {};
    std::optional<Measure> measure = {};
    std::optional<exchange::Direction> direction = {};
    PartialDate period_from = {};
    PartialDate period_to = {};
    Standing standing = Standing::published;
    std::string source = {};
};

struct Fact : FactInput {
    FactId id = {};
    std::int64_t version = 0;
    std::optional<std::string> key = {};
    std::string duties = {};
    std::string record_kind = {};
    std::int64_t record = 0;

    [[nodiscard]] const std::string& title(Language language) const;  // falls back to a language that has one
    [[nodiscard]] const std::string& title_under(Language language) const;
    [[nodiscard]] Language language_under(Language language) const;
    // First and last possible day of the period; an end that is not known is the end of the beginning.
    [[nodiscard]] Date first() const { return period_from.first; }
    [[nodiscard]] Date last() const { return period_to.known() ? period_to.last : period_from.last; }
};

// Adds to `errors` what contradicts itself.
void check(const FactInput& input, Errors& errors);

// Fails with `forbidden`, or `invalid` naming every wrong field.
Result<FactId> record_fact(Context& context, const FactInput& input);
// Also `conflict` when `version` is not the newest any more; `not_found`.
Result<void> change_fact(Context& context, FactId id, std::int64_t version, const FactInput& input);
Result<void> delete_fact(Context& context, FactId id, std::int64_t version);
Result<Fact> find_fact(Context& context, FactId id);
void reindex_all(Context& context);

// A fact that comes from a file, with its identity there, the duties it belongs to and the record that carries it.
Result<FactId> load_fact(Context& context, const Fact& fact);

struct FactFilter {
    std::string text = {};
    std::optional<Measure> measure = {};
};
struct FactPage {
    std::vector<Fact> facts = {};
    bool more = false;
};
// Newest recorded first.
Result<FactPage> list_facts(Context& context, const FactFilter& filter, FactId after, int limit);

// Facts with duties, in the order in which they were loaded: those of the articles. At most `limit`.
Result<std::vector<Fact>> article_facts(Context& context, int limit);

template <class Record>
constexpr auto fact_fields() {
    using records::field;
    return std::array{
        field<Record, &FactInput::title_vi>("title_vi", {.max = 300}),
        field<Record, &FactInput::title_zh>("title_zh", {.max = 300}),
        field<Record, &FactInput::title_en>("title_en", {.max = 300}),
        field<Record, &FactInput::value>("value", {.max = 1000}),
        field<Record, &FactInput::number>("number"),
        field<Record, &FactInput::qualifier>("qualifier"),
        field<Record, &FactInput::unit>("unit", {.max = 100}),
        field<Record, &FactInput::measure>("measure"),
        field<Record, &FactInput::direction>("direction"),
        field<Record, &FactInput::period_from>("period_from"),
        field<Record, &FactInput::period_to>("period_to"),
        field<Record, &FactInput::standing>("standing", {.required = true}),
        field<Record, &FactInput::source>("source", {.required = true, .max = 1000}),
    };
}

}  // namespace caunoi::report

template <>
struct caunoi::records::Of<caunoi::report::FactInput> {
    static constexpr auto fields = report::fact_fields<report::FactInput>();
    static constexpr Description description{"fact", "report.fact", fields};
};
template <>
struct caunoi::records::Of<caunoi::report::Fact> {
    using Record = report::Fact;
    static constexpr auto fields = join(
        join(kept_fields<Record>(), std::array{field<Record, &Record::key>("key", {.use = Use::system}),
                                               field<Record, &Record::duties>("duties", {.use = Use::system}),
                                               field<Record, &Record::record_kind>("record_kind", {.use = Use::system}),
                                               field<Record, &Record::record>("record", {.use = Use::system})}),
        report::fact_fields<Record>());
    static constexpr Description description{"fact", "report.fact", fields};
};
