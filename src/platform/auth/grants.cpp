// Single records opened to a partner's or an agency's body.
#include "platform/auth/grants.hpp"

#include "platform/auth/changes.hpp"
#include "platform/log/log.hpp"

#include <array>
#include <optional>

namespace caunoi::auth {

namespace {

constexpr std::array<std::string_view, 2> level_codes{"view", "comment"};

Level level_from(std::string_view code) {
    return code == level_codes[1] ? Level::comment : Level::view;
}

std::optional<Level> level_of(store::Tx& tx, std::string_view kind, std::int64_t record, PartyId body) {
    auto rows =
        tx.query("select level from access_grant where kind = $1 and record = $2 and body = $3", kind, record, body);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return level_from(row->text("level"));
}

void write_line(store::Tx& tx, const Context& context, std::string_view action, std::string_view kind,
                std::int64_t record, Changes changes) {
    const std::string content = std::move(changes).take();
    log::append(tx, context, {.action = action, .kind = kind, .record = record, .title = "", .content = content});
}

std::string_view code_of(std::optional<Level> level) {
    return level ? level_codes[static_cast<std::size_t>(*level)] : std::string_view();
}

}  // namespace

std::span<const std::string_view> codes(Level) {
    return level_codes;
}
std::string_view code_labels(Level) {
    return "auth.level";
}

void grant(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record, PartyId body,
           Level level) {
    tx.lock("auth.grant", record);  // what the history says was there before must be what was there
    const auto before = level_of(tx, kind, record, body);
    if (before == level) return;
    tx.execute(R"(
        insert into access_grant (kind, record, body, level, since) values ($1, $2, $3, $4, $5)
        on conflict (kind, record, body) do update set level = $4)",
               kind, record, body, level, context.now);
    Changes changes;
    changes.add("body", before ? to_text(body) : "", to_text(body)).add("level", code_of(before), code_of(level));
    write_line(tx, context, "grant", kind, record, std::move(changes));
}

bool revoke(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record, PartyId body) {
    tx.lock("auth.grant", record);
    const auto before = level_of(tx, kind, record, body);
    if (!before) return false;
    tx.execute("delete from access_grant where kind = $1 and record = $2 and body = $3", kind, record, body);
    Changes changes;
    changes.add("body", to_text(body), "").add("level", code_of(before), "");
    write_line(tx, context, "revoke", kind, record, std::move(changes));
    return true;
}

void revoke_all(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record) {
    tx.lock("auth.grant", record);
    std::string bodies;
    for (const Grant& each : grants_of(tx, kind, record)) {
        if (!bodies.empty()) bodies += ' ';
        bodies += to_text(each.body);
    }
    if (bodies.empty()) return;
    tx.execute("delete from access_grant where kind = $1 and record = $2", kind, record);
    Changes changes;
    changes.add("body", bodies, "");
    write_line(tx, context, "revoke", kind, record, std::move(changes));
}

std::vector<Grant> grants_of(store::Tx& tx, std::string_view kind, std::int64_t record) {
    std::vector<Grant> grants;
    for (const store::Row row : tx.query(R"(
        select kind, record, body, level, since from access_grant where kind = $1 and record = $2
        order by since, body limit 1000)",
                                         kind, record))
        grants.push_back({.kind = std::string(row.text("kind")),
                          .record = row.integer("record"),
                          .body = row.id<PartyTag>("body"),
                          .level = level_from(row.text("level")),
                          .since = row.time("since")});
    return grants;
}

bool refers_to(store::Tx& tx, PartyId body) {
    return tx.integer(
               "select case when exists (select 1 from account where body = $1) "
               "or exists (select 1 from access_grant where body = $1) then 1 else 0 end",
               body) != 0;
}

bool granted(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record) {
    if (!context.actor.body) return false;
    return level_of(tx, kind, record, context.actor.body).has_value();
}

}  // namespace caunoi::auth
