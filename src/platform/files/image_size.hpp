// Width and height of PNG, JPEG, GIF and WebP from their headers, so that pages can leave the right room before a
// photograph arrives. Reads bytes that anybody may have made.
#pragma once

#include <optional>
#include <string_view>

namespace caunoi::files {

struct ImageSize {
    int width = 0;
    int height = 0;
    friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

// As it is shown: a photograph that its camera marked as turned has width and height exchanged. nullopt: not one of
// these formats, damaged, or larger than 65,535 in one direction.
std::optional<ImageSize> image_size(std::string_view bytes);

}  // namespace caunoi::files
