// Names of parties for everybody, the roll and the posts on a day.
#include "modules/people/people.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

void take_writing(Name& name, std::string_view kind, std::string_view text) {
    if (kind == "vi") name.vi = text;
    if (kind == "zh_hans" || (kind == "zh_hant" && name.zh.empty())) name.zh = text;
    if (kind == "en" || (kind == "latin" && name.en.empty())) name.en = text;
}

const std::string& first_of(const std::string& a, const std::string& b, const std::string& c) {
    return !a.empty() ? a : !b.empty() ? b : c;
}

}  // namespace

const std::string& Name::in(Language language) const {
    switch (language) {
        case Language::vi: return first_of(vi, zh, en);
        case Language::zh: return first_of(zh, vi, en);
        case Language::en: return first_of(en, vi, zh);
    }
    return vi;
}
const std::string& Name::under(Language language) const {
    static const std::string none;
    const std::string& other = language_under(language) == Language::zh ? zh : vi;
    return &other == &in(language) ? none : other;
}
Language Name::language_under(Language language) const {
    return language == Language::zh ? Language::vi : Language::zh;
}

html::Url party_url(PartyId id) {
    return html::Url("/people").part(id);
}

std::vector<PartyName> names_of(store::Tx& tx, std::span<const PartyId> ids) {
    if (ids.empty()) return {};
    store::Query query("select owner, kind, text from writing where owner in (0");
    for (const PartyId id : ids) query.add(", ", id);
    // The main one of a script is read last: official, still in force, the oldest.
    query.add(") order by case when to_first is null then 1 else 0 end, official, id desc");
    std::vector<std::pair<PartyId, Name>> found;
    for (const store::Row row : tx.query(query)) {
        const PartyId owner = row.id<PartyTag>("owner");
        auto place = std::ranges::find(found, owner, &std::pair<PartyId, Name>::first);
        if (place == found.end()) place = found.insert(found.end(), {owner, {}});
        take_writing(place->second, row.text("kind"), row.text("text"));
    }
    std::vector<PartyName> names;
    for (const PartyId id : ids) {
        const auto place = std::ranges::find(found, id, &std::pair<PartyId, Name>::first);
        if (place != found.end()) names.push_back({id, place->second});
    }
    return names;
}

namespace {

std::vector<PartyName> by_name(store::Tx& tx, store::Sql of_sort, Language order, int limit) {
    std::vector<PartyId> ids;
    store::Query query(of_sort);
    query.add(
        order == Language::zh ? store::Sql(" order by zh_key, id limit ") : store::Sql(" order by name_key, id limit "),
        limit);
    for (const store::Row row : tx.query(query)) ids.push_back(row.id<PartyTag>("id"));
    return names_of(tx, ids);
}

}  // namespace

std::vector<PartyName> bodies(store::Tx& tx, Language order, int limit) {
    return by_name(tx, "select id from party where sort = 'body'", order, limit);
}
std::vector<PartyName> persons(store::Tx& tx, Language order, int limit) {
    return by_name(tx, "select id from party where sort = 'person'", order, limit);
}

std::map<std::string, PartyId, std::less<>> persons_named(store::Tx& tx, const std::vector<std::string>& exact_names) {
    std::map<std::string, PartyId, std::less<>> found;
    if (exact_names.empty()) return found;
    store::Query query(
        "select writing.text as text, min(party.id) as id from writing join party on party.id = writing.owner "
        "where party.sort = 'person' and writing.text in (''");
    for (const std::string& name : exact_names) query.add(", ", name);
    query.add(") group by writing.text having count(distinct party.id) = 1");
    for (const store::Row row : tx.query(query)) found.emplace(row.text("text"), row.id<PartyTag>("id"));
    return found;
}

std::optional<PartyId> body_named(store::Tx& tx, std::string_view exact_name) {
    if (exact_name.empty()) return std::nullopt;
    store::Rows rows = tx.query(
        "select party.id as id from writing join party on party.id = writing.owner "
        "where writing.text = $1 and party.sort = 'body' order by party.id limit 1",
        exact_name);
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return row->id<PartyTag>("id");
}

std::vector<RollCount> roll_on(store::Tx& tx, Date day) {
    std::vector<RollCount> counts;
    for (const store::Row row :
         tx.query("select kind, count(*) as members from ("
                  "select kind, joined_last, left_first from membership union all "
                  "select kind, joined_last, left_first from former_membership) as span "
                  "where joined_last <= $1 and (left_first is null or left_first > $1) group by kind order by kind",
                  to_text(day)))
        counts.push_back({std::string(row.text("kind")), row.integer("members")});
    return counts;
}

std::vector<PostHeld> posts_on(store::Tx& tx, Date day) {
    std::vector<PostHeld> posts;
    for (const store::Row row :
         tx.query("select party, organ, office from post "
                  "where from_last <= $1 and (to_first is null or to_first > $1) order by organ, office, id",
                  to_text(day)))
        posts.push_back({row.id<PartyTag>("party"), std::string(row.text("organ")), std::string(row.text("office"))});
    return posts;
}

}  // namespace caunoi::people
