// Persons, bodies and places: the nouns that every other module speaks of. This is the module's public face.
#pragma once

#include "platform/base/language.hpp"
#include "platform/context/context.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/router.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

inline constexpr Permission can_view{"people.view"};  // all of them; others see what is granted to their body
inline constexpr Permission can_record{"people.record"};
inline constexpr Permission can_share{"people.share"};    // show a person or body to a partner or an agency
inline constexpr Permission can_reveal{"people.reveal"};  // telephone numbers and the like, unmasked

using PlaceId = Id<struct PlaceTag>;
using GroupId = Id<struct GroupTag>;

enum class Side { vn, cn, other };
constexpr std::array<std::string_view, 3> side_codes{"vn", "cn", "other"};
constexpr std::span<const std::string_view> codes(Side) {
    return side_codes;
}
constexpr std::string_view code_labels(Side) {
    return "people.side";
}

// A name as it is shown: the reader's language first, the other script under it.
struct Name {
    std::string vi = {};
    std::string zh = {};
    std::string en = {};

    [[nodiscard]] const std::string& in(Language language) const;     // falls back to a script that exists
    [[nodiscard]] const std::string& under(Language language) const;  // the other one, "" when there is none
    [[nodiscard]] Language language_under(Language language) const;   // of under()
};

html::Url party_url(PartyId id);  // "/people/42"

struct PartyName {
    PartyId id = {};
    Name name = {};
};
// Names of several parties with one query, in the order asked; unknown ids are left out.
std::vector<PartyName> names_of(store::Tx& tx, std::span<const PartyId> ids);
// Bodies, for choosing one in a form.
std::vector<PartyName> bodies(store::Tx& tx, Language order, int limit);
std::optional<PartyId> body_named(store::Tx& tx, std::string_view exact_name);
std::vector<PartyName> persons(store::Tx& tx, Language order, int limit);
// Those of the exact names that one person bears, and no second one.
std::map<std::string, PartyId, std::less<>> persons_named(store::Tx& tx, const std::vector<std::string>& exact_names);

struct Place {
    PlaceId id = {};
    std::string kind = {};
    std::string code = {};
    Name name = {};
    bool unverified = false;
};
std::vector<Place> gates(store::Tx& tx);
// By any of its exact names.
std::optional<PlaceId> gate_named(store::Tx& tx, std::string_view name);

// Reference data of the demonstration: gates with their names and sources. Running it twice changes nothing.
Result<int> load_gates(Context& context, std::string_view tsv);

// For the term report: the roll and who held which post on a day.
struct RollCount {
    std::string kind = {};  // official, associate, honorary, organisational
    std::int64_t members = 0;
};
std::vector<RollCount> roll_on(store::Tx& tx, Date day);
struct PostHeld {
    PartyId party = {};
    std::string organ = {};
    std::string office = {};
};
std::vector<PostHeld> posts_on(store::Tx& tx, Date day);

// Whoever keeps parties in tables of its own says whether one is needed there; a party that is cannot be deleted. Once,
// at the start.
using RefersTo = bool (*)(store::Tx& tx, PartyId party);
void register_reference(RefersTo refers_to);

// What another module shows on the page of a person or body, read before the page is written. Nothing where there is
// nothing to show. Once, at the start.
using Part = std::function<void(html::Writer&)>;
using PreparePart = Part (*)(store::Tx& tx, const Context& context, PartyId party);
void register_part(PreparePart prepare);

void register_routes(http::Router& router);
void register_search();

}  // namespace caunoi::people
