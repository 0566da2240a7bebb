// Gates as reference data, each with its names, its source, and whether anybody verified it.
#include "modules/people/people.hpp"
#include "platform/base/text.hpp"
#include "platform/import/csv.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

struct PlaceRow {
    std::string kind, code, parent, former, note, source;
    bool unverified = false;
    std::vector<std::pair<std::string_view, std::string>> names;  // kind of writing, text
};

void add_place(store::Tx& tx, const PlaceRow& row) {
    const PlaceId id = tx.new_id<PlaceId::tag>();
    tx.execute(
        "insert into place (id, version, kind, code, parent, former, unverified, note, source) "
        "values ($1, 1, $2, $3, $4, $5, $6, $7, $8)",
        id, row.kind, row.code, row.parent, row.former, row.unverified, row.note, row.source);
    for (const auto& [kind, text] : row.names)
        if (!text.empty())
            tx.execute("insert into writing (id, owner, kind, text, source, official) values ($1, $2, $3, $4, $5, 1)",
                       tx.new_id<struct WritingTag>(), id, kind, text, row.source);
}

// Reads the table and adds the places that are not there yet.
template <class ToRow>
Result<int> load(Context& context, std::string_view tsv, ToRow&& to_row) {
    TRY(context.require(can_record));
    imports::CsvReader reader(tsv);
    const std::vector<std::string> header = TRY(reader.header());
    std::vector<PlaceRow> rows;
    std::vector<std::string> cells;
    while (TRY(reader.next(cells))) {
        const auto cell = [&](std::string_view column) -> const std::string& {
            return cells.at(static_cast<std::size_t>(std::ranges::find(header, column) - header.begin()));
        };
        rows.push_back(to_row(cell));
    }
    return write(context, [&](store::Tx& tx) -> Result<int> {
        int added = 0;
        for (const PlaceRow& row : rows) {
            if (tx.integer("select count(*) from place where kind = $1 and code = $2", row.kind, row.code) > 0)
                continue;
            add_place(tx, row);
            ++added;
        }
        return added;
    });
}

}  // namespace

std::vector<Place> gates(store::Tx& tx) {
    std::vector<Place> places;
    for (const store::Row row :
         tx.query("select place.id as id, code, unverified, writing.kind as script, writing.text as text from place "
                  "join writing on writing.owner = place.id where place.kind = 'gate' order by place.id, writing.id")) {
        const auto id = row.id<PlaceId::tag>("id");
        if (places.empty() || places.back().id != id)
            places.push_back({.id = id,
                              .kind = "gate",
                              .code = std::string(row.text("code")),
                              .name = {},
                              .unverified = row.boolean("unverified")});
        Name& name = places.back().name;
        if (row.text("script") == "vi") name.vi = row.text("text");
        if (row.text("script") == "zh_hans") name.zh = row.text("text");
        if (row.text("script") == "en") name.en = row.text("text");
    }
    return places;
}

std::optional<PlaceId> gate_named(store::Tx& tx, std::string_view name) {
    store::Rows rows = tx.query(
        "select place.id as id from writing join place on place.id = writing.owner "
        "where writing.text = $1 and place.kind = 'gate' order by place.id limit 1",
        name);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return row->id<PlaceId::tag>("id");
}

Result<int> load_gates(Context& context, std::string_view tsv) {
    return load(context, tsv, [](const auto& cell) {
        const std::string& source = cell("source_or_unverified");
        return PlaceRow{.kind = "gate",
                        .code = slug(cell("name_vi")),
                        .parent = cell("commune_now"),
                        .former = cell("commune_before"),
                        .note = cell("note"),
                        .source = source,
                        .unverified = source.find("unverified") != std::string::npos,
                        .names = {{"vi", cell("name_vi")}, {"zh_hans", cell("name_zh")}}};
    });
}

}  // namespace caunoi::people
