// Files that belong to records: photographs, papers, attachments. A file is served by the permission of a record that
// has it (places_of), never because somebody knows its hash. Its type is what its bytes say, not what the browser
// claimed.
#pragma once

#include "platform/base/id.hpp"
#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"
#include "platform/store/database.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::files {

using FileId = Id<struct FileTag>;

// A file that came in and lies in a temporary place.
struct Incoming {
    std::filesystem::path path;
    std::string name;  // as its sender called it
    std::uint64_t bytes = 0;
};

// No SVG: it is a program.
inline constexpr std::array<std::string_view, 4> image_types{"image/jpeg", "image/png", "image/webp", "image/gif"};
inline constexpr std::array<std::string_view, 10> document_types{
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "text/plain",
    "text/csv"};

struct Allowed {
    std::span<const std::string_view> types;
    std::uint64_t max_megabytes = 0;
};
inline constexpr Allowed photographs{.types = image_types, .max_megabytes = 20};
inline constexpr Allowed documents{.types = document_types, .max_megabytes = 50};

// A content on disk that no row refers to yet.
struct Content {
    std::string sha256;  // 32 bytes
    std::int64_t bytes = 0;
    std::string type;
    std::string name;  // cleaned, with the ending of its type
    int width = 0;     // of an image, as shown
    int height = 0;
};

// Keeping a file is two steps, in this order: the content to disk, outside of any transaction; then the row, in the
// transaction of the record. A crash between the two leaves a content that sweep() removes, never a row without
// content. put() leaves incoming.path alone. Errors: files.empty, files.too_large {max}, files.type_refused {type}.
Result<Content> put(const Context& context, const Incoming& incoming, const Allowed& allowed);
FileId add(store::Tx& tx, const Context& context, const Content& content);
// Both, for a file that comes alone. Throws std::logic_error inside of a transaction.
Result<FileId> keep(Context& context, const Incoming& incoming, const Allowed& allowed);

enum class Role { photo, paper, attachment };
inline constexpr std::array<std::string_view, 3> role_codes{"photo", "paper", "attachment"};
constexpr std::span<const std::string_view> codes(Role) {
    return role_codes;
}

struct Attached {
    FileId file;
    Role role = Role::attachment;
    std::string title;  // of a photograph: what it shows
    std::string name;
    std::string type;
    std::int64_t bytes = 0;
    int width = 0;
    int height = 0;
};
// At the end of the record's list. Attaching again changes role and title.
void attach(store::Tx& tx, FileId file, std::string_view kind, std::int64_t record, Role role,
            std::string_view title = "");
// False when the record has no such file. A file that nobody has is kept for thirty days, for restoring a deleted
// record.
bool detach(store::Tx& tx, const Context& context, FileId file, std::string_view kind, std::int64_t record);
void detach_all(store::Tx& tx, const Context& context, std::string_view kind, std::int64_t record);
void arrange(store::Tx& tx, std::string_view kind, std::int64_t record, std::span<const FileId> order);
std::vector<Attached> list_of(store::Tx& tx, std::string_view kind, std::int64_t record);

// Whose permission a request for the file is asked.
struct Place {
    std::string kind;
    std::int64_t record = 0;
};
std::vector<Place> places_of(store::Tx& tx, FileId file);

struct Opened {
    std::filesystem::path path;
    std::string type;
    std::string name;
    std::string sha256;  // for the ETag
    std::int64_t bytes = 0;
};
// For a caller who has asked the permission already. not_found when there is no such file.
Result<Opened> open(Context& context, FileId file);

// A daily job: removes rows that no record has had for thirty days, and contents that no row refers to and that are
// older than a day.
void sweep(Context& context);

}  // namespace caunoi::files
