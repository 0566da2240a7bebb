#include "modules/membership/card.hpp"

#include "modules/membership/card_paper.hpp"
#include "modules/membership/series.hpp"
#include "modules/people/party.hpp"
#include "modules/people/roll.hpp"
#include "modules/people/term.hpp"
#include "modules/settings/association.hpp"
#include "platform/exports/exports.hpp"
#include "platform/forms/code_labels.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/pipeline.hpp"

namespace caunoi::membership {

namespace {

using i18n::tr;

// Sum of the digits, every second one doubled, beginning beside the last.
int luhn_sum(std::int64_t number) {
    int sum = 0;
    for (bool doubled = false; number > 0; number /= 10, doubled = !doubled) {
        int digit = static_cast<int>(number % 10);
        if (doubled) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum;
}

// The label of the running term ends with a year: the card is good until its last day.
std::optional<Date> end_of_term(store::Tx& tx) {
    const auto term = records::read_one<people::Term>(tx.query("select * from term order by ordinal desc limit 1"));
    if (!term) return std::nullopt;
    return Date{std::chrono::year(static_cast<int>(term->label_to)), std::chrono::December, std::chrono::day(31)};
}

Both both(std::string_view key) {
    return {.vi = std::string(tr(Language::vi, key)), .zh = std::string(tr(Language::zh, key))};
}
// "Vào hội: 12/5/2019", in both languages.
template <class Value>
Both labelled(std::string_view key, const Value& value) {
    const auto line = [&](Language language) {
        return fmt::format("{}: {}", tr(language, key), i18n::date(language, value));
    };
    return {.vi = line(Language::vi), .zh = line(Language::zh)};
}

CardPaper paper_of(const Card& card, const people::Party& party, const std::optional<settings::Association>& own) {
    CardPaper paper{};
    paper.title = both("membership.card.title");
    paper.name = {.vi = party.input.name_vi, .zh = party.input.name_zh};
    const people::MemberKind kind = party.input.member_kind.value_or(people::MemberKind::official);
    paper.kind = {.vi = std::string(forms::label(Language::vi, kind)),
                  .zh = std::string(forms::label(Language::zh, kind))};
    for (const auto& [language, text] :
         {std::pair(Language::vi, &paper.roll_number.vi), std::pair(Language::zh, &paper.roll_number.zh)})
        *text = fmt::format("{}: {}", tr(language, "people.party.roll_number"), party.input.roll_number);
    paper.joined = labelled("people.party.joined", party.input.joined);
    if (card.valid_until) paper.valid_until = labelled("membership.card.valid_until", *card.valid_until);
    paper.card_number = card.digits();
    paper.sample = party.row.sample;
    if (!own) return paper;
    paper.association = {.vi = own->name_vi, .zh = own->name_zh};
    paper.found = {
        .vi = tr(Language::vi, "membership.card.found", {{"seat", own->seat}}),
        .zh = tr(Language::zh, "membership.card.found", {{"seat", own->seat_zh.empty() ? own->seat : own->seat_zh}})};
    return paper;
}

Result<http::Response> issue(const http::Request& request, Context& context) {
    const auto party = TRY(web::id_of<PartyTag>(request));
    TRY(issue_card(context, party));
    return web::see_other_with(request, people::party_url(party).text(), "membership.card_issued");
}

Result<http::Response> document(const http::Request& request, Context& context) {
    return card_document(context, TRY(web::id_of<CardTag>(request)));
}

}  // namespace

std::int64_t with_check_digit(std::int64_t number) {
    const std::int64_t open = number * 10;
    return open + (10 - luhn_sum(open) % 10) % 10;
}
bool check_digit_fits(std::int64_t number) {
    return number > 0 && luhn_sum(number) % 10 == 0;
}

Result<CardId> issue_card(Context& context, PartyId party) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<CardId> {
        if (!people::roll_number_of(tx, party)) return fail(Error::Kind::conflict, "people.error.not_a_member");
        Card card;
        card.party = party;
        card.number = with_check_digit(next_number(tx, "card", 0));
        card.issued = context.today();
        card.valid_until = end_of_term(tx);
        for (const Card& before : cards_of(tx, party)) {
            if (before.ended) continue;
            Card after = before;
            after.ended = context.today();
            TRY(records::change(tx, context, before, after, before.digits()));
        }
        return records::create(tx, context, card, card.digits());
    });
}

std::vector<Card> cards_of(store::Tx& tx, PartyId party) {
    return records::read_all<Card>(
        tx.query("select * from member_card where party = $1 order by issued desc, id desc", party));
}

Result<http::Response> card_document(Context& context, CardId id) {
    TRY(context.require(can_record));
    struct Found {
        std::optional<Card> card;
        std::optional<settings::Association> own;
    };
    const Found found = read(context, [&](store::Tx& tx) {
        return Found{.card = records::find<Card>(tx, id), .own = settings::association(tx)};
    });
    if (!found.card) return fail(Error::Kind::not_found, "errors.not_found");
    const people::Party party = TRY(people::find_party(context, found.card->party));
    const std::string bytes = card_pdf(paper_of(*found.card, party, found.own), context.now);
    return exports::document(context,
                             {.list = "member_card",
                              .purpose = "export.own_work",
                              .recipient = {},
                              .columns = {"name_vi", "name_zh", "roll_number", "joined", "number"}},
                             fmt::format("the-{}.pdf", found.card->digits()), "application/pdf", bytes);
}

void register_card_routes(http::Router& router) {
    router.post("/people/{id}/cards", issue);
    router.get("/cards/{id}", document);
}

}  // namespace caunoi::membership
