// What a browser calls itself, in words that its user recognises.
#pragma once

#include "platform/base/language.hpp"

#include <string>
#include <string_view>

namespace caunoi::web {

// "Chrome trên Windows"; of what is known only half the half, else that it is not known.
std::string agent_text(Language language, std::string_view agent);

}  // namespace caunoi::web
