// HTTP in, HTTP out for stated facts. Rules and permissions are in fact.cpp.
#include "modules/report/fact_store.hpp"
#include "modules/report/report_pages.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::report {

namespace {

constexpr int lines_a_page = 50;

Result<http::Response> list(const http::Request& request, Context& context) {
    FactListView view{.filter = {.text = std::string(request.query_value("q"))}};
    if (const auto measure = records::find_code(measure_codes, request.query_value("measure")))
        view.filter.measure = static_cast<Measure>(*measure);
    const FactId after = parse_id<FactTag>(request.query_value("after")).value_or(FactId{});
    view.page = TRY(list_facts(context, view.filter, after, lines_a_page));
    return http::page(fact_list_page(context, view));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const Fact fact = TRY(find_fact(context, TRY(web::id_of<FactTag>(request))));
    return http::page(fact_page(context, fact, TRY(carriers_of(context, std::span(&fact, 1)))));
}

Result<http::Response> new_form(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(fact_form_page(context, {}, {.values = forms::values_of(FactInput{})}));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Fact fact = TRY(find_fact(context, TRY(web::id_of<FactTag>(request))));
    return http::page(fact_form_page(
        context, fact.id, {.version = fact.version, .values = forms::values_of(static_cast<const FactInput&>(fact))}));
}

Result<http::Response> save(const http::Request& request, Context& context, FactId id) {
    TRY(context.require(can_record));
    return web::save_form<FactInput>(
        request, context,
        {.check = check,
         .save = [&](const FactInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return fact_url(TRY(record_fact(context, input)));
             TRY(change_fact(context, id, version, input));
             return fact_url(id);
         },
         .newest = [&]() -> Result<web::Newest<FactInput>> {
             const Fact fact = TRY(find_fact(context, id));
             return web::Newest<FactInput>{fact, fact.version};
         },
         .page = [&](const forms::State& state) { return fact_form_page(context, id, state); },
         .notice = id ? "common.saved" : "report.fact_recorded"});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<FactTag>(request)));
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_fact(context, TRY(web::id_of<FactTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/facts", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const FactId id = TRY(web::id_of<FactTag>(request));
    const auto fact = read(context, [&](store::Tx& tx) { return records::find<Fact>(tx, id); });
    return web::record_history(request, context, records::describe<Fact>(), id.value,
                               fact ? std::optional(fact->title(context.language)) : std::nullopt, "/facts");
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
