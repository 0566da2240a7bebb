#include "modules/settings/account_pages.hpp"

#include "platform/forms/form.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::settings {

namespace {

using auth::Role;
using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::string_view link_hours = "24";  // as auth::hand_out_link says

std::string text(Language language, std::string_view key) {
    return std::string(tr(language, key));
}

std::string_view role_text(Language language, std::string_view code) {
    return tr(language, fmt::format("{}.{}", auth::code_labels(Role{}), code));
}

std::string roles_text(Language language, const std::vector<Role>& roles) {
    std::string all;
    for (const Role role : roles) {
        if (!all.empty()) all += language == Language::zh ? "、" : ", ";
        all += role_text(language, auth::codes(role)[static_cast<std::size_t>(role)]);
    }
    return all;
}

html::Crumb crumb_of_list(Language language) {
    return {.text = text(language, "auth.accounts.title"), .url = Url("/accounts")};
}

void write_state(Writer& w, Language language, const auth::Account& account) {
    if (account.disabled)
        html::tag_label(w, html::Tone::plain, tr(language, "auth.account.disabled"));
    else if (!account.has_password)
        html::tag_label(w, html::Tone::nghe, tr(language, "auth.account.no_password"));
    else
        html::tag_label(w, html::Tone::ngoc, tr(language, "auth.account.enabled"));
}

std::string last_sign_in(const Context& context, const auth::Account& account) {
    if (!account.last_sign_in) return text(context.language, "auth.account.never_signed_in");
    return i18n::relative(context.language, *account.last_sign_in, context.now);
}

void write_account_row(Writer& w, const Context& context, const AccountList& list, const auth::Account& account) {
    const Language language = context.language;
    const Url url = Url("/accounts").part(account.id).part("edit");
    html::begin_row(w, url);
    html::cell_link(w, url, account.name);
    html::cell(w, account.full_name);
    html::cell(w, roles_text(language, account.roles));
    const auto body = std::ranges::find(list.bodies, account.body, &people::PartyName::id);
    html::cell(w, body == list.bodies.end() ? std::string() : body->name.in(language));
    html::begin_cell(w);
    write_state(w, language, account);
    w.end();
    html::cell(w, last_sign_in(context, account));
    html::end_row(w);
}

// --- the form
// ---------------------------------------------------------------------------------------------------------

html::FieldView view_of(const Context& context, const AccountForm& form, std::string_view name, std::string value) {
    const std::string key = fmt::format("auth.account.{}", name);
    const std::string hint = key + "_hint";
    return {.name = name,
            .label = text(context.language, key),
            .value = std::move(value),
            .hint = i18n::has_text(hint) ? text(context.language, hint) : std::string(),
            .errors = forms::texts_of(context.language, form.errors, name)};
}

void write_problems(Writer& w, const Context& context, const AccountForm& form) {
    const Language language = context.language;
    if (form.conflict) html::notice(w, html::Tone::son, tr(language, form.conflict->key, form.conflict->arguments));
    std::vector<html::Problem> problems;
    for (const Error::Field& error : form.errors)
        problems.push_back({.field = error.name,
                            .label = text(language, fmt::format("auth.account.{}", error.name)),
                            .text = tr(language, error.key, error.arguments)});
    html::error_summary(w, language, problems);
}

void write_roles(Writer& w, const Context& context, const AccountForm& form) {
    const Language language = context.language;
    w.tag("fieldset", "group").attr("id", "f-roles").element("legend", tr(language, "auth.account.roles"));
    w.element("p", "form-text", tr(language, "auth.account.roles_hint"));
    for (const std::string& error : forms::texts_of(language, form.errors, "roles")) {
        w.tag("div", "field-error");
        html::icon(w, "alert-triangle");
        w.element("span", error).end();
    }
    for (const std::string_view code : auth::codes(Role{})) {
        const auto role = static_cast<Role>(std::ranges::find(auth::codes(Role{}), code) - auth::codes(Role{}).begin());
        const std::string name = fmt::format("role.{}", code);
        html::checkbox(w, language,
                       {.name = name,
                        .label = std::string(role_text(language, code)),
                        .hint = text(language, fmt::format("auth.role_hint.{}", code))},
                       std::ranges::find(form.input.roles, role) != form.input.roles.end());
    }
    w.end();
}

void write_body(Writer& w, const Context& context, const AccountForm& form) {
    std::vector<html::Option> options{{.value = "", .text = text(context.language, "common.none")}};
    for (const people::PartyName& body : form.bodies)
        options.push_back({.value = to_text(body.id), .text = body.name.in(context.language)});
    const PartyId chosen = form.input.body;
    html::select_field(w, context.language, view_of(context, form, "body", chosen ? to_text(chosen) : std::string()),
                       options);
}

void write_language(Writer& w, const Context& context, const AccountForm& form) {
    std::vector<html::Option> options;
    for (const Language language : languages)
        options.push_back({.value = std::string(code(language)),
                           .text = text(context.language, fmt::format("common.language.{}", code(language)))});
    html::select_field(w, context.language, view_of(context, form, "language", std::string(code(form.input.language))),
                       options);
}

void write_form(Writer& w, const Context& context, const AccountForm& form) {
    const Language language = context.language;
    const Url action = form.account ? Url("/accounts").part(form.account->id) : Url("/accounts");
    html::edit_form(w, context, action, !form.errors.empty() || form.conflict);
    forms::version_field(w, form.version);
    w.tag("div", "form-grid");
    html::FieldView name = view_of(context, form, "name", form.input.name);
    name.required = true;
    name.autocomplete = "off";
    html::input_field(w, language, name);
    html::FieldView full_name = view_of(context, form, "full_name", form.input.full_name);
    full_name.required = true;
    full_name.autocomplete = "off";
    html::input_field(w, language, full_name);
    html::FieldView email = view_of(context, form, "email", form.input.email);
    email.autocomplete = "off";
    email.input_mode = "email";
    html::input_field(w, language, email);
    write_language(w, context, form);
    w.end();
    write_roles(w, context, form);
    write_body(w, context, form);
    w.tag("div", "form-actions");
    html::submit(w, tr(language, form.account ? "auth.account.save" : "auth.account.create"));
    w.end().end();
}

// What is done to an account apart from changing its fields.
void write_access(Writer& w, const Context& context, const auth::Account& account) {
    const Language language = context.language;
    const Url url = Url("/accounts").part(account.id);
    html::begin_card(w, tr(language, "auth.account.state"));
    w.tag("div", "stack");
    html::begin_facts(w);
    html::fact_begin(w, tr(language, "auth.account.state"));
    write_state(w, language, account);
    html::fact_end(w);
    html::fact(w, tr(language, "auth.account.last_sign_in"), last_sign_in(context, account));
    html::end_facts(w);
    if (account.disabled) {
        html::post_form(w, context, Url(url).part("enable"));
        html::submit(w, tr(language, "auth.account.enable"), false);
        w.end();
    } else {
        html::post_form(w, context, Url(url).part("link"));
        html::submit(w, tr(language, "auth.account.link_make"), false);
        w.end();
        w.element("p", "text-2", tr(language, "auth.account.disable_explain"));
        html::post_form(w, context, Url(url).part("disable"));
        html::submit(w, tr(language, "auth.account.disable"), false);
        w.end();
    }
    w.end();
    html::end_card(w);
}

}  // namespace

std::string account_list_page(const Context& context, const AccountList& list) {
    const Language language = context.language;
    html::PageHead head{.title = text(language, "auth.accounts.title"), .help = "help.accounts"};
    head.actions.push_back({.text = text(language, "auth.accounts.new"),
                            .icon = "user-plus",
                            .url = Url("/accounts/new"),
                            .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.element("p", "text-2", tr(language, "auth.accounts.lead"));
    w.tag("section", "card");
    const auto column = [&](std::string_view key) { return html::Column{.text = text(language, key)}; };
    const std::array columns{column("auth.account.name"),  column("auth.account.full_name"),
                             column("auth.account.roles"), column("auth.account.body"),
                             column("auth.account.state"), column("auth.account.last_sign_in")};
    html::begin_table(w, tr(language, "auth.accounts.caption"), columns);
    for (const auth::Account& account : list.accounts) write_account_row(w, context, list, account);
    html::end_table(w);
    w.end();
    return html::end_page(w, context);
}

std::string account_form_page(const Context& context, const AccountForm& form) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context,
                     {.title = form.account ? tr(language, "auth.account.change_title", {{"name", form.account->name}})
                                            : text(language, "auth.account.new_title"),
                      .crumbs = {crumb_of_list(language)},
                      .help = "help.accounts"});
    write_problems(w, context, form);
    if (form.account) w.tag("div", "grid-2").tag("div", "stack");
    w.tag("section", "card").tag("div", "card-body");
    write_form(w, context, form);
    w.end().end();
    if (form.account) {
        w.end().tag("div", "stack");
        write_access(w, context, *form.account);
        w.end().end();
    }
    return html::end_page(w, context);
}

std::string account_link_page(const Context& context, const auth::Account& account, std::string_view address) {
    const Language language = context.language;
    const std::string title = tr(language, "auth.account.link_title", {{"full_name", account.full_name}});
    Writer w;
    html::begin_page(w, context, {.title = title, .crumbs = {crumb_of_list(language)}, .help = "help.accounts"});
    html::notice(w, html::Tone::nghe, tr(language, "auth.account.link_hint", {{"hours", std::string(link_hours)}}));
    w.tag("section", "card").tag("div", "card-body");
    w.tag("input", "form-control").attr("type", "text").attr("readonly").attr("aria-label", title);
    w.attr("value", address);
    w.end().end();
    return html::end_page(w, context);
}

}  // namespace caunoi::settings
