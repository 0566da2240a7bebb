// Vietnamese told by its syllables, and the two encodings that hid in fonts before Unicode: TCVN3 (ABC, .VnTime) and
// VNI (VNI-Times). Their texts look like letters of Latin-1: "NguyÔn V¨n" and "Nguyeãn Vaên" are both Nguyễn Văn.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caunoi::imports {

// Of the words with a letter beyond ASCII: how many could be Vietnamese syllables.
struct Plausibility {
    std::size_t words = 0;
    std::size_t syllables = 0;

    [[nodiscard]] double share() const {
        return words == 0 ? 0 : static_cast<double>(syllables) / static_cast<double>(words);
    }
};
Plausibility plausibility(std::string_view text);

enum class Font { none, tcvn3, vni };

// How a text has to be read beyond its bytes.
struct Spelling {
    Font font = Font::none;
    bool eth = false;       // Đ written as the Icelandic Ð, which looks the same
    bool doubtful = false;  // few words, or many that are no syllables
};

// Of a whole file, line by line or cell by cell: one name alone ("Lª") says too little. French and German names stay as
// they are, because their letters read as TCVN3 or VNI give no syllables.
Spelling recognise(std::string_view lines);
// Lines that hold letters of Vietnamese Unicode stay: files are patched together from several years.
std::string respell(std::string_view lines, const Spelling& spelling);

// TCVN3 has no codes for capitals with a tone: they are the small letters, shown by a font of capitals (.VnTimeH). A
// word whose other letters are capitals is written in capitals; the rest ("nguyÔn" in .VnTimeH) nobody can know.
std::string from_tcvn3(std::string_view text);
std::string from_vni(std::string_view text);

}  // namespace caunoi::imports
