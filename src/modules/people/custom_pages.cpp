#include "modules/people/custom_pages.hpp"

#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url field_url(CustomFieldId id) {
    return Url("/fields").part(id);
}

html::PageHead settings_head(Language language, std::string_view title) {
    return {.title = std::string(tr(language, title)),
            .crumbs = {{.text = std::string(tr(language, "settings.title")), .url = Url("/settings")}},
            .menu = "/settings",
            .help = "help.fields"};
}

void write_field_line(Writer& w, Language language, const CustomFieldLine& line) {
    const CustomField& field = line.field;
    const Url url = field_url(field.id).part("edit");
    const Name name = field.name();
    html::begin_row(w, url);
    html::cell_link(w, url, name.in(language), name.under(language), name.language_under(language));
    html::cell(w, label(language, field.about));
    html::cell(w, label(language, field.type));
    html::cell_number(w, i18n::number(language, line.values));
    html::begin_cell(w);
    const auto tag = [&](bool shown, Tone tone, std::string_view key) {
        if (!shown) return;
        html::tag_label(w, tone, tr(language, key));
        w.text(" ");
    };
    tag(field.retired, Tone::plain, "custom.tag.retired");
    tag(field.required, Tone::cham, "custom.tag.required");
    tag(field.personal, Tone::nghe, "custom.tag.personal");
    tag(field.listed, Tone::plain, "custom.tag.listed");
    w.end();
    html::end_row(w);
}

void write_end_of_field(Writer& w, const Context& context, const CustomField& field, std::int64_t version) {
    const Language language = context.language;
    w.tag("div", "form-actions");
    html::post_form(w, context, field_url(field.id).part(field.retired ? "restore" : "retire"));
    forms::version_field(w, version);
    html::submit(w, tr(language, field.retired ? "custom.restore" : "custom.retire"), false);
    w.end();
    web::delete_form(w, context, field_url(field.id), version, "custom.delete_confirm");
    w.end();
}

void write_facts_of(Writer& w, Language language, const std::vector<CustomField>& fields, const CustomValues& values,
                    bool retired) {
    html::begin_facts(w);
    for (const CustomField& field : fields)
        if (const auto value = values.find(field.id); value != values.end() && field.retired == retired)
            html::fact(w, field.name().in(language), custom_text(language, field, value->second));
    html::end_facts(w);
}

bool any_value(const std::vector<CustomField>& fields, const CustomValues& values, bool retired) {
    return std::ranges::any_of(
        fields, [&](const CustomField& field) { return field.retired == retired && values.contains(field.id); });
}

std::string typed_value(const TypedFilter& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

void write_custom_filter(Writer& w, Language language, const CustomField& field, const TypedFilter& typed) {
    const std::string name = custom_name(field.id);
    const std::string title = field.name().in(language);
    if (field.type == CustomType::number || field.type == CustomType::date) {
        for (const std::string_view end : {"from", "to"}) {
            const std::string one = fmt::format("{}_{}", name, end);
            const std::string_view key = end == "from" ? "custom.filter.from" : "custom.filter.to";
            html::input_field(
                w, language,
                {.name = one,
                 .label = tr(language, key, {{"field", title}}),
                 .value = field.type == CustomType::date ? forms::as_typed(language, typed_value(typed, one))
                                                         : typed_value(typed, one)});
        }
        return;
    }
    const html::FieldView view{.name = name, .label = title, .value = typed_value(typed, name)};
    std::vector<html::Option> options{{.value = "", .text = std::string(tr(language, "common.all"))}};
    for (const CustomChoice& choice : field.offered())
        options.push_back({.value = choice.code, .text = choice.name.in(language)});
    if (options.size() > 1)
        html::select_field(w, language, view, options);
    else
        html::input_field(w, language, view);
}

}  // namespace

std::string custom_field_list_page(const Context& context, const std::vector<CustomFieldLine>& lines) {
    const Language language = context.language;
    html::PageHead head = settings_head(language, "custom.fields");
    head.actions.push_back(
        {.text = std::string(tr(language, "custom.new")), .icon = "plus", .url = Url("/fields/new"), .primary = true});
    Writer w;
    html::begin_page(w, context, head);
    w.element("p", "text-2 measure", tr(language, "custom.lead"));
    w.tag("section", "card");
    if (lines.empty()) {
        html::empty_state(w, tr(language, "custom.empty"));
    } else {
        const auto column = [&](std::string_view key, bool number = false) {
            return html::Column{.text = std::string(tr(language, key)), .number = number};
        };
        const std::array columns{column("custom.name"), column("custom.field.about"), column("custom.field.type"),
                                 column("custom.filled", true), column("common.remark")};
        html::begin_table(w, tr(language, "custom.fields"), columns);
        for (const CustomFieldLine& line : lines) write_field_line(w, language, line);
        html::end_table(w);
    }
    w.end();
    return html::end_page(w, context);
}

std::string custom_field_form_page(const Context& context, const CustomField& field, const forms::State& state) {
    const Language language = context.language;
    html::PageHead head = settings_head(language, field.id ? "custom.edit" : "custom.new");
    head.crumbs.push_back({.text = std::string(tr(language, "custom.fields")), .url = Url("/fields")});
    if (field.id)
        head.actions.push_back({.text = std::string(tr(language, "history.title")),
                                .icon = "history",
                                .url = field_url(field.id).part("history")});
    Writer w;
    html::begin_page(w, context, head);
    if (field.retired) html::notice(w, Tone::nghe, tr(language, "custom.retired_notice"));
    forms::Form form = forms::begin_form(w, context, records::describe<CustomFieldInput>(), state,
                                         field.id ? field_url(field.id) : Url("/fields"));
    const auto card = [&](std::string_view title, auto&& fields) {
        html::begin_card(w, tr(language, title));
        w.tag("div", "form-grid");
        fields();
        w.end();
        html::end_card(w);
    };
    card("custom.form.field", [&] {
        form.field("about");
        form.field("type");
        form.field("name_vi", Language::vi);
        form.field("name_zh", Language::zh);
        form.field("name_en", Language::en);
        form.lines("choices", 6);
    });
    card("custom.form.hints", [&] {
        form.field("hint_vi", Language::vi);
        form.field("hint_zh", Language::zh);
        form.field("hint_en", Language::en);
    });
    card("custom.form.use", [&] {
        for (const std::string_view name : {"required", "personal", "listed", "position"}) form.field(name);
    });
    forms::end_form(w, language, Url("/fields"));
    if (field.id) write_end_of_field(w, context, field, state.version);
    return html::end_page(w, context);
}

void write_custom_facts(Writer& w, Language language, const std::vector<CustomField>& fields,
                        const CustomValues& values) {
    const bool former = any_value(fields, values, true);
    if (!former && !any_value(fields, values, false)) return;
    html::begin_card(w, tr(language, "custom.more"));
    w.tag("div");
    if (any_value(fields, values, false)) write_facts_of(w, language, fields, values, false);
    if (former) {
        w.element("h3", "small text-2", tr(language, "custom.former"));
        write_facts_of(w, language, fields, values, true);
    }
    w.end();
    html::end_card(w);
}

void write_custom_fold(Writer& w, Language language, const std::vector<CustomField>& fields,
                       const PartyFilter& filter) {
    if (std::ranges::none_of(fields, can_filter)) return;
    const auto active = std::ssize(filter.custom) + (filter.text.empty() ? 0 : 1);
    html::fold(w, active == 0 ? std::string(tr(language, "custom.filter.title"))
                              : i18n::tr_count(language, "custom.filter.active", active));
}

void write_custom_filters(Writer& w, Language language, const std::vector<CustomField>& fields,
                          const TypedFilter& typed) {
    for (const CustomField& field : fields)
        if (can_filter(field)) write_custom_filter(w, language, field, typed);
}

}  // namespace caunoi::people
