// HTTP in, HTTP out for administrative units.
#include "modules/people/unit_pages.hpp"
#include "platform/base/bytes.hpp"
#include "platform/search/search.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

#include <fstream>
#include <iterator>

namespace caunoi::people {

namespace {

constexpr int units_a_page = 50;

html::Url url_of(UnitId id) {
    return html::Url("/units").part(id);
}

template <class E>
std::optional<E> one_of(std::string_view text) {
    const auto index = records::find_code(codes(E{}), text);
    if (!index) return std::nullopt;
    return static_cast<E>(*index);
}

std::optional<UnitPosition> place_in_list(std::string_view text) {
    const std::size_t line = text.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    const auto id = parse_id<UnitTag>(text.substr(line + 1));
    if (!id) return std::nullopt;
    return UnitPosition{.key = from_hex(text.substr(0, line)), .id = *id};
}

Result<http::Response> list_of_units(const http::Request& request, Context& context) {
    UnitListView view{.filter = {.text = std::string(request.query_value("q")),
                                 .country = one_of<Country>(request.query_value("country")),
                                 .type = one_of<UnitType>(request.query_value("type")),
                                 .parent = parse_id<UnitTag>(request.query_value("parent")).value_or(UnitId{}),
                                 .ended = request.query_value("ended") == "yes"}};
    view.page = TRY(list_units(context, view.filter, place_in_list(request.query_value("after")), units_a_page));
    if (view.filter.parent) {
        auto names = read(context, [&](store::Tx& tx) { return unit_names(tx, std::span(&view.filter.parent, 1)); });
        if (!names.empty()) view.parent = std::move(names.front());
    }
    return http::page(unit_list_page(context, view));
}

Result<http::Response> show_unit(const http::Request& request, Context& context) {
    return http::page(unit_page(context, TRY(find_unit(context, TRY(web::id_of<UnitTag>(request))))));
}

Result<http::Response> new_unit(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(unit_form_page(context, {}, {.values = forms::values_of(UnitInput{})}));
}

Result<http::Response> edit_unit(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Unit unit = TRY(find_unit(context, TRY(web::id_of<UnitTag>(request))));
    return http::page(
        unit_form_page(context, unit.row.id, {.version = unit.row.version, .values = forms::values_of(unit.input)}));
}

Result<http::Response> save_unit(const http::Request& request, Context& context, UnitId id) {
    TRY(context.require(can_record));
    return web::save_form<UnitInput>(
        request, context,
        {.check = [](const UnitInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const UnitInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return url_of(TRY(record_unit(context, input)));
             TRY(change_unit(context, id, version, input));
             return url_of(id);
         },
         .newest = [&]() -> Result<web::Newest<UnitInput>> {
             const Unit unit = TRY(find_unit(context, id));
             return web::Newest<UnitInput>{unit.input, unit.row.version};
         },
         .page = [&](const forms::State& state) { return unit_form_page(context, id, state); }});
}
Result<http::Response> create_one(const http::Request& request, Context& context) {
    return save_unit(request, context, {});
}
Result<http::Response> update_one(const http::Request& request, Context& context) {
    return save_unit(request, context, TRY(web::id_of<UnitTag>(request)));
}

Result<http::Response> remove_one(const http::Request& request, Context& context) {
    TRY(delete_unit(context, TRY(web::id_of<UnitTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/units", "common.deleted");
}

Result<http::Response> unit_history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const UnitId id = TRY(web::id_of<UnitTag>(request));
    const auto names = read(context, [&](store::Tx& tx) { return unit_names(tx, std::span(&id, 1)); });
    return web::record_history(request, context, records::describe<UnitInput>(), id.value,
                               names.empty() ? std::nullopt : std::optional(names.front().name.in(context.language)),
                               "/units");
}

Result<http::Response> choose_file(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(unit_import_page(context, nullptr, UnitRun::check, nullptr));
}

Result<http::Response> take_file(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const UnitRun run = request.field("write") == "yes" ? UnitRun::write : UnitRun::check;
    if (request.uploads.empty() || request.uploads.front().bytes == 0) {
        const Error error{.kind = Error::Kind::invalid, .key = "import.no_file"};
        return http::page(unit_import_page(context, nullptr, run, &error), 422);
    }
    std::ifstream in(request.uploads.front().path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto file = import_units(context, bytes, run);
    if (!file && file.error().kind != Error::Kind::invalid) return fail(file.error());
    if (!file) return http::page(unit_import_page(context, nullptr, run, &file.error()), 422);
    return http::page(unit_import_page(context, &*file, run, nullptr), file->wrong > 0 ? 422 : 200);
}

std::vector<search::Title> unit_titles(store::Tx& tx, Language reader, std::span<const std::int64_t> records) {
    std::vector<UnitId> ids;
    for (const std::int64_t record : records) ids.push_back({record});
    std::vector<search::Title> titles;
    for (const UnitName& one : unit_names(tx, ids))
        titles.push_back({.record = one.id.value, .text = one.with_now(reader), .language = reader});
    return titles;
}

}  // namespace

void register_unit_routes(http::Router& router) {
    router.get("/units", list_of_units);
    router.get("/units/new", new_unit);
    router.get("/units/import", choose_file);
    router.post("/units/import", take_file);
    router.post("/units", create_one);
    router.get("/units/{id}", show_unit);
    router.get("/units/{id}/edit", edit_unit);
    router.post("/units/{id}", update_one);
    router.post("/units/{id}/delete", remove_one);
    router.get("/units/{id}/history", unit_history);
}

void register_unit_search() {
    search::register_source({.kind = "unit",
                             .permission = can_view,
                             .path = "/units",
                             .label = "people.unit.one",
                             .rebuild = reindex_units,
                             .titles = unit_titles});
}

}  // namespace caunoi::people
