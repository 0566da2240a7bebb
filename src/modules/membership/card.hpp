// Cards of members. The number is digits alone, so that a scanner at the door types it; its last digit finds a slip of
// the hand (Luhn, ISO/IEC 7812-1).
#pragma once

#include "modules/membership/membership.hpp"
#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace caunoi::membership {

using CardId = Id<struct CardTag>;

struct Card {
    CardId id = {};
    std::int64_t version = 0;
    PartyId party = {};
    std::int64_t number = 0;
    Date issued{};
    std::optional<Date> valid_until = {};  // the end of the term in which it was issued
    std::optional<Date> ended = {};

    [[nodiscard]] std::string digits() const { return fmt::format("{:08}", number); }
};

std::int64_t with_check_digit(std::int64_t number);
bool check_digit_fits(std::int64_t number);

// To somebody who is on the roll; a card issued before ends today. `conflict` "people.error.not_a_member".
Result<CardId> issue_card(Context& context, PartyId party);
std::vector<Card> cards_of(store::Tx& tx, PartyId party);  // newest first
// The card as a PDF in two languages; writes who took it out of the program.
Result<http::Response> card_document(Context& context, CardId id);

void register_card_routes(http::Router& router);

}  // namespace caunoi::membership

template <>
struct caunoi::records::Of<caunoi::membership::Card> {
    using Record = membership::Card;
    static constexpr auto fields =
        join(kept_fields<Record>(),
             std::array{field<Record, &Record::party>("party", {.use = Use::system}),
                        field<Record, &Record::number>("number"), field<Record, &Record::issued>("issued"),
                        field<Record, &Record::valid_until>("valid_until"), field<Record, &Record::ended>("ended")});
    static constexpr Description description{"member_card", "membership.card", fields};
};
