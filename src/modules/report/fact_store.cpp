#include "modules/report/fact_store.hpp"

namespace caunoi::report::fact_store {

std::vector<Fact> after(store::Tx& tx, FactId last, int limit) {
    return records::read_all<Fact>(
        tx.query("select * from fact where id > $1 order by id limit $2", last.value, limit));
}

std::vector<Fact> list(store::Tx& tx, const FactFilter& filter, const std::vector<std::int64_t>* ids, FactId after,
                       int limit) {
    store::Query query("select * from fact where true");
    if (filter.measure) query.add(" and measure = ", *filter.measure);
    if (ids) {
        query.add(" and id in (0");
        for (const std::int64_t id : *ids) query.add(", ", id);
        query.add(")");
    }
    if (after) query.add(" and id < ", after);
    return records::read_all<Fact>(tx.query(query.add(" order by id desc limit ", limit)));
}

std::vector<Fact> with_duties(store::Tx& tx, int limit) {
    return records::read_all<Fact>(tx.query("select * from fact where duties <> '' order by id limit $1", limit));
}

bool any_with_duties(store::Tx& tx) {
    return tx.integer("select case when exists (select 1 from fact where duties <> '') then 1 else 0 end") != 0;
}

std::vector<Fact> touching(store::Tx& tx, Date from, Date to, int limit) {
    return records::read_all<Fact>(
        tx.query("select * from fact where measure is not null and number is not null and period_from_first <= $1 and "
                 "coalesce(period_to_last, period_from_last) >= $2 order by period_from_first, id limit $3",
                 to_text(to), to_text(from), limit));
}

}  // namespace caunoi::report::fact_store
