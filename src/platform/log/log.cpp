#include "platform/log/log.hpp"

#include "platform/base/bytes.hpp"
#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "platform/log/line.hpp"

#include <limits>

namespace caunoi::log {

namespace {

constexpr std::size_t salt_bytes = 16;

constexpr store::Sql select_entries = R"(
    select e.id, e.at, e.account, e.actor, e.request_id, e.action, e.kind, e.record, e.leaf,
           c.entry as content_of, c.title, c.content
    from log_entry e left join log_content c on c.entry = e.id
    where e.id < )";

Entry read_entry(const store::Row& row) {
    Entry entry{
        .id = row.id<EntryTag>("id"),
        .at = row.time("at"),
        .account = row.id<AccountTag>("account"),
        .actor = std::string(row.text("actor")),
        .request_id = std::string(row.text("request_id")),
        .action = std::string(row.text("action")),
        .kind = std::string(row.text("kind")),
        .record = row.integer("record"),
        .title = std::string(row.text("title")),
        .content = std::string(row.text("content")),
        .state = State::unsealed,
        .leaf = std::nullopt,
    };
    if (!row.is_null("leaf")) {
        entry.leaf = row.integer("leaf");
        entry.state = State::sealed;
    }
    if (row.is_null("content_of")) entry.state = State::erased;
    return entry;
}

std::vector<Entry> read_entries(store::Tx& tx, const store::Query& query) {
    std::vector<Entry> entries;
    for (const store::Row row : tx.query(query)) entries.push_back(read_entry(row));
    return entries;
}

EntryId end_of_page(EntryId before) {
    return before ? before : EntryId{std::numeric_limits<std::int64_t>::max()};
}

}  // namespace

EntryId append(store::Tx& tx, const Context& context, const Event& event) {
    const auto id = tx.new_id<EntryTag>();
    const std::string salt = random_bytes(salt_bytes);
    const std::string digest = content_digest(salt, event.title, event.content);
    tx.execute(R"(insert into log_entry (id, at, account, actor, request_id, action, kind, record, digest)
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
               id, context.now, context.actor.account, context.actor.name, context.request_id, event.action, event.kind,
               event.record, store::Value::bytes_of(digest));
    tx.execute("insert into log_content (entry, salt, title, content) values ($1, $2, $3, $4)", id,
               store::Value::bytes_of(salt), event.title, event.content);
    return id;
}

std::vector<Entry> of_record(store::Tx& tx, std::string_view kind, std::int64_t record, int limit, EntryId before) {
    store::Query query(select_entries);
    query.add("", end_of_page(before)).add(" and e.kind = ", kind).add(" and e.record = ", record);
    query.add(" order by e.id desc limit ", limit);
    return read_entries(tx, query);
}

std::vector<Entry> latest(store::Tx& tx, int limit, EntryId before) {
    store::Query query(select_entries);
    query.add("", end_of_page(before)).add(" order by e.id desc limit ", limit);
    return read_entries(tx, query);
}

std::vector<Changed> latest_records(store::Tx& tx, int lines, int limit) {
    std::vector<Changed> found;
    for (const store::Row row : tx.query(R"(
            select e.id, e.at, e.account, e.actor, e.request_id, e.action, e.kind, e.record, e.leaf,
                   c.entry as content_of, c.title, c.content, newest.changes
            from (select max(id) as id, count(*) as changes
                  from (select id, kind, record from log_entry order by id desc limit $1) as lines
                  group by kind, record) as newest
            join log_entry e on e.id = newest.id left join log_content c on c.entry = e.id
            order by e.id desc limit $2)",
                                         lines, limit))
        found.push_back({.entry = read_entry(row), .changes = row.integer("changes")});
    return found;
}

Result<void> erase_content(Context& context, EntryId entry, std::string_view reason) {
    TRY(context.require(can_erase));
    if (trim(reason).empty()) {
        Errors errors;
        errors.add("reason", "log.reason_required");
        return std::move(errors).result();
    }
    return write(context, [&](store::Tx& tx) -> Result<void> {
        if (tx.integer("select count(*) from log_entry where id = $1", entry) == 0)
            return fail(Error::Kind::not_found, "errors.not_found");
        if (tx.execute("delete from log_content where entry = $1", entry) == 0)
            return fail(Error::Kind::conflict, "log.already_erased");
        Json content;
        content.open('{').key("reason").value(reason).close('}');
        append(tx, context,
               {.action = erase_action,
                .kind = entry_kind,
                .record = entry.value,
                .title = {},
                .content = content.text()});
        return {};
    });
}

}  // namespace caunoi::log
