#include "modules/membership/decision.hpp"

#include "modules/membership/series.hpp"
#include "modules/people/roll.hpp"
#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

// "05/QĐ-BCH (2026)": in the history and in the search of histories.
std::string title_of(const Decision& decision) {
    return fmt::format("{} ({})", decision.paper_number(), decision.year);
}

// The charter of that day decides whether enough were there, and whether enough said yes. Without a charter on record
// nothing is asked but that the figures fit together.
std::optional<Charter> check_votes(store::Tx& tx, const DecisionInput& input, Errors& errors) {
    auto charter = charter_on(tx, input.day);
    if (!charter) return charter;
    const bool committee = input.organ == AdmittedBy::executive_committee;
    // A smaller organ may not do what the charter gives to the committee; the committee may do what the smaller one
    // may.
    if (input.kind == DecisionKind::admission && !committee && charter->admitted_by == AdmittedBy::executive_committee)
        errors.add("organ", "membership.error.not_this_organ");
    const Fraction& quorum = committee ? charter->committee_quorum : charter->standing_quorum;
    const Fraction& majority = committee ? charter->committee_majority : charter->standing_majority;
    if (!quorum.reached(input.present, input.seats))
        errors.add("present", "membership.error.no_quorum", {{"need", std::to_string(quorum.need(input.seats))}});
    else if (!majority.reached(input.in_favour, input.present))
        errors.add("in_favour", "membership.error.no_majority",
                   {{"need", std::to_string(majority.need(input.present))}});
    return charter;
}

Decision write_decision(store::Tx& tx, const Context& context, const DecisionInput& input,
                        const std::optional<Charter>& charter, const std::vector<PartyId>& parties,
                        const std::string& names) {
    Decision decision{input};
    decision.year = static_cast<int>(input.day.year());
    decision.number = next_number(tx, "decision", decision.year);
    if (charter) decision.charter = charter->id;
    records::create(tx, context, decision, title_of(decision), {{"subjects", "", names}});
    for (const PartyId party : parties)
        tx.execute("insert into decision_subject (decision, party, complaint, outcome_basis) values ($1, $2, '', '')",
                   decision.id, party);
    return decision;
}

std::string joined_names(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : "; ") + name;
    return all;
}

people::PartyInput party_from(const Application& application, const std::string& source) {
    people::PartyInput input;
    input.name_vi = application.name_vi;
    input.name_zh = application.name_zh;
    input.phone = application.phone;
    input.email = application.email;
    input.address = application.address;
    input.source = source;
    return input;
}

Result<std::vector<Application>> admissible(store::Tx& tx, const DecisionInput& input,
                                            const std::vector<ApplicationId>& ids) {
    Errors errors;
    std::vector<Application> all = applications_in(tx, ids);
    if (all.empty()) errors.add("applications", "membership.error.nobody_chosen");
    for (const Application& application : all) {
        if (application.state != State::checked)
            errors.add("applications", "membership.error.application_not_checked",
                       {{"name", application.name(Language::vi)}});
        else if (application.received > input.day)
            errors.add("day", "membership.error.before_application", {{"name", application.name(Language::vi)}});
    }
    if (all.size() != ids.size() && !all.empty()) errors.add("applications", "form.unknown_choice");
    TRY(std::move(errors).result());
    return all;
}

people::Leaving leaving_of(DecisionKind kind) {
    switch (kind) {
        case DecisionKind::strike_off: return people::Leaving::struck_off;
        case DecisionKind::expulsion: return people::Leaving::expelled;
        case DecisionKind::admission:
        case DecisionKind::resignation: break;
    }
    return people::Leaving::resigned;
}

// Roll numbers as typed, one a line or parted by commas, each once.
std::vector<std::string> numbers_in(std::string_view typed) {
    std::string text(typed);
    std::ranges::replace(text, ',', '\n');
    std::ranges::replace(text, ';', '\n');
    std::vector<std::string> numbers;
    for (const std::string_view line : split(text, '\n')) {
        std::string number(trim(line));
        if (!number.empty() && std::ranges::find(numbers, number) == numbers.end())
            numbers.push_back(std::move(number));
    }
    return numbers;
}

// Every number that is nobody's is named.
std::vector<PartyId> members_named(store::Tx& tx, std::string_view typed, Errors& errors) {
    constexpr std::size_t most = 100;
    const std::vector<std::string> numbers = numbers_in(typed);
    std::vector<PartyId> parties;
    if (numbers.empty()) errors.add("members", "membership.error.nobody_chosen");
    if (numbers.size() > most) {
        errors.add("members", "membership.error.too_many", {{"most", std::to_string(most)}});
        return parties;
    }
    const auto found = people::members_with_numbers(tx, numbers);
    for (const std::string& number : numbers)
        if (const auto member = found.find(number); member != found.end())
            parties.push_back(member->second);
        else
            errors.add("members", "membership.error.no_such_member", {{"number", number}});
    return parties;
}

Result<void> check_input(const Context& context, const DecisionInput& input) {
    Errors errors;
    records::check_limits(records::describe<DecisionInput>(), &input, errors);
    check(input, errors);
    if (input.day.ok() && input.day > context.today()) errors.add("day", "membership.error.in_the_future");
    return std::move(errors).result();
}

ComplaintInput complaint_of(const store::Row& row) {
    ComplaintInput complaint;
    complaint.received = parse_date(row.text("complaint_on"));
    complaint.text = row.text("complaint");
    if (const auto outcome = records::find_code(outcome_codes, row.text("outcome")))
        complaint.outcome = static_cast<Outcome>(*outcome);
    complaint.outcome_on = parse_date(row.text("outcome_on"));
    complaint.outcome_basis = row.text("outcome_basis");
    return complaint;
}

Result<void> check_complaint(const Context& context, const Decision& decision, const ComplaintInput& before,
                             const ComplaintInput& input) {
    Errors errors;
    records::check_limits(records::describe<ComplaintInput>(), &input, errors);
    if (!input.received) errors.add("received", "form.required");
    if (input.text.empty()) errors.add("text", "form.required");
    if (input.received && (*input.received < decision.day || *input.received > context.today()))
        errors.add("received", "membership.error.complaint_day");
    if (input.outcome && !input.outcome_on) errors.add("outcome_on", "form.required");
    if (input.outcome && input.outcome_basis.empty()) errors.add("outcome_basis", "membership.error.outcome_basis");
    if (!input.outcome && (input.outcome_on || !input.outcome_basis.empty())) errors.add("outcome", "form.required");
    if (input.outcome_on && input.received &&
        (*input.outcome_on < *input.received || *input.outcome_on > context.today()))
        errors.add("outcome_on", "membership.error.outcome_day");
    // What the congress said is said.
    if (before.outcome && before.outcome != input.outcome) errors.add("outcome", "membership.error.outcome_stands");
    return std::move(errors).result();
}

}  // namespace

void check(const DecisionInput& input, Errors& errors) {
    constexpr std::int64_t most_seats = 500;
    if (input.seats < 1 || input.seats > most_seats)
        errors.add("seats", "membership.error.between", {{"least", "1"}, {"most", std::to_string(most_seats)}});
    else if (input.present < 1 || input.present > input.seats)
        errors.add("present", "membership.error.between", {{"least", "1"}, {"most", std::to_string(input.seats)}});
    else if (input.in_favour < 1 || input.in_favour > input.present)
        errors.add("in_favour", "membership.error.between", {{"least", "1"}, {"most", std::to_string(input.present)}});
    const bool against_somebody = input.kind == DecisionKind::strike_off || input.kind == DecisionKind::expulsion;
    if (against_somebody && input.reason.empty()) errors.add("reason", "membership.error.reason_missing");
}

Result<DecisionId> decide_admission(Context& context, const DecisionInput& input,
                                    const std::vector<ApplicationId>& ids) {
    TRY(context.require(can_record));
    TRY(check_input(context, input));
    return write(context, [&](store::Tx& tx) -> Result<DecisionId> {
        const std::vector<Application> applications = TRY(admissible(tx, input, ids));
        Errors errors;
        const auto charter = check_votes(tx, input, errors);
        TRY(std::move(errors).result());
        std::vector<PartyId> parties;
        std::vector<std::string> names;
        const std::vector<std::string> numbers = people::next_roll_numbers(tx, applications.size());
        for (const Application& application : applications) {
            PartyId party = application.party;
            if (!party)
                party =
                    people::create_party(tx, context, application.sort, party_from(application, input.meeting), false);
            TRY(people::admit(tx, context, party, application.kind, numbers[parties.size()], input.day));
            parties.push_back(party);
            names.push_back(application.name(Language::vi));
        }
        const Decision decision = write_decision(tx, context, input, charter, parties, joined_names(names));
        for (std::size_t i = 0; i < applications.size(); ++i)
            close(tx, context, applications[i], parties[i], decision.id, input.day);
        return decision.id;
    });
}

Result<DecisionId> decide_end(Context& context, const DecisionInput& input, std::string_view members) {
    TRY(context.require(can_record));
    TRY(check_input(context, input));
    return write(context, [&](store::Tx& tx) -> Result<DecisionId> {
        Errors errors;
        const std::vector<PartyId> parties = members_named(tx, members, errors);
        const auto charter = check_votes(tx, input, errors);
        TRY(std::move(errors).result());
        std::vector<std::string> names;
        for (const people::PartyName& one : people::names_of(tx, parties)) names.push_back(one.name.in(Language::vi));
        for (const PartyId party : parties)
            TRY(people::end_membership(tx, context, party, input.day, leaving_of(input.kind)));
        return write_decision(tx, context, input, charter, parties, joined_names(names)).id;
    });
}

Result<void> change_decision(Context& context, DecisionId id, std::int64_t version, const DecisionInput& input) {
    TRY(context.require(can_record));
    TRY(check_input(context, input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Decision before = TRY(records::find_version<Decision>(tx, id, version));
        Decision after = before;
        after.symbol = input.symbol;
        after.meeting = input.meeting;
        after.signer = input.signer;
        after.reason = input.reason;
        return records::change(tx, context, before, after, title_of(after));
    });
}

Result<void> record_complaint(Context& context, DecisionId id, PartyId party, const ComplaintInput& input) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        tx.lock("complaint", id.value);
        const auto decision = records::find<Decision>(tx, id);
        std::optional<ComplaintInput> before;
        for (const store::Row row :
             tx.query("select * from decision_subject where decision = $1 and party = $2", id, party))
            before = complaint_of(row);
        if (!decision || !before) return fail(Error::Kind::not_found, "errors.not_found");
        if (decision->kind != DecisionKind::strike_off && decision->kind != DecisionKind::expulsion)
            return fail(Error::Kind::conflict, "membership.error.nothing_to_complain_of");
        TRY(check_complaint(context, *decision, *before, input));
        tx.execute(
            "update decision_subject set complaint_on = $1, complaint = $2, outcome = $3, outcome_on = $4, "
            "outcome_basis = $5 where decision = $6 and party = $7",
            input.received, input.text, input.outcome, input.outcome_on, input.outcome_basis, id, party);
        if (input.outcome == Outcome::upheld && !before->outcome) TRY(people::resume_membership(tx, context, party));
        const std::vector<people::PartyName> names = people::names_of(tx, std::span(&party, 1));
        std::vector<records::Change> changes = records::compare(records::describe<ComplaintInput>(), &*before, &input);
        for (records::Change& change : changes) change.field = "complaint." + change.field;
        changes.insert(changes.begin(),
                       {"subjects", "", names.empty() ? std::string() : names.front().name.in(Language::vi)});
        records::write_history(tx, context, "change", records::describe<DecisionInput>(), id.value, title_of(*decision),
                               changes);
        return {};
    });
}

Result<DecisionView> find_decision(Context& context, DecisionId id) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<DecisionView> {
        const auto decision = records::find<Decision>(tx, id);
        if (!decision) return fail(Error::Kind::not_found, "errors.not_found");
        DecisionView view;
        view.decision = *decision;
        std::vector<PartyId> parties;
        for (const store::Row row : tx.query("select * from decision_subject where decision = $1 order by party", id)) {
            parties.push_back(row.id<PartyTag>("party"));
            view.subjects.push_back({.party = parties.back(), .name = {}, .complaint = complaint_of(row)});
        }
        for (people::PartyName& one : people::names_of(tx, parties))
            if (const auto subject = std::ranges::find(view.subjects, one.id, &Subject::party);
                subject != view.subjects.end())
                subject->name = std::move(one.name);
        if (decision->charter) view.charter = records::find<Charter>(tx, decision->charter);
        view.applications = records::read_all<Application>(
            tx.query("select * from application where decision = $1 order by received, id", id));
        return view;
    });
}

Result<DecisionPage> list_decisions(Context& context, DecisionId before, int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<DecisionPage> {
        store::Query query("select * from decision where true");
        if (before) query.add(" and (day, id) < (select day, id from decision where id = ", before).add(")");
        query.add(" order by day desc, id desc limit ", limit + 1);
        DecisionPage page{.decisions = records::read_all<Decision>(tx.query(query))};
        page.more = page.decisions.size() > static_cast<std::size_t>(limit);
        if (page.more) page.decisions.pop_back();
        return page;
    });
}

std::vector<DecisionOf> decisions_about(store::Tx& tx, PartyId party) {
    std::vector<DecisionOf> all;
    std::optional<records::Columns> columns;
    for (const store::Row row :
         tx.query("select * from decision join decision_subject on decision_subject.decision = decision.id "
                  "where decision_subject.party = $1 order by decision.day desc, decision.id desc",
                  party)) {
        if (!columns) columns.emplace(records::describe<Decision>(), row);
        DecisionOf& one = all.emplace_back();
        columns->read(records::describe<Decision>(), row, &one.decision);
        one.complaint = complaint_of(row);
    }
    return all;
}

std::int64_t seats_on(store::Tx& tx, AdmittedBy organ, Date day) {
    std::vector<PartyId> seats;
    for (const people::PostHeld& post : people::posts_on(tx, day))
        if (post.organ == admitted_by_codes[static_cast<std::size_t>(organ)] &&
            std::ranges::find(seats, post.party) == seats.end())
            seats.push_back(post.party);
    return static_cast<std::int64_t>(seats.size());
}

}  // namespace caunoi::membership
