// The membership card on paper, in two languages: one card for a card printer, ten on a sheet of A4 for scissors. All
// words come from the caller, who knows the charter and the texts; here they only get their places.
#pragma once

#include "platform/base/time.hpp"

#include <span>
#include <string>

namespace caunoi::membership {

struct Both {
    std::string vi, zh;
};

struct CardPaper {
    Both association;
    std::string emblem;       // PNG or JPEG; anything else, or "": the name stands alone
    Both title;               // "Thẻ hội viên", "会员证"
    Both name;                // one of the two may be ""
    Both roll_number;         // with its label: "Số: 0123"
    std::string card_number;  // digits only: it is in the QR code
    Both kind;
    Both joined;       // with its label: "Vào hội: 12/5/2019"
    Both valid_until;  // with its label
    Both found;        // where a lost card is to be returned to, with the seat
    Both signer_title;
    std::string signer;  // "": nobody signs
    bool sample = false;
};

// Two pages of the size ID-1: front and back. The same card and time give the same bytes.
std::string card_pdf(const CardPaper& card, Time made);

// Pages of A4 with ten cards: each page of fronts is followed by their backs, mirrored for printing on both sides (long
// edge). At least one card.
std::string card_sheet_pdf(std::span<const CardPaper> cards, Time made);

}  // namespace caunoi::membership
