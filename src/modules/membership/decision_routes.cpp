// HTTP in, HTTP out for decisions on members and complaints against them.
#include "modules/membership/membership_pages.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

constexpr int lines_a_page = 50;
constexpr int most_waiting = 200;

DecisionKind kind_from(std::string_view text) {
    return static_cast<DecisionKind>(records::find_code(decision_kind_codes, text).value_or(0));
}

// The kind of a form, with the applicants that wait and the charter that will be asked.
Result<DecisionForm> form_of(Context& context, DecisionKind kind) {
    DecisionForm form{.id = {}, .kind = kind};
    if (kind == DecisionKind::admission)
        form.waiting = TRY(list_applications(context, {.state = State::checked}, {}, most_waiting)).applications;
    form.charter = read(context, [&](store::Tx& tx) { return charter_on(tx, context.today()); });
    return form;
}

Result<http::Response> list(const http::Request& request, Context& context) {
    const auto before = parse_id<DecisionTag>(request.query_value("before")).value_or(DecisionId{});
    return http::page(decision_list_page(context, TRY(list_decisions(context, before, lines_a_page))));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    return http::page(decision_page(context, TRY(find_decision(context, TRY(web::id_of<DecisionTag>(request))))));
}

Result<http::Response> new_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    DecisionForm form = TRY(form_of(context, kind_from(request.query_value("kind"))));
    if (const auto one = parse_id<ApplicationTag>(request.query_value("application"))) form.chosen = {*one};
    form.members = request.query_value("member");
    DecisionInput input;
    input.kind = form.kind;
    input.day = context.today();
    if (form.charter) input.organ = form.charter->admitted_by;
    input.symbol = input.organ == AdmittedBy::executive_committee ? "QĐ-BCH" : "QĐ-BTV";
    forms::Values values = forms::values_of(input);
    const std::int64_t seats = read(context, [&](store::Tx& tx) { return seats_on(tx, input.organ, context.today()); });
    values.typed["seats"] = seats > 0 ? std::to_string(seats) : std::string();
    values.typed["present"] = values.typed["in_favour"] = {};
    return http::page(decision_form_page(context, form, {.values = std::move(values)}));
}

std::vector<ApplicationId> chosen_of(const http::Request& request) {
    std::vector<ApplicationId> chosen;
    for (const auto& [name, value] : request.form)
        if (name == "application")
            if (const auto id = parse_id<ApplicationTag>(value); id && std::ranges::find(chosen, *id) == chosen.end())
                chosen.push_back(*id);
    return chosen;
}

Result<http::Response> create(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    DecisionForm form = TRY(form_of(context, kind_from(request.field("kind"))));
    form.chosen = chosen_of(request);
    form.members = request.field("members");
    return web::save_form<DecisionInput>(
        request, context,
        {.check = [](const DecisionInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const DecisionInput& input, std::int64_t) -> Result<html::Url> {
             if (input.kind == DecisionKind::admission)
                 return decision_url(TRY(decide_admission(context, input, form.chosen)));
             return decision_url(TRY(decide_end(context, input, form.members)));
         },
         .page = [&](const forms::State& state) { return decision_form_page(context, form, state); },
         .notice = "membership.decided"});
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Decision decision = TRY(find_decision(context, TRY(web::id_of<DecisionTag>(request)))).decision;
    return http::page(decision_form_page(
        context, {.id = decision.id, .kind = decision.kind},
        {.version = decision.version, .values = forms::values_of(static_cast<const DecisionInput&>(decision))}));
}

// The form holds only what may be corrected: the rest is what it was.
Result<http::Response> update(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const DecisionId id = TRY(web::id_of<DecisionTag>(request));
    const Decision decision = TRY(find_decision(context, id)).decision;
    return web::save_form<DecisionInput>(
        request, context,
        {.read =
             [&](DecisionInput& input, Errors&) {
                 const DecisionInput typed = std::exchange(input, decision);
                 input.symbol = typed.symbol;
                 input.meeting = typed.meeting;
                 input.signer = typed.signer;
                 input.reason = typed.reason;
             },
         .save = [&](const DecisionInput& input, std::int64_t version) -> Result<html::Url> {
             TRY(change_decision(context, id, version, input));
             return decision_url(id);
         },
         .newest = [&]() -> Result<web::Newest<DecisionInput>> {
             return web::Newest<DecisionInput>{decision, decision.version};
         },
         .page =
             [&](const forms::State& state) {
                 return decision_form_page(context, {.id = id, .kind = decision.kind}, state);
             }});
}

Result<std::pair<Decision, Subject>> subject_of(const http::Request& request, Context& context) {
    const DecisionView view = TRY(find_decision(context, TRY(web::id_of<DecisionTag>(request))));
    const auto party = TRY(web::id_of<PartyTag>(request, "party"));
    const auto subject = std::ranges::find(view.subjects, party, &Subject::party);
    if (subject == view.subjects.end()) return fail(Error::Kind::not_found, "errors.not_found");
    return std::pair(view.decision, *subject);
}

Result<http::Response> complaint_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const auto [decision, subject] = TRY(subject_of(request, context));
    return http::page(complaint_form_page(context, decision, subject, {.values = forms::values_of(subject.complaint)}));
}

Result<http::Response> save_complaint(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const auto found = TRY(subject_of(request, context));
    const Decision& decision = found.first;
    const Subject& subject = found.second;
    return web::save_form<ComplaintInput>(
        request, context,
        {.save = [&](const ComplaintInput& input, std::int64_t) -> Result<html::Url> {
             TRY(record_complaint(context, decision.id, subject.party, input));
             return decision_url(decision.id);
         },
         .page = [&](const forms::State& state) { return complaint_form_page(context, decision, subject, state); }});
}

// "complaint.outcome": its word; a day as people read it.
std::string complaint_word(Language language, std::string_view part, const std::string& canonical) {
    const records::Description& description = records::describe<ComplaintInput>();
    const records::Field* field = records::find_field(description, part.substr(part.find('.') + 1));
    return field ? forms::readable(language, *field, canonical) : canonical;
}

Result<http::Response> history(const http::Request& request, Context& context) {
    const Decision decision = TRY(find_decision(context, TRY(web::id_of<DecisionTag>(request)))).decision;
    return web::history_page(request, context,
                             {.description = records::describe<DecisionInput>(),
                              .record = decision.id.value,
                              .title = decision_name(context.language, decision),
                              .back = decision_url(decision.id),
                              .words = [&](std::vector<records::Change>& changes) {
                                  for (records::Change& change : changes)
                                      if (change.field.starts_with("complaint."))
                                          for (std::string* value : {&change.before, &change.after})
                                              *value = complaint_word(context.language, change.field, *value);
                              }});
}

}  // namespace

void register_decision_routes(http::Router& router) {
    router.get("/decisions", list);
    router.get("/decisions/new", new_form);
    router.post("/decisions", create);
    router.get("/decisions/{id}", show);
    router.get("/decisions/{id}/edit", edit_form);
    router.post("/decisions/{id}", update);
    router.get("/decisions/{id}/complaints/{party}", complaint_form);
    router.post("/decisions/{id}/complaints/{party}", save_complaint);
    router.get("/decisions/{id}/history", history);
}

}  // namespace caunoi::membership
