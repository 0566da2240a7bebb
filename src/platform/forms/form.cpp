#include "platform/forms/form.hpp"

#include "platform/base/text.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>
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

std::vector<html::Option> options_of(Language language, const Field& field) {
    std::vector<html::Option> options;
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

std::optional<std::string_view> sent(const http::Request& request, std::string_view name) {
    for (auto pair = request.form.rbegin(); pair != request.form.rend(); ++pair)
        if (pair->first == name) return pair->second;
    return std::nullopt;
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

Form::Form(html::Writer& writer, const Context& context, const records::Description& description, const Values& values,
           std::span<const OwnField> own)
    : w_(writer), context_(context), description_(description), values_(values), own_(own) {}

html::FieldView Form::view(std::string_view name, std::string label, std::string hint, Kind kind,
                           const records::Limits& limits) {
    drawn_.emplace(name);
    const bool text = kind == Kind::text;
    return {.name = name,
            .label = std::move(label),
            .value = std::string(values_.of(name)),
            .hint = std::move(hint),
            .errors = texts_of(context_.language, values_.errors, name),
            .required = limits.required,
            .max = text ? limits.max : 0,
            .wide = text && (limits.lines || limits.max > wide_from)};
}

html::FieldView Form::view(const Field& field) {
    const std::string label = records::label_of(description_, field);
    const std::string hint = label + "_hint";
    return view(field.name, std::string(tr(context_.language, label)),
                i18n::has_text(hint) ? std::string(tr(context_.language, hint)) : std::string(), field.type->kind,
                field.limits);
}

void Form::control(html::FieldView shown, Kind kind, bool lines, std::vector<html::Option> choices, bool may_be_none) {
    const Language language = context_.language;
    const auto hint = [&](std::string_view key) {
        if (shown.hint.empty()) shown.hint = tr(language, key);
    };
    switch (kind) {
        case Kind::text:
            if (lines)
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
            hint("form.date_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::partial_date:
            shown.value = as_typed(language, shown.value);
            hint("form.partial_date_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::fraction:
            hint("form.fraction_hint");
            html::input_field(w_, language, shown);
            return;
        case Kind::time: html::input_field(w_, language, shown); return;
        case Kind::code:
            // Also for a value that is none of the choices: else the browser would silently choose the first.
            if (may_be_none || std::ranges::find(choices, shown.value, &html::Option::value) == choices.end())
                choices.insert(choices.begin(), {.value = {}, .text = std::string(tr(language, "common.select_one"))});
            html::select_field(w_, language, shown, choices);
            return;
        case Kind::boolean:
            w_.tag("input").attr("type", "hidden").attr("name", shown.name).attr("value", "no");
            html::checkbox(w_, language, shown, shown.value == "yes");
            return;
        case Kind::id:
        case Kind::blob: break;
    }
    throw std::logic_error(fmt::format("{} needs a list to choose from", shown.name));
}

void Form::draw(const Field& field, std::optional<Language> typed_in) {
    html::FieldView shown = view(field);
    shown.lang = typed_in;
    control(std::move(shown), field.type->kind, field.limits.lines, options_of(context_.language, field),
            field.type->optional);
}

void Form::field(std::string_view name) {
    draw(find(description_, name), std::nullopt);
}
void Form::field(std::string_view name, Language language) {
    draw(find(description_, name), language);
}
void Form::field(const OwnField& field) {
    control(view(field.name, field.label, field.hint, field.kind, field.limits), field.kind, field.limits.lines,
            field.choices, !field.limits.required);
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

std::string Form::label_of(std::string_view name) const {
    if (const Field* field = records::find_field(description_, name))
        return std::string(tr(context_.language, records::label_of(description_, *field)));
    if (const auto own = std::ranges::find(own_, name, &OwnField::name); own != own_.end()) return own->label;
    return label_of_row(context_.language, description_, name);
}

void Form::problems(std::string_view heading) {
    std::vector<html::Problem> problems;
    for (const Error::Field& error : values_.errors)
        problems.push_back({.field = error.name,
                            .label = label_of(error.name),
                            .text = tr(context_.language, error.key, error.arguments)});
    html::error_summary(w_, context_.language, problems, heading);
}

Form begin_form(html::Writer& writer, const Context& context, const records::Description& description,
                const State& state, const html::Url& action, std::span<const OwnField> own) {
    Form form(writer, context, description, state.values, own);
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
