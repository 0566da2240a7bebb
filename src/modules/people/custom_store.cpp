// The table custom_value, its keys, and the conditions of lists that they make possible.
#include "modules/people/custom_value.hpp"
#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

constexpr std::size_t longest_key = 100;  // code points: more is not compared, and an index takes no long ones

std::string text_key(std::string_view text) {
    return to_lower(first_code_points(text, longest_key));
}

// Big-endian with the sign turned, so that bytes have the order of the numbers.
std::string number_key(std::int64_t number) {
    const std::uint64_t turned = static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63U);
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8)
        key += static_cast<char>((turned >> static_cast<unsigned>(shift)) & 0xFFU);
    return key;
}

struct Keys {
    store::Blob key = {};
    store::Blob until = {};
};
Keys keys_of(CustomType type, std::string_view canonical) {
    Keys keys;
    switch (type) {
        case CustomType::text:
        case CustomType::lines: keys.key.bytes = text_key(canonical); break;
        case CustomType::number: keys.key.bytes = number_key(parse_integer(canonical).value_or(0)); break;
        case CustomType::date: {
            const PartialDate date = parse_partial_date(canonical).value_or(PartialDate{});
            keys.key.bytes = to_text(date.first);
            keys.until.bytes = to_text(date.last);
            return keys;
        }
        case CustomType::boolean:
        case CustomType::choice: keys.key.bytes = canonical; break;
    }
    keys.until = keys.key;
    return keys;
}

// Greater than every key: text is UTF-8, and a number has eight bytes.
std::string beyond(std::string key = {}) {
    return key.append(9, '\xFF');
}

std::optional<CustomCondition> between(const CustomField& field, std::string_view from, std::string_view to) {
    Errors wrong;
    CustomField either = field;
    either.required = false;
    const std::string first = parse_custom(either, from, wrong);
    const std::string last = parse_custom(either, to, wrong);
    if (!wrong.empty() || (first.empty() && last.empty())) return std::nullopt;
    CustomCondition condition;
    condition.field = field.id;
    condition.spans = field.type == CustomType::date;
    if (!first.empty()) condition.from = keys_of(field.type, first).key;
    condition.to.bytes = last.empty() ? beyond() : keys_of(field.type, last).until.bytes;
    return condition;
}

std::optional<CustomCondition> equal_to(const CustomField& field, std::string_view typed) {
    CustomCondition condition;
    condition.field = field.id;
    if (field.type == CustomType::text || field.type == CustomType::lines) {
        condition.from.bytes = text_key(clean_line(typed));
        if (condition.from.bytes.empty()) return std::nullopt;
        condition.to.bytes = beyond(condition.from.bytes);
        return condition;
    }
    const std::vector<CustomChoice> offered = field.offered();
    if (std::ranges::find(offered, typed, &CustomChoice::code) == offered.end()) return std::nullopt;
    condition.from.bytes = condition.to.bytes = typed;
    return condition;
}

}  // namespace

std::map<PartyId, CustomValues> custom_values(store::Tx& tx, std::span<const PartyId> parties) {
    std::map<PartyId, CustomValues> values;
    if (parties.empty()) return values;
    store::Query query("select party, field, value from custom_value where party in (0");
    for (const PartyId party : parties) query.add(", ", party);
    query.add(")");
    for (const store::Row row : tx.query(query))
        values[row.id<PartyTag>("party")][row.id<CustomFieldTag>("field")] = row.text("value");
    return values;
}

void write_custom(store::Tx& tx, PartyId party, const CustomValues& before, const CustomValues& after) {
    if (before == after) return;
    for (const auto& [id, value] : before)
        if (!after.contains(id)) tx.execute("delete from custom_value where party = $1 and field = $2", party, id);
    for (const CustomField& field : custom_fields(tx)) {
        const auto value = after.find(field.id);
        if (value == after.end()) continue;
        const auto was = before.find(field.id);
        if (was != before.end() && was->second == value->second) continue;
        const Keys keys = keys_of(field.type, value->second);
        tx.execute(
            "insert into custom_value (party, field, value, key, until) values ($1, $2, $3, $4, $5) "
            "on conflict (party, field) do update set value = excluded.value, key = excluded.key, "
            "until = excluded.until",
            party, field.id, value->second, keys.key, keys.until);
    }
}

std::string custom_search_text(store::Tx& tx, PartyId party) {
    std::string text;
    for (const store::Row row :
         tx.query("select value from custom_value join custom_field on custom_field.id = custom_value.field "
                  "where party = $1 and personal = 0 and type in ('text', 'lines') order by position, custom_field.id",
                  party))
        text += fmt::format("\n{}", row.text("value"));
    return text;
}

std::string_view CustomColumns::of(PartyId party, CustomFieldId field) const {
    const auto row = values.find(party);
    if (row == values.end()) return {};
    const auto value = row->second.find(field);
    return value == row->second.end() ? std::string_view() : std::string_view(value->second);
}

Result<CustomColumns> custom_columns(Context& context, const PartyFilter& filter, std::span<const PartyLine> lines,
                                     Personal personal) {
    TRY(context.require(can_view));
    if (personal == Personal::shown) TRY(context.require(can_reveal));
    return read(context, [&](store::Tx& tx) -> Result<CustomColumns> {
        CustomColumns columns{.fields = active_fields(custom_fields(tx), filter.sort)};
        if (columns.fields.empty()) return columns;
        std::vector<PartyId> parties;
        for (const PartyLine& line : lines) parties.push_back(line.id);
        columns.values = custom_values(tx, parties);
        if (personal == Personal::covered)
            for (auto& [party, values] : columns.values) mask(columns.fields, values);
        return columns;
    });
}

bool can_filter(const CustomField& field) {
    return !field.retired && !field.personal;
}

std::vector<CustomCondition> custom_conditions(const std::vector<CustomField>& fields, const TypedFilter& typed) {
    std::vector<CustomCondition> conditions;
    const auto value = [&](const std::string& name) {
        const auto found = typed.find(name);
        return found == typed.end() ? std::string_view() : std::string_view(found->second);
    };
    for (const CustomField& field : fields) {
        if (!can_filter(field)) continue;
        const std::string name = custom_name(field.id);
        const bool span = field.type == CustomType::number || field.type == CustomType::date;
        auto condition =
            span ? between(field, value(name + "_from"), value(name + "_to")) : equal_to(field, value(name));
        if (condition) conditions.push_back(*std::move(condition));
    }
    return conditions;
}

}  // namespace caunoi::people
