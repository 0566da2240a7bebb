// What a message may look like before it is one.
#include "platform/base/text.hpp"
#include "platform/mail/mail.hpp"

#include <algorithm>

namespace caunoi::mail {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string line_of(std::string_view line) {
    const std::string text = escaped(line);
    const bool link =
        (line.starts_with("https://") || line.starts_with("http://")) && line.find(' ') == std::string_view::npos;
    return link ? "<a href=\"" + text + "\">" + text + "</a>" : text;
}

}  // namespace

bool plausible_address(std::string_view address) {
    if (address.empty() || address.size() > 254) return false;
    const auto at = address.find('@');
    if (at == 0 || at == std::string_view::npos || at + 1 == address.size()) return false;
    if (address.find('@', at + 1) != std::string_view::npos) return false;
    return std::ranges::all_of(address, [](char c) {
        return c > ' ' && c < '\x7f' && std::string_view("<>(),;:\\\"[]").find(c) == std::string_view::npos;
    });
}

std::string html_of(std::string_view text, Language language) {
    std::string html = "<!doctype html>\n<html lang=\"" + std::string(code(language)) +
                       "\"><head><meta charset=\"utf-8\"></head><body>\n";
    bool open = false;
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) {
            if (open) html += "</p>\n";
            open = false;
            continue;
        }
        html += (open ? "<br>\n" : "<p>") + line_of(line);
        open = true;
    }
    if (open) html += "</p>\n";
    return html + "</body></html>\n";
}

}  // namespace caunoi::mail
