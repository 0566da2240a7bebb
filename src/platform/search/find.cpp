// Asking the index. The engines say which documents match and may be seen; the order is made here.
#include "platform/base/text.hpp"
#include "platform/search/excerpt.hpp"
#include "platform/search/index.hpp"
#include "platform/search/rank.hpp"
#include "platform/search/search.hpp"
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
// Ranking 25,000 hits takes either engine 16 ms and more, counting to 2,000 less than one.
constexpr int most_ranked = 2000;

// What differs by engine. Everywhere: $1 the match, $2 how many at most.
struct Statements {
    Sql count;
    Sql ids;
    Sql newest;   // reads the index backwards until there are enough
    Sql all;      // of few
    Sql granted;  // $3 the body, $4 the kind or ''
};

constexpr Statements sqlite{
    .count = "select count(*) from (select rowid from search_fts where search_fts match $1 limit $2)",
    .ids = "select rowid as id from search_fts where search_fts match $1 limit $2",
    .newest = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from search_fts join search_fts_doc d on d.id = search_fts.rowid
        where search_fts.search_fts match $1 order by search_fts.rowid desc limit $2)",
    .all = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from search_fts join search_fts_doc d on d.id = search_fts.rowid
        where search_fts.search_fts match $1 order by search_fts.rowid desc limit $2)",
    .granted = R"(select d.id, d.kind, d.record, d.title, d.titles, d.date
        from access_grant g join search_fts_doc d on d.kind = g.kind and d.record = g.record
        where g.body = $3 and $4 in ('', g.kind) and d.id in (select rowid from search_fts where search_fts match $1)
        order by d.id desc limit $2)"};

// A prepared statement is planned without knowing the word: "offset 0" and "is true" keep the planner from walking
// through all documents for a rare word, and from collecting every hit of a common one.
constexpr Statements postgres{
    .count = R"(select count(*) from (select 1 from search_fts_doc where tokens @@ $1::tsquery limit $2) as hits)",
    .ids = "select id from search_fts_doc where tokens @@ $1::tsquery limit $2",
    .newest = R"(select id, kind, record, title, titles, date from search_fts_doc
        where (tokens @@ $1::tsquery) is true order by id desc limit $2)",
    .all = R"(select id, kind, record, title, titles, date from (
            select id, kind, record, title, titles, date from search_fts_doc where tokens @@ $1::tsquery offset 0
        ) as hits order by id desc limit $2)",
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

// Better ones first. An id is a day and a number: newer before older, and never equal.
struct Candidate {
    std::int64_t id = 0;
    std::string kind;
    std::int64_t record = 0;
    std::string title;
    std::string titles;
    std::string date;
    std::string_view why;
    int points = 0;
};
bool better(const Candidate& a, const Candidate& b) {
    return a.points != b.points ? a.points > b.points : a.id > b.id;
}

class Finder {
public:
    Finder(Tx& tx, Reach reach, std::string_view query)
        : tx_(tx),
          reach_(std::move(reach)),
          statements_(tx.engine() == Engine::sqlite ? sqlite : postgres),
          typing_(plan(query, Ending::still_typing)),
          whole_(plan(query, Ending::complete)),
          matcher_(typing_) {}

    [[nodiscard]] const QueryPlan& asked() const { return typing_; }
    // At most `limit`, and one more if there is one.
    std::vector<Candidate> find(int limit);

private:
    [[nodiscard]] std::string match(const QueryPlan& plan, bool preferred) const;
    [[nodiscard]] bool sees_whole_kinds() const { return reach_.every_kind || !reach_.kinds.empty(); }
    [[nodiscard]] std::string within_kinds(std::string match) const;
    std::vector<Candidate> read(Sql sql, const std::string& match, int most);
    void add_granted(std::vector<Candidate>& found, const std::string& match, int most);
    std::vector<Candidate> ranked(const std::string& match);
    std::unordered_set<std::int64_t> ids_of(const std::string& match);
    void rate(Candidate& candidate);
    bool many(const std::string& match);

    Tx& tx_;
    Reach reach_;
    const Statements& statements_;
    QueryPlan typing_;
    QueryPlan whole_;
    Matcher matcher_;
    std::optional<std::unordered_set<std::int64_t>> with_whole_words_;  // none: every hit is
    std::optional<std::unordered_set<std::int64_t>> with_marks_;        // likewise
};

std::string Finder::match(const QueryPlan& plan, bool preferred) const {
    if (tx_.engine() == Engine::sqlite) return preferred ? fts5_preferred(plan) : fts5_match(plan);
    return preferred ? tsquery_preferred(plan) : tsquery(plan);
}

std::string Finder::within_kinds(std::string match) const {
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

Candidate read_candidate(const Row& row) {
    return {.id = row.integer("id"),
            .kind = std::string(row.text("kind")),
            .record = row.integer("record"),
            .title = std::string(row.text("title")),
            .titles = std::string(row.text("titles")),
            .date = std::string(row.text("date")),
            .why = {},
            .points = 0};
}

std::vector<Candidate> Finder::read(Sql sql, const std::string& match, int most) {
    std::vector<Candidate> found;
    if (sees_whole_kinds())
        for (const Row row : tx_.query(sql, within_kinds(match), most)) found.push_back(read_candidate(row));
    add_granted(found, match, most);
    for (Candidate& candidate : found) rate(candidate);
    return found;
}

// Both lists are newest first; so is the whole.
void Finder::add_granted(std::vector<Candidate>& found, const std::string& match, int most) {
    if (!reach_.body || reach_.every_kind) return;
    for (const Row row : tx_.query(statements_.granted, match, most, reach_.body, reach_.granted_kind)) {
        const std::string_view kind = row.text("kind");
        if (std::ranges::find(reach_.kinds, kind) == reach_.kinds.end()) found.push_back(read_candidate(row));
    }
    std::ranges::sort(found, std::greater(), &Candidate::id);
    if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
}

bool Finder::many(const std::string& match) {
    // Grants are few: they alone do not make many.
    if (!sees_whole_kinds()) return false;
    return tx_.integer(statements_.count, within_kinds(match), most_ranked + 1) > most_ranked;
}

std::unordered_set<std::int64_t> Finder::ids_of(const std::string& match) {
    std::unordered_set<std::int64_t> ids;
    if (sees_whole_kinds())
        for (const Row row : tx_.query(statements_.ids, within_kinds(match), most_ranked))
            ids.insert(row.integer("id"));
    if (reach_.body)
        for (const Row row : tx_.query(statements_.granted, match, most_ranked, reach_.body, reach_.granted_kind))
            ids.insert(row.integer("id"));
    return ids;
}

void Finder::rate(Candidate& candidate) {
    const auto in = [&](const std::optional<std::unordered_set<std::int64_t>>& ids) {
        return !ids || ids->contains(candidate.id);
    };
    const Fit title = matcher_.fit(candidate.title);
    Fit fit = title;
    int place = title.exact ? 4 : 3;
    candidate.why = "title";
    if (!title.all) {
        fit = matcher_.fit(candidate.titles);
        place = 2;
        candidate.why = "other_title";
    }
    if (!fit.all) {
        fit.whole = in(with_whole_words_);
        fit.toned = in(with_marks_);
        place = 1;
        candidate.why = "text";
    }
    const int in_title = place == 1 ? title.terms : 0;
    candidate.points = place * 100 + in_title * 4 + (fit.whole ? 2 : 0) + (fit.toned ? 1 : 0);
}

std::vector<Candidate> Finder::ranked(const std::string& match) {
    std::vector<Candidate> found = read(statements_.all, match, most_ranked);
    std::ranges::sort(found, better);
    return found;
}

std::vector<Candidate> Finder::find(int limit) {
    if (typing_.empty() || limit <= 0) return {};
    // From the strictest to the loosest; each one's hits are among those of the next.
    const bool begins = std::ranges::any_of(typing_.terms, [](const Term& term) { return !term.beginning.empty(); });
    std::vector<std::string> ways;
    if (whole_.has_tones()) ways.push_back(match(whole_, true));
    if (begins) ways.push_back(match(whole_, false));
    const std::string loosest = match(typing_, false);
    if (!many(loosest)) {
        if (whole_.has_tones()) with_marks_ = ids_of(ways.front());
        if (begins) with_whole_words_ = ids_of(ways.back());
        return ranked(loosest);
    }
    ways.push_back(loosest);
    std::vector<Candidate> found;
    std::unordered_set<std::int64_t> taken;
    const auto wanted = static_cast<std::size_t>(limit) + 1;
    for (const std::string& way : ways) {
        if (found.size() >= wanted) break;
        const bool all = way != loosest && !many(way);
        for (Candidate& candidate : all ? ranked(way) : read(statements_.newest, way, limit + 1))
            if (found.size() < wanted && taken.insert(candidate.id).second) found.push_back(std::move(candidate));
    }
    return found;
}

// --- what is shown --------------------------------------------------------------------------------------------------

std::vector<html::Span> marks_in(std::string_view text, const QueryPlan& plan) {
    std::vector<html::Span> marks;
    for (const Span& span : highlights(text, plan)) marks.push_back({span.begin, span.end});
    return marks;
}

Hit hit_of(const Candidate& candidate, const QueryPlan& plan) {
    Hit hit{.kind = candidate.kind,
            .record = candidate.record,
            .title = candidate.title,
            .excerpt = {},
            .title_marks = marks_in(candidate.title, plan),
            .excerpt_marks = {},
            .why = std::string(candidate.why),
            .score = candidate.points / 100.0,
            .date = candidate.date};
    if (candidate.why != "title") {
        Excerpt piece = excerpt(candidate.titles, plan);
        hit.excerpt = std::move(piece.text);
        hit.excerpt_marks = std::move(piece.marks);
    }
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
    return std::ranges::find(sources(), candidate.kind, &Source::kind) != sources().end();
}

}  // namespace

Found find(Context& context, std::string_view query, int limit, std::string_view kind) {
    const int most = std::clamp(limit, 0, most_ranked);
    return read(context, [&](Tx& tx) {
        Finder finder(tx, reach_of(context, kind), first_code_points(query, longest_query));
        std::vector<Candidate> found = finder.find(most);
        // Of a module that is not part of this program any more.
        std::erase_if(found, [](const Candidate& candidate) { return !is_registered(candidate); });
        Found out;
        out.more = found.size() > static_cast<std::size_t>(most);
        if (out.more) found.resize(static_cast<std::size_t>(most));
        for (const Candidate& candidate : found) out.hits.push_back(hit_of(candidate, finder.asked()));
        add_text_excerpts(tx, found, finder.asked(), out.hits);
        return out;
    });
}

std::vector<std::int64_t> find_records(Tx& tx, std::string_view kind, std::string_view query, int limit) {
    const int most = std::clamp(limit, 0, most_ranked);
    Finder finder(tx, {.kinds = {kind}}, first_code_points(query, longest_query));
    std::vector<std::int64_t> records;
    for (const Candidate& candidate : finder.find(most)) {
        if (records.size() == static_cast<std::size_t>(most)) break;
        records.push_back(candidate.record);
    }
    return records;
}

}  // namespace caunoi::search
