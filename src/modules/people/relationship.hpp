// Who belongs with whom: works at, represents, is the focal point of. Typed, dated, kept once and read from either end.
#pragma once

#include "modules/people/party.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <string>
#include <vector>

namespace caunoi::people {

using RelationshipId = Id<struct RelationshipTag>;

// What one end is to the other.
enum class Tie {
    works_at,
    has_staff,
    represents,
    represented_by,
    contact_of,
    has_contact,
    chapter_of,
    has_chapter,
    subordinate_of,
    superior_of,
    interpreter_for,
    has_interpreter,
    counterpart_of,
    relative_of,
    guardian_of,
    ward_of,
    succeeds_in_post,
    succeeded_in_post_by
};
constexpr std::array<std::string_view, 18> tie_codes{
    "works_at",       "has_staff",   "represents",     "represented_by", "contact_of",       "has_contact",
    "chapter_of",     "has_chapter", "subordinate_of", "superior_of",    "interpreter_for",  "has_interpreter",
    "counterpart_of", "relative_of", "guardian_of",    "ward_of",        "succeeds_in_post", "succeeded_in_post_by"};
constexpr std::span<const std::string_view> codes(Tie) {
    return tie_codes;
}
constexpr std::string_view code_labels(Tie) {
    return "relationship.tie";
}

// Which sorts may stand at the two ends.
struct Ends {
    bool person_person = false;
    bool person_body = false;
    bool body_person = false;
    bool body_body = false;

    [[nodiscard]] constexpr bool take(Sort near, Sort far) const {
        if (near == Sort::person) return far == Sort::person ? person_person : person_body;
        return far == Sort::person ? body_person : body_body;
    }
};
// Of the two readings `tie` is the one that is kept; where both ends are alike there is one.
struct TieRule {
    Tie tie;
    Tie back;
    Ends ends;
};
constexpr std::array<TieRule, 10> tie_rules{
    {{Tie::works_at, Tie::has_staff, {.person_body = true}},
     {Tie::represents, Tie::represented_by, {.person_person = true, .person_body = true, .body_body = true}},
     {Tie::contact_of, Tie::has_contact, {.person_person = true, .person_body = true}},
     {Tie::chapter_of, Tie::has_chapter, {.body_body = true}},
     {Tie::subordinate_of, Tie::superior_of, {.body_body = true}},
     {Tie::interpreter_for, Tie::has_interpreter, {.person_person = true, .person_body = true}},
     {Tie::counterpart_of, Tie::counterpart_of, {.person_person = true, .body_body = true}},
     {Tie::relative_of, Tie::relative_of, {.person_person = true}},
     {Tie::guardian_of, Tie::ward_of, {.person_person = true}},
     {Tie::succeeds_in_post, Tie::succeeded_in_post_by, {.person_person = true}}}};
Tie as_kept(Tie tie);
Tie from_other_end(Tie tie);
bool may_join(Tie tie, Sort near, Sort far);
std::vector<Tie> ties_of(Sort near);  // that somebody of this sort may have to anybody

// As typed on the page of one end.
struct RelationshipInput {
    Tie tie = Tie::works_at;
    std::string other = {};  // name or number on the roll
    std::string role_vi = {};
    std::string role_zh = {};
    PartialDate from = {};
    PartialDate to = {};
    std::string source = {};
    std::string note = {};
};
struct Relationship {
    RelationshipId id = {};
    std::int64_t version = 0;
    PartyId party = {};
    Tie type = Tie::works_at;
    PartyId other = {};
    std::string role_vi = {};
    std::string role_zh = {};
    PartialDate from = {};
    PartialDate to = {};
    std::string source = {};
    std::string note = {};

    [[nodiscard]] PartyId far_from(PartyId end) const { return end == party ? other : party; }
    [[nodiscard]] Tie seen_from(PartyId end) const { return end == party ? type : from_other_end(type); }
    [[nodiscard]] const std::string& role(Language language) const;  // falls back to the other script
};

void check(const RelationshipInput& input, Errors& errors);
// Fails with `forbidden`, `not_found`, `invalid`: nobody or several of that name, sorts that the tie does not join,
// with itself, the same tie between the same two at the same time, a circle of bodies.
Result<RelationshipId> record_relationship(Context& context, PartyId party, const RelationshipInput& input);
// `end`: from which end the input reads. It ends by its `to`.
Result<void> change_relationship(Context& context, RelationshipId id, std::int64_t version, PartyId end,
                                 const RelationshipInput& input);
Result<void> delete_relationship(Context& context, RelationshipId id, std::int64_t version);
Result<Relationship> find_relationship(Context& context, RelationshipId id);
RelationshipInput input_from(store::Tx& tx, Language language, const Relationship& relationship, PartyId end);

struct RelationshipLine {
    Relationship relationship = {};
    Tie tie = Tie::works_at;  // what the party asked about is to the other
    PartyName other = {};
    bool past = false;
};
struct RelationshipPage {
    std::vector<RelationshipLine> lines = {};
    bool more = false;
};
// Those of today first, then those that ended; the newest first in both.
Result<RelationshipPage> relationships_of(Context& context, PartyId party, int limit);

// Those of a party that is being deleted: what its history line says of them.
records::Parts drop_relationships(store::Tx& tx, const Context& context, PartyId party, const std::string& name);

template <class Record>
constexpr auto relationship_fields() {
    using records::field;
    return std::array{field<Record, &Record::role_vi>("role_vi"),
                      field<Record, &Record::role_zh>("role_zh"),
                      field<Record, &Record::from>("from"),
                      field<Record, &Record::to>("to"),
                      field<Record, &Record::source>("source", {.max = 1000}),
                      field<Record, &Record::note>("note", {.max = 2000, .lines = true})};
}

}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::RelationshipInput> {
    using Record = people::RelationshipInput;
    static constexpr auto fields =
        join(std::array{field<Record, &Record::tie>("tie", {.required = true}),
                        field<Record, &Record::other>("other", {.required = true, .max = 300})},
             people::relationship_fields<Record>());
    static constexpr Description description{"relationship", "relationship.field", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::Relationship> {
    using Record = people::Relationship;
    static constexpr auto fields = join(join(kept_fields<Record>(), std::array{field<Record, &Record::party>("party"),
                                                                               field<Record, &Record::type>("type"),
                                                                               field<Record, &Record::other>("other")}),
                                        people::relationship_fields<Record>());
    static constexpr Description description{"relationship", "relationship.field", fields};
};
