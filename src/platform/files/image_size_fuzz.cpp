// Whatever the bytes: no crash, and a size that a page can use, also when the file is cut off.
#include "platform/files/image_size.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr int most = 65'535;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const std::string_view each : {bytes, bytes.substr(0, size / 2)}) {
        const auto found = caunoi::files::image_size(each);
        if (found && (found->width < 1 || found->height < 1 || found->width > most || found->height > most))
            std::abort();
    }
    return 0;
}
