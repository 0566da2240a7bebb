// The parts of a zip file in memory, within limits. Nothing is ever unpacked to a disk.
#pragma once

#include "platform/base/result.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace caunoi::imports {

struct ZipLimits {
    std::size_t entries = 10'000;
    std::size_t total_bytes = 200U * 1024 * 1024;  // unpacked: as declared, and as read in all
    // Sheets of ten thousand equal lines reach 100; deflate ends at 1032, where bombs are.
    std::size_t ratio = 400;
    std::size_t ratio_from = 4U * 1024 * 1024;   // below, any ratio is harmless
    std::size_t part_bytes = 16U * 1024 * 1024;  // of a part that is read whole
};

// Refusals: import.xlsx.broken, .encrypted, .too_large {mb}, .suspicious (a bomb, or a path that leads out).
class Zip {
public:
    static Result<Zip> open(std::string_view bytes, const ZipLimits& limits = {});

    [[nodiscard]] bool has(const std::string& name) const;
    Result<std::string> read(const std::string& name);
    // Piece by piece, until the file ends or `take` fails.
    Result<void> stream(const std::string& name, const std::function<Result<void>(std::string_view)>& take);

private:
    struct Archive;
    struct Close {
        void operator()(Archive* archive) const;
    };
    Zip(std::unique_ptr<Archive, Close> archive, const ZipLimits& limits);

    std::unique_ptr<Archive, Close> archive_;
    ZipLimits limits_;
    std::size_t read_ = 0;
};

}  // namespace caunoi::imports
