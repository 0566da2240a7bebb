// Sets of persons and bodies that the office makes for its work: a liaison team, those to invite at Tết.
#pragma once

#include "modules/people/party.hpp"
#include "platform/records/records.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

struct GroupInput {
    std::string name_vi = {};
    std::string name_zh = {};
    std::string name_en = {};
    std::string purpose = {};
};
struct Group : GroupInput {
    GroupId id = {};
    std::int64_t version = 0;
    store::Blob name_key = {};
    store::Blob zh_key = {};

    [[nodiscard]] Name name() const { return {.vi = name_vi, .zh = name_zh, .en = name_en}; }
};

void check(const GroupInput& input, Errors& errors);
// Fails with `forbidden`, or `invalid`: no name, or one that another group has.
Result<GroupId> record_group(Context& context, const GroupInput& input);
Result<void> change_group(Context& context, GroupId id, std::int64_t version, const GroupInput& input);
// Its members stay as they are, only no longer together.
Result<void> delete_group(Context& context, GroupId id, std::int64_t version);
Result<Group> find_group(Context& context, GroupId id);

struct GroupPosition {
    std::string key = {};
    GroupId id = {};
};
struct GroupPage {
    std::vector<Group> groups = {};
    bool more = false;
};
// By name in the reader's language.
Result<GroupPage> list_groups(Context& context, const std::optional<GroupPosition>& after, int limit);
Result<std::vector<Group>> groups_of(Context& context, PartyId party);
const store::Blob& key_of(const Group& group, Language language);

// --- members ---------------------------------------------------------------------------------------------------------

constexpr std::size_t most_members_at_once = 500;
struct MembersInput {
    std::string members = {};  // a line each: name or number on the roll
};
// All or nothing: a line that means nobody, or several, is named in the error. Who is in it already is no fault. How
// many are new.
Result<std::size_t> add_members(Context& context, GroupId id, const MembersInput& input);
Result<void> add_member(Context& context, GroupId id, PartyId party);
Result<void> remove_member(Context& context, GroupId id, PartyId party);

struct GroupMember {
    PartyId party = {};
    Date since{};
    std::string added_by = {};
};
struct MemberPage {
    std::vector<PartyLine> lines = {};
    std::vector<GroupMember> of_lines = {};  // one for each line, in their order
    bool more = false;
};
Result<MemberPage> list_members(Context& context, GroupId id, const std::optional<PartyPosition>& after, int limit);

// A party that is being deleted leaves its groups: what its history line says of them.
records::Parts leave_groups(store::Tx& tx, const Context& context, PartyId party, const std::string& name);

template <class Record>
constexpr auto group_fields() {
    using records::field;
    return std::array{field<Record, &GroupInput::name_vi>("name_vi"), field<Record, &GroupInput::name_zh>("name_zh"),
                      field<Record, &GroupInput::name_en>("name_en"),
                      field<Record, &GroupInput::purpose>("purpose", {.max = 1000, .lines = true})};
}

}  // namespace caunoi::people

// The table cannot be called "group", and a kind is called as its table.
template <>
struct caunoi::records::Of<caunoi::people::GroupInput> {
    static constexpr auto fields = people::group_fields<people::GroupInput>();
    static constexpr Description description{"party_group", "group.field", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::Group> {
    using Record = people::Group;
    static constexpr auto fields = join(join(kept_fields<Record>(), people::group_fields<Record>()),
                                        std::array{field<Record, &Record::name_key>("name_key", {.use = Use::system}),
                                                   field<Record, &Record::zh_key>("zh_key", {.use = Use::system})});
    static constexpr Description description{"party_group", "group.field", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::MembersInput> {
    using Record = people::MembersInput;
    static constexpr std::array fields{
        field<Record, &Record::members>("members", {.required = true, .max = 100'000, .lines = true})};
    static constexpr Description description{"party_group", "group.field", fields};
};
