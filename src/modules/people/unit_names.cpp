// How a unit is called with what it belonged to and what it is today, and which unit a text means.
#include "modules/people/unit_store.hpp"
#include "platform/base/text.hpp"
#include "platform/i18n/i18n.hpp"

#include <algorithm>
#include <set>

namespace caunoi::people {

namespace {

constexpr int most_reforms = 6;  // since 1945 no unit went through more

struct Facts {
    UnitId parent = {};
    bool ended = false;
    std::string type = {};
};

std::map<std::int64_t, Facts> facts_of(store::Tx& tx, const std::set<std::int64_t>& ids) {
    std::map<std::int64_t, Facts> facts;
    store::Query query("select id, parent, to_first, type from unit where id in (0");
    for (const std::int64_t id : ids) query.add(", ", id);
    query.add(")");
    for (const store::Row row : tx.query(query))
        facts[row.integer("id")] = {.parent = row.id<UnitTag>("parent"),
                                    .ended = !row.text("to_first").empty(),
                                    .type = std::string(row.text("type"))};
    return facts;
}

std::map<std::int64_t, Name> plain_names(store::Tx& tx, const std::set<std::int64_t>& ids) {
    std::vector<PartyId> owners;  // writings know owners only
    for (const std::int64_t id : ids) owners.push_back({id});
    std::map<std::int64_t, Name> names;
    for (PartyName& one : names_of(tx, owners)) names[one.id.value] = std::move(one.name);
    return names;
}

// What ended units are today, through reforms after one another: one query for each reform, not for each unit.
std::map<std::int64_t, std::set<std::int64_t>> today_of(store::Tx& tx, const std::set<std::int64_t>& ended) {
    std::map<std::int64_t, std::set<std::int64_t>> now;
    for (const std::int64_t id : ended) now[id] = {id};
    std::set<std::int64_t> open = ended;
    for (int reform = 0; reform < most_reforms && !open.empty(); ++reform) {
        const std::vector<std::int64_t> asked(open.begin(), open.end());
        std::map<std::int64_t, std::vector<std::int64_t>> next;
        for (const unit_store::Link& link : unit_store::links_from(tx, asked)) next[link.before].push_back(link.after);
        std::set<std::int64_t> reached;
        for (auto& [start, heirs] : now) {
            std::set<std::int64_t> after;
            for (const std::int64_t heir : heirs) {
                const auto found = next.find(heir);
                if (found == next.end()) {
                    after.insert(heir);
                    continue;
                }
                after.insert(found->second.begin(), found->second.end());
                reached.insert(found->second.begin(), found->second.end());
            }
            heirs = std::move(after);
        }
        open = std::move(reached);
    }
    for (auto& [start, heirs] : now) heirs.erase(start);
    return now;
}

std::string with_parent(const std::string& own, const std::string& parent, Language language) {
    if (parent.empty()) return own;
    return language == Language::zh ? parent + own : fmt::format("{}, {}", own, parent);
}

}  // namespace

std::string UnitName::full(Language language) const {
    return with_parent(name.in(language), parent.in(language), language);
}

std::string UnitName::with_now(Language language) const {
    if (now.empty()) return full(language);
    std::string heirs;
    for (const Name& heir : now) {
        if (!heirs.empty()) heirs += language == Language::zh ? "、" : ", ";
        heirs += heir.in(language);
    }
    return i18n::tr(language, "people.unit.with_now", {{"unit", full(language)}, {"now", heirs}});
}

std::vector<UnitName> unit_names(store::Tx& tx, std::span<const UnitId> ids) {
    std::set<std::int64_t> own;
    for (const UnitId id : ids) own.insert(id.value);
    if (own.empty()) return {};
    const auto facts = facts_of(tx, own);
    std::set<std::int64_t> ended;
    for (const auto& [id, one] : facts)
        if (one.ended) ended.insert(id);
    const auto now = today_of(tx, ended);
    std::set<std::int64_t> wanted = own;
    for (const auto& [id, one] : facts)
        if (one.parent) wanted.insert(one.parent.value);
    for (const auto& [id, heirs] : now) wanted.insert(heirs.begin(), heirs.end());
    const auto names = plain_names(tx, wanted);
    const auto name_of = [&](std::int64_t id) {
        const auto found = names.find(id);
        return found == names.end() ? Name{} : found->second;
    };
    std::vector<UnitName> all;
    for (const UnitId id : ids) {
        const auto fact = facts.find(id.value);
        if (fact == facts.end()) continue;
        UnitName& one = all.emplace_back();
        one.id = id;
        one.name = name_of(id.value);
        if (fact->second.parent) one.parent = name_of(fact->second.parent.value);
        one.ended = fact->second.ended;
        if (const auto heirs = now.find(id.value); heirs != now.end())
            for (const std::int64_t heir : heirs->second) one.now.push_back(name_of(heir));
    }
    return all;
}

std::vector<UnitId> units_named(store::Tx& tx, std::string_view text, std::optional<Date> on) {
    const std::string line = clean_line(text);
    const std::size_t comma = line.find(", ");
    const std::string own = line.substr(0, comma);
    const std::string parent = comma == std::string::npos ? std::string() : line.substr(comma + 2);
    if (own.empty()) return {};
    store::Query query("select distinct unit.id as id from writing join unit on unit.id = writing.owner where true");
    query.add(" and (writing.text = ", own).add(" or writing.text = ", line).add(")");
    if (!parent.empty()) {
        query.add(" and (writing.text = ", line);
        query.add(" or exists (select 1 from writing w where w.owner = unit.parent and w.text = ", parent).add("))");
    }
    const std::string day = on ? to_text(*on) : std::string();  // as long as the query, which only refers to it
    if (on) {
        query.add(" and (unit.from_first is null or unit.from_first <= ", day).add(")");
        query.add(" and (unit.to_first is null or unit.to_first > ", day).add(")");
    }
    query.add(" order by id");
    std::vector<UnitId> ids;
    for (const store::Row row : tx.query(query)) ids.push_back(row.id<UnitTag>("id"));
    return ids;
}

std::optional<UnitName> unit_at(store::Tx& tx, std::string_view place, Date on) {
    std::string text = clean_line(place);
    for (int pieces = 0; pieces < 2 && !text.empty(); ++pieces) {
        const std::vector<UnitId> ids = units_named(tx, text, on);
        if (ids.size() == 1) return unit_names(tx, ids).front();
        const std::size_t comma = text.rfind(", ");
        if (!ids.empty() || comma == std::string::npos) break;
        text.resize(comma);
    }
    return std::nullopt;
}

std::optional<UnitId> unit_meant(store::Tx& tx, Language language, std::string_view field, std::string_view text,
                                 std::optional<Date> on, Errors& errors) {
    const std::vector<UnitId> ids = units_named(tx, text, on);
    if (ids.size() == 1) return ids.front();
    if (ids.empty()) {
        errors.add(field, "people.error.unit_unknown", {{"unit", std::string(text)}});
        return std::nullopt;
    }
    std::string candidates;
    for (const UnitName& one : unit_names(tx, ids))
        candidates += fmt::format("{}{}", candidates.empty() ? "" : "; ", one.full(language));
    errors.add(field, "people.error.unit_ambiguous", {{"units", candidates}});
    return std::nullopt;
}

}  // namespace caunoi::people
