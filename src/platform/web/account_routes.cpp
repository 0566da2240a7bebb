#include "platform/web/account_routes.hpp"

#include "platform/auth/sessions.hpp"
#include "platform/base/text.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/agent.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::web {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr int password_min = 10;

auth::Client client_of(const http::Request& request) {
    return {.address = request.remote, .agent = first_code_points(request.header("user-agent"), 200)};
}

http::Response signed_in(const http::Request& request, const auth::SignedIn& session, std::string_view next) {
    http::Response response = http::see_other(Url::own(next).text());  // own(): only ever within this site
    response.add("Set-Cookie", session_cookie(request, session.secret));
    return response;
}

void hidden(Writer& w, std::string_view name, std::string_view value) {
    w.tag("input").attr("type", "hidden").attr("name", name).attr("value", value);
}

html::FieldView password_view(const Context& context, std::string_view name, std::string_view label,
                              std::string_view autocomplete, const std::vector<Error::Field>& errors) {
    return {.name = name,
            .label = std::string(tr(context.language, label)),
            .errors = forms::texts_of(context.language, errors, name),
            .required = true,
            .autocomplete = autocomplete};
}

html::FieldView new_password_view(const Context& context, const std::vector<Error::Field>& errors) {
    html::FieldView view = password_view(context, "new_password", "auth.password.new", "new-password", errors);
    view.hint = tr(context.language, "auth.password.hint", {{"min", std::to_string(password_min)}});
    return view;
}

// --- signing in
// -------------------------------------------------------------------------------------------------------

http::Response sign_in_page(const Context& context, std::string_view next, std::string_view name,
                            const std::optional<Error>& error, int status) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "auth.sign_in.title"));
    if (error) html::notice(w, html::Tone::son, tr(language, error->key, error->arguments));
    html::post_form(w, context, Url("/sign-in"), "stack");
    hidden(w, "next", next);
    html::input_field(w, language,
                      {.name = "name",
                       .label = std::string(tr(language, "auth.sign_in.name")),
                       .value = std::string(name),
                       .required = true,
                       .autocomplete = "username"});
    html::input_field(w, language, password_view(context, "password", "auth.sign_in.password", "current-password", {}),
                      "password");
    html::submit(w, tr(language, "auth.sign_in.submit"));
    w.end();
    w.tag("p", "small mt-3");
    if (auth::links_can_be_mailed(context))
        w.link(Url("/sign-in/forgotten"), tr(language, "auth.sign_in.forgotten"));
    else
        w.text(tr(language, "auth.sign_in.ask_office"));
    w.end();
    return http::page(html::end_plain_page(w, context), status);
}

Result<http::Response> show_sign_in(const http::Request& request, Context& context) {
    if (context.actor.signed_in()) return http::see_other("/");
    return sign_in_page(context, request.query_value("next"), {}, {}, 200);
}

Result<http::Response> do_sign_in(const http::Request& request, Context& context) {
    const auto session =
        auth::sign_in(context, to_lower(request.field("name")), request.field("password"), client_of(request));
    if (session) return signed_in(request, *session, request.field("next"));
    return sign_in_page(context, request.field("next"), request.field("name"), session.error(), 403);
}

Result<http::Response> do_sign_out(const http::Request& request, Context& context) {
    auth::sign_out(context);
    http::Response response = see_other_with(request, "/sign-in", "auth.signed_out");
    response.add("Set-Cookie", ended_session_cookie(request));
    return response;
}

Result<http::Response> show_forgotten(const http::Request&, Context& context) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "auth.forgotten.title"));
    w.element("p", tr(language, "auth.forgotten.lead"));
    html::post_form(w, context, Url("/sign-in/forgotten"), "stack");
    html::input_field(w, language,
                      {.name = "name", .label = std::string(tr(language, "auth.forgotten.field")), .required = true});
    html::submit(w, tr(language, "auth.forgotten.submit"));
    w.end();
    return http::page(html::end_plain_page(w, context));
}

Result<http::Response> do_forgotten(const http::Request& request, Context& context) {
    auth::send_link(context, request.field("name"), code(context.language));
    Writer w;
    html::begin_plain_page(w, context, tr(context.language, "auth.forgotten.title"));
    html::notice(w, html::Tone::ngoc, tr(context.language, "auth.forgotten.sent", {{"minutes", "60"}}));
    return http::page(html::end_plain_page(w, context));
}

// --- one-time links
// ---------------------------------------------------------------------------------------------------

http::Response link_page(const Context& context, const auth::Account& account, std::string_view secret,
                         const std::vector<Error::Field>& errors, int status) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "auth.link.greeting", {{"full_name", account.full_name}}));
    w.element("p", tr(language, "auth.link.lead", {{"name", account.name}}));
    html::post_form(w, context, Url("/sign-in/link").part(secret), "stack");
    // For password managers: which account the new password belongs to.
    w.tag("input")
        .attr("type", "text")
        .attr("name", "username")
        .attr("value", account.name)
        .attr("autocomplete", "username");
    w.attr("readonly").attr("class", "form-control").attr("aria-label", tr(language, "auth.sign_in.name"));
    html::input_field(w, language, new_password_view(context, errors), "password");
    html::input_field(w, language, password_view(context, "repeat", "auth.password.repeat", "new-password", errors),
                      "password");
    html::submit(w, tr(language, "auth.link.submit"));
    w.end();
    return http::page(html::end_plain_page(w, context), status);
}

http::Response dead_link_page(const Context& context) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "auth.link.gone_title"));
    html::notice(w, html::Tone::nghe, tr(language, "auth.link.gone_text"));
    html::button_link(w, Url("/sign-in"), "login", tr(language, "auth.sign_in.title"));
    return http::page(html::end_plain_page(w, context), 404);
}

Result<http::Response> show_link(const http::Request& request, Context& context) {
    const std::string_view secret = request.parameter("secret");
    const auto account = auth::account_of_link(context, secret);
    return account ? link_page(context, *account, secret, {}, 200) : dead_link_page(context);
}

Result<http::Response> use_link(const http::Request& request, Context& context) {
    const std::string_view secret = request.parameter("secret");
    const auto account = auth::account_of_link(context, secret);
    if (!account) return dead_link_page(context);
    const std::string_view password = request.field("new_password");
    if (password != request.field("repeat"))
        return link_page(context, *account, secret, {{"repeat", "auth.password_mismatch"}}, 422);
    const auto session = auth::sign_in_by_link(context, secret, password, client_of(request));
    if (session) return signed_in(request, *session, "/");
    if (session.error().kind == Error::Kind::not_found) return dead_link_page(context);
    if (session.error().kind != Error::Kind::invalid) return fail(session.error());
    return link_page(context, *account, secret, session.error().fields, 422);
}

// --- one's own account
// ------------------------------------------------------------------------------------------------

void write_password_card(Writer& w, const Context& context, const std::vector<Error::Field>& errors) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "auth.password.title"));
    w.tag("div").element("p", "text-2", tr(language, "auth.password.lead"));
    html::post_form(w, context, Url("/account/password"), "stack");
    html::input_field(w, language,
                      password_view(context, "current", "auth.password.current", "current-password", errors),
                      "password");
    html::input_field(w, language, new_password_view(context, errors), "password");
    html::input_field(w, language, password_view(context, "repeat", "auth.password.repeat", "new-password", errors),
                      "password");
    html::submit(w, tr(language, "auth.password.submit"));
    w.end().end();
    html::end_card(w);
}

void write_session(Writer& w, const Context& context, const auth::Session& session) {
    const Language language = context.language;
    w.tag("li").tag("div", "g").tag("div").attr("title", session.agent).text(agent_text(language, session.agent)).end();
    w.tag("div", "small text-2").text(session.address).text(" · ");
    w.text(tr(language, "auth.sessions.last_seen"))
        .text(": ")
        .text(i18n::relative(language, session.last_seen, context.now));
    w.end().end();
    if (session.current) {
        html::tag_label(w, html::Tone::ngoc, tr(language, "auth.sessions.current"));
    } else {
        html::post_form(w, context, Url("/account/sessions").part(session.id).part("end"));
        html::submit(w, tr(language, "auth.sessions.end"), false);
        w.end();
    }
    w.end();
}

Result<http::Response> account_page(Context& context, const std::vector<Error::Field>& errors, int status) {
    const Language language = context.language;
    const std::vector<auth::Session> sessions = TRY(auth::my_sessions(context));
    Writer w;
    html::begin_page(w, context, {.title = context.actor.name, .help = "help.account"});
    w.tag("div", "grid-2").tag("div", "stack");
    write_password_card(w, context, errors);
    w.end().tag("div", "stack");
    html::begin_card(w, tr(language, "auth.sessions.title"), html::CardBody::bare);
    w.tag("p", "card-body text-2").text(tr(language, "auth.sessions.lead")).end();
    w.tag("ul", "rows");
    for (const auth::Session& session : sessions) write_session(w, context, session);
    w.end();
    if (sessions.size() > 1) {
        w.tag("div", "card-body");
        html::post_form(w, context, Url("/account/sessions/end-others"));
        html::submit(w, tr(language, "auth.sessions.end_others"), false);
        w.end().end();
    }
    html::end_card(w);
    w.end().end();
    return http::page(html::end_page(w, context), status);
}

Result<http::Response> show_account(const http::Request&, Context& context) {
    return account_page(context, {}, 200);
}

Result<http::Response> change_password(const http::Request& request, Context& context) {
    const std::string_view password = request.field("new_password");
    if (password != request.field("repeat")) return account_page(context, {{"repeat", "auth.password_mismatch"}}, 422);
    const auto changed = auth::set_password(context, request.field("current"), password);
    if (!changed && changed.error().kind == Error::Kind::invalid)
        return account_page(context, changed.error().fields, 422);
    if (!changed) return fail(changed.error());
    http::Response response = see_other_with(request, "/account", "auth.password.changed");
    response.add("Set-Cookie", session_cookie(request, auth::rotate(context)));
    return response;
}

Result<http::Response> end_session(const http::Request& request, Context& context) {
    const auto id = parse_id<SessionTag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "auth.session_gone");
    TRY(auth::end_session(context, *id));
    return see_other_with(request, "/account", "auth.sessions.ended");
}

Result<http::Response> end_others(const http::Request& request, Context& context) {
    TRY(auth::end_other_sessions(context));
    return see_other_with(request, "/account", "auth.sessions.others_ended");
}

// --- language and theme: of the account, or of a stranger's browser
// -------------------------------------------------------

Result<http::Response> prefer(const http::Request& request, Context& context, Language language,
                              std::string_view theme) {
    http::Response response = http::see_other(Url::own(request.field("return")).text());
    if (context.actor.signed_in()) TRY(auth::set_preferences(context, language, theme, true));
    constexpr int year_s = 365 * 86400;
    response.add("Set-Cookie", plain_cookie(request, "caunoi_language", code(language), year_s));
    response.add("Set-Cookie", plain_cookie(request, "caunoi_theme", theme, year_s));
    return response;
}

Result<http::Response> prefer_language(const http::Request& request, Context& context) {
    const Language language = parse_language(request.field("language")).value_or(context.language);
    return prefer(request, context, language, context.visit.theme);
}

Result<http::Response> prefer_theme(const http::Request& request, Context& context) {
    const std::string_view theme = request.field("theme");
    const bool known = theme == "auto" || theme == "light" || theme == "dark";
    return prefer(request, context, context.language, known ? theme : std::string_view("auto"));
}

}  // namespace

void register_account_routes(http::Router& router) {
    router.get("/sign-in", show_sign_in, http::Door::everybody);
    router.post("/sign-in", do_sign_in, http::Door::everybody);
    router.get("/sign-in/forgotten", show_forgotten, http::Door::everybody);
    router.post("/sign-in/forgotten", do_forgotten, http::Door::everybody);
    router.get("/sign-in/link/{secret}", show_link, http::Door::everybody);
    router.post("/sign-in/link/{secret}", use_link, http::Door::everybody);
    router.post("/sign-out", do_sign_out);
    router.get("/account", show_account);
    router.post("/account/password", change_password);
    router.post("/account/sessions/{id}/end", end_session);
    router.post("/account/sessions/end-others", end_others);
    router.post("/preferences/language", prefer_language, http::Door::everybody);
    router.post("/preferences/theme", prefer_theme, http::Door::everybody);
}

}  // namespace caunoi::web
