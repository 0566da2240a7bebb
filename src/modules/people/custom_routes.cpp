// HTTP in, HTTP out for the fields that the office makes. Rules and permissions are in custom_field.cpp.
#include "modules/people/custom_pages.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

Result<CustomFieldId> field_of(const http::Request& request) {
    return web::id_of<CustomFieldTag>(request);
}

Result<http::Response> field_list(const http::Request&, Context& context) {
    return http::page(custom_field_list_page(context, TRY(list_custom_fields(context))));
}

Result<http::Response> new_field(const http::Request&, Context& context) {
    TRY(context.require(can_make_fields));
    return http::page(custom_field_form_page(context, {}, {.values = forms::values_of(CustomFieldInput{})}));
}

Result<http::Response> edit_field(const http::Request& request, Context& context) {
    const CustomField field = TRY(find_custom_field(context, TRY(field_of(request))));
    return http::page(custom_field_form_page(
        context, field,
        {.version = field.version, .values = forms::values_of(static_cast<const CustomFieldInput&>(field))}));
}

Result<http::Response> save_field(const http::Request& request, Context& context, const CustomField& field) {
    return web::save_form<CustomFieldInput>(
        request, context,
        {.check = [](const CustomFieldInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const CustomFieldInput& input, std::int64_t version) -> Result<html::Url> {
             if (!field.id)
                 TRY(record_custom_field(context, input));
             else
                 TRY(change_custom_field(context, field.id, version, input));
             return html::Url("/fields");
         },
         .newest = [&]() -> Result<web::Newest<CustomFieldInput>> {
             const CustomField newest = TRY(find_custom_field(context, field.id));
             return web::Newest<CustomFieldInput>{newest, newest.version};
         },
         .page = [&](const forms::State& state) { return custom_field_form_page(context, field, state); }});
}

Result<http::Response> create_field(const http::Request& request, Context& context) {
    TRY(context.require(can_make_fields));
    return save_field(request, context, {});
}
Result<http::Response> update_field(const http::Request& request, Context& context) {
    return save_field(request, context, TRY(find_custom_field(context, TRY(field_of(request)))));
}

Result<http::Response> set_retired(const http::Request& request, Context& context, bool retired) {
    TRY(retire_custom_field(context, TRY(field_of(request)), web::version_of(request), retired));
    return web::see_other_with(request, "/fields", "common.saved");
}
Result<http::Response> retire_field(const http::Request& request, Context& context) {
    return set_retired(request, context, true);
}
Result<http::Response> restore_field(const http::Request& request, Context& context) {
    return set_retired(request, context, false);
}

Result<http::Response> remove_field(const http::Request& request, Context& context) {
    TRY(delete_custom_field(context, TRY(field_of(request)), web::version_of(request)));
    return web::see_other_with(request, "/fields", "common.deleted");
}

Result<http::Response> field_history(const http::Request& request, Context& context) {
    TRY(context.require(can_make_fields));
    const CustomFieldId id = TRY(field_of(request));
    const auto field = read(context, [&](store::Tx& tx) { return records::find<CustomField>(tx, id); });
    const Language language = context.language;
    return web::history_page(
        request, context,
        {.description = records::describe<CustomField>(),
         .record = id.value,
         .title = field ? field->name().in(language) : std::string(i18n::tr(language, "history.deleted_record")),
         .back = field ? html::Url("/fields").part(id).part("edit") : html::Url("/fields")});
}

}  // namespace

void register_custom_field_routes(http::Router& router) {
    router.get("/fields", field_list);
    router.get("/fields/new", new_field);
    router.post("/fields", create_field);
    router.get("/fields/{id}/edit", edit_field);
    router.post("/fields/{id}", update_field);
    router.post("/fields/{id}/retire", retire_field);
    router.post("/fields/{id}/restore", restore_field);
    router.post("/fields/{id}/delete", remove_field);
    router.get("/fields/{id}/history", field_history);
}

}  // namespace caunoi::people
