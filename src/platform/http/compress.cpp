// libdeflate rather than zlib: whole buffers are all we have, and it takes a third of the time.
#include "platform/http/compress.hpp"

#include "platform/base/text.hpp"

#include <brotli/encode.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

namespace caunoi::http {

namespace {

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;

}  // namespace

bool is_compressible_type(std::string_view content_type) {
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    constexpr std::array<std::string_view, 5> others{"application/json", "application/javascript", "application/xml",
                                                     "image/svg+xml", "application/manifest+json"};
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           std::ranges::find(others, type) != others.end();
}

std::string gzip(std::string_view bytes, int level) {
    const Compressor compressor(libdeflate_alloc_compressor(level));
    if (!compressor) throw std::bad_alloc();
    std::string packed(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

std::string brotli(std::string_view bytes, int quality) {
    std::size_t size = std::max<std::size_t>(BrotliEncoderMaxCompressedSize(bytes.size()), 1024);
    std::string packed(size, '\0');
    const auto* input = reinterpret_cast<const std::uint8_t*>(bytes.data());
    auto* output = reinterpret_cast<std::uint8_t*>(packed.data());
    if (BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(), input, &size, output) ==
        BROTLI_FALSE)
        throw std::runtime_error("brotli could not compress");
    packed.resize(size);
    return packed;
}

}  // namespace caunoi::http
