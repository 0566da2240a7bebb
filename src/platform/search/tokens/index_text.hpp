// Tokens in the form that each engine stores. Fields of one record are kept apart: no phrase reaches from one into the
// next.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace caunoi::search {

// The words beyond this are not indexed, on either engine: PostgreSQL counts positions no further.
inline constexpr unsigned most_positions = 16'000;

// Two columns of an FTS5 table with tokenize='ascii' (which keeps all bytes from 0x80 on as parts of a token). Phrases
// are looked for in `words`, where tokens stand one after another as in the text; FTS5 has no two tokens at one place
// when it is given text, so the others are in `exact`.
struct Fts5Text {
    std::string words;  // plain words and Han pairs
    std::string exact;  // toned words, joined codes, single Han characters, and the names in other scripts
};
Fts5Text fts5_text(std::span<const std::string_view> fields);
// Blanks before and between the tokens by which the names, one a line, are found in other scripts.
std::string fts5_names(std::span<const std::string_view> names, std::string_view text);

// The literal of a tsvector with positions: '… '::tsvector. Weights are PostgreSQL's A to D.
struct WeightedField {
    std::string_view text;
    char weight = 'D';
};
std::string tsvector_literal(std::span<const WeightedField> fields);
std::string tsvector_names(std::span<const std::string_view> names,
                           std::string_view text);  // lexemes without a position

}  // namespace caunoi::search
