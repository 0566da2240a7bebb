// Activities from a table: TSV or CSV with the columns of the published list of exchanges. Identity is `key`, so the
// same file twice changes nothing and a changed cell is an update.
#pragma once

#include "modules/exchange/activity.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::exchange {

enum class RowState { fresh, changed, same, wrong };

struct ImportRow {
    std::int64_t line = 0;  // of the file, the heading is 1
    std::string key = {};
    RowState state = RowState::fresh;
    ActivityInput input = {};
    std::vector<Error::Field> errors = {};      // field is the column's name
    std::vector<records::Change> changes = {};  // against what is stored, when changed
};
struct ImportPlan {
    std::vector<ImportRow> rows = {};
    std::int64_t fresh = 0, changed = 0, same = 0, wrong = 0;
};
// Reads and compares; writes nothing. Fails with `invalid` when the file as a whole cannot be read (separator, heading,
// encoding), naming what is wrong with it.
Result<ImportPlan> plan_import(Context& context, std::string_view bytes);

// Columns of the file: the key that knows a row again, the place under the name that published lists give it, and
// fields by their names.
inline constexpr std::array<std::string_view, 15> import_columns{
    "key",          "date_from",     "date_to",          "direction",   "kind",
    "title_vi",     "title_zh",      "place_vi",         "gate",        "vietnamese_side",
    "chinese_side", "people_number", "people_qualifier", "people_unit", "source"};
// What a column is called for that reader: the label of its field.
std::string column_label(Language language, std::string_view column);
// A file to fill in: the headings and one row as an example.
Result<std::string> import_template(Context& context);

enum class Bad { refuse, skip };
struct ImportResult {
    std::int64_t created = 0, updated = 0, same = 0, skipped = 0;
};
// Checks everything first; then writes in batches of 50, so that no other writer waits long. With Bad::refuse nothing
// is written when any row is wrong (`invalid` "import.rows_wrong" {count}). A crash in between is mended by running it
// again.
Result<ImportResult> run_import(Context& context, std::string_view bytes, Bad bad, bool sample);

}  // namespace caunoi::exchange
