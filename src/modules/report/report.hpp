// Reports whose every figure opens the records behind it, and the facts that sources state. This is the module's public
// face.
#pragma once

#include "platform/context/context.hpp"
#include "platform/http/router.hpp"

namespace caunoi::report {

inline constexpr Permission can_view{"report.view"};
inline constexpr Permission can_record{"report.record"};  // facts that sources state

using FactId = Id<struct FactTag>;

void register_routes(http::Router& router);
void register_search();
void register_way_back();  // from the rows of a figure to its report

// There are facts of the articles, so the page that lists them has something to show.
bool has_articles(store::Tx& tx);

}  // namespace caunoi::report
