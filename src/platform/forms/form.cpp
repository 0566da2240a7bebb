#include "platform/forms/form.hpp"

#include "platform/base/text.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

#include <stdexcept>

namespace caunoi::forms {

namespace {

using i18n::tr;
using records::Field;
using records::Kind;

const Field& find(const records::Description& description, std::string_view name) {
    const Field* field = records::find_field(description, name);
    if (!field) throw std::logic_error(fmt::format("{} has no field {}", description.name, name));
    return *field;
}

constexpr std::size_t wide_from = 200;  // what may be longer than a name gets the whole width

// A check box sends "no" from a hidden field before its own "yes", so the last value counts.
std::optional<std::string_view> sent(const http::Request& request, std::string_view name) {
    for (auto pair = request.form.rbegin(); pair != request.form.rend(); ++pair)
        if (pair->first == name) return pair->second;
    return std::nullopt;
}

std::vector<html::Option> options_of(Language language, const Field& field, std::string_view value) {
    std::vector<html::Option> options;
    // Also for a value that is none of the codes: else the browser would silently choose the first.
    if (field.type->optional || !records::find_code(field.type->codes, value))
        options.push_back({.value = {}, .text = std::string(tr(language, "common.select_one"))});
    for (const std::string_view code : field.type->codes)
        options.push_back({.value = std::string(code),
                           .text = std::string(tr(language, fmt::format("{}.{}", field.type->code_labels, code)))});
    return options;
}

}  // namespace

std::string_view Values::of(std::string_view name) const {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string_view() : std::string_view(found->second);
}

Values values_of(const records::Description& description, const void* record) {
    Values values;
    for (const Field& field : description.fields)
        if (field.limits.use == records::Use::typed)
            values.typed.emplace(field.name, field.type->text(field.get(record)));
    return values;
}

Values values_of(const http::Request& request) {
    Values values;
    for (const auto& [name, value] : request.form) values.typed.insert_or_assign(name, value);
    return values;
}

std::string as_typed(Language language, std::string_view value) {
    const auto date = parse_partial_date(value);
    if (!date || !date->known() || language == Language::zh) return std::string(value);
    const auto year = static_cast<int>(date->first.year());
    const auto month = static_cast<unsigned>(date->first.month());
    switch (precision(*date)) {
        case Precision::day:
            return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date->first.day()), month, year);
        case Precision::month: return fmt::format("{:02}/{:04}", month, year);
        case Precision::year:
        case Precision::unknown: break;
    }
    return std::string(value);
}

void read(const records::Description& description, const http::Request& request, void* record, Errors& errors) {
    for (const Field& field : description.fields) {
        if (field.limits.use == records::Use::system) continue;
        if (const auto typed = sent(request, field.name)) records::parse_field(field, record, *typed, errors);
    }
}

Form::Form(html::Writer& writer, const Context& context, const records::Description& description, const Values& values)
    : w_(writer), context_(context), description_(description), values_(values) {}

html::FieldView Form::view(const Field& field) {
    drawn_.emplace(field.name);
    const std::string label = records::label_of(description_, field);
    const std::string hint = label + "_hint";
    const bool text = field.type->kind == Kind::text;
    return {.name = field.name,
            .label = std::string(tr(context_.language, label)),
            .value = std::string(values_.of(field.name)),
            .hint = i18n::has_text(hint) ? std::string(tr(context_.language, hint)) : std::string(),
            .errors = texts_of(context_.language, values_.errors, field.name),
            .required = field.limits.required,
            .max = text ? field.limits.max : 0,
            .wide = text && (field.limits.lines || field.limits.max > wide_from)};
}

void Form::draw(const Field& field, std::optional<Language> typed_in) {
    const Language language = context_.language;
    html::FieldView shown = view(field);
    shown.lang = typed_in;
    switch (field.type->kind) {
        case Kind::text:
            if (field.limits.lines)
                html::text_area(w_, language, shown, 4);
            else
                html::input_field(w_, language, shown);
            return;
        case Kind::integer:
            shown.input_mode = "numeric";
            html::input_field(w_, language, shown);
            return;
        case Kind::date:
            shown.value = as_typed(language, shown.value);
            shown.hint = tr(language, "form.date_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::partial_date:
            shown.value = as_typed(language, shown.value);
            shown.hint = tr(language, "form.partial_date_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::fraction:
            shown.hint = tr(language, "form.fraction_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::time: html::input_field(w_, language, shown); return;
        case Kind::code: html::select_field(w_, language, shown, options_of(language, field, shown.value)); return;
        case Kind::boolean:
            w_.tag("input").attr("type", "hidden").attr("name", field.name).attr("value", "no");
            html::checkbox(w_, language, shown, shown.value == "yes");
            return;
        case Kind::id:
        case Kind::blob: break;
    }
    throw std::logic_error(fmt::format("{} needs a list to choose from", field.name));
}

void Form::field(std::string_view name) {
    draw(find(description_, name), std::nullopt);
}
void Form::field(std::string_view name, Language language) {
    draw(find(description_, name), language);
}

void Form::lines(std::string_view name, int rows) {
    html::text_area(w_, context_.language, view(find(description_, name)), rows);
}
void Form::lines(std::string_view name, int rows, Language language) {
    html::FieldView shown = view(find(description_, name));
    shown.lang = language;
    html::text_area(w_, context_.language, shown, rows);
}

void Form::choice(std::string_view name, std::span<const html::Option> options) {
    html::select_field(w_, context_.language, view(find(description_, name)), options);
}

void Form::suggested(std::string_view name, std::string_view list) {
    html::FieldView shown = view(find(description_, name));
    shown.list = list;
    html::input_field(w_, context_.language, shown);
}

namespace {

// "roster.0.name" is "Danh sách đoàn, dòng 1"; "" for what is no cell of a list.
std::string label_of_row(Language language, const records::Description& description, std::string_view name) {
    const std::vector<std::string_view> pieces = split(name, '.');
    const auto row = pieces.size() == 3 ? parse_integer(pieces[1]) : std::nullopt;
    const std::string key = fmt::format("{}.{}", description.labels, pieces[0]);
    if (!row || !i18n::has_text(key)) return {};
    return fmt::format("{} {}", tr(language, key), *row + 1);
}

}  // namespace

void Form::problems(std::string_view heading) {
    std::vector<html::Problem> problems;
    for (const Error::Field& error : values_.errors) {
        const Field* field = records::find_field(description_, error.name);
        problems.push_back({.field = error.name,
                            .label = field ? std::string(tr(context_.language, records::label_of(description_, *field)))
                                           : label_of_row(context_.language, description_, error.name),
                            .text = tr(context_.language, error.key, error.arguments)});
    }
    html::error_summary(w_, context_.language, problems, heading);
}

Form begin_form(html::Writer& writer, const Context& context, const records::Description& description,
                const State& state, const html::Url& action) {
    Form form(writer, context, description, state.values);
    form.problems();
    conflict(writer, context.language, state.theirs_and_yours);
    html::edit_form(writer, context, action, state.unsaved()).tag("div", "stack");
    version_field(writer, state.version);
    return form;
}

void end_form(html::Writer& writer, Language language, const html::Url& cancel, std::string_view save_key) {
    writer.tag("div", "form-actions");
    html::submit(writer, tr(language, save_key));
    writer.text(" ");
    html::button_link(writer, cancel, "x", tr(language, "common.cancel"));
    writer.end().end().end();
}

void version_field(html::Writer& writer, std::int64_t version) {
    writer.tag("input").attr("type", "hidden").attr("name", "version").attr("value", version);
}

void conflict(html::Writer& w, Language language, const std::vector<html::Difference>& theirs_and_yours) {
    if (theirs_and_yours.empty()) return;
    html::notice(w, html::Tone::son, tr(language, "form.changed_meanwhile"));
    html::comparison(w, language, tr(language, "form.theirs"), tr(language, "form.yours"), theirs_and_yours);
}

std::vector<std::string> texts_of(Language language, const std::vector<Error::Field>& errors, std::string_view field) {
    std::vector<std::string> texts;
    for (const Error::Field& error : errors)
        if (error.name == field) texts.push_back(tr(language, error.key, error.arguments));
    return texts;
}

}  // namespace caunoi::forms
