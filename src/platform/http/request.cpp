// Names, values and cookies of a request, and the two percent-encoded texts of HTTP: targets and forms.
#include "platform/http/request.hpp"

#include "platform/base/text.hpp"
#include "platform/http/percent.hpp"

#include <algorithm>
#include <cstddef>

namespace caunoi::http {

namespace {

bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool has_dot_segments(std::string_view path) {
    if (path.find("/.") == std::string_view::npos) return false;
    return std::ranges::any_of(split(path, '/'), [](std::string_view part) { return part == "." || part == ".."; });
}

std::string_view without_quotes(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

}  // namespace

std::string_view value_of(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (key == name) return value;
    return {};
}

std::string_view Request::header(std::string_view lower_case_name) const {
    return value_of(headers, lower_case_name);
}
std::string_view Request::query_value(std::string_view name) const {
    return value_of(query, name);
}
std::string_view Request::field(std::string_view name) const {
    return value_of(form, name);
}
std::string_view Request::parameter(std::string_view name) const {
    return value_of(parameters, name);
}
bool Request::has_field(std::string_view name) const {
    return std::ranges::any_of(form, [&](const auto& pair) { return pair.first == name; });
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key != "cookie") continue;
        for (const std::string_view piece : split(value, ';')) {
            const std::string_view pair = trim(piece);
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
            return without_quotes(trim(pair.substr(equals + 1)));
        }
    }
    return {};
}

std::optional<Pairs> parse_urlencoded(std::string_view text) {
    Pairs pairs;
    if (text.empty()) return pairs;
    for (const std::string_view piece : split(text, '&')) {
        if (piece.empty()) continue;
        const std::size_t equals = std::min(piece.find('='), piece.size());
        const auto name = percent_decode(piece.substr(0, equals), Plus::is_blank);
        const auto value = percent_decode(piece.substr(std::min(equals + 1, piece.size())), Plus::is_blank);
        if (!name || !value) return std::nullopt;
        pairs.emplace_back(clean(*name), clean(*value));
    }
    return pairs;
}

std::optional<Target> parse_target(std::string_view target) {
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;
    const std::size_t mark = std::min(target.find('?'), target.size());
    auto path = percent_decode(target.substr(0, mark), Plus::is_plus);
    // Dots are looked for after decoding, or %2e%2e%2f would pass.
    if (!path || has_control_characters(*path) || has_dot_segments(*path)) return std::nullopt;
    auto query = parse_urlencoded(target.substr(std::min(mark + 1, target.size())));
    if (!query) return std::nullopt;
    return Target{.path = std::move(*path), .query = std::move(*query)};
}

}  // namespace caunoi::http
