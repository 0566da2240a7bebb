#include "modules/settings/association_pages.hpp"

#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::settings {

namespace {

using html::Url;
using html::Writer;
using i18n::tr;

constexpr std::string_view picture_endings = ".png,.jpg,.jpeg,.webp";

void write_names(forms::Form& form) {
    form.field("name_vi", Language::vi);
    form.field("name_zh", Language::zh);
    form.field("name_en", Language::en);
    form.field("short_name", Language::vi);
    form.field("paper_symbol", Language::vi);
    form.field("level");
}

void write_seat(forms::Form& form) {
    form.field("seat", Language::vi);
    form.field("seat_zh", Language::zh);
    form.field("phone");
    form.field("email");
}

void write_emblem_field(Writer& w, const Context& context, const forms::Values& values) {
    const Language language = context.language;
    html::file_field(w, language,
                     {.name = "emblem",
                      .label = std::string(tr(language, "settings.association.emblem")),
                      .hint = std::string(tr(language, "settings.association.emblem_hint")),
                      .errors = forms::texts_of(language, values.errors, "emblem")},
                     picture_endings, false);
}

template <class Fields>
void card(Writer& w, const Context& context, std::string_view title, Fields&& fields) {
    html::begin_card(w, tr(context.language, title));
    w.tag("div", "form-grid");
    fields();
    w.end();
    html::end_card(w);
}

// The fields of two records stand in one form.
void write_problems(Writer& w, const Context& context, const forms::Values& values) {
    const Language language = context.language;
    std::vector<html::Problem> problems;
    for (const Error::Field& error : values.errors) {
        std::string label;
        for (const records::Description* each :
             {&records::describe<AssociationInput>(), &records::describe<people::TermInput>()})
            if (const records::Field* field = records::find_field(*each, error.name))
                label = tr(language, records::label_of(*each, *field));
        if (error.name == "emblem") label = tr(language, "settings.association.emblem");
        problems.push_back({.field = error.name, .label = label, .text = tr(language, error.key, error.arguments)});
    }
    html::error_summary(w, language, problems);
}

void write_emblem(Writer& w, const Context& context, const std::optional<files::Attached>& emblem) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "settings.association.emblem"));
    w.tag("div");
    if (emblem) {
        w.tag("img", "emblem").attr("alt", tr(language, "settings.association.emblem"));
        w.attr("width", emblem->width).attr("height", emblem->height).url("src", Url("/emblem").part(emblem->file));
        w.element("p", "small text-2", emblem->name);
    } else {
        w.element("p", "text-2", tr(language, "settings.no_emblem"));
    }
    w.end();
    html::end_card(w);
}

}  // namespace

std::string association_page(const Context& context, const AssociationForm& view) {
    const Language language = context.language;
    html::PageHead head{.title = std::string(tr(language, "settings.title")), .help = "help.settings"};
    head.actions.push_back(
        {.text = std::string(tr(language, "history.title")), .icon = "history", .url = Url("/settings/history")});
    head.actions.push_back(
        {.text = std::string(tr(language, "settings.rules")), .icon = "gavel", .url = Url("/rules")});
    head.actions.push_back({.text = std::string(tr(language, "custom.fields")), .icon = "list", .url = Url("/fields")});
    Writer w;
    html::begin_page(w, context, head);
    w.element("p", "text-2 measure", tr(language, "settings.lead"));
    write_problems(w, context, view.values);
    forms::conflict(w, language, view.theirs_and_yours);
    w.tag("div", "grid-2");
    forms::Form form(w, context, records::describe<AssociationInput>(), view.values);
    const bool unsaved = !view.values.errors.empty() || !view.theirs_and_yours.empty();
    html::upload_form(w, context, Url("/settings"), unsaved).tag("div", "stack");
    forms::version_field(w, view.version);
    card(w, context, "settings.names", [&] { write_names(form); });
    card(w, context, "settings.contact", [&] { write_seat(form); });
    html::begin_card(w, tr(language, "settings.change_emblem"));
    w.tag("div");
    write_emblem_field(w, context, view.values);
    if (view.emblem)
        html::checkbox(w, language,
                       {.name = "remove_emblem", .label = std::string(tr(language, "settings.remove_emblem"))}, false);
    w.end();
    html::end_card(w);
    w.tag("div", "form-actions");
    html::submit(w, tr(language, "common.save"));
    w.end().end().end();
    w.tag("div", "stack");
    write_emblem(w, context, view.emblem);
    w.end().end();
    return html::end_page(w, context);
}

std::string setup_page(const Context& context, const SetupForm& view) {
    const Language language = context.language;
    Writer w;
    html::begin_plain_page(w, context, tr(language, "settings.setup.title"), html::PlainWidth::wide);
    w.element("p", "text-2 measure", tr(language, "settings.setup.lead"));
    w.tag("p", "small text-2").text(tr(language, "help.setup")).text(" ");
    w.link(Url("/help").part("setup"), tr(language, "help.of_screen")).end();
    write_problems(w, context, view.values);
    html::upload_form(w, context, Url("/setup"), !view.values.errors.empty()).tag("div", "stack");
    forms::Form form(w, context, records::describe<AssociationInput>(), view.values);
    card(w, context, "settings.names", [&] { write_names(form); });
    card(w, context, "settings.contact", [&] {
        write_seat(form);
        write_emblem_field(w, context, view.values);
    });
    if (view.with_term) {
        forms::Form term(w, context, records::describe<people::TermInput>(), view.values);
        card(w, context, "settings.setup.term", [&] {
            for (const std::string_view field :
                 {"ordinal", "label_from", "label_to", "begun", "ended", "members", "source"})
                term.field(field);
        });
    }
    w.tag("div", "form-actions");
    html::submit(w, tr(language, "settings.setup.finish"));
    w.end().end().end();
    html::post_form(w, context, Url("/sign-out"), "text-center");
    html::submit(w, tr(language, "common.sign_out"), false);
    w.end();
    return html::end_plain_page(w, context);
}

}  // namespace caunoi::settings
