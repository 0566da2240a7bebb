#include "platform/files/files.hpp"

#include "platform/base/bytes.hpp"
#include "platform/files/image_size.hpp"
#include "platform/files/magic.hpp"
#include "platform/files/name.hpp"
#include "platform/files/vault.hpp"

#include <algorithm>
#include <stdexcept>

namespace caunoi::files {

namespace {

constexpr std::uint64_t megabyte = 1024 * 1024;
constexpr std::chrono::days rows_are_kept{30};
constexpr std::chrono::days contents_are_kept{1};

Result<void> check_size(std::uint64_t bytes, const Allowed& allowed) {
    if (bytes == 0) return fail(Error::Kind::invalid, "files.empty");
    if (bytes > allowed.max_megabytes * megabyte)
        return fail(Error::Kind::invalid, "files.too_large", {{"max", std::to_string(allowed.max_megabytes) + " MB"}});
    return {};
}

Role role_of(std::string_view code) {
    const auto found = std::ranges::find(role_codes, code);
    if (found == role_codes.end()) throw std::runtime_error("a file in an unknown role");
    return static_cast<Role>(found - role_codes.begin());
}

void mark_unused(store::Tx& tx, const Context& context, FileId file) {
    tx.execute(R"(update file set unused_since = $1
                  where id = $2 and not exists (select 1 from attachment where attachment.file = file.id))",
               context.now, file);
}

}  // namespace

Result<Content> put(const Context& context, const Incoming& incoming, const Allowed& allowed) {
    TRY(check_size(incoming.bytes, allowed));
    const MappedFile file(incoming.path);
    TRY(check_size(file.bytes().size(), allowed));  // what is there counts, not what was said
    std::string type = detect_type(file.bytes());
    if (std::ranges::find(allowed.types, type) == allowed.types.end())
        return fail(Error::Kind::invalid, "files.type_refused", {{"type", type}});
    const auto size = image_size(file.bytes()).value_or(ImageSize{});
    Content content{
        .sha256 = sha256(file.bytes()),
        .bytes = static_cast<std::int64_t>(file.bytes().size()),
        .type = std::move(type),
        .name = {},
        .width = size.width,
        .height = size.height,
    };
    content.name = clean_name(incoming.name, content.type);
    store_content(vault_of(context.installation.data), content.sha256, file.bytes(), context.now);
    return content;
}

FileId add(store::Tx& tx, const Context& context, const Content& content) {
    const auto id = tx.new_id<FileTag>();
    tx.execute(R"(insert into file (id, sha256, bytes, type, name, width, height, created_at, unused_since)
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $8))",
               id, store::Value::bytes_of(content.sha256), content.bytes, content.type, content.name, content.width,
               content.height, context.now);
    return id;
}

Result<FileId> keep(Context& context, const Incoming& incoming, const Allowed& allowed) {
    if (context.open != nullptr) throw std::logic_error("files::keep writes to disk: not inside a transaction");
    const Content content = TRY(put(context, incoming, allowed));
    return write(context, [&](store::Tx& tx) { return Result<FileId>(add(tx, context, content)); });
}

void attach(store::Tx& tx, FileId file, std::string_view kind, std::int64_t record, Role role, std::string_view title) {
    const auto position = tx.integer(
        "select coalesce(max(position), 0) + 1 from attachment where kind = $1 and record = $2", kind, record);
    tx.execute(R"(insert into attachment (kind, record, file, role, position, title) values ($1, $2, $3, $4, $5, $6)
                  on conflict (kind, record, file) do update set role = excluded.role, title = excluded.title)",
               kind, record, file, role, position, title);
    tx.execute("update file set unused_since = null where id = $1", file);
}

bool detach(store::Tx& tx, const Context& context, FileId file, std::string_view kind, std::int64_t record) {
    if (tx.execute("delete from attachment where kind = $1 and record = $2 and file = $3", kind, record, file) == 0)
        return false;
    mark_unused(tx, context, file);
    return true;
}

void detach_all(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record) {
    for (const Attached& attached : list_of(tx, kind, record)) detach(tx, context, attached.file, kind, record);
}

void arrange(store::Tx& tx, std::string_view kind, std::int64_t record, std::span<const FileId> order) {
    std::int64_t position = 0;
    for (const FileId file : order)
        tx.execute("update attachment set position = $1 where kind = $2 and record = $3 and file = $4", ++position,
                   kind, record, file);
}

std::vector<Attached> list_of(store::Tx& tx, std::string_view kind, std::int64_t record) {
    std::vector<Attached> list;
    for (const store::Row row : tx.query(R"(
             select a.file, a.role, a.title, f.name, f.type, f.bytes, f.width, f.height
             from attachment a join file f on f.id = a.file
             where a.kind = $1 and a.record = $2 order by a.position, a.file)",
                                         kind, record))
        list.push_back({
            .file = row.id<FileTag>("file"),
            .role = role_of(row.text("role")),
            .title = std::string(row.text("title")),
            .name = std::string(row.text("name")),
            .type = std::string(row.text("type")),
            .bytes = row.integer("bytes"),
            .width = static_cast<int>(row.integer("width")),
            .height = static_cast<int>(row.integer("height")),
        });
    return list;
}

std::vector<Place> places_of(store::Tx& tx, FileId file) {
    std::vector<Place> places;
    for (const store::Row row :
         tx.query("select kind, record from attachment where file = $1 order by kind, record", file))
        places.push_back({.kind = std::string(row.text("kind")), .record = row.integer("record")});
    return places;
}

Result<Opened> open(Context& context, FileId file) {
    return read(context, [&](store::Tx& tx) -> Result<Opened> {
        store::Rows rows = tx.query("select sha256, bytes, type, name from file where id = $1", file);
        const auto row = rows.next();
        if (!row) return fail(Error::Kind::not_found, "errors.not_found");
        return Opened{
            .path = path_of(vault_of(context.installation.data), row->blob("sha256")),
            .type = std::string(row->text("type")),
            .name = std::string(row->text("name")),
            .sha256 = std::string(row->blob("sha256")),
            .bytes = row->integer("bytes"),
        };
    });
}

void sweep(Context& context) {
    write(context, [&](store::Tx& tx) {
        tx.execute(R"(delete from file where unused_since < $1
                      and not exists (select 1 from attachment where attachment.file = file.id))",
                   context.now - rows_are_kept);
    });
    sweep_contents(
        vault_of(context.installation.data), context.now - contents_are_kept, [&](const std::string& sha256) {
            return read(context, [&](store::Tx& tx) {
                return tx.query("select 1 from file where sha256 = $1 limit 1", store::Value::bytes_of(sha256))
                    .next()
                    .has_value();
            });
        });
}

}  // namespace caunoi::files
