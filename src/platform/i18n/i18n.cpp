// Look-up and placeholders.
#include "platform/i18n/i18n.hpp"

#include "platform/i18n/catalogue.hpp"
#include "platform/i18n/format.hpp"

#include <algorithm>
#include <mutex>
#include <set>

namespace caunoi::i18n {
namespace {

// Texts of missing keys must outlive the call too. A fault of the program, so there are few; the limit is for the day
// when a key comes from outside.
std::string_view marked_missing(std::string_view key) {
    constexpr std::size_t limit = 1000;
    static std::mutex mutex;
    static std::set<std::string, std::less<>> texts;
    const std::lock_guard lock(mutex);
    std::string text = "⟦" + std::string(key) + "⟧";
    if (texts.size() >= limit && !texts.contains(text)) return "⟦?⟧";
    return *texts.insert(std::move(text)).first;
}

std::string replace_placeholders(std::string_view text, const Arguments& arguments) {
    std::string out;
    out.reserve(text.size() + 32);
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto argument =
            std::find_if(arguments.begin(), arguments.end(), [&](const auto& pair) { return pair.first == name; });
        out += text.substr(0, open);
        if (argument == arguments.end())
            out += text.substr(open, close + 1 - open);
        else
            out += argument->second;
        text.remove_prefix(close + 1);
    }
    out += text;
    return out;
}

}  // namespace

std::string_view tr(Language language, std::string_view key) {
    const std::string* text = catalogue().find(language, key);
    return text ? std::string_view(*text) : marked_missing(key);
}

std::string tr(Language language, std::string_view key, const Arguments& arguments) {
    return replace_placeholders(tr(language, key), arguments);
}

std::string tr_count(Language language, std::string_view key, std::int64_t count, const Arguments& more) {
    Arguments arguments = more;
    arguments.emplace_back("count", number(language, count));
    const bool one = language == Language::en && count == 1;
    return tr(language, std::string(key) + (one ? ".one" : ".other"), arguments);
}

bool has_text(std::string_view key) {
    return catalogue().find(Language::vi, key) != nullptr;
}

}  // namespace caunoi::i18n
