// Canonical values as people read them, for history and comparison.
#include "platform/forms/form.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::forms {

using records::Kind;

namespace {

// "file" → "Tệp"; "roster.3" → "Danh sách đoàn, dòng 3"; "vi.title" → "Bản tiếng Việt: Tiêu đề".
std::string label_of_part(Language language, const records::Description& description, const std::string& name) {
    const auto text = [&](std::string_view word) {
        const std::string key = fmt::format("{}.{}", description.labels, word);
        return std::string(i18n::has_text(key) ? i18n::tr(language, key) : word);
    };
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) return text(name);
    return fmt::format("{} {}", text(name.substr(0, dot)), text(name.substr(dot + 1)));
}

}  // namespace

std::string readable(Language language, const records::Field& field, std::string_view canonical) {
    if (field.type->kind == Kind::code && !canonical.empty()) {
        // A code that this version no longer has stands in the history as it was.
        const std::string key = fmt::format("{}.{}", field.type->code_labels, canonical);
        if (i18n::has_text(key)) return std::string(i18n::tr(language, key));
    }
    return readable(language, field.type->kind, canonical);
}

std::string readable(Language language, Kind kind, std::string_view canonical) {
    if (canonical.empty()) return {};
    switch (kind) {
        case Kind::date:
        case Kind::partial_date:
            if (const auto date = parse_partial_date(canonical)) return i18n::date(language, *date);
            break;
        case Kind::boolean: return std::string(i18n::tr(language, canonical == "yes" ? "common.yes" : "common.no"));
        case Kind::integer:
            if (const auto value = parse_integer(canonical)) return i18n::number(language, *value);
            break;
        case Kind::time: {
            Time time;
            if (records::Conversion<Time>::parse(time, canonical)) return i18n::date_time(language, time);
            break;
        }
        case Kind::fraction:
            if (const auto fraction = parse_fraction(canonical)) return i18n::fraction(language, *fraction);
            break;
        case Kind::text:
        case Kind::code:
        case Kind::id:
        case Kind::blob: break;
    }
    return std::string(canonical);
}

std::vector<html::Difference> differences(Language language, const records::Description& description,
                                          const std::vector<records::Change>& changes) {
    std::vector<html::Difference> rows;
    rows.reserve(changes.size());
    for (const records::Change& change : changes) {
        const records::Field* field = records::find_field(description, change.field);
        if (!field)  // a part that is no field (a file, a roster), or a field of an older version
            rows.push_back(
                {.label = change.label.empty() ? label_of_part(language, description, change.field) : change.label,
                 .before = change.before,
                 .after = change.after});
        else
            rows.push_back({.label = std::string(i18n::tr(language, records::label_of(description, *field))),
                            .before = readable(language, *field, change.before),
                            .after = readable(language, *field, change.after)});
    }
    return rows;
}

}  // namespace caunoi::forms
