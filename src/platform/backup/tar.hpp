// The small part of the tar format (ustar) that a backup is written in, so that an operator can look into one with what
// every system has. Reading is strict: a byte that is not as tar.cpp wrote it is an error.
#pragma once

#include "platform/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::backup {

class TarWriter {
public:
    // Makes the file, readable by its owner only. Throws std::system_error, here and below.
    TarWriter(const std::filesystem::path& path, Time moment);
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;

    void add(std::string_view name, std::string_view bytes);  // name: at most 100 bytes
    void finish();                                            // end marks, synced to disk

private:
    void write(std::string_view bytes);
    std::filesystem::path path_;
    Time moment_;
    int descriptor_;
};

struct TarEntry {
    std::string_view name;
    std::string_view bytes;
};

// Over the bytes of a whole archive. next() throws std::runtime_error when they are damaged.
class TarReader {
public:
    explicit TarReader(std::string_view archive) : rest_(archive) {}
    std::optional<TarEntry> next();

private:
    std::string_view take(std::size_t count);
    std::string_view rest_;
};

}  // namespace caunoi::backup
