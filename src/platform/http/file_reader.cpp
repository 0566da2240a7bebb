// Reads block, so they are made on a worker thread.
#include "platform/http/file_reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace caunoi::http {

FileReader::FileReader(const FileBody& file) {
    descriptor_ = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "open " + file.path.string());
    if (file.remove_after) ::unlink(file.path.c_str());
    struct stat facts{};
    if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        ::close(descriptor_);
        throw std::system_error(EINVAL, std::generic_category(), "not a file: " + file.path.string());
    }
    bytes_ = static_cast<std::uint64_t>(facts.st_size);
}

FileReader::~FileReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

FileReader::FileReader(FileReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), bytes_(other.bytes_) {}

FileReader& FileReader::operator=(FileReader&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

std::size_t FileReader::read(std::span<char> into) noexcept {
    for (;;) {
        const ssize_t count = ::read(descriptor_, into.data(), into.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) return 0;
    }
}

}  // namespace caunoi::http
