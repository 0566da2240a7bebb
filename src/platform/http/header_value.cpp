// Written for what browsers send; a value that cannot be read is an absent one.
#include "platform/http/header_value.hpp"

#include "platform/base/text.hpp"
#include "platform/http/percent.hpp"

#include <algorithm>
#include <cstddef>

namespace caunoi::http {

namespace {

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return lower;
}

// Cuts one piece up to `;`, which may also stand inside quotes.
std::string_view cut_parameter(std::string_view& text) {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        if (text[end] == '"' && !(quoted && text[end - 1] == '\\')) quoted = !quoted;
        if (text[end] == ';' && !quoted) break;
    }
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trim(piece);
}

// Browsers escape only the quote; a backslash before anything else is one of a Windows path.
std::string unquote(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    std::string plain;
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "\\\"") ++i;
        plain += text[i];
    }
    return plain;
}

int thousandths(std::string_view q) {
    int value = 0;
    int scale = 1000;
    for (const char c : q.substr(0, 5)) {
        if (c == '.') continue;
        if (c < '0' || c > '9') return 0;
        value += (c - '0') * scale;
        scale /= 10;
    }
    return std::min(value, 1000);
}

}  // namespace

std::optional<std::string> HeaderValue::parameter(std::string_view lower_case_name) const {
    for (const auto& [name, text] : parameters)
        if (name == lower_case_name) return text;
    return std::nullopt;
}

HeaderValue parse_header_value(std::string_view text) {
    HeaderValue parsed{.value = std::string(cut_parameter(text)), .parameters = {}};
    while (!text.empty()) {
        const std::string_view piece = cut_parameter(text);
        const std::size_t equals = piece.find('=');
        if (equals == std::string_view::npos) continue;
        parsed.parameters.emplace_back(ascii_lower(trim(piece.substr(0, equals))),
                                       unquote(trim(piece.substr(equals + 1))));
    }
    return parsed;
}

std::optional<std::string> parse_extended_value(std::string_view text) {
    const std::size_t first = text.find('\'');
    const std::size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
    if (second == std::string_view::npos || !equal_ignoring_ascii_case(text.substr(0, first), "utf-8"))
        return std::nullopt;
    return percent_decode(text.substr(second + 1), Plus::is_plus);
}

std::optional<int> quality_of(std::string_view list, std::string_view token) {
    std::optional<int> any;
    while (!list.empty()) {
        std::string_view rest = list.substr(0, list.find(','));
        list.remove_prefix(std::min(rest.size() + 1, list.size()));
        const std::string_view name = cut_parameter(rest);
        int quality = 1000;
        while (!rest.empty()) {
            const std::string_view parameter = cut_parameter(rest);
            if (parameter.starts_with("q=") || parameter.starts_with("Q=")) quality = thousandths(parameter.substr(2));
        }
        if (equal_ignoring_ascii_case(name, token)) return quality;
        if (name == "*") any = quality;
    }
    return any;
}

}  // namespace caunoi::http
