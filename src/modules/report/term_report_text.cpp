// The term report for machines and for a terminal: JSON, text and a table of its figures.
#include "modules/report/term_report.hpp"
#include "platform/base/json.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::report {

namespace {

using i18n::tr;

std::string_view qualifier_code(Qualifier qualifier) {
    return qualifier_codes[static_cast<std::size_t>(qualifier)];
}

void add_period(Json& json, std::string_view from, std::string_view to) {
    json.key("period").open('{').key("from").value(from).key("to").value(to).close('}');
}

void add_stated(Json& json, const Fact& fact) {
    json.open('{').key("number").value(fact.number.value_or(0));
    json.key("qualifier").value(qualifier_code(fact.qualifier.value_or(Qualifier::exact)));
    json.key("unit").value(fact.unit);
    add_period(json, to_text(fact.period_from), to_text(fact.period_to.known() ? fact.period_to : fact.period_from));
    json.key("source").value(fact.source).key("title").value(fact.title(Language::vi));
    json.key("fact").value(to_text(fact.id)).close('}');
}

std::string_view unit_code(Unit unit) {
    return unit_codes[static_cast<std::size_t>(unit)];
}
std::string_view of_code(Of of) {
    return of_codes[static_cast<std::size_t>(of)];
}

Unit unit_of(Measure measure) {
    switch (measure) {
        case Measure::activities: return Unit::activities;
        case Measure::delegations: return Unit::delegations;
        case Measure::visits: return Unit::visits;
        case Measure::persons:
        case Measure::committee: return Unit::persons;
        case Measure::members: return Unit::members;
    }
    return Unit::persons;
}

std::string stated_line(Language language, const Fact& fact) {
    return fmt::format("    {} {}: {} · {} · {}\n", tr(language, "report.stated_by_source"),
                       period_text(language, fact), stated_text(language, fact), fact.title(language), fact.source);
}

// A value that is a day, a month, a moment or a season, in the reader's words; nothing for any other.
std::optional<std::string> time_text(Language language, std::string_view value) {
    if (const auto date = parse_partial_date(value); date && precision(*date) >= Precision::month)
        return i18n::date(language, *date);
    if (value.size() == std::string_view("2023-12-14T12:20").size() && value[10] == 'T') {
        Time time;
        if (!records::Conversion<Time>::parse(time, fmt::format("{}:00Z", value))) return std::nullopt;
        return i18n::date_time(language, time - std::chrono::hours(7));
    }
    if (value.size() < 5 || value[4] != '-') return std::nullopt;
    const auto year = parse_integer(value.substr(0, 4));
    const std::string season = fmt::format("report.season.{}", value.substr(5));
    if (!year || !i18n::has_text(season)) return std::nullopt;
    return tr(language, season, {{"year", std::to_string(*year)}});
}

}  // namespace

std::string value_text(Language language, const Figure& figure) {
    return i18n::quantity(language, {figure.value, figure.qualifier});
}

std::string stated_text(Language language, const Fact& fact) {
    if (!fact.number) return time_text(language, fact.value).value_or(fact.value);
    std::string text = i18n::quantity(language, {*fact.number, fact.qualifier.value_or(Qualifier::exact)});
    const bool translated = language != Language::vi && fact.measure.has_value();
    const std::string_view unit = translated
                                      ? tr(language, fmt::format("report.unit.{}", unit_code(unit_of(*fact.measure))))
                                      : std::string_view(fact.unit);
    if (!unit.empty()) text.append(" ").append(unit);
    return text;
}

Language stated_language(Language language, const Fact& fact) {
    const bool ours =
        fact.number ? fact.measure.has_value() || fact.unit.empty() : time_text(language, fact.value).has_value();
    return ours ? language : Language::vi;
}

std::string period_text(Language language, const Fact& fact) {
    return i18n::date_range(language, fact.period_from, fact.period_to);
}

std::string period_text(Language language, const Period& period) {
    return i18n::date_range(language, exact(period.from), exact(period.to));
}

std::string as_json(Language language, const TermReport& report) {
    Json json;
    json.open('{');
    add_period(json, to_text(report.period.from), to_text(report.period.to));
    json.key("language").value(code(language));
    json.key("figures").open('[');
    for (const Figure& figure : report.figures) {
        json.open('{').key("key").value(figure.key).key("label").value(figure.label);
        json.key("unit").value(unit_code(figure.unit));
        json.key("computed").open('{').key("value").value(figure.value).key("of").value(of_code(figure.of));
        json.key("qualifier").value(qualifier_code(figure.qualifier)).close('}');
        json.key("records").value(figure.records());
        json.key("stated").open('[');
        for (const Fact& fact : figure.stated) add_stated(json, fact);
        json.close(']').close('}');
    }
    json.close(']').key("stated_across").open('[');
    for (const Fact& fact : report.across) add_stated(json, fact);
    return json.close(']').close('}').take();
}

std::string title_text(Language language, const TermReport& report) {
    return tr(language, report.of_term ? "report.title_of_term" : "report.title_of_period",
              {{"period", period_text(language, report.period)}});
}

std::string as_text(Language language, const TermReport& report) {
    std::string text = title_text(language, report) + "\n";
    for (std::size_t i = 0; i < group_codes.size(); ++i) {
        const auto figures = report.of(static_cast<Group>(i));
        if (figures.empty()) continue;
        text += fmt::format("\n{}\n", tr(language, fmt::format("report.group.{}", group_codes[i])));
        for (const Figure* figure : figures) {
            text += fmt::format("  {}: {} {}  [{}]\n", figure->label, value_text(language, *figure),
                                tr(language, fmt::format("report.unit.{}", unit_code(figure->unit))), figure->key);
            for (const Fact& fact : figure->stated) text += stated_line(language, fact);
        }
    }
    if (!report.across.empty()) {
        text += fmt::format("\n{}\n", tr(language, "report.across"));
        for (const Fact& fact : report.across) text += stated_line(language, fact);
    }
    return text;
}

Result<exports::Csv> export_figures(Context& context, const TermReport& report) {
    TRY(context.require(can_view));
    exports::Csv csv =
        TRY(exports::open(context, {.list = "term_report",
                                    .purpose = "export.own_work",
                                    .recipient = {},
                                    .columns = {"key", "label", "unit", "value", "qualifier", "of", "records"}}));
    for (const Figure& figure : report.figures) {
        csv.cell(figure.key);
        csv.cell(figure.label);
        csv.cell(unit_code(figure.unit));
        csv.cell(std::to_string(figure.value));
        csv.cell(qualifier_code(figure.qualifier));
        csv.cell(of_code(figure.of));
        csv.cell(figure.records());
        csv.end_row();
    }
    return csv;
}

}  // namespace caunoi::report
