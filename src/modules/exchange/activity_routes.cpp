// HTTP in, HTTP out for activities. Rules and permissions are in activity.cpp.
#include "modules/exchange/activity_export.hpp"
#include "modules/exchange/activity_labels.hpp"
#include "modules/exchange/activity_pages.hpp"
#include "modules/exchange/activity_store.hpp"
#include "platform/base/text.hpp"
#include "platform/http/router.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/search/search.hpp"
#include "platform/web/file_route.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::exchange {

namespace {

constexpr int lines_a_page = 50;

html::Url url_of(ActivityId id) {
    return html::Url("/activities").part(id);
}

template <class E>
std::optional<E> code_from(const http::Request& request, std::string_view name) {
    const auto index = records::find_code(codes(E{}), request.query_value(name));
    if (!index) return std::nullopt;
    return static_cast<E>(*index);
}

// A filter that is misspelt in the address is left out rather than refused: addresses are edited by hand and shared.
ActivityFilter filter_of(const http::Request& request) {
    ActivityFilter filter{
        .text = std::string(request.query_value("q")),
        .direction = code_from<Direction>(request, "direction"),
        .kind = code_from<ActivityKind>(request, "kind"),
        .state = code_from<ActivityState>(request, "state"),
        .gate = parse_id<people::PlaceId::tag>(request.query_value("gate")).value_or(people::PlaceId{}),
        .without_direction = request.query_value("direction") == "none",
        .without_gate = request.query_value("gate") == "none",
        .sides = code_from<Sides>(request, "sides"),
        .party = parse_id<PartyTag>(request.query_value("party")).value_or(PartyId{}),
        .from = records::parse_day(request.query_value("from")).value_or(Date{}),
        .to = records::parse_day(request.query_value("to")).value_or(Date{}),
        .across = request.query_value("dating") == "across",
        .counted = std::string(request.query_value("counted")),
        .unit = code_from<PeopleUnit>(request, "unit"),
        .report = std::string(request.query_value("report"))};
    // A year is a short way to write its first and last day, and it wins over days that stood in the form before.
    const auto year = parse_partial_date(request.query_value("year"));
    if (year && precision(*year) == Precision::year) {
        filter.from = year->first;
        filter.to = year->last;
    }
    return filter;
}

// "2023-06-01_1234567"
std::optional<Position> position_of(std::string_view text) {
    const std::size_t line = text.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    const auto date = parse_date(text.substr(0, line));
    const auto id = parse_id<ActivityTag>(text.substr(line + 1));
    if (!date || !id) return std::nullopt;
    return Position{.date = to_text(*date), .id = *id};
}

// Rows in which anything was typed, in their order.
std::vector<RosterRow> roster_of(const http::Request& request) {
    std::vector<RosterRow> rows;
    for (int i = 0; request.has_field(fmt::format("roster.{}.name", i)); ++i) {
        const auto cell = [&](std::string_view field) {
            return clean_line(request.field(fmt::format("roster.{}.{}", i, field)));
        };
        RosterRow row{.name = cell("name"),
                      .other_name = cell("other_name"),
                      .title = cell("title"),
                      .side = cell("side"),
                      .role = cell("role")};
        if (!row.name.empty() || !row.other_name.empty() || !row.title.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ParticipantInput> participants_of(const std::vector<RosterRow>& rows, Errors& errors) {
    std::vector<ParticipantInput> participants;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ParticipantInput& input = participants.emplace_back();
        const auto parse = [&](std::string_view name, const std::string& typed) {
            if (name == "name" && typed.empty()) return;  // check() says so, with the row
            Errors of_field;
            const records::Description& description = records::describe<ParticipantInput>();
            records::parse_field(*records::find_field(description, name), &input, typed, of_field);
            for (const Error::Field& error : of_field.fields())
                errors.add(fmt::format("roster.{}.{}", i, name), error.key, error.arguments);
        };
        parse("name", rows[i].name);
        parse("other_name", rows[i].other_name);
        parse("title", rows[i].title);
        parse("side", rows[i].side);
        parse("role", rows[i].role);
    }
    return participants;
}

std::vector<RosterRow> rows_of(const std::vector<Participant>& roster) {
    std::vector<RosterRow> rows;
    for (const Participant& row : roster)
        rows.push_back({.name = row.name,
                        .other_name = row.other_name,
                        .title = row.title,
                        .side = std::string(people::side_codes[static_cast<std::size_t>(row.side)]),
                        .role = std::string(role_codes[static_cast<std::size_t>(row.role)])});
    return rows;
}

std::vector<people::Place> gates_of(Context& context) {
    return read(context, [](store::Tx& tx) { return people::gates(tx); });
}

// What the form offers to choose from.
void fill_choices(Context& context, ActivityForm& form) {
    constexpr int most_persons = 300;
    form.gates = gates_of(context);
    if (context.may(people::can_view))
        form.persons =
            read(context, [&](store::Tx& tx) { return people::persons(tx, context.language, most_persons); });
}

// "Nguyễn Văn A · Chủ tịch (head, vn)" → "… (Trưởng đoàn, Việt Nam)". What does not end in known codes stays as it was.
void put_codes_into_words(Language language, std::string& row) {
    const std::size_t open = row.rfind(" (");
    if (open == std::string::npos || !row.ends_with(')')) return;
    const std::string_view inside = std::string_view(row).substr(open + 2, row.size() - open - 3);
    const std::size_t comma = inside.find(", ");
    if (comma == std::string_view::npos) return;
    const auto role = records::find_code(role_codes, inside.substr(0, comma));
    const auto side = records::find_code(people::side_codes, inside.substr(comma + 2));
    if (!role || !side) return;
    std::string words = fmt::format("{}, {}", label(language, static_cast<Role>(*role)),
                                    label(language, static_cast<people::Side>(*side)));
    row.replace(open + 2, inside.size(), words);
}

// Names of gates for their ids, and the codes of a roster's rows.
records::Words words_of(Context& context) {
    return [&context](std::vector<records::Change>& changes) {
        const auto of_gate = [](const records::Change& change) { return change.field == "gate"; };
        const auto gates = std::ranges::any_of(changes, of_gate) ? gates_of(context) : std::vector<people::Place>{};
        for (records::Change& change : changes) {
            for (std::string* value : {&change.before, &change.after}) {
                if (change.field.starts_with("roster.")) put_codes_into_words(context.language, *value);
                if (!of_gate(change)) continue;
                const auto id = parse_id<people::PlaceId::tag>(*value);
                const auto gate = std::ranges::find(gates, id.value_or(people::PlaceId{}), &people::Place::id);
                if (gate != gates.end()) *value = gate->name.in(context.language);
            }
        }
    };
}

Result<http::Response> list(const http::Request& request, Context& context) {
    ActivityListView view{.filter = filter_of(request)};
    view.page = TRY(list_activities(context, view.filter, position_of(request.query_value("after")),
                                    position_of(request.query_value("before")), lines_a_page));
    view.gates = gates_of(context);
    if (view.filter.party && context.may(can_view))
        view.party =
            read(context, [&](store::Tx& tx) { return people::names_of(tx, std::span(&view.filter.party, 1)); });
    return http::page(activity_list_page(context, view));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    ActivityView view{.details = TRY(find_activity(context, id))};
    view.files = read(context, [&](store::Tx& tx) { return files::list_of(tx, "activity", id.value); });
    view.sharing = people::sharing_of(context, can_share, "activity", id.value);
    return http::page(activity_page(context, view));
}

// Filled member by member: GCC 12 destroys the finished members of an inner aggregate twice when a later initialiser of
// the outer one throws, as gates_of() does when the database is away.
Result<http::Response> new_form(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    ActivityForm form;
    form.state.values = forms::values_of(ActivityInput{});
    fill_choices(context, form);
    return http::page(activity_form_page(context, form));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const ActivityDetails details = TRY(find_activity(context, TRY(web::id_of<ActivityTag>(request))));
    ActivityForm form{.id = details.activity.id};
    form.state.version = details.activity.version;
    form.state.values = forms::values_of(static_cast<const ActivityInput&>(details.activity));
    form.roster = rows_of(details.roster);
    fill_choices(context, form);
    return http::page(activity_form_page(context, form));
}

Result<http::Response> save(const http::Request& request, Context& context, ActivityId id) {
    TRY(context.require(can_record));
    std::vector<RosterRow> rows = roster_of(request);
    std::vector<ParticipantInput> roster;
    return web::save_form<ActivityInput>(
        request, context,
        {.check =
             [&](const ActivityInput& input, Errors& errors) {
                 roster = participants_of(rows, errors);
                 check(input, roster, context.today(), errors);
             },
         .save = [&](const ActivityInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return url_of(TRY(record_activity(context, input, roster)));
             TRY(change_activity(context, id, version, input, roster));
             return url_of(id);
         },
         .newest = [&]() -> Result<web::Newest<ActivityInput>> {
             const ActivityDetails theirs = TRY(find_activity(context, id));
             return web::Newest<ActivityInput>{theirs.activity, theirs.activity.version};
         },
         .page =
             [&](const forms::State& state) {
                 ActivityForm form{.id = id};
                 form.state = state;
                 form.roster = std::move(rows);
                 fill_choices(context, form);
                 return activity_form_page(context, form);
             },
         .notice = id ? "common.saved" : "exchange.recorded",
         .words = words_of(context)});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<ActivityTag>(request)));
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_activity(context, TRY(web::id_of<ActivityTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/activities", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    const auto activity = read(context, [&](store::Tx& tx) { return records::find<Activity>(tx, id); });
    return web::record_history(request, context, records::describe<Activity>(), id.value,
                               activity ? std::optional(activity->title(context.language)) : std::nullopt,
                               "/activities", words_of(context));
}

Result<http::Response> export_csv(const http::Request& request, Context& context) {
    return TRY(export_activities(context, filter_of(request))).finish("activities.csv");
}

Result<http::Response> add_files(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    TRY(find_activity(context, id));
    std::vector<files::Content> contents;
    for (const http::Upload& upload : request.uploads) {
        if (upload.bytes == 0 && upload.name.empty()) continue;  // an empty file input
        contents.push_back(TRY(
            files::put(context, {.path = upload.path, .name = upload.name, .bytes = upload.bytes}, files::documents)));
    }
    attach_files(context, id, contents);
    return web::see_other_with(request, url_of(id).text(), "exchange.files_added");
}

Result<http::Response> remove_file(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    const auto file = parse_id<files::FileId::tag>(request.parameter("file"));
    if (!file) return fail(Error::Kind::not_found, "errors.not_found");
    TRY(detach_file(context, id, *file));
    return web::see_other_with(request, url_of(id).text(), "common.saved");
}

Result<http::Response> share(const http::Request& request, Context& context) {
    TRY(context.require(can_share));
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    TRY(find_activity(context, id));
    return people::share(request, context, "activity", id.value, url_of(id));
}

Result<http::Response> unshare(const http::Request& request, Context& context) {
    TRY(context.require(can_share));
    const ActivityId id = TRY(web::id_of<ActivityTag>(request));
    return people::unshare(request, context, "activity", id.value, url_of(id));
}

}  // namespace

void register_routes(http::Router& router) {
    router.get("/activities", list);
    router.get("/activities.csv", export_csv);
    router.get("/activities/new", new_form);
    router.post("/activities", create);
    router.get("/activities/{id}", show);
    router.get("/activities/{id}/edit", edit_form);
    router.post("/activities/{id}", update);
    router.post("/activities/{id}/delete", remove);
    router.get("/activities/{id}/history", history);
    router.post("/activities/{id}/files", add_files);
    router.post("/activities/{id}/files/{file}/delete", remove_file);
    router.post("/activities/{id}/grants", share);
    router.post("/activities/{id}/grants/{body}/delete", unshare);
    register_import_routes(router);
}

void register_references() {
    people::register_reference(activity_store::names);
}

namespace {
std::vector<Offer>& registered_offers() {
    static std::vector<Offer> registered;  // filled at the start, only read afterwards
    return registered;
}
}  // namespace

void register_offer(const Offer& offer) {
    for (const Offer& known : registered_offers())
        if (known.path == offer.path) return;  // a second installation in one process: tests
    registered_offers().push_back(offer);
}
const std::vector<Offer>& offers() {
    return registered_offers();
}

void register_files() {
    web::register_file_kind("activity", [](Context& context, std::int64_t record) -> Result<void> {
        TRY(find_activity(context, ActivityId{record}));
        return {};
    });
}

namespace {
std::vector<search::Title> titles_of(store::Tx& tx, Language reader, std::span<const std::int64_t> records) {
    std::vector<ActivityId> ids;
    for (const std::int64_t record : records) ids.push_back({record});
    std::vector<search::Title> titles;
    for (const Activity& one : activities_with(tx, ids))
        titles.push_back(search::title_of(one.id.value, spoken(reader, one.title_vi, one.title_zh, one.title_en)));
    return titles;
}
}  // namespace

void register_search() {
    search::register_source({.kind = "activity",
                             .permission = can_view,
                             .path = "/activities",
                             .label = "exchange.one",
                             .rebuild = reindex_all,
                             .titles = titles_of,
                             .weight = 2});
}

}  // namespace caunoi::exchange
