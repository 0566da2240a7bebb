// Staying signed in: finding, listing, renewing and ending sessions.
#include "platform/auth/sessions.hpp"

#include "platform/auth/account_store.hpp"
#include "platform/auth/failures.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"
#include "platform/log/log.hpp"

namespace caunoi::auth {

namespace session_store {

std::string hash_of(std::string_view secret) {
    return to_hex(sha256(secret));
}

std::string begin(store::Tx& tx, const Context& context, AccountId account, const Client& client) {
    if (context.visit.session) tx.execute("delete from session where id = $1", context.visit.session);
    std::string secret = random_token();
    tx.execute(R"(
        insert into session (id, secret_hash, account, created_at, last_seen, address, agent)
        values ($1, $2, $3, $4, $4, $5, $6))",
               tx.new_id<SessionTag>(), hash_of(secret), account, context.now, client.address,
               first_code_points(clean_line(client.agent), 200));
    return secret;
}

void end_all(store::Tx& tx, AccountId account, SessionId except) {
    tx.execute("delete from session where account = $1 and id <> $2", account, except.value);
}

}  // namespace session_store

namespace {

using session_store::absolute_limit;
using session_store::idle_limit;

std::vector<Session> sessions_from(store::Rows rows, SessionId current) {
    std::vector<Session> sessions;
    for (const store::Row row : rows) {
        const auto id = row.id<SessionTag>("id");
        sessions.push_back({.id = id,
                            .account = row.id<AccountTag>("account"),
                            .created = row.time("created_at"),
                            .last_seen = row.time("last_seen"),
                            .address = std::string(row.text("address")),
                            .agent = std::string(row.text("agent")),
                            .current = id == current});
    }
    return sessions;
}

std::vector<Session> running_sessions(store::Tx& tx, const Context& context, AccountId account) {
    return sessions_from(tx.query(R"(
        select id, account, created_at, last_seen, address, agent from session
        where account = $1 and last_seen > $2 and created_at > $3
        order by last_seen desc, id desc limit 200)",
                                  account, context.now - idle_limit, context.now - absolute_limit),
                         context.visit.session);
}

void write_line(store::Tx& tx, const Context& context, std::string_view action, AccountId account) {
    const auto stored = account_store::find(tx, account);
    log::append(tx, context,
                {.action = action,
                 .kind = "account",
                 .record = account.value,
                 .title = stored ? std::string_view(stored->account.full_name) : std::string_view(),
                 .content = "{}"});
}

}  // namespace

std::optional<Visitor> find_visitor(store::Tx& tx, std::string_view secret, Time now) {
    auto rows = tx.query(R"(
        select session.id as session, session.last_seen, account.id as account, version, name, full_name, email, roles,
               body, language, theme, shortcuts, disabled, case when password = '' then 0 else 1 end as has_password,
               last_sign_in
        from session join account on account.id = session.account
        where session.secret_hash = $1 and session.last_seen > $2 and session.created_at > $3 and account.disabled = 0)",
                         session_store::hash_of(secret), now - idle_limit, now - absolute_limit);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return Visitor{.session = row->id<SessionTag>("session"),
                   .account = account_store::account_from(*row),
                   .touch_due = row->time("last_seen") + session_store::touch_interval <= now};
}

void touch(Context& context, SessionId session) {
    write(context, [&](store::Tx& tx) {
        tx.execute("update session set last_seen = $1 where id = $2 and last_seen <= $3", context.now, session,
                   context.now - session_store::touch_interval);
    });
}

Result<std::vector<Session>> my_sessions(Context& context) {
    if (!context.actor.signed_in()) return fail(Error::Kind::forbidden, "errors.forbidden");
    return sessions_of(context, context.actor.account);
}

Result<std::vector<Session>> sessions_of(Context& context, AccountId account) {
    if (!account || context.actor.account != account) TRY(context.require(can_see_all_sessions));
    return read(context,
                [&](store::Tx& tx) -> Result<std::vector<Session>> { return running_sessions(tx, context, account); });
}

Result<void> end_session(Context& context, SessionId id) {
    if (!context.actor.signed_in()) TRY(context.require(can_see_all_sessions));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const AccountId owner{tx.integer("select account from session where id = $1", id)};
        // Somebody else's session is answered like one that does not exist.
        if (!owner || (owner != context.actor.account && !context.may(can_see_all_sessions)))
            return fail(Error::Kind::not_found, "auth.session_gone");
        tx.execute("delete from session where id = $1", id);
        write_line(tx, context, "end_session", owner);
        return {};
    });
}

Result<void> end_other_sessions(Context& context) {
    if (!context.actor.signed_in()) return fail(Error::Kind::forbidden, "errors.forbidden");
    return write(context, [&](store::Tx& tx) -> Result<void> {
        session_store::end_all(tx, context.actor.account, context.visit.session);
        write_line(tx, context, "end_session", context.actor.account);
        return {};
    });
}

void sign_out(Context& context) {
    if (!context.visit.session) return;
    write(context, [&](store::Tx& tx) {
        const AccountId owner{tx.integer("select account from session where id = $1", context.visit.session)};
        if (!owner) return;
        tx.execute("delete from session where id = $1", context.visit.session);
        write_line(tx, context, "sign_out", owner);
    });
}

std::string rotate(Context& context) {
    return write(context, [&](store::Tx& tx) {
        std::string secret = random_token();
        tx.execute("update session set secret_hash = $1 where id = $2", session_store::hash_of(secret),
                   context.visit.session);
        return secret;
    });
}

int sweep_sessions(Context& context) {
    return write(context, [&](store::Tx& tx) {
        std::int64_t swept = tx.execute("delete from session where last_seen <= $1 or created_at <= $2",
                                        context.now - idle_limit, context.now - absolute_limit);
        swept += tx.execute("delete from one_time_link where expires_at <= $1", context.now);
        swept += failures::sweep(tx, context.now);
        return static_cast<int>(swept);
    });
}

}  // namespace caunoi::auth
