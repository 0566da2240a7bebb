#include "platform/files/name.hpp"

#include "platform/base/text.hpp"

#include <algorithm>
#include <array>

namespace caunoi::files {

namespace {

struct Ending {
    std::string_view type;
    std::string_view ending;  // the usual one first
};
constexpr std::array endings{
    Ending{"image/jpeg", ".jpg"},
    Ending{"image/jpeg", ".jpeg"},
    Ending{"image/jpeg", ".jpe"},
    Ending{"image/jpeg", ".jfif"},
    Ending{"image/png", ".png"},
    Ending{"image/webp", ".webp"},
    Ending{"image/gif", ".gif"},
    Ending{"application/pdf", ".pdf"},
    Ending{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
    Ending{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    Ending{"application/vnd.oasis.opendocument.text", ".odt"},
    Ending{"text/plain", ".txt"},
    Ending{"text/plain", ".csv"},
    Ending{"text/plain", ".md"},
    Ending{"text/csv", ".csv"},
    Ending{"text/csv", ".txt"},
};

// Marks of direction and joining, invisible and able to show "exe.pdf" for "fdp.exe".
constexpr std::array<std::string_view, 15> invisible{
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
    "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff",
};

constexpr std::size_t longest = 120;
constexpr std::string_view forbidden_in_names = R"(<>:"|?*)";  // Windows cannot save them

void remove_all(std::string& text, std::string_view piece) {
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at))
        text.erase(at, piece.size());
}

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && equal_ignoring_ascii_case(text.substr(text.size() - ending.size()), ending);
}

}  // namespace

std::string clean_name(std::string_view name, std::string_view type) {
    const std::size_t slash = name.find_last_of("/\\");
    std::string cleaned = clean_line(slash == std::string_view::npos ? name : name.substr(slash + 1));
    for (const std::string_view piece : invisible) remove_all(cleaned, piece);
    for (char& letter : cleaned)
        if (forbidden_in_names.find(letter) != std::string_view::npos) letter = '_';
    cleaned.erase(0, std::min(cleaned.find_first_not_of(". "), cleaned.size()));

    const auto of_type = [&](const Ending& ending) { return ending.type == type; };
    const auto usual = std::ranges::find_if(endings, of_type);
    if (usual == endings.end()) return cleaned.empty() ? "file" : first_code_points(cleaned, longest);
    const auto found = std::ranges::find_if(endings, [&](const Ending& ending) {
        return of_type(ending) && ends_with_ignoring_case(cleaned, ending.ending);
    });
    const std::string_view ending = found == endings.end() ? usual->ending : found->ending;
    if (found != endings.end()) cleaned.resize(cleaned.size() - ending.size());
    std::string stem = first_code_points(cleaned, longest - ending.size());
    if (stem.empty()) stem = "file";
    return stem.append(ending);
}

}  // namespace caunoi::files
