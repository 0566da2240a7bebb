#include "modules/people/group.hpp"

#include "modules/people/group_store.hpp"
#include "modules/people/party_named.hpp"
#include "modules/people/party_store.hpp"
#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

std::string title_of(const GroupInput& input) {
    return Name{.vi = input.name_vi, .zh = input.name_zh, .en = input.name_en}.in(Language::vi);
}

void fill_group_keys(Group& group) {
    group.name_key.bytes = sort_key(group.name().in(Language::vi), Collation::vi);
    group.zh_key.bytes = sort_key(group.name().in(Language::zh), Collation::zh_pinyin);
}

Result<void> check_name_free(store::Tx& tx, const GroupInput& input, GroupId self) {
    tx.lock("party_group");  // two clerks making the same group at one moment
    Errors errors;
    constexpr std::array<std::pair<std::string_view, std::string GroupInput::*>, 3> names{
        {{"name_vi", &GroupInput::name_vi}, {"name_zh", &GroupInput::name_zh}, {"name_en", &GroupInput::name_en}}};
    const std::vector<Group> others = group_store::with_any_name(tx, input);
    for (const auto& [field, name] : names)
        if (std::ranges::any_of(others, [&](const Group& other) {
                return other.id != self && !(input.*name).empty() && other.*name == input.*name;
            }))
            errors.add(field, "form.already_used");
    return std::move(errors).result();
}

Result<Group> group_to_fill(store::Tx& tx, GroupId id) {
    auto group = records::find<Group>(tx, id);
    if (!group) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(group);
}

void tell_members(store::Tx& tx, const Context& context, const Group& group, std::string before, std::string after) {
    records::write_history(tx, context, "change", records::describe<GroupInput>(), group.id.value, title_of(group),
                           {{"members", std::move(before), std::move(after)}});
}

// Those that are not in it yet, with one history line for all.
std::size_t take_in(store::Tx& tx, const Context& context, const Group& group, const std::vector<PartyId>& parties) {
    const std::vector<GroupMember> there = group_store::memberships(tx, group.id, parties);
    std::vector<PartyId> added;
    for (const PartyId party : parties)
        if (std::ranges::find(there, party, &GroupMember::party) == there.end() &&
            std::ranges::find(added, party) == added.end())
            added.push_back(party);
    if (added.empty()) return 0;
    std::string names;
    for (const PartyName& one : names_of(tx, added)) names += (names.empty() ? "" : "\n") + one.name.in(Language::vi);
    for (const PartyId party : added)
        group_store::add(tx, group.id, {.party = party, .since = context.today(), .added_by = context.actor.name});
    tell_members(tx, context, group, "", std::move(names));
    return added.size();
}

struct TypedLine {
    std::size_t number;  // as people count them
    std::string text;
};
std::vector<TypedLine> lines_of(std::string_view typed) {
    std::vector<TypedLine> lines;
    std::size_t number = 0;
    for (const std::string_view piece : split(typed, '\n')) {
        ++number;
        if (std::string text = clean_line(piece); !text.empty()) lines.push_back({number, std::move(text)});
    }
    return lines;
}

Result<std::vector<PartyId>> all_meant(store::Tx& tx, Language language, const std::vector<TypedLine>& lines) {
    std::vector<std::string> texts;
    for (const TypedLine& line : lines) texts.push_back(line.text);
    const std::vector<std::vector<PartyId>> meant = parties_meant(tx, texts);
    std::vector<PartyId> parties;
    std::vector<PartyId> unclear;  // their names are asked for at once
    for (const std::vector<PartyId>& one : meant) {
        if (one.size() == 1) parties.push_back(one.front());
        if (one.size() > 1) unclear.insert(unclear.end(), one.begin(), one.end());
    }
    if (parties.size() == lines.size()) return parties;
    const std::map<std::int64_t, std::string> choices = choices_by_id(tx, language, unclear);
    Errors errors;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Arguments arguments{{"line", std::to_string(lines[i].number)}, {"name", lines[i].text}};
        if (meant[i].empty()) errors.add("members", "group.error.nobody", std::move(arguments));
        if (meant[i].size() < 2) continue;
        std::string names;
        for (const PartyId id : meant[i]) names += (names.empty() ? "" : "; ") + choices.at(id.value);
        arguments.emplace_back("names", std::move(names));
        errors.add("members", "group.error.several", std::move(arguments));
    }
    TRY(std::move(errors).result());
    return parties;
}

}  // namespace

const store::Blob& key_of(const Group& group, Language language) {
    return language == Language::zh ? group.zh_key : group.name_key;
}

void check(const GroupInput& input, Errors& errors) {
    if (input.name_vi.empty() && input.name_zh.empty()) errors.add("name_vi", "people.error.no_name");
}

Result<GroupId> record_group(Context& context, const GroupInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<GroupId> {
        TRY(check_name_free(tx, input, {}));
        Group group{input};
        fill_group_keys(group);
        return records::create(tx, context, group, title_of(input));
    });
}

Result<void> change_group(Context& context, GroupId id, std::int64_t version, const GroupInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Group before = TRY(records::find_version<Group>(tx, id, version));
        TRY(check_name_free(tx, input, id));
        Group after = before;
        static_cast<GroupInput&>(after) = input;
        fill_group_keys(after);
        return records::change(tx, context, before, after, title_of(input));
    });
}

Result<void> delete_group(Context& context, GroupId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Group group = TRY(records::find_version<Group>(tx, id, version));
        tx.execute("delete from party_group_member where party_group = $1", id);
        records::remove(tx, context, group, title_of(group));
        return {};
    });
}

Result<Group> find_group(Context& context, GroupId id) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) { return group_to_fill(tx, id); });
}

Result<GroupPage> list_groups(Context& context, const std::optional<GroupPosition>& after, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<GroupPage> {
        GroupPage page{.groups = group_store::list(tx, context.language, after, limit + 1)};
        page.more = page.groups.size() > static_cast<std::size_t>(limit);
        if (page.more) page.groups.pop_back();
        return page;
    });
}

Result<std::vector<Group>> groups_of(Context& context, PartyId party) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<Group>> { return group_store::of_party(tx, party); });
}

Result<std::size_t> add_members(Context& context, GroupId id, const MembersInput& input) {
    TRY(context.require(can_record));
    const std::vector<TypedLine> lines = lines_of(input.members);
    Errors errors;
    if (lines.empty()) errors.add("members", "form.required");
    if (lines.size() > most_members_at_once)
        errors.add("members", "group.error.too_many", {{"max", std::to_string(most_members_at_once)}});
    TRY(std::move(errors).result());
    return write(context, [&](store::Tx& tx) -> Result<std::size_t> {
        const Group group = TRY(group_to_fill(tx, id));
        tx.lock("party_group");
        return take_in(tx, context, group, TRY(all_meant(tx, context.language, lines)));
    });
}

Result<void> add_member(Context& context, GroupId id, PartyId party) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        if (names_of(tx, std::span(&party, 1)).empty()) return fail(Error::Kind::not_found, "errors.not_found");
        const auto group = records::find<Group>(tx, id);
        Errors errors;
        if (!group) errors.add("group", "form.unknown_choice");
        TRY(std::move(errors).result());
        tx.lock("party_group");
        take_in(tx, context, *group, {party});
        return {};
    });
}

Result<void> remove_member(Context& context, GroupId id, PartyId party) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Group group = TRY(group_to_fill(tx, id));
        if (!group_store::remove(tx, id, party)) return fail(Error::Kind::not_found, "errors.not_found");
        const std::vector<PartyName> names = names_of(tx, std::span(&party, 1));
        tell_members(tx, context, group, names.empty() ? std::string() : names.front().name.in(Language::vi), "");
        return {};
    });
}

Result<MemberPage> list_members(Context& context, GroupId id, const std::optional<PartyPosition>& after, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<MemberPage> {
        PartyFilter filter;
        filter.group = id;
        PartyPage parties = TRY(list_parties(context, filter, after, limit));
        std::vector<PartyId> ids;
        for (const PartyLine& line : parties.lines) ids.push_back(line.id);
        const std::vector<GroupMember> found = group_store::memberships(tx, id, ids);
        MemberPage page;
        page.more = parties.more;
        for (PartyLine& line : parties.lines) {
            const auto one = std::ranges::find(found, line.id, &GroupMember::party);
            if (one == found.end()) continue;
            page.of_lines.push_back(*one);
            page.lines.push_back(std::move(line));
        }
        return page;
    });
}

records::Parts leave_groups(store::Tx& tx, const Context& context, PartyId party, const std::string& name) {
    std::string left;
    for (const Group& group : group_store::of_party(tx, party)) {
        group_store::remove(tx, group.id, party);
        tell_members(tx, context, group, name, "");
        left += (left.empty() ? "" : "\n") + title_of(group);
    }
    if (left.empty()) return {};
    records::Parts parts;
    parts.push_back({"group", std::move(left), ""});
    return parts;
}

}  // namespace caunoi::people
