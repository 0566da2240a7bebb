#include "modules/membership/card_paper.hpp"

#include "platform/files/image_size.hpp"
#include "platform/pdf/document.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

using pdf::Align;
using pdf::Colour;
using pdf::Document;
using pdf::Face;
using pdf::Font;

// The inks of the design on white: office printers leave a white edge, so nothing runs to the edge of the card.
constexpr Colour ink{0x1f, 0x29, 0x33};
constexpr Colour ink_2{0x4a, 0x57, 0x63};
constexpr Colour cham{0x27, 0x40, 0x6b};
constexpr Colour nghe{0xbd, 0x86, 0x22};
constexpr Colour son_pale{0xf0, 0xd3, 0xcf};
constexpr Colour hairline{0xcd, 0xc5, 0xb6};

constexpr double card_width = pdf::id_card.width;
constexpr double card_height = pdf::id_card.height;
constexpr double edge = 5;
constexpr double inner = card_width - 2 * edge;
constexpr double qr_size = 24;

// As large as fits, and the height it took. Nothing is drawn for an empty text.
double fit(Document& page, double x, double y, double width, const std::string& text, const Font& font,
           Language language, double smallest, Align align = Align::left) {
    if (text.empty()) return 0;
    return page.text(x, y, width, text, pdf::fitted(page, width, text, font, language, smallest), language, align);
}

// Under everything else, and over more than could be cut off.
void sample_mark(Document& page, double y, double width) {
    const Font font{.face = Face::serif, .size = 28, .bold = true, .colour = son_pale, .leading = 1.25};
    page.text(edge, y, width, "MẪU 样本", font, Language::vi, Align::centre);
}

// A long chàm line with a gold pier: the one ornament.
void rule(Document& page, double y) {
    page.line(edge, y, card_width - edge, y, 0.35, cham);
    page.line(edge, y, edge + 10, y, 0.7, nghe);
}

void head(Document& page, const CardPaper& card) {
    constexpr double emblem_size = 10;
    const auto size = files::image_size(card.emblem);
    const bool shown =
        size && page.picture({edge, 4, emblem_size, emblem_size}, card.emblem, size->width, size->height);
    const double x = shown ? edge + emblem_size + 2.5 : edge;
    const double width = card_width - edge - x;
    const Font vi{.face = Face::serif, .size = 9, .bold = true, .colour = cham, .leading = 1.3};
    const Font zh{.face = Face::serif, .size = 8, .colour = cham, .leading = 1.3};
    const Font vi_fits = pdf::fitted(page, width, card.association.vi, vi, Language::vi, 6);
    const Font zh_fits = pdf::fitted(page, width, card.association.zh, zh, Language::zh, 5.5);
    // In the middle of the emblem's height, whether one line or two.
    const auto height = [&](const std::string& text, const Font& font, Language language) {
        return page.lines(width, text, font, language) * font.size * font.leading * 25.4 / 72;
    };
    double y = 4 + (emblem_size - height(card.association.vi, vi_fits, Language::vi) -
                    height(card.association.zh, zh_fits, Language::zh)) /
                       2;
    y += page.text(x, y, width, card.association.vi, vi_fits, Language::vi);
    page.text(x, y, width, card.association.zh, zh_fits, Language::zh);
    rule(page, 15.6);
}

void front(Document& page, const CardPaper& card) {
    constexpr double foot = card_height - 4.5 - 4.3;
    constexpr double quiet = 3;  // of its square; so the black ends where the line above it does
    constexpr double qr_x = card_width - edge - qr_size + quiet;
    constexpr double width = qr_x - edge;
    if (card.sample) sample_mark(page, 33, width);
    head(page, card);
    page.qr(qr_x, foot - qr_size + 1.8, qr_size, card.card_number);
    fit(page, qr_x + quiet, foot + 0.4, qr_size - 2 * quiet, card.card_number, {.size = 8, .colour = ink}, Language::en,
        5, Align::centre);

    double y = 17.4;
    y += fit(page, edge, y, inner, card.title.vi + " · " + card.title.zh, {.size = 7.5, .colour = ink_2}, Language::zh,
             5);
    y += 1.4;
    y += fit(page, edge, y, width, card.name.vi, {.face = Face::serif, .size = 15, .bold = true, .colour = ink},
             Language::vi, 10);
    fit(page, edge, y, width, card.name.zh, {.face = Face::serif, .size = 13, .bold = true, .colour = ink},
        Language::zh, 8.5);
    fit(page, edge, foot, width, card.roll_number.vi + " · " + card.roll_number.zh,
        {.size = 9, .bold = true, .colour = cham}, Language::zh, 6);
}

// Vietnamese and Chinese side by side, of equal weight.
double row(Document& page, double y, const Both& text) {
    constexpr double half = inner / 2 - 1;
    const Font font{.size = 7.5, .colour = ink};
    const double left = fit(page, edge, y, half, text.vi, font, Language::vi, 5.5);
    const double right = fit(page, edge + half + 2, y, half, text.zh, font, Language::zh, 5.5);
    const double height = std::max(left, right);
    page.line(edge, y + height + 0.7, card_width - edge, y + height + 0.7, 0.15, hairline);
    return height + 1.4;
}

void back(Document& page, const CardPaper& card) {
    if (card.sample) sample_mark(page, 27, inner);
    double y = 4.2;
    y += fit(page, edge, y, inner, card.association.vi,
             {.face = Face::serif, .size = 7.5, .bold = true, .colour = cham}, Language::vi, 5.5);
    y += fit(page, edge, y, inner, card.association.zh, {.face = Face::serif, .size = 7, .colour = cham}, Language::zh,
             5.5);
    y += 0.8;
    rule(page, y);
    y += 1.4;
    for (const Both* text : {&card.kind, &card.joined, &card.valid_until}) y += row(page, y, *text);

    const bool signed_by_somebody = !card.signer.empty();
    const double width = signed_by_somebody ? 42 : inner;
    const double foot = card_height - 15;
    const double after = fit(page, edge, foot, width, card.found.vi, {.size = 6, .colour = ink_2}, Language::vi, 5.5);
    fit(page, edge, foot + after, width, card.found.zh, {.size = 6, .colour = ink_2}, Language::zh, 5.5);
    if (!signed_by_somebody) return;
    const double x = edge + width + 2;
    const double room = card_width - edge - x;
    const std::string office = card.signer_title.vi + " " + card.signer_title.zh;
    fit(page, x, foot, room, office, {.size = 6, .colour = ink_2}, Language::zh, 5, Align::centre);
    fit(page, x, card_height - 4.5 - 3.6, room, card.signer, {.size = 7.5, .bold = true, .colour = ink}, Language::vi,
        5, Align::centre);
}

constexpr int columns = 2;
constexpr int rows = 5;
constexpr double sheet_left = (pdf::a4.width - columns * card_width) / 2;
constexpr double sheet_top = (pdf::a4.height - rows * card_height) / 2;

// In the margins only, so that a cut that is a little off leaves no line on a card.
void cut_marks(Document& page) {
    constexpr double gap = 1.5;
    constexpr double mark = 5;
    page.origin(0, 0);
    const double right = pdf::a4.width - sheet_left;
    const double bottom = pdf::a4.height - sheet_top;
    for (int i = 0; i <= columns; ++i) {
        const double x = sheet_left + i * card_width;
        page.line(x, sheet_top - gap - mark, x, sheet_top - gap, 0.1, ink);
        page.line(x, bottom + gap, x, bottom + gap + mark, 0.1, ink);
    }
    for (int i = 0; i <= rows; ++i) {
        const double y = sheet_top + i * card_height;
        page.line(sheet_left - gap - mark, y, sheet_left - gap, y, 0.1, ink);
        page.line(right + gap, y, right + gap + mark, y, 0.1, ink);
    }
}

enum class Side { front, back };

void sheet_page(Document& page, std::span<const CardPaper> cards, Side side) {
    page.begin_page(pdf::a4);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const auto place = static_cast<int>(i);
        const int column = side == Side::front ? place % columns : columns - 1 - place % columns;
        const int down = place / columns;
        page.origin(sheet_left + column * card_width, sheet_top + down * card_height);
        side == Side::front ? front(page, cards[i]) : back(page, cards[i]);
    }
    cut_marks(page);
}

}  // namespace

std::string card_pdf(const CardPaper& card, Time made) {
    const std::string name = card.name.vi.empty() ? card.name.zh : card.name.vi;
    Document page(
        {.title = card.title.vi + " " + card.card_number + " " + name, .author = card.association.vi, .created = made});
    page.begin_page(pdf::id_card);
    front(page, card);
    page.begin_page(pdf::id_card);
    back(page, card);
    return page.finish();
}

std::string card_sheet_pdf(std::span<const CardPaper> cards, Time made) {
    constexpr std::size_t on_a_sheet = columns * rows;
    Document page({.title = cards.front().title.vi, .author = cards.front().association.vi, .created = made});
    for (; !cards.empty(); cards = cards.subspan(std::min(on_a_sheet, cards.size()))) {
        const auto sheet = cards.first(std::min(on_a_sheet, cards.size()));
        sheet_page(page, sheet, Side::front);
        sheet_page(page, sheet, Side::back);
    }
    return page.finish();
}

}  // namespace caunoi::membership
