// Recomputing the history from its rows, to find the first line that is not what was sealed.
#include "platform/log/line.hpp"
#include "platform/log/log.hpp"
#include "platform/log/merkle.hpp"

#include <algorithm>
#include <stdexcept>

namespace caunoi::log {

namespace {

// Pages rather than one cursor over everything: a verification must not hold a million rows in the client's memory.
constexpr int page_lines = 2000;

struct ExpectedHead {
    std::int64_t size = 0;
    std::string root;
    bool outside = false;
};

struct StoredLine {
    Line line;
    std::int64_t leaf = 0;
    std::string leaf_hash;
    bool has_content = false;
    bool content_matches = false;
};

std::vector<ExpectedHead> expected_heads(store::Tx& tx, const std::vector<std::string>& outside) {
    std::vector<ExpectedHead> heads;
    for (const store::Row row : tx.query("select size, root from log_head order by size"))
        heads.push_back({.size = row.integer("size"), .root = std::string(row.blob("root")), .outside = false});
    for (const std::string& text : outside) {
        auto head = parse_head(text);
        if (!head) throw std::invalid_argument("not a head of the history: " + text);
        heads.push_back({.size = head->size, .root = std::move(head->root), .outside = true});
    }
    std::ranges::stable_sort(heads, {}, &ExpectedHead::size);
    return heads;
}

StoredLine read_stored(const store::Row& row) {
    StoredLine stored{
        .line = read_line(row),
        .leaf = row.integer("leaf"),
        .leaf_hash = std::string(row.blob("leaf_hash")),
        .has_content = !row.is_null("content_of"),
        .content_matches = false,
    };
    if (stored.has_content)
        stored.content_matches =
            content_digest(row.blob("salt"), row.text("title"), row.text("content")) == stored.line.digest;
    return stored;
}

std::vector<StoredLine> sealed_page(store::Tx& tx, std::int64_t from_leaf) {
    std::vector<StoredLine> page;
    for (const store::Row row : tx.query(R"(
             select e.id, e.at, e.account, e.actor, e.request_id, e.action, e.kind, e.record, e.digest, e.leaf, e.leaf_hash,
                    c.entry as content_of, c.salt, c.title, c.content
             from log_entry e left join log_content c on c.entry = e.id
             where e.leaf >= $1 order by e.leaf limit $2)",
                                         from_leaf, page_lines))
        page.push_back(read_stored(row));
    return page;
}

std::vector<StoredLine> unsealed_page(store::Tx& tx, std::int64_t after_id) {
    std::vector<StoredLine> page;
    for (const store::Row row : tx.query(R"(
             select e.id, e.at, e.account, e.actor, e.request_id, e.action, e.kind, e.record, e.digest, e.leaf, e.leaf_hash,
                    c.entry as content_of, c.salt, c.title, c.content
             from log_entry e left join log_content c on c.entry = e.id
             where e.leaf is null and e.id > $1 order by e.id limit $2)",
                                         after_id, page_lines))
        page.push_back(read_stored(row));
    return page;
}

bool erasure_is_written(store::Tx& tx, std::int64_t entry) {
    return tx
        .query("select 1 from log_entry where kind = $1 and record = $2 and action = $3 limit 1", entry_kind, entry,
               erase_action)
        .next()
        .has_value();
}

class Verifier {
public:
    Verifier(store::Tx& tx, const std::vector<std::string>& outside) : tx_(tx), heads_(expected_heads(tx, outside)) {}

    Verification run() {
        check_heads();  // of the empty tree
        for (auto page = sealed_page(tx_, 0); !page.empty(); page = sealed_page(tx_, page.back().leaf + 1))
            for (const StoredLine& stored : page) check_sealed(stored);
        check_end();
        for (auto page = unsealed_page(tx_, 0); !page.empty(); page = unsealed_page(tx_, page.back().line.id))
            for (const StoredLine& stored : page) check_unsealed(stored);
        result_.head.size = tree_.size();
        result_.head.root = tree_.root();
        return std::move(result_);
    }

private:
    void broken(std::string_view reason, std::int64_t leaf, std::int64_t last, std::int64_t entry) {
        if (!result_.sound) return;  // the first one counts
        result_.sound = false;
        result_.reason = reason;
        result_.broken_leaf = leaf;
        result_.broken_last = last;
        result_.broken_entry = EntryId{entry};
    }

    void check_sealed(const StoredLine& stored) {
        ++result_.lines;
        // After a gap every later number is wrong; only what is counted still has a meaning.
        if (result_.sound && stored.leaf != tree_.size()) broken("missing", tree_.size(), stored.leaf - 1, 0);
        const std::string hash = leaf_hash(line_data(stored.line, stored.leaf));
        if (result_.sound && hash != stored.leaf_hash)
            broken(stood_elsewhere(stored) ? "order" : "line", stored.leaf, stored.leaf, stored.line.id);
        check_content(stored, stored.leaf);
        tree_.append(hash);
        check_heads();
    }

    void check_unsealed(const StoredLine& stored) {
        ++result_.unsealed;
        check_content(stored, -1);
    }

    void check_content(const StoredLine& stored, std::int64_t leaf) {
        if (stored.has_content) {
            if (!stored.content_matches) broken("content", leaf, leaf, stored.line.id);
        } else if (erasure_is_written(tx_, stored.line.id)) {
            ++result_.erased;
        } else {
            broken("content", leaf, leaf, stored.line.id);
        }
    }

    // Asked once, of the first broken line, so that trying every number is affordable.
    bool stood_elsewhere(const StoredLine& stored) {
        const std::int64_t leaves = tx_.integer("select max(leaf) from log_entry") + 1;
        for (std::int64_t leaf = 0; leaf < leaves; ++leaf)
            if (leaf_hash(line_data(stored.line, leaf)) == stored.leaf_hash) return true;
        return false;
    }

    // Heads of the size that the tree has just reached.
    void check_heads() {
        for (; next_head_ < heads_.size() && heads_[next_head_].size <= tree_.size(); ++next_head_) {
            const ExpectedHead& head = heads_[next_head_];
            if (result_.sound && head.root != tree_.root())
                broken(head.outside ? "outside-head" : "head", confirmed_, head.size - 1, 0);
            if (!head.outside) kept_size_ = head.size;
            confirmed_ = head.size;
        }
    }

    void check_end() {
        if (kept_size_ < tree_.size()) broken("head", kept_size_, tree_.size() - 1, 0);
        if (next_head_ == heads_.size()) return;
        const ExpectedHead& head = heads_[next_head_];
        broken(head.outside ? "outside-head" : "missing", tree_.size(), head.size - 1, 0);
    }

    store::Tx& tx_;
    std::vector<ExpectedHead> heads_;
    std::size_t next_head_ = 0;
    std::int64_t confirmed_ = 0;  // lines up to here agree with a head
    std::int64_t kept_size_ = 0;  // of the newest kept head seen
    Frontier tree_;
    Verification result_;
};

}  // namespace

Verification verify(store::Tx& snapshot, const std::vector<std::string>& outside) {
    Verification result = Verifier(snapshot, outside).run();
    if (const auto head = latest_head(snapshot)) result.head.sealed_at = head->sealed_at;
    return result;
}

Verification verify_last(store::Tx& snapshot, std::int64_t lines) {
    Verification result;
    if (const auto head = latest_head(snapshot)) result.head = *head;
    const auto broken = [&](std::string_view reason, std::int64_t leaf, std::int64_t last, std::int64_t entry) {
        result.sound = false;
        result.reason = reason;
        result.broken_leaf = leaf;
        result.broken_last = last;
        result.broken_entry = EntryId{entry};
    };
    const std::int64_t size = result.head.size;
    std::int64_t next = std::max<std::int64_t>(0, size - lines);
    for (auto page = sealed_page(snapshot, next); !page.empty(); page = sealed_page(snapshot, next))
        for (const StoredLine& stored : page) {
            if (stored.leaf != next) return broken("missing", next, stored.leaf - 1, 0), result;
            if (leaf_hash(line_data(stored.line, stored.leaf)) != stored.leaf_hash)
                return broken("line", stored.leaf, stored.leaf, stored.line.id), result;
            const bool erased = !stored.has_content && erasure_is_written(snapshot, stored.line.id);
            if (!stored.content_matches && !erased)
                return broken("content", stored.leaf, stored.leaf, stored.line.id), result;
            result.erased += erased ? 1 : 0;
            ++result.lines;
            ++next;
        }
    if (next < size) broken("missing", next, size - 1, 0);
    if (next > size) broken("head", size, next - 1, 0);
    return result;
}

}  // namespace caunoi::log
