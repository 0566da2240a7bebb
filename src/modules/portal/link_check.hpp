// Whether the links of published articles still lead somewhere. Those within this site are looked up, those out of it
// are asked; what was found stands on the article's page and in a list.
#pragma once

#include "modules/portal/article.hpp"
#include "platform/links/fetch.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace caunoi::portal {

enum class Outcome {
    waiting,  // not looked at yet
    good,
    broken,       // there is no such page, here or there
    unreachable,  // no answer, or a fault of the other server: perhaps only today
    unclear,      // the server keeps programs out (401, 403, 429 …); a person may still open it
    refused,      // leads into a private network: no reader could follow it
};
constexpr std::array<std::string_view, 6> outcome_codes{"waiting",     "good",    "broken",
                                                        "unreachable", "unclear", "refused"};
constexpr std::span<const std::string_view> codes(Outcome) {
    return outcome_codes;
}
constexpr std::string_view code_labels(Outcome) {
    return "portal.link";
}
constexpr bool needs_care(Outcome outcome) {
    return outcome == Outcome::broken || outcome == Outcome::unreachable || outcome == Outcome::refused;
}

struct CheckedLink {
    ArticleId article = {};
    Language language = Language::vi;
    std::string title = {};  // of the text that it stands in
    std::string url = {};
    Outcome outcome = Outcome::waiting;
    std::string detail = {};
    std::optional<Time> checked_at = {};
};

// In the transaction that makes a text public, changes or withdraws it. What was found about a link that stays, stays.
void keep_links(store::Tx& tx, const Variant& variant);
void forget_links(store::Tx& tx, VariantId variant);

std::vector<CheckedLink> links_of(store::Tx& tx, ArticleId article);
Result<std::vector<CheckedLink>> links_that_need_care(Context& context, int limit);

struct CheckOptions {
    std::chrono::hours due{24};  // since a link was last looked at
    std::size_t most = 200;      // links at one go
    std::size_t most_of_host = 20;
    std::chrono::milliseconds pause{1000};     // between two questions to one host
    std::chrono::milliseconds budget{30'000};  // then the rest waits for the next hour, so that stopping waits little
    links::Options fetch = {};
};
int check_links(Context& context, const CheckOptions& options);  // how many were looked at

}  // namespace caunoi::portal
