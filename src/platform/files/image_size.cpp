#include "platform/files/image_size.hpp"

#include <cstdint>

namespace caunoi::files {

namespace {

// Numbers at positions that may lie outside: then the whole answer is "unknown".
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] std::uint32_t byte(std::size_t at) {
        if (at >= bytes_.size()) {
            failed_ = true;
            return 0;
        }
        return static_cast<unsigned char>(bytes_[at]);
    }
    [[nodiscard]] std::uint32_t big16(std::size_t at) { return byte(at) << 8 | byte(at + 1); }
    [[nodiscard]] std::uint32_t big32(std::size_t at) { return big16(at) << 16 | big16(at + 2); }
    [[nodiscard]] std::uint32_t little16(std::size_t at) { return byte(at + 1) << 8 | byte(at); }
    [[nodiscard]] std::uint32_t little24(std::size_t at) { return byte(at + 2) << 16 | little16(at); }
    [[nodiscard]] std::uint32_t little32(std::size_t at) { return little16(at + 2) << 16 | little16(at); }
    [[nodiscard]] std::string_view text(std::size_t at, std::size_t count) {
        if (at > bytes_.size() || count > bytes_.size() - at) {
            failed_ = true;
            return {};
        }
        return bytes_.substr(at, count);
    }
    [[nodiscard]] bool failed() const { return failed_; }

private:
    std::string_view bytes_;
    bool failed_ = false;
};

std::optional<ImageSize> checked(const Reader& reader, std::uint32_t width, std::uint32_t height) {
    constexpr std::uint32_t most = 65'535;
    if (reader.failed() || width == 0 || height == 0 || width > most || height > most) return std::nullopt;
    return ImageSize{.width = static_cast<int>(width), .height = static_cast<int>(height)};
}

std::optional<ImageSize> png_size(std::string_view bytes) {
    Reader reader(bytes);
    if (reader.text(12, 4) != "IHDR") return std::nullopt;
    const auto width = reader.big32(16);
    const auto height = reader.big32(20);
    return checked(reader, width, height);
}

std::optional<ImageSize> gif_size(std::string_view bytes) {
    Reader reader(bytes);
    const auto width = reader.little16(6);
    const auto height = reader.little16(8);
    return checked(reader, width, height);
}

std::optional<ImageSize> webp_size(std::string_view bytes) {
    Reader reader(bytes);
    const std::string_view chunk = reader.text(12, 4);
    if (chunk == "VP8 ") {
        if (reader.text(23, 3) != "\x9d\x01\x2a") return std::nullopt;
        const auto width = reader.little16(26) & 0x3fff;
        const auto height = reader.little16(28) & 0x3fff;
        return checked(reader, width, height);
    }
    if (chunk == "VP8L") {
        if (reader.byte(20) != 0x2f) return std::nullopt;
        const auto bits = reader.little32(21);
        return checked(reader, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
    if (chunk == "VP8X") {
        const auto width = reader.little24(24) + 1;
        const auto height = reader.little24(27) + 1;
        return checked(reader, width, height);
    }
    return std::nullopt;
}

// EXIF, tag 0x0112 of the first directory; 5 to 8 are turned by a quarter.
bool is_turned(std::string_view exif) {
    constexpr std::uint32_t orientation = 0x0112;
    Reader reader(exif);
    if (reader.text(0, 6) != std::string_view("Exif\0\0", 6)) return false;
    const std::string_view tiff = exif.substr(6);
    Reader in(tiff);
    const bool little = in.text(0, 2) == "II";
    const auto number16 = [&](std::size_t at) { return little ? in.little16(at) : in.big16(at); };
    const std::size_t directory = little ? in.little32(4) : in.big32(4);
    const std::size_t entries = number16(directory);
    for (std::size_t i = 0; i < entries && !in.failed(); ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        if (number16(entry) != orientation) continue;
        const auto value = number16(entry + 8);
        return !in.failed() && value >= 5 && value <= 8;
    }
    return false;
}

bool is_frame(std::uint32_t marker) {  // SOF0 … SOF15 without DHT, JPG and DAC
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

std::optional<ImageSize> jpeg_size(std::string_view bytes) {
    Reader reader(bytes);
    bool turned = false;
    for (std::size_t at = 2; !reader.failed();) {
        if (reader.byte(at) != 0xff) return std::nullopt;
        const auto marker = reader.byte(at + 1);
        if (marker == 0xff) {  // filling
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {  // without a length
            at += 2;
            continue;
        }
        const std::size_t length = reader.big16(at + 2);
        if (length < 2) return std::nullopt;
        if (marker == 0xe1 && is_turned(reader.text(at + 4, length - 2))) turned = true;
        if (is_frame(marker)) {
            const auto height = reader.big16(at + 5);
            const auto width = reader.big16(at + 7);
            return turned ? checked(reader, height, width) : checked(reader, width, height);
        }
        at += 2 + length;
    }
    return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return png_size(bytes);
    if (bytes.starts_with("\xff\xd8\xff")) return jpeg_size(bytes);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return gif_size(bytes);
    if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return webp_size(bytes);
    return std::nullopt;
}

}  // namespace caunoi::files
