#include "modules/settings/rule.hpp"

#include "platform/base/embedded.hpp"
#include "platform/base/text.hpp"
#include "platform/import/csv.hpp"

#include <algorithm>

namespace caunoi::settings {

std::span<const EmbeddedFile> embedded_rules();  // generated from rules/

namespace {

Rule shipped_rule(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
    Rule rule;
    Errors errors;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == "code")
            rule.code = cells[i];
        else
            records::parse_field(*records::find_field(records::describe<Rule>(), header[i]), &rule, cells[i], errors);
    }
    if (!errors.empty()) throw std::logic_error("rules/legal.tsv: " + rule.code + ": " + errors.fields().front().name);
    return rule;
}

const std::vector<Rule>& shipped_rules() {
    static const auto all = [] {
        std::vector<Rule> read;
        imports::CsvReader reader(embedded_rules().front().text);
        const auto header = reader.header();
        std::vector<std::string> cells;
        for (auto more = reader.next(cells); header && more && *more; more = reader.next(cells))
            read.push_back(shipped_rule(*header, cells));
        return read;
    }();
    return all;
}

// members.minimum.province.2024-11-26 → its pieces from the end
std::size_t dot_from_end(std::string_view code, int number) {
    std::size_t at = code.size();
    for (int i = 0; i < number && at != std::string_view::npos; ++i) at = code.rfind('.', at - 1);
    return at;
}

std::optional<Rule> with_code(store::Tx& tx, std::string_view code) {
    std::vector<Rule> all = rules(tx);
    const auto found = std::ranges::find(all, code, &Rule::code);
    return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace

std::string_view Rule::key() const {
    return std::string_view(code).substr(0, dot_from_end(code, 2));
}
std::string_view Rule::level() const {
    const std::size_t first = dot_from_end(code, 2) + 1;
    return std::string_view(code).substr(first, dot_from_end(code, 1) - first);
}
bool Rule::holds_on(Date day) const {
    return (!from.known() || from.first <= day) && (!to.known() || day < to.first);
}

void check(const RuleInput& input, Errors& errors) {
    constexpr std::int64_t most = 1'000'000;
    if (input.value < 0 || input.value > most) errors.add("value", "settings.error.rule_value");
    if (input.from.known() && input.to.known() && input.to.first <= input.from.first)
        errors.add("to", "settings.error.rule_ends_before");
}

std::vector<Rule> rules(store::Tx& tx) {
    std::vector<Rule> all = shipped_rules();
    for (Rule& corrected : records::read_all<Rule>(tx.query("select * from legal_rule order by code"))) {
        const auto shipped = std::ranges::find(all, corrected.code, &Rule::code);
        if (shipped != all.end()) *shipped = std::move(corrected);
    }
    return all;
}

std::optional<Rule> rule_on(store::Tx& tx, std::string_view key, std::string_view level, Date day) {
    for (Rule& rule : rules(tx))
        if (rule.key() == key && rule.level() == level && rule.holds_on(day)) return std::move(rule);
    return std::nullopt;
}

Result<std::vector<Rule>> list_rules(Context& context) {
    TRY(context.require(can_change));
    return read(context, [](store::Tx& tx) -> Result<std::vector<Rule>> { return rules(tx); });
}

Result<Rule> find_rule(Context& context, std::string_view code) {
    TRY(context.require(can_change));
    auto rule = read(context, [&](store::Tx& tx) { return with_code(tx, code); });
    if (!rule) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(rule);
}

Result<void> correct_rule(Context& context, std::string_view code, std::int64_t version, const RuleInput& input) {
    TRY(context.require(can_change));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        tx.lock("legal_rule");  // two corrections of a shipped rule at the same moment
        const auto before = with_code(tx, code);
        if (!before) return fail(Error::Kind::not_found, "errors.not_found");
        if (before->version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        Rule after = *before;
        static_cast<RuleInput&>(after) = input;
        if (before->id) return records::change(tx, context, *before, after, code);
        if (records::compare(records::describe<RuleInput>(), &*before, &after).empty()) return {};
        records::create(tx, context, after, code);
        return {};
    });
}

std::optional<RollLight> roll_light(store::Tx& tx, Date day, const std::vector<people::RollCount>& roll) {
    const auto own = association(tx);
    if (!own || !own->level) return std::nullopt;
    auto minimum = rule_on(tx, "members.minimum", level_codes[static_cast<std::size_t>(*own->level)], day);
    if (!minimum) return std::nullopt;
    RollLight light{.official = 0, .minimum = *std::move(minimum)};
    for (const people::RollCount& count : roll)
        if (count.kind == "official") light.official = count.members;
    return light;
}

}  // namespace caunoi::settings
