// The outbox: what waits, what goes out when, and what became of it.
#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"
#include "platform/context/installation.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/mime.hpp"
#include "platform/mail/smtp.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace caunoi::mail {

namespace {

using std::chrono::minutes;

constexpr std::array retry_after{minutes(1), minutes(5), minutes(30), minutes(120), minutes(720)};
constexpr minutes crashed_after(10);  // longer than smtp.cpp ever takes
constexpr std::chrono::days keep_sent(90);
constexpr std::chrono::days keep_failed(30);
constexpr std::array<std::string_view, 4> state_codes{"pending", "sending", "sent", "failed"};
constexpr std::string_view no_server = "mail.no_server";
constexpr std::string_view expired = "mail.expired";
constexpr std::string_view key_purpose = "mail-content";

State state_from(std::string_view text) {
    const auto at = std::ranges::find(state_codes, text);
    if (at == state_codes.end()) throw std::logic_error("unknown state of a mail: " + std::string(text));
    return static_cast<State>(at - state_codes.begin());
}

// Four texts with a NUL between them, which no text holds, encrypted and bound to their row.
std::string pack(const Context& context, MailId id, const Message& message) {
    const std::array<std::string_view, 4> texts{message.text, message.html, message.list_id, message.list_unsubscribe};
    std::string plain;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].find('\0') != std::string_view::npos) throw std::invalid_argument("a mail must not hold NUL");
        if (i > 0) plain += '\0';
        plain += texts[i];
    }
    return to_base64url(context.installation.keys.encrypt(key_purpose, plain, to_text(id)));
}

void unpack(const Context& context, MailId id, std::string_view packed, Message& message) {
    const std::string plain = context.installation.keys.decrypt(key_purpose, from_base64url(packed), to_text(id));
    const auto texts = split(plain, '\0');
    if (texts.size() != 4) throw std::runtime_error("the content of a mail is broken");
    message.text = texts[0];
    message.html = texts[1];
    message.list_id = texts[2];
    message.list_unsubscribe = texts[3];
}

struct Outgoing {
    MailId id;
    State state = State::pending;
    Message message = {};
    Time claimed = {};
    std::int64_t attempts = 0;
};

std::optional<Outgoing> load(store::Tx& tx, const Context& context, MailId id) {
    auto rows = tx.query(R"(
        select state, recipient, recipient_name, subject, language, content, expires_at, attempts, claimed_at
        from mail_outbox where id = $1 and state in ('pending', 'sending'))",
                         id);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    Outgoing mail{.id = id, .state = state_from(row->text("state"))};
    mail.message.to = row->text("recipient");
    mail.message.to_name = row->text("recipient_name");
    mail.message.subject = row->text("subject");
    mail.message.language = parse_language(row->text("language")).value_or(Language::vi);
    if (!row->is_null("expires_at")) mail.message.expires_at = row->time("expires_at");
    mail.claimed = row->time("claimed_at");
    mail.attempts = row->integer("attempts");
    unpack(context, id, row->text("content"), mail.message);
    return mail;
}

void order(store::Tx& tx, MailId id, Time at) {
    jobs::enqueue(tx, deliver_job, to_text(id), at);
}

// True when this job, and no other, is to send it now.
bool claim(store::Tx& tx, const Context& context, Outgoing& mail) {
    const auto claimed = tx.execute(R"(
        update mail_outbox set state = 'sending', claimed_at = $1, attempts = attempts + 1
        where id = $2 and (state = 'pending' or (state = 'sending' and claimed_at <= $3)))",
                                    context.now, mail.id, context.now - crashed_after);
    if (claimed == 1) {
        mail.claimed = context.now;
        ++mail.attempts;
        return true;
    }
    // Another job is sending it, or died doing so: look again when that is sure.
    if (mail.state == State::sending) order(tx, mail.id, mail.claimed + crashed_after);
    return false;
}

void settle_unsent(store::Tx& tx, const Context& context, const Outgoing& mail, const Delivery& delivery) {
    const auto tries = static_cast<std::size_t>(mail.attempts);
    if (delivery.outcome == Outcome::refused || tries > retry_after.size()) {
        tx.execute(R"(
            update mail_outbox set state = 'failed', last_error = $1, finished_at = $2, next_attempt = null,
                                   claimed_at = null
            where id = $3 and state = 'sending' and claimed_at = $4)",
                   delivery.text, context.now, mail.id, mail.claimed);
        return;
    }
    const Time next = context.now + retry_after[tries - 1];
    if (tx.execute(R"(
            update mail_outbox set state = 'pending', last_error = $1, next_attempt = $2, claimed_at = null
            where id = $3 and state = 'sending' and claimed_at = $4)",
                   delivery.text, next, mail.id, mail.claimed) == 1)
        order(tx, mail.id, next);
}

void settle(store::Tx& tx, const Context& context, const Outgoing& mail, const Delivery& delivery) {
    if (delivery.outcome != Outcome::sent) return settle_unsent(tx, context, mail, delivery);
    tx.execute(R"(
        update mail_outbox set state = 'sent', content = '', last_error = '', finished_at = $1, next_attempt = null,
                               claimed_at = null
        where id = $2 and state = 'sending' and claimed_at = $3)",
               context.now, mail.id, mail.claimed);
}

void give_up_expired(store::Tx& tx, const Context& context, MailId id) {
    tx.execute(R"(
        update mail_outbox set state = 'failed', content = '', last_error = $1, finished_at = $2, next_attempt = null,
                               claimed_at = null
        where id = $3 and state in ('pending', 'sending'))",
               expired, context.now, id);
}

void wait_for_server(store::Tx& tx, MailId id) {
    tx.execute("update mail_outbox set last_error = $1, next_attempt = null where id = $2 and state = 'pending'",
               no_server, id);
}

Settings& program_settings() {
    static Settings settings;
    return settings;
}

}  // namespace

void set_settings(Settings settings) {
    program_settings() = std::move(settings);
}
const Settings& settings() {
    return program_settings();
}
void deliver(Context& context, std::string_view payload) {
    deliver(context, settings(), payload);
}

std::span<const std::string_view> codes(State) {
    return state_codes;
}
std::string_view code_labels(State) {
    return "mail.state";
}

MailId enqueue(store::Tx& tx, const Context& context, const Message& message, std::string_view dedupe_key) {
    if (!plausible_address(message.to)) throw std::invalid_argument("a mail to an address that cannot be one");
    const auto id = tx.new_id<MailTag>();
    const auto written = tx.execute(R"(
        insert into mail_outbox (id, dedupe_key, state, recipient, recipient_name, subject, language, content,
                                 created_at, expires_at, attempts, next_attempt, last_error)
        values ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $9, 0, $8, '')
        on conflict (dedupe_key) do nothing)",
                                    id, dedupe_key, message.to, message.to_name, message.subject, message.language,
                                    pack(context, id, message), context.now, message.expires_at);
    if (written == 0) return {tx.integer("select id from mail_outbox where dedupe_key = $1", dedupe_key)};
    order(tx, id, context.now);
    return id;
}

void deliver(Context& context, const Settings& server, std::string_view payload) {
    const auto id = parse_id<MailTag>(payload);
    if (!id) throw std::invalid_argument("not the id of a mail: " + std::string(payload));
    auto mail = read(context, [&](store::Tx& tx) { return load(tx, context, *id); });
    if (!mail) return;  // sent meanwhile, given up, or swept
    if (mail->message.expires_at && *mail->message.expires_at <= context.now)
        return write(context, [&](store::Tx& tx) { give_up_expired(tx, context, *id); });
    if (server.url.empty()) return write(context, [&](store::Tx& tx) { wait_for_server(tx, *id); });

    const std::string text = mime(server, mail->message, *id, context.now);
    Outgoing claimed = *mail;
    const bool mine = write(context, [&](store::Tx& tx) {
        claimed = *mail;
        return claim(tx, context, claimed);
    });
    if (!mine) return;
    const Delivery delivery = send(server, claimed.message.to, text);
    write(context, [&](store::Tx& tx) { settle(tx, context, claimed, delivery); });
}

int resume(Context& context, const Settings& server) {
    if (server.url.empty()) return 0;
    return write(context, [&](store::Tx& tx) {
        std::vector<MailId> waiting;
        for (const store::Row row : tx.query(R"(
            update mail_outbox set last_error = '', next_attempt = $1
            where state = 'pending' and last_error = $2 returning id)",
                                             context.now, no_server))
            waiting.push_back(row.id<MailTag>("id"));
        for (const MailId id : waiting) order(tx, id, context.now);
        return static_cast<int>(waiting.size());
    });
}

Result<std::vector<Waiting>> outbox(Context& context, int limit, MailId before) {
    TRY(context.require(can_see_outbox));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<Waiting>> {
        std::vector<Waiting> list;
        const std::int64_t below = before ? before.value : std::numeric_limits<std::int64_t>::max();
        for (const store::Row row : tx.query(R"(
            select id, state, recipient, subject, created_at, attempts, next_attempt, finished_at, last_error
            from mail_outbox where id < $1 order by id desc limit $2)",
                                             below, limit)) {
            Waiting mail{.id = row.id<MailTag>("id"),
                         .state = state_from(row.text("state")),
                         .to = std::string(row.text("recipient")),
                         .subject = std::string(row.text("subject")),
                         .created = row.time("created_at"),
                         .attempts = row.integer("attempts"),
                         .last_error = std::string(row.text("last_error"))};
            if (!row.is_null("next_attempt")) mail.next_attempt = row.time("next_attempt");
            if (!row.is_null("finished_at")) mail.finished = row.time("finished_at");
            list.push_back(std::move(mail));
        }
        return list;
    });
}

Result<void> send_again(Context& context, MailId id) {
    TRY(context.require(can_see_outbox));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        if (tx.execute(R"(
                update mail_outbox set state = 'pending', attempts = 0, last_error = '', finished_at = null,
                                       next_attempt = $1
                where id = $2 and state = 'failed' and content <> '')",
                       context.now, id) == 0)
            return fail(Error::Kind::conflict, "mail.cannot_send_again");
        order(tx, id, context.now);
        return {};
    });
}

int sweep(Context& context) {
    return write(context, [&](store::Tx& tx) {
        const auto sent =
            tx.execute("delete from mail_outbox where state = 'sent' and finished_at <= $1", context.now - keep_sent);
        const auto failed = tx.execute("delete from mail_outbox where state = 'failed' and finished_at <= $1",
                                       context.now - keep_failed);
        return static_cast<int>(sent + failed);
    });
}

}  // namespace caunoi::mail
