// The charter as a versioned object: its articles, and the figures in them that other parts of the program follow. An
// edition holds from the day of its approval (decree 45/2010 art. 13 para. 4) until the next one; one without that day
// is a draft.
#pragma once

#include "modules/membership/membership.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::membership {

using CharterId = Id<struct CharterTag>;

enum class AdmittedBy { executive_committee, standing_committee };
constexpr std::array<std::string_view, 2> admitted_by_codes{"executive_committee", "standing_committee"};
constexpr std::span<const std::string_view> codes(AdmittedBy) {
    return admitted_by_codes;
}
constexpr std::string_view code_labels(AdmittedBy) {
    return "people.organ";
}

// The figures of the model that charters follow (VAWA art. 8–19, decree 126/2024 art. 19), to be put right.
struct CharterInput {
    std::string title = {};
    std::string title_zh = {};
    PartialDate adopted = {};  // by the congress
    std::optional<Date> in_force = {};
    std::string approval = {};  // "Quyết định số 948/QĐ-UBND ngày 12/9/2025"
    std::int64_t term_years = 5;
    Fraction congress_quorum{.part = 1, .of = 2, .more = true};    // of those summoned
    Fraction congress_majority{.part = 1, .of = 2, .more = true};  // of those present
    std::optional<std::int64_t> committee_most = {};               // members, at most
    std::int64_t committee_meetings = 2;                           // a year, at least
    Fraction committee_quorum{.part = 2, .of = 3};                 // of its members
    Fraction committee_majority{.part = 2, .of = 3};               // of those present
    std::optional<std::int64_t> standing_most = {};
    std::int64_t standing_meetings = 4;
    Fraction standing_quorum{.part = 2, .of = 3};
    Fraction standing_majority{.part = 2, .of = 3};
    std::optional<std::int64_t> inspection_most = {};
    Fraction inspection_quorum{.part = 1, .of = 2, .more = true};
    Fraction inspection_majority{.part = 1, .of = 2, .more = true};
    std::optional<std::int64_t> absences = 3;  // sessions in a row without reason, after which a member is struck off
    bool organisational = true;                // kinds of members beside the official ones
    bool associate = true;
    bool honorary = true;
    AdmittedBy admitted_by = AdmittedBy::executive_committee;
    std::optional<std::int64_t> representative_days = 5;  // to notify that an organisation has another representative
    std::int64_t fee_official = 0;                        // đồng a year; honorary members pay none
    std::int64_t fee_organisational = 0;
    std::int64_t fee_associate = 0;
    std::int64_t fee_days = 15;                      // after the admission
    std::optional<std::int64_t> arrears_years = {};  // of unpaid dues, after which a member may be struck off
    std::string text = {};
    std::string text_zh = {};
    std::string source = {};
};
struct Charter : CharterInput {
    CharterId id = {};
    std::int64_t version = 0;

    [[nodiscard]] const std::string& title_in(Language language) const {
        return language == Language::zh && !title_zh.empty() ? title_zh : title;
    }
};

// An article of the text: "Điều 8. Hội viên" and what stands under it; what comes before the first has number 0.
struct Article {
    std::int64_t number = 0;
    std::string heading = {};
    std::string body = {};
};
// Splits at lines that begin with "Điều 8.", "第八条" or "Article 8."; chapters stay in the body before.
std::vector<Article> articles_of(std::string_view text);

void check(const CharterInput& input, Errors& errors);
Result<CharterId> record_charter(Context& context, const CharterInput& input);
Result<void> change_charter(Context& context, CharterId id, std::int64_t version, const CharterInput& input);
// `conflict` "membership.error.charter_in_use" when something was decided under it.
Result<void> delete_charter(Context& context, CharterId id, std::int64_t version);
Result<Charter> find_charter(Context& context, CharterId id);
// Drafts first, then the newest. An association has a handful of them.
Result<std::vector<Charter>> list_charters(Context& context);
// The one in force on that day; none when nobody recorded it.
std::optional<Charter> charter_on(store::Tx& tx, Date day);

void register_charter_routes(http::Router& router);

}  // namespace caunoi::membership

namespace caunoi::membership {
template <class Record>
constexpr auto charter_fields() {
    using records::field;
    return std::array{field<Record, &CharterInput::title>("title", {.required = true, .max = 300}),
                      field<Record, &CharterInput::title_zh>("title_zh", {.max = 300}),
                      field<Record, &CharterInput::adopted>("adopted"),
                      field<Record, &CharterInput::in_force>("in_force"),
                      field<Record, &CharterInput::approval>("approval", {.max = 300}),
                      field<Record, &CharterInput::term_years>("term_years", {.required = true}),
                      field<Record, &CharterInput::congress_quorum>("congress_quorum", {.required = true}),
                      field<Record, &CharterInput::congress_majority>("congress_majority", {.required = true}),
                      field<Record, &CharterInput::committee_most>("committee_most"),
                      field<Record, &CharterInput::committee_meetings>("committee_meetings", {.required = true}),
                      field<Record, &CharterInput::committee_quorum>("committee_quorum", {.required = true}),
                      field<Record, &CharterInput::committee_majority>("committee_majority", {.required = true}),
                      field<Record, &CharterInput::standing_most>("standing_most"),
                      field<Record, &CharterInput::standing_meetings>("standing_meetings", {.required = true}),
                      field<Record, &CharterInput::standing_quorum>("standing_quorum", {.required = true}),
                      field<Record, &CharterInput::standing_majority>("standing_majority", {.required = true}),
                      field<Record, &CharterInput::inspection_most>("inspection_most"),
                      field<Record, &CharterInput::inspection_quorum>("inspection_quorum", {.required = true}),
                      field<Record, &CharterInput::inspection_majority>("inspection_majority", {.required = true}),
                      field<Record, &CharterInput::absences>("absences"),
                      field<Record, &CharterInput::organisational>("organisational"),
                      field<Record, &CharterInput::associate>("associate"),
                      field<Record, &CharterInput::honorary>("honorary"),
                      field<Record, &CharterInput::admitted_by>("admitted_by", {.required = true}),
                      field<Record, &CharterInput::representative_days>("representative_days"),
                      field<Record, &CharterInput::fee_official>("fee_official"),
                      field<Record, &CharterInput::fee_organisational>("fee_organisational"),
                      field<Record, &CharterInput::fee_associate>("fee_associate"),
                      field<Record, &CharterInput::fee_days>("fee_days"),
                      field<Record, &CharterInput::arrears_years>("arrears_years"),
                      field<Record, &CharterInput::text>("text", {.max = 200'000, .lines = true}),
                      field<Record, &CharterInput::text_zh>("text_zh", {.max = 200'000, .lines = true}),
                      field<Record, &CharterInput::source>("source", {.max = 1000})};
}
}  // namespace caunoi::membership

template <>
struct caunoi::records::Of<caunoi::membership::CharterInput> {
    static constexpr auto fields = membership::charter_fields<membership::CharterInput>();
    static constexpr Description description{"charter", "membership.charter", fields};
};
template <>
struct caunoi::records::Of<caunoi::membership::Charter> {
    static constexpr auto fields =
        join(kept_fields<membership::Charter>(), membership::charter_fields<membership::Charter>());
    static constexpr Description description{"charter", "membership.charter", fields};
};
