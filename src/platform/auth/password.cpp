#include "platform/auth/password.hpp"

#include "platform/auth/common_passwords.hpp"
#include "platform/base/text.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>
#include <thread>

namespace caunoi::auth {

namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 64U << 20U;
constexpr unsigned waiting = 64;
constexpr std::size_t shortest = 10;
constexpr std::size_t longest = 200;

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium cannot be started");
}

bool same(std::string_view folded_password, std::string_view text) {
    return !text.empty() && folded_password == to_lower(text);
}

}  // namespace

Lane& hashing_lane() {
    static Lane lane(std::max(1U, std::thread::hardware_concurrency()), waiting);
    return lane;
}

Result<Lane::Place> enter_hashing_lane() {
    auto place = hashing_lane().enter();
    if (!place) return fail(Error::Kind::conflict, "auth.too_busy");
    return std::move(*place);
}

std::string_view dummy_hash() {
    return "$argon2id$v=19$m=65536,t=2,p=1$wunwunT+aaf9yA+WITCe6Q$EvTK5CMvY6FqWdmm8l8Z+U7/oUqRO2GP2xUO9sLyrYQ";
}

std::string hash_password(const Lane::Place& place, std::string_view password) {
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int failed = place.run([&] {
        return crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                                     crypto_pwhash_ALG_ARGON2ID13);
    });
    if (failed != 0) throw std::bad_alloc();
    return hash.data();
}

bool verify_password(const Lane::Place& place, std::string_view hash, std::string_view password) {
    start_sodium();
    const std::string stored(hash.empty() ? dummy_hash() : hash);
    const bool right =
        place.run([&] { return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0; });
    return right && !hash.empty();
}

bool needs_rehash(std::string_view hash) {
    start_sodium();
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), passes, memory_bytes) != 0;
}

void check_password(std::string_view password, std::string_view field, Errors& errors) {
    const std::size_t length = code_points(password);
    if (length < shortest) return errors.add(field, "auth.password_short", {{"min", std::to_string(shortest)}});
    if (length > longest) return errors.add(field, "auth.password_long", {{"max", std::to_string(longest)}});
    const std::string folded = to_lower(password);
    if (std::ranges::find(common_passwords, std::string_view(folded)) != std::end(common_passwords))
        errors.add(field, "auth.password_common");
}

void check_password(std::string_view password, const Account& account, std::string_view field, Errors& errors) {
    check_password(password, field, errors);
    const std::string folded = to_lower(password);
    if (same(folded, account.name) || same(folded, account.full_name) || same(folded, account.email))
        errors.add(field, "auth.password_is_name");
}

}  // namespace caunoi::auth
