// Typed identifiers: a PersonId is not an ActivityId. Numbers are made by store::Ids.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi {

// Zero means "none". Shown and sent as decimal text: JSON numbers lose digits above 2^53.
template <class Tag>
struct Id {
    using tag = Tag;
    std::int64_t value = 0;

    [[nodiscard]] explicit operator bool() const { return value != 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

std::optional<std::int64_t> parse_integer(std::string_view text);  // whole text, no blanks, no plus sign

template <class Tag>
std::optional<Id<Tag>> parse_id(std::string_view text) {
    const auto value = parse_integer(text);
    if (!value || *value <= 0) return std::nullopt;
    return Id<Tag>{*value};
}
template <class Tag>
std::string to_text(Id<Tag> id) {
    return std::to_string(id.value);
}

}  // namespace caunoi
