// Administrative units of both countries through time: what a unit was called and belonged to from when to when, which
// ones it came from and what became of it. A reform never renames in place: an address of 2022 keeps the unit of 2022.
#pragma once

#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace caunoi::people {

using UnitId = Id<struct UnitTag>;

enum class Country { vn, cn };
constexpr std::array<std::string_view, 2> country_codes{"vn", "cn"};
constexpr std::span<const std::string_view> codes(Country) {
    return country_codes;
}
constexpr std::string_view code_labels(Country) {
    return "people.country";
}

// Of both countries, from large to small. Viet Nam has had no districts since 1/7/2025.
enum class UnitType {
    province,
    autonomous_region,
    municipality,  // thành phố trực thuộc trung ương, 直辖市
    prefecture_city,
    prefecture,
    district,
    provincial_city,
    town,  // thị xã
    county_city,
    county,
    autonomous_county,
    urban_district,
    ward,
    township,  // thị trấn, 镇
    commune,
    special_zone
};
constexpr std::array<std::string_view, 16> unit_type_codes{
    "province",          "autonomous_region", "municipality", "prefecture_city", "prefecture",
    "district",          "provincial_city",   "town",         "county_city",     "county",
    "autonomous_county", "urban_district",    "ward",         "township",        "commune",
    "special_zone"};
constexpr std::span<const std::string_view> codes(UnitType) {
    return unit_type_codes;
}
constexpr std::string_view code_labels(UnitType) {
    return "people.unit_type";
}

// What is typed, and a row of a reform's file. Names are full ones: "xã Bảo Lâm", 凭祥市. `parent` names the unit that
// it belonged to in its time; `former` those that it came from: "xã Bảo Lâm, huyện Cao Lộc; xã Bính Xá, huyện Đình Lập
// (part)".
struct UnitInput {
    Country country = Country::vn;
    UnitType type = UnitType::commune;
    std::string name_vi = {};
    std::string name_zh = {};
    std::string name_en = {};
    std::string code = {};
    std::string parent = {};
    std::string former = {};
    PartialDate from = {};
    PartialDate to = {};
    std::string basis = {};
    std::string source = {};
    std::string note = {};
    bool unverified = false;
};
struct UnitRow {
    UnitId id = {};
    std::int64_t version = 0;
    Country country = Country::vn;
    UnitType type = UnitType::commune;
    std::string code = {};
    UnitId parent = {};
    PartialDate from = {};
    PartialDate to = {};
    std::string basis = {};
    std::string source = {};
    std::string note = {};
    bool unverified = false;
    store::Blob name_key = {};
    store::Blob zh_key = {};
};

// A unit with its own name and that of what it belonged to.
struct UnitName {
    UnitId id = {};
    Name name = {};
    Name parent = {};
    bool ended = false;
    std::vector<Name> now = {};  // of an ended one: what it is today, "part" of it alike

    [[nodiscard]] std::string full(Language language) const;  // "xã Bảo Lâm, huyện Cao Lộc"
    // "xã Bảo Lâm, huyện Cao Lộc (nay là xã Đồng Đăng)"
    [[nodiscard]] std::string with_now(Language language) const;
};
// In the order asked, with a fixed number of queries; unknown ids are left out.
std::vector<UnitName> unit_names(store::Tx& tx, std::span<const UnitId> ids);

// Units that a text names: a full name, or one followed by what it belonged to ("xã Bảo Lâm, huyện Cao Lộc"), in any
// script. `on`: only those that existed on that day.
std::vector<UnitId> units_named(store::Tx& tx, std::string_view text, std::optional<Date> on);
// The one that is meant; with several or none an error of that field, which names the candidates.
std::optional<UnitId> unit_meant(store::Tx& tx, Language language, std::string_view field, std::string_view text,
                                 std::optional<Date> on, Errors& errors);

// The one unit of that day that a place names, when there is exactly one: an activity of 2022 in xã Bảo Lâm was in that
// of 2022. What follows a unit and what it belonged to may stand behind it: "xã Bảo Lâm, huyện Cao Lộc, tỉnh …".
std::optional<UnitName> unit_at(store::Tx& tx, std::string_view place, Date on);

struct SuccessionLine {
    UnitName unit = {};
    bool part = false;
    PartialDate on = {};
    std::string basis = {};
};
struct Unit {
    UnitRow row = {};
    UnitInput input = {};
    UnitName name = {};
    std::vector<SuccessionLine> before = {};
    std::vector<SuccessionLine> after = {};
    std::int64_t children = 0;
};

void check(const UnitInput& input, Errors& errors);
Result<Unit> find_unit(Context& context, UnitId id);
// Fails with `forbidden`, `invalid` (every wrong field; "people.error.unit_unknown" and "…_ambiguous" for parent and
// former). A former unit that is not known yet is recorded with what the text says of it; it ends when this one begins.
Result<UnitId> record_unit(Context& context, const UnitInput& input);
Result<void> change_unit(Context& context, UnitId id, std::int64_t version, const UnitInput& input);
// `conflict` "people.error.unit_in_use" when another unit, a person or a body refers to it.
Result<void> delete_unit(Context& context, UnitId id, std::int64_t version);

struct UnitFilter {
    std::string text = {};
    std::optional<Country> country = {};
    std::optional<UnitType> type = {};
    UnitId parent = {};
    bool ended = false;  // those that are no more, too; a text finds them anyway
};
struct UnitLine {
    UnitName name = {};
    UnitRow row = {};
};
struct UnitPosition {
    std::string key = {};
    UnitId id = {};
};
struct UnitPage {
    std::vector<UnitLine> lines = {};
    bool more = false;
};
Result<UnitPage> list_units(Context& context, const UnitFilter& filter, const std::optional<UnitPosition>& after,
                            int limit);

// A reform as a file: CSV or TSV with the fields of UnitInput as columns, larger units first. A unit that is there
// already (same country, type, name, parent and beginning) is compared and, when it differs, changed.
enum class UnitState { fresh, changed, same, wrong };
struct UnitFileRow {
    std::int64_t line = 0;
    UnitInput input = {};
    UnitState state = UnitState::fresh;
    std::vector<Error::Field> errors = {};
};
struct UnitFile {
    std::vector<UnitFileRow> rows = {};
    std::int64_t fresh = 0, changed = 0, same = 0, wrong = 0;
};
enum class UnitRun { check, write };
// All or nothing: with one wrong row, or with UnitRun::check, nothing is written. `invalid` when the file as a whole
// cannot be read.
Result<UnitFile> import_units(Context& context, std::string_view bytes, UnitRun run);

void reindex_units(Context& context);

// --- for the file of a reform, in the transaction of the caller ------------------------------------------------------

UnitId create_unit(store::Tx& tx, const Context& context, const UnitInput& input, Errors& errors);
// False when somebody else was faster.
bool update_unit(store::Tx& tx, const Context& context, const Unit& before, const UnitInput& input, Errors& errors);
std::optional<Unit> load_unit(store::Tx& tx, UnitId id);

}  // namespace caunoi::people

namespace caunoi::people {
// What the typed form and the row have in common.
template <class Record>
constexpr auto shared_unit_fields() {
    using records::field;
    return std::array{field<Record, &Record::country>("country", {.required = true}),
                      field<Record, &Record::type>("type", {.required = true}),
                      field<Record, &Record::code>("code", {.max = 20}),
                      field<Record, &Record::from>("from"),
                      field<Record, &Record::to>("to"),
                      field<Record, &Record::basis>("basis", {.max = 300}),
                      field<Record, &Record::source>("source", {.max = 1000}),
                      field<Record, &Record::note>("note", {.max = 2000}),
                      field<Record, &Record::unverified>("unverified")};
}
}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::UnitInput> {
    using Record = people::UnitInput;
    static constexpr auto fields =
        join(people::shared_unit_fields<Record>(),
             std::array{field<Record, &Record::name_vi>("name_vi"), field<Record, &Record::name_zh>("name_zh"),
                        field<Record, &Record::name_en>("name_en"), field<Record, &Record::parent>("parent"),
                        field<Record, &Record::former>("former", {.max = 2000})});
    static constexpr Description description{"unit", "people.unit", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::UnitRow> {
    using Record = people::UnitRow;
    static constexpr auto fields = join(join(kept_fields<Record>(), people::shared_unit_fields<Record>()),
                                        std::array{field<Record, &Record::parent>("parent", {.use = Use::system}),
                                                   field<Record, &Record::name_key>("name_key", {.use = Use::system}),
                                                   field<Record, &Record::zh_key>("zh_key", {.use = Use::system})});
    static constexpr Description description{"unit", "people.unit", fields};
};
