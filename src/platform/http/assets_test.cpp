// Lookup in a table as small as a table can be; the real one is generated into the program.
#include "platform/http/assets.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace caunoi::http {

std::span<const Asset> embedded_assets() {
    static constexpr std::array<Asset, 2> two{Asset{.name = "app.css",
                                                    .path = "/assets/app.1a2b3c4d.css",
                                                    .type = "text/css",
                                                    .plain = "a{}",
                                                    .gzip = "",
                                                    .brotli = "",
                                                    .etag = "\"1a\""},
                                              Asset{.name = "app.js",
                                                    .path = "/assets/app.5e6f7a8b.js",
                                                    .type = "text/javascript",
                                                    .plain = "1",
                                                    .gzip = "",
                                                    .brotli = "",
                                                    .etag = "\"5e\""}};
    return two;
}

TEST(Assets, AreFoundByNameAndByAddress) {
    EXPECT_EQ(asset_path("app.js"), "/assets/app.5e6f7a8b.js");
    ASSERT_NE(find_asset_by_path("/assets/app.1a2b3c4d.css"), nullptr);
    EXPECT_EQ(find_asset_by_path("/assets/app.1a2b3c4d.css")->plain, "a{}");
}

TEST(Assets, AMisspeltNameIsOurMistakeAndAStrangeAddressIsNot) {
    EXPECT_THROW(static_cast<void>(asset_path("app.cs")), std::out_of_range);
    EXPECT_EQ(find_asset_by_path("/assets/app.css"), nullptr);
}

}  // namespace caunoi::http
