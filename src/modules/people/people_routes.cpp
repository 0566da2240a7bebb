// HTTP in, HTTP out for persons, bodies and terms.
#include "modules/people/group_pages.hpp"
#include "modules/people/party_pages.hpp"
#include "modules/people/people_export.hpp"
#include "modules/people/relationship_pages.hpp"
#include "modules/people/unit_pages.hpp"
#include "modules/people/writing_pages.hpp"
#include "platform/base/bytes.hpp"
#include "platform/search/search.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

constexpr int lines_a_page = 50;
constexpr int most_ties = 100;    // on the page of one end
constexpr int most_groups = 200;  // to choose from

std::vector<PreparePart>& parts() {
    static std::vector<PreparePart> registered;  // filled at the start, only read afterwards
    return registered;
}

template <class E>
std::optional<E> code_from(std::string_view text) {
    const auto index = records::find_code(codes(E{}), text);
    if (!index) return std::nullopt;
    return static_cast<E>(*index);
}

TypedFilter custom_filter_of(const http::Request& request) {
    TypedFilter typed;
    for (const auto& [name, value] : request.query)
        if (name.starts_with("custom_") && !value.empty()) typed.insert_or_assign(name, value);
    return typed;
}

PartyFilter filter_of(const http::Request& request) {
    TypedFilter custom = custom_filter_of(request);
    return {.sort = code_from<Sort>(request.query_value("sort")),
            .relation = code_from<Relation>(request.query_value("relation")),
            .text = std::string(request.query_value("q")),
            .on_roll = parse_date(request.query_value("on_roll")).value_or(Date{}),
            .member_kind = std::string(request.query_value("member_kind")),
            .group = parse_id<GroupTag>(request.query_value("group")).value_or(GroupId{}),
            .order = code_from<Order>(request.query_value("order")),
            .report = std::string(request.query_value("report")),
            .custom = std::move(custom)};
}

std::optional<PartyPosition> position_of(std::string_view text) {
    const std::size_t line = text.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    const auto id = parse_id<PartyTag>(text.substr(line + 1));
    if (!id) return std::nullopt;
    return PartyPosition{.key = from_hex(text.substr(0, line)), .id = *id};
}

Result<http::Response> list(const http::Request& request, Context& context) {
    PartyListView view{.filter = filter_of(request)};
    view.page = TRY(list_parties(context, view.filter, position_of(request.query_value("after")), lines_a_page));
    view.groups = TRY(list_groups(context, {}, most_groups)).groups;
    view.custom = TRY(custom_columns(context, view.filter, view.page.lines, Personal::covered));
    return http::page(party_list_page(context, view));
}

std::vector<CustomField> fields_to_ask(Context& context, Sort sort) {
    return active_fields(read(context, [](store::Tx& tx) { return custom_fields(tx); }), sort);
}

void fill_links(store::Tx& tx, const Context& context, PartyView& view) {
    const PartyRow& row = view.party.row;
    view.fields = custom_fields(tx);
    if (row.unit)
        for (UnitName& unit : unit_names(tx, std::span(&row.unit, 1))) view.unit = std::move(unit);
    if (row.sort != Sort::body) return;
    view.successions = successions_of(tx, row.id);
    if (context.may(can_record)) view.bodies = bodies(tx, context.language, 500);
}

Result<http::Response> page_of(Context& context, PartyView view, int status) {
    view.writings = TRY(writings_of(context, view.party.row.id));
    view.sharing = sharing_of(context, can_share, "party", view.party.row.id.value);
    if (context.may(can_view)) {
        view.posts = TRY(posts_of(context, view.party.row.id));
        view.terms = TRY(list_terms(context));
        read(context, [&](store::Tx& tx) {
            view.former_memberships = former_memberships(tx, view.party.row.id);
            for (const PreparePart prepare : parts())
                if (Part part = prepare(tx, context, view.party.row.id)) view.parts.push_back(std::move(part));
        });
        view.relationships = TRY(relationships_of(context, view.party.row.id, most_ties));
        view.groups = TRY(groups_of(context, view.party.row.id));
        if (context.may(can_record)) view.all_groups = TRY(list_groups(context, {}, most_groups)).groups;
        read(context, [&](store::Tx& tx) { fill_links(tx, context, view); });
    }
    return http::page(party_page(context, view), status);
}

Result<http::Response> show(const http::Request& request, Context& context) {
    PartyView view;
    view.party = TRY(find_party(context, TRY(web::id_of<PartyTag>(request))));
    return page_of(context, std::move(view), 200);
}

Result<http::Response> reveal(const http::Request& request, Context& context) {
    PartyView view;
    view.party = TRY(reveal_party(context, TRY(web::id_of<PartyTag>(request))));
    view.revealed = true;
    return page_of(context, std::move(view), 200);
}

Result<http::Response> new_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Sort sort = code_from<Sort>(request.query_value("sort")).value_or(Sort::person);
    PartyInput empty;
    if (sort == Sort::body) empty.relation = Relation::partner;
    return http::page(
        party_form_page(context, {}, sort, fields_to_ask(context, sort), {.values = forms::values_of(empty)}));
}

// The form shows telephone number and the like as they are, so opening it is a reveal.
Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Party party = TRY(reveal_party(context, TRY(web::id_of<PartyTag>(request))));
    forms::State state{.version = party.row.version, .values = forms::values_of(party.input)};
    fill_form(state.values, party.input.custom);
    return http::page(
        party_form_page(context, party.row.id, party.row.sort, fields_to_ask(context, party.row.sort), state));
}

Result<http::Response> save(const http::Request& request, Context& context, PartyId id) {
    TRY(context.require(can_record));
    const Sort sort = code_from<Sort>(request.field("sort")).value_or(Sort::person);
    const std::vector<CustomField> fields = fields_to_ask(context, sort);
    return web::save_form<PartyInput>(
        request, context,
        {.read = [&](PartyInput& input, Errors& errors) { read_custom(fields, request, input.custom, errors); },
         .parts =
             [](const PartyInput& theirs, const PartyInput& yours) {
                 return custom_changes(theirs.custom, merged(theirs.custom, yours.custom));
             },
         .check = [&](const PartyInput& input, Errors& errors) { check(input, sort, errors); },
         .save = [&](const PartyInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return party_url(TRY(record_party(context, sort, input)));
             TRY(change_party(context, id, version, input));
             return party_url(id);
         },
         .newest = [&]() -> Result<web::Newest<PartyInput>> {
             const Party party = TRY(reveal_party(context, id));
             return web::Newest<PartyInput>{party.input, party.row.version};
         },
         .page = [&](const forms::State& state) { return party_form_page(context, id, sort, fields, state); },
         .notice = id ? "common.saved" : "people.recorded",
         .words = custom_words(context.language, fields, Personal::shown)});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<PartyTag>(request)));
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_party(context, TRY(web::id_of<PartyTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/people", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    const auto [names, fields] =
        read(context, [&](store::Tx& tx) { return std::pair(names_of(tx, std::span(&id, 1)), custom_fields(tx)); });
    const records::Words of_writings = writing_words(context.language);
    const records::Words of_fields = custom_words(context.language, fields, Personal::covered);
    return web::record_history(request, context, records::describe<PartyInput>(), id.value,
                               names.empty() ? std::nullopt : std::optional(names.front().name.in(context.language)),
                               "/people", [&](std::vector<records::Change>& changes) {
                                   of_writings(changes);
                                   of_fields(changes);
                                   put_ties_in_words(context.language, changes);
                               });
}

Result<http::Response> export_csv(const http::Request& request, Context& context) {
    return TRY(export_parties(context, filter_of(request))).finish("people.csv");
}

Result<http::Response> add_post(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    Errors errors;
    const auto input = forms::read<PostInput>(request, errors);
    std::vector<Error::Field> wrong = errors.fields();
    if (wrong.empty()) {
        const auto created = record_post(context, id, input);
        if (created) return web::see_other_with(request, party_url(id).text(), "common.saved");
        if (created.error().kind != Error::Kind::invalid) return fail(created.error());
        wrong = created.error().fields;
    }
    PartyView view;
    view.party = TRY(find_party(context, id));
    view.post_values = forms::values_of(request);
    view.post_values.errors = std::move(wrong);
    return page_of(context, std::move(view), 422);
}

Result<http::Response> add_succession(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    Errors errors;
    const auto input = forms::read<SuccessionInput>(request, errors);
    std::vector<Error::Field> wrong = errors.fields();
    if (wrong.empty()) {
        const auto recorded = record_succession(context, id, input);
        if (recorded) return web::see_other_with(request, party_url(id).text(), "common.saved");
        if (recorded.error().kind != Error::Kind::invalid) return fail(recorded.error());
        wrong = recorded.error().fields;
    }
    PartyView view;
    view.party = TRY(find_party(context, id));
    view.succession_values = forms::values_of(request);
    view.succession_values.errors = std::move(wrong);
    return page_of(context, std::move(view), 422);
}

Result<http::Response> drop_succession(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    const auto before = parse_id<PartyTag>(request.parameter("body"));
    if (!before) return fail(Error::Kind::not_found, "errors.not_found");
    TRY(remove_succession(context, id, *before));
    return web::see_other_with(request, party_url(id).text(), "common.saved");
}

Result<http::Response> finish_post(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PostId id = TRY(web::id_of<PostTag>(request));
    PostInput input;
    Errors errors;
    records::parse_field(*records::find_field(records::describe<PostInput>(), "to"), &input, request.field("to"),
                         errors);
    TRY(std::move(errors).result());
    TRY(end_post(context, id, input.to));
    const auto party =
        read(context, [&](store::Tx& tx) { return PartyId{tx.integer("select party from post where id = $1", id)}; });
    return web::see_other_with(request, party_url(party).text(), "common.saved");
}

Result<http::Response> share_party(const http::Request& request, Context& context) {
    TRY(context.require(can_share));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    TRY(find_party(context, id));
    return share(request, context, "party", id.value, party_url(id));
}
Result<http::Response> unshare_party(const http::Request& request, Context& context) {
    TRY(context.require(can_share));
    const PartyId id = TRY(web::id_of<PartyTag>(request));
    return unshare(request, context, "party", id.value, party_url(id));
}

}  // namespace

void register_part(PreparePart prepare) {
    if (std::ranges::find(parts(), prepare) == parts().end()) parts().push_back(prepare);
}

void register_routes(http::Router& router) {
    router.get("/people", list);
    router.get("/people.csv", export_csv);
    router.get("/people/new", new_form);
    router.post("/people", create);
    router.get("/people/{id}", show);
    router.get("/people/{id}/edit", edit_form);
    router.post("/people/{id}", update);
    router.post("/people/{id}/reveal", reveal);
    router.post("/people/{id}/delete", remove);
    router.get("/people/{id}/history", history);
    router.post("/people/{id}/posts", add_post);
    router.post("/people/{id}/grants", share_party);
    router.post("/people/{id}/grants/{body}/delete", unshare_party);
    router.post("/people/{id}/successions", add_succession);
    router.post("/people/{id}/successions/{body}/delete", drop_succession);
    router.post("/posts/{id}/end", finish_post);
    register_writing_routes(router);
    register_relationship_routes(router);
    register_group_routes(router);
    register_unit_routes(router);
    register_custom_field_routes(router);
    register_term_routes(router);
}

namespace {
std::vector<search::Title> titles_of(store::Tx& tx, Language reader, std::span<const std::int64_t> records) {
    std::vector<PartyId> ids;
    for (const std::int64_t record : records) ids.push_back({record});
    std::vector<search::Title> titles;
    for (const PartyName& one : names_of(tx, ids))
        titles.push_back(search::title_of(one.id.value, spoken(reader, one.name.vi, one.name.zh, one.name.en)));
    return titles;
}
}  // namespace

void register_search() {
    search::register_source({.kind = "party",
                             .permission = can_view,
                             .path = "/people",
                             .label = "people.one",
                             .rebuild = reindex_all,
                             .titles = titles_of,
                             .grants_titles_only = true,
                             .weight = 1});
    register_unit_search();
}

}  // namespace caunoi::people
