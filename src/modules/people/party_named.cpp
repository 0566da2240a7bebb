#include "modules/people/party_named.hpp"

#include <algorithm>
#include <map>

namespace caunoi::people {

namespace {

using ByText = std::map<std::string, std::vector<PartyId>, std::less<>>;

// "LS-0001" of "Nông Thị Mẫu (LS-0001)"; "" when it does not end so.
std::string_view in_brackets(std::string_view text) {
    const std::size_t open = text.rfind(" (");
    if (open == std::string_view::npos || !text.ends_with(')')) return {};
    return text.substr(open + 2, text.size() - open - 3);
}

std::optional<PartyId> id_in(std::string_view number) {
    return number.starts_with('#') ? parse_id<PartyTag>(number.substr(1)) : std::nullopt;
}

ByText take(store::Rows rows) {
    ByText found;
    for (const store::Row row : rows) found[std::string(row.text("text"))].push_back(row.id<PartyTag>("id"));
    return found;
}

ByText with_name(store::Tx& tx, const std::vector<std::string>& texts) {
    store::Query query(
        "select distinct writing.text as text, party.id as id from writing join party on party.id = writing.owner "
        "where writing.text in (''");
    for (const std::string& text : texts) query.add(", ", text);
    return take(tx.query(query.add(") order by text, id")));
}

// By the number on the roll, alone or in brackets.
ByText with_number(store::Tx& tx, const std::vector<std::string>& texts) {
    store::Query query("select roll_number as text, party as id from membership where roll_number in (''");
    for (const std::string& text : texts) query.add(", ", text).add(", ", in_brackets(text));
    ByText found = take(tx.query(query.add(") order by text, id")));

    store::Query by_id("select id from party where id in (0");
    for (const std::string& text : texts)
        for (const std::string_view number : {std::string_view(text), in_brackets(text)})
            if (const auto id = id_in(number)) by_id.add(", ", *id);
    for (const store::Row row : tx.query(by_id.add(") order by id")))
        found[fmt::format("#{}", row.id<PartyTag>("id").value)].push_back(row.id<PartyTag>("id"));
    return found;
}

const std::vector<PartyId>& found_in(const ByText& all, std::string_view text) {
    static const std::vector<PartyId> none;
    const auto place = text.empty() ? all.end() : all.find(text);
    return place == all.end() ? none : place->second;
}

std::string listed_choices(store::Tx& tx, Language language, const std::vector<PartyId>& ids) {
    std::string list;
    for (const auto& [id, choice] : choices_by_id(tx, language, ids)) list += (list.empty() ? "" : "; ") + choice;
    return list;
}

}  // namespace

std::vector<std::vector<PartyId>> parties_meant(store::Tx& tx, const std::vector<std::string>& texts) {
    std::vector<std::vector<PartyId>> meant(texts.size());
    if (texts.empty()) return meant;
    const ByText names = with_name(tx, texts);
    const ByText numbers = with_number(tx, texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::vector<PartyId>& all = meant[i];
        all = found_in(names, texts[i]);
        for (const PartyId id : found_in(numbers, texts[i]))
            if (std::ranges::find(all, id) == all.end()) all.push_back(id);
        if (all.empty()) all = found_in(numbers, in_brackets(texts[i]));
    }
    return meant;
}

std::optional<PartyId> party_meant(store::Tx& tx, Language language, std::string_view field, const std::string& text,
                                   Errors& errors) {
    const std::vector<PartyId> all = parties_meant(tx, {text}).front();
    if (all.size() == 1) return all.front();
    if (all.empty())
        errors.add(field, "relationship.error.nobody", {{"name", text}});
    else
        errors.add(field, "relationship.error.several", {{"names", listed_choices(tx, language, all)}});
    return std::nullopt;
}

std::map<std::int64_t, std::string> choices_by_id(store::Tx& tx, Language language, std::span<const PartyId> ids) {
    std::map<std::int64_t, std::string> numbers;
    store::Query query("select party, roll_number from membership where party in (0");
    for (const PartyId id : ids) query.add(", ", id);
    for (const store::Row row : tx.query(query.add(") order by party")))
        numbers.emplace(row.id<PartyTag>("party").value, row.text("roll_number"));
    std::map<std::int64_t, std::string> choices;
    for (const PartyName& one : names_of(tx, ids)) {
        const auto number = numbers.find(one.id.value);
        choices.emplace(one.id.value,
                        fmt::format("{} ({})", one.name.in(language),
                                    number == numbers.end() ? fmt::format("#{}", one.id.value) : number->second));
    }
    return choices;
}

std::string words_for(store::Tx& tx, Language language, PartyId id) {
    const std::vector<PartyName> names = names_of(tx, std::span(&id, 1));
    if (names.empty()) return {};
    const std::string& name = names.front().name.in(language);
    if (parties_meant(tx, {name}).front().size() == 1) return name;
    return choices_by_id(tx, language, std::span(&id, 1)).begin()->second;
}

std::vector<std::string> names_to_type(store::Tx& tx, Language language) {
    constexpr int most = 300;  // of either sort; the field takes any other name as well
    std::vector<std::string> names;
    for (const PartyName& one : persons(tx, language, most)) names.push_back(one.name.in(language));
    for (const PartyName& one : bodies(tx, language, most)) names.push_back(one.name.in(language));
    return names;
}

}  // namespace caunoi::people
