// The search box: one index over all record kinds, fed in the transaction that writes the record. FTS5 on SQLite, GIN
// on PostgreSQL, the same tokens in both (search/tokens).
#pragma once

#include "platform/context/context.hpp"
#include "platform/html/components.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::search {

struct Document {
    std::string_view kind;  // record kind
    std::int64_t record = 0;
    std::string_view title;   // shown; in the language it was written in
    std::string_view titles;  // the title in other languages and scripts, one a line; shown when it is what matched
    std::string_view text;    // everything else that should be found: places, bodies, purpose …; shown line by line
    std::string_view date;    // ISO, "" when none: newer first among equal hits
};
void put(store::Tx& tx, const Document& document);  // inserts or replaces; costs little when nothing has changed
void remove(store::Tx& tx, std::string_view kind, std::int64_t record);

inline constexpr int rebuild_batch = 100;

// Of a record as it is now, in the language of a reader or in the one that it has.
struct Title {
    std::int64_t record = 0;
    std::string text = {};
    Language language = Language::vi;
};
inline Title title_of(std::int64_t record, const Spoken& spoken) {
    return {.record = record, .text = std::string(spoken.text), .language = spoken.language};
}

// Which kinds there are, who may find them and where they open. Registered once by the modules.
struct Source {
    std::string_view kind;
    Permission permission;   // sees all records of that kind
    std::string_view path;   // "/activities": the record's page is path/id
    std::string_view label;  // translation key of the kind
    // Puts all its records again (new token version, copy, restore), at most rebuild_batch of them in one write(), so
    // that no other writer waits for long.
    void (*rebuild)(Context& context);
    // Of several at once; unknown records are left out.
    std::vector<Title> (*titles)(store::Tx& tx, Language reader, std::span<const std::int64_t> records) = nullptr;
    // Whom a single record of it is granted sees its titles, not its text: a match in the text alone is none for them.
    bool grants_titles_only = false;
    int weight = 0;  // among hits that fit equally well those of a heavier kind come first
};
void register_source(const Source& source);
const std::vector<Source>& sources();

struct Hit {
    std::string kind;
    std::int64_t record = 0;
    std::string title;
    std::string excerpt;  // the piece of `titles` or `text` that matched, when the title did not
    std::vector<html::Span> title_marks;
    std::vector<html::Span> excerpt_marks;
    std::string why;  // title, other_title, reading, pinyin, initials, text: key part of search.why.*
    double score = 0;
    std::string date;
};
struct Found {
    std::vector<Hit> hits;
    bool more = false;  // there are more than were asked for
};
// What this actor may see: kinds by permission, single records by grant. Never fails for odd input: then it finds
// nothing. Documents with the words as they are come first; if they do not fill the limit, those follow in which the
// word at the very end is only the beginning of one (search while typing). Names are found in other scripts than they
// are written in, too (tokens/cross_script.hpp). Up to 250 hits are ranked: the whole title, then in the title, in
// other titles, a name in another script, in the text; typed marks before others, heavier kinds before others, newer
// before older. Of more hits those with the typed marks come first, among them the whole names, then the newest. Both
// engines give the same order. What is typed beyond 200 characters or twelve words is left out.
Found find(Context& context, std::string_view query, int limit, std::string_view kind = {});
// Ids of one kind that match, for the filter of a list; at most `limit`, best first.
std::vector<std::int64_t> find_records(store::Tx& tx, std::string_view kind, std::string_view query, int limit);

// {"query","more","hits":[{"kind","id","title","why","score"}…]}
std::string to_json(std::string_view query, const Found& found);

// The index was built by another version of the tokeniser, or never: rebuild() in a job.
bool needs_rebuild(store::Tx& tx);
inline constexpr std::string_view rebuild_job = "search.rebuild";
// What may be found has changed for many records at once: the job does them all again.
void ask_rebuild(store::Tx& tx);
// All sources, while searches and writers go on; returns the number of documents. What has no record any more is
// removed. A rebuild that was interrupted is done again from the beginning.
int rebuild(Context& context);

}  // namespace caunoi::search
