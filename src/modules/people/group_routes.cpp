// HTTP in, HTTP out for groups.
#include "modules/people/group_pages.hpp"
#include "platform/base/bytes.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

constexpr int groups_a_page = 50;

html::Url url_of(GroupId id) {
    return html::Url("/groups").part(id);
}

// "KEY_ID" of a list's way on.
template <class Position, class Tag>
std::optional<Position> position_after(std::string_view text) {
    const std::size_t line = text.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    const auto id = parse_id<Tag>(text.substr(line + 1));
    if (!id) return std::nullopt;
    return Position{.key = from_hex(text.substr(0, line)), .id = *id};
}

Result<http::Response> list_of_groups(const http::Request& request, Context& context) {
    const auto after = position_after<GroupPosition, GroupTag>(request.query_value("after"));
    return http::page(group_list_page(context, TRY(list_groups(context, after, groups_a_page))));
}

Result<http::Response> group_shown(const http::Request& request, Context& context, forms::Values added, int status) {
    GroupView view;
    view.group = TRY(find_group(context, TRY(web::id_of<GroupTag>(request))));
    const auto after = position_after<PartyPosition, PartyTag>(request.query_value("after"));
    view.members = TRY(list_members(context, view.group.id, after, groups_a_page));
    view.added = std::move(added);
    return http::page(group_page(context, view), status);
}

Result<http::Response> show_group(const http::Request& request, Context& context) {
    return group_shown(request, context, {}, 200);
}

Result<http::Response> new_group(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(group_form_page(context, {}, {.values = forms::values_of(GroupInput{})}));
}

Result<http::Response> edit_group(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Group group = TRY(find_group(context, TRY(web::id_of<GroupTag>(request))));
    const forms::State state{.version = group.version,
                             .values = forms::values_of(static_cast<const GroupInput&>(group))};
    return http::page(group_form_page(context, group.id, state));
}

Result<http::Response> save_group(const http::Request& request, Context& context, GroupId id) {
    TRY(context.require(can_record));
    return web::save_form<GroupInput>(
        request, context,
        {.check = [](const GroupInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const GroupInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return url_of(TRY(record_group(context, input)));
             TRY(change_group(context, id, version, input));
             return url_of(id);
         },
         .newest = [&]() -> Result<web::Newest<GroupInput>> {
             const Group group = TRY(find_group(context, id));
             return web::Newest<GroupInput>{group, group.version};
         },
         .page = [&](const forms::State& state) { return group_form_page(context, id, state); }});
}

Result<http::Response> create_group(const http::Request& request, Context& context) {
    return save_group(request, context, {});
}
Result<http::Response> update_group(const http::Request& request, Context& context) {
    return save_group(request, context, TRY(web::id_of<GroupTag>(request)));
}

Result<http::Response> remove_group(const http::Request& request, Context& context) {
    TRY(delete_group(context, TRY(web::id_of<GroupTag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/groups", "common.deleted");
}

Result<http::Response> group_history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const GroupId id = TRY(web::id_of<GroupTag>(request));
    const auto group = read(context, [&](store::Tx& tx) { return records::find<Group>(tx, id); });
    return web::record_history(request, context, records::describe<GroupInput>(), id.value,
                               group ? std::optional(group->name().in(context.language)) : std::nullopt, "/groups");
}

Result<http::Response> add_to_group(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const GroupId id = TRY(web::id_of<GroupTag>(request));
    Errors errors;
    const auto input = forms::read<MembersInput>(request, errors);
    std::vector<Error::Field> wrong = errors.fields();
    if (wrong.empty()) {
        const auto added = add_members(context, id, input);
        if (added) return web::see_other_with(request, url_of(id).text(), "common.saved");
        if (added.error().kind != Error::Kind::invalid) return fail(added.error());
        wrong = added.error().fields;
    }
    forms::Values typed = forms::values_of(request);
    typed.errors = std::move(wrong);
    return group_shown(request, context, std::move(typed), 422);
}

Result<http::Response> add_party_to_group(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PartyId party = TRY(web::id_of<PartyTag>(request));
    TRY(add_member(context, parse_id<GroupTag>(request.field("group")).value_or(GroupId{}), party));
    return web::see_other_with(request, party_url(party).text(), "common.saved");
}

Result<http::Response> remove_from_group(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const GroupId id = TRY(web::id_of<GroupTag>(request));
    const auto party = parse_id<PartyTag>(request.parameter("party"));
    if (!party) return fail(Error::Kind::not_found, "errors.not_found");
    TRY(remove_member(context, id, *party));
    const html::Url back = request.field("back") == "party" ? party_url(*party) : url_of(id);
    return web::see_other_with(request, back.text(), "common.saved");
}

}  // namespace

void register_group_routes(http::Router& router) {
    router.get("/groups", list_of_groups);
    router.get("/groups/new", new_group);
    router.post("/groups", create_group);
    router.get("/groups/{id}", show_group);
    router.get("/groups/{id}/edit", edit_group);
    router.post("/groups/{id}", update_group);
    router.post("/groups/{id}/delete", remove_group);
    router.get("/groups/{id}/history", group_history);
    router.post("/groups/{id}/members", add_to_group);
    router.post("/groups/{id}/members/{party}/delete", remove_from_group);
    router.post("/people/{id}/groups", add_party_to_group);
}

}  // namespace caunoi::people
