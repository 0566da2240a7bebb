// Names found in another script than they are written in: 凭祥 by "bằng tường", "bang tuong", "ping xiang", "pingxiang"
// and "px", Nguyễn Phú Trọng by "npt". Every reading of every character is indexed, as pairs of neighbours, and all
// pairs of what is asked must be there: that is what keeps wrong hits rare. A Chinese query never goes this way: 张
// does not find 章.
#pragma once

#include "platform/search/tokens/query.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::search {

// The tokens of one text, each line of it a name or title, added to `tokens` without doubles. None looks like a word.
void add_cross_script_tokens(std::string_view text, std::vector<std::string>& tokens);

// Of a record of few words, as persons are, the pairs of its words in either order. Four common words one by one are
// half a million entries to read among a million names, their pairs some thousands; a record of many words says so
// instead. `fields` are the whole record.
void add_word_pairs(std::span<const std::string_view> fields, std::vector<std::string>& tokens);

// The token of a record one of whose names is this and nothing else; "" for what is too long to be a name. Of the hits
// on a common name, too many to be ranked, these come first.
std::string exact_name_token(std::string_view name);

struct Way {
    std::vector<std::string> syllables;   // plain, one after another; a single one must begin a name
    std::vector<std::string> toned = {};  // as typed, when that is how it was typed
    bool beginning = false;               // the last one may go on
    bool initials = false;                // syllables holds one word: first letters of a whole name
};
struct CrossScript {
    std::vector<Way> ways;  // any of them
    bool pairs = false;     // the first way are two or more words as they are
    [[nodiscard]] bool empty() const { return ways.empty(); }
};
// Of a query that is Latin letters only.
CrossScript cross_script(const QueryPlan& plan);
std::string fts5_match(const CrossScript& asked);  // "" when there is no way
// What `words` (of the engine) is narrowed to, because add_word_pairs() lets the ways find records of few words.
std::string fts5_of_many_words(const CrossScript& asked, const std::string& words);
std::string tsquery_of_many_words(const CrossScript& asked, const std::string& words);
std::string tsquery(const CrossScript& asked);

// How a text, line by line, answers one of the ways.
struct CrossFit {
    enum class Why : std::uint8_t { nothing, initials, pinyin, reading };
    Why why = Why::nothing;
    bool whole = false;  // the whole line
    bool toned = false;  // with the tones that were typed
    Span span = {};      // in the text
};
CrossFit fit(std::string_view text, const CrossScript& asked);

}  // namespace caunoi::search
