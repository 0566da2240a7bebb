#include "modules/people/custom_field.hpp"

#include "platform/base/text.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/search/search.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

constexpr std::size_t longest_code = 40;
constexpr std::size_t longest_label = 100;
constexpr std::size_t most_choices = 200;

// "hsk4 | HSK cấp 4 | HSK四级 | HSK 4"; what is missing stays "".
CustomChoice choice_of(std::string_view line) {
    const std::vector<std::string_view> pieces = split(line, '|');
    const auto piece = [&](std::size_t i) { return i < pieces.size() ? clean_line(pieces[i]) : std::string(); };
    CustomChoice choice;
    choice.code = piece(0);
    choice.name.vi = piece(1);
    choice.name.zh = piece(2);
    choice.name.en = piece(3);
    return choice;
}

bool plausible_code(std::string_view code) {
    return !code.empty() && code.size() <= longest_code && std::ranges::all_of(code, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

bool too_long(const Name& name) {
    return std::ranges::any_of(std::array{&name.vi, &name.zh, &name.en},
                               [](const std::string* text) { return code_points(*text) > longest_label; });
}

void check_choices(std::string_view text, Errors& errors) {
    std::vector<std::string> seen;
    std::int64_t number = 0;
    const auto wrong = [&](std::string_view key) { errors.add("choices", key, {{"line", std::to_string(number)}}); };
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        const CustomChoice choice = choice_of(line);
        if (std::ranges::count(line, '|') > 3 || choice.name.vi.empty() || too_long(choice.name))
            wrong("custom.error.choice_line");
        else if (!plausible_code(choice.code))
            wrong("custom.error.choice_code");
        else if (std::ranges::find(seen, choice.code) != seen.end())
            wrong("custom.error.choice_twice");
        seen.push_back(choice.code);
    }
    if (seen.empty()) errors.add("choices", "custom.error.no_choices");
    if (seen.size() > most_choices) errors.add("choices", "form.too_many", {{"max", std::to_string(most_choices)}});
}

bool has_values(store::Tx& tx, CustomFieldId id) {
    return tx.integer("select case when exists (select 1 from custom_value where field = $1) then 1 else 0 end", id) !=
           0;
}

void check_name(store::Tx& tx, const CustomFieldInput& input, CustomFieldId self, Errors& errors) {
    // Two columns of one heading could not be told apart in an export.
    if (tx.integer("select count(*) from custom_field where name_vi = $1 and id <> $2", input.name_vi, self.value) != 0)
        errors.add("name_vi", "form.already_used");
}

void check_use(store::Tx& tx, const CustomField& before, const CustomFieldInput& input, Errors& errors) {
    if (!has_values(tx, before.id)) return;
    if (input.type != before.type) return errors.add("type", "custom.error.type_in_use");
    if (input.about != CustomAbout::both && input.about != before.about &&
        tx.integer("select case when exists (select 1 from custom_value join party on party.id = custom_value.party "
                   "where field = $1 and party.sort <> $2) then 1 else 0 end",
                   before.id, input.about) != 0)
        errors.add("about", "custom.error.about_in_use");
    if (input.type != CustomType::choice) return;
    const std::vector<CustomChoice> left = input.offered();
    for (const store::Row row :
         tx.query("select distinct value from custom_value where field = $1 order by value", before.id))
        if (std::ranges::find(left, row.text("value"), &CustomChoice::code) == left.end())
            errors.add("choices", "custom.error.choice_in_use", {{"code", std::string(row.text("value"))}});
}

// What is personal must not be found by the search box, which shows the line that matched.
void index_anew(store::Tx& tx, const CustomField& before, const CustomFieldInput& input) {
    const bool searched = input.type == CustomType::text || input.type == CustomType::lines;
    if (searched && input.personal != before.personal && has_values(tx, before.id)) search::ask_rebuild(tx);
}

}  // namespace

std::vector<CustomChoice> CustomFieldInput::offered() const {
    std::vector<CustomChoice> all;
    if (type == CustomType::boolean) {
        for (const std::string_view code : {"yes", "no"}) {
            const std::string key = fmt::format("common.{}", code);
            CustomChoice& choice = all.emplace_back();
            choice.code = code;
            choice.name.vi = i18n::tr(Language::vi, key);
            choice.name.zh = i18n::tr(Language::zh, key);
            choice.name.en = i18n::tr(Language::en, key);
        }
    } else if (type == CustomType::choice) {
        for (const std::string_view line : split(choices, '\n'))
            if (!trim(line).empty()) all.push_back(choice_of(line));
    }
    return all;
}

void check(const CustomFieldInput& input, Errors& errors) {
    if (input.type == CustomType::choice)
        check_choices(input.choices, errors);
    else if (!input.choices.empty())
        errors.add("choices", "custom.error.choices_unused");
    if (input.listed && input.type == CustomType::lines) errors.add("listed", "custom.error.lines_listed");
    if (input.position < 0 || input.position > 9999) errors.add("position", "custom.error.position");
}

std::vector<CustomField> custom_fields(store::Tx& tx) {
    return records::read_all<CustomField>(tx.query("select * from custom_field order by position, id"));
}

Result<CustomFieldId> record_custom_field(Context& context, const CustomFieldInput& input) {
    TRY(context.require(can_make_fields));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<CustomFieldId> {
        tx.lock("custom_field");
        Errors errors;
        check_name(tx, input, {}, errors);
        TRY(std::move(errors).result());
        CustomField field{input};
        return records::create(tx, context, field, field.name_vi);
    });
}

Result<void> change_custom_field(Context& context, CustomFieldId id, std::int64_t version,
                                 const CustomFieldInput& input) {
    TRY(context.require(can_make_fields));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        tx.lock("custom_field");  // whoever fills it in at this moment waits, and reads its new type
        const CustomField before = TRY(records::find_version<CustomField>(tx, id, version));
        Errors errors;
        check_name(tx, input, id, errors);
        check_use(tx, before, input, errors);
        TRY(std::move(errors).result());
        CustomField after = before;
        static_cast<CustomFieldInput&>(after) = input;
        index_anew(tx, before, input);
        return records::change(tx, context, before, after, after.name_vi);
    });
}

Result<void> retire_custom_field(Context& context, CustomFieldId id, std::int64_t version, bool retired) {
    TRY(context.require(can_make_fields));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        tx.lock("custom_field");
        const CustomField before = TRY(records::find_version<CustomField>(tx, id, version));
        CustomField after = before;
        after.retired = retired;
        return records::change(tx, context, before, after, after.name_vi);
    });
}

Result<void> delete_custom_field(Context& context, CustomFieldId id, std::int64_t version) {
    TRY(context.require(can_make_fields));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        tx.lock("custom_field");
        const CustomField field = TRY(records::find_version<CustomField>(tx, id, version));
        if (has_values(tx, id)) return fail(Error::Kind::conflict, "custom.error.has_values");
        records::remove(tx, context, field, field.name_vi);
        return {};
    });
}

Result<CustomField> find_custom_field(Context& context, CustomFieldId id) {
    TRY(context.require(can_make_fields));
    auto field = read(context, [&](store::Tx& tx) { return records::find<CustomField>(tx, id); });
    if (!field) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(field);
}

Result<std::vector<CustomFieldLine>> list_custom_fields(Context& context) {
    TRY(context.require(can_make_fields));
    return read(context, [](store::Tx& tx) -> Result<std::vector<CustomFieldLine>> {
        std::vector<CustomFieldLine> lines;
        for (CustomField& field : custom_fields(tx)) lines.push_back({.field = std::move(field)});
        for (const store::Row row : tx.query("select field, count(*) as filled from custom_value group by field")) {
            const auto line = std::ranges::find(lines, row.id<CustomFieldTag>("field"),
                                                [](const CustomFieldLine& each) { return each.field.id; });
            if (line != lines.end()) line->values = row.integer("filled");
        }
        return lines;
    });
}

}  // namespace caunoi::people
