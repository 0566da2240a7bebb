// Signing in with a password, and changing it.
#include "platform/auth/sign_in.hpp"

#include "platform/auth/account_store.hpp"
#include "platform/auth/changes.hpp"
#include "platform/auth/failures.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/base/text.hpp"
#include "platform/log/log.hpp"

#include <stdexcept>

namespace caunoi::auth {

namespace {

struct Attempt {
    failures::Count count;
    std::optional<account_store::Stored> stored;
};

// One of the name's guesses is taken before its outcome is known, so that a hundred at once do not get a hundred
// guesses. The address is only looked at: a hall full of members signs in through one address in the same minute.
Result<Attempt> begin_attempt(Context& context, const std::string& name, const Client& client) {
    const auto attempt = write(context, [&](store::Tx& tx) {
        Attempt begun;
        if (!client.address.empty())
            begun.count = failures::look(tx, context, failures::of_address(context, client.address));
        if (begun.count.refused()) return begun;
        begun.count = failures::count_one(tx, context, failures::of_name(context, name));
        if (!begun.count.refused()) begun.stored = account_store::find(tx, name);
        return begun;
    });
    if (attempt.count.refused())
        return fail(Error::Kind::forbidden, "auth.too_many", {{"minutes", std::to_string(attempt.count.minutes)}});
    return attempt;
}

// The last failure of a budget is written down; each single one would only be noise.
void note_failure(Context& context, const Attempt& attempt, const Client& client) {
    write(context, [&](store::Tx& tx) {
        bool blocked = attempt.count.last();
        if (!client.address.empty() &&
            failures::count_one(tx, context, failures::of_address(context, client.address)).last())
            blocked = true;
        if (!blocked) return;
        const std::string title = attempt.stored ? attempt.stored->account.full_name : "";
        log::append(tx, context,
                    {.action = "sign_in_blocked",
                     .kind = "account",
                     .record = attempt.stored ? attempt.stored->account.id.value : 0,
                     .title = title,
                     .content = "{}"});
    });
}

Result<std::string> finish(Context& context, const account_store::Stored& stored, const std::string& rehashed,
                           const Client& client) {
    return write(context, [&](store::Tx& tx) -> Result<std::string> {
        const AccountId id = stored.account.id;
        if (!account_store::set_signed_in(tx, id, stored.password, context.now))
            return fail(Error::Kind::forbidden, "auth.wrong");  // changed or disabled while it was being hashed
        if (!rehashed.empty()) account_store::replace_password(tx, id, stored.password, rehashed);
        failures::forget(tx, failures::of_name(context, stored.account.name));
        std::string secret = session_store::begin(tx, context, id, client);
        log_as(tx, context, stored.account, "sign_in");
        return secret;
    });
}

}  // namespace

void refuse_inside_transaction(const Context& context) {
    if (context.open) throw std::logic_error("a password must not be hashed inside a transaction");
}

void log_as(store::Tx& tx, const Context& context, const Account& account, std::string_view action) {
    Context own = context;
    own.actor = actor_of(account);
    log::append(
        tx, own,
        {.action = action, .kind = "account", .record = account.id.value, .title = account.full_name, .content = "{}"});
}

Result<SignedIn> sign_in(Context& context, std::string_view name, std::string_view password, const Client& client) {
    refuse_inside_transaction(context);
    const std::string folded = to_lower(trim(name));
    const auto place = TRY(enter_hashing_lane());
    Attempt attempt = TRY(begin_attempt(context, folded, client));
    const std::string hash = attempt.stored ? attempt.stored->password : "";
    if (!verify_password(place, hash, password)) {
        note_failure(context, attempt, client);
        return fail(Error::Kind::forbidden, "auth.wrong");
    }
    if (attempt.stored->account.disabled) return fail(Error::Kind::forbidden, "auth.disabled");
    const std::string rehashed = needs_rehash(hash) ? hash_password(place, password) : "";
    std::string secret = TRY(finish(context, *attempt.stored, rehashed, client));
    Account account = std::move(attempt.stored->account);
    account.last_sign_in = context.now;
    return SignedIn{.secret = std::move(secret), .account = std::move(account)};
}

Result<void> set_password(Context& context, std::string_view current, std::string_view new_password) {
    refuse_inside_transaction(context);
    if (!context.actor.signed_in()) return fail(Error::Kind::forbidden, "errors.forbidden");
    const auto mine = read(context, [&](store::Tx& tx) { return account_store::find(tx, context.actor.account); });
    if (!mine) return fail(Error::Kind::not_found, "auth.account_gone");
    Errors errors;
    check_password(new_password, mine->account, "new_password", errors);
    TRY(std::move(errors).result());

    const auto place = TRY(enter_hashing_lane());
    const Attempt attempt = TRY(begin_attempt(context, mine->account.name, {}));
    if (!verify_password(place, mine->password, current)) {
        note_failure(context, attempt, {});
        Errors wrong;
        wrong.add("current", "auth.wrong_current");
        return std::move(wrong).result();
    }
    const std::string hash = hash_password(place, new_password);
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const AccountId id = mine->account.id;
        if (!account_store::replace_password(tx, id, mine->password, hash))
            return fail(Error::Kind::conflict, "auth.changed_meanwhile");
        failures::forget(tx, failures::of_name(context, mine->account.name));
        session_store::end_all(tx, id, context.visit.session);
        tx.execute("delete from one_time_link where account = $1", id);
        log_as(tx, context, mine->account, "set_password");
        return {};
    });
}

}  // namespace caunoi::auth
