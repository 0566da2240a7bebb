// Pages of administrative units.
#pragma once

#include "modules/people/unit.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/router.hpp"

#include <string>

namespace caunoi::people {

struct UnitListView {
    UnitFilter filter = {};
    UnitPage page = {};
    std::optional<UnitName> parent = {};
};
std::string unit_list_page(const Context& context, const UnitListView& view);
html::Url list_url(const UnitFilter& filter);
std::string unit_page(const Context& context, const Unit& unit);
std::string unit_form_page(const Context& context, UnitId id, const forms::State& state);  // no id: a new one
// `file`: what was found in it; `error`: why it could not be read at all.
std::string unit_import_page(const Context& context, const UnitFile* file, UnitRun run, const Error* error);

void register_unit_routes(http::Router& router);
void register_unit_search();

}  // namespace caunoi::people
