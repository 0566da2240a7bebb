// The mail that went out or waits, and sending a failed one again.
#include "modules/settings/account_pages.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/mail/mail.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::settings {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr int mails_a_page = 50;

html::Tone tone_of(mail::State state) {
    switch (state) {
        case mail::State::pending: return html::Tone::nghe;
        case mail::State::sending: return html::Tone::cham;
        case mail::State::sent: return html::Tone::ngoc;
        case mail::State::failed: return html::Tone::son;
    }
    return html::Tone::plain;
}

std::string moment(Language language, const std::optional<Time>& time) {
    return time ? i18n::date_time(language, *time) : std::string();
}

void write_mail(Writer& w, const Context& context, const mail::Waiting& mail) {
    const Language language = context.language;
    const std::string_view code = mail::codes(mail.state)[static_cast<std::size_t>(mail.state)];
    html::begin_row(w);
    html::cell(w, mail.subject);
    html::cell(w, mail.to);
    html::begin_cell(w);
    html::tag_label(w, tone_of(mail.state), tr(language, fmt::format("{}.{}", mail::code_labels(mail.state), code)));
    w.end();
    html::cell_number(w, i18n::number(language, mail.attempts));
    html::cell(w, i18n::date_time(language, mail.created));
    html::cell(w, moment(language, mail.next_attempt));
    html::cell(w, moment(language, mail.finished));
    html::cell(w, i18n::has_text(mail.last_error) ? tr(language, mail.last_error) : std::string_view(mail.last_error));
    html::begin_cell(w);
    if (mail.state == mail::State::failed) {
        html::post_form(w, context, Url("/mail").part(mail.id).part("again"));
        html::submit(w, tr(language, "mail.outbox.again"), false);
        w.end();
    }
    w.end();
    html::end_row(w);
}

void write_table(Writer& w, const Context& context, const std::vector<mail::Waiting>& mails) {
    const Language language = context.language;
    const auto column = [&](std::string_view key, bool number = false) {
        return html::Column{.text = std::string(tr(language, key)), .number = number};
    };
    const std::array columns{
        column("mail.outbox.subject"),        column("mail.outbox.to"),      column("mail.outbox.state"),
        column("mail.outbox.attempts", true), column("mail.outbox.created"), column("mail.outbox.next_attempt"),
        column("mail.outbox.finished"),       column("mail.outbox.problem"), html::Column{.text = {}, .bare = true}};
    html::begin_table(w, tr(language, "mail.outbox.caption"), columns);
    for (const mail::Waiting& mail : mails) write_mail(w, context, mail);
    html::end_table(w);
}

Result<http::Response> list(const http::Request& request, Context& context) {
    const Language language = context.language;
    const auto before = parse_id<mail::MailId::tag>(request.query_value("before")).value_or(mail::MailId{});
    std::vector<mail::Waiting> mails = TRY(mail::outbox(context, mails_a_page + 1, before));
    const bool more = mails.size() > mails_a_page;
    if (more) mails.pop_back();
    Writer w;
    html::begin_page(w, context, {.title = std::string(tr(language, "mail.outbox.title")), .help = "help.outbox"});
    w.element("p", "text-2", tr(language, "mail.outbox.lead"));
    w.tag("section", "card");
    if (mails.empty())
        html::empty_state(w, tr(language, "mail.outbox.empty"));
    else
        write_table(w, context, mails);
    w.end();
    if (more) html::pager(w, language, {.summary = {}, .next = Url("/mail").query("before", mails.back().id.value)});
    return http::page(html::end_page(w, context));
}

Result<http::Response> again(const http::Request& request, Context& context) {
    TRY(context.require(mail::can_see_outbox));
    const auto id = parse_id<mail::MailId::tag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "errors.not_found");
    TRY(mail::send_again(context, *id));
    return web::see_other_with(request, "/mail", "mail.outbox.again_done");
}

}  // namespace

void register_outbox_routes(http::Router& router) {
    router.get("/mail", list);
    router.post("/mail/{id}/again", again);
}

}  // namespace caunoi::settings
