// The association that this installation belongs to: names, symbol of its papers, seat, public contact, emblem. One
// row; while there is none, the installation is not set up.
#pragma once

#include "modules/people/term.hpp"
#include "platform/files/files.hpp"
#include "platform/records/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caunoi::settings {

inline constexpr Permission can_change{"settings.change"};

using AssociationId = Id<struct AssociationTag>;
inline constexpr AssociationId the_association{1};

// By which the law sets founding minimum and authority.
enum class Level { commune, district, province, national };
constexpr std::array<std::string_view, 4> level_codes{"commune", "district", "province", "national"};
constexpr std::span<const std::string_view> codes(Level) {
    return level_codes;
}
constexpr std::string_view code_labels(Level) {
    return "settings.level";
}

struct AssociationInput {
    std::string name_vi = {};
    std::string name_zh = {};
    std::string name_en = {};
    std::string short_name = {};
    std::string paper_symbol = {};
    std::optional<Level> level = {};
    std::string seat = {};
    std::string seat_zh = {};
    std::string phone = {};
    std::string email = {};
};
struct Association : AssociationInput {
    AssociationId id = {};
    std::int64_t version = 0;
};

// A picture that the public sees: small, and no SVG (it is a program).
inline constexpr std::array<std::string_view, 3> emblem_types{"image/png", "image/jpeg", "image/webp"};
inline constexpr files::Allowed emblems{.types = emblem_types, .max_megabytes = 2};

struct EmblemChange {
    std::optional<files::Content> replacement = {};
    bool remove = false;
};

std::optional<Association> association(store::Tx& tx);
std::optional<files::Attached> emblem(store::Tx& tx);

Result<std::optional<Association>> find_association(Context& context);
// `version`: of the row that the form was filled in from; 0 while there is none. Every page of this process shows the
// new names at once, those of other processes within a second.
Result<void> save_association(Context& context, std::int64_t version, const AssociationInput& input,
                              const EmblemChange& emblem);
// The first run: the association and, unless terms were recorded before, its current term. All of it or nothing.
Result<void> set_up(Context& context, const AssociationInput& input, const std::optional<people::TermInput>& term,
                    const EmblemChange& emblem);
void check(const AssociationInput& input, Errors& errors);

}  // namespace caunoi::settings

namespace caunoi::settings {
template <class Record>
constexpr auto association_fields() {
    using records::field;
    return std::array{field<Record, &AssociationInput::name_vi>("name_vi", {.required = true, .max = 200}),
                      field<Record, &AssociationInput::name_zh>("name_zh", {.max = 200}),
                      field<Record, &AssociationInput::name_en>("name_en", {.max = 200}),
                      field<Record, &AssociationInput::short_name>("short_name", {.max = 40}),
                      field<Record, &AssociationInput::paper_symbol>("paper_symbol", {.max = 20}),
                      field<Record, &AssociationInput::level>("level"),
                      field<Record, &AssociationInput::seat>("seat", {.max = 300}),
                      field<Record, &AssociationInput::seat_zh>("seat_zh", {.max = 300}),
                      field<Record, &AssociationInput::phone>("phone", {.max = 40}),
                      field<Record, &AssociationInput::email>("email", {.max = 200})};
}
}  // namespace caunoi::settings

template <>
struct caunoi::records::Of<caunoi::settings::AssociationInput> {
    static constexpr auto fields = settings::association_fields<settings::AssociationInput>();
    static constexpr Description description{"association", "settings.association", fields};
};
template <>
struct caunoi::records::Of<caunoi::settings::Association> {
    static constexpr auto fields =
        join(kept_fields<settings::Association>(), settings::association_fields<settings::Association>());
    static constexpr Description description{"association", "settings.association", fields};
};
