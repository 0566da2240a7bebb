#include "platform/records/records.hpp"

#include "platform/base/json.hpp"
#include "platform/base/text.hpp"

namespace caunoi::records {

namespace {

// Calls f(column name) for each column of the description, in order.
template <class F>
void each_column(const Description& description, F&& f) {
    for (const Field& field : description.fields) {
        if (columns_of(field) == 1) {
            f(std::string(field.name));
        } else {
            f(fmt::format("{}_first", field.name));
            f(fmt::format("{}_last", field.name));
        }
    }
}

bool empty(const Field& field, const void* record) {
    return field.type->text(field.get(record)).empty();
}

void check_text(const Field& field, std::string_view text, Errors& errors) {
    if (text.empty()) {
        if (field.limits.required) errors.add(field.name, "form.required");
        return;
    }
    if (field.type->kind == Kind::text && code_points(text) > field.limits.max)
        errors.add(field.name, "form.too_long", {{"max", std::to_string(field.limits.max)}});
}

std::string_view error_key(Kind kind) {
    switch (kind) {
        case Kind::integer: return "form.not_a_number";
        case Kind::date: return "form.not_a_date";
        case Kind::partial_date: return "form.not_a_partial_date";
        case Kind::time: return "form.not_a_time";
        case Kind::code: return "form.unknown_choice";
        case Kind::fraction: return "form.not_a_fraction";
        case Kind::text:
        case Kind::boolean:
        case Kind::blob:
        case Kind::id: break;
    }
    return "form.unknown_choice";
}

}  // namespace

std::vector<Change> compare(const Description& description, const void* before, const void* after) {
    std::vector<Change> changes;
    for (const Field& field : description.fields) {
        if (field.limits.use == Use::system) continue;
        std::string was = before ? field.type->text(field.get(before)) : std::string();
        std::string is = after ? field.type->text(field.get(after)) : std::string();
        if (was != is) changes.push_back({std::string(field.name), std::move(was), std::move(is)});
    }
    return changes;
}

std::vector<Change> join(std::vector<Change> changes, const std::vector<Change>& more) {
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

std::string to_json(const std::vector<Change>& changes) {
    Json json;
    json.open('{');
    for (const Change& change : changes)
        json.key(change.field).open('[').value(change.before).value(change.after).close(']');
    json.close('}');
    return json.take();
}

std::string insert_sql(const Description& description) {
    std::string columns;
    std::string places;
    int count = 0;
    each_column(description, [&](const std::string& column) {
        columns += (count == 0 ? "" : ", ") + column;
        places += (count == 0 ? "$" : ", $") + std::to_string(count + 1);
        ++count;
    });
    return fmt::format("insert into {} ({}) values ({})", description.name, columns, places);
}

std::string update_sql(const Description& description) {
    std::string set;
    int count = 0;
    each_column(description, [&](const std::string& column) {
        set += fmt::format("{}{} = ${}", count == 0 ? "" : ", ", column, count + 1);
        ++count;
    });
    return fmt::format("update {} set {} where id = ${} and version = ${}", description.name, set, count + 1,
                       count + 2);
}

std::string find_sql(const Description& description) {
    return fmt::format("select * from {} where id = $1", description.name);
}
std::string delete_sql(const Description& description) {
    return fmt::format("delete from {} where id = $1", description.name);
}

void bind(const Description& description, const void* record, std::vector<store::Value>& values) {
    for (const Field& field : description.fields) field.type->bind(field.get(record), values);
}

Columns::Columns(const Description& description, const store::Row& row) {
    each_column(description, [&](const std::string& column) { columns_.push_back(row.column(column)); });
}

void Columns::read(const Description& description, const store::Row& row, void* record) const {
    std::size_t next = 0;
    for (const Field& field : description.fields) {
        const int column = columns_[next];
        // A partial date reads two neighbouring columns.
        if (columns_of(field) == 2 && columns_[next + 1] != column + 1)
            throw std::logic_error(fmt::format("{}_first and {}_last must stand side by side", field.name, field.name));
        field.type->read(field.at(record), row, column);
        next += static_cast<std::size_t>(columns_of(field));
    }
}

store::Rows find_row(store::Tx& tx, const std::string& sql, std::int64_t id) {
    const store::Value value(id);
    return tx.run(sql, std::span(&value, 1));
}
void delete_row(store::Tx& tx, const std::string& sql, std::int64_t id) {
    const store::Value value(id);
    tx.run_to_end(sql, std::span(&value, 1));
}

void insert_row(store::Tx& tx, const Description& description, const std::string& sql, const void* record) {
    std::vector<store::Value> values;
    values.reserve(description.fields.size() + 4);
    bind(description, record, values);
    tx.run_to_end(sql, values);
}

std::int64_t update_row(store::Tx& tx, const std::string& sql, const Description& description, const void* record,
                        std::int64_t id, std::int64_t version) {
    std::vector<store::Value> values;
    values.reserve(description.fields.size() + 6);
    bind(description, record, values);
    values.emplace_back(id);
    values.emplace_back(version);
    return tx.run_to_end(sql, values);
}

void write_history(store::Tx& tx, const Context& context, std::string_view action, const Description& description,
                   std::int64_t id, std::string_view title, const std::vector<Change>& changes) {
    const std::string content = to_json(changes);
    log::append(tx, context,
                {.action = action, .kind = description.name, .record = id, .title = title, .content = content});
}

void parse_field(const Field& field, void* record, std::string_view typed, Errors& errors) {
    const std::string text = field.limits.lines ? clean(typed) : clean_line(typed);
    if (text.empty() && !field.type->optional && field.type->kind == Kind::integer) {
        if (field.limits.required) errors.add(field.name, "form.required");
        return;
    }
    if (!field.type->parse(field.at(record), text)) {
        errors.add(field.name, text.empty() ? "form.required" : error_key(field.type->kind));
        return;
    }
    check_text(field, text, errors);
}

void check_limits(const Description& description, const void* record, Errors& errors) {
    for (const Field& field : description.fields) {
        if (field.limits.use == Use::system) continue;
        if (field.limits.required && empty(field, record)) {
            errors.add(field.name, "form.required");
            continue;
        }
        if (field.type->kind == Kind::text) check_text(field, field.type->text(field.get(record)), errors);
    }
}

}  // namespace caunoi::records
