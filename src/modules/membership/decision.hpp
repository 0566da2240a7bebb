// What the committee decides on members: admission, resignation, striking off, expulsion. A decision has its number in
// the year's series, keeps the charter that it was decided under, and holds only with that charter's quorum and
// majority. What it decides happens in the same transaction. An expelled or struck-off member may complain to the
// congress.
#pragma once

#include "modules/membership/application.hpp"
#include "modules/membership/charter.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::membership {

enum class DecisionKind { admission, resignation, strike_off, expulsion };
constexpr std::array<std::string_view, 4> decision_kind_codes{"admission", "resignation", "strike_off", "expulsion"};
constexpr std::span<const std::string_view> codes(DecisionKind) {
    return decision_kind_codes;
}
constexpr std::string_view code_labels(DecisionKind) {
    return "membership.decision_kind";
}

enum class Outcome { upheld, dismissed };
constexpr std::array<std::string_view, 2> outcome_codes{"upheld", "dismissed"};
constexpr std::span<const std::string_view> codes(Outcome) {
    return outcome_codes;
}
constexpr std::string_view code_labels(Outcome) {
    return "membership.outcome";
}

struct DecisionInput {
    DecisionKind kind = DecisionKind::admission;
    Date day{};
    std::string symbol = {};  // "QĐ-BCH"
    AdmittedBy organ = AdmittedBy::executive_committee;
    std::string meeting = {};    // "Phiên họp thứ 5, biên bản số 07/BB-BCH"
    std::int64_t seats = 0;      // members of the organ
    std::int64_t present = 0;    // in the session
    std::int64_t in_favour = 0;  // of those present
    std::string signer = {};
    std::string reason = {};
};
struct Decision : DecisionInput {
    DecisionId id = {};
    std::int64_t version = 0;
    std::int64_t number = 0;
    std::int64_t year = 0;
    CharterId charter = {};

    [[nodiscard]] std::string paper_number() const { return fmt::format("{:02}/{}", number, symbol); }  // 05/QĐ-BCH
};

struct ComplaintInput {
    std::optional<Date> received = {};
    std::string text = {};
    std::optional<Outcome> outcome = {};
    std::optional<Date> outcome_on = {};
    std::string outcome_basis = {};  // the resolution of the congress
};
struct Subject {
    PartyId party = {};
    people::Name name = {};
    ComplaintInput complaint = {};
};
struct DecisionView {
    Decision decision = {};
    std::vector<Subject> subjects = {};
    std::optional<Charter> charter = {};
    std::vector<Application> applications = {};  // that it admitted
};

// Without what depends on the charter and on whom it is about.
void check(const DecisionInput& input, Errors& errors);
// Admits the applicants: who is not recorded yet becomes a record, everybody gets the next number of the roll. Fails
// with `invalid` naming every wrong field, among them "applications" (none, or one that is not checked) and "in_favour"
// (no majority under the charter in force on that day).
Result<DecisionId> decide_admission(Context& context, const DecisionInput& input,
                                    const std::vector<ApplicationId>& applications);
// Ends memberships: `members` are roll numbers as typed, one a line or parted by commas.
Result<DecisionId> decide_end(Context& context, const DecisionInput& input, std::string_view members);
// Corrects what the paper says (symbol, meeting, signer, reason); what happened stays.
Result<void> change_decision(Context& context, DecisionId id, std::int64_t version, const DecisionInput& input);
// Notes the complaint of a member whom the decision put out, or what the congress said of it: upheld, the membership
// goes on as if it had not ended.
Result<void> record_complaint(Context& context, DecisionId id, PartyId party, const ComplaintInput& input);

Result<DecisionView> find_decision(Context& context, DecisionId id);
struct DecisionPage {
    std::vector<Decision> decisions = {};
    bool more = false;
};
Result<DecisionPage> list_decisions(Context& context, DecisionId before, int limit);  // newest first
struct DecisionOf {
    Decision decision = {};
    ComplaintInput complaint = {};
};
std::vector<DecisionOf> decisions_about(store::Tx& tx, PartyId party);  // newest first
// Seats of the organ that were held on that day: what the form proposes.
std::int64_t seats_on(store::Tx& tx, AdmittedBy organ, Date day);

void register_decision_routes(http::Router& router);

}  // namespace caunoi::membership

namespace caunoi::membership {
template <class Record>
constexpr auto decision_fields() {
    using records::field;
    return std::array{field<Record, &DecisionInput::kind>("kind", {.required = true}),
                      field<Record, &DecisionInput::day>("day", {.required = true}),
                      field<Record, &DecisionInput::symbol>("symbol", {.required = true, .max = 40}),
                      field<Record, &DecisionInput::organ>("organ", {.required = true}),
                      field<Record, &DecisionInput::meeting>("meeting", {.required = true, .max = 300}),
                      field<Record, &DecisionInput::seats>("seats", {.required = true}),
                      field<Record, &DecisionInput::present>("present", {.required = true}),
                      field<Record, &DecisionInput::in_favour>("in_favour", {.required = true}),
                      field<Record, &DecisionInput::signer>("signer", {.required = true}),
                      field<Record, &DecisionInput::reason>("reason", {.max = 2000, .lines = true})};
}
}  // namespace caunoi::membership

template <>
struct caunoi::records::Of<caunoi::membership::DecisionInput> {
    static constexpr auto fields = membership::decision_fields<membership::DecisionInput>();
    static constexpr Description description{"decision", "membership.decision", fields};
};
template <>
struct caunoi::records::Of<caunoi::membership::Decision> {
    using Record = membership::Decision;
    static constexpr auto fields =
        join(join(kept_fields<Record>(), std::array{field<Record, &Record::number>("number", {.use = Use::system}),
                                                    field<Record, &Record::year>("year", {.use = Use::system}),
                                                    field<Record, &Record::charter>("charter", {.use = Use::system})}),
             membership::decision_fields<Record>());
    static constexpr Description description{"decision", "membership.decision", fields};
};
template <>
struct caunoi::records::Of<caunoi::membership::ComplaintInput> {
    using Record = membership::ComplaintInput;
    static constexpr std::array fields{
        field<Record, &Record::received>("received"),
        field<Record, &Record::text>("text", {.max = 5000, .lines = true}),
        field<Record, &Record::outcome>("outcome"),
        field<Record, &Record::outcome_on>("outcome_on"),
        field<Record, &Record::outcome_basis>("outcome_basis", {.max = 300}),
    };
    static constexpr Description description{"complaint", "membership.complaint", fields};
};
