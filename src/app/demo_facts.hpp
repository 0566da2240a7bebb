// Published facts of the demonstration: what the articles state, and the yearly totals among the published exchanges.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace caunoi::app {

struct FactFiles {
    std::string_view articles;   // article_facts.tsv
    std::string_view records;    // fact_records.tsv: how each is kept, and the record that carries it
    std::string_view exchanges;  // exchanges.tsv
};
// After bodies, terms, gates and activities: a fact points to the record that carries it.
void load_facts(Context& context, const FactFiles& files);

// The published exchanges without their yearly totals, which are stated figures and not activities.
std::string without_yearly_totals(std::string_view exchanges_tsv);

// The demonstration is ours: what it refuses is a fault, not somebody's input.
template <class T>
T loaded(Result<T> result) {
    if (result) return detail::take(std::move(result));
    std::string text = result.error().key;
    for (const Error::Field& field : result.error().fields) text += fmt::format(" {}: {}", field.name, field.key);
    throw std::logic_error("the demonstration does not load: " + text);
}

}  // namespace caunoi::app
