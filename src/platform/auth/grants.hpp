// What a partner or an agency may see: single records granted to its body. Lists ask for it inside their SQL.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"

#include <string_view>
#include <vector>

namespace caunoi::auth {

enum class Level { view, comment };  // text codes "view", "comment"
std::span<const std::string_view> codes(Level);
std::string_view code_labels(Level);

struct Grant {
    std::string kind;
    std::int64_t record = 0;
    PartyId body;
    Level level = Level::view;
    Time since;
};

// The caller has checked the right to share the record. Writes a history line on the record. Granting twice changes the
// level.
void grant(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record, PartyId body,
           Level level);
bool revoke(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record, PartyId body);
// For a record that is deleted, in its transaction: ids are never used again, but a restored record has its old one,
// and who may see it then is decided anew. One history line for all.
void revoke_all(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record);
std::vector<Grant> grants_of(store::Tx& tx, std::string_view kind, std::int64_t record);
bool granted(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record);

// Does an account act for this body, or is a record granted to it? Then it cannot be deleted.
bool refers_to(store::Tx& tx, PartyId body);

// Table for list SQL: access_grant(kind text, record bigint, body bigint, level text, since bigint),
// primary key (kind, record, body), index (body, kind, record).

}  // namespace caunoi::auth
