// The first page after signing in, drawn.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/settings/rule.hpp"
#include "platform/html/components.hpp"
#include "platform/log/log.hpp"
#include "platform/search/search.hpp"

#include <string>
#include <vector>

namespace caunoi::home {

// Something that waits for somebody to do it.
struct Work {
    html::Tone tone = html::Tone::plain;
    std::string_view icon = {};
    std::string title = {};
    std::string note = {};
    html::Url url{"/"};
    std::string when = {};
    bool late = false;
};

// A record that was changed lately, by its newest change.
struct Change {
    log::Entry entry = {};
    std::int64_t changes = 0;  // how many of it there were lately
    search::Title title = {};
    const search::Source* kind = nullptr;
};

struct Dashboard {
    std::vector<Work> work = {};  // what is late first
    bool more_work = false;
    std::vector<exchange::ActivityLine> upcoming = {};  // the nearest first
    std::int64_t out = 0;                               // held this year
    std::int64_t in = 0;
    std::int64_t members = 0;
    std::optional<settings::RollLight> roll = {};  // against the legal minimum
    Date chart_from{};                             // twelve months that end with this one
    Date chart_to{};
    std::vector<exchange::MonthCount> months = {};
    std::vector<Change> changes = {};
    bool articles = false;  // the demonstration: its page of the articles has something to show
};

std::string dashboard_page(const Context& context, const Dashboard& board);

}  // namespace caunoi::home
