#include "modules/people/sharing.hpp"

#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/pipeline.hpp"

#include <algorithm>

namespace caunoi::people {

using html::Writer;
using i18n::tr;

Sharing sharing_of(Context& context, Permission permission, std::string_view kind, std::int64_t record) {
    if (!context.may(permission)) return {};
    return read(context, [&](store::Tx& tx) {
        return Sharing{.grants = auth::grants_of(tx, kind, record), .bodies = bodies(tx, context.language, 500)};
    });
}

void write_sharing(Writer& w, const Context& context, const html::Url& record, const Sharing& sharing,
                   std::string_view hint) {
    const Language language = context.language;
    const auto name = [&](PartyId body) {
        const auto found = std::ranges::find(sharing.bodies, body, &PartyName::id);
        return found == sharing.bodies.end() ? to_text(body) : found->name.in(language);
    };
    html::begin_card(w, tr(language, "people.shared"));
    w.tag("div").element("p", "text-2", tr(language, hint));
    w.tag("ul", "rows");
    for (const auth::Grant& grant : sharing.grants) {
        w.tag("li").tag("div", "g").text(name(grant.body)).end();
        html::post_form(w, context, html::Url(record).part("grants").part(grant.body).part("delete"));
        html::submit(w, tr(language, "people.unshare"), false);
        w.end().end();
    }
    w.end();
    html::post_form(w, context, html::Url(record).part("grants"));
    std::vector<html::Option> options;
    for (const PartyName& body : sharing.bodies)
        options.push_back({.value = to_text(body.id), .text = body.name.in(language)});
    html::select_field(w, language,
                       {.name = "body", .label = std::string(tr(language, "people.share_with")), .required = true},
                       options);
    html::submit(w, tr(language, "people.share"), false);
    w.end().end();
    html::end_card(w);
}

Result<http::Response> share(const http::Request& request, Context& context, std::string_view kind, std::int64_t record,
                             const html::Url& page) {
    const auto body = parse_id<PartyTag>(request.field("body"));
    if (!body)
        return fail(
            {.kind = Error::Kind::invalid, .key = "form.please_correct", .fields = {{"body", "form.required"}}});
    write(context, [&](store::Tx& tx) { auth::grant(tx, context, kind, record, *body, auth::Level::view); });
    return web::see_other_with(request, page.text(), "people.shared_now");
}

Result<http::Response> unshare(const http::Request& request, Context& context, std::string_view kind,
                               std::int64_t record, const html::Url& page) {
    const auto body = parse_id<PartyTag>(request.parameter("body"));
    if (!body) return fail(Error::Kind::not_found, "errors.not_found");
    write(context, [&](store::Tx& tx) { auth::revoke(tx, context, kind, record, *body); });
    return web::see_other_with(request, page.text(), "common.saved");
}

}  // namespace caunoi::people
