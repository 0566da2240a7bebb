// How well a title fits what was asked. In our code and not in the engines', so that both give the same order.
#pragma once

#include "platform/search/tokens/query.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::search {

struct Fit {
    int terms = 0;       // how many of the query's terms are in it
    bool all = false;    // every one
    bool toned = false;  // … with the marks that were typed
    bool exact = false;  // all are whole words, and there is nothing else in it
};

// Keeps its buffers: one matcher for all candidates of a search.
class Matcher {
public:
    explicit Matcher(const QueryPlan& plan);
    Fit fit(std::string_view source);

private:
    struct Seen {
        Kind kind;
        std::uint32_t position;
        std::uint32_t begin, size;  // in letters_
    };
    struct Found {
        bool whole = false;
        bool begins = false;
        bool toned = false;
    };
    void scan(std::string_view source);
    [[nodiscard]] Found find(const Term& term) const;
    [[nodiscard]] Found find_word(const Term& term) const;
    [[nodiscard]] Found find_phrase(const Term& term, Kind kind) const;
    [[nodiscard]] std::string_view text(const Seen& seen) const {
        return std::string_view(letters_).substr(seen.begin, seen.size);
    }

    const QueryPlan& plan_;
    std::uint32_t plan_positions_ = 0;
    std::uint32_t positions_ = 0;
    std::vector<Seen> seen_;
    std::string letters_;
};

}  // namespace caunoi::search
