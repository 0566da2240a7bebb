// HTTP in, HTTP out for applications.
#include "modules/membership/membership_pages.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::membership {

namespace {

using people::Sort;

constexpr int lines_a_page = 50;

Sort sort_from(std::string_view text) {
    return static_cast<Sort>(records::find_code(people::sort_codes, text).value_or(0));
}

Result<http::Response> list(const http::Request& request, Context& context) {
    ApplicationFilter filter{.state = {}, .all = request.query_value("state") == "all"};
    if (const auto state = records::find_code(state_codes, request.query_value("state")))
        filter.state = static_cast<State>(*state);
    const auto before = parse_id<ApplicationTag>(request.query_value("before")).value_or(ApplicationId{});
    return http::page(
        application_list_page(context, filter, TRY(list_applications(context, filter, before, lines_a_page))));
}

Result<http::Response> page_of(Context& context, ApplicationView view, int status) {
    read(context, [&](store::Tx& tx) {
        const Application& application = view.application;
        if (application.party)
            for (people::PartyName& one : people::names_of(tx, std::span(&application.party, 1)))
                view.party = std::move(one);
        if (application.decision) view.decision = records::find<Decision>(tx, application.decision);
        if (application.open() && !application.party) view.alike = alike(tx, application);
    });
    return http::page(application_page(context, view), status);
}

Result<http::Response> show(const http::Request& request, Context& context) {
    ApplicationView view;
    view.application = TRY(find_application(context, TRY(web::id_of<ApplicationTag>(request))));
    return page_of(context, std::move(view), 200);
}

Result<http::Response> reveal(const http::Request& request, Context& context) {
    ApplicationView view;
    view.application = TRY(reveal_application(context, TRY(web::id_of<ApplicationTag>(request))));
    view.revealed = true;
    return page_of(context, std::move(view), 200);
}

Result<http::Response> new_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    ApplicationInput input;
    input.sort = sort_from(request.query_value("sort"));
    if (input.sort == Sort::body) input.kind = people::MemberKind::organisational;
    input.received = context.today();
    return http::page(application_form_page(context, {}, input.sort, {.values = forms::values_of(input)}));
}

// The form shows what is masked elsewhere, so opening it is a reveal.
Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Application application = TRY(reveal_application(context, TRY(web::id_of<ApplicationTag>(request))));
    return http::page(
        application_form_page(context, application.id, application.sort,
                              {.version = application.version,
                               .values = forms::values_of(static_cast<const ApplicationInput&>(application))}));
}

Result<http::Response> save(const http::Request& request, Context& context, ApplicationId id) {
    TRY(context.require(can_record));
    const Sort sort = sort_from(request.field("sort"));
    return web::save_form<ApplicationInput>(
        request, context,
        {.check = [](const ApplicationInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const ApplicationInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return application_url(TRY(record_application(context, input)));
             TRY(change_application(context, id, version, input));
             return application_url(id);
         },
         .newest = [&]() -> Result<web::Newest<ApplicationInput>> {
             const Application application = TRY(reveal_application(context, id));
             return web::Newest<ApplicationInput>{application, application.version};
         },
         .page = [&](const forms::State& state) { return application_form_page(context, id, sort, state); }});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<ApplicationTag>(request)));
}

Result<http::Response> step(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const ApplicationId id = TRY(web::id_of<ApplicationTag>(request));
    Errors errors;
    const auto input = forms::read<StateInput>(request, errors);
    Result<void> saved = errors.empty() ? set_state(context, id, web::version_of(request), input)
                                        : Result<void>(fail(std::move(errors).result().error()));
    if (saved) return web::see_other_with(request, application_url(id).text(), "common.saved");
    if (saved.error().kind != Error::Kind::invalid) return fail(saved.error());
    ApplicationView view;
    view.application = TRY(find_application(context, id));
    view.step_values = forms::values_of(request);
    view.step_values.errors = saved.error().fields;
    return page_of(context, std::move(view), 422);
}

Result<http::Response> set_party(const http::Request& request, Context& context) {
    const ApplicationId id = TRY(web::id_of<ApplicationTag>(request));
    const auto party = parse_id<PartyTag>(request.field("party")).value_or(PartyId{});
    TRY(identify(context, id, web::version_of(request), party));
    return web::see_other_with(request, application_url(id).text(), "common.saved");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    const Application application = TRY(find_application(context, TRY(web::id_of<ApplicationTag>(request))));
    return web::history_page(request, context,
                             {.description = records::describe<ApplicationInput>(),
                              .record = application.id.value,
                              .title = application.name(context.language),
                              .back = application_url(application.id),
                              .words = [&](std::vector<records::Change>& changes) {
                                  for (records::Change& change : changes)
                                      if (change.field == "state")
                                          for (std::string* value : {&change.before, &change.after})
                                              if (const auto state = records::find_code(state_codes, *value))
                                                  *value = forms::label(context.language, static_cast<State>(*state));
                              }});
}

}  // namespace

void register_application_routes(http::Router& router) {
    router.get("/applications", list);
    router.get("/applications/new", new_form);
    router.post("/applications", create);
    router.get("/applications/{id}", show);
    router.get("/applications/{id}/edit", edit_form);
    router.post("/applications/{id}", update);
    router.post("/applications/{id}/reveal", reveal);
    router.post("/applications/{id}/state", step);
    router.post("/applications/{id}/party", set_party);
    router.get("/applications/{id}/history", history);
}

}  // namespace caunoi::membership
