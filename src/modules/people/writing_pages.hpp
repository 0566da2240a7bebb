// The names of a person or body in all their scripts: as a card on the record's page, as a form, and as the picker of
// characters.
#pragma once

#include "modules/people/party.hpp"
#include "modules/people/writing.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <vector>

namespace caunoi::people {

void write_names_card(html::Writer& w, const Context& context, const Party& party,
                      const std::vector<Writing>& writings);

// The name that a writing belongs to, for headings and the way back.
struct NamedParty {
    PartyId id = {};
    Sort sort = Sort::person;
    Name name = {};
};
std::string writing_form_page(const Context& context, const NamedParty& of, WritingId id,
                              const forms::State& state);  // no id: a new one
// A row of characters for each syllable of the Vietnamese name; `wrong` when one was left open.
std::string character_picker_page(const Context& context, const NamedParty& of, std::string_view vietnamese_name,
                                  bool wrong);
// Of the picker's form: "c0", "c1" … and "other0" for a character that is not among the eight.
std::string picked_name(const http::Request& request, std::string_view vietnamese_name);  // "" when one is missing

// "zh_hans: 阮文安" of the history as people read it.
records::Words writing_words(Language language);

void register_writing_routes(http::Router& router);

}  // namespace caunoi::people
