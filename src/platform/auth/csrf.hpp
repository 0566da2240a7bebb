// Tokens in forms that prove that the form came from our own page. Masked anew for each response, because a compressed
// page that repeats a secret beside what an attacker chose gives the secret away (BREACH).
#pragma once

#include "platform/context/installation.hpp"

#include <string>
#include <string_view>

namespace caunoi::auth {

// `secret`: of the session; for visitors without one (the sign-in form) the random value of a cookie of their own.
std::string csrf_token(const Keys& keys, std::string_view secret);
bool csrf_token_is_right(const Keys& keys, std::string_view secret, std::string_view token);

}  // namespace caunoi::auth
