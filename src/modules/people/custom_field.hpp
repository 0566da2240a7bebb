// Fields that the office makes itself, for what it wants to know of people and bodies beyond what the program knows.
#pragma once

#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

inline constexpr Permission can_make_fields{"people.fields"};

using CustomFieldId = Id<struct CustomFieldTag>;
// What stands in such fields, canonical as in the records' descriptions. Of a party: all that is known. In an input: a
// field that is left out stays as it is, "" empties it.
using CustomValues = std::map<CustomFieldId, std::string>;

enum class CustomAbout { both, person, body };
constexpr std::array<std::string_view, 3> custom_about_codes{"both", "person", "body"};
constexpr std::span<const std::string_view> codes(CustomAbout) {
    return custom_about_codes;
}
constexpr std::string_view code_labels(CustomAbout) {
    return "custom.about";
}

enum class CustomType { text, lines, number, date, boolean, choice };
constexpr std::array<std::string_view, 6> custom_type_codes{"text", "lines", "number", "date", "boolean", "choice"};
constexpr std::span<const std::string_view> codes(CustomType) {
    return custom_type_codes;
}
constexpr std::string_view code_labels(CustomType) {
    return "custom.type";
}

struct CustomChoice {
    std::string code = {};  // stays when the words change
    Name name = {};
};

struct CustomFieldInput {
    CustomAbout about = CustomAbout::both;
    CustomType type = CustomType::text;
    std::string name_vi = {};
    std::string name_zh = {};
    std::string name_en = {};
    std::string hint_vi = {};
    std::string hint_zh = {};
    std::string hint_en = {};
    std::string choices = {};  // one a line: code | Vietnamese | Chinese | English
    bool required = false;
    bool personal = false;
    bool listed = false;
    std::int64_t position = 10;

    [[nodiscard]] Name name() const { return {.vi = name_vi, .zh = name_zh, .en = name_en}; }
    [[nodiscard]] Name hint() const { return {.vi = hint_vi, .zh = hint_zh, .en = hint_en}; }
    // Yes and no are a choice as well: a record from before the field was made says neither.
    [[nodiscard]] std::vector<CustomChoice> offered() const;
};

struct CustomField : CustomFieldInput {
    CustomFieldId id = {};
    std::int64_t version = 0;
    bool retired = false;  // in no form any more; what stands in it is kept and shown as former
};

void check(const CustomFieldInput& input, Errors& errors);
// Of all sorts, retired ones too, in the order of forms.
std::vector<CustomField> custom_fields(store::Tx& tx);

Result<CustomFieldId> record_custom_field(Context& context, const CustomFieldInput& input);
// What is filled in keeps its meaning: a field with values keeps its type and those of its choices that are in use.
Result<void> change_custom_field(Context& context, CustomFieldId id, std::int64_t version,
                                 const CustomFieldInput& input);
Result<void> retire_custom_field(Context& context, CustomFieldId id, std::int64_t version, bool retired);
// `conflict` "custom.error.has_values": such a field can be retired.
Result<void> delete_custom_field(Context& context, CustomFieldId id, std::int64_t version);
Result<CustomField> find_custom_field(Context& context, CustomFieldId id);

struct CustomFieldLine {
    CustomField field = {};
    std::int64_t values = 0;
};
Result<std::vector<CustomFieldLine>> list_custom_fields(Context& context);

void register_custom_field_routes(http::Router& router);

}  // namespace caunoi::people

namespace caunoi::people {
template <class Record>
constexpr auto custom_field_fields() {
    using records::field;
    return std::array{field<Record, &CustomFieldInput::about>("about", {.required = true}),
                      field<Record, &CustomFieldInput::type>("type", {.required = true}),
                      field<Record, &CustomFieldInput::name_vi>("name_vi", {.required = true, .max = 80}),
                      field<Record, &CustomFieldInput::name_zh>("name_zh", {.max = 80}),
                      field<Record, &CustomFieldInput::name_en>("name_en", {.max = 80}),
                      field<Record, &CustomFieldInput::hint_vi>("hint_vi"),
                      field<Record, &CustomFieldInput::hint_zh>("hint_zh"),
                      field<Record, &CustomFieldInput::hint_en>("hint_en"),
                      field<Record, &CustomFieldInput::choices>("choices", {.max = 20'000, .lines = true}),
                      field<Record, &CustomFieldInput::required>("required"),
                      field<Record, &CustomFieldInput::personal>("personal"),
                      field<Record, &CustomFieldInput::listed>("listed"),
                      field<Record, &CustomFieldInput::position>("position")};
}
}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::CustomFieldInput> {
    static constexpr auto fields = people::custom_field_fields<people::CustomFieldInput>();
    static constexpr Description description{"custom_field", "custom.field", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::CustomField> {
    using Record = people::CustomField;
    static constexpr auto fields = join(join(kept_fields<Record>(), people::custom_field_fields<Record>()),
                                        std::array{field<Record, &Record::retired>("retired")});
    static constexpr Description description{"custom_field", "custom.field", fields};
};
