#include "modules/people/unit.hpp"

#include "modules/people/unit_store.hpp"
#include "platform/base/text.hpp"
#include "platform/search/search.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

constexpr std::string_view only_a_part = "(part)";

Name name_of(const UnitInput& input) {
    return {.vi = input.name_vi, .zh = input.name_zh, .en = input.name_en};
}

UnitRow row_of(const UnitInput& input) {
    return {.country = input.country,
            .type = input.type,
            .code = input.code,
            .from = input.from,
            .to = input.to,
            .basis = input.basis,
            .source = input.source,
            .note = input.note,
            .unverified = input.unverified};
}

// The words of an old unit's name say what it was.
std::optional<UnitType> type_of_name(std::string_view name) {
    constexpr std::pair<std::string_view, UnitType> words[]{{"xã ", UnitType::commune},
                                                            {"thị trấn ", UnitType::township},
                                                            {"phường ", UnitType::ward},
                                                            {"huyện ", UnitType::district},
                                                            {"thị xã ", UnitType::town},
                                                            {"quận ", UnitType::urban_district},
                                                            {"tỉnh ", UnitType::province},
                                                            {"đặc khu ", UnitType::special_zone},
                                                            {"thành phố ", UnitType::provincial_city}};
    for (const auto& [word, type] : words)
        if (to_lower(name).starts_with(word)) return type;
    return std::nullopt;
}

struct Former {
    std::string text;
    bool part = false;
};
std::vector<Former> formers_of(std::string_view text) {
    std::vector<Former> all;
    for (std::string_view one : split(text, ';')) {
        one = trim(one);
        Former former;
        if (one.ends_with(only_a_part)) {
            former.part = true;
            one = trim(one.substr(0, one.size() - only_a_part.size()));
        }
        former.text = std::string(one);
        if (!former.text.empty()) all.push_back(std::move(former));
    }
    return all;
}

std::optional<Date> first_day(const PartialDate& day) {
    return day.known() ? std::optional(day.first) : std::nullopt;
}
std::optional<Date> day_before(const PartialDate& day) {
    if (!day.known()) return std::nullopt;
    return Date(std::chrono::sys_days(day.first) - std::chrono::days(1));
}

// What is kept beside the row: the unit that it belonged to, and those that it came from.
struct Resolved {
    UnitId parent = {};
    std::vector<std::pair<UnitId, bool>> before = {};  // with: a part only
};

// An old unit that nobody recorded is recorded by what is said of it here.
std::optional<UnitId> record_former(store::Tx& tx, const Context& context, const UnitInput& heir, const Former& former,
                                    Errors& errors) {
    const std::size_t comma = former.text.find(", ");
    UnitInput input{.country = heir.country, .name_vi = former.text.substr(0, comma)};
    const auto type = type_of_name(input.name_vi);
    if (!type) {
        errors.add("former", "people.error.unit_unknown", {{"unit", former.text}});
        return std::nullopt;
    }
    UnitRow row = row_of(input);
    row.type = *type;
    row.to = heir.from;
    row.source = heir.source;
    row.unverified = heir.unverified;
    if (comma != std::string::npos) {
        const auto parent =
            unit_meant(tx, context.language, "former", former.text.substr(comma + 2), day_before(heir.from), errors);
        if (!parent) return std::nullopt;
        row.parent = *parent;
    }
    unit_store::insert(tx, row, name_of(input));
    records::write_history(tx, context, "create", records::describe<UnitInput>(), row.id.value, input.name_vi,
                           records::compare(records::describe<UnitInput>(), nullptr, &input));
    return row.id;
}

Resolved resolve(store::Tx& tx, const Context& context, const UnitInput& input, UnitId self, Errors& errors) {
    Resolved resolved;
    if (!input.parent.empty()) {
        const auto parent = unit_meant(tx, context.language, "parent", input.parent, first_day(input.from), errors);
        if (parent == self) errors.add("parent", "people.error.unit_of_itself");
        if (parent) resolved.parent = *parent;
    }
    for (const Former& former : formers_of(input.former)) {
        std::vector<UnitId> known = units_named(tx, former.text, day_before(input.from));
        std::erase(known, self);
        std::optional<UnitId> before;
        if (known.empty())
            before = record_former(tx, context, input, former, errors);
        else
            before = unit_meant(tx, context.language, "former", former.text, day_before(input.from), errors);
        if (before) resolved.before.emplace_back(*before, former.part);
    }
    return resolved;
}

void link_formers(store::Tx& tx, const UnitRow& row, const Resolved& resolved) {
    unit_store::unlink_before(tx, row.id);
    for (const auto& [before, part] : resolved.before) {
        unit_store::link(
            tx, {.before = before.value, .after = row.id.value, .part = part, .on = row.from, .basis = row.basis});
        if (row.from.known()) unit_store::end(tx, before, row.from);
    }
}

// Found by all its names, those of what it came from, and so by those of before the reform.
void index(store::Tx& tx, std::span<const UnitId> ids) {
    std::vector<std::int64_t> asked;
    for (const UnitId id : ids) asked.push_back(id.value);
    std::vector<UnitId> former;
    const std::vector<unit_store::Link> links = unit_store::links_to(tx, asked);
    for (const unit_store::Link& link : links) former.push_back({link.before});
    const std::vector<UnitName> former_names = unit_names(tx, former);
    for (const UnitName& unit : unit_names(tx, ids)) {
        std::string titles;
        std::string text = unit.parent.vi + "\n" + unit.parent.zh + "\n";
        for (const std::string* name : {&unit.name.zh, &unit.name.en})
            if (!name->empty() && *name != unit.name.in(Language::vi)) titles += *name + "\n";
        for (const unit_store::Link& link : links) {
            const auto before = std::ranges::find(former_names, UnitId{link.before}, &UnitName::id);
            if (link.after != unit.id.value || before == former_names.end()) continue;
            text += before->full(Language::vi) + "\n" + before->name.zh + "\n";
        }
        // Without what it belongs to, or every commune of a district would go before the district.
        const std::string& title = unit.name.in(Language::vi);
        search::put(
            tx, {.kind = "unit", .record = unit.id.value, .title = title, .titles = titles, .text = text, .date = {}});
    }
}

void index(store::Tx& tx, UnitId id, const Resolved& resolved) {
    std::vector<UnitId> changed{id};
    for (const auto& [before, part] : resolved.before) changed.push_back(before);
    index(tx, changed);
}

UnitInput input_of(const UnitRow& row, const Name& name, const std::string& parent, const std::string& former) {
    return {.country = row.country,
            .type = row.type,
            .name_vi = name.vi,
            .name_zh = name.zh,
            .name_en = name.en,
            .code = row.code,
            .parent = parent,
            .former = former,
            .from = row.from,
            .to = row.to,
            .basis = row.basis,
            .source = row.source,
            .note = row.note,
            .unverified = row.unverified};
}

std::vector<SuccessionLine> lines_of(store::Tx& tx, const std::vector<unit_store::Link>& links, bool after) {
    std::vector<UnitId> ids;
    for (const unit_store::Link& link : links) ids.push_back({after ? link.after : link.before});
    const std::vector<UnitName> names = unit_names(tx, ids);
    std::vector<SuccessionLine> lines;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto name = std::ranges::find(names, ids[i], &UnitName::id);
        if (name != names.end())
            lines.push_back({.unit = *name, .part = links[i].part, .on = links[i].on, .basis = links[i].basis});
    }
    return lines;
}

}  // namespace

std::optional<Unit> load_unit(store::Tx& tx, UnitId id) {
    auto row = unit_store::find(tx, id);
    if (!row) return std::nullopt;
    Unit unit{.row = *std::move(row)};
    unit.name = unit_names(tx, std::span(&id, 1)).front();
    unit.before = lines_of(tx, unit_store::links_to(tx, std::span(&id.value, 1)), false);
    unit.after = lines_of(tx, unit_store::links_from(tx, std::span(&id.value, 1)), true);
    unit.children = unit_store::children(tx, id);
    std::string former;
    for (const SuccessionLine& line : unit.before) {
        if (!former.empty()) former += "; ";
        former += line.unit.full(Language::vi);
        if (line.part) former.append(" ").append(only_a_part);
    }
    unit.input = input_of(unit.row, unit.name.name, unit.name.parent.in(Language::vi), former);
    return unit;
}

UnitId create_unit(store::Tx& tx, const Context& context, const UnitInput& input, Errors& errors) {
    UnitRow row = row_of(input);
    const Resolved resolved = resolve(tx, context, input, {}, errors);
    if (!errors.empty()) return {};
    row.parent = resolved.parent;
    unit_store::insert(tx, row, name_of(input));
    link_formers(tx, row, resolved);
    records::write_history(tx, context, "create", records::describe<UnitInput>(), row.id.value,
                           name_of(input).in(Language::vi),
                           records::compare(records::describe<UnitInput>(), nullptr, &input));
    index(tx, row.id, resolved);
    return row.id;
}

bool update_unit(store::Tx& tx, const Context& context, const Unit& before, const UnitInput& input, Errors& errors) {
    const auto changes = records::compare(records::describe<UnitInput>(), &before.input, &input);
    if (changes.empty()) return true;
    const Resolved resolved = resolve(tx, context, input, before.row.id, errors);
    if (!errors.empty()) return true;
    UnitRow row = row_of(input);
    row.id = before.row.id;
    row.version = before.row.version;
    row.parent = resolved.parent;
    if (!unit_store::update(tx, row, name_of(input))) return false;
    link_formers(tx, row, resolved);
    records::write_history(tx, context, "change", records::describe<UnitInput>(), row.id.value,
                           name_of(input).in(Language::vi), changes);
    index(tx, row.id, resolved);
    return true;
}

void check(const UnitInput& input, Errors& errors) {
    if (input.name_vi.empty() && input.name_zh.empty()) errors.add("name_vi", "people.error.no_name");
    if (input.from.known() && input.to.known() && input.to.first <= input.from.first)
        errors.add("to", "people.error.left_before_joined");
    if (!input.former.empty() && !input.from.known()) errors.add("from", "people.error.reform_day_missing");
}

Result<Unit> find_unit(Context& context, UnitId id) {
    TRY(context.require(can_view));
    auto unit = read(context, [&](store::Tx& tx) { return load_unit(tx, id); });
    if (!unit) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(unit);
}

Result<UnitId> record_unit(Context& context, const UnitInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<UnitId> {
        Errors errors;
        const UnitId id = create_unit(tx, context, input, errors);
        TRY(std::move(errors).result());
        return id;
    });
}

Result<void> change_unit(Context& context, UnitId id, std::int64_t version, const UnitInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto before = load_unit(tx, id);
        if (!before) return fail(Error::Kind::not_found, "errors.not_found");
        if (before->row.version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        Errors errors;
        if (!update_unit(tx, context, *before, input, errors))
            return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        return std::move(errors).result();
    });
}

Result<void> delete_unit(Context& context, UnitId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto unit = load_unit(tx, id);
        if (!unit) return fail(Error::Kind::not_found, "errors.not_found");
        if (unit->row.version != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
        if (unit_store::is_needed(tx, id)) return fail(Error::Kind::conflict, "people.error.unit_in_use");
        records::write_history(tx, context, "delete", records::describe<UnitInput>(), id.value,
                               unit->name.name.in(Language::vi),
                               records::compare(records::describe<UnitInput>(), &unit->input, nullptr));
        search::remove(tx, "unit", id.value);
        unit_store::remove(tx, id);
        return {};
    });
}

Result<UnitPage> list_units(Context& context, const UnitFilter& filter, const std::optional<UnitPosition>& after,
                            int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<UnitPage> {
        std::vector<std::int64_t> hits;
        if (!filter.text.empty()) hits = search::find_records(tx, "unit", filter.text, 200);
        std::vector<UnitRow> rows = unit_store::list(tx, filter, filter.text.empty() ? nullptr : &hits, context.today(),
                                                     context.language == Language::zh, after, limit + 1);
        UnitPage page;
        page.more = rows.size() > static_cast<std::size_t>(limit);
        if (page.more) rows.pop_back();
        std::vector<UnitId> ids;
        for (const UnitRow& row : rows) ids.push_back(row.id);
        const std::vector<UnitName> names = unit_names(tx, ids);
        for (std::size_t i = 0; i < rows.size(); ++i)
            page.lines.push_back({.name = names[i], .row = std::move(rows[i])});
        return page;
    });
}

void reindex_units(Context& context) {
    UnitId last;
    for (bool more = true; more;)
        more = write(context, [&](store::Tx& tx) {
            const std::vector<UnitId> ids = unit_store::after(tx, last, search::rebuild_batch);
            index(tx, ids);
            if (!ids.empty()) last = ids.back();
            return ids.size() == search::rebuild_batch;
        });
}

}  // namespace caunoi::people
