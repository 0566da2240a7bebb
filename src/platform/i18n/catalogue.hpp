// The texts of the interface: flat JSON files i18n/<area>.<language>.json, embedded in the binary and merged.
#pragma once

#include "platform/base/embedded.hpp"
#include "platform/base/language.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caunoi::i18n {

std::span<const EmbeddedFile> embedded_catalogues();

using Entries = std::vector<std::pair<std::string, std::string>>;

// One flat object of strings, in the order of the file. Throws std::runtime_error with the line for anything else.
Entries parse_catalogue(std::string_view json);

struct CatalogueName {
    std::string_view area;
    Language language = Language::vi;
};
CatalogueName catalogue_name(std::string_view file_name);  // "people.vi.json"; throws for another shape

class Catalogue {
public:
    // Throws std::runtime_error when a key appears twice or a file is not a catalogue.
    explicit Catalogue(std::span<const EmbeddedFile> files);
    // Null when the language lacks the key.
    [[nodiscard]] const std::string* find(Language language, std::string_view key) const;
    [[nodiscard]] std::map<std::string_view, std::string_view> texts(Language language) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
    };
    using Texts = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;
    std::array<Texts, languages.size()> texts_;
};

const Catalogue& catalogue();  // of this binary, parsed at the first use

}  // namespace caunoi::i18n
