// HTTP in, HTTP out for stated facts. Rules and permissions are in fact.cpp.
#include "modules/report/fact_store.hpp"
#include "modules/report/report_pages.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::report {

namespace {

constexpr int lines_a_page = 50;

Result<FactId> id_of(const http::Request& request) {
    const auto id = parse_id<FactTag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "errors.not_found");
    return *id;
}

html::Url url_of(FactId id) {
    return html::Url("/facts").part(id);
}

Result<http::Response> list(const http::Request& request, Context& context) {
    FactListView view{.filter = {.text = std::string(request.query_value("q"))}};
    if (const auto measure = records::find_code(measure_codes, request.query_value("measure")))
        view.filter.measure = static_cast<Measure>(*measure);
    const FactId after = parse_id<FactTag>(request.query_value("after")).value_or(FactId{});
    view.page = TRY(list_facts(context, view.filter, after, lines_a_page));
    return http::page(fact_list_page(context, view));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const Fact fact = TRY(find_fact(context, TRY(id_of(request))));
    return http::page(fact_page(context, fact, TRY(carriers_of(context, std::span(&fact, 1)))));
}

Result<http::Response> new_form(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(fact_form_page(context, {.values = forms::values_of(FactInput{})}));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Fact fact = TRY(find_fact(context, TRY(id_of(request))));
    return http::page(fact_form_page(
        context,
        {.id = fact.id, .version = fact.version, .values = forms::values_of(static_cast<const FactInput&>(fact))}));
}

// The form again with everything that was typed, and what is wrong.
http::Response form_again(const http::Request& request, const Context& context, FactForm form,
                          std::vector<Error::Field> errors, int status) {
    form.values = forms::values_of(request);
    form.values.errors = std::move(errors);
    return http::page(fact_form_page(context, form), status);
}

Result<http::Response> create(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    Errors errors;
    const auto input = forms::read<FactInput>(request, errors);
    if (!errors.empty()) {
        check(input, errors);
        return form_again(request, context, {}, errors.fields(), 422);
    }
    const auto created = record_fact(context, input);
    if (created) return web::see_other_with(request, url_of(*created).text(), "report.fact_recorded");
    if (created.error().kind != Error::Kind::invalid) return fail(created.error());
    return form_again(request, context, {}, created.error().fields, 422);
}

Result<http::Response> update(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const FactId id = TRY(id_of(request));
    const std::int64_t version = parse_integer(request.field("version")).value_or(0);
    Errors errors;
    const auto input = forms::read<FactInput>(request, errors);
    if (!errors.empty()) {
        check(input, errors);
        return form_again(request, context, {.id = id, .version = version}, errors.fields(), 422);
    }
    const auto changed = change_fact(context, id, version, input);
    if (changed) return web::see_other_with(request, url_of(id).text(), "common.saved");
    if (changed.error().kind == Error::Kind::conflict) {
        const Fact theirs = TRY(find_fact(context, id));
        FactForm form{.id = id, .version = theirs.version};
        form.theirs_and_yours = forms::differences<FactInput>(context.language, theirs, input);
        return form_again(request, context, std::move(form), {}, 409);
    }
    if (changed.error().kind != Error::Kind::invalid) return fail(changed.error());
    return form_again(request, context, {.id = id, .version = version}, changed.error().fields, 422);
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_fact(context, TRY(id_of(request)), parse_integer(request.field("version")).value_or(0)));
    return web::see_other_with(request, "/facts", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const FactId id = TRY(id_of(request));
    // A deleted fact still has its history.
    const auto fact = read(context, [&](store::Tx& tx) { return fact_store::find(tx, id); });
    return web::history_page(request, context,
                             {.description = records::describe<Fact>(),
                              .record = id.value,
                              .title = fact ? fact->title(context.language)
                                            : std::string(i18n::tr(context.language, "history.deleted_record")),
                              .back = fact ? url_of(id) : html::Url("/facts")});
}

}  // namespace

void register_fact_routes(http::Router& router) {
    router.get("/facts", list);
    router.get("/facts/new", new_form);
    router.post("/facts", create);
    router.get("/facts/{id}", show);
    router.get("/facts/{id}/edit", edit_form);
    router.post("/facts/{id}", update);
    router.post("/facts/{id}/delete", remove);
    router.get("/facts/{id}/history", history);
}

}  // namespace caunoi::report
