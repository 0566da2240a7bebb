// HTTP in, HTTP out for the writings of a name.
#include "modules/people/party_store.hpp"
#include "modules/people/writing_pages.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

Result<NamedParty> named(Context& context, PartyId id) {
    const Party party = TRY(find_party(context, id));
    return NamedParty{.id = id, .sort = party.row.sort, .name = party.name()};
}

Result<http::Response> new_writing(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const NamedParty of = TRY(named(context, TRY(web::id_of<PartyTag>(request))));
    return http::page(writing_form_page(context, of, {}, {.values = forms::values_of(WritingInput{})}));
}

Result<http::Response> edit_writing(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Writing writing = TRY(find_writing(context, TRY(web::id_of<WritingTag>(request))));
    const NamedParty of = TRY(named(context, writing.owner));
    const forms::State state{.version = writing.version,
                             .values = forms::values_of(static_cast<const WritingInput&>(writing))};
    return http::page(writing_form_page(context, of, writing.id, state));
}

Result<http::Response> save_writing(const http::Request& request, Context& context, PartyId party,
                                    const Writing& before) {
    const WritingId id = before.id;  // none: a new one
    TRY(context.require(can_record));
    const NamedParty of = TRY(named(context, party));
    const Origin origin = request.field("suggested") == "yes" ? Origin::suggested : Origin::typed;
    return web::save_form<WritingInput>(
        request, context,
        {.check = [&](const WritingInput& input,
                      Errors& errors) { check(with_parts_following(before, input), errors); },
         .save = [&](const WritingInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) {
                 TRY(record_writing(context, party, input, origin));
             } else {
                 TRY(change_writing(context, id, version, input));
             }
             return party_url(party);
         },
         .newest = [&]() -> Result<web::Newest<WritingInput>> {
             const Writing writing = TRY(find_writing(context, id));
             return web::Newest<WritingInput>{writing, writing.version};
         },
         .page = [&](const forms::State& state) { return writing_form_page(context, of, id, state); }});
}

Result<http::Response> create_writing(const http::Request& request, Context& context) {
    return save_writing(request, context, TRY(web::id_of<PartyTag>(request)), Writing{});
}
Result<http::Response> update_writing(const http::Request& request, Context& context) {
    const Writing writing = TRY(find_writing(context, TRY(web::id_of<WritingTag>(request))));
    return save_writing(request, context, writing.owner, writing);
}

Result<http::Response> confirm(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Writing writing = TRY(find_writing(context, TRY(web::id_of<WritingTag>(request))));
    TRY(confirm_writing(context, writing.id));
    return web::see_other_with(request, party_url(writing.owner).text(), "common.saved");
}

Result<http::Response> remove_writing(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Writing writing = TRY(find_writing(context, TRY(web::id_of<WritingTag>(request))));
    TRY(delete_writing(context, writing.id, web::version_of(request)));
    return web::see_other_with(request, party_url(writing.owner).text(), "common.deleted");
}

// The picker starts from the Vietnamese name; a body's name is not written syllable by syllable.
Result<NamedParty> to_pick_for(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    NamedParty of = TRY(named(context, TRY(web::id_of<PartyTag>(request))));
    if (of.sort != Sort::person || of.name.vi.empty()) return fail(Error::Kind::not_found, "errors.not_found");
    return of;
}

Result<http::Response> picker(const http::Request& request, Context& context) {
    const NamedParty of = TRY(to_pick_for(request, context));
    return http::page(character_picker_page(context, of, of.name.vi, false));
}

Result<http::Response> pick(const http::Request& request, Context& context) {
    const NamedParty of = TRY(to_pick_for(request, context));
    const std::string name = picked_name(request, of.name.vi);
    if (name.empty()) return http::page(character_picker_page(context, of, of.name.vi, true), 422);
    TRY(record_writing(context, of.id, {.kind = Script::zh_hans, .text = name}, Origin::suggested));
    return web::see_other_with(request, party_url(of.id).text(), "common.saved");
}

}  // namespace

void register_writing_routes(http::Router& router) {
    router.get("/people/{id}/writings/new", new_writing);
    router.post("/people/{id}/writings", create_writing);
    router.get("/people/{id}/writings/pick", picker);
    router.post("/people/{id}/writings/pick", pick);
    router.get("/writings/{id}/edit", edit_writing);
    router.post("/writings/{id}", update_writing);
    router.post("/writings/{id}/confirm", confirm);
    router.post("/writings/{id}/delete", remove_writing);
}

}  // namespace caunoi::people
