// The card with which a single record is shown to a partner or an agency, and to whom it is shown.
#pragma once

#include "modules/people/people.hpp"
#include "platform/auth/grants.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <vector>

namespace caunoi::people {

struct Sharing {
    std::vector<auth::Grant> grants = {};
    std::vector<PartyName> bodies = {};  // that it can be shown to; names of those it is shown to
};
// Empty for who may not share.
Sharing sharing_of(Context& context, Permission permission, std::string_view kind, std::int64_t record);
// `hint` says what partners see of such a record.
void write_sharing(html::Writer& w, const Context& context, const html::Url& record, const Sharing& sharing,
                   std::string_view hint);
// What the card's forms ask for; the caller has checked the permission and that the record exists.
Result<http::Response> share(const http::Request& request, Context& context, std::string_view kind, std::int64_t record,
                             const html::Url& page);
Result<http::Response> unshare(const http::Request& request, Context& context, std::string_view kind,
                               std::int64_t record, const html::Url& page);

}  // namespace caunoi::people
