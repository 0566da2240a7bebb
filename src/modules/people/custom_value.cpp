#include "modules/people/custom_value.hpp"

#include "platform/base/text.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_text = 5000;

records::Kind kind_of(CustomType type) {
    switch (type) {
        case CustomType::text:
        case CustomType::lines: return records::Kind::text;
        case CustomType::number: return records::Kind::integer;
        case CustomType::date: return records::Kind::partial_date;
        case CustomType::boolean:
        case CustomType::choice: return records::Kind::code;
    }
    return records::Kind::text;
}

records::Limits limits_of(const CustomField& field) {
    const bool lines = field.type == CustomType::lines;
    return {.required = field.required, .max = lines ? longest_text : longest_line, .lines = lines};
}

std::optional<std::string> choice_meant(const CustomField& field, std::string_view typed) {
    const std::string folded = to_lower(typed);
    for (const CustomChoice& choice : field.offered())
        for (const std::string* text : {&choice.code, &choice.name.vi, &choice.name.zh, &choice.name.en})
            if (!text->empty() && to_lower(*text) == folded) return choice.code;
    return std::nullopt;
}

template <class T>
std::optional<std::string> canonical(std::string_view typed) {
    T value{};
    if (!records::Conversion<T>::parse(value, typed)) return std::nullopt;
    return records::Conversion<T>::text(value);
}

const CustomField* find(const std::vector<CustomField>& fields, CustomFieldId id) {
    const auto found = std::ranges::find(fields, id, &CustomField::id);
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace

std::vector<CustomField> active_fields(const std::vector<CustomField>& all, std::optional<Sort> sort) {
    std::vector<CustomField> active;
    std::ranges::copy_if(all, std::back_inserter(active), [&](const CustomField& field) {
        return !field.retired && (!sort || field.about == CustomAbout::both ||
                                  (field.about == CustomAbout::person) == (*sort == Sort::person));
    });
    return active;
}

std::string custom_name(CustomFieldId id) {
    return fmt::format("custom_{}", id.value);
}

std::string parse_custom(const CustomField& field, std::string_view typed, Errors& errors) {
    const std::string name = custom_name(field.id);
    const records::Limits limits = limits_of(field);
    const std::string text = limits.lines ? clean(typed) : clean_line(typed);
    if (text.empty()) {
        if (field.required) errors.add(name, "form.required");
        return {};
    }
    const auto or_wrong = [&](const std::optional<std::string>& value, std::string_view key) {
        if (!value) errors.add(name, key);
        return value.value_or(std::string());
    };
    switch (kind_of(field.type)) {
        case records::Kind::integer: return or_wrong(canonical<std::int64_t>(text), "form.not_a_number");
        case records::Kind::partial_date: return or_wrong(canonical<PartialDate>(text), "form.not_a_partial_date");
        case records::Kind::code: return or_wrong(choice_meant(field, text), "form.unknown_choice");
        default: break;
    }
    if (code_points(text) > limits.max) errors.add(name, "form.too_long", {{"max", std::to_string(limits.max)}});
    return text;
}

void read_custom(const std::vector<CustomField>& active, const http::Request& request, CustomValues& values,
                 Errors& errors) {
    for (const CustomField& field : active)
        if (const auto typed = forms::sent(request, custom_name(field.id)))
            values[field.id] = parse_custom(field, *typed, errors);
}

CustomValues checked(const std::vector<CustomField>& all, Sort sort, const CustomValues& before,
                     const CustomValues& input, Errors& errors) {
    CustomValues after = merged(before, input);
    const std::vector<CustomField> active = active_fields(all, sort);
    for (const CustomField& field : active) {
        const auto value = after.find(field.id);
        if (value == after.end())
            parse_custom(field, {}, errors);
        else
            value->second = parse_custom(field, value->second, errors);
    }
    for (const auto& [id, value] : input) {
        const auto was = before.find(id);
        if (value != (was == before.end() ? std::string() : was->second) && !find(active, id))
            errors.add(custom_name(id), "custom.error.not_asked");
    }
    std::erase_if(after, [](const auto& value) { return value.second.empty(); });
    return after;
}

CustomValues merged(CustomValues before, const CustomValues& input) {
    for (const auto& [field, value] : input)
        if (value.empty())
            before.erase(field);
        else
            before[field] = value;
    return before;
}

// --- in words --------------------------------------------------------------------------------------------------------

std::string custom_text(Language language, const CustomField& field, std::string_view canonical) {
    const records::Kind kind = kind_of(field.type);
    if (kind == records::Kind::code)
        for (const CustomChoice& choice : field.offered())
            if (choice.code == canonical) return choice.name.in(language);
    return forms::readable(language, kind, canonical);
}

void mask(const std::vector<CustomField>& fields, CustomValues& values) {
    for (auto& [id, value] : values) {
        const CustomField* field = find(fields, id);
        if (field && !field->personal) continue;
        // The ends of a date or of a choice say all of it; of a text they tell two apart.
        value = field && kind_of(field->type) == records::Kind::text ? masked(value) : masked("-");
    }
}

bool any_personal(const std::vector<CustomField>& fields, const CustomValues& values) {
    return std::ranges::any_of(values, [&](const auto& value) {
        const CustomField* field = find(fields, value.first);
        return field && field->personal;
    });
}

std::vector<forms::OwnField> own_fields(Language language, const std::vector<CustomField>& active) {
    std::vector<forms::OwnField> own;
    for (const CustomField& field : active) {
        forms::OwnField& one = own.emplace_back();
        one.name = custom_name(field.id);
        one.label = field.name().in(language);
        one.hint = field.hint().in(language);
        one.kind = kind_of(field.type);
        one.limits = limits_of(field);
        for (const CustomChoice& choice : field.offered())
            one.choices.push_back({.value = choice.code, .text = choice.name.in(language)});
    }
    return own;
}

void fill_form(forms::Values& form, const CustomValues& values) {
    for (const auto& [field, value] : values) form.typed.insert_or_assign(custom_name(field), value);
}

records::Parts custom_changes(const CustomValues& before, const CustomValues& after) {
    records::Parts changes;
    CustomValues gone = before;
    for (const auto& [field, value] : after) {
        const auto was = gone.find(field);
        if (was == gone.end())
            changes.push_back({custom_name(field), "", value});
        else if (was->second != value)
            changes.push_back({custom_name(field), was->second, value});
        if (was != gone.end()) gone.erase(was);
    }
    for (const auto& [field, value] : gone) changes.push_back({custom_name(field), value, ""});
    return changes;
}

records::Words custom_words(Language language, std::vector<CustomField> fields, Personal personal) {
    return [language, fields = std::move(fields), personal](std::vector<records::Change>& changes) {
        for (records::Change& change : changes) {
            constexpr std::string_view prefix = "custom_";
            if (!change.field.starts_with(prefix)) continue;
            const auto id = parse_id<CustomFieldTag>(std::string_view(change.field).substr(prefix.size()));
            const CustomField* field = id ? find(fields, *id) : nullptr;
            change.label = field ? field->name().in(language) : i18n::tr(language, "custom.deleted_field");
            const bool covered = !field || (field->personal && personal == Personal::covered);
            for (std::string* value : {&change.before, &change.after})
                if (!value->empty())
                    *value = covered ? std::string(i18n::tr(language, "history.masked"))
                                     : custom_text(language, *field, *value);
        }
    };
}

}  // namespace caunoi::people
