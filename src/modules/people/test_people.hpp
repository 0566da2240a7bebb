// What the tests of modules share: a migrated database on either engine, and contexts of those who ask.
#pragma once

#include "modules/people/party.hpp"
#include "modules/people/term.hpp"
#include "platform/base/time.hpp"
#include "platform/context/installation.hpp"
#include "platform/log/log.hpp"
#include "platform/search/search.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::people {

inline constexpr Time noon{std::chrono::seconds{1'779'944'400}};  // noon of 28 May 2026 in Hà Nội

inline PartialDate day(std::string_view iso) {
    const auto date = parse_partial_date(iso);
    if (!date) throw std::logic_error("no date: " + std::string(iso));
    return *date;
}

class ModuleTest : public testing::TestWithParam<store::Engine> {
protected:
    store::TestDatabase test{GetParam(), store::embedded_migrations()};
    Installation installation;

    Context context_of(std::vector<Permission> permissions, PartyId body = {}) {
        return {.database = test.database(),
                .installation = installation,
                .actor = {.account = AccountId{7},
                          .name = "Nông Thị Mẫu",
                          .permissions = std::move(permissions),
                          .body = body},
                .now = noon,
                .request_id = "0123456789"};
    }
    Context clerk = context_of({can_view, can_record, can_reveal});
    Context reader = context_of({can_view});
    Context stranger{.database = test.database(), .installation = installation, .now = noon};

    PartyId record(const PartyInput& input, Sort sort = Sort::person) { return must(record_party(clerk, sort, input)); }
    PartyId body(std::string_view name_vi, std::string_view name_zh = "") {
        return record({.relation = Relation::partner,
                       .side = Side::cn,
                       .name_vi = std::string(name_vi),
                       .name_zh = std::string(name_zh)},
                      Sort::body);
    }
    // A member, on the roll since that day.
    PartyInput member(std::string_view name, std::string_view number, std::string_view joined = "2020") {
        return {.name_vi = std::string(name),
                .member_kind = MemberKind::official,
                .roll_number = std::string(number),
                .joined = day(joined)};
    }
    std::vector<log::Entry> history(std::string_view kind, std::int64_t id) {  // newest first
        return test.database().read([&](store::Tx& tx) { return log::of_record(tx, kind, id, 100); });
    }
    std::vector<std::string> actions(std::string_view kind, std::int64_t id) {  // oldest first
        std::vector<std::string> all;
        for (const log::Entry& entry : history(kind, id)) all.push_back(entry.action);
        std::ranges::reverse(all);
        return all;
    }
    template <class... Args>
    std::int64_t count(store::Sql sql, const Args&... args) {
        return test.database().read([&](store::Tx& tx) { return tx.integer(sql, args...); });
    }
    template <class... Args>
    void execute(store::Sql sql, const Args&... args) {
        test.database().write([&](store::Tx& tx) { tx.execute(sql, args...); });
    }

    template <class T>
    static T must(Result<T> result) {
        if (!result) throw std::runtime_error(text_of(result.error()));
        return *std::move(result);
    }
    static std::string text_of(const Error& error) {
        std::string text = error.key;
        for (const Error::Field& field : error.fields) text += " " + field.name + ": " + field.key;
        return text;
    }
};

// "name_vi people.error.no_name", sorted: what an error says about fields.
inline std::vector<std::string> problems(const Error& error) {
    std::vector<std::string> all;
    for (const Error::Field& field : error.fields) all.push_back(field.name + " " + field.key);
    std::ranges::sort(all);
    return all;
}
template <class T>
std::vector<std::string> problems(const Result<T>& result) {
    return result ? std::vector<std::string>{"nothing was wrong"} : problems(result.error());
}
template <class T>
bool failed_with(const Result<T>& result, Error::Kind kind) {
    return !result && result.error().kind == kind;
}

}  // namespace caunoi::people
