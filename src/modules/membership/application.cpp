#include "modules/membership/application.hpp"

#include "modules/membership/charter.hpp"
#include "platform/mail/mail.hpp"
#include "platform/search/search.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

using people::MemberKind;
using people::Sort;

// System fields stand in no comparison: what the office says of an application is told as parts of its line.
records::Parts steps(const Application& before, const Application& after) {
    records::Parts parts;
    const auto add = [&](std::string_view field, std::string was, std::string is) {
        if (was != is) parts.push_back({std::string(field), std::move(was), std::move(is)});
    };
    add("state", std::string(codes(before.state)[static_cast<std::size_t>(before.state)]),
        std::string(codes(after.state)[static_cast<std::size_t>(after.state)]));
    add("state_note", before.state_note, after.state_note);
    return parts;
}

// What the charter in force has no kind of members for cannot be asked for.
void check_charter(store::Tx& tx, const ApplicationInput& input, Errors& errors) {
    const auto charter = charter_on(tx, input.received);
    if (!charter) return;
    if ((input.kind == MemberKind::organisational && !charter->organisational) ||
        (input.kind == MemberKind::associate && !charter->associate) ||
        (input.kind == MemberKind::honorary && !charter->honorary))
        errors.add("kind", "membership.error.kind_not_in_charter");
}

constexpr std::int64_t most_from_page = 100;  // a day

std::int64_t applied_on(store::Tx& tx, Date day) {
    return tx.integer("select count(*) from application where received = $1 and channel = $2", to_text(day),
                      Channel::page);
}

Result<ApplicationId> insert(Context& context, const ApplicationInput& input, Channel channel) {
    Errors errors;
    records::check_limits(records::describe<ApplicationInput>(), &input, errors);
    check(input, errors);
    if (input.received.ok() && input.received > context.today())
        errors.add("received", "membership.error.in_the_future");
    TRY(std::move(errors).result());
    return write(context, [&](store::Tx& tx) -> Result<ApplicationId> {
        if (channel == Channel::page && applied_on(tx, input.received) >= most_from_page)
            return fail(Error::Kind::conflict, "membership.error.too_many_today");
        Errors wrong;
        check_charter(tx, input, wrong);
        TRY(std::move(wrong).result());
        Application application{input};
        application.channel = channel;
        application.state_on = input.received;
        return records::create(tx, context, application, application.name(Language::vi));
    });
}

Result<Application> find_open(store::Tx& tx, ApplicationId id, std::int64_t version) {
    Application application = TRY(records::find_version<Application>(tx, id, version));
    if (!application.open()) return fail(Error::Kind::conflict, "membership.error.application_closed");
    return application;
}

}  // namespace

void check(const ApplicationInput& input, Errors& errors) {
    if (input.name_vi.empty() && input.name_zh.empty()) errors.add("name_vi", "people.error.no_name");
    if (!input.received.ok()) errors.add("received", "form.required");
    if (input.sort == Sort::person) {
        if (input.kind == MemberKind::organisational) errors.add("kind", "people.error.organisational_needs_body");
        if (!input.born.known()) errors.add("born", "form.required");
        if (input.born.known() && input.received.ok()) {
            // Full legal capacity at eighteen (Civil Code 2015 art. 20): a minor could not bind himself to the charter.
            const std::chrono::year_month_day grown{input.born.first.year() + std::chrono::years(18),
                                                    input.born.first.month(), input.born.first.day()};
            if (input.born.first > input.received)
                errors.add("born", "membership.error.in_the_future");
            else if (grown > input.received)
                errors.add("born", "membership.error.too_young");
        }
        if (!input.representative.empty())
            errors.add("representative", "membership.error.person_has_no_representative");
    } else {
        if (input.kind == MemberKind::official) errors.add("kind", "membership.error.body_is_organisational");
        if (input.representative.empty()) errors.add("representative", "form.required");
        if (input.born.known()) errors.add("born", "membership.error.body_is_not_born");
    }
    if (!input.email.empty() && !mail::plausible_address(input.email)) errors.add("email", "form.not_an_email");
    if (input.address.empty()) errors.add("address", "form.required");
    if (!input.consent) errors.add("consent", "membership.error.consent_missing");
}

Result<ApplicationId> record_application(Context& context, const ApplicationInput& input) {
    TRY(context.require(can_record));
    return insert(context, input, Channel::paper);
}

Result<ApplicationId> apply(Context& context, ApplicationInput input) {
    input.received = context.today();
    input.note.clear();  // the office's own
    if (input.phone.empty() && input.email.empty()) {
        Errors errors;
        errors.add("phone", "membership.error.no_way_to_answer");
        return fail(std::move(errors).result().error());
    }
    return insert(context, input, Channel::page);
}

Result<void> change_application(Context& context, ApplicationId id, std::int64_t version,
                                const ApplicationInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Application before = TRY(find_open(tx, id, version));
        Errors errors;
        check_charter(tx, input, errors);
        TRY(std::move(errors).result());
        Application after = before;
        static_cast<ApplicationInput&>(after) = input;
        return records::change(tx, context, before, after, after.name(Language::vi));
    });
}

Result<void> set_state(Context& context, ApplicationId id, std::int64_t version, const StateInput& input) {
    TRY(context.require(can_record));
    Errors errors;
    records::check_limits(records::describe<StateInput>(), &input, errors);
    if (input.state == State::received || input.state == State::admitted)
        errors.add("state", "form.unknown_choice");  // nobody goes back to the start, and only a decision admits
    else if (input.state != State::checked && input.note.empty())
        errors.add("note", "membership.error.step_needs_reason");
    TRY(std::move(errors).result());
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Application before = TRY(find_open(tx, id, version));
        if (input.state == State::refused && before.state != State::checked)
            return fail(Error::Kind::conflict, "membership.error.not_checked");
        Application after = before;
        after.state = input.state;
        after.state_on = context.today();
        after.state_note = input.note;
        return records::change(tx, context, before, after, after.name(Language::vi), steps(before, after));
    });
}

Result<void> identify(Context& context, ApplicationId id, std::int64_t version, PartyId party) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Application before = TRY(find_open(tx, id, version));
        std::vector<people::PartyName> names;
        if (party) names = people::names_of(tx, std::span(&party, 1));
        if (party && names.empty()) return fail(Error::Kind::not_found, "errors.not_found");
        Application after = before;
        after.party = party;
        const std::string name = names.empty() ? std::string() : names.front().name.in(Language::vi);
        return records::change(tx, context, before, after, after.name(Language::vi), {{"party", "", name}});
    });
}

Result<Application> find_application(Context& context, ApplicationId id) {
    TRY(context.require(can_view));
    auto application = read(context, [&](store::Tx& tx) { return records::find<Application>(tx, id); });
    if (!application) return fail(Error::Kind::not_found, "errors.not_found");
    for (std::string* value : {&application->phone, &application->email, &application->address})
        *value = people::masked(*value);
    // Of the birth the year alone, which is what the office judges by.
    if (application->born.known())
        application->born = parse_partial_date(to_text(application->born).substr(0, 4)).value_or(PartialDate{});
    return *std::move(application);
}

Result<Application> reveal_application(Context& context, ApplicationId id) {
    TRY(context.require(people::can_reveal));
    TRY(context.require(can_view));
    return write(context, [&](store::Tx& tx) -> Result<Application> {
        auto application = records::find<Application>(tx, id);
        if (!application) return fail(Error::Kind::not_found, "errors.not_found");
        records::write_history(tx, context, "reveal", records::describe<ApplicationInput>(), id.value,
                               application->name(Language::vi), {});
        return *std::move(application);
    });
}

Result<ApplicationPage> list_applications(Context& context, const ApplicationFilter& filter, ApplicationId before,
                                          int limit) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<ApplicationPage> {
        store::Query query("select * from application where true");
        if (filter.state)
            query.add(" and state = ", *filter.state);
        else if (!filter.all)
            query.add(" and state in ('received', 'incomplete', 'checked')");
        if (before)
            query.add(" and (received, id) < (select received, id from application where id = ", before).add(")");
        query.add(" order by received desc, id desc limit ", limit + 1);
        ApplicationPage page{.applications = records::read_all<Application>(tx.query(query))};
        page.more = page.applications.size() > static_cast<std::size_t>(limit);
        if (page.more) page.applications.pop_back();
        return page;
    });
}

std::vector<people::PartyName> alike(store::Tx& tx, const Application& application) {
    constexpr int most = 5;
    std::vector<PartyId> ids;
    for (const std::string* name : {&application.name_vi, &application.name_zh})
        if (!name->empty())
            for (const std::int64_t id : search::find_records(tx, "party", *name, most))
                if (ids.size() < most && std::ranges::find(ids, PartyId{id}) == ids.end()) ids.push_back(PartyId{id});
    return people::names_of(tx, ids);
}

std::vector<Application> applications_in(store::Tx& tx, std::span<const ApplicationId> ids) {
    store::Query query("select * from application where id in (0");
    for (const ApplicationId id : ids) query.add(", ", id);
    return records::read_all<Application>(tx.query(query.add(") order by received, id")));
}

void close(store::Tx& tx, const Context& context, const Application& application, PartyId party, DecisionId decision,
           Date day) {
    Application after = application;
    after.state = State::admitted;
    after.state_on = day;
    after.state_note.clear();
    after.party = party;
    after.decision = decision;
    if (!records::change(tx, context, application, after, after.name(Language::vi), steps(application, after)))
        throw std::logic_error("an application changed inside the transaction that read it");
}

}  // namespace caunoi::membership
