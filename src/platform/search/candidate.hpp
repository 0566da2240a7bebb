// A record that may be a hit, and how good a hit it is. No engine, no permission.
#pragma once

#include "platform/search/rank.hpp"
#include "platform/search/tokens/cross_script.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace caunoi::search {

// An id is a day and a number: newer before older, and never equal.
struct Candidate {
    std::int64_t id = 0;
    std::string kind;
    std::int64_t record = 0;
    std::string title;
    std::string titles;
    std::string date;
    std::string_view why;
    bool granted = false;   // seen by a grant, not because its kind is
    bool in_title = false;  // what matched stands in the title
    int points = 0;
    int weight = 0;  // of its kind
};
// Better ones first.
bool better(const Candidate& a, const Candidate& b);

// How candidates are rated: by these words and, when these stand in the text, by whether it is one of those with the
// marks.
struct Rating {
    Matcher matcher;
    const CrossScript& names;
    int bonus = 0;
    bool marks_typed = false;
    std::unordered_set<std::int64_t> with_marks = {};
};

// Fills in why, in_title and points. The places, best first: the whole title, in the title, in another title, a name in
// another script, in the text.
void rate(Candidate& candidate, Rating& rating);

}  // namespace caunoi::search
