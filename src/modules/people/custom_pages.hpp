// Pages of the fields that the office makes, and what they add to the pages of people and bodies.
#pragma once

#include "modules/people/custom_value.hpp"
#include "platform/html/writer.hpp"

#include <span>
#include <string>
#include <vector>

namespace caunoi::people {

std::string custom_field_list_page(const Context& context, const std::vector<CustomFieldLine>& lines);
// A field without an id is a new one.
std::string custom_field_form_page(const Context& context, const CustomField& field, const forms::State& state);

// Former fields stand by themselves: nobody is asked for them any more.
void write_custom_facts(html::Writer& w, Language language, const std::vector<CustomField>& fields,
                        const CustomValues& values);
// Before the form of a list's conditions: with fields of the office's own it would fill a phone's first screen.
void write_custom_fold(html::Writer& w, Language language, const std::vector<CustomField>& fields,
                       const PartyFilter& filter);
// The conditions of a list, in the form that is open.
void write_custom_filters(html::Writer& w, Language language, const std::vector<CustomField>& fields,
                          const TypedFilter& typed);

}  // namespace caunoi::people
