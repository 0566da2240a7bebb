// Signing in and staying signed in. The database holds only the SHA-256 of a session's or link's secret.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/auth/password.hpp"
#include "platform/base/result.hpp"
#include "platform/context/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::auth {

struct Client {
    std::string address;
    std::string agent;  // shortened User-Agent, so that a user recognises the session in the list
};

struct SignedIn {
    std::string secret;  // goes into the cookie, nowhere else
    Account account;
};

// sign_in, sign_in_by_link and set_password hash, so they must not be called inside a transaction, and answer
// `conflict` "auth.too_busy" when too many are waiting in the hashing lane.

// `forbidden` "auth.wrong" for a wrong name or password alike; "auth.too_many" {minutes} when the account's or the
// address's budget is used up (counted before hashing); "auth.disabled". Makes a new session; writes a history line.
Result<SignedIn> sign_in(Context& context, std::string_view name, std::string_view password, const Client& client);
// A one-time link from mail or console: 32 random bytes, valid 24 h (console) or 1 h (mail), dies with its first use,
// which is the POST that sets the password; opening the page does not use it up (mail scanners open links). `not_found`
// "auth.link_gone" for a dead link; a refused password is the field "new_password" and leaves the link alive.
Result<SignedIn> sign_in_by_link(Context& context, std::string_view secret, std::string_view new_password,
                                 const Client& client);
std::optional<Account> account_of_link(Context& context, std::string_view secret);
// The path to show: "/sign-in/link/<secret>". The caller has checked the right to hand it out; see hand_out_link.
std::string make_link(store::Tx& tx, const Context& context, AccountId account, int valid_for_s);
// For the accounts page: the path of a link valid for 24 h. Needs can_manage_accounts.
Result<std::string> hand_out_link(Context& context, AccountId account);
// False without a public_url: a mail needs a whole address, and the request's Host header is the asker's choice. The
// sign-in page then offers no "forgotten password".
bool links_can_be_mailed(const Context& context);
// Always answers the same, whether the account exists or not; the mail goes through the outbox. Does nothing (but
// counts) after three requests for one name in a quarter of an hour.
void send_link(Context& context, std::string_view name_or_email, std::string_view language);

// Ends the other sessions and all links. The caller then calls rotate() and sets the cookie anew. Fields: "current",
// "new_password".
Result<void> set_password(Context& context, std::string_view current, std::string_view new_password);

struct Session {
    SessionId id;
    AccountId account;
    Time created;
    Time last_seen;
    std::string address;
    std::string agent;
    bool current = false;
};
// One query a request: the session, its account and roles. Idle limit 12 h, absolute 30 days. `last_seen` is written at
// most once in five minutes, so that reading a page does not write.
struct Visitor {
    SessionId session;
    Account account;
    bool touch_due = false;  // the pipeline calls touch() then, and only then
};
std::optional<Visitor> find_visitor(store::Tx& tx, std::string_view secret, Time now);
void touch(Context& context, SessionId session);

Result<std::vector<Session>> my_sessions(Context& context);
Result<std::vector<Session>> sessions_of(Context& context, AccountId account);  // others' need can_see_all_sessions
Result<void> end_session(Context& context, SessionId id);  // one's own; others' need can_see_all_sessions
Result<void> end_other_sessions(Context& context);
void sign_out(Context& context);
// New secret for the running session (after a change of rights). Returns the secret for the cookie.
std::string rotate(Context& context);
int sweep_sessions(Context& context);  // job: deletes expired sessions, links and old failure counts

}  // namespace caunoi::auth
