// What stands in the fields that the office made: reading it from text, keeping it, and saying it in words.
#pragma once

#include "modules/people/party.hpp"
#include "platform/forms/form.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

// Those that a form of that sort asks for, or a list of it shows; none: of both sorts.
std::vector<CustomField> active_fields(const std::vector<CustomField>& all, std::optional<Sort> sort);

std::string custom_name(CustomFieldId id);  // in forms, in the history, and in the address of a filter

// One value as people type it, in a form or a file, as canonical text; a choice by its code or by its name in any
// language. What is wrong is added under custom_name().
std::string parse_custom(const CustomField& field, std::string_view typed, Errors& errors);
// All that the form sent.
void read_custom(const std::vector<CustomField>& active, const http::Request& request, CustomValues& values,
                 Errors& errors);
// What stands there afterwards, canonical; what is wrong or missing is added to `errors`.
CustomValues checked(const std::vector<CustomField>& all, Sort sort, const CustomValues& before,
                     const CustomValues& input, Errors& errors);
CustomValues merged(CustomValues before, const CustomValues& input);

// --- in words --------------------------------------------------------------------------------------------------------

std::string custom_text(Language language, const CustomField& field, std::string_view canonical);
// As much of it as may stand on a screen: personal ones are covered.
void mask(const std::vector<CustomField>& fields, CustomValues& values);
bool any_personal(const std::vector<CustomField>& fields, const CustomValues& values);

std::vector<forms::OwnField> own_fields(Language language, const std::vector<CustomField>& active);
void fill_form(forms::Values& form, const CustomValues& values);

records::Parts custom_changes(const CustomValues& before, const CustomValues& after);
enum class Personal { shown, covered };
// Labels and choices in the reader's language. Of a field that is gone nobody knows whether it was personal.
records::Words custom_words(Language language, std::vector<CustomField> fields, Personal personal);

// --- kept ------------------------------------------------------------------------------------------------------------

std::map<PartyId, CustomValues> custom_values(store::Tx& tx, std::span<const PartyId> parties);
void write_custom(store::Tx& tx, PartyId party, const CustomValues& before, const CustomValues& after);
std::string custom_search_text(store::Tx& tx, PartyId party);

// Of the parties of a list, in one query; covered unless `personal` says otherwise, which needs can_reveal.
struct CustomColumns {
    std::vector<CustomField> fields = {};
    std::map<PartyId, CustomValues> values = {};

    [[nodiscard]] std::string_view of(PartyId party, CustomFieldId field) const;
};
Result<CustomColumns> custom_columns(Context& context, const PartyFilter& filter, std::span<const PartyLine> lines,
                                     Personal personal);

// A condition of a list: the values from one key to another.
struct CustomCondition {
    CustomFieldId field = {};
    store::Blob from = {};
    store::Blob to = {};
    bool spans = false;  // a value may begin before `from` and reach into the condition: partial dates
};
// Personal ones are no condition: who may not see a value could find it out by asking.
bool can_filter(const CustomField& field);
std::vector<CustomCondition> custom_conditions(const std::vector<CustomField>& fields, const TypedFilter& typed);

}  // namespace caunoi::people
