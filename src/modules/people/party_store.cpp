#include "modules/people/party_store.hpp"

#include "platform/base/text.hpp"
#include "platform/names/person.hpp"

#include <algorithm>

namespace caunoi::people::party_store {

namespace {

// Which writing each of the typed names becomes.
struct NameKind {
    Script kind;
    std::string PartyInput::* name;
};
constexpr std::array<NameKind, 4> name_kinds{{{Script::vi, &PartyInput::name_vi},
                                              {Script::zh_hans, &PartyInput::name_zh},
                                              {Script::latin, &PartyInput::name_latin},
                                              {Script::en, &PartyInput::name_en}}};
struct ContactKind {
    std::string_view kind;
    std::string PartyInput::* value;
};
constexpr std::array<ContactKind, 3> contact_kinds{
    {{"phone", &PartyInput::phone}, {"email", &PartyInput::email}, {"address", &PartyInput::address}}};

const Writing* main_of(const std::vector<Writing>& all, Script kind) {
    const auto found = std::ranges::find(all, kind, &Writing::kind);
    return found == all.end() ? nullptr : &*found;
}

// A name that did not change keeps its row, and with it its source and dates; further writings are left alone.
void write_names(store::Tx& tx, const Party& party) {
    const std::vector<Writing> all = writings(tx, party.row.id);
    for (const NameKind& kind : name_kinds) {
        const std::string& text = party.input.*kind.name;
        const Writing* main = main_of(all, kind.kind);
        if (main && main->text == text) continue;
        if (text.empty()) {
            if (main) tx.execute("delete from writing where id = $1", main->id);
            continue;
        }
        Writing writing = main ? *main : Writing{};
        writing.kind = kind.kind;
        writing.text = text;
        writing.confirmed = true;
        writing.family = writing.middle = writing.given = {};
        if (party.row.sort == Sort::person) split_name(writing);
        if (main) {
            update_writing(tx, writing);
        } else {
            writing.owner = party.row.id;
            writing.source = party.input.source;
            insert_writing(tx, writing);
        }
    }
}

void write_contact_points(store::Tx& tx, const Party& party) {
    tx.execute("delete from contact_point where party = $1", party.row.id);
    int position = 0;
    for (const ContactKind& kind : contact_kinds)
        if (const std::string& value = party.input.*kind.value; !value.empty())
            tx.execute("insert into contact_point (id, party, kind, value, position) values ($1, $2, $3, $4, $5)",
                       tx.new_id<struct ContactPointTag>(), party.row.id, kind.kind, value, ++position);
}

void write_membership(store::Tx& tx, const Party& party) {
    tx.execute("delete from membership where party = $1", party.row.id);
    const PartyInput& input = party.input;
    if (!input.member_kind) return;
    tx.execute(
        "insert into membership (party, roll_number, kind, joined_first, joined_last, left_first, left_last, leaving) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        party.row.id, input.roll_number, *input.member_kind, input.joined.first, input.joined.last, input.left.first,
        input.left.last, input.leaving);
}

void fill_keys(Party& party) {
    const Name name = party.name();
    const bool person = party.row.sort == Sort::person;
    const std::string& vi = name.in(Language::vi);
    const std::string& zh = name.in(Language::zh);
    party.row.name_key.bytes = sort_key(vi, Collation::vi);
    party.row.given_key.bytes = sort_key(person ? names::given_name_order_form(vi) : vi, Collation::vi);
    party.row.zh_key.bytes = sort_key(person ? names::pinyin_order_form(zh) : zh, Collation::zh_pinyin);
    party.row.stroke_key.bytes = sort_key(zh, Collation::zh_stroke);
}

void fill_row(Party& party) {
    party.row.relation = party.input.relation;
    party.row.side = party.input.side;
    party.row.address_form = party.input.address_form;
    party.row.note = party.input.note;
    party.row.source = party.input.source;
    fill_keys(party);
}

PartialDate partial(const store::Row& row, std::string_view first, std::string_view last) {
    return {parse_date(row.text(first)).value_or(Date{}), parse_date(row.text(last)).value_or(Date{})};
}

}  // namespace

std::optional<Party> find(store::Tx& tx, PartyId id) {
    auto row = records::read_one<PartyRow>(tx.query("select * from party where id = $1", id));
    if (!row) return std::nullopt;
    Party party{.row = *std::move(row), .input = {}};
    PartyInput& input = party.input;
    input.relation = party.row.relation;
    input.side = party.row.side;
    input.note = party.row.note;
    input.source = party.row.source;
    input.address_form = party.row.address_form;
    if (party.row.unit)
        for (const UnitName& unit : unit_names(tx, std::span(&party.row.unit, 1))) input.unit = unit.full(Language::vi);
    const std::vector<Writing> names = writings(tx, id);
    for (const NameKind& kind : name_kinds)
        if (const Writing* main = main_of(names, kind.kind)) input.*kind.name = main->text;
    for (const store::Row point :
         tx.query("select kind, value from contact_point where party = $1 order by position desc", id))
        for (const ContactKind& kind : contact_kinds)
            if (kind.kind == point.text("kind")) input.*kind.value = point.text("value");
    for (const store::Row membership : tx.query("select * from membership where party = $1", id)) {
        const auto kind = records::find_code(member_kind_codes, membership.text("kind"));
        if (kind) input.member_kind = static_cast<MemberKind>(*kind);
        input.roll_number = membership.text("roll_number");
        input.joined = partial(membership, "joined_first", "joined_last");
        input.left = partial(membership, "left_first", "left_last");
        if (const auto leaving = records::find_code(leaving_codes, membership.text("leaving")))
            input.leaving = static_cast<Leaving>(*leaving);
    }
    auto custom = custom_values(tx, std::span(&id, 1));
    party.input.custom = std::move(custom[id]);
    return party;
}

void insert(store::Tx& tx, Party& party) {
    static const std::string sql = records::insert_sql(records::describe<PartyRow>());
    fill_row(party);
    party.row.id = tx.new_id<PartyTag>();
    party.row.version = 1;
    records::insert_row(tx, records::describe<PartyRow>(), sql, &party.row);
    write_names(tx, party);
    write_contact_points(tx, party);
    write_membership(tx, party);
}

std::int64_t update(store::Tx& tx, Party& party) {
    static const std::string sql = records::update_sql(records::describe<PartyRow>());
    fill_row(party);
    const std::int64_t version = party.row.version++;
    const std::int64_t changed =
        records::update_row(tx, sql, records::describe<PartyRow>(), &party.row, party.row.id.value, version);
    if (changed == 0) return 0;
    write_names(tx, party);
    write_contact_points(tx, party);
    write_membership(tx, party);
    return changed;
}

void remove(store::Tx& tx, PartyId id) {
    tx.execute("delete from custom_value where party = $1", id);
    tx.execute("delete from membership where party = $1", id);
    tx.execute("delete from former_membership where party = $1", id);
    tx.execute("delete from contact_point where party = $1", id);
    tx.execute("delete from writing where owner = $1", id);
    tx.execute("delete from party where id = $1", id);
}

std::vector<Writing> writings(store::Tx& tx, PartyId party) {
    return records::read_all<Writing>(
        tx.query("select * from writing where owner = $1 "
                 "order by case when to_first is null then 0 else 1 end, official desc, id",
                 party));
}

WritingId insert_writing(store::Tx& tx, Writing& writing) {
    static const std::string sql = records::insert_sql(records::describe<Writing>());
    writing.id = tx.new_id<WritingTag>();
    writing.version = 1;
    records::insert_row(tx, records::describe<Writing>(), sql, &writing);
    return writing.id;
}

bool update_writing(store::Tx& tx, Writing& writing) {
    static const std::string sql = records::update_sql(records::describe<Writing>());
    const std::int64_t version = writing.version++;
    return records::update_row(tx, sql, records::describe<Writing>(), &writing, writing.id.value, version) != 0;
}

void write_keys(store::Tx& tx, Party& party) {
    fill_keys(party);
    tx.execute("update party set name_key = $1, zh_key = $2, given_key = $3, stroke_key = $4 where id = $5",
               party.row.name_key, party.row.zh_key, party.row.given_key, party.row.stroke_key, party.row.id);
}

bool has_posts(store::Tx& tx, PartyId id) {
    return tx.integer("select case when exists (select 1 from post where party = $1) then 1 else 0 end", id) != 0;
}

std::optional<PartyId> with_roll_number(store::Tx& tx, std::string_view number) {
    store::Rows rows = tx.query("select party from membership where roll_number = $1", number);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return row->id<PartyTag>("party");
}

std::vector<PartyId> after(store::Tx& tx, PartyId last, int limit) {
    std::vector<PartyId> ids;
    for (const store::Row row : tx.query("select id from party where id > $1 order by id limit $2", last.value, limit))
        ids.push_back(row.id<PartyTag>("id"));
    return ids;
}

namespace {
store::Sql key_column(Order order) {
    switch (order) {
        case Order::name: return "name_key";
        case Order::given_name: return "given_key";
        case Order::pinyin: return "zh_key";
        case Order::strokes: return "stroke_key";
    }
    return "name_key";
}
}  // namespace

namespace {
// On the roll on that day, as a member of that kind ("": of any).
void add_span(store::Query& query, store::Sql table, const std::string& day, const std::string& kind) {
    query.add("(").add(table).add(".joined_last <= ", day);
    query.add(" and (").add(table).add(".left_first is null or ").add(table).add(".left_first > ", day).add(")");
    if (!kind.empty()) query.add(" and ").add(table).add(".kind = ", kind);
    query.add(")");
}
}  // namespace

std::vector<PartyLine> list(store::Tx& tx, const PartyFilter& filter, std::span<const CustomCondition> custom,
                            const std::vector<std::int64_t>* ids, Order order,
                            const std::optional<PartyPosition>& after, int limit) {
    const store::Sql column = key_column(order);
    const std::string day = filter.on_roll.ok() ? to_text(filter.on_roll) : std::string();
    const store::Blob key{after ? after->key : std::string()};
    store::Query query("select party.id as id, sort, relation, side, sample, membership.roll_number as roll_number, ");
    query.add(column).add(" as key");
    query.add(" from party left join membership on membership.party = party.id where true");
    if (filter.sort) query.add(" and sort = ", *filter.sort);
    if (filter.relation) query.add(" and relation = ", *filter.relation);
    if (filter.on_roll.ok()) {
        add_span(query.add(" and ("), "membership", day, filter.member_kind);
        add_span(query.add(" or exists (select 1 from former_membership where former_membership.party = party.id and "),
                 "former_membership", day, filter.member_kind);
        query.add("))");
    } else if (!filter.member_kind.empty()) {
        query.add(" and membership.kind = ", filter.member_kind);
    }
    if (filter.group)
        query.add(" and party.id in (select party from party_group_member where party_group = ", filter.group).add(")");
    for (const CustomCondition& condition : custom) {
        query.add(" and party.id in (select party from custom_value where field = ", condition.field);
        query.add(" and until >= ", condition.from).add(" and key <= ", condition.to);
        if (!condition.spans) query.add(" and key >= ", condition.from);
        query.add(")");
    }
    if (ids) {
        query.add(" and party.id in (0");
        for (const std::int64_t id : *ids) query.add(", ", id);
        query.add(")");
    }
    if (after) query.add(" and (").add(column).add(", party.id) > (", key).add(", ", after->id).add(")");
    query.add(" order by ").add(column).add(", party.id limit ", limit);

    std::vector<PartyLine> lines;
    std::vector<PartyId> parties;
    for (const store::Row row : tx.query(query)) {
        PartyLine& line = lines.emplace_back();
        line.id = row.id<PartyTag>("id");
        line.sort = static_cast<Sort>(records::find_code(sort_codes, row.text("sort")).value_or(0));
        line.relation = static_cast<Relation>(records::find_code(relation_codes, row.text("relation")).value_or(0));
        line.side = static_cast<Side>(records::find_code(side_codes, row.text("side")).value_or(0));
        line.sample = row.boolean("sample");
        line.key.bytes = row.blob("key");
        line.roll_number = row.text("roll_number");
        parties.push_back(line.id);
    }
    const std::vector<PartyName> names = names_of(tx, parties);
    for (std::size_t i = 0, n = 0; i < lines.size() && n < names.size(); ++i)
        if (names[n].id == lines[i].id) lines[i].name = names[n++].name;
    return lines;
}

}  // namespace caunoi::people::party_store
