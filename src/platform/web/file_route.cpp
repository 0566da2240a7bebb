#include "platform/web/file_route.hpp"

#include "platform/base/bytes.hpp"
#include "platform/exports/attachment.hpp"
#include "platform/files/files.hpp"

#include <map>

namespace caunoi::web {

namespace {

std::map<std::string_view, MaySee>& kinds() {
    static std::map<std::string_view, MaySee> registered;  // filled at the start, only read afterwards
    return registered;
}

bool may_see(Context& context, const files::Place& place) {
    const auto kind = kinds().find(place.kind);
    return kind != kinds().end() && kind->second(context, place.record);
}

Result<http::Response> serve(const http::Request& request, Context& context) {
    const auto id = parse_id<files::FileId::tag>(request.parameter("id"));
    if (!id) return fail(Error::Kind::not_found, "errors.not_found");
    const auto places = read(context, [&](store::Tx& tx) { return files::places_of(tx, *id); });
    if (std::ranges::none_of(places, [&](const files::Place& place) { return may_see(context, place); }))
        return fail(Error::Kind::not_found, "errors.not_found");
    const files::Opened file = TRY(files::open(context, *id));
    http::Response response;
    response.type = file.type;
    response.etag = '"' + to_hex(file.sha256).substr(0, 32) + '"';
    response.body = http::FileBody{.path = file.path};
    const bool image = file.type.starts_with("image/");
    // What a stranger may see is the same for everybody: a browser need not fetch it again with each page.
    response.for_everybody = !context.actor.signed_in();
    response.add("Content-Disposition", image ? std::string("inline") : exports::attachment(file.name));
    return response;
}

}  // namespace

void register_file_kind(std::string_view record_kind, MaySee may_see_record) {
    kinds()[record_kind] = may_see_record;
}

void register_file_route(http::Router& router) {
    // Everybody may knock: pictures of published articles are public, and the record decides.
    router.get("/files/{id}", serve, http::Door::everybody);
}

}  // namespace caunoi::web
