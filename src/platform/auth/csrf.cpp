#include "platform/auth/csrf.hpp"

#include "platform/base/bytes.hpp"

namespace caunoi::auth {

namespace {

constexpr std::size_t mac_bytes = 32;

std::string mac_of(const Keys& keys, std::string_view secret) {
    return hmac_sha256(keys.derive("csrf"), secret);
}

std::string masked(std::string_view bytes, std::string_view pad) {
    std::string out(bytes);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ pad[i]);
    return out;
}

}  // namespace

std::string csrf_token(const Keys& keys, std::string_view secret) {
    const std::string pad = random_bytes(mac_bytes);
    return to_base64url(pad + masked(mac_of(keys, secret), pad));
}

bool csrf_token_is_right(const Keys& keys, std::string_view secret, std::string_view token) {
    const std::string bytes = from_base64url(token);
    if (secret.empty() || bytes.size() != 2 * mac_bytes) return false;
    const std::string_view all(bytes);
    return equal_in_constant_time(masked(all.substr(mac_bytes), all.substr(0, mac_bytes)), mac_of(keys, secret));
}

}  // namespace caunoi::auth
