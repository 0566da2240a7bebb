// A reform of administrative units as a file.
#include "modules/people/unit.hpp"
#include "platform/base/text.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/import/csv.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

using records::Field;

const records::Description& description() {
    return records::describe<UnitInput>();
}

// The field's name, or what it is called in any of the languages.
const Field* field_of(std::string_view heading) {
    const std::string lower = to_lower(trim(heading));
    for (const Field& field : description().fields) {
        if (lower == field.name) return &field;
        for (const Language language : languages)
            if (lower == to_lower(i18n::tr(language, fmt::format("people.unit.{}", field.name)))) return &field;
    }
    return nullptr;
}

// A choice may be written as it is shown: "xã", 县.
std::string_view code_of(const Field& field, std::string_view value) {
    const std::string lower = to_lower(value);
    for (const std::string_view code : field.type->codes)
        for (const Language language : languages)
            if (lower == to_lower(i18n::tr(language, fmt::format("{}.{}", field.type->code_labels, code)))) return code;
    return value;
}

Result<std::vector<const Field*>> columns_of(const std::vector<std::string>& header) {
    std::vector<const Field*> columns;
    for (const std::string& heading : header) {
        const Field* field = field_of(heading);
        if (!field && !trim(heading).empty())
            return fail(Error::Kind::invalid, "people.error.unit_column", {{"column", heading}});
        columns.push_back(field);
    }
    for (const std::string_view needed : {"type", "name_vi"})
        if (std::ranges::none_of(columns, [&](const Field* field) { return field && field->name == needed; }))
            return fail(Error::Kind::invalid, "import.columns_missing", {{"columns", std::string(needed)}});
    return columns;
}

Result<UnitFile> read_file(std::string_view bytes) {
    imports::CsvReader reader(bytes);
    const std::vector<const Field*> columns = TRY(columns_of(TRY(reader.header())));
    UnitFile file;
    std::vector<std::string> cells;
    while (TRY(reader.next(cells))) {
        UnitFileRow& row = file.rows.emplace_back();
        row.line = static_cast<std::int64_t>(reader.line());
        Errors errors;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i]) records::parse_field(*columns[i], &row.input, code_of(*columns[i], cells[i]), errors);
        if (errors.empty()) check(row.input, errors);
        row.errors = errors.fields();
    }
    return file;
}

std::string named(const UnitInput& input) {
    const std::string& own = input.name_vi.empty() ? input.name_zh : input.name_vi;
    return input.parent.empty() ? own : fmt::format("{}, {}", own, input.parent);
}

// The unit that this row is about, when it is there already: the same name, type and beginning.
std::optional<Unit> known_unit(store::Tx& tx, const UnitInput& input) {
    for (const UnitId id : units_named(tx, named(input), std::nullopt)) {
        auto unit = load_unit(tx, id);
        if (unit && unit->input.type == input.type && unit->input.from.first == input.from.first &&
            unit->input.from.last == input.from.last)
            return unit;
    }
    return std::nullopt;
}

void take(store::Tx& tx, const Context& context, UnitFileRow& row, Errors& errors) {
    const auto before = known_unit(tx, row.input);
    row.state = UnitState::fresh;
    if (!before) {
        create_unit(tx, context, row.input, errors);
        return;
    }
    UnitInput wanted = row.input;
    if (!wanted.to.known()) wanted.to = before->input.to;  // a later reform ended it
    if (wanted.former.empty()) wanted.former = before->input.former;
    const bool same = records::compare(description(), &before->input, &wanted).empty();
    row.state = same ? UnitState::same : UnitState::changed;
    if (!same) update_unit(tx, context, *before, wanted, errors);
}

void count(UnitFile& file) {
    file.fresh = file.changed = file.same = file.wrong = 0;
    for (const UnitFileRow& row : file.rows)
        ++(row.state == UnitState::fresh     ? file.fresh
           : row.state == UnitState::changed ? file.changed
           : row.state == UnitState::same    ? file.same
                                             : file.wrong);
}

}  // namespace

Result<UnitFile> import_units(Context& context, std::string_view bytes, UnitRun run) {
    TRY(context.require(can_record));
    const UnitFile read = TRY(read_file(bytes));
    UnitFile file;
    // Checking does the work and takes it back: only so the rows see the rows before them.
    const Result<void> written = write(context, [&](store::Tx& tx) -> Result<void> {
        file = read;
        for (UnitFileRow& row : file.rows) {
            Errors errors;
            if (row.errors.empty()) take(tx, context, row, errors);
            if (!errors.empty()) row.errors = errors.fields();
            if (!row.errors.empty()) row.state = UnitState::wrong;
        }
        count(file);
        if (run == UnitRun::check || file.wrong > 0) return fail(Error::Kind::conflict, "people.unit_file.not_written");
        return {};
    });
    if (!written && written.error().key != "people.unit_file.not_written") return fail(written.error());
    return file;
}

}  // namespace caunoi::people
