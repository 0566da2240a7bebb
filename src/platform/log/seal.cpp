// Sealing: what was written becomes leaves of the tree, and the tree gets a new head.
#include "platform/base/bytes.hpp"
#include "platform/log/line.hpp"
#include "platform/log/log.hpp"
#include "platform/log/merkle.hpp"

#include <stdexcept>

namespace caunoi::log {

namespace {

Frontier kept_frontier(store::Tx& tx) {
    store::Rows rows = tx.query("select size, root, frontier from log_head order by size desc limit 1");
    const auto row = rows.next();
    if (!row) return {};
    auto frontier = Frontier::restore(row->integer("size"), row->blob("frontier"));
    // Going on from a false frontier would write heads that no verification can ever confirm.
    if (!frontier || frontier->root() != row->blob("root"))
        throw std::runtime_error(
            "the newest head of the history does not belong to its frontier: run `caunoi history verify`");
    return *frontier;
}

std::vector<Line> unsealed_lines(store::Tx& tx, int at_most) {
    std::vector<Line> lines;
    for (const store::Row row : tx.query(R"(select id, at, account, actor, request_id, action, kind, record, digest
                     from log_entry where leaf is null order by id limit $1)",
                                         at_most))
        lines.push_back(read_line(row));
    return lines;
}

}  // namespace

int seal(Context& context, int at_most) {
    return write(context, [&](store::Tx& tx) {
        tx.lock("log");
        const std::vector<Line> lines = unsealed_lines(tx, at_most);
        if (lines.empty()) return 0;
        Frontier frontier = kept_frontier(tx);
        tx.execute("update log_head set frontier = null where size = $1", frontier.size());
        for (const Line& line : lines) {
            const std::string hash = leaf_hash(line_data(line, frontier.size()));
            tx.execute("update log_entry set leaf = $1, leaf_hash = $2 where id = $3", frontier.size(),
                       store::Value::bytes_of(hash), line.id);
            frontier.append(hash);
        }
        tx.execute("insert into log_head (size, root, sealed_at, frontier) values ($1, $2, $3, $4)", frontier.size(),
                   store::Value::bytes_of(frontier.root()), context.now, store::Value::bytes_of(frontier.bytes()));
        return static_cast<int>(lines.size());
    });
}

bool has_unsealed(store::Tx& tx) {
    return tx.query("select 1 from log_entry where leaf is null limit 1").next().has_value();
}

std::optional<Head> latest_head(store::Tx& tx) {
    store::Rows rows = tx.query("select size, root, sealed_at from log_head order by size desc limit 1");
    const auto row = rows.next();
    if (!row) return std::nullopt;
    return Head{
        .size = row->integer("size"), .root = std::string(row->blob("root")), .sealed_at = row->time("sealed_at")};
}

std::string to_text(const Head& head) {
    return std::to_string(head.size) + ":" + to_hex(head.root);
}

std::optional<Head> parse_head(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto size = parse_integer(text.substr(0, colon));
    std::string root = from_hex(text.substr(colon + 1));
    if (!size || *size < 0 || root.size() != 32) return std::nullopt;
    return Head{.size = *size, .root = std::move(root), .sealed_at = {}};
}

}  // namespace caunoi::log
