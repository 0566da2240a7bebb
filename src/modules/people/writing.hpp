// A name in one script: quốc ngữ, Hán, passport Latin … Each says where it comes from, whether it is official, and from
// when to when it holds. What the engine of names suggested is marked until a person confirms it.
#pragma once

#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <string>
#include <vector>

namespace caunoi::people {

using WritingId = Id<struct WritingTag>;

enum class Script { vi, zh_hans, zh_hant, latin, pinyin, han_viet, en };
constexpr std::array<std::string_view, 7> script_codes{"vi", "zh_hans", "zh_hant", "latin", "pinyin", "han_viet", "en"};
constexpr std::span<const std::string_view> codes(Script) {
    return script_codes;
}
constexpr std::string_view code_labels(Script) {
    return "people.script";
}
Language language_of(Script script);  // for the lang attribute

struct WritingInput {
    Script kind = Script::vi;
    std::string text = {};
    bool official = true;
    // Of a person's name. All empty: they are found by the rules of the script.
    std::string family = {};
    std::string middle = {};
    std::string given = {};
    PartialDate from = {};
    PartialDate to = {};
    std::string source = {};
};
struct Writing : WritingInput {
    WritingId id = {};
    std::int64_t version = 0;
    PartyId owner = {};
    bool confirmed = true;
};

void check(const WritingInput& input, Errors& errors);
// Fills in family, middle and given name of a person when none of them was typed.
void split_name(WritingInput& input);

// Fails with `not_found` like find_party(). The main one of a script first: an official one that still holds, the
// oldest of them.
Result<std::vector<Writing>> writings_of(Context& context, PartyId party);
Result<Writing> find_writing(Context& context, WritingId id);
// Fails with `forbidden`, `not_found`, `invalid`. The history line is that of the person or body.
enum class Origin { typed, suggested };
Result<WritingId> record_writing(Context& context, PartyId party, const WritingInput& input,
                                 Origin origin = Origin::typed);
// A form shows the parts of the old text; when only the text was changed they do not fit any more and are found anew.
WritingInput with_parts_following(const Writing& before, WritingInput input);
// A change by hand confirms it.
Result<void> change_writing(Context& context, WritingId id, std::int64_t version, const WritingInput& input);
Result<void> confirm_writing(Context& context, WritingId id);
// `conflict` "people.error.last_name" when no Vietnamese or Chinese name would be left.
Result<void> delete_writing(Context& context, WritingId id, std::int64_t version);

template <class Record>
constexpr auto writing_fields() {
    using records::field;
    return std::array{field<Record, &WritingInput::kind>("kind", {.required = true}),
                      field<Record, &WritingInput::text>("text", {.required = true}),
                      field<Record, &WritingInput::official>("official"),
                      field<Record, &WritingInput::family>("family"),
                      field<Record, &WritingInput::middle>("middle"),
                      field<Record, &WritingInput::given>("given"),
                      field<Record, &WritingInput::from>("from"),
                      field<Record, &WritingInput::to>("to"),
                      field<Record, &WritingInput::source>("source", {.max = 1000})};
}

}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::WritingInput> {
    static constexpr auto fields = people::writing_fields<people::WritingInput>();
    static constexpr Description description{"writing", "people.writing", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::Writing> {
    using Record = people::Writing;
    static constexpr auto fields = join(
        join(kept_fields<Record>(), std::array{field<Record, &Record::owner>("owner", {.use = Use::system}),
                                               field<Record, &Record::confirmed>("confirmed", {.use = Use::system})}),
        people::writing_fields<Record>());
    static constexpr Description description{"writing", "people.writing", fields};
};
