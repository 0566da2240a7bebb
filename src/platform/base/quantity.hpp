// Numbers as a source states them: "nearly 1,000" is not 1,000.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace caunoi {

enum class Qualifier { exact, nearly, more_than, about };
inline constexpr std::array<std::string_view, 4> qualifier_codes{"exact", "nearly", "more_than", "about"};
constexpr std::span<const std::string_view> codes(Qualifier) {
    return qualifier_codes;
}
constexpr std::string_view code_labels(Qualifier) {
    return "common.qualifier";
}

struct Quantity {
    std::int64_t value = 0;
    Qualifier qualifier = Qualifier::exact;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

}  // namespace caunoi
