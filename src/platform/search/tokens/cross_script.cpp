#include "platform/search/tokens/cross_script.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/keys.hpp"
#include "platform/names/read.hpp"
#include "platform/names/syllable.hpp"
#include "platform/search/tokens/letters.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace caunoi::search {

namespace {

// "·" is part of no word, and neither engine splits at it. It comes first, so that the beginning of a word is none of a
// pair.
constexpr std::string_view joined_by = "·";
constexpr std::string_view first_of_name = "··";
constexpr std::string_view initials_of_name = "···";
constexpr std::string_view many_words = "····";
constexpr std::string_view exact_name = "·····";
constexpr std::size_t most_pieces_of_a_name = 10;  // words and characters
constexpr std::size_t most_words_of_a_name = 6;
constexpr std::size_t most_words_in_pairs = 12;  // 132 pairs
constexpr std::size_t most_splits = 3;
constexpr std::size_t fewest_initials = 2;

struct Sign {
    char32_t character;
    std::uint32_t begin, end;  // bytes of the text
};
struct Run {
    std::vector<Sign> signs = {};
    std::vector<names::FixedName> fixed = {};
};

// Han characters that follow each other; blanks between them are layout.
template <class Take>
void each_run(std::string_view text, Take&& take) {
    Run run;
    const auto end = [&] {
        if (run.signs.empty()) return;
        std::vector<char32_t> characters;
        for (const Sign& sign : run.signs) characters.push_back(sign.character);
        run.fixed = names::fixed_names(characters);
        take(run);
        run.signs.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c != invalid_code_point && names::is_han(c))
            run.signs.push_back(
                {detail::fold_han(c), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
        else if (c != ' ' && c != 0x3000)
            end();
    }
    end();
}

void add_once(std::vector<std::string>& tokens, std::string token) {
    if (std::ranges::find(tokens, token) == tokens.end()) tokens.push_back(std::move(token));
}

std::string pair_token(std::string_view a, std::string_view b) {
    return std::string(joined_by).append(a).append(joined_by).append(b);
}

void add_pairs(const std::vector<std::string>& left, const std::vector<std::string>& right,
               std::vector<std::string>& tokens) {
    for (const std::string& a : left)
        for (const std::string& b : right) add_once(tokens, pair_token(a, b));
}

// First letters of the likeliest pinyin, or of the words of a line; "" when that is no name.
std::string initials_of(const std::vector<Sign>& run) {
    std::string letters;
    if (run.size() > most_words_of_a_name) return letters;
    for (const Sign& sign : run) {
        const names::Said& said = names::said(sign.character);
        if (said.pinyin.empty()) return {};
        letters += said.pinyin.front().front();
    }
    return letters;
}
std::string initials_of(std::string_view line) {
    std::string letters;
    std::size_t words = 0;
    tokenise(line, [&](const Token& token) {
        if (token.kind == Kind::plain) {
            ++words;
            letters += token.text.front();
        } else if (token.kind == Kind::han1) {
            words += most_words_of_a_name + 1;
        }
    });
    const bool ascii = std::ranges::all_of(letters, [](char c) { return c >= 'a' && c <= 'z'; });
    return words <= most_words_of_a_name && ascii ? letters : std::string();
}

bool only_letters(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

// --- asking ---------------------------------------------------------------------------------------------------------

struct Words {
    std::vector<std::string> plain;
    std::vector<std::string> toned;  // the plain one where no marks were typed
    bool beginning = false;
};
// The words of the query, one after another; nothing when something else is in it.
Words words_of(const QueryPlan& plan) {
    Words words;
    for (const Term& term : plan.terms) {
        const std::vector<std::string> pieces =
            term.form == Term::Form::word ? std::vector<std::string>{term.text} : term.phrase;
        if (term.form == Term::Form::han || !std::ranges::all_of(pieces, only_letters)) return {};
        for (const std::string& piece : pieces) {
            words.plain.push_back(piece);
            words.toned.push_back(term.form == Term::Form::word && !term.toned.empty() ? term.toned : piece);
        }
        words.beginning = !term.beginning.empty();
    }
    return words;
}

// The words as pinyin: joined syllables are taken apart. A word alone may be taken apart in several ways.
std::vector<std::vector<std::string>> as_pinyin(const Words& words) {
    if (words.plain.size() == 1) return names::pinyin_splits(words.plain.front(), most_splits);
    std::vector<std::string> way;
    for (const std::string& word : words.plain) {
        const auto splits = names::pinyin_splits(word, 1);
        if (splits.empty()) return {};
        way.insert(way.end(), splits.front().begin(), splits.front().end());
    }
    return {way};
}

std::vector<std::string> tokens_of(const Way& way) {
    if (way.initials) return {std::string(initials_of_name) + way.syllables.front()};
    if (way.syllables.size() == 1) return {std::string(first_of_name) + way.syllables.front()};
    std::vector<std::string> tokens;
    for (std::size_t i = 1; i < way.syllables.size(); ++i)
        add_once(tokens, pair_token(way.syllables[i - 1], way.syllables[i]));
    return tokens;
}

std::string expression(const CrossScript& asked, char quote, std::string_view both, std::string_view either,
                       std::string_view begins) {
    std::string out;
    for (const Way& way : asked.ways) {
        if (!out.empty()) out += either;
        out += '(';
        const std::vector<std::string> tokens = tokens_of(way);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (i > 0) out += both;
            out.append(1, quote).append(tokens[i]).append(1, quote);
            if (way.beginning && i + 1 == tokens.size()) out += begins;
        }
        out += ')';
    }
    return out;
}

// --- fitting --------------------------------------------------------------------------------------------------------

// "băng1" of names as the tokeniser writes it: "băng·1".
std::string toned_token(std::string_view reading) {
    std::string key = names::reading_key(reading);
    if (!key.empty() && std::isdigit(static_cast<unsigned char>(key.back()))) key.insert(key.size() - 1, joined_by);
    return key;
}

bool is_said(const std::string& syllable, const std::string& asked, bool beginning) {
    return beginning ? syllable.starts_with(asked) : syllable == asked;
}
bool is_said_toned(const std::string& syllable, const std::string& asked) {
    return toned_token(syllable) == asked || names::plain_key(syllable) == asked;
}

// Follows a way through a run from one character on: character by character, or through a fixed name.
class Match {
public:
    enum class By : std::uint8_t { reading, toned, pinyin };
    struct End {
        std::size_t sign;  // the first that is not part of it
        bool complete;     // it ends where a fixed name does
    };
    Match(const Run& run, const Way& way, By by) : run_(run), way_(way), by_(by) {}

    std::optional<End> from(std::size_t sign, std::size_t syllable = 0) const {
        if (syllable == way_.syllables.size()) return End{sign, true};
        if (sign == run_.signs.size()) return std::nullopt;
        if (by_ != By::pinyin)
            for (const names::FixedName& name : run_.fixed)
                if (name.first == sign)
                    if (const auto end = through(name, syllable)) return end;
        return says(names::said(run_.signs[sign].character), syllable) ? from(sign + 1, syllable + 1) : std::nullopt;
    }

private:
    [[nodiscard]] bool beginning(std::size_t syllable) const {
        return way_.beginning && syllable + 1 == way_.syllables.size();
    }
    std::optional<End> through(const names::FixedName& name, std::size_t syllable) const {
        std::size_t at = 0;
        for (; at < name.plain.size() && syllable < way_.syllables.size(); ++at, ++syllable) {
            const bool same = by_ == By::toned ? is_said_toned(name.syllables[at], way_.toned[syllable])
                                               : is_said(name.plain[at], way_.syllables[syllable], beginning(syllable));
            if (!same) return std::nullopt;
        }
        if (at < name.plain.size()) return End{name.first + name.size, false};
        return from(name.first + name.size, syllable);
    }
    [[nodiscard]] bool says(const names::Said& said, std::size_t syllable) const {
        const auto any = [&](const std::vector<std::string>& ways, auto&& same) {
            return std::ranges::any_of(ways, same);
        };
        if (by_ == By::toned)
            return any(said.readings, [&](const std::string& one) { return is_said_toned(one, way_.toned[syllable]); });
        const auto same = [&](const std::string& one) {
            return is_said(one, way_.syllables[syllable], beginning(syllable));
        };
        return any(by_ == By::pinyin ? said.pinyin : said.readings_plain, same);
    }

    const Run& run_;
    const Way& way_;
    By by_;
};

CrossFit fit_at(const Run& run, std::size_t first, const Way& way) {
    const auto reading = Match(run, way, Match::By::reading).from(first);
    const auto end = reading ? reading : Match(run, way, Match::By::pinyin).from(first);
    if (!end) return {};
    const bool toned =
        reading && way.toned.size() == way.syllables.size() && Match(run, way, Match::By::toned).from(first);
    return {.why = reading ? CrossFit::Why::reading : CrossFit::Why::pinyin,
            .whole = first == 0 && end->complete && end->sign == run.signs.size(),
            .toned = toned,
            .span = {run.signs[first].begin, run.signs[end->sign - 1].end}};
}

int rank_of(const CrossFit& fit) {
    return (fit.whole ? 16 : 0) + (static_cast<int>(fit.why) * 2) + (fit.toned ? 1 : 0);
}
void keep_better(CrossFit& best, const CrossFit& other) {
    const bool better = best.why == CrossFit::Why::nothing || rank_of(other) > rank_of(best);
    if (other.why != CrossFit::Why::nothing && better) best = other;
}

void fit_run(const Run& run, const Way& way, CrossFit& best) {
    if (way.initials) {
        if (initials_of(run.signs) == way.syllables.front())
            keep_better(best, {CrossFit::Why::initials, true, false, {run.signs.front().begin, run.signs.back().end}});
        return;
    }
    const std::size_t starts =
        way.syllables.size() == 1 ? 1 : run.signs.size();  // a single syllable must begin the name
    for (std::size_t first = 0; first < starts; ++first) keep_better(best, fit_at(run, first, way));
}

// The ways to say what begins or ends at a place between two characters.
struct Edges {
    std::vector<std::string> ending;
    std::vector<std::string> starting;
};

void add_fixed_names(const Run& run, std::vector<std::string>& tokens) {
    const auto around = [&](std::size_t place) {
        Edges edges;
        if (place > 0) edges.ending = names::said(run.signs[place - 1].character).readings_plain;
        if (place < run.signs.size()) edges.starting = names::said(run.signs[place].character).readings_plain;
        for (const names::FixedName& name : run.fixed) {
            if (name.first + name.size == place) edges.ending.push_back(name.plain.back());
            if (name.first == place) edges.starting.push_back(name.plain.front());
        }
        return edges;
    };
    for (const names::FixedName& name : run.fixed) {
        if (name.first == 0) add_once(tokens, std::string(first_of_name) + name.plain.front());
        for (std::size_t i = 1; i < name.plain.size(); ++i)
            add_once(tokens, pair_token(name.plain[i - 1], name.plain[i]));
        add_pairs(around(name.first).ending, {name.plain.front()}, tokens);
        add_pairs({name.plain.back()}, around(name.first + name.size).starting, tokens);
    }
}

}  // namespace

std::string exact_name_token(std::string_view name) {
    std::string token(exact_name.substr(joined_by.size()));
    std::size_t pieces = 0;
    tokenise(name, [&](const Token& piece) {
        if (piece.kind != Kind::plain && piece.kind != Kind::han1) return;
        if (++pieces <= most_pieces_of_a_name) token.append(joined_by).append(piece.text);
    });
    return pieces > 0 && pieces <= most_pieces_of_a_name ? token : std::string();
}

void add_cross_script_tokens(std::string_view text, std::vector<std::string>& tokens) {
    for (const std::string_view line : split(text, '\n')) {
        if (std::string exact = exact_name_token(line); !exact.empty()) add_once(tokens, std::move(exact));
        if (const std::string letters = initials_of(line); letters.size() >= fewest_initials)
            add_once(tokens, std::string(initials_of_name) + letters);
        each_run(line, [&](const Run& all) {
            const std::vector<Sign>& run = all.signs;
            if (const std::string letters = initials_of(run); letters.size() >= fewest_initials)
                add_once(tokens, std::string(initials_of_name) + letters);
            const names::Said& first = names::said(run.front().character);
            for (const auto& ways : {first.readings_plain, first.pinyin})
                for (const std::string& way : ways) add_once(tokens, std::string(first_of_name) + way);
            for (std::size_t i = 1; i < run.size(); ++i) {
                const names::Said& left = names::said(run[i - 1].character);
                const names::Said& right = names::said(run[i].character);
                add_pairs(left.readings_plain, right.readings_plain, tokens);
                add_pairs(left.pinyin, right.pinyin, tokens);
            }
            add_fixed_names(all, tokens);
        });
    }
}

void add_word_pairs(std::span<const std::string_view> fields, std::vector<std::string>& tokens) {
    std::vector<std::string> words;
    std::vector<std::string> twice;
    for (const std::string_view field : fields)
        tokenise(field, [&](const Token& token) {
            const bool word = token.kind == Kind::plain || token.kind == Kind::joined;
            if (!word || !only_letters(token.text) || words.size() > most_words_in_pairs) return;
            const bool known = std::ranges::find(words, token.text) != words.end();
            (known ? twice : words).emplace_back(token.text);
        });
    if (words.size() > most_words_in_pairs) return add_once(tokens, std::string(many_words));
    for (const std::string& a : words)
        for (const std::string& b : words)
            if (&a != &b || std::ranges::find(twice, a) != twice.end()) add_once(tokens, pair_token(a, b));
}

CrossScript cross_script(const QueryPlan& plan) {
    CrossScript asked;
    const Words words = words_of(plan);
    if (words.plain.empty()) return asked;
    asked.pairs = words.plain.size() > 1 &&
                  std::ranges::all_of(plan.terms, [](const Term& term) { return term.form == Term::Form::word; });
    asked.ways.push_back({.syllables = words.plain, .toned = words.toned, .beginning = words.beginning});
    bool syllable = words.plain.size() > 1;
    for (std::vector<std::string>& way : as_pinyin(words)) {
        syllable = syllable || way.size() == 1;
        if (way != words.plain) asked.ways.push_back({.syllables = std::move(way), .beginning = words.beginning});
    }
    const std::string& word = words.plain.front();
    if (!syllable && word.size() >= fewest_initials && word.size() <= most_words_of_a_name)
        asked.ways.push_back({.syllables = {word}, .initials = true});
    return asked;
}

std::string fts5_match(const CrossScript& asked) {
    return expression(asked, '"', " AND ", " OR ", " *");
}
std::string tsquery(const CrossScript& asked) {
    return expression(asked, '\'', " & ", " | ", ":*");
}

std::string fts5_of_many_words(const CrossScript& asked, const std::string& words) {
    return asked.pairs ? fmt::format("({}) AND \"{}\"", words, many_words) : words;
}
std::string tsquery_of_many_words(const CrossScript& asked, const std::string& words) {
    return asked.pairs ? fmt::format("({}) & '{}'", words, many_words) : words;
}

CrossFit fit(std::string_view text, const CrossScript& asked) {
    CrossFit best;
    std::size_t begin = 0;
    for (const std::string_view line : split(text, '\n')) {
        CrossFit of_line;
        for (const Way& way : asked.ways) {
            each_run(line, [&](const Run& run) { fit_run(run, way, of_line); });
            if (way.initials && initials_of(line) == way.syllables.front())
                keep_better(of_line, {CrossFit::Why::initials, true, false, {0, line.size()}});
        }
        of_line.span = {of_line.span.begin + begin, of_line.span.end + begin};
        keep_better(best, of_line);
        begin += line.size() + 1;
    }
    return best;
}

}  // namespace caunoi::search
