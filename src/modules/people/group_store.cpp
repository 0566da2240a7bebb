#include "modules/people/group_store.hpp"

namespace caunoi::people::group_store {

std::vector<Group> list(store::Tx& tx, Language order, const std::optional<GroupPosition>& after, int limit) {
    const store::Sql column = order == Language::zh ? store::Sql("zh_key") : store::Sql("name_key");
    const store::Blob key{after ? after->key : std::string()};
    store::Query query("select * from party_group where true");
    if (after) query.add(" and (").add(column).add(", id) > (", key).add(", ", after->id).add(")");
    query.add(" order by ").add(column).add(", id limit ", limit);
    return records::read_all<Group>(tx.query(query));
}

std::vector<Group> of_party(store::Tx& tx, PartyId party) {
    return records::read_all<Group>(
        tx.query("select party_group.* from party_group_member join party_group "
                 "on party_group.id = party_group_member.party_group where party_group_member.party = $1 "
                 "order by party_group.name_key, party_group.id",
                 party));
}

std::vector<Group> with_any_name(store::Tx& tx, const GroupInput& input) {
    return records::read_all<Group>(
        tx.query("select * from party_group where (name_vi <> '' and name_vi = $1) or (name_zh <> '' and name_zh = $2) "
                 "or (name_en <> '' and name_en = $3) order by id",
                 input.name_vi, input.name_zh, input.name_en));
}

std::vector<GroupMember> memberships(store::Tx& tx, GroupId id, std::span<const PartyId> parties) {
    store::Query query("select party, since, added_by from party_group_member where ");
    query.add("party_group = ", id).add(" and party in (0");
    for (const PartyId party : parties) query.add(", ", party);
    std::vector<GroupMember> found;
    for (const store::Row row : tx.query(query.add(") order by party")))
        found.push_back({.party = row.id<PartyTag>("party"),
                         .since = parse_date(row.text("since")).value_or(Date{}),
                         .added_by = std::string(row.text("added_by"))});
    return found;
}

void add(store::Tx& tx, GroupId id, const GroupMember& one) {
    tx.execute("insert into party_group_member (party_group, party, since, added_by) values ($1, $2, $3, $4)", id,
               one.party, one.since, one.added_by);
}

bool remove(store::Tx& tx, GroupId id, PartyId party) {
    return tx.execute("delete from party_group_member where party_group = $1 and party = $2", id, party) != 0;
}

}  // namespace caunoi::people::group_store
