// A database with the index, and somebody who asks it.
#pragma once

#include "platform/context/installation.hpp"
#include "platform/search/search.hpp"
#include "platform/store/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caunoi::search {

inline constexpr Permission can_view_activities{"exchange.view"};
inline constexpr Permission can_view_parties{"people.view"};

struct Written {
    std::string kind;
    std::int64_t record = 0;
    std::string title, titles, text, date;
    [[nodiscard]] Document document() const {
        return {.kind = kind, .record = record, .title = title, .titles = titles, .text = text, .date = date};
    }
};

// The records behind the index, for rebuild().
inline std::vector<Written>& written() {
    static std::vector<Written> all;
    return all;
}
inline void put_all_of(Context& context, std::string_view kind) {
    std::vector<Document> documents;
    for (const Written& one : written())
        if (one.kind == kind) documents.push_back(one.document());
    for (std::size_t at = 0; at < documents.size(); at += rebuild_batch)
        write(context, [&](store::Tx& tx) {
            const auto end = std::min(documents.size(), at + rebuild_batch);
            for (std::size_t i = at; i < end; ++i) put(tx, documents[i]);
        });
}
inline void register_test_sources() {
    register_source({.kind = "activity",
                     .permission = can_view_activities,
                     .path = "/activities",
                     .label = "exchange.activity",
                     .rebuild = [](Context& context) { put_all_of(context, "activity"); }});
    register_source({.kind = "party",
                     .permission = can_view_parties,
                     .path = "/parties",
                     .label = "people.party",
                     .rebuild = [](Context& context) { put_all_of(context, "party"); }});
}

class Indexed {
public:
    explicit Indexed(store::Engine engine) : test_(engine, store::repository_migrations()) {
        register_test_sources();
        written().clear();
    }
    store::Database& database() { return test_.database(); }
    Context context(std::vector<Permission> permissions = {can_view_activities, can_view_parties}, PartyId body = {}) {
        return {.database = database(),
                .installation = installation_,
                .actor = {.account = AccountId{1}, .name = "A", .permissions = std::move(permissions), .body = body}};
    }
    void keep(const std::vector<Written>& documents) {
        for (std::size_t at = 0; at < documents.size(); at += 500)
            database().write([&](store::Tx& tx) {
                for (std::size_t i = at; i < std::min(documents.size(), at + 500); ++i)
                    put(tx, documents[i].document());
            });
        written().insert(written().end(), documents.begin(), documents.end());
    }
    std::vector<std::int64_t> records(std::string_view query, int limit = 50) {
        Context asking = context();
        std::vector<std::int64_t> found;
        for (const Hit& hit : find(asking, query, limit).hits) found.push_back(hit.record);
        return found;
    }

private:
    store::TestDatabase test_;
    Installation installation_;
};

}  // namespace caunoi::search
