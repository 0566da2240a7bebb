// Files of the source tree, for the tests that hold catalogues, sources and glossary together.
#pragma once

#include "platform/base/test_files.hpp"
#include "platform/base/test_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace caunoi::i18n::test {

// Below `folder`, with that ending, sorted.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder, std::string_view ending) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().string().ends_with(ending)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace caunoi::i18n::test
