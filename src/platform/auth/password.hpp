// Passwords: argon2id, and which ones are refused.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/auth/lane.hpp"
#include "platform/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::auth {

// The lane of this process: as many at once as it has cores, 64 waiting. Memory and cores belong to the process, so it
// has one lane however many databases it serves.
Lane& hashing_lane();
// `conflict` "auth.too_busy" when too many are waiting.
Result<Lane::Place> enter_hashing_lane();

std::string hash_password(const Lane::Place& place, std::string_view password);
// Takes the same time when `hash` is "" (nobody of that name, or no password yet): it hashes against a dummy.
bool verify_password(const Lane::Place& place, std::string_view hash, std::string_view password);
bool needs_rehash(std::string_view hash);
// A hash of 32 random bytes that were thrown away, at today's cost.
std::string_view dummy_hash();

// Length, and not one of the commonest; no rules about kinds of characters (NIST SP 800-63B §5.1.1.2).
void check_password(std::string_view password, std::string_view field, Errors& errors);
// The same, and not the account's name, full name or address.
void check_password(std::string_view password, const Account& account, std::string_view field, Errors& errors);

}  // namespace caunoi::auth
