// The table fact.
#pragma once

#include "modules/report/fact.hpp"

#include <optional>
#include <vector>

namespace caunoi::report::fact_store {

std::vector<Fact> after(store::Tx& tx, FactId last, int limit);  // in the order of their ids
// `ids`: only these (the text filter's hits); nullptr: no such filter. Newest first, behind `after`.
std::vector<Fact> list(store::Tx& tx, const FactFilter& filter, const std::vector<std::int64_t>* ids, FactId after,
                       int limit);
std::vector<Fact> with_duties(store::Tx& tx, int limit);
bool any_with_duties(store::Tx& tx);
// Numbers for a figure of the report whose period touches from … to, oldest first; at most `limit`.
std::vector<Fact> touching(store::Tx& tx, Date from, Date to, int limit);

}  // namespace caunoi::report::fact_store
