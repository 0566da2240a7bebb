#include "modules/people/roll.hpp"

#include "modules/people/party_store.hpp"
#include "platform/base/text.hpp"

namespace caunoi::people {

namespace {

constexpr std::string_view digits = "0123456789";

PartialDate span_end(const store::Row& row, std::string_view first, std::string_view last) {
    return {parse_date(row.text(first)).value_or(Date{}), parse_date(row.text(last)).value_or(Date{})};
}

bool on_roll(const PartyInput& input) {
    return input.member_kind && !input.left.known();
}

Result<Party> party_of(store::Tx& tx, PartyId id) {
    auto party = party_store::find(tx, id);
    if (!party) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(party);
}

struct FormerMembershipTag;

void keep_former(store::Tx& tx, const Party& party) {
    const PartyInput& input = party.input;
    tx.execute(
        "insert into former_membership (id, party, roll_number, kind, joined_first, joined_last, left_first, "
        "left_last, leaving) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.new_id<FormerMembershipTag>(), party.row.id, input.roll_number, *input.member_kind, input.joined.first,
        input.joined.last, input.left.first, input.left.last, input.leaving);
}

}  // namespace

std::vector<FormerMembership> former_memberships(store::Tx& tx, PartyId party) {
    std::vector<FormerMembership> all;
    for (const store::Row row :
         tx.query("select * from former_membership where party = $1 order by joined_last desc, id desc", party)) {
        FormerMembership& one = all.emplace_back();
        one.roll_number = row.text("roll_number");
        one.kind = static_cast<MemberKind>(records::find_code(member_kind_codes, row.text("kind")).value_or(0));
        one.joined = span_end(row, "joined_first", "joined_last");
        one.left = span_end(row, "left_first", "left_last");
        if (const auto leaving = records::find_code(leaving_codes, row.text("leaving")))
            one.leaving = static_cast<Leaving>(*leaving);
    }
    return all;
}

std::vector<std::string> next_roll_numbers(store::Tx& tx, std::size_t count) {
    tx.lock("roll_number");
    store::Rows rows = tx.query(
        "select roll_number from (select roll_number from membership union all "
        "select roll_number from former_membership) as given order by length(roll_number) desc, roll_number desc "
        "limit 1");
    const auto row = rows.next();
    const std::string last(row ? row->text("roll_number") : "0000");
    const std::size_t from = last.find_last_not_of(digits) + 1;  // npos + 1 is 0: all digits
    const std::string_view figure = std::string_view(last).substr(from);
    std::int64_t number = parse_integer(figure).value_or(0);
    std::vector<std::string> numbers;
    while (numbers.size() < count)
        numbers.push_back(fmt::format("{}{:0{}}", last.substr(0, from), ++number, figure.empty() ? 4 : figure.size()));
    return numbers;
}

std::map<std::string, PartyId, std::less<>> members_with_numbers(store::Tx& tx,
                                                                 const std::vector<std::string>& numbers) {
    store::Query query("select roll_number, party from membership where roll_number in (''");
    for (const std::string& number : numbers) query.add(", ", number);
    std::map<std::string, PartyId, std::less<>> found;
    for (const store::Row row : tx.query(query.add(")")))
        found.emplace(row.text("roll_number"), row.id<PartyTag>("party"));
    return found;
}

std::optional<std::string> roll_number_of(store::Tx& tx, PartyId party) {
    store::Rows rows = tx.query("select roll_number from membership where party = $1 and left_first is null", party);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return std::string(row->text("roll_number"));
}

Result<void> admit(store::Tx& tx, const Context& context, PartyId id, MemberKind kind, std::string_view roll_number,
                   Date day) {
    const Party before = TRY(party_of(tx, id));
    if (on_roll(before.input)) return fail(Error::Kind::conflict, "people.error.is_member");
    PartyInput after = before.input;
    after.relation = Relation::member;
    after.member_kind = kind;
    after.roll_number = roll_number;
    after.joined = exact(day);
    after.left = {};
    after.leaving = {};
    TRY(records::check_all(after, before.row.sort));
    if (before.input.member_kind) keep_former(tx, before);
    return change_party(tx, context, before, after, before.row.unit);
}

Result<void> end_membership(store::Tx& tx, const Context& context, PartyId id, Date day, Leaving leaving) {
    const Party before = TRY(party_of(tx, id));
    if (!on_roll(before.input)) return fail(Error::Kind::conflict, "people.error.not_a_member");
    PartyInput after = before.input;
    after.left = exact(day);
    after.leaving = leaving;
    TRY(records::check_all(after, before.row.sort));
    return change_party(tx, context, before, after, before.row.unit);
}

Result<void> resume_membership(store::Tx& tx, const Context& context, PartyId id) {
    const Party before = TRY(party_of(tx, id));
    if (!before.input.member_kind || on_roll(before.input))
        return fail(Error::Kind::conflict, "people.error.is_member");
    PartyInput after = before.input;
    after.left = {};
    after.leaving = {};
    return change_party(tx, context, before, after, before.row.unit);
}

}  // namespace caunoi::people
