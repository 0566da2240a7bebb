// What tests of pages need: a context without a request.
#pragma once

#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"
#include "platform/html/test_markup.hpp"
#include "platform/store/test_database.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace caunoi::html {

inline constexpr Permission test_permission{"test.see"};

// A signed-in clerk on an installation without tables: pages never ask the database themselves.
struct TestPage {
    store::TestDatabase database{store::Engine::sqlite, {}};
    Installation installation;
    Context context{.database = database.database(),
                    .installation = installation,
                    .actor = {.account = AccountId{1}, .name = "Hoàng Thị Hoa", .permissions = {test_permission}},
                    .visit = {.csrf_token = "token-of-this-page"}};
};

inline std::string contents_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace caunoi::html
