// The piece of a longer text that made it a hit.
#pragma once

#include "platform/html/components.hpp"
#include "platform/search/tokens/query.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::search {

struct Excerpt {
    std::string text;
    std::vector<html::Span> marks;
};

// Of the line with the most marks, at most 160 characters around them; "" when nothing in it matches. The words left
// away are shown by an ellipsis.
Excerpt excerpt(std::string_view source, const QueryPlan& plan);

}  // namespace caunoi::search
