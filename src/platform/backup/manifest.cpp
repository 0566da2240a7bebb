#include "platform/backup/manifest.hpp"

#include "platform/base/id.hpp"
#include "platform/base/text.hpp"

#include <fmt/format.h>

#include <map>

namespace caunoi::backup {

namespace {

constexpr std::string_view format = "caunoi backup 1";

class Fields {
public:
    explicit Fields(std::string_view text) {
        for (const std::string_view line : split(text, '\n')) {
            const std::size_t colon = line.find(": ");
            if (colon != std::string_view::npos) fields_.emplace(line.substr(0, colon), line.substr(colon + 2));
        }
    }
    [[nodiscard]] std::string text(std::string_view name) const {
        const auto found = fields_.find(name);
        if (found == fields_.end()) throw DamagedBackup(fmt::format("the manifest has no line \"{}\"", name));
        return std::string(found->second);
    }
    [[nodiscard]] std::int64_t integer(std::string_view name) const {
        const auto value = parse_integer(text(name));
        if (!value) throw DamagedBackup(fmt::format("the manifest has no number in the line \"{}\"", name));
        return *value;
    }

private:
    std::map<std::string_view, std::string_view> fields_;
};

}  // namespace

std::string to_text(const Manifest& manifest) {
    return fmt::format(
        "format: {}\n"
        "created: {}\n"
        "created_seconds: {}\n"
        "engine: {}\n"
        "schema_version: {}\n"
        "log_head: {}\n"
        "log_lines: {}\n"
        "history: {}\n"
        "files: {}\n"
        "file_bytes: {}\n"
        "database_sha256: {}\n",
        format, to_rfc3339(manifest.created_at), manifest.created_at.time_since_epoch().count(), manifest.engine,
        manifest.schema_version, manifest.log_head, manifest.log_lines, manifest.history, manifest.files,
        manifest.file_bytes, manifest.database_sha256);
}

Manifest parse_manifest(std::string_view text) {
    const Fields fields(text);
    if (fields.text("format") != format)
        throw DamagedBackup(fmt::format("written by another version: \"{}\"", fields.text("format")));
    return {
        .created_at = Time(std::chrono::seconds(fields.integer("created_seconds"))),
        .engine = fields.text("engine"),
        .schema_version = fields.integer("schema_version"),
        .log_head = fields.text("log_head"),
        .history = fields.text("history"),
        .log_lines = fields.integer("log_lines"),
        .files = fields.integer("files"),
        .file_bytes = fields.integer("file_bytes"),
        .database_sha256 = fields.text("database_sha256"),
    };
}

}  // namespace caunoi::backup
