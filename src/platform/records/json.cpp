// Reading JSON: the one file that knows Boost.JSON.
#include "platform/records/records.hpp"

#include <boost/json.hpp>

namespace caunoi::records {

std::vector<Change> changes_from_json(std::string_view json) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse({json.data(), json.size()}, error);
    std::vector<Change> changes;
    if (error || !value.is_object()) return changes;
    for (const auto& member : value.get_object()) {
        const auto* pair = member.value().if_array();
        if (!pair || pair->size() != 2 || !(*pair)[0].is_string() || !(*pair)[1].is_string()) continue;
        const auto& before = (*pair)[0].get_string();
        const auto& after = (*pair)[1].get_string();
        changes.push_back({std::string(member.key()), std::string(before), std::string(after)});
    }
    return changes;
}

}  // namespace caunoi::records
