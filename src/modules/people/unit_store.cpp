#include "modules/people/unit_store.hpp"

#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::people::unit_store {

namespace {

// Lists go by the name itself: "xã Bảo Lâm" under B.
std::string without_type(std::string_view name) {
    constexpr std::array<std::string_view, 13> types{"thành phố trực thuộc trung ương ",
                                                     "khu tự trị dân tộc ",
                                                     "huyện tự trị ",
                                                     "thành phố ",
                                                     "thị trấn ",
                                                     "thị xã ",
                                                     "đặc khu ",
                                                     "phường ",
                                                     "huyện ",
                                                     "tỉnh ",
                                                     "quận ",
                                                     "xã ",
                                                     "khu tự trị "};
    for (const std::string_view type : types)
        if (name.size() > type.size() && to_lower(name).starts_with(type)) return std::string(name.substr(type.size()));
    return std::string(name);
}

void write_names(store::Tx& tx, UnitId id, const Name& name, const std::string& source) {
    tx.execute("delete from writing where owner = $1", id);
    for (const auto& [kind, text] :
         {std::pair<std::string_view, const std::string*>{"vi", &name.vi}, {"zh_hans", &name.zh}, {"en", &name.en}})
        if (!text->empty())
            tx.execute("insert into writing (id, owner, kind, text, source, official) values ($1, $2, $3, $4, $5, 1)",
                       tx.new_id<struct WritingTag>(), id, kind, *text, source);
}

void fill_keys(UnitRow& row, const Name& name) {
    row.name_key.bytes = sort_key(without_type(name.in(Language::vi)), Collation::vi);
    row.zh_key.bytes = sort_key(name.in(Language::zh), Collation::zh_pinyin);
}

PartialDate partial(const store::Row& row) {
    return {parse_date(row.text("on_first")).value_or(Date{}), parse_date(row.text("on_last")).value_or(Date{})};
}

std::vector<Link> links(store::Tx& tx, store::Sql condition, std::span<const std::int64_t> ids) {
    std::vector<Link> found;
    if (ids.empty()) return found;
    store::Query query("select before, after, part, on_first, on_last, basis from succession where ");
    query.add(condition).add(" in (0");
    for (const std::int64_t id : ids) query.add(", ", id);
    query.add(") order by on_first, before, after");
    for (const store::Row row : tx.query(query))
        found.push_back({.before = row.integer("before"),
                         .after = row.integer("after"),
                         .part = row.boolean("part"),
                         .on = partial(row),
                         .basis = std::string(row.text("basis"))});
    return found;
}

}  // namespace

std::optional<UnitRow> find(store::Tx& tx, UnitId id) {
    return records::read_one<UnitRow>(tx.query("select * from unit where id = $1", id));
}

void insert(store::Tx& tx, UnitRow& row, const Name& name) {
    static const std::string sql = records::insert_sql(records::describe<UnitRow>());
    row.id = tx.new_id<UnitTag>();
    row.version = 1;
    fill_keys(row, name);
    records::insert_row(tx, records::describe<UnitRow>(), sql, &row);
    write_names(tx, row.id, name, row.source);
}

bool update(store::Tx& tx, UnitRow& row, const Name& name) {
    static const std::string sql = records::update_sql(records::describe<UnitRow>());
    fill_keys(row, name);
    const std::int64_t version = row.version++;
    if (records::update_row(tx, sql, records::describe<UnitRow>(), &row, row.id.value, version) == 0) return false;
    write_names(tx, row.id, name, row.source);
    return true;
}

void remove(store::Tx& tx, UnitId id) {
    tx.execute("delete from succession where after = $1", id);
    tx.execute("delete from writing where owner = $1", id);
    tx.execute("delete from unit where id = $1", id);
}

bool is_needed(store::Tx& tx, UnitId id) {
    return tx.integer(
               "select case when exists (select 1 from unit where parent = $1) "
               "or exists (select 1 from succession where before = $1) "
               "or exists (select 1 from party where unit = $1) then 1 else 0 end",
               id) != 0;
}

void end(store::Tx& tx, UnitId id, const PartialDate& day) {
    tx.execute("update unit set to_first = $1, to_last = $2, version = version + 1 where id = $3 and to_first is null",
               day.first, day.last, id);
}

void link(store::Tx& tx, const Link& link) {
    tx.execute(
        "insert into succession (id, version, before, after, part, on_first, on_last, basis) "
        "values ($1, 1, $2, $3, $4, $5, $6, $7) on conflict (before, after) do nothing",
        tx.new_id<struct SuccessionTag>(), link.before, link.after, link.part, link.on.first, link.on.last, link.basis);
}

void unlink_before(store::Tx& tx, UnitId after) {
    tx.execute("delete from succession where after = $1", after);
}

std::vector<Link> links_from(store::Tx& tx, std::span<const std::int64_t> ids) {
    return links(tx, "before", ids);
}
std::vector<Link> links_to(store::Tx& tx, std::span<const std::int64_t> ids) {
    return links(tx, "after", ids);
}

std::vector<UnitRow> list(store::Tx& tx, const UnitFilter& filter, const std::vector<std::int64_t>* ids, Date today,
                          bool chinese, const std::optional<UnitPosition>& after, int limit) {
    const store::Sql column = chinese ? store::Sql("zh_key") : store::Sql("name_key");
    const std::string day = to_text(today);
    const store::Blob key{after ? after->key : std::string()};
    store::Query query("select * from unit where true");
    if (filter.country) query.add(" and country = ", *filter.country);
    if (filter.type) query.add(" and type = ", *filter.type);
    if (filter.parent) query.add(" and parent = ", filter.parent);
    if (!filter.ended && filter.text.empty()) query.add(" and (to_first is null or to_first > ", day).add(")");
    if (ids) {
        query.add(" and id in (0");
        for (const std::int64_t id : *ids) query.add(", ", id);
        query.add(")");
    }
    if (after) query.add(" and (").add(column).add(", id) > (", key).add(", ", after->id).add(")");
    query.add(" order by ").add(column).add(", id limit ", limit);
    return records::read_all<UnitRow>(tx.query(query));
}

std::vector<UnitId> after(store::Tx& tx, UnitId last, int limit) {
    std::vector<UnitId> ids;
    for (const store::Row row : tx.query("select id from unit where id > $1 order by id limit $2", last.value, limit))
        ids.push_back(row.id<UnitTag>("id"));
    return ids;
}

std::int64_t children(store::Tx& tx, UnitId id) {
    return tx.integer("select count(*) from unit where parent = $1", id);
}

}  // namespace caunoi::people::unit_store
