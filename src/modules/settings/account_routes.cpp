// HTTP in, HTTP out for the administration of accounts.
#include "modules/settings/account_pages.hpp"
#include "modules/settings/settings.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/base/text.hpp"
#include "platform/context/installation.hpp"
#include "platform/html/writer.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::settings {

namespace {

constexpr int bodies_offered = 500;

Result<AccountId> id_of(const http::Request& request) {
    const auto id = parse_id<AccountTag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "auth.account_gone");
    return *id;
}

std::string form_path(AccountId id) {
    return html::Url("/accounts").part(id).part("edit").text();
}

auth::AccountInput input_of(const auth::Account& account) {
    return {.name = account.name,
            .full_name = account.full_name,
            .email = account.email,
            .roles = account.roles,
            .body = account.body,
            .language = account.language};
}

auth::AccountInput input_of(const http::Request& request) {
    auth::AccountInput input{.name = std::string(request.field("name")),
                             .full_name = std::string(request.field("full_name")),
                             .email = std::string(request.field("email")),
                             .roles = {},
                             .body = parse_id<PartyId::tag>(request.field("body")).value_or(PartyId{}),
                             .language = parse_language(request.field("language")).value_or(Language::vi)};
    const auto codes = auth::codes(auth::Role{});
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (request.has_field(fmt::format("role.{}", codes[i]))) input.roles.push_back(static_cast<auth::Role>(i));
    return input;
}

// The chosen one is among them even when it is none of the first.
void offer_bodies(Context& context, AccountForm& form) {
    const PartyId chosen = form.input.body;
    form.bodies = read(context, [&](store::Tx& tx) {
        std::vector<people::PartyName> all = people::bodies(tx, context.language, bodies_offered);
        if (chosen && std::ranges::find(all, chosen, &people::PartyName::id) == all.end())
            for (people::PartyName& name : people::names_of(tx, std::span(&chosen, 1))) all.push_back(std::move(name));
        return all;
    });
}

http::Response form_page(Context& context, AccountForm form, int status) {
    offer_bodies(context, form);
    return http::page(account_form_page(context, form), status);
}

Result<AccountForm> stored_form(Context& context, AccountId id) {
    AccountForm form{.account = TRY(auth::find_account(context, id))};
    form.version = form.account->version;
    form.input = input_of(*form.account);
    return form;
}

// What was typed, with what is wrong about it.
Result<http::Response> form_again(Context& context, AccountForm form, const Error& error) {
    if (error.kind == Error::Kind::invalid) {
        form.errors = error.fields;
        return form_page(context, std::move(form), 422);
    }
    if (error.kind != Error::Kind::conflict) return fail(error);
    if (error.key == "auth.name_taken")
        form.errors = {{"name", error.key, error.arguments}};
    else
        form.conflict = error;
    return form_page(context, std::move(form), 409);
}

// A body that nobody offered: gone since the form was opened, or made up.
Result<void> check_body(Context& context, PartyId body) {
    const bool known =
        !body || read(context, [&](store::Tx& tx) { return !people::names_of(tx, std::span(&body, 1)).empty(); });
    Errors errors;
    if (!known) errors.add("body", "form.unknown_choice");
    return std::move(errors).result();
}

// --- pages
// ------------------------------------------------------------------------------------------------------------

Result<http::Response> list(const http::Request&, Context& context) {
    AccountList view{.accounts = TRY(auth::list_accounts(context))};
    std::vector<PartyId> bodies;
    for (const auth::Account& account : view.accounts)
        if (account.body) bodies.push_back(account.body);
    view.bodies = read(context, [&](store::Tx& tx) { return people::names_of(tx, bodies); });
    return http::page(account_list_page(context, view));
}

Result<http::Response> new_form(const http::Request&, Context& context) {
    TRY(context.require(auth::can_manage_accounts));
    return form_page(context, {}, 200);
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(auth::can_manage_accounts));
    return form_page(context, TRY(stored_form(context, TRY(id_of(request)))), 200);
}

Result<http::Response> create(const http::Request& request, Context& context) {
    TRY(context.require(auth::can_manage_accounts));
    const AccountForm form{.input = input_of(request)};
    const auto known = check_body(context, form.input.body);
    if (!known) return form_again(context, form, known.error());
    const auto created = auth::create_account(context, form.input);
    if (!created) return form_again(context, form, created.error());
    return web::see_other_with(request, form_path(*created), "auth.account.created");
}

Result<http::Response> update(const http::Request& request, Context& context) {
    TRY(context.require(auth::can_manage_accounts));
    const AccountId id = TRY(id_of(request));
    AccountForm form{.account = TRY(auth::find_account(context, id))};
    form.version = web::version_of(request);
    form.input = input_of(request);
    const auto known = check_body(context, form.input.body);
    if (!known) return form_again(context, std::move(form), known.error());
    const auto changed = auth::change_account(context, id, form.version, form.input);
    if (!changed) return form_again(context, std::move(form), changed.error());
    return web::see_other_with(request, form_path(id), "auth.account.saved");
}

Result<http::Response> set_disabled(const http::Request& request, Context& context, bool disabled) {
    TRY(context.require(auth::can_manage_accounts));
    const AccountId id = TRY(id_of(request));
    const auto done = auth::set_disabled(context, id, disabled);
    if (!done) return form_again(context, TRY(stored_form(context, id)), done.error());
    // Who has just locked their own account is led to the sign-in page by the next request.
    return web::see_other_with(request, form_path(id),
                               disabled ? "auth.account.disabled_done" : "auth.account.enabled_done");
}

Result<http::Response> disable(const http::Request& request, Context& context) {
    return set_disabled(request, context, true);
}
Result<http::Response> enable(const http::Request& request, Context& context) {
    return set_disabled(request, context, false);
}

// The address that the administrator's own browser uses is good enough to be handed on by the administrator; mail has
// no such witness and needs a public_url.
std::string origin_of(const http::Request& request, const Context& context) {
    if (!context.installation.public_url.empty()) return context.installation.public_url;
    return fmt::format("{}://{}", request.secure ? "https" : "http", request.header("host"));
}

Result<http::Response> make_link(const http::Request& request, Context& context) {
    TRY(context.require(auth::can_manage_accounts));
    const AccountId id = TRY(id_of(request));
    const auto path = auth::hand_out_link(context, id);
    if (!path) return form_again(context, TRY(stored_form(context, id)), path.error());
    const auth::Account account = TRY(auth::find_account(context, id));
    return http::page(account_link_page(context, account, origin_of(request, context) + *path));
}

}  // namespace

void register_account_routes(http::Router& router) {
    router.get("/accounts", list);
    router.get("/accounts/new", new_form);
    router.post("/accounts", create);
    router.get("/accounts/{id}/edit", edit_form);
    router.post("/accounts/{id}", update);
    router.post("/accounts/{id}/disable", disable);
    router.post("/accounts/{id}/enable", enable);
    router.post("/accounts/{id}/link", make_link);
}

}  // namespace caunoi::settings
