#include "platform/files/magic.hpp"

#include <magic.h>

#include <memory>
#include <stdexcept>

namespace caunoi::files {

std::string detect_type(std::string_view bytes) {
    // A cookie is not for two threads; loading costs 0.2 ms, because the database is mapped.
    const std::unique_ptr<magic_set, decltype(&magic_close)> magic(
        magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS), magic_close);
    if (!magic) throw std::runtime_error("libmagic cannot be opened");
    if (magic_load(magic.get(), nullptr) != 0)
        throw std::runtime_error(std::string("libmagic has no database: ") + magic_error(magic.get()));
    const char* type = magic_buffer(magic.get(), bytes.data(), bytes.size());
    if (type == nullptr) throw std::runtime_error(std::string("libmagic: ") + magic_error(magic.get()));
    return type;
}

}  // namespace caunoi::files
