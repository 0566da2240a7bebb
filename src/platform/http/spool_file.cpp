// Names are random and opened with O_EXCL, so that nobody can lay a link in the spool beforehand.
#include "platform/http/spool_file.hpp"

#include "platform/base/bytes.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace caunoi::http {

SpoolFile::SpoolFile(const std::filesystem::path& folder) : path_(folder / ("upload-" + to_hex(random_bytes(16)))) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "open " + path_.string());
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), bytes_(other.bytes_) {}

SpoolFile::~SpoolFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
}

void SpoolFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::system_error(errno, std::generic_category(), "write " + path_.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
        bytes_ += static_cast<std::uint64_t>(written);
    }
}

std::filesystem::path SpoolFile::release() {
    ::close(std::exchange(descriptor_, -1));
    return std::move(path_);
}

}  // namespace caunoi::http
