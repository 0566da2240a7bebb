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

// "2023-06-01" as the office writes it; other values stay as they are.
std::string value_of(const std::string& published) {
    const auto date = parse_partial_date(published);
    return date && date->known() ? i18n::date(Language::vi, *date) : named(published);
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

// The title of a fact is that of the longest beginning of its key: all attending bodies share one.
const Line& title_of(const std::vector<Line>& titles, std::string_view key) {
    const Line* best = nullptr;
    for (const Line& title : titles) {
        const std::string& prefix = title.at("key");
        const bool fits = key == prefix || key.starts_with(prefix + ".");
        if (fits && (!best || best->at("key").size() < prefix.size())) best = &title;
    }
    if (!best) throw std::logic_error(fmt::format("the fact {} has no title in fact_titles.tsv", key));
    return *best;
}

// --- which record carries a fact -------------------------------------------------------------------------------------

struct Carrier {
    std::string_view key;  // of the fact, or what its key begins with
    std::string_view kind;
    std::string_view name;  // of a body or a gate, the day of an activity, the ordinal of a term
};
constexpr std::array<Carrier, 26> carriers{{
    {"congress.ordinal", "term", "2"},
    {"congress.date", "term", "2"},
    {"congress.session", "activity", "2023-06-01"},
    {"congress.term_new", "term", "2"},
    {"congress.term_previous", "term", "1"},
    {"congress.gap_after_previous_term", "term", "2"},
    {"congress.members_attending", "activity", "2023-06-01"},
    {"congress.committee", "term", "2"},
    {"congress.chair", "term", "2"},
    {"congress.resolution", "activity", "2023-06-01"},
    {"congress.discussion_papers", "activity", "2023-06-01"},
    {"congress.attending_body.01", "party", "UBND tỉnh Lạng Sơn"},
    {"congress.attending_body.02", "party", "Trung ương Hội Hữu nghị Việt – Trung"},
    {"congress.attending_body.03", "party", "Liên hiệp các tổ chức hữu nghị Việt Nam"},
    {"congress.attending_body.04", "party", "tỉnh Cao Bằng"},
    {"congress.attending_body.05", "party", "tỉnh Hà Giang"},
    {"congress.attending_body", "activity", "2023-06-01"},
    {"congress.guest_provinces", "activity", "2023-06-01"},
    {"congress.guidance", "activity", "2023-06-01"},
    {"programme.khan_hong", "activity", "2018-05-14"},
    {"term_2017_2022.activity.03", "activity", "2018-05-14"},
    {"donation.covid.recipient", "party", "Hội Chữ thập đỏ Khu tự trị dân tộc Choang Quảng Tây"},
    {"report.coordinating_body.01", "party", "Sở Ngoại vụ"},
    {"report.coordinating_body.02", "party", "Liên hiệp các tổ chức hữu nghị tỉnh Lạng Sơn"},
    {"place.exchange_gate", "place", "Hữu Nghị"},
    {"check.khan_hong_third", "activity", "2018-05-14"},
}};

std::int64_t record_of(Context& context, const Carrier& carrier) {
    if (carrier.kind == "term") {
        const auto terms = loaded(people::list_terms(context));
        const auto found = std::ranges::find(terms, parse_integer(carrier.name).value_or(0), &people::Term::ordinal);
        return found == terms.end() ? 0 : found->id.value;
    }
    if (carrier.kind == "activity") {
        exchange::ActivityFilter filter;
        filter.from = filter.to = parse_date(carrier.name).value_or(Date{});
        const auto page = loaded(exchange::list_activities(context, filter, {}, {}, 1));
        return page.lines.empty() ? 0 : page.lines.front().id.value;
    }
    return read(context, [&](store::Tx& tx) -> std::int64_t {
        if (carrier.kind == "party") return people::body_named(tx, carrier.name).value_or(PartyId{}).value;
        return people::gate_named(tx, carrier.name).value_or(people::PlaceId{}).value;
    });
}

void find_carrier(Context& context, Fact& fact) {
    const std::string key = fact.key.value_or("");
    for (const Carrier& carrier : carriers) {
        if (key != carrier.key && !key.starts_with(std::string(carrier.key) + ".")) continue;
        fact.record_kind = carrier.kind;
        fact.record = record_of(context, carrier);
        if (fact.record == 0) throw std::logic_error(fmt::format("nothing carries the fact {}", key));
        return;
    }
}

// --- the two files ---------------------------------------------------------------------------------------------------

PartialDate date(std::string_view text) {
    return parse_partial_date(text).value_or(PartialDate{});
}

// Numbers of the articles that stand beside a figure of the report.
void set_measure(Fact& fact, const PartialDate& from, const PartialDate& to) {
    const std::string key = fact.key.value_or("");
    if (key == "report.delegations") fact.measure = Measure::delegations;
    if (key == "report.delegate_visits") fact.measure = Measure::visits;
    if (key == "congress.committee.size") fact.measure = Measure::committee;
    if (key.starts_with("report.")) {
        fact.period_from = from;
        fact.period_to = to;
    }
    if (key.starts_with("congress.") && !key.starts_with("congress.directive")) fact.period_from = date("2023-06-01");
}

void load_article_facts(Context& context, std::string_view facts_tsv, std::string_view titles_tsv) {
    const std::vector<Line> titles = lines_of(titles_tsv);
    const std::vector<Line> lines = lines_of(facts_tsv);
    const auto published = [&](std::string_view key) {
        const auto found = std::ranges::find_if(lines, [&](const Line& line) { return line.at("key") == key; });
        return found == lines.end() ? PartialDate{} : date(found->at("value"));
    };
    const PartialDate from = published("report.period.from");
    const PartialDate to = published("report.period.to");
    for (const Line& line : lines) {
        const Line& title = title_of(titles, line.at("key"));
        Fact fact;
        fact.key = line.at("key");
        fact.title_vi = title.at("vi");
        fact.title_zh = title.at("zh");
        fact.title_en = title.at("en");
        if (title.at("number") == "yes")
            fact.number = parse_integer(line.at("value"));
        else
            fact.value = value_of(line.at("value"));
        fact.unit = line.at("unit");
        fact.source = named(line.at("source"));
        fact.duties = line.at("row");
        read_standing(line.at("qualifier"), fact);
        set_measure(fact, from, to);
        find_carrier(context, fact);
        loaded(report::load_fact(context, fact));
    }
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
    load_article_facts(context, files.articles, files.titles);
    load_yearly_totals(context, files.exchanges);
}

}  // namespace caunoi::app
