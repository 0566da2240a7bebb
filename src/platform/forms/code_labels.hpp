// Codes as people read them, and lists to choose from.
#pragma once

#include "platform/html/components.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/records/field.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::forms {

template <store::Coded E>
std::string_view label(Language language, E value) {
    // Looked up once: a list says three of them in each line.
    static const auto texts = [] {
        std::array<std::vector<std::string_view>, languages.size()> all;
        for (const Language each : languages)
            for (const std::string_view code : codes(E{}))
                all[static_cast<std::size_t>(each)].push_back(
                    i18n::tr(each, fmt::format("{}.{}", code_labels(E{}), code)));
        return all;
    }();
    return texts[static_cast<std::size_t>(language)][static_cast<std::size_t>(value)];
}

template <store::Coded E>
std::string_view code_text(E value) {
    return codes(value)[static_cast<std::size_t>(value)];
}
template <store::Coded E>
std::string code_text(const std::optional<E>& value) {  // "" for none
    return value ? std::string(code_text(*value)) : std::string();
}

template <store::Coded E>
std::vector<html::Option> options_of(Language language) {
    std::vector<html::Option> options;
    for (const std::string_view code : codes(E{}))
        options.push_back({.value = std::string(code),
                           .text = std::string(i18n::tr(language, fmt::format("{}.{}", code_labels(E{}), code)))});
    return options;
}

}  // namespace caunoi::forms
