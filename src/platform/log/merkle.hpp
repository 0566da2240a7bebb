// The tree of RFC 6962 (certificate transparency) as pure functions: hashes in, hashes out, no database. A hash is 32
// bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::log {

using Proof = std::vector<std::string>;

std::string leaf_hash(std::string_view data);                          // SHA-256(0x00 ‖ data)
std::string node_hash(std::string_view left, std::string_view right);  // SHA-256(0x01 ‖ left ‖ right)
std::string tree_root(std::span<const std::string> leaf_hashes);       // of no leaves: SHA-256 of nothing

// The right edge of a tree: the roots of its complete subtrees, largest first. Enough to append and to know the root,
// so that sealing costs the new lines and not the old ones.
class Frontier {
public:
    Frontier() = default;
    // From what bytes() wrote. nullopt when it does not fit the size.
    static std::optional<Frontier> restore(std::int64_t size, std::string_view bytes);

    void append(std::string leaf);
    [[nodiscard]] std::int64_t size() const { return size_; }
    [[nodiscard]] std::string root() const;
    [[nodiscard]] std::string bytes() const;

private:
    std::int64_t size_ = 0;
    std::vector<std::string> subtrees_;
};

// Shows that leaf `index` is in the tree of these leaves: the siblings on the way to the root, lowest first.
Proof inclusion_proof(std::span<const std::string> leaf_hashes, std::size_t index);
bool includes(std::string_view leaf, std::int64_t index, std::int64_t size, const Proof& proof, std::string_view root);

// Shows that the tree of the first `old_size` leaves is the beginning of the tree of all of them.
Proof consistency_proof(std::span<const std::string> leaf_hashes, std::size_t old_size);
bool continues(std::int64_t old_size, std::string_view old_root, std::int64_t new_size, std::string_view new_root,
               const Proof& proof);

}  // namespace caunoi::log
