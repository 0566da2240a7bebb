// Sessions and one-time links as rows.
#pragma once

#include "platform/auth/sessions.hpp"

#include <string>
#include <string_view>

namespace caunoi::auth::session_store {

inline constexpr std::chrono::hours idle_limit(12);
inline constexpr std::chrono::hours absolute_limit(30 * 24);
inline constexpr std::chrono::minutes touch_interval(5);

std::string hash_of(std::string_view secret);
// Ends the visitor's running session, if any, and begins one for the account. Returns the secret.
std::string begin(store::Tx& tx, const Context& context, AccountId account, const Client& client);
void end_all(store::Tx& tx, AccountId account, SessionId except = {});

}  // namespace caunoi::auth::session_store
