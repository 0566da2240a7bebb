// Where the sources are, for tests that read them: a test program lies in build/PRESET/bin below. Found at run time,
// because a path in the compile command would keep the compiler cache from serving another checkout.
#pragma once

#include <filesystem>
#include <stdexcept>

namespace caunoi {

inline std::filesystem::path build_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path();
}
inline std::filesystem::path source_folder() {
    for (std::filesystem::path folder = build_folder(); folder.has_relative_path(); folder = folder.parent_path())
        if (std::filesystem::exists(folder / "CMakePresets.json")) return folder;
    throw std::logic_error("the test program does not lie below its sources");
}

}  // namespace caunoi
