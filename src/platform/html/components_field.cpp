// Fields of forms: label, control, hint and error belong together and are tied by ids.
#include "platform/html/components.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::html {

namespace {

using i18n::tr;

std::string id_of(char kind, std::string_view name) {
    return std::string(1, kind) + "-" + std::string(name);
}

std::string described_by(const FieldView& field) {
    std::string ids;
    if (!field.hint.empty()) ids = id_of('h', field.name);
    if (!field.errors.empty()) ids += (ids.empty() ? "" : " ") + id_of('e', field.name);
    return ids;
}

void label(Writer& w, const FieldView& field) {
    w.tag("label", "form-label").attr("for", id_of('f', field.name)).text(field.label);
    // The star is for the eye; the control itself says "required".
    if (field.required) w.text(" ").tag("span", "req").attr("aria-hidden", "true").text("*").end();
    w.end();
}

// No maxlength: browsers count UTF-16 units of text that is not yet NFC and silently cut what was pasted.
void attributes(Writer& w, const FieldView& field) {
    const std::string ids = described_by(field);
    w.attr("id", id_of('f', field.name)).attr("name", field.name);
    w.attr_if(field.required, "required");
    w.attr_if(!ids.empty(), "aria-describedby", ids);
    w.attr_if(!field.errors.empty(), "aria-invalid", "true");
    if (field.lang) w.lang(*field.lang);
    w.attr_if(!field.autocomplete.empty(), "autocomplete", field.autocomplete);
    w.attr_if(!field.placeholder.empty(), "placeholder", field.placeholder);
    w.attr_if(!field.input_mode.empty(), "inputmode", field.input_mode);
    if (field.max > 0) w.attr("data-max", static_cast<std::int64_t>(field.max));
}

void hint_and_errors(Writer& w, const FieldView& field) {
    if (!field.hint.empty()) w.tag("div", "form-text").attr("id", id_of('h', field.name)).text(field.hint).end();
    if (field.errors.empty()) return;
    w.tag("div").attr("id", id_of('e', field.name));
    for (const std::string& error : field.errors) {
        w.tag("div", "field-error");
        icon(w, "alert-triangle");
        w.element("span", error).end();
    }
    w.end();
}

}  // namespace

void input_field(Writer& w, Language, const FieldView& field, std::string_view type) {
    w.tag("div", field.wide ? Literal("field full") : Literal("field"));
    label(w, field);
    w.tag("input", "form-control").attr("type", type);
    attributes(w, field);
    w.attr_if(!field.list.empty(), "list", field.list);
    // A password never travels back.
    w.attr_if(!field.value.empty() && type != "password", "value", field.value);
    hint_and_errors(w, field);
    w.end();
}

void text_area(Writer& w, Language, const FieldView& field, int rows) {
    w.tag("div", field.wide ? Literal("field full") : Literal("field"));
    label(w, field);
    w.tag("textarea", "form-control").attr("rows", rows);
    attributes(w, field);
    // The parser drops one line end at the beginning; the text's own first one must survive.
    w.text("\n").text(field.value).end();
    hint_and_errors(w, field);
    w.end();
}

void datalist(Writer& w, std::string_view id, std::span<const std::string> values) {
    w.tag("datalist").attr("id", id);
    for (const std::string& value : values) w.tag("option").attr("value", value).end();
    w.end();
}

void select_field(Writer& w, Language, const FieldView& field, std::span<const Option> options) {
    w.tag("div", field.wide ? Literal("field full") : Literal("field"));
    label(w, field);
    w.tag("select", "form-select");
    attributes(w, field);
    for (const Option& option : options) {
        w.tag("option").attr("value", option.value).attr_if(option.value == field.value, "selected");
        w.text(option.text).end();
    }
    w.end();
    hint_and_errors(w, field);
    w.end();
}

void checkbox(Writer& w, Language, const FieldView& field, bool checked, std::string_view value) {
    w.tag("div", "field").tag("div", "form-check");
    w.tag("input", "form-check-input").attr("type", "checkbox");
    attributes(w, field);
    w.attr("value", value).attr_if(checked, "checked");
    w.tag("label", "form-check-label").attr("for", id_of('f', field.name)).text(field.label).end();
    w.end();
    hint_and_errors(w, field);
    w.end();
}

void file_field(Writer& w, Language, const FieldView& field, std::string_view accept, bool several) {
    w.tag("div", "field").tag("div", "drop");
    label(w, field);
    w.tag("input").attr("type", "file");
    attributes(w, field);
    w.attr_if(!accept.empty(), "accept", accept).attr_if(several, "multiple");
    w.end();
    hint_and_errors(w, field);
    w.end();
}

void error_summary(Writer& w, Language language, std::span<const Problem> problems, std::string_view heading) {
    if (problems.empty()) return;
    w.tag("div", "alert son").attr("role", "alert").attr("data-error-summary");
    icon(w, "alert-triangle");
    w.tag("div").element("h2", tr(language, heading)).tag("ul");
    for (const Problem& problem : problems) {
        const std::string_view colon = language == Language::zh ? "：" : ": ";
        const std::string text =
            problem.label.empty() ? problem.text : fmt::format("{}{}{}", problem.label, colon, problem.text);
        w.tag("li");
        if (problem.field.empty())
            w.text(text);
        else
            w.link(Url::within_page(id_of('f', problem.field)), text);
        w.end();
    }
    w.end().end().end();
}

}  // namespace caunoi::html
