// Where the sources lie, for tests that read them. Not from __FILE__: the compiler cache makes that relative to the
// build.
#pragma once

#include <filesystem>
#include <stdexcept>

namespace caunoi {

// The build lies inside of the checkout (CMakePresets.json), and so does this program.
inline std::filesystem::path source_folder() {
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
    for (std::filesystem::path folder = program.parent_path(); folder.has_relative_path();
         folder = folder.parent_path())
        if (std::filesystem::exists(folder / "CMakePresets.json")) return folder;
    throw std::runtime_error(program.string() + " does not lie in a checkout");
}

}  // namespace caunoi
