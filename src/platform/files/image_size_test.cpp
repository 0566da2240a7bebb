#include "platform/files/image_size.hpp"

#include "platform/base/bytes.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace caunoi::files {
namespace {

std::string png(std::string_view width_and_height) {
    return from_hex("89504e470d0a1a0a0000000d49484452") + from_hex(width_and_height) + from_hex("0802000000");
}

// Start, an EXIF segment of one entry, a comment, a frame of 640 × 480.
std::string jpeg(std::string_view exif_body) {
    const std::string exif = std::string("Exif\0\0", 6) + from_hex(exif_body);
    std::string bytes = from_hex("ffd8ffe1");
    bytes += static_cast<char>((exif.size() + 2) >> 8);
    bytes += static_cast<char>((exif.size() + 2) & 0xff);
    return bytes + exif + from_hex("fffe000461620000").substr(0, 6) +
           from_hex("ffffc000110801e0028003012200021101031101");
}
const std::string upright = jpeg(
    "49492a0008000000"
    "0100"
    "120103000100000001000000"
    "00000000");
const std::string turned_little = jpeg(
    "49492a0008000000"
    "0100"
    "120103000100000006000000"
    "00000000");
const std::string turned_big = jpeg(
    "4d4d002a00000008"
    "0001"
    "011200030000000100080000"
    "00000000");

const std::string gif = "GIF89a" + from_hex(
                                       "2003"
                                       "5802"
                                       "f70000");
const std::string webp_lossy = "RIFF" + from_hex("00010000") + "WEBPVP8 " +
                               from_hex(
                                   "00000000"
                                   "300100"
                                   "9d012a"
                                   "4006"
                                   "b004");
const std::string webp_lossless = "RIFF" + from_hex("00010000") + "WEBPVP8L" +
                                  from_hex(
                                      "00000000"
                                      "2f"
                                      "3fc0c500");
const std::string webp_extended = "RIFF" + from_hex("00010000") + "WEBPVP8X" +
                                  from_hex(
                                      "0a000000"
                                      "10000000"
                                      "3f0600"
                                      "af0400");

TEST(ImageSize, IsReadFromTheHeaderOfEachFormat) {
    EXPECT_EQ(image_size(png("0000050000000400")), (ImageSize{1280, 1024}));
    EXPECT_EQ(image_size(gif), (ImageSize{800, 600}));
    EXPECT_EQ(image_size(webp_lossy), (ImageSize{1600, 1200}));
    EXPECT_EQ(image_size(webp_lossless), (ImageSize{64, 792}));
    EXPECT_EQ(image_size(webp_extended), (ImageSize{1600, 1200}));
    EXPECT_EQ(image_size(upright), (ImageSize{640, 480}));
}

TEST(ImageSize, PhotographThatWasTurnedIsHighRatherThanWide) {
    EXPECT_EQ(image_size(turned_little), (ImageSize{480, 640}));
    EXPECT_EQ(image_size(turned_big), (ImageSize{480, 640}));
}

TEST(ImageSize, OfWhatIsNoImageIsUnknown) {
    EXPECT_EQ(image_size(""), std::nullopt);
    EXPECT_EQ(image_size("%PDF-1.7"), std::nullopt);
    EXPECT_EQ(image_size(png("0000000000000400")), std::nullopt);
    EXPECT_EQ(image_size(png("0001000000000400")), std::nullopt);
    EXPECT_EQ(image_size(from_hex("ffd8ffe00001")), std::nullopt);
    EXPECT_EQ(image_size("RIFF1234WAVEfmt "), std::nullopt);
}

TEST(ImageSize, BytesThatAnybodyMadeAreReadSafely) {
    std::minstd_rand random(7);
    int known = 0;
    for (const std::string& original :
         {png("0000050000000400"), gif, webp_lossy, webp_lossless, webp_extended, upright, turned_little, turned_big}) {
        for (std::size_t size = 0; size < original.size(); ++size)
            known += image_size(original.substr(0, size)) ? 1 : 0;
        for (int round = 0; round < 3000; ++round) {
            std::string bytes = original;
            for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
            if (const auto size = image_size(bytes)) {
                ++known;
                ASSERT_TRUE(size->width > 0 && size->width <= 65'535 && size->height > 0 && size->height <= 65'535);
            }
        }
    }
    EXPECT_GT(known, 1000);
}

}  // namespace
}  // namespace caunoi::files
