// The tree against the published vectors of certificate transparency, and against itself for every size up to 200.
#include "platform/log/merkle.hpp"

#include "platform/base/bytes.hpp"

#include <gtest/gtest.h>

namespace caunoi::log {
namespace {

std::vector<std::string> published_leaves() {
    std::vector<std::string> leaves;
    for (const std::string_view hex :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
        leaves.push_back(leaf_hash(from_hex(hex)));
    return leaves;
}

std::vector<std::string> numbered_leaves(std::size_t count) {
    std::vector<std::string> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash("leaf " + std::to_string(i)));
    return leaves;
}

std::vector<std::string> hex_of(const Proof& proof) {
    std::vector<std::string> hex;
    for (const std::string& hash : proof) hex.push_back(to_hex(hash));
    return hex;
}

TEST(Merkle, RootsArePublishedOnes) {
    const std::array<std::string_view, 9> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    const auto leaves = published_leaves();
    for (std::size_t size = 0; size < roots.size(); ++size)
        EXPECT_EQ(to_hex(tree_root(std::span(leaves).first(size))), roots[size]) << "size " << size;
}

TEST(Merkle, InclusionProofsArePublishedOnes) {
    const auto leaves = published_leaves();
    EXPECT_TRUE(inclusion_proof(std::span(leaves).first(1), 0).empty());
    EXPECT_EQ(hex_of(inclusion_proof(leaves, 0)),
              (std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex_of(inclusion_proof(std::span(leaves).first(3), 2)),
              (std::vector<std::string>{"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}));
    EXPECT_EQ(hex_of(inclusion_proof(std::span(leaves).first(5), 1)),
              (std::vector<std::string>{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, ConsistencyProofsArePublishedOnes) {
    const auto leaves = published_leaves();
    EXPECT_TRUE(consistency_proof(std::span(leaves).first(1), 1).empty());
    EXPECT_EQ(hex_of(consistency_proof(leaves, 1)),
              (std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex_of(consistency_proof(leaves, 6)),
              (std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex_of(consistency_proof(std::span(leaves).first(5), 2)),
              (std::vector<std::string>{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, FrontierComesBackFromItsBytesAndRefusesOthers) {
    const auto leaves = numbered_leaves(200);
    Frontier frontier;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        auto restored = Frontier::restore(frontier.size(), frontier.bytes());
        ASSERT_TRUE(restored.has_value());
        frontier = *restored;
        frontier.append(leaves[i]);
        ASSERT_EQ(frontier.root(), tree_root(std::span(leaves).first(i + 1)));
    }
    EXPECT_FALSE(Frontier::restore(frontier.size() + 1, frontier.bytes()));
    EXPECT_FALSE(Frontier::restore(frontier.size(), frontier.bytes().substr(1)));
    EXPECT_FALSE(Frontier::restore(-1, ""));
}

TEST(Merkle, EveryLeafOfEveryTreeIsProvedAndNoOther) {
    const auto leaves = numbered_leaves(200);
    for (std::size_t size = 1; size <= leaves.size(); size += 1 + size / 50) {
        const auto tree = std::span(leaves).first(size);
        const std::string root = tree_root(tree);
        const auto count = static_cast<std::int64_t>(size);
        for (std::size_t index = 0; index < size; index += 1 + size / 12) {
            const auto at = static_cast<std::int64_t>(index);
            Proof proof = inclusion_proof(tree, index);
            ASSERT_TRUE(includes(leaves[index], at, count, proof, root)) << index << " of " << size;
            EXPECT_FALSE(includes(leaves[(index + 1) % 200], at, count, proof, root));
            EXPECT_FALSE(includes(leaves[index], at, count, proof, leaf_hash("another tree")));
            if (size > 1) {
                EXPECT_FALSE(includes(leaves[index], (at + 1) % count, count, proof, root)) << index << " of " << size;
            }
            proof.push_back(root);
            EXPECT_FALSE(includes(leaves[index], at, count, proof, root));
            proof.pop_back();
            if (proof.empty()) continue;
            proof.back()[7] = static_cast<char>(proof.back()[7] ^ 1);
            EXPECT_FALSE(includes(leaves[index], at, count, proof, root));
            proof.pop_back();
            EXPECT_FALSE(includes(leaves[index], at, count, proof, root));
        }
    }
    EXPECT_FALSE(includes(leaves[0], 0, 0, {}, tree_root({})));
    EXPECT_FALSE(includes(leaves[0], -1, 1, {}, leaves[0]));
}

TEST(Merkle, EveryTreeContinuesItsBeginningsAndNoOther) {
    const auto leaves = numbered_leaves(200);
    auto rewritten = leaves;
    rewritten[0] = leaf_hash("rewritten");
    for (std::size_t size = 1; size <= leaves.size(); size += 1 + size / 12) {
        const auto tree = std::span(leaves).first(size);
        const std::string root = tree_root(tree);
        const auto count = static_cast<std::int64_t>(size);
        for (std::size_t old = 0; old <= size; old += 1 + size / 40) {
            const std::string old_root = tree_root(tree.first(old));
            const Proof proof = consistency_proof(tree, old);
            ASSERT_TRUE(continues(static_cast<std::int64_t>(old), old_root, count, root, proof))
                << old << " of " << size;
            if (old == 0) continue;
            const std::string other = tree_root(std::span(rewritten).first(old));
            EXPECT_FALSE(continues(static_cast<std::int64_t>(old), other, count, root, proof)) << old << " of " << size;
            if (proof.empty()) continue;
            Proof shorter = proof;
            shorter.pop_back();
            EXPECT_FALSE(continues(static_cast<std::int64_t>(old), old_root, count, root, shorter));
            Proof longer = proof;
            longer.push_back(root);
            EXPECT_FALSE(continues(static_cast<std::int64_t>(old), old_root, count, root, longer));
        }
    }
    EXPECT_FALSE(continues(3, tree_root(std::span(leaves).first(3)), 2, tree_root(std::span(leaves).first(2)), {}));
}

}  // namespace
}  // namespace caunoi::log
