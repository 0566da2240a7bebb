// Asking the index. The engines say which documents match and may be seen; the order is made here.
#include "platform/base/text.hpp"
#include "platform/names/person.hpp"
#include "platform/search/candidate.hpp"
#include "platform/search/excerpt.hpp"
#include "platform/search/index.hpp"
#include "platform/search/search.hpp"
#include "platform/search/tokens/cross_script.hpp"
#include "platform/search/tokens/query.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace caunoi::search {
namespace {

using store::Engine;
using store::Row;
using store::Sql;
using store::Tx;

constexpr std::size_t longest_query = 200;  // characters
// Reading and ranking a hit takes some 8 µs, its id a hundredth of that. Of more hits the whole names come first and
// the newest next.
constexpr std::size_t most_ranked = 250;
// As many ids are read to find the newest among them; to walk back through the documents until there are enough would
// read a hundred thousand for a word that a few hundred of a million have.
constexpr std::size_t most_sorted = 2000;
constexpr int most_hits = 2000;  // that anybody is given

// What differs by engine. Everywhere: $1 the match, $2 how many at most.
struct Statements {
    Sql ids;
    Sql newest;   // reads the index backwards until there are enough: for common words
    Sql granted;  // $3 the body, $4 the kind or ''
};

constexpr Statements sqlite{
    .ids = "select rowid as id from search_fts where search_fts match $1 limit $2",
    .newest = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from search_fts join search_fts_doc d on d.id = search_fts.rowid
        where search_fts.search_fts match $1 order by search_fts.rowid desc limit $2)",
    // The plus keeps FTS5 from looking for each granted document by itself, which takes 100 µs for one.
    .granted = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from search_fts join search_fts_doc d on d.id = search_fts.rowid
        where search_fts.search_fts match $1 and +search_fts.rowid in (
            select o.id from access_grant g join search_fts_doc o on o.kind = g.kind and o.record = g.record
            where g.body = $3 and $4 in ('', g.kind))
        order by search_fts.rowid desc limit $2)"};

// A prepared statement is planned without knowing the word: "is true" keeps the planner from collecting every hit of a
// common one.
constexpr Statements postgres{.ids = "select id from search_fts_doc where tokens @@ $1::tsquery limit $2",
                              .newest = R"(select id, kind, record, title, titles, date from search_fts_doc
        where (tokens @@ $1::tsquery) is true order by id desc limit $2)",
                              .granted = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from access_grant g join search_fts_doc d on d.kind = g.kind and d.record = g.record
        where g.body = $3 and $4 in ('', g.kind) and (d.tokens @@ $1::tsquery) is true order by d.id desc limit $2)"};

// Who asks: what is not in here is not found.
struct Reach {
    std::vector<std::string_view> kinds = {};  // all records of these
    bool every_kind = false;                   // so that the engine need not look at it
    PartyId body = {};                         // beside them, what this body was granted …
    std::string_view granted_kind = {};        // … of this kind, "" for any
};

class Finder {
public:
    Finder(Tx& tx, Reach reach, std::string_view query)
        : tx_(tx),
          reach_(std::move(reach)),
          statements_(tx.engine() == Engine::sqlite ? sqlite : postgres),
          whole_(plan(query, Ending::complete)),
          typing_(plan(query, Ending::still_typing)),
          whole_names_(cross_script(whole_)),
          typing_names_(cross_script(typing_)),
          exact_(exact_name_token(query)) {}

    [[nodiscard]] const QueryPlan& asked() const { return typing_; }
    [[nodiscard]] const CrossScript& asked_names() const { return typing_names_; }
    // At most `limit`, and one more if there is one.
    std::vector<Candidate> find(int limit);

private:
    void find_whole_words();
    void find_beginnings();
    [[nodiscard]] bool enough() const { return found_.size() >= wanted_; }
    void add(std::vector<Candidate> candidates);

    // As words, or as a name in another script.
    [[nodiscard]] std::string match(const QueryPlan& plan, const CrossScript& names) const {
        const bool fts5 = tx_.engine() == Engine::sqlite;
        std::string words = fts5 ? fts5_match(plan) : tsquery(plan);
        if (names.empty()) return words;
        words = fts5 ? fts5_of_many_words(names, words) : tsquery_of_many_words(names, words);
        return fts5 ? "(" + words + ") OR " + fts5_match(names) : "(" + words + ") | " + tsquery(names);
    }
    [[nodiscard]] std::string both(const std::string& token, const std::string& list) const {
        return tx_.engine() == Engine::sqlite ? "(\"" + token + "\") AND (" + list + ")"
                                              : "('" + token + "') & (" + list + ")";
    }
    [[nodiscard]] std::string preferred(const QueryPlan& plan) const {
        return tx_.engine() == Engine::sqlite ? fts5_preferred(plan) : tsquery_preferred(plan);
    }
    [[nodiscard]] bool sees_whole_kinds() const { return reach_.every_kind || !reach_.kinds.empty(); }
    [[nodiscard]] std::string within_kinds(const std::string& match) const;
    void add_best(const std::string& match, Rating& rating);
    [[nodiscard]] int newest_wanted() const;
    std::vector<std::int64_t> ids_of(const std::string& match);
    std::vector<Candidate> newest(const std::string& match);
    std::vector<Candidate> documents(std::span<const std::int64_t> ids);
    void add_granted(const std::string& match, int most, std::vector<Candidate>& found);
    void add_ranked(const std::string& match, std::span<const std::int64_t> ids, Rating& rating);
    std::unordered_set<std::int64_t> marked_ids(const std::string& match);

    Tx& tx_;
    Reach reach_;
    const Statements& statements_;
    QueryPlan whole_;
    QueryPlan typing_;
    CrossScript whole_names_;
    CrossScript typing_names_;
    std::string exact_;  // token of a name that is the query
    std::size_t wanted_ = 0;
    std::vector<Candidate> found_;
    std::unordered_set<std::int64_t> taken_;
};

// Both lists are made of documents that match; the first one's are the better ones. The second is read only if it is
// needed: the beginnings of many words are the dearest thing to look for.
std::vector<Candidate> Finder::find(int limit) {
    if (whole_.empty() || limit <= 0) return {};
    wanted_ = static_cast<std::size_t>(limit) + 1;
    find_whole_words();
    const auto begins = [](const Term& term) { return !term.beginning.empty(); };
    const auto last = std::ranges::find_if(typing_.terms, begins);
    if (last == typing_.terms.end() || enough()) return std::move(found_);
    // Of a number that was found there is nothing more to type: "UBND" as a beginning would read half of the index.
    if (last->form == Term::Form::code && !found_.empty()) return std::move(found_);
    find_beginnings();
    return std::move(found_);
}

void Finder::find_whole_words() {
    Rating rating{.matcher = Matcher(whole_), .names = whole_names_, .bonus = 1000, .marks_typed = whole_.has_tones()};
    const std::string all = match(whole_, whole_names_);
    const std::string with_marks = preferred(whole_);
    if (const std::vector<std::int64_t> ids = ids_of(all); ids.size() <= most_ranked) {
        // Of a record of few words the title says it.
        if (rating.marks_typed)
            rating.with_marks =
                marked_ids(tx_.engine() == Engine::sqlite ? fts5_of_many_words(whole_names_, with_marks)
                                                          : tsquery_of_many_words(whole_names_, with_marks));
        return add_ranked(all, ids, rating);
    }
    rating.marks_typed = false;  // it is the list that says so
    for (const std::string& marks : {with_marks, std::string()}) {
        const std::string& list = marks.empty() ? all : marks;
        if (!enough() && !exact_.empty()) add_best(both(exact_, list), rating);
        if (!enough()) add_best(list, rating);
        if (with_marks.empty()) break;
    }
}

void Finder::find_beginnings() {
    Rating rating{.matcher = Matcher(typing_), .names = typing_names_, .bonus = 0, .marks_typed = false};
    // A long last word that stands whole somewhere is hardly still being typed, and FTS5, which keeps beginnings of two
    // and three letters, takes 6 ms to gather all words that begin so. Names go on being completed: their pairs are
    // few.
    constexpr std::size_t long_word = 4;
    const bool only_names =
        typing_names_.pairs && !found_.empty() && typing_names_.ways.front().syllables.back().size() >= long_word;
    const bool fts5 = tx_.engine() == Engine::sqlite;
    add_best(!only_names ? match(typing_, typing_names_)
             : fts5      ? fts5_match(typing_names_)
                         : tsquery(typing_names_),
             rating);
}

// The best of them, or the newest when they are too many to be ranked.
void Finder::add_best(const std::string& match, Rating& rating) {
    std::vector<std::int64_t> ids = ids_of(match);
    if (ids.size() <= most_ranked) return add_ranked(match, ids, rating);
    std::vector<Candidate> found;
    if (ids.size() > most_sorted) {
        found = newest(match);
    } else {
        std::ranges::sort(ids, std::greater());
        ids.resize(std::min(ids.size(), static_cast<std::size_t>(newest_wanted())));
        found = documents(ids);
    }
    add_granted(match, newest_wanted(), found);
    for (Candidate& candidate : found) rate(candidate, rating);
    std::ranges::sort(found, std::greater(), &Candidate::id);
    add(std::move(found));
}

void Finder::add_ranked(const std::string& match, std::span<const std::int64_t> ids, Rating& rating) {
    std::vector<Candidate> found = documents(ids);
    add_granted(match, most_ranked, found);
    for (Candidate& candidate : found) rate(candidate, rating);
    std::ranges::sort(found, better);
    add(std::move(found));
}

const Source* source_of(std::string_view kind) {
    const auto source = std::ranges::find(sources(), kind, &Source::kind);
    return source == sources().end() ? nullptr : &*source;
}

void Finder::add(std::vector<Candidate> candidates) {
    for (Candidate& candidate : candidates) {
        const Source* source = source_of(candidate.kind);
        const bool hidden = candidate.granted && candidate.why == "text" && source && source->grants_titles_only;
        if (!hidden && !enough() && taken_.insert(candidate.id).second) found_.push_back(std::move(candidate));
    }
}

std::string Finder::within_kinds(const std::string& match) const {
    if (reach_.every_kind) return match;
    const bool fts5 = tx_.engine() == Engine::sqlite;
    const char quote = fts5 ? '"' : '\'';
    std::string kinds;
    for (const std::string_view kind : reach_.kinds) {
        if (!kinds.empty()) kinds += fts5 ? " OR " : " | ";
        kinds += quote + kind_token(kind) + quote;
    }
    return "(" + match + (fts5 ? ") AND (" : ") & (") + kinds + ")";
}

int weight_of(std::string_view kind) {
    const Source* source = source_of(kind);
    return source ? source->weight : 0;
}

Candidate read_candidate(const Row& row) {
    return {.id = row.integer("id"),
            .kind = std::string(row.text("kind")),
            .record = row.integer("record"),
            .title = std::string(row.text("title")),
            .titles = std::string(row.text("titles")),
            .date = std::string(row.text("date")),
            .why = {},
            .in_title = false,
            .points = 0,
            .weight = weight_of(row.text("kind"))};
}

// Of all that match; one more than can be sorted says that there are more.
std::vector<std::int64_t> Finder::ids_of(const std::string& match) {
    std::vector<std::int64_t> ids;
    if (sees_whole_kinds())
        for (const Row row : tx_.query(statements_.ids, within_kinds(match), most_sorted + 1))
            ids.push_back(row.integer("id"));
    return ids;
}

// Those found already may stand among them.
int Finder::newest_wanted() const {
    return static_cast<int>(std::min<std::size_t>(wanted_ + found_.size(), most_hits));
}

std::vector<Candidate> Finder::newest(const std::string& match) {
    std::vector<Candidate> found;
    for (const Row row : tx_.query(statements_.newest, within_kinds(match), newest_wanted()))
        found.push_back(read_candidate(row));
    return found;
}

// So many at once with one statement that stays prepared.
std::vector<Candidate> Finder::documents(std::span<const std::int64_t> ids) {
    constexpr std::size_t at_once = 64;
    std::vector<Candidate> found;
    for (std::size_t at = 0; at < ids.size(); at += at_once) {
        store::Query query("select id, kind, record, title, titles, date from search_fts_doc where id in (0");
        for (std::size_t i = at; i < at + at_once; ++i) query.add(", ", i < ids.size() ? ids[i] : std::int64_t{0});
        query.add(")");
        for (const Row row : tx_.query(query)) found.push_back(read_candidate(row));
    }
    return found;
}

// What was granted to the body, of kinds that it does not see as a whole. That is few.
void Finder::add_granted(const std::string& match, int most, std::vector<Candidate>& found) {
    if (!reach_.body || reach_.every_kind) return;
    for (const Row row : tx_.query(statements_.granted, match, most, reach_.body, reach_.granted_kind)) {
        const bool in_kinds = std::ranges::find(reach_.kinds, row.text("kind")) != reach_.kinds.end();
        if (in_kinds) continue;
        found.push_back(read_candidate(row));
        found.back().granted = true;
    }
    std::ranges::sort(found, std::greater(), &Candidate::id);  // newest first
    if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
}

std::unordered_set<std::int64_t> Finder::marked_ids(const std::string& match) {
    const std::vector<std::int64_t> seen = ids_of(match);
    std::unordered_set<std::int64_t> ids(seen.begin(), seen.end());
    if (reach_.body)
        for (const Row row : tx_.query(statements_.granted, match, most_ranked, reach_.body, reach_.granted_kind))
            ids.insert(row.integer("id"));
    return ids;
}

// --- what is shown --------------------------------------------------------------------------------------------------

std::vector<html::Span> marks_in(std::string_view text, const QueryPlan& plan) {
    std::vector<html::Span> marks;
    for (const Span& span : highlights(text, plan)) marks.push_back({span.begin, span.end});
    return marks;
}

// Also of a name in another script, which none of the words marks.
std::vector<html::Span> marks_in(std::string_view text, const QueryPlan& plan, const CrossScript& names) {
    std::vector<html::Span> marks = marks_in(text, plan);
    if (!marks.empty()) return marks;
    const CrossFit found = fit(text, names);
    if (found.why != CrossFit::Why::nothing) marks.push_back({found.span.begin, found.span.end});
    return marks;
}

// The line of the titles that answers.
void add_titles_excerpt(Hit& hit, std::string_view titles, const Finder& finder) {
    Excerpt piece = excerpt(titles, finder.asked());
    hit.excerpt = std::move(piece.text);
    hit.excerpt_marks = std::move(piece.marks);
    if (!hit.excerpt.empty() || finder.asked_names().empty()) return;
    for (const std::string_view line : split(titles, '\n')) {
        hit.excerpt_marks = marks_in(line, finder.asked(), finder.asked_names());
        hit.excerpt = hit.excerpt_marks.empty() ? std::string() : std::string(line);
        if (!hit.excerpt.empty()) return;
    }
}

Hit hit_of(const Candidate& candidate, const Finder& finder) {
    Hit hit{.kind = candidate.kind,
            .record = candidate.record,
            .title = candidate.title,
            .excerpt = {},
            .title_marks = marks_in(candidate.title, finder.asked(), finder.asked_names()),
            .excerpt_marks = {},
            .why = std::string(candidate.why),
            .score = candidate.points / 100.0,
            .date = candidate.date};
    if (!candidate.in_title) add_titles_excerpt(hit, candidate.titles, finder);
    return hit;
}

// The long texts are read for the hits that are shown only, and only when it is they that matched.
void add_text_excerpts(Tx& tx, const std::vector<Candidate>& found, const QueryPlan& plan, std::vector<Hit>& hits) {
    store::Query query("select id, text from search_fts_doc where id in (0");
    bool any = false;
    for (const Candidate& candidate : found) {
        if (candidate.why != "text") continue;
        query.add(", ", candidate.id);
        any = true;
    }
    if (!any) return;
    query.add(")");
    for (const Row row : tx.query(query)) {
        Excerpt piece = excerpt(row.text("text"), plan);
        if (piece.marks.empty()) continue;
        const auto at = std::ranges::find(found, row.integer("id"), &Candidate::id) - found.begin();
        hits[static_cast<std::size_t>(at)].excerpt = std::move(piece.text);
        hits[static_cast<std::size_t>(at)].excerpt_marks = std::move(piece.marks);
    }
}

Reach reach_of(const Context& context, std::string_view kind) {
    Reach reach{.kinds = {}, .every_kind = kind.empty(), .body = context.actor.body, .granted_kind = kind};
    for (const Source& source : sources()) {
        if (!kind.empty() && source.kind != kind) continue;
        if (context.may(source.permission))
            reach.kinds.push_back(source.kind);
        else
            reach.every_kind = false;
    }
    return reach;
}

bool is_registered(const Candidate& candidate) {
    return source_of(candidate.kind) != nullptr;
}

}  // namespace

Found find(Context& context, std::string_view query, int limit, std::string_view kind) {
    const int most = std::clamp(limit, 0, most_hits);
    return read(context, [&](Tx& tx) {
        std::optional<Finder> asked(std::in_place, tx, reach_of(context, kind),
                                    first_code_points(query, longest_query));
        std::vector<Candidate> found = asked->find(most);
        if (const std::string name = found.empty() ? names::without_titles(query) : std::string();
            !name.empty() && name != clean_line(query)) {
            asked.emplace(tx, reach_of(context, kind), first_code_points(name, longest_query));
            found = asked->find(most);
        }
        const Finder& finder = *asked;
        // Of a module that is not part of this program any more.
        std::erase_if(found, [](const Candidate& candidate) { return !is_registered(candidate); });
        Found out;
        out.more = found.size() > static_cast<std::size_t>(most);
        if (out.more) found.resize(static_cast<std::size_t>(most));
        for (const Candidate& candidate : found) out.hits.push_back(hit_of(candidate, finder));
        add_text_excerpts(tx, found, finder.asked(), out.hits);
        return out;
    });
}

std::vector<std::int64_t> find_records(Tx& tx, std::string_view kind, std::string_view query, int limit) {
    const int most = std::clamp(limit, 0, most_hits);
    Finder finder(tx, {.kinds = {kind}}, first_code_points(query, longest_query));
    std::vector<std::int64_t> records;
    for (const Candidate& candidate : finder.find(most)) {
        if (records.size() == static_cast<std::size_t>(most)) break;
        records.push_back(candidate.record);
    }
    return records;
}

}  // namespace caunoi::search
