// Which words differ between two texts. Han characters count one by one, because nothing separates Chinese words.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace caunoi::html {

struct Piece {
    std::string_view text;  // of the text that was given
    bool differs = false;
};
struct Pieces {
    std::vector<Piece> before;
    std::vector<Piece> after;
};
// The pieces of each side, put together, are that side again. Texts that differ in more than about a thousand words are
// marked as a whole from the first difference to the last.
Pieces difference(std::string_view before, std::string_view after);

}  // namespace caunoi::html
