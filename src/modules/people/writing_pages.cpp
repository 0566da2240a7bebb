#include "modules/people/writing_pages.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/names/hanzi.hpp"
#include "platform/names/read.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

using forms::label;
using html::Tone;
using html::Url;
using html::Writer;
using i18n::tr;

Url writings_url(PartyId id) {
    return party_url(id).part("writings");
}
Url writing_url(WritingId id) {
    return Url("/writings").part(id);
}

const Writing* first_of(const std::vector<Writing>& all, Script kind) {
    const auto found = std::ranges::find(all, kind, &Writing::kind);
    return found == all.end() ? nullptr : &*found;
}

// "họ Nguyễn, đệm Văn, tên An", when the text falls into parts at all.
std::string parts_text(Language language, const Writing& writing) {
    std::string text;
    const auto add = [&](std::string_view key, const std::string& part) {
        if (part.empty()) return;
        if (!text.empty()) text += " · ";
        text += fmt::format("{}{}{}", tr(language, key), language == Language::zh ? "：" : ": ", part);
    };
    add("people.writing.family", writing.family);
    add("people.writing.middle", writing.middle);
    add("people.writing.given", writing.given);
    return text;
}

void write_writing(Writer& w, const Context& context, const Writing& writing) {
    const Language language = context.language;
    w.tag("li").tag("div", "g");
    w.tag("b").lang(language_of(writing.kind)).text(writing.text).end().text(" ");
    if (!writing.confirmed) html::tag_label(w, Tone::nghe, tr(language, "people.writing.unconfirmed"));
    if (!writing.official) html::tag_label(w, Tone::plain, tr(language, "people.writing.also"));
    if (writing.to.known()) html::tag_label(w, Tone::plain, tr(language, "people.writing.former"));
    w.tag("div", "small text-2").text(label(language, writing.kind));
    for (const std::string& more :
         {parts_text(language, writing), i18n::date_range(language, writing.from, writing.to), writing.source})
        if (!more.empty()) w.text(" · ").text(more);
    w.end().end();
    if (context.may(can_record)) {
        if (!writing.confirmed) {
            html::post_form(w, context, writing_url(writing.id).part("confirm"));
            html::submit(w, tr(language, "people.writing.confirm"), false);
            w.end();
        }
        w.link(writing_url(writing.id).part("edit"), tr(language, "common.edit"));
    }
    w.end();
}

// What the engine of names offers, each a button: the name that is taken stays marked until a person confirms it.
void write_suggestions(Writer& w, const Context& context, PartyId party, Script kind,
                       const std::vector<names::Suggestion>& suggestions) {
    if (suggestions.empty()) return;
    const Language language = context.language;
    w.tag("div", "small text-2")
        .text(tr(language, kind == Script::vi ? "people.writing.suggested_vi" : "people.writing.suggested_zh"));
    w.end();
    w.tag("div", "picks");
    for (const names::Suggestion& one : suggestions) {
        html::post_form(w, context, writings_url(party));
        for (const auto& [name, value] :
             {std::pair<std::string_view, std::string_view>{"kind", kind == Script::vi ? "vi" : "zh_hans"},
              {"text", one.text},
              {"official", "yes"},
              {"suggested", "yes"}})
            w.tag("input").attr("type", "hidden").attr("name", name).attr("value", value);
        w.tag("button", "btn btn-line").attr("type", "submit").lang(language_of(kind)).text(one.text).end();
        w.end();
    }
    w.end();
}

names::Kind kind_of_name(Sort sort) {
    return sort == Sort::person ? names::Kind::person : names::Kind::organisation;
}

void write_missing_name(Writer& w, const Context& context, const Party& party, const std::vector<Writing>& writings) {
    const Writing* vi = first_of(writings, Script::vi);
    const Writing* zh = first_of(writings, Script::zh_hans);
    if (!zh) zh = first_of(writings, Script::zh_hant);
    const PartyId id = party.row.id;
    if (!vi && zh) {
        write_suggestions(w, context, id, Script::vi, names::read(zh->text, kind_of_name(party.row.sort)));
    } else if (vi && !zh) {
        if (party.row.sort == Sort::person) {
            w.tag("div");
            html::button_link(w, writings_url(id).part("pick"), "pencil", tr(context.language, "people.writing.pick"));
            w.end();
        } else {
            write_suggestions(w, context, id, Script::zh_hans,
                              names::write_in_han(vi->text, names::Kind::organisation));
        }
    }
}

// Ông Nguyễn Văn An; 阮先生 — Chinese addresses by the surname alone.
void write_address_forms(Writer& w, const Context& context, const Party& party, const std::vector<Writing>& writings) {
    if (!party.row.address_form || party.row.sort != Sort::person) return;
    const std::string key =
        fmt::format("people.address.{}", address_form_codes[static_cast<std::size_t>(*party.row.address_form)]);
    html::begin_facts(w);
    html::fact_begin(w, tr(context.language, "people.party.address_form"));
    bool first = true;
    const auto say = [&](Language language, std::string_view name) {
        if (name.empty()) return;
        if (!std::exchange(first, false)) w.text(" · ");
        w.tag("span").lang(language).text(tr(language, key, {{"name", std::string(name)}})).end();
    };
    if (const Writing* vi = first_of(writings, Script::vi)) say(Language::vi, vi->text);
    if (const Writing* zh = first_of(writings, Script::zh_hans))
        say(Language::zh, zh->family.empty() ? zh->text : zh->family);
    say(Language::en, party.name().in(Language::en));
    html::fact_end(w);
    html::end_facts(w);
}

std::string field_name(std::string_view prefix, std::size_t index) {
    return fmt::format("{}{}", prefix, index);
}

void write_syllable(Writer& w, Language language, const names::SyllableChoice& choice, std::size_t index) {
    w.tag("fieldset", "pick").tag("legend").lang(Language::vi).text(choice.syllable).end();
    w.tag("div", "picks");
    bool first = true;
    for (const names::Character& one : choice.characters) {
        w.tag("label", "pick-character");
        w.tag("input").attr("type", "radio").attr("name", field_name("c", index)).attr("value", one.text);
        if (std::exchange(first, false)) w.attr("checked");
        w.tag("span").lang(Language::zh).text(one.text).end().end();
    }
    w.end();
    html::input_field(w, language,
                      {.name = field_name("other", index),
                       .label = std::string(tr(language, "people.writing.other_character")),
                       .max = 4,
                       .lang = Language::zh});
    w.end();
}

html::PageHead head_of(const Context& context, const NamedParty& of, std::string_view title) {
    return {.title = std::string(tr(context.language, title)),
            .crumbs = {{.text = std::string(tr(context.language, "people.people")), .url = Url("/people")},
                       {.text = of.name.in(context.language), .url = party_url(of.id)}},
            .menu = "/people",
            .help = "help.writing"};
}

}  // namespace

records::Words writing_words(Language language) {
    return [language](std::vector<records::Change>& changes) {
        for (records::Change& change : changes) {
            if (change.field != "writing") continue;
            for (std::string* value : {&change.before, &change.after}) {
                const std::size_t colon = value->find(": ");
                const auto script = records::find_code(script_codes, value->substr(0, colon));
                if (colon != std::string::npos && script)
                    value->replace(0, colon, label(language, static_cast<Script>(*script)));
            }
        }
    };
}

void write_names_card(Writer& w, const Context& context, const Party& party, const std::vector<Writing>& writings) {
    const Language language = context.language;
    html::begin_card(w, tr(language, "people.writing.names"), html::CardBody::bare);
    w.tag("ul", "rows");
    for (const Writing& writing : writings) write_writing(w, context, writing);
    w.end();
    w.tag("div", "card-body stack");
    write_address_forms(w, context, party, writings);
    if (context.may(can_record)) {
        write_missing_name(w, context, party, writings);
        w.tag("div");
        html::button_link(w, writings_url(party.row.id).part("new"), "plus", tr(language, "people.writing.add"));
        w.end();
    }
    w.end();
    html::end_card(w);
}

std::string writing_form_page(const Context& context, const NamedParty& of, WritingId id, const forms::State& state) {
    const Language language = context.language;
    const Url to = id ? writing_url(id) : writings_url(of.id);
    Writer w;
    html::begin_page(w, context, head_of(context, of, id ? "people.writing.edit" : "people.writing.add"));
    forms::Form form = forms::begin_form(w, context, records::describe<WritingInput>(), state, to);
    w.tag("div", "card").tag("div", "card-body form-grid");
    for (const std::string_view field : {"kind", "text", "official"}) form.field(field);
    if (of.sort == Sort::person)
        for (const std::string_view field : {"family", "middle", "given"}) form.field(field);
    for (const std::string_view field : {"from", "to", "source"}) form.field(field);
    w.end().end();
    forms::end_form(w, language, party_url(of.id));
    if (id) web::delete_form(w, context, writing_url(id), state.version, "people.writing.delete_confirm");
    return html::end_page(w, context);
}

std::string character_picker_page(const Context& context, const NamedParty& of, std::string_view vietnamese_name,
                                  bool wrong) {
    const Language language = context.language;
    Writer w;
    html::begin_page(w, context, head_of(context, of, "people.writing.pick"));
    if (wrong) html::notice(w, Tone::son, tr(language, "people.error.character_missing"));
    w.element("p", "text-2 measure", tr(language, "people.writing.pick_lead"));
    html::post_form(w, context, writings_url(of.id).part("pick"), "stack");
    w.tag("div", "card").tag("div", "card-body stack");
    const std::vector<names::SyllableChoice> choices = names::pick_characters(vietnamese_name, names::Kind::person);
    for (std::size_t i = 0; i < choices.size(); ++i) write_syllable(w, language, choices[i], i);
    w.end().end();
    w.tag("div", "form-actions");
    html::submit(w, tr(language, "common.save"));
    w.text(" ");
    html::button_link(w, party_url(of.id), "x", tr(language, "common.cancel"));
    w.end().end();
    return html::end_page(w, context);
}

std::string picked_name(const http::Request& request, std::string_view vietnamese_name) {
    std::string name;
    const std::size_t syllables = names::pick_characters(vietnamese_name, names::Kind::person).size();
    for (std::size_t i = 0; i < syllables; ++i) {
        const std::string other = clean_line(request.field(field_name("other", i)));
        const std::string_view chosen = other.empty() ? request.field(field_name("c", i)) : std::string_view(other);
        if (chosen.empty() || code_points(chosen) > 2) return {};
        name += chosen;
    }
    return name;
}

}  // namespace caunoi::people
