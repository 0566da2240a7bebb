// The kinds that can be found, and what was found as JSON.
#include "platform/base/json.hpp"
#include "platform/search/search.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace caunoi::search {
namespace {

std::vector<Source>& registered() {
    static std::vector<Source> all;
    return all;
}

}  // namespace

void register_source(const Source& source) {
    const auto same = [&](const Source& other) { return other.kind == source.kind; };
    const auto present = std::ranges::find_if(registered(), same);
    if (present == registered().end())
        registered().push_back(source);
    else
        *present = source;
}

const std::vector<Source>& sources() {
    return registered();
}

std::string to_json(std::string_view query, const Found& found) {
    Json json;
    json.open('{').key("query").value(query).key("more").value(found.more).key("hits").open('[');
    for (const Hit& hit : found.hits) {
        json.open('{').key("kind").value(hit.kind).key("id").value(std::to_string(hit.record));
        json.key("title").value(hit.title).key("why").value(hit.why).key("score").raw(fmt::format("{:.2f}", hit.score));
        json.close('}');
    }
    return json.close(']').close('}').take();
}

}  // namespace caunoi::search
