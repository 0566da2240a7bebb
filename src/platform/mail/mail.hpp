// Mail goes through an outbox: the row is written in the transaction that causes the mail, and a job carries it to the
// relay. At least once: a crash between the server's "250" and our note of it sends the mail again, under the same
// Message-ID.
#pragma once

#include "platform/base/language.hpp"
#include "platform/context/context.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::mail {

inline constexpr Permission can_see_outbox{"mail.outbox"};

using MailId = Id<struct MailTag>;

struct Settings {
    std::string url = {};   // "smtp://host:port" or "smtps://host:port"; "" is no mail server: messages wait
    std::string user = {};  // "" signs in nowhere
    std::string password = {};
    std::string from = {};
    std::string from_name = {};
    bool starttls = true;      // required on smtp://: without it nothing is sent
    std::string ca_file = {};  // certificates of a relay with an authority of its own; "" is the system's
};

struct Message {
    std::string to;
    std::string to_name;
    std::string subject;
    std::string text;
    std::string html = {};  // "" sends the text alone
    Language language = Language::vi;
    std::string list_id = {};             // for newsletters: "news.example.vn"
    std::string list_unsubscribe = {};    // an https address that takes a POST (RFC 8058)
    std::optional<Time> expires_at = {};  // no use after it: not sent any more
};

// One @ with something on both sides, printable ASCII without blanks or <>(),;:\"[], at most 254 characters. Whether
// somebody reads it, only a mail can tell.
bool plausible_address(std::string_view address);
// The text as plain HTML: paragraphs at empty lines, addresses alone on a line as links.
std::string html_of(std::string_view text, Language language);

// Writes the message and its job. The same `dedupe_key` a second time writes nothing and returns the first. The content
// is encrypted in the table, because it may hold a one-time link, and emptied once sent. Throws std::invalid_argument
// when `to` is not a plausible address: the caller has checked what people typed.
MailId enqueue(store::Tx& tx, const Context& context, const Message& message, std::string_view dedupe_key);

inline constexpr std::string_view deliver_job = "mail.deliver";
// The job: sends one message. Temporary failures (no connection, 4xx, TLS refused, sign-in at the relay refused) come
// again after 1 m, 5 m, 30 m, 2 h, 12 h; a 5xx is final. `payload` is the message's id.
void deliver(Context& context, const Settings& settings, std::string_view payload);
// At the start of the program: a job for every message that waits without one (no server was configured when it was
// due).
int resume(Context& context, const Settings& settings);

// The settings of this program, handed in once at the start; a job is a plain function and has no other way to them.
void set_settings(Settings settings);
const Settings& settings();
void deliver(Context& context, std::string_view payload);  // with those settings: registry.add(deliver_job, deliver)

enum class State { pending, sending, sent, failed };
std::span<const std::string_view> codes(State);
std::string_view code_labels(State);  // "mail.state"

struct Waiting {
    MailId id;
    State state = State::pending;
    std::string to;
    std::string subject;
    Time created;
    std::int64_t attempts = 0;
    std::optional<Time> next_attempt = {};
    std::optional<Time> finished = {};
    std::string last_error;  // the server's words, or a translation key beginning with "mail."
};
Result<std::vector<Waiting>> outbox(Context& context, int limit, MailId before = {});  // newest first
Result<void> send_again(Context& context, MailId id);  // a failed one whose content is still kept
int sweep(Context& context);  // job: sent ones after 90 days, failed ones with their content after 30

}  // namespace caunoi::mail
