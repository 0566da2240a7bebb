// The three languages of every page, Vietnamese first.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace caunoi {

enum class Language { vi, zh, en };
inline constexpr std::array languages{Language::vi, Language::zh, Language::en};

constexpr std::string_view code(Language language) {  // in addresses and in the lang attribute
    switch (language) {
        case Language::vi: return "vi";
        case Language::zh: return "zh";
        case Language::en: return "en";
    }
    return "vi";
}
constexpr std::array<std::string_view, 3> language_codes{"vi", "zh", "en"};
constexpr std::span<const std::string_view> codes(Language) {
    return language_codes;
}
constexpr std::string_view code_labels(Language) {
    return "common.language";
}
// What a reader gets of a text that may exist in each language: their own, else Vietnamese, else what there is.
struct Spoken {
    std::string_view text;
    Language language;
};
constexpr Spoken spoken(Language reader, std::string_view vi, std::string_view zh, std::string_view en) {
    const std::array texts{vi, zh, en};
    for (const Language language : {reader, Language::vi, Language::zh, Language::en})
        if (const std::string_view text = texts[static_cast<std::size_t>(language)]; !text.empty())
            return {text, language};
    return {{}, reader};
}
constexpr std::optional<Language> parse_language(std::string_view text) {
    for (const Language language : languages)
        if (code(language) == text) return language;
    return std::nullopt;
}

}  // namespace caunoi
