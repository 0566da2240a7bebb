// What is true of the sources as a whole.
#include "modules/settings/help.hpp"
#include "platform/base/test_source.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace caunoi::app {

namespace {

const std::filesystem::path root = source_folder();

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool is_demonstration(const std::filesystem::path& file) {
    const std::string path = file.lexically_relative(root / "src").string();
    return path.starts_with("app/demo") || path.starts_with("modules/demo/");
}

}  // namespace

TEST(Sources, KeepTheArrowsBetweenTheFolders) {
    const std::string command = "python3 '" + (root / "tools/check_layers.py").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(concurrency-mt-unsafe)
}

// One program for every association: what is of one of them is data (decision 11). Tests may speak of it.
TEST(Sources, NameNoAssociation) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "src")) {
        const std::filesystem::path& file = entry.path();
        if (file.extension() != ".cpp" && file.extension() != ".hpp") continue;
        const std::string name = file.filename().string();
        if (is_demonstration(file) || name.ends_with("_test.cpp") || name.starts_with("test_")) continue;
        ++files;
        const std::string text = text_of(file);
        for (const char* place : {"Lạng Sơn", "谅山"})
            EXPECT_EQ(text.find(place), std::string::npos)
                << file.lexically_relative(root).string() << " names " << place;
    }
    EXPECT_GT(files, 100);
}

// A page names its help by PageHead::help; the "?" of a page must lead somewhere.
TEST(Sources, NameHelpThatExists) {
    std::set<std::string> screens;
    for (const settings::HelpSection& section : settings::help_sections())
        screens.insert(section.screens.begin(), section.screens.end());
    int found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "src")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp") || name == "help_routes.cpp") continue;
        const std::string text = text_of(entry.path());
        constexpr std::string_view sign = "\"help.";
        for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1)) {
            const std::size_t from = at + sign.size();
            const std::string screen = text.substr(from, text.find('"', from) - from);
            if (screen == "of_screen") continue;  // the words of the link itself
            ++found;
            EXPECT_TRUE(screens.contains(screen)) << entry.path() << ": help." << screen;
        }
    }
    EXPECT_GT(found, 15);
}

}  // namespace caunoi::app
