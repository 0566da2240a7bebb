// Brings a database to the schema of this binary, forward only.
#include "platform/base/bytes.hpp"
#include "platform/base/time.hpp"
#include "platform/store/catalog.hpp"
#include "platform/store/connection.hpp"
#include "platform/store/schema.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>

namespace caunoi::store {
namespace {

constexpr std::string_view lock_series = "schema_migration";

struct Migration {
    int version = 0;
    std::string_view name;
    std::string_view text;
    std::string sha256;
};

// "0007_gift.sqlite.sql" → 7, "0007_gift"; nothing for the other engine's half of a pair.
std::optional<Migration> parse(const EmbeddedFile& file, Engine engine) {
    std::string_view name = file.name;
    if (!name.ends_with(".sql")) throw std::logic_error(fmt::format("a migration must end in .sql: {}", file.name));
    name.remove_suffix(4);
    constexpr std::string_view sqlite = ".sqlite";
    constexpr std::string_view postgres = ".postgres";
    if (name.ends_with(engine == Engine::sqlite ? postgres : sqlite)) return std::nullopt;
    if (name.ends_with(sqlite)) name.remove_suffix(sqlite.size());
    if (name.ends_with(postgres)) name.remove_suffix(postgres.size());
    Migration migration{.version = 0, .name = name, .text = file.text, .sha256 = to_hex(sha256(file.text))};
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), migration.version);
    if (error != std::errc{} || migration.version <= 0 || end == name.data() + name.size() || *end != '_')
        throw std::logic_error(fmt::format("a migration must be called NNNN_name: {}", file.name));
    return migration;
}

std::vector<Migration> in_order(std::span<const EmbeddedFile> files, Engine engine) {
    std::map<int, Migration> by_version;
    for (const EmbeddedFile& file : files) {
        auto migration = parse(file, engine);
        if (!migration) continue;
        const auto [other, added] = by_version.try_emplace(migration->version, *migration);
        if (!added)
            throw std::logic_error(
                fmt::format("two migrations of one number: {}, {}", other->second.name, migration->name));
    }
    std::vector<Migration> migrations;
    for (auto& [version, migration] : by_version) migrations.push_back(std::move(migration));
    return migrations;
}

struct Applied {
    std::string name;
    std::string sha256;
};
using AppliedByVersion = std::map<int, Applied>;

AppliedByVersion applied_migrations(Tx& tx) {
    AppliedByVersion applied;
    if (!has_table(tx, "schema_migration")) return applied;
    for (const Row row : tx.query("select version, name, sha256 from schema_migration order by version"))
        applied[static_cast<int>(row.integer("version"))] = {std::string(row.text("name")),
                                                             std::string(row.text("sha256"))};
    return applied;
}

void check_shipped(const std::vector<Migration>& known, const AppliedByVersion& applied) {
    for (const auto& [version, done] : applied) {
        const auto same = [version = version](const Migration& migration) { return migration.version == version; };
        const auto migration = std::find_if(known.begin(), known.end(), same);
        if (migration == known.end())
            throw DatabaseError(
                fmt::format("The database has been opened by a newer version of this program (schema {}, {}). "
                            "Install the newer version.",
                            version, done.name),
                false);
        if (migration->sha256 != done.sha256)
            throw DatabaseError(
                fmt::format("The migration {} was changed after it had been applied to this database ({}).",
                            migration->name, done.name),
                false);
    }
}

// One migration and its line in one transaction. False: another process was faster.
bool apply(Tx& tx, const Migration& migration) {
    tx.lock(lock_series);
    const AppliedByVersion applied = applied_migrations(tx);
    if (applied.contains(migration.version)) return false;
    if (applied.empty() && !has_table(tx, "schema_migration")) {
        tx.execute(
            "create table schema_migration (version bigint primary key, name text not null, sha256 text not null, "
            "applied_at bigint not null)");
    }
    tx.connection().script(migration.text);
    tx.execute("insert into schema_migration (version, name, sha256, applied_at) values ($1, $2, $3, $4)",
               migration.version, migration.name, migration.sha256, now());
    return true;
}

}  // namespace

MigrationResult migrate(Database& database, std::span<const EmbeddedFile> migrations,
                        const std::function<void()>& before_first) {
    const std::vector<Migration> known = in_order(migrations, database.engine());
    const AppliedByVersion before = database.read(applied_migrations);
    check_shipped(known, before);

    MigrationResult result;
    bool first = true;
    for (const Migration& migration : known) {
        result.version = migration.version;
        if (before.contains(migration.version)) continue;
        if (first && before_first && !before.empty()) before_first();
        first = false;
        try {
            bool applied = false;
            database.write_schema([&](Tx& tx) { return applied = apply(tx, migration); });
            if (applied) ++result.applied;
        } catch (const DatabaseError& error) {
            throw DatabaseError(fmt::format("The migration {} failed: {}", migration.name, error.what()), false);
        }
    }
    // Another process that started at the same time may be of another version.
    if (!first) check_shipped(known, database.read(applied_migrations));
    return result;
}

int newest_version(std::span<const EmbeddedFile> migrations, Engine engine) {
    const std::vector<Migration> known = in_order(migrations, engine);
    return known.empty() ? 0 : known.back().version;
}

SchemaState schema_state(Database& database, std::span<const EmbeddedFile> migrations) {
    const std::vector<Migration> known = in_order(migrations, database.engine());
    const AppliedByVersion applied = database.read([](Tx& tx) { return applied_migrations(tx); });
    SchemaState state{.version = applied.empty() ? 0 : applied.rbegin()->first};
    for (const Migration& migration : known)
        if (!applied.contains(migration.version)) ++state.missing;
    state.unknown = static_cast<int>(applied.size() + static_cast<std::size_t>(state.missing) - known.size());
    return state;
}

int schema_version(Database& database) {
    return database.read([](Tx& tx) {
        const AppliedByVersion applied = applied_migrations(tx);
        return applied.empty() ? 0 : applied.rbegin()->first;
    });
}

}  // namespace caunoi::store
