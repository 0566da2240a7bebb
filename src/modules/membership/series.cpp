#include "modules/membership/series.hpp"

namespace caunoi::membership {

std::int64_t next_number(store::Tx& tx, std::string_view series, std::int64_t year) {
    tx.lock("number_series");
    return tx.integer(
        "insert into number_series (name, year, last) values ($1, $2, 1) "
        "on conflict (name, year) do update set last = number_series.last + 1 returning last",
        series, year);
}

}  // namespace caunoi::membership
