// A person or a body, its names, how to reach it, and its place on the roll.
#pragma once

#include "modules/people/custom_field.hpp"
#include "modules/people/people.hpp"
#include "modules/people/unit.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

enum class Sort { person, body };
constexpr std::array<std::string_view, 2> sort_codes{"person", "body"};
constexpr std::span<const std::string_view> codes(Sort) {
    return sort_codes;
}
constexpr std::string_view code_labels(Sort) {
    return "people.sort";
}

enum class Relation { member, partner, agency, twin, donor, guest, other };
constexpr std::array<std::string_view, 7> relation_codes{"member", "partner", "agency", "twin",
                                                         "donor",  "guest",   "other"};
constexpr std::span<const std::string_view> codes(Relation) {
    return relation_codes;
}
constexpr std::string_view code_labels(Relation) {
    return "people.relation";
}

// Kinds of members under the associations decree: only official ones vote and count against the legal minimum.
enum class MemberKind { official, associate, honorary, organisational };
constexpr std::array<std::string_view, 4> member_kind_codes{"official", "associate", "honorary", "organisational"};
constexpr std::span<const std::string_view> codes(MemberKind) {
    return member_kind_codes;
}
constexpr std::string_view code_labels(MemberKind) {
    return "people.member_kind";
}

// Why a membership ended.
enum class Leaving { resigned, struck_off, expelled, deceased, dissolved, incapable };
constexpr std::array<std::string_view, 6> leaving_codes{"resigned", "struck_off", "expelled",
                                                        "deceased", "dissolved",  "incapable"};
constexpr std::span<const std::string_view> codes(Leaving) {
    return leaving_codes;
}
constexpr std::string_view code_labels(Leaving) {
    return "people.leaving";
}

// How somebody is spoken to: Ông, Bà, Đồng chí, Ngài; 先生, 女士, 同志, 阁下.
enum class AddressForm { mr, ms, comrade, excellency };
constexpr std::array<std::string_view, 4> address_form_codes{"mr", "ms", "comrade", "excellency"};
constexpr std::span<const std::string_view> codes(AddressForm) {
    return address_form_codes;
}
constexpr std::string_view code_labels(AddressForm) {
    return "people.address_form";
}

// What is typed. The names become writings, the ways to reach somebody contact points, the last five a membership.
struct PartyInput {
    Relation relation = Relation::member;
    Side side = Side::vn;
    std::string name_vi = {};
    std::string name_zh = {};     // simplified
    std::string name_latin = {};  // as in the passport
    std::string name_en = {};
    std::optional<AddressForm> address_form = {};
    std::string phone = {};
    std::string email = {};
    std::string address = {};
    std::string unit = {};  // in which the address lies: "xã Bảo Lâm, huyện Cao Lộc"
    std::string note = {};
    std::string source = {};
    std::optional<MemberKind> member_kind = {};
    std::string roll_number = {};
    PartialDate joined = {};
    PartialDate left = {};
    std::optional<Leaving> leaving = {};
    CustomValues custom = {};
};

// The row of the table: what is neither a name, nor a contact point, nor a membership.
struct PartyRow {
    PartyId id = {};
    std::int64_t version = 0;
    Sort sort = Sort::person;
    Relation relation = Relation::member;
    Side side = Side::vn;
    std::string note = {};
    std::string source = {};
    bool sample = false;
    std::optional<AddressForm> address_form = {};
    UnitId unit = {};  // as it was called when the address was recorded
    store::Blob name_key = {};
    store::Blob zh_key = {};
    store::Blob given_key = {};
    store::Blob stroke_key = {};
};

struct Party {
    PartyRow row = {};
    PartyInput input = {};

    [[nodiscard]] Name name() const {
        return {
            .vi = input.name_vi, .zh = input.name_zh, .en = input.name_en.empty() ? input.name_latin : input.name_en};
    }
};

void check(const PartyInput& input, Sort sort, Errors& errors);
bool may_see(store::Tx& tx, const Context& context, PartyId id);

// For many at once, in a transaction of the caller, who has checked the permission and the input.
PartyId create_party(store::Tx& tx, const Context& context, Sort sort, const PartyInput& input, bool sample,
                     UnitId unit = {});
// Fails with `forbidden`, `invalid` (every wrong field), `conflict` when the roll number is taken (as a field error).
Result<PartyId> record_party(Context& context, Sort sort, const PartyInput& input, bool sample = false);
Result<void> change_party(Context& context, PartyId id, std::int64_t version, const PartyInput& input);
// The same in a transaction of the caller, who has checked the permission and the input; `before` was read in it.
// Its own fields are all those that it has afterwards.
Result<void> change_party(store::Tx& tx, const Context& context, const Party& before, const PartyInput& input,
                          UnitId unit);
// Its relationships go with it, and it leaves its groups: the history of each says so. `conflict`
// "people.error.in_use" when an activity, a post, an account or a body that followed it refers to it.
Result<void> delete_party(Context& context, PartyId id, std::int64_t version);
// Who may not see all sees what is granted to the own body: names, form of address and side. Another one is
// `not_found`, so that a stranger does not learn that it exists.
Result<Party> find_party(Context& context, PartyId id);
// The same with telephone number and the like unmasked; writes a "reveal" line.
Result<Party> reveal_party(Context& context, PartyId id);
std::string masked(std::string_view value);  // "0912 *** 678"

struct PartyLine {
    PartyId id = {};
    Sort sort = Sort::person;
    Relation relation = Relation::member;
    Side side = Side::vn;
    bool sample = false;
    store::Blob key = {};  // of the order, for paging
    Name name = {};
    std::string roll_number = {};
};
// Vietnamese lists go by the whole name or by the given name, Chinese ones by pinyin or by strokes.
enum class Order { name, given_name, pinyin, strokes };
constexpr std::array<std::string_view, 4> order_codes{"name", "given_name", "pinyin", "strokes"};
constexpr std::span<const std::string_view> codes(Order) {
    return order_codes;
}
constexpr std::string_view code_labels(Order) {
    return "people.order";
}
using TypedFilter = std::map<std::string, std::string, std::less<>>;
struct PartyFilter {
    std::optional<Sort> sort = {};
    std::optional<Relation> relation = {};
    std::string text = {};
    Date on_roll{};  // members on that day
    std::string member_kind = {};
    GroupId group = {};
    std::optional<Order> order = {};  // none: that of the reader's language
    std::string report = {};          // of the report that these are rows of: the way back, no condition
    TypedFilter custom = {};          // "custom_<id>", "custom_<id>_from", "custom_<id>_to", as typed
};
// The order asked for, or that in which the reader's language keeps lists of people: Vietnamese by given name.
Order order_of(const PartyFilter& filter, Language language);
struct PartyPosition {
    std::string key = {};
    PartyId id = {};
};
struct PartyPage {
    std::vector<PartyLine> lines = {};
    bool more = false;
};
Result<PartyPage> list_parties(Context& context, const PartyFilter& filter, const std::optional<PartyPosition>& after,
                               int limit);
// After a writing was added, changed or removed: keys of lists and the search index follow, in the same transaction.
void names_changed(store::Tx& tx, PartyId party);
void reindex_all(Context& context);

}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::PartyInput> {
    using Record = people::PartyInput;
    static constexpr std::array fields{
        field<Record, &Record::relation>("relation", {.required = true}),
        field<Record, &Record::side>("side", {.required = true}),
        field<Record, &Record::name_vi>("name_vi"),
        field<Record, &Record::name_zh>("name_zh"),
        field<Record, &Record::name_latin>("name_latin"),
        field<Record, &Record::name_en>("name_en"),
        field<Record, &Record::address_form>("address_form"),
        field<Record, &Record::phone>("phone", {.max = 40, .sensitivity = Sensitivity::personal}),
        field<Record, &Record::email>("email", {.max = 254, .sensitivity = Sensitivity::personal}),
        field<Record, &Record::address>("address", {.max = 300, .sensitivity = Sensitivity::personal}),
        field<Record, &Record::unit>("unit"),
        field<Record, &Record::note>("note", {.max = 5000, .lines = true}),
        field<Record, &Record::source>("source", {.max = 1000}),
        field<Record, &Record::member_kind>("member_kind"),
        field<Record, &Record::roll_number>("roll_number", {.max = 40}),
        field<Record, &Record::joined>("joined"),
        field<Record, &Record::left>("left"),
        field<Record, &Record::leaving>("leaving"),
    };
    static constexpr Description description{"party", "people.party", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::PartyRow> {
    using Record = people::PartyRow;
    static constexpr auto fields =
        join(kept_fields<Record>(),
             std::array{field<Record, &Record::sort>("sort"), field<Record, &Record::relation>("relation"),
                        field<Record, &Record::side>("side"),
                        field<Record, &Record::note>("note", {.max = 5000, .lines = true}),
                        field<Record, &Record::source>("source", {.max = 1000}),
                        field<Record, &Record::sample>("sample", {.use = Use::system}),
                        field<Record, &Record::address_form>("address_form"),
                        field<Record, &Record::unit>("unit", {.use = Use::system}),
                        field<Record, &Record::name_key>("name_key", {.use = Use::system}),
                        field<Record, &Record::zh_key>("zh_key", {.use = Use::system}),
                        field<Record, &Record::given_key>("given_key", {.use = Use::system}),
                        field<Record, &Record::stroke_key>("stroke_key", {.use = Use::system})});
    static constexpr Description description{"party", "people.party", fields};
};
