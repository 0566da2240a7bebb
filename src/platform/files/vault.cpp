#include "platform/files/vault.hpp"

#include "platform/base/bytes.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace caunoi::files {

namespace {

[[noreturn]] void throw_errno(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), path.string());
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
        if (number_ < 0) throw_errno(path);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(number_); }
    [[nodiscard]] int number() const { return number_; }

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw_errno(path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(number_) != 0) throw_errno(path_);
    }
    void set_modified(Time moment) const {
        const timespec time{.tv_sec = moment.time_since_epoch().count(), .tv_nsec = 0};
        const std::array<timespec, 2> both{time, time};
        if (::futimens(number_, both.data()) != 0) throw_errno(path_);
    }

private:
    std::filesystem::path path_;
    int number_;
};

// Storing shares the vault; sweeping has it alone, so that it cannot remove what was just found to be there already.
class Lock {
public:
    Lock(const std::filesystem::path& vault, int kind) : file_(vault / ".lock", O_RDWR | O_CREAT, 0600) {
        while (::flock(file_.number(), kind) != 0)
            if (errno != EINTR) throw_errno(vault);
    }

private:
    Descriptor file_;
};

void make_folders(const std::filesystem::path& vault, const std::filesystem::path& folder) {
    if (!std::filesystem::create_directories(folder)) return;
    // The new names must survive a power cut as well as the content.
    for (auto parent = folder.parent_path();; parent = parent.parent_path()) {
        Descriptor(parent, O_RDONLY | O_DIRECTORY).sync();
        if (parent == vault || parent == parent.root_path()) break;
    }
}

bool is_older(const std::filesystem::path& file, Time before) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) throw_errno(file);
    return status.st_mtim.tv_sec < before.time_since_epoch().count();
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const Descriptor file(path, O_RDONLY);
    struct stat status{};
    if (::fstat(file.number(), &status) != 0) throw_errno(path);
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return;
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number(), 0);
    if (address == MAP_FAILED) throw_errno(path);
    data_ = static_cast<const char*>(address);
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

std::filesystem::path vault_of(const std::filesystem::path& data) {
    return data / "files";
}

std::filesystem::path path_of(const std::filesystem::path& vault, std::string_view sha256) {
    const std::string hex = to_hex(sha256);
    return vault / hex.substr(0, 2) / hex.substr(2, 2) / hex;
}

void store_content(const std::filesystem::path& vault, std::string_view sha256, std::string_view bytes, Time moment) {
    const auto path = path_of(vault, sha256);
    make_folders(vault, path.parent_path());
    const Lock lock(vault, LOCK_SH);
    if (std::filesystem::exists(path) && std::filesystem::file_size(path) == bytes.size()) {
        Descriptor(path, O_RDONLY).set_modified(moment);
        return;
    }
    const auto temporary = path.parent_path() / (".new-" + random_token());
    {
        const Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL, 0600);
        file.write(bytes);
        file.set_modified(moment);
        file.sync();
    }
    std::filesystem::rename(temporary, path);
    Descriptor(path.parent_path(), O_RDONLY | O_DIRECTORY).sync();
}

int sweep_contents(const std::filesystem::path& vault, Time before,
                   const std::function<bool(const std::string&)>& is_used) {
    if (!std::filesystem::exists(vault)) return 0;
    std::vector<std::filesystem::path> old;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(vault))
        if (entry.is_regular_file() && entry.path().filename() != ".lock" && is_older(entry.path(), before))
            old.push_back(entry.path());
    int removed = 0;
    for (const auto& path : old) {
        const Lock lock(vault, LOCK_EX);
        const std::string sha256 = from_hex(path.filename().string());  // "" for a temporary file
        if (!is_older(path, before) || (!sha256.empty() && is_used(sha256))) continue;
        std::filesystem::remove(path);
        ++removed;
    }
    return removed;
}

}  // namespace caunoi::files
