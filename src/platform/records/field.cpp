#include "platform/records/field.hpp"

#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::records {

namespace {

// "17/05/2015" → {17, 5, 2015}; nullopt when a piece is no number from 1.
std::optional<std::vector<std::int64_t>> numbers(std::string_view text, char separator) {
    std::vector<std::int64_t> values;
    for (const std::string_view piece : split(text, separator)) {
        const auto value = parse_integer(trim(piece));
        if (!value || *value < 1) return std::nullopt;
        values.push_back(*value);
    }
    return values;
}

std::optional<PartialDate> from_parts(std::int64_t year, std::int64_t month, std::int64_t day) {
    std::string iso = fmt::format("{:04}", year);
    if (month > 0) iso += fmt::format("-{:02}", month);
    if (day > 0) iso += fmt::format("-{:02}", day);
    return parse_partial_date(iso);
}

// Day first, as written in Vietnam: 17/05/2015, 17-5-2015, 17.5.2015, 10/2015.
std::optional<PartialDate> day_first(std::string_view text, char separator) {
    const auto parts = numbers(text, separator);
    if (!parts) return std::nullopt;
    if (parts->size() == 2 && (*parts)[1] > 999) return from_parts((*parts)[1], (*parts)[0], 0);
    if (parts->size() == 3 && (*parts)[2] > 999 && (*parts)[1] > 0)
        return from_parts((*parts)[2], (*parts)[1], (*parts)[0]);
    return std::nullopt;
}

// 2015年10月17日, 2015年10月, 2015年
std::optional<PartialDate> chinese(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("年") || rest.starts_with("月") || rest.starts_with("日")) {
            plain += '-';
            i += std::string_view("年").size();
        } else {
            plain += text[i++];
        }
    }
    if (plain == text || plain.back() != '-') return std::nullopt;
    plain.pop_back();
    const auto parts = numbers(plain, '-');
    if (!parts || parts->empty() || parts->size() > 3 || (*parts)[0] < 1000) return std::nullopt;
    return from_parts((*parts)[0], parts->size() > 1 ? (*parts)[1] : 0, parts->size() > 2 ? (*parts)[2] : 0);
}

}  // namespace

std::string label_of(const Description& description, const Field& field) {
    return fmt::format("{}.{}", description.labels, field.name);
}

const Field* find_field(const Description& description, std::string_view name) {
    const auto found = std::ranges::find(description.fields, name, &Field::name);
    return found == description.fields.end() ? nullptr : &*found;
}

int columns_of(const Field& field) {
    return field.type->kind == Kind::partial_date ? 2 : 1;
}

std::optional<std::size_t> find_code(std::span<const std::string_view> codes, std::string_view text) {
    const auto found = std::ranges::find(codes, text);
    if (found == codes.end()) return std::nullopt;
    return static_cast<std::size_t>(found - codes.begin());
}

bool Conversion<Fraction>::parse(Fraction& v, std::string_view t) {
    if (t.empty()) return v = {}, true;
    const auto fraction = parse_fraction(t);
    if (fraction) v = *fraction;
    return fraction.has_value();
}

bool Conversion<std::int64_t>::parse(std::int64_t& v, std::string_view t) {
    // Grouping marks of both habits, "1.284" and "1,284"; a group is always three digits, so a decimal is never taken
    // for one.
    std::string digits;
    char mark = 0;
    int group = -1;
    for (const char c : t) {
        if (c == '.' || c == ',' || c == ' ') {
            // "1284.000" and "1.284,50" are decimals of somebody's habit, not groups.
            if (digits.empty() || (mark == 0 ? digits.size() > 3 : c != mark || group != 3)) return false;
            mark = c;
            group = 0;
        } else {
            digits += c;
            if (group >= 0) ++group;
        }
    }
    if (group >= 0 && group != 3) return false;
    const auto value = parse_integer(digits);
    if (value) v = *value;
    return value.has_value();
}

bool Conversion<bool>::parse(bool& v, std::string_view t) {
    v = t == "yes" || t == "1" || t == "true" || t == "on";
    return v || t.empty() || t == "no" || t == "0" || t == "false";
}

std::optional<Date> parse_day(std::string_view text) {
    PartialDate date;
    if (!Conversion<PartialDate>::parse(date, trim(text)) || precision(date) != Precision::day) return std::nullopt;
    return date.first;
}

bool Conversion<Date>::parse(Date& v, std::string_view t) {
    if (t.empty()) return v = {}, true;
    const auto day = parse_day(t);
    if (day) v = *day;
    return day.has_value();
}
void Conversion<Date>::read(Date& v, const store::Row& row, int c) {
    v = parse_date(row.text(c)).value_or(Date{});
}

bool Conversion<Time>::parse(Time& v, std::string_view t) {
    // RFC 3339 in UTC, as to_rfc3339 writes it.
    if (t.size() != 20 || t[10] != 'T' || t[13] != ':' || t[16] != ':' || t[19] != 'Z') return false;
    const auto date = parse_date(t.substr(0, 10));
    const auto hour = parse_integer(t.substr(11, 2));
    const auto minute = parse_integer(t.substr(14, 2));
    const auto second = parse_integer(t.substr(17, 2));
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return false;
    v = std::chrono::sys_days(*date) + std::chrono::seconds(*hour * 3600 + *minute * 60 + *second);
    return true;
}

bool Conversion<PartialDate>::parse(PartialDate& v, std::string_view t) {
    std::optional<PartialDate> date = parse_partial_date(t);
    for (const char separator : {'/', '-', '.'})
        if (!date) date = day_first(t, separator);
    if (!date) date = chinese(t);
    if (date) v = *date;
    return date.has_value();
}
void Conversion<PartialDate>::read(PartialDate& v, const store::Row& row, int c) {
    v = {parse_date(row.text(c)).value_or(Date{}), parse_date(row.text(c + 1)).value_or(Date{})};
}

}  // namespace caunoi::records
