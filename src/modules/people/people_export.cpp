#include "modules/people/people_export.hpp"

#include "modules/people/custom_value.hpp"

namespace caunoi::people {

namespace {
// Choices as people read them; dates and numbers as spreadsheets do.
std::string custom_cell(Language language, const CustomField& field, std::string_view canonical) {
    return field.offered().empty() ? std::string(canonical) : custom_text(language, field, canonical);
}
}  // namespace

Result<exports::Csv> export_parties(Context& context, const PartyFilter& filter) {
    TRY(context.require(can_view));
    const Personal personal = context.may(can_reveal) ? Personal::shown : Personal::covered;
    const std::vector<CustomField> fields = TRY(custom_columns(context, filter, {}, personal)).fields;
    std::vector<std::string> columns{"id", "sort", "relation", "side", "name_vi", "name_zh", "name_en", "roll_number"};
    for (const CustomField& field : fields) columns.push_back(field.name().in(context.language));
    exports::Csv csv = TRY(exports::open(
        context, {.list = "people", .purpose = "export.own_work", .recipient = {}, .columns = std::move(columns)}));
    constexpr int lines_a_step = 1000;
    std::optional<PartyPosition> after;
    for (bool more = true; more;) {
        const PartyPage page = TRY(list_parties(context, filter, after, lines_a_step));
        const CustomColumns custom = TRY(custom_columns(context, filter, page.lines, personal));
        for (const PartyLine& line : page.lines) {
            csv.cell(to_text(line.id));
            csv.cell(sort_codes[static_cast<std::size_t>(line.sort)]);
            csv.cell(relation_codes[static_cast<std::size_t>(line.relation)]);
            csv.cell(side_codes[static_cast<std::size_t>(line.side)]);
            csv.cell(line.name.vi);
            csv.cell(line.name.zh);
            csv.cell(line.name.en);
            csv.cell(line.roll_number);
            for (const CustomField& field : fields)
                csv.cell(custom_cell(context.language, field, custom.of(line.id, field.id)));
            csv.end_row();
        }
        more = page.more;
        if (more) after = PartyPosition{.key = page.lines.back().key.bytes, .id = page.lines.back().id};
    }
    return csv;
}

Result<exports::Csv> export_posts(Context& context, const PostFilter& filter) {
    TRY(context.require(can_view));
    exports::Csv csv = TRY(
        exports::open(context, {.list = "posts",
                                .purpose = "export.own_work",
                                .recipient = {},
                                .columns = {"id", "party", "name_vi", "name_zh", "organ", "office", "from", "to"}}));
    for (const PostLine& line : TRY(list_posts(context, filter))) {
        csv.cell(to_text(line.post.id));
        csv.cell(to_text(line.post.party));
        csv.cell(line.name.vi);
        csv.cell(line.name.zh);
        csv.cell(organ_codes[static_cast<std::size_t>(line.post.organ)]);
        csv.cell(office_codes[static_cast<std::size_t>(line.post.office)]);
        csv.cell(to_text(line.post.from));
        csv.cell(to_text(line.post.to));
        csv.end_row();
    }
    return csv;
}

}  // namespace caunoi::people
