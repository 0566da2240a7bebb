// One-time links: the first password of an account, and the way back in for those who forgot theirs.
#include "platform/auth/account_store.hpp"
#include "platform/auth/failures.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/auth/sign_in.hpp"
#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"

namespace caunoi::auth {

namespace {

constexpr int mailed_link_s = 60 * 60;
constexpr int handed_link_s = 24 * 60 * 60;

std::optional<account_store::Stored> behind_link(store::Tx& tx, const Context& context, std::string_view secret) {
    const AccountId id{tx.integer("select account from one_time_link where secret_hash = $1 and expires_at > $2",
                                  session_store::hash_of(secret), context.now)};
    if (!id) return std::nullopt;
    auto stored = account_store::find(tx, id);
    if (!stored || stored->account.disabled) return std::nullopt;
    return stored;
}

std::vector<Account> accounts_meant(store::Tx& tx, std::string_view name_or_email) {
    if (name_or_email.find('@') != std::string_view::npos) return account_store::with_email(tx, name_or_email);
    auto stored = account_store::find(tx, name_or_email);
    if (!stored) return {};
    return {std::move(stored->account)};
}

void mail_link(store::Tx& tx, const Context& context, const Account& account, Language language) {
    const std::string path = make_link(tx, context, account.id, mailed_link_s);
    const Arguments arguments{{"full_name", account.full_name},
                              {"name", account.name},
                              {"link", context.installation.public_url + path},
                              {"minutes", std::to_string(mailed_link_s / 60)}};
    mail::Message message{.to = account.email,
                          .to_name = account.full_name,
                          .subject = std::string(i18n::tr(language, "mail.link.subject")),
                          .text = i18n::tr(language, "mail.link.body", arguments),
                          .language = language,
                          .expires_at = context.now + std::chrono::seconds(mailed_link_s)};
    message.html = mail::html_of(message.text, language);
    mail::enqueue(tx, context, message, "link/" + session_store::hash_of(path));
}

}  // namespace

std::string make_link(store::Tx& tx, const Context& context, AccountId account, int valid_for_s) {
    const std::string secret = random_token();
    tx.execute("insert into one_time_link (secret_hash, account, created_at, expires_at) values ($1, $2, $3, $4)",
               session_store::hash_of(secret), account, context.now, context.now + std::chrono::seconds(valid_for_s));
    const auto stored = account_store::find(tx, account);
    log::append(tx, context,
                {.action = "make_link",
                 .kind = "account",
                 .record = account.value,
                 .title = stored ? std::string_view(stored->account.full_name) : std::string_view(),
                 .content = "{}"});
    return "/sign-in/link/" + secret;
}

Result<std::string> hand_out_link(Context& context, AccountId account) {
    TRY(context.require(can_manage_accounts));
    return write(context, [&](store::Tx& tx) -> Result<std::string> {
        const auto stored = account_store::find(tx, account);
        if (!stored) return fail(Error::Kind::not_found, "auth.account_gone");
        if (stored->account.disabled) return fail(Error::Kind::conflict, "auth.link_for_disabled");
        return make_link(tx, context, account, handed_link_s);
    });
}

bool links_can_be_mailed(const Context& context) {
    return !context.installation.public_url.empty();
}

void send_link(Context& context, std::string_view name_or_email, std::string_view language) {
    if (!links_can_be_mailed(context)) return;
    const std::string asked = to_lower(trim(name_or_email));
    const Language in = parse_language(language).value_or(context.language);
    // Counting writes and commits also for names that do not exist, so that the time of the answer does not tell them
    // apart.
    write(context, [&](store::Tx& tx) {
        if (failures::count_one(tx, context, failures::of_links(context, asked)).refused()) return;
        for (const Account& account : accounts_meant(tx, asked))
            if (!account.disabled && !account.email.empty()) mail_link(tx, context, account, in);
    });
}

std::optional<Account> account_of_link(Context& context, std::string_view secret) {
    auto stored = read(context, [&](store::Tx& tx) { return behind_link(tx, context, secret); });
    if (!stored) return std::nullopt;
    return std::move(stored->account);
}

Result<SignedIn> sign_in_by_link(Context& context, std::string_view secret, std::string_view new_password,
                                 const Client& client) {
    refuse_inside_transaction(context);
    const auto stored = read(context, [&](store::Tx& tx) { return behind_link(tx, context, secret); });
    if (!stored) return fail(Error::Kind::not_found, "auth.link_gone");
    Errors errors;
    check_password(new_password, stored->account, "new_password", errors);
    TRY(std::move(errors).result());
    const auto place = TRY(enter_hashing_lane());
    const std::string hash = hash_password(place, new_password);

    return write(context, [&](store::Tx& tx) -> Result<SignedIn> {
        const AccountId id = stored->account.id;
        // Whoever deletes the row has used the link; all others find none.
        if (tx.execute("delete from one_time_link where secret_hash = $1 and expires_at > $2",
                       session_store::hash_of(secret), context.now) != 1)
            return fail(Error::Kind::not_found, "auth.link_gone");
        if (!account_store::replace_password(tx, id, stored->password, hash) ||
            !account_store::set_signed_in(tx, id, hash, context.now))
            return fail(Error::Kind::not_found, "auth.link_gone");
        tx.execute("delete from one_time_link where account = $1", id);
        session_store::end_all(tx, id);
        failures::forget(tx, failures::of_name(context, stored->account.name));
        SignedIn signed_in{.secret = session_store::begin(tx, context, id, client), .account = stored->account};
        signed_in.account.has_password = true;
        signed_in.account.last_sign_in = context.now;
        log_as(tx, context, stored->account, "set_password");
        log_as(tx, context, stored->account, "sign_in");
        return signed_in;
    });
}

}  // namespace caunoi::auth
