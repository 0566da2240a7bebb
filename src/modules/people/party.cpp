#include "modules/people/party.hpp"

#include "modules/people/custom_value.hpp"
#include "modules/people/group.hpp"
#include "modules/people/party_store.hpp"
#include "modules/people/relationship.hpp"
#include "modules/people/succession.hpp"
#include "platform/auth/grants.hpp"
#include "platform/mail/mail.hpp"
#include "platform/search/search.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

void index(store::Tx& tx, const Party& party) {
    const std::string title = party.name().in(Language::vi);
    std::string titles;
    for (const Writing& writing : party_store::writings(tx, party.row.id))
        if (writing.text != title) titles += writing.text + "\n";
    std::string former;  // a body is found by what it came from
    const bool body = party.row.sort == Sort::body;
    for (const BodyLink& link : body ? successions_of(tx, party.row.id).before : std::vector<BodyLink>())
        former += fmt::format("\n{}\n{}", link.body.name.vi, link.body.name.zh);
    // Contact points are personal data: not in the index, or the search box would show them unmasked.
    const std::string text = fmt::format("{}\n{}{}{}", party.input.roll_number, party.input.note, former,
                                         custom_search_text(tx, party.row.id));
    search::put(
        tx,
        {.kind = "party", .record = party.row.id.value, .title = title, .titles = titles, .text = text, .date = {}});
}

Result<void> check_roll_number(store::Tx& tx, const PartyInput& input, PartyId self) {
    if (!input.member_kind) return {};
    tx.lock("roll_number");  // two clerks giving one number at the same moment
    const auto holder = party_store::with_roll_number(tx, input.roll_number);
    if (!holder || *holder == self) return {};
    Errors errors;
    errors.add("roll_number", "people.error.roll_number_taken");
    return std::move(errors).result();
}

Result<CustomValues> own_fields_after(store::Tx& tx, Sort sort, const CustomValues& before, const CustomValues& input) {
    if (!input.empty()) tx.lock("custom_field");  // nobody gives a field another type meanwhile
    Errors errors;
    CustomValues after = checked(custom_fields(tx), sort, before, input, errors);
    TRY(std::move(errors).result());
    return after;
}

// What is typed today means today's unit; when there is none of that name, one of former times.
Result<UnitId> unit_of_address(store::Tx& tx, const Context& context, const PartyInput& input) {
    if (input.unit.empty()) return UnitId{};
    const bool today = !units_named(tx, input.unit, context.today()).empty();
    Errors errors;
    const auto unit = unit_meant(tx, context.language, "unit", input.unit,
                                 today ? std::optional(context.today()) : std::nullopt, errors);
    TRY(std::move(errors).result());
    return *unit;
}

Result<Party> find_to_change(store::Tx& tx, PartyId id, std::int64_t version) {
    auto before = party_store::find(tx, id);
    if (!before) return fail(Error::Kind::not_found, "errors.not_found");
    if (before->row.version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    return *std::move(before);
}

std::vector<RefersTo>& references() {
    static std::vector<RefersTo> registered;  // filled at the start, only read afterwards
    return registered;
}

bool is_needed(store::Tx& tx, PartyId id) {
    return party_store::has_posts(tx, id) || is_followed(tx, id) || auth::refers_to(tx, id) ||
           std::ranges::any_of(references(), [&](RefersTo refers_to) { return refers_to(tx, id); });
}

// What a partner sees of somebody who was introduced to it.
Party without_what_is_ours(const Party& party) {
    Party shown{.row = {.id = party.row.id,
                        .version = party.row.version,
                        .sort = party.row.sort,
                        .side = party.row.side,
                        .sample = party.row.sample,
                        .address_form = party.row.address_form},
                .input = {}};
    shown.input.side = party.input.side;
    shown.input.name_vi = party.input.name_vi;
    shown.input.name_zh = party.input.name_zh;
    shown.input.name_latin = party.input.name_latin;
    shown.input.name_en = party.input.name_en;
    shown.input.address_form = party.input.address_form;
    return shown;
}

}  // namespace

bool may_see(store::Tx& tx, const Context& context, PartyId id) {
    return context.may(can_view) || auth::granted(tx, context, "party", id.value);
}

void register_reference(RefersTo refers_to) {
    if (std::ranges::find(references(), refers_to) == references().end()) references().push_back(refers_to);
}

void check(const PartyInput& input, Sort sort, Errors& errors) {
    if (input.name_vi.empty() && input.name_zh.empty()) errors.add("name_vi", "people.error.no_name");
    if (!input.email.empty() && !mail::plausible_address(input.email)) errors.add("email", "form.not_an_email");
    if (!input.member_kind) {
        if (!input.roll_number.empty() || input.joined.known() || input.left.known() || input.leaving)
            errors.add("member_kind", "people.error.member_kind_missing");
        return;
    }
    if (input.roll_number.empty()) errors.add("roll_number", "form.required");
    if (!input.joined.known()) errors.add("joined", "form.required");
    if (input.joined.known() && input.left.known() && input.left.last < input.joined.first)
        errors.add("left", "people.error.left_before_joined");
    if (input.leaving && !input.left.known()) errors.add("left", "people.error.leaving_without_day");
    if ((*input.member_kind == MemberKind::organisational) && sort == Sort::person)
        errors.add("member_kind", "people.error.organisational_needs_body");
    // Foreigners are contacts, not members; a foreign-invested enterprise may be an associate one (decree 45/2010 art.
    // 17).
    if (input.side == Side::cn && !(sort == Sort::body && *input.member_kind == MemberKind::associate))
        errors.add("member_kind", "people.error.foreign_member");
}

PartyId create_party(store::Tx& tx, const Context& context, Sort sort, const PartyInput& input, bool sample,
                     UnitId unit) {
    Party party{.row = {.sort = sort, .sample = sample, .unit = unit}, .input = input};
    party.input.custom = merged({}, input.custom);
    party_store::insert(tx, party);
    write_custom(tx, party.row.id, {}, party.input.custom);
    records::write_history(tx, context, "create", records::describe<PartyInput>(), party.row.id.value,
                           party.name().in(Language::vi),
                           records::join(records::compare(records::describe<PartyInput>(), nullptr, &input),
                                         custom_changes({}, party.input.custom)));
    index(tx, party);
    return party.row.id;
}

Result<PartyId> record_party(Context& context, Sort sort, const PartyInput& input, bool sample) {
    TRY(context.require(can_record));
    TRY(records::check_all(input, sort));
    return write(context, [&](store::Tx& tx) -> Result<PartyId> {
        TRY(check_roll_number(tx, input, {}));
        PartyInput kept = input;
        kept.custom = TRY(own_fields_after(tx, sort, {}, input.custom));
        const UnitId unit = TRY(unit_of_address(tx, context, input));
        return create_party(tx, context, sort, kept, sample, unit);
    });
}

Result<void> change_party(Context& context, PartyId id, std::int64_t version, const PartyInput& input) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Party before = TRY(find_to_change(tx, id, version));
        TRY(records::check_all(input, before.row.sort));
        TRY(check_roll_number(tx, input, id));
        PartyInput kept = input;
        kept.custom = TRY(own_fields_after(tx, before.row.sort, before.input.custom, input.custom));
        const bool moved = input.unit != before.input.unit;
        const UnitId unit = moved ? TRY(unit_of_address(tx, context, input)) : before.row.unit;
        return change_party(tx, context, before, kept, unit);
    });
}

Result<void> change_party(store::Tx& tx, const Context& context, const Party& before, const PartyInput& input,
                          UnitId unit) {
    const auto changes = records::join(records::compare(records::describe<PartyInput>(), &before.input, &input),
                                       custom_changes(before.input.custom, input.custom));
    if (changes.empty()) return {};
    Party after{.row = before.row, .input = input};
    after.row.unit = unit;
    if (party_store::update(tx, after) == 0) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    write_custom(tx, after.row.id, before.input.custom, after.input.custom);
    records::write_history(tx, context, "change", records::describe<PartyInput>(), after.row.id.value,
                           after.name().in(Language::vi), changes);
    index(tx, after);
    return {};
}

Result<void> delete_party(Context& context, PartyId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Party party = TRY(find_to_change(tx, id, version));
        if (is_needed(tx, id)) return fail(Error::Kind::conflict, "people.error.in_use");
        const std::string name = party.name().in(Language::vi);
        const records::Parts parts =
            records::join(records::join(drop_relationships(tx, context, id, name), leave_groups(tx, context, id, name)),
                          custom_changes(party.input.custom, {}));
        records::write_history(
            tx, context, "delete", records::describe<PartyInput>(), id.value, name,
            records::join(records::compare(records::describe<PartyInput>(), &party.input, nullptr), parts));
        search::remove(tx, "party", id.value);
        auth::revoke_all(tx, context, "party", id.value);
        tx.execute("delete from succession where after = $1", id);
        party_store::remove(tx, id);
        return {};
    });
}

Result<Party> find_party(Context& context, PartyId id) {
    if (!context.actor.signed_in()) TRY(context.require(can_view));
    auto party = read(context, [&](store::Tx& tx) {
        auto found = may_see(tx, context, id) ? party_store::find(tx, id) : std::nullopt;
        if (found && !found->input.custom.empty()) mask(custom_fields(tx), found->input.custom);
        return found;
    });
    if (!party) return fail(Error::Kind::not_found, "errors.not_found");
    if (!context.may(can_view)) return without_what_is_ours(*party);
    for (std::string* value : {&party->input.phone, &party->input.email, &party->input.address})
        *value = masked(*value);
    return *std::move(party);
}

Result<Party> reveal_party(Context& context, PartyId id) {
    TRY(context.require(can_reveal));
    return write(context, [&](store::Tx& tx) -> Result<Party> {
        auto party = party_store::find(tx, id);
        if (!party) return fail(Error::Kind::not_found, "errors.not_found");
        const PartyInput& input = party->input;
        if (!input.phone.empty() || !input.email.empty() || !input.address.empty() ||
            (!input.custom.empty() && any_personal(custom_fields(tx), input.custom)))
            records::write_history(tx, context, "reveal", records::describe<PartyInput>(), id.value,
                                   party->name().in(Language::vi), {});
        return *std::move(party);
    });
}

std::string masked(std::string_view value) {
    // Ends stay readable, so that two numbers can be told apart; of short values nothing does.
    if (value.empty()) return {};
    if (value.size() < 7) return "•••";
    std::size_t head = 3;
    std::size_t tail = value.size() - 3;
    while (head > 0 && (static_cast<unsigned char>(value[head]) & 0xC0U) == 0x80U) --head;
    while (tail < value.size() && (static_cast<unsigned char>(value[tail]) & 0xC0U) == 0x80U) ++tail;
    return fmt::format("{}•••{}", value.substr(0, head), value.substr(tail));
}

Order order_of(const PartyFilter& filter, Language language) {
    if (filter.order) return *filter.order;
    switch (language) {
        case Language::vi: return Order::given_name;
        case Language::zh: return Order::pinyin;
        case Language::en: return Order::name;
    }
    return Order::name;
}

Result<PartyPage> list_parties(Context& context, const PartyFilter& filter, const std::optional<PartyPosition>& after,
                               int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<PartyPage> {
        std::vector<std::int64_t> hits;
        if (!filter.text.empty()) hits = search::find_records(tx, "party", filter.text, 200);
        const Order order = order_of(filter, context.language);
        std::vector<CustomCondition> custom;
        if (!filter.custom.empty()) custom = custom_conditions(custom_fields(tx), filter.custom);
        PartyPage page{.lines = party_store::list(tx, filter, custom, filter.text.empty() ? nullptr : &hits, order,
                                                  after, limit + 1)};
        page.more = page.lines.size() > static_cast<std::size_t>(limit);
        if (page.more) page.lines.pop_back();
        return page;
    });
}

void names_changed(store::Tx& tx, PartyId id) {
    auto party = party_store::find(tx, id);
    if (!party) return;
    party_store::write_keys(tx, *party);
    index(tx, *party);
}

// The keys of lists are made anew as well: they follow the same tables of readings.
void reindex_all(Context& context) {
    constexpr int batch = search::rebuild_batch;
    PartyId last;
    for (bool more = true; more;) {
        more = write(context, [&](store::Tx& tx) {
            const std::vector<PartyId> ids = party_store::after(tx, last, batch);
            for (const PartyId id : ids) names_changed(tx, id);
            if (!ids.empty()) last = ids.back();
            return ids.size() == batch;
        });
    }
}

}  // namespace caunoi::people
