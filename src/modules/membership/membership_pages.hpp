// What the pages of the charter, of applications and of decisions share.
#pragma once

#include "modules/membership/application.hpp"
#include "modules/membership/card.hpp"
#include "modules/membership/charter.hpp"
#include "modules/membership/decision.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/page.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::membership {

enum class Part { applications, decisions, charters };
// The ways between the parts, on top of each list.
void write_parts(html::Writer& w, Language language, Part current);
html::Url charter_url(CharterId id);
html::Url application_url(ApplicationId id);
html::Url decision_url(DecisionId id);
// "05/QĐ-BCH, 12/03/2026"
std::string decision_name(Language language, const Decision& decision);

std::string charter_list_page(const Context& context, const std::vector<Charter>& charters);
std::string charter_page(const Context& context, const Charter& charter, bool holds);
std::string charter_form_page(const Context& context, CharterId id, const forms::State& state);

struct ApplicationView {
    Application application = {};
    bool revealed = false;
    std::vector<people::PartyName> alike = {};  // while it is open and nobody said who it is
    std::optional<people::PartyName> party = {};
    std::optional<Decision> decision = {};
    forms::Values step_values = {};
};
std::string application_list_page(const Context& context, const ApplicationFilter& filter, const ApplicationPage& page);
std::string application_page(const Context& context, const ApplicationView& view);
std::string application_form_page(const Context& context, ApplicationId id, people::Sort sort,
                                  const forms::State& state);

struct DecisionForm {
    DecisionId id = {};  // none: a new one
    DecisionKind kind = DecisionKind::admission;
    std::vector<Application> waiting = {};  // checked, to choose from
    std::vector<ApplicationId> chosen = {};
    std::string members = {};
    std::optional<Charter> charter = {};  // in force today
};
std::string decision_list_page(const Context& context, const DecisionPage& page);
std::string decision_page(const Context& context, const DecisionView& view);
std::string decision_form_page(const Context& context, const DecisionForm& form, const forms::State& state);
void write_cards_card(html::Writer& w, const Context& context, PartyId party, const std::vector<Card>& cards,
                      bool on_roll);
// On the page of a person or body; `roll_number`: of somebody who is on the roll.
void write_decisions_card(html::Writer& w, const Context& context, const std::vector<DecisionOf>& decisions,
                          const std::optional<std::string>& roll_number);
std::string complaint_form_page(const Context& context, const Decision& decision, const Subject& subject,
                                const forms::State& state);

}  // namespace caunoi::membership
