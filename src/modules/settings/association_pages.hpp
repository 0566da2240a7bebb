// Pages about the association: the first run, and its settings afterwards.
#pragma once

#include "modules/settings/association.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/router.hpp"

#include <optional>
#include <string>
#include <vector>

namespace caunoi::settings {

struct AssociationForm {
    std::int64_t version = 0;
    forms::Values values = {};
    std::optional<files::Attached> emblem = {};
    std::vector<html::Difference> theirs_and_yours = {};
};
std::string association_page(const Context& context, const AssociationForm& form);

struct SetupForm {
    forms::Values values = {};
    bool with_term = true;  // no term was recorded before
};
std::string setup_page(const Context& context, const SetupForm& form);

void register_association_routes(http::Router& router);

}  // namespace caunoi::settings
