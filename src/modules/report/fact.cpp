#include "modules/report/fact.hpp"

#include "modules/report/fact_store.hpp"
#include "platform/search/search.hpp"

namespace caunoi::report {

namespace {

constexpr std::int64_t largest_number = 1'000'000'000'000;  // more is a slip of the keyboard

const std::string& first_of(const std::string& a, const std::string& b, const std::string& c) {
    return !a.empty() ? a : !b.empty() ? b : c;
}

void index(store::Tx& tx, const Fact& fact) {
    std::string titles;
    for (const std::string* title : {&fact.title_zh, &fact.title_en})
        if (!title->empty() && *title != fact.title(Language::vi)) titles += *title + "\n";
    const std::string text = fmt::format("{}\n{}\n{}", fact.value, fact.unit, fact.source);
    const std::string date = fact.period_from.known() ? to_text(fact.period_from.first) : std::string();
    search::put(tx, {.kind = "fact",
                     .record = fact.id.value,
                     .title = fact.title(Language::vi),
                     .titles = titles,
                     .text = text,
                     .date = date});
}

}  // namespace

const std::string& Fact::title(Language language) const {
    switch (language) {
        case Language::vi: return first_of(title_vi, title_zh, title_en);
        case Language::zh: return first_of(title_zh, title_vi, title_en);
        case Language::en: return first_of(title_en, title_vi, title_zh);
    }
    return title_vi;
}
const std::string& Fact::title_under(Language language) const {
    static const std::string none;
    const std::string& other = language_under(language) == Language::zh ? title_zh : title_vi;
    return &other == &title(language) ? none : other;
}
Language Fact::language_under(Language language) const {
    return language == Language::zh ? Language::vi : Language::zh;
}

void check(const FactInput& input, Errors& errors) {
    if (input.title_vi.empty() && input.title_zh.empty()) errors.add("title_vi", "report.error.no_title");
    if (!input.number && input.value.empty() && input.standing != Standing::unstated)
        errors.add("number", "report.error.no_value");
    if (input.number && (*input.number < 0 || *input.number > largest_number))
        errors.add("number", "report.error.number");
    if (!input.number && input.qualifier) errors.add("number", "report.error.qualifier_without_number");
    if (input.period_to.known() && !input.period_from.known()) errors.add("period_from", "form.required");
    if (input.period_from.known() && input.period_to.known() && input.period_to.last < input.period_from.first)
        errors.add("period_to", "form.date_order");
    // Beside a figure of the report there must be a number, and the period that it is about.
    if (input.measure && !input.number) errors.add("number", "report.error.measure_without_number");
    if (input.measure && !input.period_from.known()) errors.add("period_from", "report.error.measure_without_period");
    const bool of_people_at_a_day = input.measure == Measure::members || input.measure == Measure::committee;
    if (input.direction && (!input.measure || of_people_at_a_day))
        errors.add("direction", "report.error.direction_without_measure");
}

Result<FactId> record_fact(Context& context, const FactInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<FactId> {
        Fact fact{input};
        records::create(tx, context, fact, fact.title(Language::vi));
        index(tx, fact);
        return fact.id;
    });
}

Result<FactId> load_fact(Context& context, const Fact& loaded) {
    TRY(context.require(can_record));
    TRY(records::check_all<FactInput>(loaded));
    return write(context, [&](store::Tx& tx) -> Result<FactId> {
        Fact fact = loaded;
        records::create(tx, context, fact, fact.title(Language::vi));
        index(tx, fact);
        return fact.id;
    });
}

Result<void> change_fact(Context& context, FactId id, std::int64_t version, const FactInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Fact before = TRY(records::find_version<Fact>(tx, id, version));
        Fact after = before;
        static_cast<FactInput&>(after) = input;
        TRY(records::change(tx, context, before, after, after.title(Language::vi)));
        index(tx, after);
        return {};
    });
}

Result<void> delete_fact(Context& context, FactId id, std::int64_t version) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Fact fact = TRY(records::find_version<Fact>(tx, id, version));
        search::remove(tx, "fact", id.value);
        records::remove(tx, context, fact, fact.title(Language::vi));
        return {};
    });
}

Result<Fact> find_fact(Context& context, FactId id) {
    TRY(context.require(can_view));
    auto fact = read(context, [&](store::Tx& tx) { return records::find<Fact>(tx, id); });
    if (!fact) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(fact);
}

Result<FactPage> list_facts(Context& context, const FactFilter& filter, FactId after, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<FactPage> {
        std::vector<std::int64_t> hits;
        if (!filter.text.empty()) hits = search::find_records(tx, "fact", filter.text, 200);
        FactPage page;
        page.facts = fact_store::list(tx, filter, filter.text.empty() ? nullptr : &hits, after, limit + 1);
        page.more = page.facts.size() > static_cast<std::size_t>(limit);
        if (page.more) page.facts.pop_back();
        return page;
    });
}

Result<std::vector<Fact>> article_facts(Context& context, int limit) {
    TRY(context.require(can_view));
    return read(context,
                [&](store::Tx& tx) -> Result<std::vector<Fact>> { return fact_store::with_duties(tx, limit); });
}

bool has_articles(store::Tx& tx) {
    return fact_store::any_with_duties(tx);
}

void reindex_all(Context& context) {
    FactId last;
    for (bool more = true; more;) {
        more = write(context, [&](store::Tx& tx) {
            const auto facts = fact_store::after(tx, last, search::rebuild_batch);
            for (const Fact& fact : facts) index(tx, fact);
            if (!facts.empty()) last = facts.back().id;
            return facts.size() == static_cast<std::size_t>(search::rebuild_batch);
        });
    }
}

namespace {
std::vector<search::Title> titles_of(store::Tx& tx, Language reader, std::span<const std::int64_t> records) {
    const std::vector<std::int64_t> ids(records.begin(), records.end());
    std::vector<search::Title> titles;
    for (const Fact& one : fact_store::list(tx, {}, &ids, {}, static_cast<int>(ids.size())))
        titles.push_back(search::title_of(one.id.value, spoken(reader, one.title_vi, one.title_zh, one.title_en)));
    return titles;
}
}  // namespace

void register_search() {
    search::register_source({.kind = "fact",
                             .permission = can_view,
                             .path = "/facts",
                             .label = "report.fact_one",
                             .rebuild = reindex_all,
                             .titles = titles_of});
}

}  // namespace caunoi::report
