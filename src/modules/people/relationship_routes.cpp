// HTTP in, HTTP out for relationships; their list stands on the pages of both ends.
#include "modules/people/party_named.hpp"
#include "modules/people/relationship_pages.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

Result<RelationshipForm> form_at(Context& context, PartyId end, RelationshipId id, forms::State state) {
    const Party party = TRY(find_party(context, end));
    RelationshipForm form;
    form.end = {.id = end, .sort = party.row.sort, .name = party.name()};
    form.id = id;
    form.names = read(context, [&](store::Tx& tx) { return names_to_type(tx, context.language); });
    form.state = std::move(state);
    return form;
}

// The end on whose page it was opened; the first one for somebody who came otherwise.
PartyId end_asked_for(std::string_view text, const Relationship& one) {
    const auto end = parse_id<PartyTag>(text);
    return end && *end == one.other ? one.other : one.party;
}

Result<http::Response> new_relationship(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const PartyId end = TRY(web::id_of<PartyTag>(request));
    forms::State state;
    state.values = forms::values_of(RelationshipInput{});
    const RelationshipForm form = TRY(form_at(context, end, {}, std::move(state)));
    return http::page(relationship_form_page(context, form));
}

Result<http::Response> edit_relationship(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Relationship one = TRY(find_relationship(context, TRY(web::id_of<RelationshipTag>(request))));
    const PartyId end = end_asked_for(request.query_value("end"), one);
    forms::State state{.version = one.version, .values = {}};
    state.values =
        forms::values_of(read(context, [&](store::Tx& tx) { return input_from(tx, context.language, one, end); }));
    const RelationshipForm form = TRY(form_at(context, end, one.id, std::move(state)));
    return http::page(relationship_form_page(context, form));
}

Result<http::Response> save_relationship(const http::Request& request, Context& context, PartyId end,
                                         RelationshipId id) {
    TRY(context.require(can_record));
    RelationshipForm form = TRY(form_at(context, end, id, {}));
    return web::save_form<RelationshipInput>(
        request, context,
        {.check = [](const RelationshipInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const RelationshipInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) {
                 TRY(record_relationship(context, end, input));
             } else {
                 TRY(change_relationship(context, id, version, end, input));
             }
             return party_url(end);
         },
         .newest = [&]() -> Result<web::Newest<RelationshipInput>> {
             const Relationship one = TRY(find_relationship(context, id));
             return web::Newest<RelationshipInput>{
                 read(context, [&](store::Tx& tx) { return input_from(tx, context.language, one, end); }), one.version};
         },
         .page =
             [&](const forms::State& state) {
                 form.state = state;
                 return relationship_form_page(context, form);
             }});
}

Result<http::Response> create_relationship(const http::Request& request, Context& context) {
    return save_relationship(request, context, TRY(web::id_of<PartyTag>(request)), {});
}
Result<http::Response> update_relationship(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Relationship one = TRY(find_relationship(context, TRY(web::id_of<RelationshipTag>(request))));
    return save_relationship(request, context, end_asked_for(request.field("end"), one), one.id);
}

Result<http::Response> remove_relationship(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Relationship one = TRY(find_relationship(context, TRY(web::id_of<RelationshipTag>(request))));
    TRY(delete_relationship(context, one.id, web::version_of(request)));
    return web::see_other_with(request, party_url(one.party).text(), "common.deleted");
}

// Names for the ids of both ends; who was deleted is said to be.
records::Words words_for_ends(Context& context) {
    return [&context](std::vector<records::Change>& changes) {
        std::vector<std::string*> values;
        for (records::Change& change : changes)
            if (change.field == "party" || change.field == "other")
                for (std::string* value : {&change.before, &change.after})
                    if (!value->empty()) values.push_back(value);
        std::vector<PartyId> ids;
        for (const std::string* value : values) ids.push_back(parse_id<PartyTag>(*value).value_or(PartyId{}));
        const auto names = read(context, [&](store::Tx& tx) { return names_of(tx, ids); });
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto name = std::ranges::find(names, ids[i], &PartyName::id);
            *values[i] = name == names.end() ? std::string(i18n::tr(context.language, "history.deleted_record"))
                                             : name->name.in(context.language);
        }
    };
}

Result<http::Response> relationship_history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const RelationshipId id = TRY(web::id_of<RelationshipTag>(request));
    const auto [one, names] = read(context, [&](store::Tx& tx) {
        const auto found = records::find<Relationship>(tx, id);
        return std::pair(found, found ? names_of(tx, std::array{found->party}) : std::vector<PartyName>());
    });
    const bool there = one && !names.empty();
    return web::history_page(request, context,
                             {.description = records::describe<Relationship>(),
                              .record = id.value,
                              .title = there ? names.front().name.in(context.language)
                                             : std::string(i18n::tr(context.language, "history.deleted_record")),
                              .back = there ? party_url(one->party) : html::Url("/people"),
                              .words = words_for_ends(context)});
}

}  // namespace

void register_relationship_routes(http::Router& router) {
    router.get("/people/{id}/relationships/new", new_relationship);
    router.post("/people/{id}/relationships", create_relationship);
    router.get("/relationships/{id}/edit", edit_relationship);
    router.post("/relationships/{id}", update_relationship);
    router.post("/relationships/{id}/delete", remove_relationship);
    router.get("/relationships/{id}/history", relationship_history);
}

}  // namespace caunoi::people
