// HTTP in, HTTP out for the charter.
#include "modules/membership/membership_pages.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::membership {

namespace {

Result<http::Response> list(const http::Request&, Context& context) {
    return http::page(charter_list_page(context, TRY(list_charters(context))));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const Charter charter = TRY(find_charter(context, TRY(web::id_of<CharterTag>(request))));
    const auto current = read(context, [&](store::Tx& tx) { return charter_on(tx, context.today()); });
    return http::page(charter_page(context, charter, current && current->id == charter.id));
}

// The next edition begins with what is in another one, as a draft.
Result<http::Response> new_form(const http::Request& request, Context& context) {
    TRY(context.require(can_change_charter));
    CharterInput input;
    if (const auto from = parse_id<CharterTag>(request.query_value("from"))) {
        input = TRY(find_charter(context, *from));
        input.adopted = {};
        input.in_force = {};
        input.approval.clear();
        input.source.clear();
    }
    return http::page(charter_form_page(context, {}, {.values = forms::values_of(input)}));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_change_charter));
    const Charter charter = TRY(find_charter(context, TRY(web::id_of<CharterTag>(request))));
    return http::page(charter_form_page(
        context, charter.id,
        {.version = charter.version, .values = forms::values_of(static_cast<const CharterInput&>(charter))}));
}

Result<http::Response> save(const http::Request& request, Context& context, CharterId id) {
    TRY(context.require(can_change_charter));
    return web::save_form<CharterInput>(
        request, context,
        {.check = [](const CharterInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const CharterInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return charter_url(TRY(record_charter(context, input)));
             TRY(change_charter(context, id, version, input));
             return charter_url(id);
         },
         .newest = [&]() -> Result<web::Newest<CharterInput>> {
             const Charter charter = TRY(find_charter(context, id));
             return web::Newest<CharterInput>{charter, charter.version};
         },
         .page = [&](const forms::State& state) { return charter_form_page(context, id, state); }});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<CharterTag>(request)));
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_charter(context, TRY(web::id_of<CharterTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/charters", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const CharterId id = TRY(web::id_of<CharterTag>(request));
    const auto charter = read(context, [&](store::Tx& tx) { return records::find<Charter>(tx, id); });
    return web::record_history(request, context, records::describe<CharterInput>(), id.value,
                               charter ? std::optional(charter->title_in(context.language)) : std::nullopt,
                               "/charters");
}

}  // namespace

void register_charter_routes(http::Router& router) {
    router.get("/charters", list);
    router.get("/charters/new", new_form);
    router.post("/charters", create);
    router.get("/charters/{id}", show);
    router.get("/charters/{id}/edit", edit_form);
    router.post("/charters/{id}", update);
    router.post("/charters/{id}/delete", remove);
    router.get("/charters/{id}/history", history);
}

}  // namespace caunoi::membership
