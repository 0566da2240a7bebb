// Writing the index, in the transaction that writes the record.
#include "platform/search/index.hpp"

#include "platform/base/time.hpp"
#include "platform/search/search.hpp"
#include "platform/search/tokens/index_text.hpp"
#include "platform/search/tokens/tokens.hpp"
#include "platform/store/ids.hpp"

#include <array>
#include <optional>

namespace caunoi::search {
namespace {

using store::Engine;
using store::Row;
using store::Tx;

constexpr int number_bits = 41;  // below the day; 22 bits hold every day until the year 9999
constexpr int removed_at_once = 250;

// The day by which newer comes before older. A record without a date counts from when it was written down.
std::int64_t day_of(const Document& document) {
    using namespace std::chrono;
    constexpr auto first = sys_days(year(1) / January / 1);
    const auto date = parse_partial_date(document.date);
    if (date && date->known()) return (sys_days(date->first) - first).count();
    const auto made = floor<days>(sys_time<milliseconds>(milliseconds(store::milliseconds_of_id(document.record))));
    return (made - first).count();
}

std::int64_t next_number(Tx& tx) {
    const std::int64_t number = tx.engine() == Engine::sqlite
                                    ? tx.integer("update search_fts_state set last = last + 1 returning last")
                                    : tx.integer("select nextval('search_fts_last')");
    return number & ((std::int64_t{1} << number_bits) - 1);
}

std::array<std::string_view, 2> names_of(const Document& document) {
    return {document.title, document.titles};
}

struct Present {
    std::int64_t id = 0;
    bool same = false;  // text, date, and the round of building
};
std::optional<Present> find_present(Tx& tx, const Document& document) {
    auto rows = tx.query(
        R"(select d.id, d.date, d.title, d.titles, d.text, case when d.round = s.round then 1 else 0 end as current
            from search_fts_doc d cross join search_fts_state s where d.kind = $1 and d.record = $2)",
        document.kind, document.record);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return Present{.id = row->integer("id"),
                   .same = row->boolean("current") && row->text("title") == document.title &&
                           row->text("titles") == document.titles && row->text("text") == document.text &&
                           row->text("date") == document.date};
}

// --- SQLite: documents, the tokens as they were indexed, and the index itself ----------------------------------------

void forget_sqlite_tokens(Tx& tx, std::int64_t id) {
    tx.execute(R"(insert into search_fts (search_fts, rowid, words, exact)
        select 'delete', id, words, exact from search_fts_words where id = $1)",
               id);
    tx.execute("delete from search_fts_words where id = $1", id);
}

void write_sqlite_tokens(Tx& tx, std::int64_t id, const Document& document) {
    const std::array fields{document.title, document.titles, document.text};
    Fts5Text tokens = fts5_text(fields);
    tokens.exact += ' ';
    tokens.exact += kind_token(document.kind);
    tokens.exact += fts5_names(names_of(document), document.text);
    tx.execute("insert into search_fts_words (id, words, exact) values ($1, $2, $3)", id, tokens.words, tokens.exact);
    tx.execute("insert into search_fts (rowid, words, exact) values ($1, $2, $3)", id, tokens.words, tokens.exact);
}

void put_sqlite(Tx& tx, std::optional<std::int64_t> old, std::int64_t id, const Document& document) {
    if (old) {
        forget_sqlite_tokens(tx, *old);
        tx.execute(R"(update search_fts_doc set id = $1, date = $2, title = $3, titles = $4, text = $5,
                round = (select round from search_fts_state) where kind = $6 and record = $7)",
                   id, document.date, document.title, document.titles, document.text, document.kind, document.record);
    } else {
        tx.execute(R"(insert into search_fts_doc (id, kind, record, round, date, title, titles, text)
            values ($1, $2, $3, (select round from search_fts_state), $4, $5, $6, $7))",
                   id, document.kind, document.record, document.date, document.title, document.titles, document.text);
    }
    write_sqlite_tokens(tx, id, document);
}

// --- PostgreSQL -----------------------------------------------------------------------------------------------------

std::string tsvector_of(const Document& document) {
    const std::array fields{WeightedField{document.title, 'A'}, WeightedField{document.titles, 'B'},
                            WeightedField{document.text, 'C'}};
    return tsvector_literal(fields) + " '" + kind_token(document.kind) + "'" +
           tsvector_names(names_of(document), document.text);
}

void put_postgres(Tx& tx, std::optional<std::int64_t> old, std::int64_t id, const Document& document) {
    const std::string tokens = tsvector_of(document);
    if (old) {
        tx.execute(R"(update search_fts_doc set id = $1, date = $2, title = $3, titles = $4, text = $5,
                tokens = $6::tsvector, round = (select round from search_fts_state) where kind = $7 and record = $8)",
                   id, document.date, document.title, document.titles, document.text, tokens, document.kind,
                   document.record);
    } else {
        tx.execute(R"(insert into search_fts_doc (id, kind, record, round, date, title, titles, text, tokens)
            values ($1, $2, $3, (select round from search_fts_state), $4, $5, $6, $7, $8::tsvector))",
                   id, document.kind, document.record, document.date, document.title, document.titles, document.text,
                   tokens);
    }
}

void remove_document(Tx& tx, std::int64_t id) {
    if (tx.engine() == Engine::sqlite) forget_sqlite_tokens(tx, id);
    tx.execute("delete from search_fts_doc where id = $1", id);
}

// At most removed_at_once on SQLite, where other writers wait; returns how many.
int remove_left_over(Tx& tx, std::int64_t round) {
    if (tx.engine() == Engine::postgres) {
        tx.execute("delete from search_fts_doc where round < $1", round);
        return 0;
    }
    std::vector<std::int64_t> ids;
    for (const Row row :
         tx.query("select id from search_fts_doc where round < $1 order by id limit $2", round, removed_at_once))
        ids.push_back(row.integer("id"));
    for (const std::int64_t id : ids) remove_document(tx, id);
    return static_cast<int>(ids.size());
}

}  // namespace

std::string kind_token(std::string_view kind) {
    std::string token = "·";
    for (const char c : kind) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            token += c;
        else
            token += "·";  // an underscore would end the token in FTS5
    }
    return token;
}

void put(Tx& tx, const Document& document) {
    const auto present = find_present(tx, document);
    if (present && present->same) return;
    const std::int64_t day = day_of(document);
    const bool same_day = present && present->id >> number_bits == day;
    const std::int64_t id = same_day ? present->id : (day << number_bits | next_number(tx));
    const auto old = present ? std::optional(present->id) : std::nullopt;
    if (tx.engine() == Engine::sqlite)
        put_sqlite(tx, old, id, document);
    else
        put_postgres(tx, old, id, document);
}

void remove(Tx& tx, std::string_view kind, std::int64_t record) {
    const std::int64_t id = tx.integer("select id from search_fts_doc where kind = $1 and record = $2", kind, record);
    if (id != 0) remove_document(tx, id);
}

bool needs_rebuild(Tx& tx) {
    return tx.integer("select version from search_fts_state") != tokens_version;
}

void ask_rebuild(Tx& tx) {
    tx.execute("update search_fts_state set version = 0");
}

int rebuild(Context& context) {
    if (context.open) throw std::logic_error("building the index is not part of a transaction");
    // From here on every put() writes its document anew, ours and those of other writers.
    const std::int64_t round = write(context, [](Tx& tx) {
        // A transaction that has put a document of the old round and is still open would lose it to remove_left_over.
        if (tx.engine() == Engine::postgres) tx.execute("lock table search_fts_doc in share row exclusive mode");
        return tx.integer("update search_fts_state set round = round + 1, version = 0 returning round");
    });
    for (const Source& source : sources()) source.rebuild(context);
    while (write(context, [&](Tx& tx) { return remove_left_over(tx, round); }) == removed_at_once) {
    }
    write(context, [&](Tx& tx) {
        // Another rebuild may have begun meanwhile; it will say so itself when it is done.
        tx.execute("update search_fts_state set version = $1 where round = $2", tokens_version, round);
    });
    return static_cast<int>(read(context, [](Tx& tx) { return tx.integer("select count(*) from search_fts_doc"); }));
}

}  // namespace caunoi::search
