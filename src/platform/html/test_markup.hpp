// What tests of markup need: a page's fault if it is not well-formed, and an attempt to break out.
#pragma once

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::html {

// Texts that would become markup if they were written as they are.
inline constexpr std::string_view attack =
    R"(<script>alert('x')</script>"><img src=x onerror=alert(1)>&amp;' onload='x)";
inline bool broke_out(std::string_view markup) {
    return markup.find("<script>alert") != std::string_view::npos ||
           markup.find("<img src=x") != std::string_view::npos || markup.find("' onload='") != std::string_view::npos;
}

inline bool has(std::string_view markup, std::string_view piece) {
    return markup.find(piece) != std::string_view::npos;
}

inline std::size_t count_of(std::string_view markup, std::string_view piece) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = markup.find(piece, at)) != std::string_view::npos; at += piece.size()) ++count;
    return count;
}

// The first fault of the markup, "" when there is none: unbalanced elements, bare "<" or "&", attributes without quotes
// or twice in one element, ids twice in one page.
class MarkupCheck {
public:
    static std::string fault_of(std::string_view markup) { return MarkupCheck(markup).run(); }
    static std::set<std::string> classes_of(std::string_view markup) {
        MarkupCheck check(markup);
        check.run();
        return check.classes_;
    }

private:
    explicit MarkupCheck(std::string_view markup) : rest_(markup) {
        if (rest_.starts_with("<!DOCTYPE html>")) rest_.remove_prefix(15);
    }

    std::string run() {
        while (!rest_.empty() && fault_.empty()) {
            if (take("</"))
                close();
            else if (take("<"))
                open();
            else
                text(rest_.substr(0, std::min(rest_.find('<'), rest_.size())));
        }
        if (fault_.empty() && !open_.empty()) fault("<" + open_.back() + "> is not closed");
        return fault_;
    }

    bool take(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    std::string name() {
        constexpr std::string_view end = " =/>\"'<\n";
        const std::size_t size = std::min(rest_.find_first_of(end), rest_.size());
        std::string found(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return found;
    }
    void fault(std::string what) {
        if (fault_.empty()) fault_ = what + " near: " + std::string(rest_.substr(0, 60));
    }
    void text(std::string_view value) {
        for (std::size_t at = 0; (at = value.find('&', at)) != std::string_view::npos; ++at)
            if (std::ranges::none_of(std::to_array<std::string_view>({"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}),
                                     [&](std::string_view entity) { return value.substr(at).starts_with(entity); }))
                fault("bare &");
        if (value.find('>') != std::string_view::npos) fault("bare >");
        rest_.remove_prefix(value.size());
    }
    void close() {
        const std::string element = name();
        if (!take(">") || open_.empty() || open_.back() != element) return fault("</" + element + "> does not fit");
        open_.pop_back();
    }
    void open() {
        const std::string element = name();
        if (element.empty()) return fault("bare <");
        std::set<std::string> seen;
        while (take(" ") && fault_.empty()) attribute(seen);
        if (!take(">")) return fault("<" + element + " does not end");
        constexpr std::array<std::string_view, 6> voids{"br", "hr", "img", "input", "link", "meta"};
        if (element != "source" && std::ranges::find(voids, element) == voids.end()) open_.push_back(element);
    }
    void attribute(std::set<std::string>& seen) {
        const std::string attribute_name = name();
        if (attribute_name.empty()) return fault("an attribute without a name");
        if (!seen.insert(attribute_name).second) return fault(attribute_name + " twice");
        if (!take("=")) return;
        if (!take("\"")) return fault(attribute_name + " without quotes");
        const std::string value(rest_.substr(0, std::min(rest_.find('"'), rest_.size())));
        if (value.find('<') != std::string::npos) return fault(attribute_name + " with <");
        rest_.remove_prefix(value.size());
        if (!take("\"")) return fault(attribute_name + " does not end");
        if (attribute_name == "id" && !ids_.insert(value).second) return fault("id " + value + " twice");
        if (attribute_name == "class") add_classes(value);
    }
    void add_classes(std::string_view value) {
        while (!value.empty()) {
            const std::size_t end = std::min(value.find(' '), value.size());
            if (end > 0) classes_.emplace(value.substr(0, end));
            value.remove_prefix(std::min(end + 1, value.size()));
        }
    }

    std::string_view rest_;
    std::string fault_;
    std::vector<std::string> open_;
    std::set<std::string> ids_;
    std::set<std::string> classes_;
};

}  // namespace caunoi::html
