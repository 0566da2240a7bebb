#include "modules/people/relationship.hpp"

#include "modules/people/party_named.hpp"
#include "modules/people/party_store.hpp"
#include "modules/people/relationship_store.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

const TieRule& rule_for(Tie tie) {
    const auto rule =
        std::ranges::find_if(tie_rules, [&](const TieRule& one) { return one.tie == tie || one.back == tie; });
    return *rule;  // every tie has one: a test says so
}

Relationship read_from(const Relationship& before, PartyId end, PartyId far, const RelationshipInput& input) {
    Relationship after = before;
    const bool kept_so = as_kept(input.tie) == input.tie;
    after.party = kept_so ? end : far;
    after.other = kept_so ? far : end;
    after.type = as_kept(input.tie);
    after.role_vi = input.role_vi;
    after.role_zh = input.role_zh;
    after.from = input.from;
    after.to = input.to;
    after.source = input.source;
    after.note = input.note;
    return after;
}

Result<Sort> sort_at(store::Tx& tx, PartyId id) {
    const auto party = party_store::find(tx, id);
    if (!party) return fail(Error::Kind::not_found, "errors.not_found");
    return party->row.sort;
}

Result<PartyId> far_end(store::Tx& tx, const Context& context, PartyId end, const RelationshipInput& input) {
    const Sort near = TRY(sort_at(tx, end));
    Errors errors;
    const auto far = party_meant(tx, context.language, "other", input.other, errors);
    if (far && *far == end)
        errors.add("other", "relationship.error.itself");
    else if (far && !may_join(input.tie, near, TRY(sort_at(tx, *far))))
        errors.add("other", "relationship.error.sorts");
    TRY(std::move(errors).result());
    return *far;
}

Result<void> check_among_others(store::Tx& tx, const Relationship& one) {
    tx.lock("relationship");  // two clerks recording the same, or two halves of a circle, at one moment
    Errors errors;
    if (relationship_store::overlaps(tx, one)) errors.add("from", "relationship.error.overlap");
    const bool in_the_tree = one.type == Tie::chapter_of || one.type == Tie::subordinate_of;
    if (in_the_tree && relationship_store::closes_circle(tx, one)) errors.add("other", "relationship.error.circle");
    return std::move(errors).result();
}

std::string name_in(const std::vector<PartyName>& names, PartyId id) {
    const auto place = std::ranges::find(names, id, &PartyName::id);
    return place == names.end() ? std::string() : place->name.in(Language::vi);
}

std::string title_of(const std::vector<PartyName>& names, const Relationship& one) {
    return fmt::format("{} – {}", name_in(names, one.party), name_in(names, one.other));
}

// "works_at: Sở Ngoại vụ · Phó Chủ nhiệm · 2019/2024-05", as the history of that end keeps it.
std::string told_at(const std::vector<PartyName>& names, const Relationship& one, PartyId end) {
    std::string text = fmt::format("{}: {}", tie_codes[static_cast<std::size_t>(one.seen_from(end))],
                                   name_in(names, one.far_from(end)));
    if (const std::string& role = one.role(Language::vi); !role.empty()) text += " · " + role;
    if (one.from.known() || one.to.known()) text += fmt::format(" · {}/{}", to_text(one.from), to_text(one.to));
    return text;
}

void tell_end(store::Tx& tx, const Context& context, const std::vector<PartyName>& names, PartyId end,
              const Relationship* before, const Relationship* after) {
    std::string was = before ? told_at(names, *before, end) : std::string();
    std::string is = after ? told_at(names, *after, end) : std::string();
    if (was == is) return;
    records::write_history(tx, context, "change", records::describe<PartyInput>(), end.value, name_in(names, end),
                           {{"relationship", std::move(was), std::move(is)}});
}

// What the relationship was to each end, and what it is now: an end may have changed as well.
void tell_ends(store::Tx& tx, const Context& context, const Relationship* before, const Relationship* after) {
    std::vector<PartyId> ends;
    for (const Relationship* one : {before, after})
        if (one)
            for (const PartyId end : {one->party, one->other})
                if (std::ranges::find(ends, end) == ends.end()) ends.push_back(end);
    const std::vector<PartyName> names = names_of(tx, ends);
    const auto of = [](const Relationship* one, PartyId end) {
        return one && (one->party == end || one->other == end) ? one : nullptr;
    };
    for (const PartyId end : ends) tell_end(tx, context, names, end, of(before, end), of(after, end));
}

std::string title_now(store::Tx& tx, const Relationship& one) {
    return title_of(names_of(tx, std::array{one.party, one.other}), one);
}

}  // namespace

Tie as_kept(Tie tie) {
    return rule_for(tie).tie;
}
Tie from_other_end(Tie tie) {
    const TieRule& rule = rule_for(tie);
    return rule.tie == tie ? rule.back : rule.tie;
}
bool may_join(Tie tie, Sort near, Sort far) {
    const TieRule& rule = rule_for(tie);
    return rule.tie == tie ? rule.ends.take(near, far) : rule.ends.take(far, near);
}
std::vector<Tie> ties_of(Sort near) {
    std::vector<Tie> ties;
    for (std::size_t i = 0; i < tie_codes.size(); ++i) {
        const auto tie = static_cast<Tie>(i);
        if (may_join(tie, near, Sort::person) || may_join(tie, near, Sort::body)) ties.push_back(tie);
    }
    return ties;
}

const std::string& Relationship::role(Language language) const {
    const bool chinese = language == Language::zh;
    const std::string& first = chinese ? role_zh : role_vi;
    return !first.empty() ? first : chinese ? role_vi : role_zh;
}

void check(const RelationshipInput& input, Errors& errors) {
    if (input.from.known() && input.to.known() && input.to.last < input.from.first) errors.add("to", "form.date_order");
}

Result<RelationshipId> record_relationship(Context& context, PartyId party, const RelationshipInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<RelationshipId> {
        const PartyId far = TRY(far_end(tx, context, party, input));
        Relationship relationship = read_from({}, party, far, input);
        TRY(check_among_others(tx, relationship));
        records::create(tx, context, relationship, title_now(tx, relationship));
        tell_ends(tx, context, nullptr, &relationship);
        return relationship.id;
    });
}

Result<void> change_relationship(Context& context, RelationshipId id, std::int64_t version, PartyId end,
                                 const RelationshipInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Relationship before = TRY(records::find_version<Relationship>(tx, id, version));
        if (end != before.party && end != before.other) return fail(Error::Kind::not_found, "errors.not_found");
        const PartyId far = TRY(far_end(tx, context, end, input));
        Relationship after = read_from(before, end, far, input);
        // Both ends are alike: which of them is kept first says nothing, and reading from the other one changes
        // nothing.
        if (after.party == before.other && after.other == before.party && after.type == before.type &&
            from_other_end(after.type) == after.type)
            std::swap(after.party, after.other);
        TRY(check_among_others(tx, after));
        TRY(records::change(tx, context, before, after, title_now(tx, after)));
        tell_ends(tx, context, &before, &after);
        return {};
    });
}

Result<void> delete_relationship(Context& context, RelationshipId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Relationship before = TRY(records::find_version<Relationship>(tx, id, version));
        records::remove(tx, context, before, title_now(tx, before));
        tell_ends(tx, context, &before, nullptr);
        return {};
    });
}

Result<Relationship> find_relationship(Context& context, RelationshipId id) {
    TRY(context.require(can_view));
    auto relationship = read(context, [&](store::Tx& tx) { return records::find<Relationship>(tx, id); });
    if (!relationship) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(relationship);
}

RelationshipInput input_from(store::Tx& tx, Language language, const Relationship& one, PartyId end) {
    return {.tie = one.seen_from(end),
            .other = words_for(tx, language, one.far_from(end)),
            .role_vi = one.role_vi,
            .role_zh = one.role_zh,
            .from = one.from,
            .to = one.to,
            .source = one.source,
            .note = one.note};
}

Result<RelationshipPage> relationships_of(Context& context, PartyId party, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<RelationshipPage> {
        RelationshipPage page;
        std::vector<Relationship> all = relationship_store::of_party(tx, party, context.today(), limit + 1);
        page.more = all.size() > static_cast<std::size_t>(limit);
        if (page.more) all.pop_back();
        std::vector<PartyId> others;
        for (const Relationship& one : all) others.push_back(one.far_from(party));
        const std::vector<PartyName> names = names_of(tx, others);
        for (Relationship& one : all) {
            const auto name = std::ranges::find(names, one.far_from(party), &PartyName::id);
            if (name == names.end()) continue;
            RelationshipLine& line = page.lines.emplace_back();
            line.tie = one.seen_from(party);
            line.other = *name;
            line.past = one.to.known() && one.to.last < context.today();
            line.relationship = std::move(one);
        }
        return page;
    });
}

records::Parts drop_relationships(store::Tx& tx, const Context& context, PartyId party, const std::string& name) {
    const std::vector<Relationship> all = relationship_store::all_of(tx, party);
    std::vector<PartyId> others;
    for (const Relationship& one : all) others.push_back(one.far_from(party));
    std::vector<PartyName> names = names_of(tx, others);
    names.push_back({.id = party, .name = {.vi = name}});
    std::string told;  // a line each: a history line has each field once
    for (const Relationship& one : all) {
        records::remove(tx, context, one, title_of(names, one));
        tell_end(tx, context, names, one.far_from(party), &one, nullptr);
        told += (told.empty() ? "" : "\n") + told_at(names, one, party);
    }
    if (told.empty()) return {};
    records::Parts parts;
    parts.push_back({"relationship", std::move(told), ""});
    return parts;
}

}  // namespace caunoi::people
