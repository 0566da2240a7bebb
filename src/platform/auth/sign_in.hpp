// What signing in by password and by link share.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/context/context.hpp"

#include <string_view>

namespace caunoi::auth {

void refuse_inside_transaction(const Context& context);
// A history line written by the account itself: before the sign-in is done the context's actor is still a stranger.
void log_as(store::Tx& tx, const Context& context, const Account& account, std::string_view action);

}  // namespace caunoi::auth
