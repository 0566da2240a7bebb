// Hashes, random bytes and their text forms (libsodium).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caunoi {

std::string sha256(std::string_view data);                             // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view data);  // 32 bytes
std::string random_bytes(std::size_t count);
std::string random_token();  // 32 random bytes as base64url
std::string to_hex(std::string_view bytes);
std::string from_hex(std::string_view hex);  // "" when it is not hex
std::string to_base64url(std::string_view bytes);
std::string from_base64url(std::string_view text);  // "" when it is not base64url
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace caunoi
