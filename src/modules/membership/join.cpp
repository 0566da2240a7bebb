// The public page on which anybody may apply for membership. It asks for no more than the paper does, and keeps nothing
// without consent.
#include "modules/membership/membership_pages.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::membership {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;
using people::MemberKind;
using people::Sort;

void write_fields(Writer& w, const Context& context, const forms::State& state, Sort sort) {
    const Language language = context.language;
    const bool person = sort == Sort::person;
    forms::Form form(w, context, records::describe<ApplicationInput>(), state.values);
    form.problems();
    html::edit_form(w, context, Url("/join"), state.unsaved()).tag("div", "stack");
    w.tag("input").attr("type", "hidden").attr("name", "sort").attr("value", forms::code_text(sort));
    if (!person)
        w.tag("input")
            .attr("type", "hidden")
            .attr("name", "kind")
            .attr("value", forms::code_text(MemberKind::organisational));
    w.tag("div", "form-grid");
    form.field("name_vi", Language::vi);
    form.field("name_zh", Language::zh);
    if (person)
        for (const std::string_view name : {"born", "occupation", "workplace"}) form.field(name);
    else
        for (const std::string_view name : {"representative", "position"}) form.field(name);
    for (const std::string_view name : {"phone", "email", "address", "introduced_by"}) form.field(name);
    if (person) {
        std::vector<html::Option> kinds;
        for (const MemberKind kind : {MemberKind::official, MemberKind::associate})
            kinds.push_back(
                {.value = std::string(forms::code_text(kind)), .text = std::string(forms::label(language, kind))});
        form.choice("kind", kinds);
    }
    form.lines("reason", 4);
    w.end();
    w.element("p", "small text-2", tr(language, "membership.join_purpose"));
    form.field("consent");
    w.tag("div");
    html::submit(w, tr(language, "membership.join_send"));
    w.end().end().end();
}

std::string join_page(const Context& context, const forms::State& state, Sort sort) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "membership.join"), html::PlainWidth::wide);
    w.element("p", "text-2", tr(language, "membership.join_lead"));
    const std::array tabs{html::Tab{.text = std::string(tr(language, "membership.join_person")),
                                    .url = Url("/join"),
                                    .current = sort == Sort::person},
                          html::Tab{.text = std::string(tr(language, "membership.join_body")),
                                    .url = Url("/join").query("sort", "body"),
                                    .current = sort == Sort::body}};
    html::tabs(w, tr(language, "membership.join"), tabs);
    write_fields(w, context, state, sort);
    return html::end_plain_page(w, context);
}

Result<http::Response> form(const http::Request& request, Context& context) {
    const bool body = request.query_value("sort") == "body";
    ApplicationInput input;
    input.sort = body ? Sort::body : Sort::person;
    if (body) input.kind = MemberKind::organisational;
    return http::page(join_page(context, {.values = forms::values_of(input)}, input.sort));
}

Result<http::Response> send(const http::Request& request, Context& context) {
    const Sort sort = request.field("sort") == "body" ? Sort::body : Sort::person;
    forms::State state{.values = forms::values_of(request)};
    Errors errors;
    const auto input = forms::read<ApplicationInput>(request, errors);
    const Result<ApplicationId> sent =
        errors.empty() ? apply(context, input) : Result<ApplicationId>(fail(std::move(errors).result().error()));
    if (sent) return http::see_other("/join/received");
    if (sent.error().kind != Error::Kind::invalid) return fail(sent.error());
    state.values.errors = sent.error().fields;
    return http::page(join_page(context, state, sort), 422);
}

Result<http::Response> received(const http::Request&, Context& context) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "membership.join_received"));
    w.element("p", "measure", tr(language, "membership.join_next"));
    html::button_link(w, Url("/"), "arrow-left", tr(language, "membership.join_back"));
    return http::page(html::end_plain_page(w, context));
}

}  // namespace

void register_join_routes(http::Router& router) {
    router.get("/join", form, http::Door::everybody);
    router.post("/join", send, http::Door::everybody);
    router.get("/join/received", received, http::Door::everybody);
}

}  // namespace caunoi::membership
