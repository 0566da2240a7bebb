// A temporary file of ours: readable by nobody else, removed on destruction unless released.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace caunoi::http {

class SpoolFile {
public:
    explicit SpoolFile(const std::filesystem::path& folder);  // throws std::system_error
    ~SpoolFile();
    SpoolFile(SpoolFile&& other) noexcept;
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;
    SpoolFile& operator=(SpoolFile&&) = delete;

    void write(std::string_view bytes);  // throws std::system_error
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    std::filesystem::path release();  // closes the file and leaves it to the caller

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;
};

}  // namespace caunoi::http
