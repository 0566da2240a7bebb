// Codes as people read them, and lists to choose from: what the pages of activities share.
#pragma once

#include "modules/exchange/activity.hpp"
#include "platform/forms/code_labels.hpp"

#include <vector>

namespace caunoi::exchange {

using forms::code_text;
using forms::label;
using forms::options_of;

std::vector<html::Option> gate_options(Language language, const std::vector<people::Place>& gates);

}  // namespace caunoi::exchange
