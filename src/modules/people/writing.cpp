#include "modules/people/writing.hpp"

#include "modules/people/party.hpp"
#include "modules/people/party_store.hpp"
#include "platform/names/person.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

// As the history of the person or body tells of it: "vi: Nguyễn Văn An".
std::string told(const Writing& writing) {
    return fmt::format("{}: {}", script_codes[static_cast<std::size_t>(writing.kind)], writing.text);
}

Result<Sort> sort_of(store::Tx& tx, PartyId party) {
    const auto found = party_store::find(tx, party);
    if (!found) return fail(Error::Kind::not_found, "errors.not_found");
    return found->row.sort;
}

void tell(store::Tx& tx, const Context& context, PartyId party, std::string before, std::string after) {
    const std::vector<PartyName> names = names_of(tx, std::span(&party, 1));
    records::write_history(tx, context, "change", records::describe<PartyInput>(), party.value,
                           names.empty() ? std::string() : names.front().name.in(Language::vi),
                           {{"writing", std::move(before), std::move(after)}});
}

Writing completed(WritingInput input, Sort sort) {
    if (sort == Sort::person) split_name(input);
    return Writing{std::move(input)};
}

bool names_a_record(const Writing& writing) {
    return writing.kind == Script::vi || writing.kind == Script::zh_hans;
}

}  // namespace

Language language_of(Script script) {
    switch (script) {
        case Script::vi:
        case Script::han_viet: return Language::vi;
        case Script::zh_hans:
        case Script::zh_hant: return Language::zh;
        case Script::latin:
        case Script::pinyin:
        case Script::en: return Language::en;
    }
    return Language::vi;
}

void check(const WritingInput& input, Errors& errors) {
    if (input.from.known() && input.to.known() && input.to.last < input.from.first)
        errors.add("to", "people.error.left_before_joined");
    for (const auto& [field, part] :
         {std::pair{"family", &input.family}, std::pair{"middle", &input.middle}, std::pair{"given", &input.given}})
        if (!part->empty() && input.text.find(*part) == std::string::npos)
            errors.add(field, "people.error.part_not_in_name");
}

void split_name(WritingInput& input) {
    if (!input.family.empty() || !input.middle.empty() || !input.given.empty()) return;
    names::PersonName parts;
    switch (input.kind) {
        case Script::vi:
        case Script::han_viet: parts = names::split_vietnamese(input.text); break;
        case Script::zh_hans:
        case Script::zh_hant: parts = names::split_han(input.text); break;
        case Script::latin:
        case Script::pinyin: parts = names::split_latin(input.text); break;
        case Script::en: return;  // either order is usual
    }
    input.family = std::move(parts.family);
    input.middle = std::move(parts.middle);
    input.given = std::move(parts.given);
}

Result<std::vector<Writing>> writings_of(Context& context, PartyId party) {
    if (!context.actor.signed_in()) TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<Writing>> {
        if (!may_see(tx, context, party)) return fail(Error::Kind::not_found, "errors.not_found");
        return party_store::writings(tx, party);
    });
}

Result<Writing> find_writing(Context& context, WritingId id) {
    TRY(context.require(can_view));
    auto writing = read(context, [&](store::Tx& tx) { return records::find<Writing>(tx, id); });
    if (!writing) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(writing);
}

Result<WritingId> record_writing(Context& context, PartyId party, const WritingInput& input, Origin origin) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<WritingId> {
        Writing writing = completed(input, TRY(sort_of(tx, party)));
        writing.owner = party;
        writing.confirmed = origin == Origin::typed;
        writing.id = party_store::insert_writing(tx, writing);
        tell(tx, context, party, "", told(writing));
        names_changed(tx, party);
        return writing.id;
    });
}

WritingInput with_parts_following(const Writing& before, WritingInput input) {
    const bool same_parts =
        input.family == before.family && input.middle == before.middle && input.given == before.given;
    if (input.text != before.text && same_parts) input.family = input.middle = input.given = {};
    return input;
}

Result<void> change_writing(Context& context, WritingId id, std::int64_t version, const WritingInput& input) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Writing before = TRY(records::find_version<Writing>(tx, id, version));
        Writing after = before;
        static_cast<WritingInput&>(after) = with_parts_following(before, input);
        TRY(records::check_all(static_cast<const WritingInput&>(after)));
        if (TRY(sort_of(tx, before.owner)) == Sort::person) split_name(after);
        after.confirmed = true;
        if (records::compare(records::describe<WritingInput>(), &before, &after).empty() && before.confirmed) return {};
        if (!party_store::update_writing(tx, after)) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        tell(tx, context, before.owner, told(before), told(after));
        names_changed(tx, before.owner);
        return {};
    });
}

Result<void> confirm_writing(Context& context, WritingId id) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        auto writing = records::find<Writing>(tx, id);
        if (!writing) return fail(Error::Kind::not_found, "errors.not_found");
        if (writing->confirmed) return {};
        writing->confirmed = true;
        if (!party_store::update_writing(tx, *writing)) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        tell(tx, context, writing->owner, told(*writing) + " ?", told(*writing));
        return {};
    });
}

Result<void> delete_writing(Context& context, WritingId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Writing writing = TRY(records::find_version<Writing>(tx, id, version));
        const std::vector<Writing> all = party_store::writings(tx, writing.owner);
        const bool other =
            std::ranges::any_of(all, [&](const Writing& one) { return one.id != id && names_a_record(one); });
        if (!other) return fail(Error::Kind::conflict, "people.error.last_name");
        tx.execute("delete from writing where id = $1", id);
        tell(tx, context, writing.owner, told(writing), "");
        names_changed(tx, writing.owner);
        return {};
    });
}

}  // namespace caunoi::people
