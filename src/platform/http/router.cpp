// The table as a tree of segments: a lookup costs the length of the path, not the number of routes.
#include "platform/http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace caunoi::http {

namespace {

// "/a/{id}" → "a", "{id}"; "/" → "". The rest after the last segment has no data().
struct Cut {
    std::string_view segment;
    std::string_view rest;
    bool last = false;
};
Cut cut_segment(std::string_view path) {
    const std::size_t slash = path.find('/', 1);
    if (slash == std::string_view::npos) return {.segment = path.substr(1), .rest = {}, .last = true};
    return {.segment = path.substr(1, slash - 1), .rest = path.substr(slash), .last = false};
}

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{');
}

std::vector<std::string_view> parameter_names(std::string_view pattern) {
    std::vector<std::string_view> names;
    for (Cut cut = cut_segment(pattern);; cut = cut_segment(cut.rest)) {
        if (is_parameter(cut.segment)) names.push_back(cut.segment.substr(1, cut.segment.size() - 2));
        if (cut.last) return names;
    }
}

bool is_well_formed(std::string_view pattern) {
    if (!pattern.starts_with('/')) return false;
    for (Cut cut = cut_segment(pattern);; cut = cut_segment(cut.rest)) {
        const std::string_view segment = cut.segment;
        const bool parameter = is_parameter(segment);
        if (parameter && (segment.size() < 3 || !segment.ends_with('}'))) return false;
        const std::string_view inside = parameter ? segment.substr(1, segment.size() - 2) : segment;
        if (inside.find_first_of("{}") != std::string_view::npos) return false;
        if (cut.last) break;
    }
    auto names = parameter_names(pattern);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

}  // namespace

struct Router::Search {
    Method method;
    std::vector<std::string_view> values = {};  // of the parameters passed so far
    std::size_t route = none;
    bool path_exists = false;
};

void Router::get(std::string_view pattern, Handler handler, Door door) {
    add({.method = Method::get, .pattern = pattern, .handler = handler, .door = door});
}
void Router::post(std::string_view pattern, Handler handler, Door door) {
    add({.method = Method::post, .pattern = pattern, .handler = handler, .door = door});
}

std::size_t Router::child(std::size_t node, std::string_view segment) {
    if (is_parameter(segment)) {
        if (nodes_[node].parameter == none) {
            nodes_[node].parameter = nodes_.size();
            nodes_.emplace_back();
        }
        return nodes_[node].parameter;
    }
    auto& literals = nodes_[node].literals;
    const auto place =
        std::ranges::lower_bound(literals, segment, {}, &std::pair<std::string_view, std::size_t>::first);
    if (place != literals.end() && place->first == segment) return place->second;
    const std::size_t added = nodes_.size();
    literals.insert(place, {segment, added});
    nodes_.emplace_back();
    return added;
}

void Router::add(Route route) {
    if (!is_well_formed(route.pattern)) throw std::logic_error(fmt::format("route pattern {}", route.pattern));
    std::size_t node = 0;
    for (Cut cut = cut_segment(route.pattern);; cut = cut_segment(cut.rest)) {
        node = child(node, cut.segment);
        if (cut.last) break;
    }
    std::size_t& place = route.method == Method::post ? nodes_[node].post : nodes_[node].get;
    if (place != none)
        throw std::logic_error(fmt::format("routes {} and {} are the same", routes_[place].pattern, route.pattern));
    place = routes_.size();
    routes_.push_back(route);
}

void Router::search(std::size_t node, std::string_view rest, Search& state) const {
    const Node& here = nodes_[node];
    if (rest.empty()) {
        state.route = state.method == Method::post ? here.post : state.method == Method::other ? none : here.get;
        state.path_exists = state.path_exists || here.get != none || here.post != none;
        return;
    }
    const Cut cut = cut_segment(rest);
    const auto place =
        std::ranges::lower_bound(here.literals, cut.segment, {}, &std::pair<std::string_view, std::size_t>::first);
    if (place != here.literals.end() && place->first == cut.segment) search(place->second, cut.rest, state);
    if (state.route != none || here.parameter == none || cut.segment.empty()) return;
    state.values.push_back(cut.segment);
    search(here.parameter, cut.rest, state);
    if (state.route == none) state.values.pop_back();
}

Router::Match Router::find(Method method, std::string_view path) const {
    if (!path.starts_with('/')) return {};
    Search state{.method = method};
    search(0, path, state);
    Match match{.path_exists = state.path_exists};
    if (state.route == none) return match;
    match.route = &routes_[state.route];
    const auto names = parameter_names(match.route->pattern);
    for (std::size_t i = 0; i < names.size(); ++i) match.parameters.emplace_back(names[i], state.values[i]);
    return match;
}

}  // namespace caunoi::http
