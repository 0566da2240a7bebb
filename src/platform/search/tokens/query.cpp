#include "platform/search/tokens/query.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/search/tokens/letters.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <algorithm>

namespace caunoi::search {
namespace {

constexpr std::size_t most_terms = 12;
constexpr std::size_t longest_query = 1000;    // bytes
constexpr std::size_t shortest_beginning = 2;  // characters of one byte; a single letter would match everything

class Planner {
public:
    explicit Planner(std::string_view query) : query_(query) {}

    QueryPlan plan(Ending ending) {
        tokenise(query_, [this](const Token& token) { take(token); });
        if (ending == Ending::still_typing && !found_.empty()) add_beginning(found_.back());
        QueryPlan out;
        for (Found& found : found_) {
            if (out.terms.size() == most_terms) break;
            if (std::find(out.terms.begin(), out.terms.end(), found.term) == out.terms.end())
                out.terms.push_back(std::move(found.term));
        }
        return out;
    }

private:
    struct Found {
        Term term;
        std::uint32_t position;    // of its first token
        std::uint32_t last_begin;  // of its last word or character
        std::uint32_t end;
    };

    void take(const Token& token) {
        switch (token.kind) {
            case Kind::plain:
                found_.push_back({{.text = std::string(token.text)}, token.position, token.begin, token.end});
                break;
            case Kind::toned: found_.back().term.toned = token.text; break;
            case Kind::joined: join(token); break;
            case Kind::han1: add_character(token); break;
            case Kind::han2: add_pair(token); break;
        }
    }

    // The words since the token's position become one term.
    void join(const Token& token) {
        const auto first = std::find_if(found_.begin(), found_.end(),
                                        [&](const Found& found) { return found.position >= token.position; });
        Found code{{.form = Term::Form::code, .text = std::string(token.text)},
                   token.position,
                   found_.back().last_begin,
                   token.end};
        for (auto piece = first; piece != found_.end(); ++piece)
            code.term.phrase.push_back(std::move(piece->term.text));
        found_.erase(first, found_.end());
        found_.push_back(std::move(code));
    }

    // A character that follows another one without a blank is part of its term; its pair is on the way.
    void add_character(const Token& token) {
        if (!found_.empty() && found_.back().term.form == Term::Form::han && found_.back().end == token.begin) return;
        found_.push_back({{.form = Term::Form::han, .text = {}, .phrase = {std::string(token.text)}},
                          token.position,
                          token.begin,
                          token.end});
        characters_ = 1;
    }
    void add_pair(const Token& token) {
        Found& found = found_.back();
        if (found.last_begin == token.begin && token.end != found.end) {
            if (characters_ == 1) found.term.phrase.clear();
            found.term.phrase.emplace_back(token.text);
            found.last_begin = found.end;
            found.end = token.end;
            ++characters_;
        }
    }

    void add_beginning(Found& last) {
        if (last.end != query_.size() || last.term.form == Term::Form::han) return;
        std::string text = last.term.form == Term::Form::code ? last.term.phrase.back() : last.term.text;
        // "quy" may become "quyền": as a beginning, y is not i.
        if (text.ends_with('i') && ends_in_y(last.last_begin)) text.back() = 'y';
        if (text.size() >= shortest_beginning || last.term.form == Term::Form::code)
            last.term.beginning = std::move(text);
    }
    bool ends_in_y(std::size_t begin) const {
        bool y = false;
        for (std::size_t at = begin; at < query_.size();) {
            const char32_t c = next_code_point(query_, at);
            if (c == invalid_code_point) return false;
            const detail::Letter& letter = detail::letters().of(c);
            if (letter.kind == detail::Class::letter) y = letter.plain_size == 1 && letter.plain[0] == 'y';
        }
        return y;
    }

    std::string_view query_;
    std::vector<Found> found_;
    int characters_ = 0;
};

// How an engine writes its operators.
struct Dialect {
    char quote;
    std::string_view both;
    std::string_view either;
    std::string_view next;    // between the words of a phrase
    std::string_view begins;  // after a quoted word
    bool phrase_in_one_quote;
};
constexpr Dialect fts5{'"', " AND ", " OR ", " ", " *", true};
constexpr Dialect postgres{'\'', " & ", " | ", " <-> ", ":*", false};

std::string phrase_text(const Dialect& dialect, const std::vector<std::string>& words) {
    std::string out(1, dialect.quote);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && !dialect.phrase_in_one_quote) out += dialect.quote;
        if (i > 0) out += dialect.next;
        if (i > 0 && !dialect.phrase_in_one_quote) out += dialect.quote;
        out += words[i];
    }
    return out += dialect.quote;
}

std::string term_text(const Dialect& dialect, const Term& term, bool preferred) {
    std::vector<std::string> ways;
    if (term.form == Term::Form::word) {
        ways.push_back(phrase_text(dialect, {preferred && !term.toned.empty() ? term.toned : term.text}));
        if (!term.beginning.empty()) ways.push_back(phrase_text(dialect, {term.beginning}).append(dialect.begins));
    } else {
        if (term.form == Term::Form::code) ways.push_back(phrase_text(dialect, {term.text}));
        ways.push_back(phrase_text(dialect, term.phrase));
        if (!term.beginning.empty()) {
            std::vector<std::string> words = term.phrase;
            words.back() = term.beginning;
            ways.push_back(phrase_text(dialect, words).append(dialect.begins));
        }
    }
    std::string out = ways.front();
    for (std::size_t i = 1; i < ways.size(); ++i) out.append(dialect.either).append(ways[i]);
    return ways.size() > 1 ? "(" + out + ")" : out;
}

std::string expression(const Dialect& dialect, const QueryPlan& plan, bool preferred) {
    std::string out;
    for (const Term& term : plan.terms) {
        if (!out.empty()) out += dialect.both;
        out += term_text(dialect, term, preferred);
    }
    return out;
}

// --- highlighting ------------------------------------------------------------------------------------------------

struct Placed {
    std::string text;
    std::uint32_t begin, end, position;
};

void mark_phrases(const std::vector<Placed>& tokens, const std::vector<std::string>& phrase, std::string_view beginning,
                  std::vector<Span>& spans) {
    for (std::size_t i = 0; i + phrase.size() <= tokens.size(); ++i) {
        bool same = true;
        for (std::size_t k = 0; k < phrase.size() && same; ++k) {
            const Placed& token = tokens[i + k];
            const bool begins = k + 1 == phrase.size() && !beginning.empty() && token.text.starts_with(beginning);
            same = token.position == tokens[i].position + k && (token.text == phrase[k] || begins);
        }
        if (same) spans.push_back({tokens[i].begin, tokens[i + phrase.size() - 1].end});
    }
}

std::vector<Span> merged(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::vector<Span> out;
    for (const Span& span : spans) {
        if (!out.empty() && span.begin <= out.back().end)
            out.back().end = std::max(out.back().end, span.end);
        else
            out.push_back(span);
    }
    return out;
}

}  // namespace

bool QueryPlan::has_tones() const {
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return !term.toned.empty(); });
}

QueryPlan plan(std::string_view query, Ending ending) {
    if (query.size() > longest_query) {
        query = query.substr(0, longest_query);
        ending = Ending::complete;
    }
    return Planner(query).plan(ending);
}

std::string fts5_match(const QueryPlan& plan) {
    return expression(fts5, plan, false);
}
std::string fts5_preferred(const QueryPlan& plan) {
    return plan.has_tones() ? expression(fts5, plan, true) : std::string();
}
std::string tsquery(const QueryPlan& plan) {
    return expression(postgres, plan, false);
}
std::string tsquery_preferred(const QueryPlan& plan) {
    return plan.has_tones() ? expression(postgres, plan, true) : std::string();
}

std::vector<Span> highlights(std::string_view source, const QueryPlan& plan) {
    std::vector<Placed> words, codes, characters, pairs;
    tokenise(source, [&](const Token& token) {
        if (token.kind == Kind::toned) return;
        auto& list = token.kind == Kind::plain    ? words
                     : token.kind == Kind::joined ? codes
                     : token.kind == Kind::han1   ? characters
                                                  : pairs;
        list.push_back({std::string(token.text), token.begin, token.end, token.position});
    });
    std::vector<Span> spans;
    for (const Term& term : plan.terms) {
        switch (term.form) {
            case Term::Form::word:
                mark_phrases(words, {term.text}, term.beginning, spans);
                mark_phrases(codes, {term.text}, term.beginning, spans);
                break;
            case Term::Form::code:
                mark_phrases(codes, {term.text}, {}, spans);
                mark_phrases(words, term.phrase, term.beginning, spans);
                break;
            case Term::Form::han: {
                const bool single = code_points(term.phrase.front()) == 1;
                mark_phrases(single ? characters : pairs, term.phrase, {}, spans);
                break;
            }
        }
    }
    return merged(std::move(spans));
}

}  // namespace caunoi::search
