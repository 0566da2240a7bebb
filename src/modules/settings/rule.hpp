// Figures that law sets and changes, as dated data: what holds on a day, by what text, and whether anybody verified it.
// They come with the program; an office that knows better corrects them, and its correction stays when the program is
// renewed.
#pragma once

#include "modules/settings/association.hpp"
#include "platform/records/records.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::settings {

using RuleId = Id<struct LegalRuleTag>;

struct RuleInput {
    std::int64_t value = 0;
    PartialDate from = {};
    PartialDate to = {};  // the first day on which it held no more
    std::string basis = {};
    std::string note = {};
    bool unverified = false;
};
struct Rule : RuleInput {
    RuleId id = {};  // none: as it came with the program
    std::int64_t version = 0;
    std::string code = {};  // members.minimum.province.2024-11-26

    [[nodiscard]] std::string_view key() const;    // members.minimum
    [[nodiscard]] std::string_view level() const;  // province
    [[nodiscard]] bool holds_on(Date day) const;
};

void check(const RuleInput& input, Errors& errors);
// Each code once: as corrected, or as it came.
std::vector<Rule> rules(store::Tx& tx);
// The one of that key and level that holds on that day; none when the level has none.
std::optional<Rule> rule_on(store::Tx& tx, std::string_view key, std::string_view level, Date day);

Result<std::vector<Rule>> list_rules(Context& context);
Result<Rule> find_rule(Context& context, std::string_view code);
// `version`: of the row that the form was filled in from, 0 while it was as it came.
Result<void> correct_rule(Context& context, std::string_view code, std::int64_t version, const RuleInput& input);

// The roll against the founding minimum of the association's level: below it the association may be dissolved when it
// reports its term congress (decree 126/2024).
struct RollLight {
    std::int64_t official = 0;
    Rule minimum = {};
    [[nodiscard]] bool red() const { return official < minimum.value; }
};
// Of the roll on that day. Nothing while the association's level is not known.
std::optional<RollLight> roll_light(store::Tx& tx, Date day, const std::vector<people::RollCount>& roll);

void register_rule_routes(http::Router& router);

}  // namespace caunoi::settings

namespace caunoi::settings {
template <class Record>
constexpr auto rule_fields() {
    using records::field;
    return std::array{field<Record, &RuleInput::value>("value", {.required = true}),
                      field<Record, &RuleInput::from>("from"),
                      field<Record, &RuleInput::to>("to"),
                      field<Record, &RuleInput::basis>("basis", {.required = true, .max = 300}),
                      field<Record, &RuleInput::note>("note", {.max = 1000}),
                      field<Record, &RuleInput::unverified>("unverified")};
}
}  // namespace caunoi::settings

template <>
struct caunoi::records::Of<caunoi::settings::RuleInput> {
    static constexpr auto fields = settings::rule_fields<settings::RuleInput>();
    static constexpr Description description{"legal_rule", "settings.rule", fields};
};
template <>
struct caunoi::records::Of<caunoi::settings::Rule> {
    using Record = settings::Rule;
    static constexpr auto fields =
        join(join(kept_fields<Record>(), std::array{field<Record, &Record::code>("code", {.use = Use::system})}),
             settings::rule_fields<Record>());
    static constexpr Description description{"legal_rule", "settings.rule", fields};
};
