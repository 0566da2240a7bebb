#include "modules/people/relationship_store.hpp"

namespace caunoi::people::relationship_store {

namespace {

// A date may be a month or a year. Two times are one only where both surely hold: somebody who left in 2020 may have
// come back in 2020.
struct Held {
    std::string since;  // holds from this day on, surely
    std::string until;  // ended on this day, at the earliest
};
Held held(const Relationship& one) {
    return {.since = one.from.known() ? to_text(one.from.last) : "0000",
            .until = one.to.known() ? to_text(one.to.first) : "9999"};
}

}  // namespace

std::vector<Relationship> of_party(store::Tx& tx, PartyId party, Date today, int limit) {
    return records::read_all<Relationship>(
        tx.query("select * from relationship where party = $1 or other = $1 "
                 "order by case when to_last is null or to_last >= $2 then 0 else 1 end, "
                 "coalesce(to_last, '') desc, coalesce(from_first, '') desc, id desc limit $3",
                 party, to_text(today), limit));
}

std::vector<Relationship> all_of(store::Tx& tx, PartyId party) {
    return records::read_all<Relationship>(
        tx.query("select * from relationship where party = $1 or other = $1 order by id", party));
}

bool overlaps(store::Tx& tx, const Relationship& one) {
    const Held time = held(one);
    const bool alike = from_other_end(one.type) == one.type;
    // Twice the same dates is the same, also where they are too vague to overlap.
    const std::string dates = fmt::format("{}/{}", to_text(one.from), to_text(one.to));
    for (const Relationship& other : records::read_all<Relationship>(
             tx.query("select * from relationship where type = $1 and id <> $2 and "
                      "((party = $3 and other = $4) or ($5 = 1 and party = $4 and other = $3)) order by id",
                      one.type, one.id.value, one.party, one.other, alike))) {
        const Held theirs = held(other);
        if (std::max(time.since, theirs.since) < std::min(time.until, theirs.until)) return true;
        if (fmt::format("{}/{}", to_text(other.from), to_text(other.to)) == dates) return true;
    }
    return false;
}

bool closes_circle(store::Tx& tx, const Relationship& one) {
    const Held time = held(one);
    // Chapters and subordinate bodies are one tree. `union` drops what was found before, so that the search ends.
    return tx.integer(
               "with recursive above (id) as (select cast($1 as bigint) union "
               "select relationship.other from relationship join above on relationship.party = above.id "
               "where relationship.type in ('chapter_of', 'subordinate_of') and relationship.id <> $2 and "
               "coalesce(relationship.from_last, '0000') < $3 and $4 < coalesce(relationship.to_first, '9999')) "
               "select count(*) from above where id = $5",
               one.other, one.id.value, time.until, time.since, one.party) != 0;
}

}  // namespace caunoi::people::relationship_store
