#include "platform/import/xml_pieces.hpp"

#include <algorithm>

namespace caunoi::imports {
namespace {

constexpr std::size_t open_limit = 16U * 1024 * 1024;  // of one element
constexpr std::size_t none = std::string::npos;

tl::unexpected<Error> broken() {
    return fail(Error::Kind::invalid, "import.xlsx.broken");
}

// Of the tag that begins at `at`; values may hold ">".
std::size_t end_of_tag(std::string_view text, std::size_t at) {
    char quote = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return none;
}

std::size_t after(std::string_view text, std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == none ? none : found + end.size();
}

}  // namespace

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Result<void> XmlPieces::feed(std::string_view bytes) {
    buffer_ += bytes;
    while (TRY(step())) {
    }
    if (buffer_.size() - at_ > open_limit) return broken();
    searched_ -= std::min(searched_, at_);
    buffer_.erase(0, at_);
    at_ = 0;
    return {};
}

Result<void> XmlPieces::finish() const {
    if (at_ < buffer_.size()) return broken();
    return {};
}

// One tag, comment or whole element further; false when more bytes are needed.
Result<bool> XmlPieces::step() {
    const std::string_view text = buffer_;
    at_ = std::min(text.find('<', at_), text.size());
    if (text.size() - at_ < 4) return false;
    const std::string_view rest = text.substr(at_);
    std::size_t end = none;
    if (rest.starts_with("<!--")) {
        end = after(text, "-->", at_);
    } else if (rest.starts_with("<![C")) {
        end = after(text, "]]>", at_);
    } else if (rest.starts_with("<?")) {
        end = after(text, "?>", at_);
    } else if (rest.starts_with("<!")) {
        return fail(Error::Kind::invalid, "import.xlsx.suspicious");
    } else {
        end = end_of_tag(text, at_);
        const std::string_view full = rest.substr(1, rest.find_first_of(" \t\r\n/>", 1) - 1);
        const std::string_view name = local_name(full);
        if (end != none && std::ranges::find(names_, name) != names_.end()) {
            if (text[end - 2] != '/') {
                const std::string closing = "</" + std::string(full) + ">";
                const std::size_t from = std::max(end, searched_);
                const std::size_t begin = end;
                end = after(text, closing, from);
                // The closing tag itself may be cut in two.
                searched_ = std::max(begin, text.size() - std::min(text.size(), closing.size()));
            }
            if (end != none) TRY(take_(name, text.substr(at_, end - at_)));
        }
    }
    if (end == none) return false;
    at_ = end;
    searched_ = 0;
    return true;
}

}  // namespace caunoi::imports
