// Looks an asset up by name (pages) or by address (requests). Some dozens of entries: a scan needs no index.
#include "platform/http/assets.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace caunoi::http {

std::string_view asset_path(std::string_view name) {
    for (const Asset& asset : embedded_assets())
        if (asset.name == name) return asset.path;
    throw std::out_of_range(fmt::format("no asset is called {}", name));
}

const Asset* find_asset_by_path(std::string_view path) {
    for (const Asset& asset : embedded_assets())
        if (asset.path == path) return &asset;
    return nullptr;
}

}  // namespace caunoi::http
