// libsodium behind the five operations we need of it.
#include "platform/base/bytes.hpp"

#include <sodium.h>

#include <stdexcept>

namespace caunoi {
namespace {

// Makes the random source and the fastest code of this processor ready; a second call does nothing.
void require_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("libsodium cannot be initialised: no source of random bytes");
}

const unsigned char* as_bytes(std::string_view data) {
    return reinterpret_cast<const unsigned char*>(data.data());
}
unsigned char* as_bytes(std::string& data) {
    return reinterpret_cast<unsigned char*>(data.data());
}

}  // namespace

std::string sha256(std::string_view data) {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(as_bytes(hash), as_bytes(data), data.size());
    return hash;
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    crypto_auth_hmacsha256_state state;
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, as_bytes(key), key.size());
    crypto_auth_hmacsha256_update(&state, as_bytes(data), data.size());
    crypto_auth_hmacsha256_final(&state, as_bytes(mac));
    return mac;
}

std::string random_bytes(std::size_t count) {
    require_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token() {
    return to_base64url(random_bytes(32));
}

std::string to_hex(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), as_bytes(bytes), bytes.size());
    hex.pop_back();  // libsodium writes the final zero
    return hex;
}

std::string from_hex(std::string_view hex) {
    std::string bytes(hex.size() / 2, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int status = sodium_hex2bin(as_bytes(bytes), bytes.size(), hex.data(), hex.size(), nullptr, &size, &end);
    if (status != 0 || end != hex.data() + hex.size()) return {};
    bytes.resize(size);
    return bytes;
}

std::string to_base64url(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), as_bytes(bytes), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::string from_base64url(std::string_view text) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int status =
        sodium_base642bin(as_bytes(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &end, variant);
    if (status != 0 || end != text.data() + text.size()) return {};
    bytes.resize(size);
    return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace caunoi
