#include "platform/log/merkle.hpp"

#include "platform/base/bytes.hpp"

#include <bit>
#include <utility>

namespace caunoi::log {

namespace {

constexpr std::size_t hash_bytes = 32;

// Where a tree of `size` leaves is divided: the largest power of two below the size.
std::size_t split_of(std::size_t size) {
    return std::bit_floor(size - 1);
}

void add_consistency(std::span<const std::string> leaves, std::size_t old_size, bool old_root_is_known, Proof& proof) {
    if (old_size == leaves.size()) {
        if (!old_root_is_known) proof.push_back(tree_root(leaves));
        return;
    }
    const std::size_t split = split_of(leaves.size());
    if (old_size <= split) {
        add_consistency(leaves.first(split), old_size, old_root_is_known, proof);
        proof.push_back(tree_root(leaves.subspan(split)));
    } else {
        add_consistency(leaves.subspan(split), old_size - split, false, proof);
        proof.push_back(tree_root(leaves.first(split)));
    }
}

// Drops the levels on which `node` is a left end without a sibling to its right, together with `last`.
void climb_past_lonely_ends(std::uint64_t& node, std::uint64_t& last) {
    while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
    }
}

}  // namespace

std::string leaf_hash(std::string_view data) {
    std::string bytes(1, '\x00');
    bytes += data;
    return sha256(bytes);
}

std::string node_hash(std::string_view left, std::string_view right) {
    std::string bytes(1, '\x01');
    bytes.append(left).append(right);
    return sha256(bytes);
}

std::string tree_root(std::span<const std::string> leaf_hashes) {
    Frontier frontier;
    for (const std::string& leaf : leaf_hashes) frontier.append(leaf);
    return frontier.root();
}

std::optional<Frontier> Frontier::restore(std::int64_t size, std::string_view bytes) {
    if (size < 0) return std::nullopt;
    const auto count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
    if (bytes.size() != count * hash_bytes) return std::nullopt;
    Frontier frontier;
    frontier.size_ = size;
    for (std::size_t i = 0; i < count; ++i) frontier.subtrees_.emplace_back(bytes.substr(i * hash_bytes, hash_bytes));
    return frontier;
}

void Frontier::append(std::string leaf) {
    // Each trailing one of the size is a complete subtree as large as what has grown so far: like the carry of an
    // addition.
    for (auto bits = static_cast<std::uint64_t>(size_); (bits & 1) != 0; bits >>= 1) {
        leaf = node_hash(subtrees_.back(), leaf);
        subtrees_.pop_back();
    }
    subtrees_.push_back(std::move(leaf));
    ++size_;
}

std::string Frontier::root() const {
    if (subtrees_.empty()) return sha256("");
    std::string root = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = node_hash(subtrees_[i], root);
    return root;
}

std::string Frontier::bytes() const {
    std::string bytes;
    for (const std::string& subtree : subtrees_) bytes += subtree;
    return bytes;
}

Proof inclusion_proof(std::span<const std::string> leaf_hashes, std::size_t index) {
    if (index >= leaf_hashes.size() || leaf_hashes.size() == 1) return {};
    const std::size_t split = split_of(leaf_hashes.size());
    const auto left = leaf_hashes.first(split);
    const auto right = leaf_hashes.subspan(split);
    Proof proof = index < split ? inclusion_proof(left, index) : inclusion_proof(right, index - split);
    proof.push_back(tree_root(index < split ? right : left));
    return proof;
}

// RFC 9162, 2.1.3.2.
bool includes(std::string_view leaf, std::int64_t index, std::int64_t size, const Proof& proof, std::string_view root) {
    if (index < 0 || index >= size) return false;
    auto node = static_cast<std::uint64_t>(index);
    auto last = static_cast<std::uint64_t>(size - 1);
    std::string hash(leaf);
    for (const std::string& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            if ((node & 1) == 0) climb_past_lonely_ends(node, last);
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

Proof consistency_proof(std::span<const std::string> leaf_hashes, std::size_t old_size) {
    Proof proof;
    if (old_size > 0 && old_size < leaf_hashes.size()) add_consistency(leaf_hashes, old_size, true, proof);
    return proof;
}

// RFC 9162, 2.1.4.2.
bool continues(std::int64_t old_size, std::string_view old_root, std::int64_t new_size, std::string_view new_root,
               const Proof& proof) {
    if (old_size < 0 || old_size > new_size) return false;
    if (old_size == new_size) return proof.empty() && old_root == new_root;
    if (old_size == 0) return proof.empty() && old_root == sha256("");

    auto node = static_cast<std::uint64_t>(old_size - 1);
    auto last = static_cast<std::uint64_t>(new_size - 1);
    while ((node & 1) != 0) {
        node >>= 1;
        last >>= 1;
    }
    // A complete old tree is a subtree of the new one, so that the proof need not repeat its root.
    std::size_t used = 0;
    if (!std::has_single_bit(static_cast<std::uint64_t>(old_size)) && proof.empty()) return false;
    std::string old_hash =
        std::has_single_bit(static_cast<std::uint64_t>(old_size)) ? std::string(old_root) : proof[used++];
    std::string new_hash = old_hash;
    for (; used < proof.size(); ++used) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            old_hash = node_hash(proof[used], old_hash);
            new_hash = node_hash(proof[used], new_hash);
            if ((node & 1) == 0) climb_past_lonely_ends(node, last);
        } else {
            new_hash = node_hash(new_hash, proof[used]);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace caunoi::log
