#include "platform/search/rank.hpp"

#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::search {
namespace {

// Of Han text the phrase is made of pairs, unless it is a single character.
Kind kind_of_pieces(const Term& term) {
    if (term.form == Term::Form::code) return Kind::plain;
    return code_points(term.phrase.front()) == 1 ? Kind::han1 : Kind::han2;
}

std::uint32_t positions_of(const Term& term) {
    if (term.form == Term::Form::word) return 1;
    const auto pieces = static_cast<std::uint32_t>(term.phrase.size());
    return kind_of_pieces(term) == Kind::han2 ? pieces + 1 : pieces;
}

}  // namespace

Matcher::Matcher(const QueryPlan& plan) : plan_(plan) {
    for (const Term& term : plan.terms) plan_positions_ += positions_of(term);
}

Fit Matcher::fit(std::string_view source) {
    scan(source);
    Fit fit{.terms = 0, .all = true, .toned = true, .exact = false};
    bool whole = true;
    for (const Term& term : plan_.terms) {
        const Found found = find(term);
        const bool any = found.whole || found.begins;
        fit.terms += any ? 1 : 0;
        fit.all = fit.all && any;
        fit.toned = fit.toned && (term.toned.empty() ? any : found.toned);
        whole = whole && found.whole;
    }
    fit.exact = whole && positions_ == plan_positions_;
    return fit;
}

void Matcher::scan(std::string_view source) {
    seen_.clear();
    letters_.clear();
    positions_ = 0;
    tokenise(source, [this](const Token& token) {
        seen_.push_back({token.kind, token.position, static_cast<std::uint32_t>(letters_.size()),
                         static_cast<std::uint32_t>(token.text.size())});
        letters_ += token.text;
        positions_ = std::max(positions_, token.position + 1);
    });
}

Matcher::Found Matcher::find(const Term& term) const {
    if (term.form == Term::Form::word) return find_word(term);
    Found found = find_phrase(term, kind_of_pieces(term));
    if (term.form != Term::Form::code) return found;
    for (const Seen& seen : seen_) found.whole = found.whole || (seen.kind == Kind::joined && text(seen) == term.text);
    return found;
}

Matcher::Found Matcher::find_word(const Term& term) const {
    Found found;
    for (const Seen& seen : seen_) {
        const std::string_view word = text(seen);
        if (seen.kind == Kind::toned) {
            found.toned = found.toned || (!term.toned.empty() && word == term.toned);
        } else if (seen.kind == Kind::plain || seen.kind == Kind::joined) {
            found.whole = found.whole || word == term.text;
            found.begins = found.begins || (!term.beginning.empty() && word.starts_with(term.beginning));
        }
    }
    return found;
}

Matcher::Found Matcher::find_phrase(const Term& term, Kind kind) const {
    Found found;
    for (std::size_t first = 0; first < seen_.size(); ++first) {
        std::size_t piece = 0;
        for (std::size_t at = first; at < seen_.size() && piece < term.phrase.size(); ++at) {
            if (seen_[at].kind != kind) continue;
            if (seen_[at].position != seen_[first].position + piece) break;
            const std::string_view word = text(seen_[at]);
            const bool last = piece + 1 == term.phrase.size();
            found.begins = found.begins || (last && !term.beginning.empty() && word.starts_with(term.beginning));
            if (word != term.phrase[piece]) break;
            ++piece;
        }
        if (piece == term.phrase.size()) return {.whole = true, .begins = found.begins, .toned = false};
    }
    return found;
}

}  // namespace caunoi::search
