#include "modules/exchange/activity_export.hpp"

namespace caunoi::exchange {

Result<exports::Csv> export_activities(Context& context, const ActivityFilter& filter) {
    TRY(context.require(can_view));
    constexpr int lines_a_step = 1000;
    const records::Description& description = records::describe<ActivityLine>();
    exports::Purpose purpose{.list = "activities", .purpose = "export.own_work", .recipient = {}, .columns = {}};
    for (const records::Field& field : description.fields) purpose.columns.emplace_back(field.name);
    exports::Csv csv = TRY(exports::open(context, purpose));
    std::optional<Position> after;
    for (bool more = true; more;) {
        const ActivityPage page = TRY(list_activities(context, filter, after, {}, lines_a_step));
        for (const ActivityLine& line : page.lines) {
            for (const records::Field& field : description.fields) csv.cell(field.type->text(field.get(&line)));
            csv.end_row();
        }
        more = page.more_after && !page.lines.empty();
        if (more) after = Position{.date = to_text(page.lines.back().date_from.first), .id = page.lines.back().id};
    }
    return csv;
}

}  // namespace caunoi::exchange
