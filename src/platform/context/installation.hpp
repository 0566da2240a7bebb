// Facts of this running installation, wired once in src/app and never changed afterwards.
#pragma once

#include "platform/context/permission.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi {

// The master key file and what is derived from it. Each purpose has a key of its own, so that one that leaks opens
// nothing else. The file lies beside the data, not in plain backups.
class Keys {
public:
    explicit Keys(std::string master) : master_(std::move(master)) {}
    // Reads DIR/master.key, or makes it (mode 0600). Throws when it is unreadable or has a wrong length.
    static Keys open(const std::filesystem::path& directory);

    [[nodiscard]] std::string derive(std::string_view purpose) const;  // 32 bytes
    // XChaCha20-Poly1305 with a random nonce in front. `context` binds a value to its place (record and field).
    [[nodiscard]] std::string encrypt(std::string_view purpose, std::string_view plain, std::string_view context) const;
    // Throws std::runtime_error when the key is wrong or the value was changed.
    [[nodiscard]] std::string decrypt(std::string_view purpose, std::string_view sealed,
                                      std::string_view context) const;

private:
    std::string master_;
};

struct MenuItem {
    std::string_view group;  // translation key: "menu.work", …
    std::string_view path;   // "/activities"
    std::string_view icon;
    std::string_view label;  // translation key
    Permission permission;
    char shortcut = 0;            // g, then this letter
    std::string_view brief = {};  // translation key of a shorter label for the bottom bar of phones
};

struct Installation {
    std::filesystem::path data;  // files, keys, backups, spool
    Keys keys{std::string(32, '\0')};
    std::vector<MenuItem> menu;  // of the modules that are built; what is not built is absent
    std::string public_url;      // "https://…" for links in mail and canonical addresses; "" uses the request's host
    bool demonstration = false;  // pages say that the data are samples
};

}  // namespace caunoi
