#include "platform/search/candidate.hpp"

namespace caunoi::search {

namespace {

constexpr std::string_view why_text(CrossFit::Why why) {
    switch (why) {
        case CrossFit::Why::initials: return "initials";
        case CrossFit::Why::pinyin: return "pinyin";
        case CrossFit::Why::reading: return "reading";
        case CrossFit::Why::nothing: break;
    }
    return "text";
}

// A name in another script: readings with the tones that were typed before others, then pinyin, then initials; a whole
// name before a part of one.
bool rate_across(Candidate& candidate, const Rating& rating) {
    if (rating.names.empty()) return false;
    CrossFit best = fit(candidate.title, rating.names);
    candidate.in_title = best.why != CrossFit::Why::nothing;
    if (!best.whole) {
        const CrossFit other = fit(candidate.titles, rating.names);
        const bool better = best.why == CrossFit::Why::nothing || (other.whole && other.why >= best.why);
        if (other.why != CrossFit::Why::nothing && better) {
            best = other;
            candidate.in_title = false;
        }
    }
    if (best.why == CrossFit::Why::nothing) return false;
    candidate.why = why_text(best.why);
    candidate.points =
        rating.bonus + 200 + (best.whole ? 40 : 0) + (static_cast<int>(best.why) * 10) + (best.toned ? 5 : 0);
    return true;
}

}  // namespace

bool better(const Candidate& a, const Candidate& b) {
    if (a.points != b.points) return a.points > b.points;
    return a.weight != b.weight ? a.weight > b.weight : a.id > b.id;
}

void rate(Candidate& candidate, Rating& rating) {
    const Fit title = rating.matcher.fit(candidate.title);
    bool toned = title.toned;
    int place = title.exact ? 5 : 4;
    candidate.why = "title";
    candidate.in_title = title.all;
    if (!title.all) {
        const Fit other = rating.matcher.fit(candidate.titles);
        const bool in_titles = other.all;
        if (!in_titles && rate_across(candidate, rating)) return;
        place = in_titles ? 3 : 1;
        toned = in_titles ? other.toned : rating.marks_typed && rating.with_marks.contains(candidate.id);
        candidate.why = in_titles ? "other_title" : "text";
    }
    const int in_title = place == 1 ? title.terms : 0;
    candidate.points = rating.bonus + place * 100 + in_title * 2 + (toned ? 1 : 0);
}

}  // namespace caunoi::search
