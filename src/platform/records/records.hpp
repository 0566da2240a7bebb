// Keeping described records: insert, change with an optimistic lock, delete, read, and the history line of each.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"
#include "platform/log/log.hpp"
#include "platform/records/field.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caunoi::records {

// What changed in one field, as canonical text. A created record has "" before, a deleted one "" after.
struct Change {
    std::string field;
    std::string before;
    std::string after;
    std::string label = {};  // from Words, for a part that is named by none of the program's texts
};
// System fields are left out. Null pointers stand for "was not there" and "is gone".
std::vector<Change> compare(const Description& description, const void* before, const void* after);
std::vector<Change> join(std::vector<Change> changes, const std::vector<Change>& more);
// Puts words for values that only the program reads: names for ids, and whatever a part that is no field holds. Called
// with all changes of a page at once, so that names take one query.
using Words = std::function<void(std::vector<Change>&)>;
std::string to_json(const std::vector<Change>& changes);       // {"title_vi":["before","after"],…}
std::vector<Change> changes_from_json(std::string_view json);  // [] when it is not of that form

// --- type-erased; the templates below are what modules call --------------------------------------------------------

std::string insert_sql(const Description& description);
std::string update_sql(const Description& description);  // … where id = $n and version = $m
std::string find_sql(const Description& description);
std::string delete_sql(const Description& description);
void bind(const Description& description, const void* record, std::vector<store::Value>& values);

// Positions of the description's columns in a result, found once for all rows.
class Columns {
public:
    Columns(const Description& description, const store::Row& row);
    void read(const Description& description, const store::Row& row, void* record) const;

private:
    std::vector<int> columns_;
};

template <class Record>
std::vector<Record> read_all(store::Rows rows) {
    std::vector<Record> all;
    std::optional<Columns> columns;
    while (const auto row = rows.next()) {
        if (!columns) columns.emplace(describe<Record>(), *row);
        columns->read(describe<Record>(), *row, &all.emplace_back());
    }
    return all;
}
template <class Record>
std::optional<Record> read_one(store::Rows rows) {
    const auto row = rows.next();
    if (!row) return std::nullopt;
    Record record;
    Columns(describe<Record>(), *row).read(describe<Record>(), *row, &record);
    return record;
}

store::Rows find_row(store::Tx& tx, const std::string& sql, std::int64_t id);
void delete_row(store::Tx& tx, const std::string& sql, std::int64_t id);
void insert_row(store::Tx& tx, const Description& description, const std::string& sql, const void* record);
// 0: the row is gone or has another version.
std::int64_t update_row(store::Tx& tx, const std::string& sql, const Description& description, const void* record,
                        std::int64_t id, std::int64_t version);
void write_history(store::Tx& tx, const Context& context, std::string_view action, const Description& description,
                   std::int64_t id, std::string_view title, const std::vector<Change>& changes);

// What belongs to a record without being a field of it (roster, names, …) goes into the same history line: `parts`.
using Parts = std::vector<Change>;

// Gives the record an id and version 1, writes its row and its history line. `title` names it in the history.
template <class Record>
auto create(store::Tx& tx, const Context& context, Record& record, std::string_view title, const Parts& parts = {}) {
    static const std::string sql = insert_sql(describe<Record>());
    if (!record.id) record.id = tx.new_id<typename decltype(record.id)::tag>();
    record.version = 1;
    insert_row(tx, describe<Record>(), sql, &record);
    write_history(tx, context, "create", describe<Record>(), record.id.value, title,
                  join(compare(describe<Record>(), nullptr, &record), parts));
    return record.id;
}

// Writes `after` over `before` if nobody else did meanwhile; a record that did not change gets no history line.
// Fails with `conflict` "errors.changed_meanwhile"; the caller shows both versions.
template <class Record>
Result<void> change(store::Tx& tx, const Context& context, const Record& before, Record& after, std::string_view title,
                    const Parts& parts = {}) {
    static const std::string sql = update_sql(describe<Record>());
    const std::vector<Change> changes = join(compare(describe<Record>(), &before, &after), parts);
    if (changes.empty()) return {};
    after.version = before.version + 1;
    if (update_row(tx, sql, describe<Record>(), &after, before.id.value, before.version) == 0)
        return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    write_history(tx, context, "change", describe<Record>(), before.id.value, title, changes);
    return {};
}

template <class Record>
std::optional<Record> find(store::Tx& tx, decltype(Record::id) id) {
    static const std::string sql = find_sql(describe<Record>());
    return read_one<Record>(find_row(tx, sql, id.value));
}
// To change or delete it: fails with `not_found`, or `conflict` when `version` is not the newest any more.
template <class Record>
Result<Record> find_version(store::Tx& tx, decltype(Record::id) id, std::int64_t version) {
    std::optional<Record> record = find<Record>(tx, id);
    if (!record) return fail(Error::Kind::not_found, "errors.not_found");
    if (record->version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    return *std::move(record);
}

// Its row, leaving the history line behind. What refers to the row goes first.
template <class Record>
void remove(store::Tx& tx, const Context& context, const Record& record, std::string_view title) {
    static const std::string sql = delete_sql(describe<Record>());
    write_history(tx, context, "delete", describe<Record>(), record.id.value, title,
                  compare(describe<Record>(), &record, nullptr));
    delete_row(tx, sql, record.id.value);
}

// --- input
// ------------------------------------------------------------------------------------------------------------

// Parses one field as people typed it; adds to `errors` what is wrong: required, too long, not a value of its kind.
void parse_field(const Field& field, void* record, std::string_view typed, Errors& errors);
// Checks limits of values that did not come through parse_field (command line, other modules).
void check_limits(const Description& description, const void* record, Errors& errors);
// Limits, then the rules of the kind: its own check(input, more…, errors).
template <class Input, class... More>
Result<void> check_all(const Input& input, const More&... more) {
    Errors errors;
    check_limits(describe<Input>(), &input, errors);
    check(input, more..., errors);
    return std::move(errors).result();
}

}  // namespace caunoi::records
