// Applications for membership, on paper or from the public page: received, checked by the office, put before the
// committee. Who applies is no record of `people` before the committee admits them, unless they were one already.
#pragma once

#include "modules/membership/membership.hpp"
#include "modules/people/party.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::membership {

using ApplicationId = Id<struct ApplicationTag>;
using DecisionId = Id<struct DecisionTag>;

enum class Channel { paper, page };
constexpr std::array<std::string_view, 2> channel_codes{"paper", "page"};
constexpr std::span<const std::string_view> codes(Channel) {
    return channel_codes;
}
constexpr std::string_view code_labels(Channel) {
    return "membership.channel";
}

// received → checked → admitted or refused; what lacks papers waits as incomplete; an applicant may withdraw.
enum class State { received, incomplete, checked, admitted, refused, withdrawn };
constexpr std::array<std::string_view, 6> state_codes{"received", "incomplete", "checked",
                                                      "admitted", "refused",    "withdrawn"};
constexpr std::span<const std::string_view> codes(State) {
    return state_codes;
}
constexpr std::string_view code_labels(State) {
    return "membership.state";
}

struct ApplicationInput {
    people::Sort sort = people::Sort::person;
    people::MemberKind kind = people::MemberKind::official;
    Date received{};
    std::string name_vi = {};
    std::string name_zh = {};
    PartialDate born = {};
    std::string occupation = {};
    std::string workplace = {};
    std::string representative = {};  // of an organisation: who speaks and votes for it
    std::string position = {};
    std::string phone = {};
    std::string email = {};
    std::string address = {};
    std::string reason = {};
    std::string introduced_by = {};
    bool consent =
        false;  // to keep these data for the membership (law 91/2025 art. 9): signed or ticked, never assumed
    std::string note = {};
};
struct Application : ApplicationInput {
    ApplicationId id = {};
    std::int64_t version = 0;
    Channel channel = Channel::paper;
    State state = State::received;
    Date state_on{};
    std::string state_note = {};
    PartyId party = {};
    DecisionId decision = {};

    [[nodiscard]] bool open() const {
        return state == State::received || state == State::incomplete || state == State::checked;
    }
    [[nodiscard]] const std::string& name(Language language) const {
        const bool chinese = (language == Language::zh && !name_zh.empty()) || name_vi.empty();
        return chinese ? name_zh : name_vi;
    }
};

// What the office says of an application: `checked`, `incomplete`, `refused` or `withdrawn`.
struct StateInput {
    State state = State::checked;
    std::string note = {};  // which paper is missing, which session refused; needed but for `checked`
};

void check(const ApplicationInput& input, Errors& errors);
// `today` bounds the day of receipt.
Result<ApplicationId> record_application(Context& context, const ApplicationInput& input);
// From the public page, by anybody: no permission, always today; consent and a telephone number or e-mail are needed.
// `conflict` "membership.error.too_many_today" after a hundred a day, which is somebody's joke.
Result<ApplicationId> apply(Context& context, ApplicationInput input);
// `conflict` "membership.error.application_closed" once it was decided or withdrawn.
Result<void> change_application(Context& context, ApplicationId id, std::int64_t version,
                                const ApplicationInput& input);
Result<void> set_state(Context& context, ApplicationId id, std::int64_t version, const StateInput& input);
// Says that the applicant is somebody who is recorded already; nobody: a new record will be made.
Result<void> identify(Context& context, ApplicationId id, std::int64_t version, PartyId party);
Result<Application> find_application(Context& context, ApplicationId id);
// The same with telephone number and the like as they are; writes a "reveal" line.
Result<Application> reveal_application(Context& context, ApplicationId id);

struct ApplicationFilter {
    std::optional<State> state = {};  // none: those that are open
    bool all = false;
};
struct ApplicationPage {
    std::vector<Application> applications = {};
    bool more = false;
};
// Newest first; `before` is the last one of the page before.
Result<ApplicationPage> list_applications(Context& context, const ApplicationFilter& filter, ApplicationId before,
                                          int limit);
// Records that may be the same person or body: found by the name, at most five.
std::vector<people::PartyName> alike(store::Tx& tx, const Application& application);

// In a transaction of decisions.
std::vector<Application> applications_in(store::Tx& tx, std::span<const ApplicationId> ids);
void close(store::Tx& tx, const Context& context, const Application& application, PartyId party, DecisionId decision,
           Date day);

void register_application_routes(http::Router& router);
void register_join_routes(http::Router& router);

}  // namespace caunoi::membership

namespace caunoi::membership {
template <class Record>
constexpr auto application_fields() {
    using records::field;
    using records::Sensitivity;
    return std::array{
        field<Record, &ApplicationInput::sort>("sort", {.required = true}),
        field<Record, &ApplicationInput::kind>("kind", {.required = true}),
        field<Record, &ApplicationInput::received>("received"),
        field<Record, &ApplicationInput::name_vi>("name_vi"),
        field<Record, &ApplicationInput::name_zh>("name_zh"),
        field<Record, &ApplicationInput::born>("born", {.sensitivity = Sensitivity::personal}),
        field<Record, &ApplicationInput::occupation>("occupation"),
        field<Record, &ApplicationInput::workplace>("workplace"),
        field<Record, &ApplicationInput::representative>("representative"),
        field<Record, &ApplicationInput::position>("position"),
        field<Record, &ApplicationInput::phone>("phone", {.max = 40, .sensitivity = Sensitivity::personal}),
        field<Record, &ApplicationInput::email>("email", {.max = 254, .sensitivity = Sensitivity::personal}),
        field<Record, &ApplicationInput::address>("address", {.max = 300, .sensitivity = Sensitivity::personal}),
        field<Record, &ApplicationInput::reason>("reason", {.max = 5000, .lines = true}),
        field<Record, &ApplicationInput::introduced_by>("introduced_by"),
        field<Record, &ApplicationInput::consent>("consent"),
        field<Record, &ApplicationInput::note>("note", {.max = 5000, .lines = true})};
}
}  // namespace caunoi::membership

template <>
struct caunoi::records::Of<caunoi::membership::ApplicationInput> {
    static constexpr auto fields = membership::application_fields<membership::ApplicationInput>();
    static constexpr Description description{"application", "membership.application", fields};
};
template <>
struct caunoi::records::Of<caunoi::membership::Application> {
    using Record = membership::Application;
    static constexpr auto fields = join(
        join(kept_fields<Record>(), std::array{field<Record, &Record::channel>("channel", {.use = Use::system}),
                                               field<Record, &Record::state>("state", {.use = Use::system}),
                                               field<Record, &Record::state_on>("state_on", {.use = Use::system}),
                                               field<Record, &Record::state_note>("state_note", {.use = Use::system}),
                                               field<Record, &Record::party>("party", {.use = Use::system}),
                                               field<Record, &Record::decision>("decision", {.use = Use::system})}),
        membership::application_fields<Record>());
    static constexpr Description description{"application", "membership.application", fields};
};
template <>
struct caunoi::records::Of<caunoi::membership::StateInput> {
    using Record = membership::StateInput;
    static constexpr std::array fields{field<Record, &Record::state>("state", {.required = true}),
                                       field<Record, &Record::note>("note", {.max = 500})};
    static constexpr Description description{"application", "membership.step", fields};
};
