// What every table becomes, whatever file it came in.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace caunoi::imports {

// A line with content; its cells end with the last that is not empty.
struct Line {
    std::size_t number = 0;  // from 1, as the spreadsheet or an editor counts
    std::vector<std::string> cells;
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<Line> lines;
};

}  // namespace caunoi::imports
