#include "platform/search/tokens/index_text.hpp"

#include "platform/search/tokens/cross_script.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <algorithm>

namespace caunoi::search {
namespace {

// A token that no text and no query has.
constexpr std::string_view field_border = "·";
constexpr std::uint32_t positions_between_fields = 16;
// PostgreSQL refuses a tsvector above 1 MB. Stored lexemes are never longer than the literal.
constexpr std::size_t longest_literal = 1'000'000;

void add(std::string& column, std::string_view token) {
    if (!column.empty()) column += ' ';
    column += token;
}

std::vector<std::string> cross_script_tokens(std::span<const std::string_view> names, std::string_view text) {
    std::vector<std::string> tokens;
    for (const std::string_view name : names) add_cross_script_tokens(name, tokens);
    std::vector<std::string_view> fields(names.begin(), names.end());
    fields.push_back(text);
    add_word_pairs(fields, tokens);
    return tokens;
}

}  // namespace

Fts5Text fts5_text(std::span<const std::string_view> fields) {
    Fts5Text out;
    std::uint32_t first = 0;
    for (const std::string_view field : fields) {
        std::uint32_t next = first;
        if (!out.words.empty()) add(out.words, field_border);
        tokenise(field, [&](const Token& token) {
            const std::uint32_t position = first + token.position;
            if (position >= most_positions) return;
            next = std::max(next, position + 1);
            add(token.kind == Kind::plain || token.kind == Kind::han2 ? out.words : out.exact, token.text);
        });
        first = next + positions_between_fields;
    }
    return out;
}

std::string fts5_names(std::span<const std::string_view> names, std::string_view text) {
    std::string out;
    for (const std::string& token : cross_script_tokens(names, text)) out.append(" ").append(token);
    return out;
}

std::string tsvector_names(std::span<const std::string_view> names, std::string_view text) {
    std::string out;
    for (const std::string& token : cross_script_tokens(names, text)) out.append(" '").append(token).append("'");
    return out;
}

std::string tsvector_literal(std::span<const WeightedField> fields) {
    std::string out;
    std::uint32_t first = 0;
    for (const WeightedField& field : fields) {
        std::uint32_t next = first;
        tokenise(field.text, [&](const Token& token) {
            const std::uint32_t position = first + token.position;
            if (position >= most_positions || out.size() + token.text.size() + 16 > longest_literal) return;
            next = std::max(next, position + 1);
            if (!out.empty()) out += ' ';
            out += '\'';
            out += token.text;  // letters, digits and "·": nothing that would have to be escaped
            out += "':";
            out += std::to_string(position + 1);
            if (field.weight != 'D') out += field.weight;
        });
        first = next + positions_between_fields;
    }
    return out;
}

}  // namespace caunoi::search
