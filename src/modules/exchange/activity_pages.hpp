// Pages of activities.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/people/sharing.hpp"
#include "platform/files/files.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace caunoi::exchange {

// Rows of the roster as typed; the form offers some empty ones below them.
struct RosterRow {
    std::string name = {}, other_name = {}, title = {}, side = {}, role = {};
};

struct ActivityForm {
    ActivityId id = {};  // none: a new one
    forms::State state = {};
    std::vector<RosterRow> roster = {};
    std::vector<people::Place> gates = {};
    std::vector<people::PartyName> persons = {};  // who may be meant on the roster
};
std::string activity_form_page(const Context& context, const ActivityForm& form);

struct ActivityView {
    ActivityDetails details = {};
    std::vector<files::Attached> files = {};
    people::Sharing sharing = {};
};
std::string activity_page(const Context& context, const ActivityView& view);

struct ActivityListView {
    ActivityFilter filter = {};
    ActivityPage page = {};
    std::vector<people::Place> gates = {};
    std::vector<people::PartyName> party = {};  // the one that is filtered by
};
std::string activity_list_page(const Context& context, const ActivityListView& view);

void register_import_routes(http::Router& router);

// The address of a list with these filters; the report's figures point there.
html::Url list_url(const ActivityFilter& filter);

// "khoảng 3.000 người", "12 người theo danh sách"; "" when neither is known.
std::string people_text(Language language, std::int64_t listed, std::optional<std::int64_t> number,
                        std::optional<Qualifier> qualifier, std::optional<PeopleUnit> unit);

}  // namespace caunoi::exchange
