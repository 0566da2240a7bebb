#include "modules/exchange/activity_import.hpp"

#include "modules/exchange/activity_labels.hpp"
#include "modules/exchange/activity_store.hpp"
#include "platform/base/text.hpp"
#include "platform/exports/cell.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/import/csv.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <thread>

namespace caunoi::exchange {

namespace {

constexpr std::size_t compared_rows = 500;
// As many as are written in some 25 ms, and then a pause in which a writer of another process finds the database free.
constexpr std::size_t written_rows = 50;
constexpr std::chrono::milliseconds pause(5);

constexpr const auto& columns = import_columns;

// The word of the file, or what the field is called in any of the languages.
bool is_heading(std::string_view text, std::string_view column) {
    const std::string lower = to_lower(trim(text));
    return lower == column || std::ranges::any_of(languages, [&](Language language) {
               return lower == to_lower(column_label(language, column));
           });
}

// Which column stands where. Wrong or missing headings are named all at once.
Result<std::map<std::string_view, std::size_t>> find_columns(Language language,
                                                             const std::vector<std::string>& header) {
    std::map<std::string_view, std::size_t> places;
    std::string missing;
    for (const std::string_view column : columns) {
        const auto found = std::ranges::find_if(header, [&](const auto& text) { return is_heading(text, column); });
        if (found == header.end())
            missing += fmt::format("{}{}",
                                   missing.empty()            ? ""
                                   : language == Language::zh ? "、"
                                                              : ", ",
                                   column_label(language, column));
        else
            places[column] = static_cast<std::size_t>(found - header.begin());
    }
    if (!missing.empty()) return fail(Error::Kind::invalid, "import.columns_missing", {{"columns", missing}});
    return places;
}

// A choice may be written as it is shown: "Đoàn ra", 出访.
std::string_view code_of(const records::Field& field, std::string_view value) {
    const std::string lower = to_lower(value);
    for (const std::string_view code : field.type->codes)
        for (const Language language : languages)
            if (lower == to_lower(i18n::tr(language, fmt::format("{}.{}", field.type->code_labels, code)))) return code;
    return value;
}

struct Reader {
    const std::map<std::string_view, std::size_t>& places;
    const std::map<std::string, people::PlaceId>& gates;
    Date today;

    [[nodiscard]] const std::string& cell(const std::vector<std::string>& row, std::string_view column) const {
        return row[places.at(column)];
    }
    void read(ImportRow& out, const std::vector<std::string>& row, Errors& errors) const;
};

void Reader::read(ImportRow& out, const std::vector<std::string>& row, Errors& errors) const {
    const auto parse = [&](std::string_view column, std::string_view name, std::string_view value) {
        Errors of_field;
        const records::Field& field = *records::find_field(records::describe<ActivityInput>(), name);
        records::parse_field(field, &out.input, code_of(field, value), of_field);
        for (const Error::Field& error : of_field.fields()) errors.add(column, error.key, error.arguments);
    };
    out.key = cell(row, "key");
    if (out.key.empty()) errors.add("key", "form.required");
    for (const std::string_view column : {"date_from", "date_to", "direction", "kind", "title_vi", "title_zh",
                                          "vietnamese_side", "chinese_side", "people_number", "source"})
        parse(column, column, cell(row, column));
    parse("place_vi", "place", cell(row, "place_vi"));

    // A number that is not published has the qualifier "unknown" in the file: there is nothing to qualify.
    const std::string& qualifier = cell(row, "people_qualifier");
    if (out.input.people_number) {
        parse("people_qualifier", "people_qualifier", qualifier == "unknown" ? "" : std::string_view(qualifier));
        parse("people_unit", "people_unit", cell(row, "people_unit"));
    }
    if (const std::string& gate = cell(row, "gate"); !gate.empty()) {
        const auto found = gates.find(gate);
        if (found != gates.end()) out.input.gate = found->second;
        // A gate of another province is not in our list: the name is kept with the place rather than refused.
        else if (out.input.place.find(gate) == std::string::npos)
            out.input.place += out.input.place.empty() ? gate : fmt::format(" ({})", gate);
    }
    out.input.state = out.input.date_from.known() && out.input.date_from.first <= today ? ActivityState::held
                                                                                        : ActivityState::planned;
    Errors of_rules;
    check(out.input, {}, today, of_rules);
    for (const Error::Field& error : of_rules.fields()) errors.add(error.name, error.key, error.arguments);
}

// What an import may change: not what was added here since (purpose, result, English title, state of a cancelled one).
void keep_own_fields(const Activity& stored, ActivityInput& input) {
    input.title_en = stored.title_en;
    input.purpose = stored.purpose;
    input.result = stored.result;
    if (stored.state == ActivityState::cancelled) input.state = stored.state;
}

void compare_with_stored(store::Tx& tx, std::span<ImportRow> rows) {
    std::vector<std::string> keys;
    for (const ImportRow& row : rows) keys.push_back(row.key);
    std::map<std::string, Activity> stored;
    for (Activity& activity : activity_store::with_keys(tx, keys)) {
        const std::string key = activity.key.value_or("");
        stored.emplace(key, std::move(activity));
    }
    for (ImportRow& row : rows) {
        const auto found = stored.find(row.key);
        if (found == stored.end()) continue;
        keep_own_fields(found->second, row.input);
        row.changes = records::compare(records::describe<ActivityInput>(),
                                       static_cast<const ActivityInput*>(&found->second), &row.input);
        if (row.state != RowState::wrong) row.state = row.changes.empty() ? RowState::same : RowState::changed;
    }
}

void count(ImportPlan& plan) {
    for (const ImportRow& row : plan.rows) {
        switch (row.state) {
            case RowState::fresh: ++plan.fresh; break;
            case RowState::changed: ++plan.changed; break;
            case RowState::same: ++plan.same; break;
            case RowState::wrong: ++plan.wrong; break;
        }
    }
}

// Creates or updates the rows of one batch. What was read before may have changed meanwhile, so it is compared again.
void write_batch(store::Tx& tx, Context& context, std::span<const ImportRow> rows, bool sample, ImportResult& result) {
    for (const ImportRow& row : rows) {
        if (row.state == RowState::wrong) {
            ++result.skipped;
            continue;
        }
        auto stored = activity_store::find_by_key(tx, row.key);
        if (!stored) {
            create_imported(tx, context, row.key, row.input, sample);
            ++result.created;
        } else if (change_imported(tx, context, *stored, row.input)) {
            ++result.updated;
        } else {
            ++result.same;
        }
    }
}

}  // namespace

std::string column_label(Language language, std::string_view column) {
    if (column == "key") return std::string(i18n::tr(language, "import.key"));
    const std::string_view field = column == "place_vi" ? "place" : column;
    return std::string(i18n::tr(language, fmt::format("exchange.activity.{}", field)));
}

Result<std::string> import_template(Context& context) {
    TRY(context.require(can_import));
    const Language language = context.language;
    const std::array<std::string, columns.size()> example{
        std::string(i18n::tr(language, "import.example.key")),
        "2026-10-15",
        "2026-10-17",
        std::string(label(language, Direction::out)),
        std::string(label(language, ActivityKind::delegation)),
        std::string(i18n::tr(Language::vi, "import.example.title")),
        std::string(i18n::tr(Language::zh, "import.example.title")),
        std::string(i18n::tr(language, "import.example.place")),
        "",
        std::string(i18n::tr(language, "import.example.vietnamese_side")),
        std::string(i18n::tr(language, "import.example.chinese_side")),
        "12",
        std::string(i18n::tr(language, "common.qualifier.exact")),
        std::string(label(language, PeopleUnit::persons)),
        std::string(i18n::tr(language, "import.example.source"))};
    std::string text;
    const auto line = [&](const auto& cell_of) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) text += ',';
            exports::append_cell(text, cell_of(i));
        }
        text += '\n';
    };
    line([&](std::size_t i) { return column_label(language, columns[i]); });
    line([&](std::size_t i) { return example[i]; });
    return text;
}

Result<ImportPlan> plan_import(Context& context, std::string_view bytes) {
    TRY(context.require(can_import));
    imports::CsvReader reader(bytes);
    const std::vector<std::string> header = TRY(reader.header());
    const auto places = TRY(find_columns(context.language, header));
    std::map<std::string, people::PlaceId> gates;
    read(context, [&](store::Tx& tx) {
        for (const people::Place& gate : people::gates(tx))
            for (const std::string& name : {gate.name.vi, gate.name.zh}) gates.emplace(name, gate.id);
    });

    ImportPlan plan;
    std::set<std::string> keys;
    const Reader rows{.places = places, .gates = gates, .today = context.today()};
    std::vector<std::string> cells;
    while (TRY(reader.next(cells))) {
        ImportRow& row = plan.rows.emplace_back();
        row.line = static_cast<std::int64_t>(reader.line());
        Errors errors;
        rows.read(row, cells, errors);
        if (!row.key.empty() && !keys.insert(row.key).second) errors.add("key", "import.key_twice");
        row.errors = errors.fields();
        if (!row.errors.empty()) row.state = RowState::wrong;
    }
    read(context, [&](store::Tx& tx) {
        for (std::size_t at = 0; at < plan.rows.size(); at += compared_rows)
            compare_with_stored(tx, std::span(plan.rows).subspan(at, std::min(compared_rows, plan.rows.size() - at)));
    });
    count(plan);
    return plan;
}

Result<ImportResult> run_import(Context& context, std::string_view bytes, Bad bad, bool sample) {
    const ImportPlan plan = TRY(plan_import(context, bytes));
    if (plan.wrong > 0 && bad == Bad::refuse)
        return fail(Error::Kind::invalid, "import.rows_wrong", {{"count", std::to_string(plan.wrong)}});
    ImportResult total;
    for (std::size_t at = 0; at < plan.rows.size(); at += written_rows) {
        const auto batch = std::span(plan.rows).subspan(at, std::min(written_rows, plan.rows.size() - at));
        const ImportResult done = write(context, [&](store::Tx& tx) {
            ImportResult result;
            write_batch(tx, context, batch, sample, result);
            return result;
        });
        total.created += done.created;
        total.updated += done.updated;
        total.same += done.same;
        total.skipped += done.skipped;
        std::this_thread::sleep_for(pause);
    }
    return total;
}

}  // namespace caunoi::exchange
