// What the tests of this folder share.
#pragma once

#include "modules/exchange/activity.hpp"
#include "modules/people/test_people.hpp"

namespace caunoi::exchange {

using people::day;
using people::failed_with;
using people::problems;
using Lines = std::vector<std::string>;

class ExchangeTest : public people::ModuleTest {
protected:
    ExchangeTest() {
        register_search();
        register_references();
    }

    Context office = context_of({can_view, can_record, can_share, can_import, people::can_view, people::can_record});
    Context viewer = context_of({can_view});

    static ActivityInput talks(std::string_view title, std::string_view date = "2024-03-05") {
        return {.direction = Direction::joint,
                .kind = ActivityKind::talks,
                .state = ActivityState::held,
                .date_from = day(date),
                .title_vi = std::string(title)};
    }
    ActivityId record(const ActivityInput& input, const std::vector<ParticipantInput>& roster = {}) {
        return must(record_activity(office, input, roster));
    }
    ActivityDetails find(ActivityId id) { return must(find_activity(office, id)); }

    // Titles of all lines that the filter leaves, newest first.
    Lines titles(const ActivityFilter& filter) { return titles(office, filter); }
    static Lines titles(Context& context, const ActivityFilter& filter) {
        Lines all;
        for (const ActivityLine& line : must(list_activities(context, filter, {}, {}, 500)).lines)
            all.push_back(line.title_vi.empty() ? line.title_zh : line.title_vi);
        return all;
    }
};

}  // namespace caunoi::exchange
