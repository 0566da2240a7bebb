// A file on its way out.
#pragma once

#include "platform/http/response.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace caunoi::http {

class FileReader {
public:
    FileReader() = default;
    // Throws std::system_error. A file that is to be removed afterwards loses its name here: its bytes stay until
    // closed.
    explicit FileReader(const FileBody& file);
    ~FileReader();
    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&& other) noexcept;
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }  // as it was when opened
    std::size_t read(std::span<char> into) noexcept;              // the next bytes; 0 at the end and when reading fails

private:
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;
};

}  // namespace caunoi::http
