// Pages of the term report and of the facts beside it.
#pragma once

#include "modules/report/duties.hpp"
#include "modules/report/term_report.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace caunoi::report {

struct ChooseView {
    Presets presets = {};
    bool articles = false;  // there is a page of the articles' facts
    std::string from = {};  // as typed
    std::string to = {};
    std::vector<Error::Field> errors = {};
};
std::string choose_page(const Context& context, const ChooseView& view);
std::string term_report_page(const Context& context, const TermReport& report);
html::Url report_url(const Period& period);

struct FactListView {
    FactFilter filter = {};
    FactPage page = {};
};
std::string fact_list_page(const Context& context, const FactListView& view);
html::Url list_url(const FactFilter& filter);

// Names of the records that carry facts, by kind and id.
using Carriers = std::map<std::pair<std::string, std::int64_t>, std::string>;
std::string_view carrier_name(const Carriers& carriers, const Fact& fact);  // "" when the record is gone
// The names of all at once: one query for each kind of record.
Result<Carriers> carriers_of(Context& context, std::span<const Fact> facts);

std::string fact_page(const Context& context, const Fact& fact, const Carriers& carriers);

std::string fact_form_page(const Context& context, FactId id, const forms::State& state);  // no id: a new one
html::Url fact_url(FactId id);

// Facts by the duties that they belong to, and how far this program does each duty.
struct ArticlesView {
    std::vector<Fact> facts = {};
    Carriers carriers = {};
};
std::string articles_page(const Context& context, const ArticlesView& view);

// The page of the record that carries a fact; nothing when there is none.
std::optional<html::Url> carrier_url(const Fact& fact);

void register_fact_routes(http::Router& router);

}  // namespace caunoi::report
