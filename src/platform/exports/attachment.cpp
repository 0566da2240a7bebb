// Names come from people: what could leave the header or the folder is replaced before anything else.
#include "platform/exports/attachment.hpp"

#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"

namespace caunoi::exports {
namespace {

std::string without_path(std::string_view file_name) {
    constexpr std::string_view not_on_windows = "/\\:*?\"<>|";
    std::string name = clean_line(file_name);
    for (char& c : name)
        if (not_on_windows.find(c) != std::string_view::npos) c = '-';
    return name;
}

std::string ascii_name(std::string_view name) {
    const std::size_t dot = std::min(name.rfind('.'), name.size());
    const std::string stem = slug(name.substr(0, dot));
    const std::string extension = dot < name.size() ? slug(name.substr(dot + 1)) : "";
    return (stem.empty() ? "export" : stem) + (extension.empty() ? "" : "." + extension);
}

bool stands_for_itself(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
}

}  // namespace

std::string attachment(std::string_view file_name) {
    const std::string name = without_path(file_name);
    std::string header = "attachment; filename=\"" + ascii_name(name) + "\"; filename*=UTF-8''";
    for (const char c : name) {
        if (stands_for_itself(c))
            header += c;
        else
            header += "%" + to_hex(std::string_view(&c, 1));
    }
    return header;
}

}  // namespace caunoi::exports
