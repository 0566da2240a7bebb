// The duties of a friendship association as the two articles tell them (S1 … S14), and how far this program does each.
// Whoever finishes a duty changes its line here.
#pragma once

#include <array>
#include <string_view>

namespace caunoi::report {

enum class Done { works, partly, not_yet };
constexpr std::array<std::string_view, 3> done_codes{"works", "partly", "not_yet"};

struct Duty {
    std::string_view code;   // as in the facts: "S3"
    std::string_view label;  // translation key
    Done done;
};
constexpr std::array<Duty, 14> duties{{
    {"S1", "report.duty.s1", Done::not_yet},
    {"S2", "report.duty.s2", Done::not_yet},
    {"S3", "report.duty.s3", Done::partly},  // delegations, rosters, results and counting; no programme, no approval
    {"S4", "report.duty.s4", Done::not_yet},
    {"S5", "report.duty.s5", Done::not_yet},
    {"S6", "report.duty.s6", Done::not_yet},
    {"S7", "report.duty.s7", Done::not_yet},
    {"S8", "report.duty.s8", Done::partly},    // roll, terms, posts, committee size; no congress
    {"S9", "report.duty.s9", Done::partly},    // news in three languages; no newsletters
    {"S10", "report.duty.s10", Done::partly},  // single activities; no series of editions
    {"S11", "report.duty.s11", Done::partly},  // articles as readers expect them; no calendar, no clippings
    {"S12", "report.duty.s12", Done::partly},  // the term report; no tasks under a directive
    {"S13", "report.duty.s13", Done::partly},  // planned beside held; no yearly plan
    {"S14", "report.duty.s14", Done::not_yet},
}};

}  // namespace caunoi::report
