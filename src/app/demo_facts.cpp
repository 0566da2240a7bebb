// The facts that the two articles state, line by line, each with its source and the record that carries it; and the
// yearly totals of the published list, which are stated figures and not activities (decision 22).
#include "app/demo_facts.hpp"

#include "modules/exchange/activity.hpp"
#include "modules/people/term.hpp"
#include "modules/report/fact.hpp"
#include "platform/base/text.hpp"
#include "platform/i18n/format.hpp"
#include "platform/import/csv.hpp"

#include <algorithm>
#include <map>

namespace caunoi::app {

namespace {

using report::Fact;
using report::Measure;
using report::Standing;

constexpr std::string_view yearly_total = "[Tổng hợp năm] ";

// One row of a table by the names of its columns.
using Line = std::map<std::string, std::string, std::less<>>;

std::vector<Line> lines_of(std::string_view tsv) {
    imports::CsvReader reader(tsv);
    const std::vector<std::string> header = loaded(reader.header());
    std::vector<Line> lines;
    std::vector<std::string> cells;
    while (loaded(reader.next(cells))) {
        Line& line = lines.emplace_back();
        for (std::size_t i = 0; i < header.size(); ++i) line.emplace(header[i], cells[i]);
    }
    return lines;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

// The reference files call the articles SEED0 and SEED1; readers know them by newspaper and date.
std::string named(const std::string& text) {
    std::string plain = replaced(replaced(text, "SEED0: ", ""), "SEED1: ", "");
    return replaced(replaced(plain, "SEED0", "Tiền Phong 14/12/2023"), "SEED1", "Báo Lạng Sơn 06/2023");
}

void read_standing(const std::string& qualifiers, Fact& fact) {
    for (const std::string_view word : split(qualifiers, ';')) {
        if (const auto index = records::find_code(qualifier_codes, word); index && fact.number)
            fact.qualifier = static_cast<Qualifier>(*index);
        if (word == "computed") fact.standing = Standing::derived;
        if (word == "unknown") fact.standing = Standing::unstated;
        if (word == "conflict") fact.standing = Standing::conflict;
        if (word == "confirmed") fact.standing = Standing::confirmed;
    }
}

// How a fact is kept stands in the row with the longest beginning of its key: all attending bodies share one, but for
// those that have a record of their own.
const Line& row_of(const std::vector<Line>& rows, std::string_view key) {
    const Line* best = nullptr;
    for (const Line& row : rows) {
        const std::string& prefix = row.at("key");
        const bool fits = key == prefix || key.starts_with(prefix + ".");
        if (fits && (!best || best->at("key").size() < prefix.size())) best = &row;
    }
    if (!best) throw std::logic_error(fmt::format("the fact {} has no row in fact_records.tsv", key));
    return *best;
}

// The record that carries a fact: a term by its ordinal, an activity by its day, a body or a gate by its name.
std::int64_t record_of(Context& context, std::string_view kind, const std::string& name) {
    if (kind == "term") {
        const auto terms = loaded(people::list_terms(context));
        const auto found = std::ranges::find(terms, parse_integer(name).value_or(0), &people::Term::ordinal);
        return found == terms.end() ? 0 : found->id.value;
    }
    if (kind == "activity") {
        exchange::ActivityFilter filter;
        filter.from = filter.to = parse_date(name).value_or(Date{});
        const auto page = loaded(exchange::list_activities(context, filter, {}, {}, 1));
        return page.lines.empty() ? 0 : page.lines.front().id.value;
    }
    return read(context, [&](store::Tx& tx) -> std::int64_t {
        if (kind == "party") return people::body_named(tx, name).value_or(PartyId{}).value;
        return people::gate_named(tx, name).value_or(people::PlaceId{}).value;
    });
}

PartialDate date(std::string_view text) {
    return parse_partial_date(text).value_or(PartialDate{});
}

Fact fact_of(Context& context, const Line& line, const Line& row) {
    Fact fact;
    fact.key = line.at("key");
    fact.title_vi = row.at("vi");
    fact.title_zh = row.at("zh");
    fact.title_en = row.at("en");
    if (row.at("number") == "yes")
        fact.number = parse_integer(line.at("value"));
    else
        fact.value = named(line.at("value"));
    fact.unit = line.at("unit");
    fact.source = named(line.at("source"));
    fact.duties = line.at("row");
    fact.period_from = date(row.at("period_from"));
    fact.period_to = date(row.at("period_to"));
    if (const auto measure = records::find_code(report::measure_codes, row.at("measure")))
        fact.measure = static_cast<Measure>(*measure);
    read_standing(line.at("qualifier"), fact);
    if (row.at("record_kind").empty()) return fact;
    fact.record_kind = row.at("record_kind");
    fact.record = record_of(context, fact.record_kind, row.at("record"));
    if (fact.record == 0) throw std::logic_error(fmt::format("nothing carries the fact {}", *fact.key));
    return fact;
}

void load_article_facts(Context& context, std::string_view facts_tsv, std::string_view records_tsv) {
    const std::vector<Line> rows = lines_of(records_tsv);
    for (const Line& line : lines_of(facts_tsv))
        loaded(report::load_fact(context, fact_of(context, line, row_of(rows, line.at("key")))));
}

// "Cao Bằng cử 79 đoàn công tác sang Quảng Tây": the number of delegations stands in the title, that of visits in its
// own column.
void load_yearly_totals(Context& context, std::string_view exchanges_tsv) {
    for (const Line& line : lines_of(exchanges_tsv)) {
        if (!line.at("title_vi").starts_with(yearly_total)) continue;
        Fact fact;
        fact.title_vi = line.at("title_vi").substr(yearly_total.size());
        fact.period_from = date(line.at("date_from"));
        fact.source = line.at("source");
        if (const auto direction = records::find_code(exchange::direction_codes, line.at("direction")))
            fact.direction = static_cast<exchange::Direction>(*direction);
        const std::size_t digits = fact.title_vi.find_first_of("0123456789");
        fact.key = line.at("key") + ".delegations";
        fact.measure = Measure::delegations;
        fact.number = parse_integer(fact.title_vi.substr(digits, fact.title_vi.find(' ', digits) - digits));
        fact.unit = "đoàn";
        loaded(report::load_fact(context, fact));
        fact.key = line.at("key") + ".visits";
        fact.measure = Measure::visits;
        fact.number = parse_integer(line.at("people_number"));
        fact.unit = "lượt";
        loaded(report::load_fact(context, fact));
    }
}

}  // namespace

std::string without_yearly_totals(std::string_view exchanges_tsv) {
    std::string rows;
    while (!exchanges_tsv.empty()) {
        const std::size_t end = std::min(exchanges_tsv.find('\n'), exchanges_tsv.size() - 1) + 1;
        const std::string_view line = exchanges_tsv.substr(0, end);
        if (line.find(yearly_total) == std::string_view::npos) rows += line;
        exchanges_tsv.remove_prefix(end);
    }
    return rows;
}

void load_facts(Context& context, const FactFiles& files) {
    load_article_facts(context, files.articles, files.records);
    load_yearly_totals(context, files.exchanges);
}

}  // namespace caunoi::app
