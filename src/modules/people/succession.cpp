#include "modules/people/succession.hpp"

#include "modules/people/party.hpp"
#include "modules/people/party_store.hpp"
#include "modules/people/unit_store.hpp"

#include <algorithm>
#include <set>

namespace caunoi::people {

namespace {

using unit_store::Link;

std::vector<BodyLink> with_names(store::Tx& tx, const std::vector<Link>& links, std::int64_t Link::* other) {
    std::vector<PartyId> ids;
    for (const Link& link : links) ids.push_back({link.*other});
    const std::vector<PartyName> names = names_of(tx, ids);
    std::vector<BodyLink> all;
    for (const Link& link : links) {
        const auto name = std::ranges::find(names, PartyId{link.*other}, &PartyName::id);
        if (name != names.end()) all.push_back({.body = *name, .part = link.part, .on = link.on, .basis = link.basis});
    }
    return all;
}

// Does `later` come, by whatever way, after `earlier`?
bool follows(store::Tx& tx, PartyId later, PartyId earlier) {
    std::set<std::int64_t> seen;
    std::vector<std::int64_t> open{earlier.value};
    while (!open.empty()) {
        std::vector<std::int64_t> next;
        for (const Link& link : unit_store::links_from(tx, open)) {
            if (link.after == later.value) return true;
            if (seen.insert(link.after).second) next.push_back(link.after);
        }
        open = std::move(next);
    }
    return false;
}

Result<std::string> name_of_body(store::Tx& tx, PartyId id) {
    const auto party = party_store::find(tx, id);
    if (!party || party->row.sort != Sort::body) return fail(Error::Kind::not_found, "errors.not_found");
    return party->name().in(Language::vi);
}

void tell(store::Tx& tx, const Context& context, PartyId body, const std::string& name, std::string before,
          std::string after) {
    records::write_history(tx, context, "change", records::describe<PartyInput>(), body.value, name,
                           {{"before", std::move(before), std::move(after)}});
}

}  // namespace

Successions successions_of(store::Tx& tx, PartyId body) {
    return {.before = with_names(tx, unit_store::links_to(tx, std::span(&body.value, 1)), &Link::before),
            .after = with_names(tx, unit_store::links_from(tx, std::span(&body.value, 1)), &Link::after)};
}

bool is_followed(store::Tx& tx, PartyId body) {
    return !unit_store::links_from(tx, std::span(&body.value, 1)).empty();
}

Result<void> record_succession(Context& context, PartyId body, const SuccessionInput& input) {
    TRY(context.require(can_record));
    Errors wrong;
    records::check_limits(records::describe<SuccessionInput>(), &input, wrong);
    TRY(std::move(wrong).result());
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const std::string name = TRY(name_of_body(tx, body));
        const std::string before = TRY(name_of_body(tx, input.before));
        if (body == input.before || follows(tx, input.before, body)) {
            Errors errors;
            errors.add("before", "people.error.succession_circle");
            return std::move(errors).result();
        }
        unit_store::link(tx, {.before = input.before.value,
                              .after = body.value,
                              .part = input.part,
                              .on = input.on,
                              .basis = input.basis});
        tell(tx, context, body, name, "", before);
        names_changed(tx, body);
        return {};
    });
}

Result<void> remove_succession(Context& context, PartyId body, PartyId before) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const std::string name = TRY(name_of_body(tx, body));
        if (tx.execute("delete from succession where before = $1 and after = $2", before, body) == 0)
            return fail(Error::Kind::not_found, "errors.not_found");
        const std::vector<PartyName> names = names_of(tx, std::span(&before, 1));
        tell(tx, context, body, name, names.empty() ? std::string() : names.front().name.in(Language::vi), "");
        names_changed(tx, body);
        return {};
    });
}

}  // namespace caunoi::people
