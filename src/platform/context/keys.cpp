// Keys of one installation: libsodium, one master key file, a derived key for each purpose.
#include "platform/base/bytes.hpp"
#include "platform/context/installation.hpp"

#include <sodium.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace caunoi {

namespace {

constexpr std::size_t key_bytes = 32;

void write_new_key(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        if (errno == EEXIST) return;  // another process was quicker: its key is read below
        throw std::system_error(errno, std::generic_category(), "cannot create " + file.string());
    }
    const std::string line = to_hex(random_bytes(key_bytes)) + "\n";
    const bool written =
        ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written) throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

Keys Keys::open(const std::filesystem::path& directory) {
    const auto file = directory / "master.key";
    if (!std::filesystem::exists(file)) write_new_key(file);
    std::ifstream in(file);
    std::string hex;
    if (!std::getline(in, hex)) throw std::runtime_error("cannot read " + file.string());
    std::string master = from_hex(hex);
    if (master.size() != key_bytes) throw std::runtime_error(file.string() + " does not hold 64 hexadecimal digits");
    return Keys(std::move(master));
}

std::string Keys::derive(std::string_view purpose) const {
    return hmac_sha256(master_, purpose);
}

std::string Keys::encrypt(std::string_view purpose, std::string_view plain, std::string_view context) const {
    const std::string key = derive(purpose);
    std::string sealed = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const std::string nonce = sealed;
    sealed.resize(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + nonce.size(), nullptr, bytes(plain), plain.size(),
                                               bytes(context), context.size(), nullptr, bytes(nonce), bytes(key));
    return sealed;
}

std::string Keys::decrypt(std::string_view purpose, std::string_view sealed, std::string_view context) const {
    constexpr std::size_t overhead =
        crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealed.size() < overhead) throw std::runtime_error("an encrypted value is too short");
    const std::string key = derive(purpose);
    const std::string_view nonce = sealed.substr(0, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const std::string_view body = sealed.substr(nonce.size());
    std::string plain(sealed.size() - overhead, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, bytes(body), body.size(),
                                                   bytes(context), context.size(), bytes(nonce), bytes(key)) != 0)
        throw std::runtime_error("an encrypted value was changed, or the key file is not the one it was written with");
    return plain;
}

}  // namespace caunoi
