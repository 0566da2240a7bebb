// Contents on disk, each once, under its SHA-256: DATA/files/ab/cd/abcd…. A name there always stands for a whole
// content.
#pragma once

#include "platform/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace caunoi::files {

// The bytes of a file, mapped. Throws std::system_error.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

std::filesystem::path vault_of(const std::filesystem::path& data);
std::filesystem::path path_of(const std::filesystem::path& vault, std::string_view sha256);

// Writes, syncs, renames, syncs the folder. A content that is there already only becomes young again (sweep_contents).
void store_content(const std::filesystem::path& vault, std::string_view sha256, std::string_view bytes, Time moment);

// Removes contents, and what crashes left behind, last stored before `before`, for which `is_used(sha256)` is false.
// Returns how many. Nobody stores a content between the question and the removal.
int sweep_contents(const std::filesystem::path& vault, Time before,
                   const std::function<bool(const std::string&)>& is_used);

}  // namespace caunoi::files
