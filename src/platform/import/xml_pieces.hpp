// Cuts elements out of an XML document that arrives piece by piece, so that a sheet of 100,000 lines is never in memory
// as a tree: each line is parsed by itself.
#pragma once

#include "platform/base/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::imports {

// Gives each element with one of the names, from "<" to the last ">"; prefixes (x:row) do not count. Elements of one
// name do not lie in each other. Document types are refused, so no entity is ever expanded: import.xlsx.suspicious.
class XmlPieces {
public:
    using Take = std::function<Result<void>(std::string_view name, std::string_view element)>;

    XmlPieces(std::vector<std::string_view> names, Take take) : names_(std::move(names)), take_(std::move(take)) {}

    Result<void> feed(std::string_view bytes);
    Result<void> finish() const;  // import.xlsx.broken when something is open

private:
    Result<bool> step();

    std::vector<std::string_view> names_;
    Take take_;
    std::string buffer_;
    std::size_t at_ = 0;        // everything before is done with
    std::size_t searched_ = 0;  // how far the end of the open element was looked for
};

// "x:row" → "row".
std::string_view local_name(std::string_view name);

}  // namespace caunoi::imports
