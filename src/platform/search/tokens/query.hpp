// What somebody typed into the search box, as terms that both engines understand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::search {

struct Term {
    enum class Form {
        word,  // one word; marks that were typed prefer, they do not exclude
        code,  // "04-CT/TW": joined, or its pieces one after another
        han,   // pairs one after another, or a single character
    };
    Form form = Form::word;
    std::string text;                      // the plain word, or the joined code; "" for han
    std::string toned = {};                // when marks were typed
    std::vector<std::string> phrase = {};  // pieces of a code, pairs of han
    std::string beginning = {};  // words (last pieces of a code) that begin so match too: the user may still be typing

    friend bool operator==(const Term&, const Term&) = default;
};

// All terms must match.
struct QueryPlan {
    std::vector<Term> terms;
    [[nodiscard]] bool empty() const { return terms.empty(); }
    [[nodiscard]] bool has_tones() const;
};

enum class Ending { complete, still_typing };
// At most twelve terms; what is typed beyond them is left out. With still_typing, a word at the very end is also a
// beginning.
QueryPlan plan(std::string_view query, Ending ending = Ending::complete);

// Both are made of tokens only, each in quotes: nothing that was typed can be read as an operator. "" for an empty
// plan, which finds nothing. `preferred` is the same with the typed marks insisted on: its hits come first. "" when no
// marks were typed.
std::string fts5_match(const QueryPlan& plan);
std::string fts5_preferred(const QueryPlan& plan);
std::string tsquery(const QueryPlan& plan);  // text for ::tsquery
std::string tsquery_preferred(const QueryPlan& plan);

// Which bytes of a text made it a hit, in order, without overlaps.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};
std::vector<Span> highlights(std::string_view source, const QueryPlan& plan);

}  // namespace caunoi::search
