// What index.cpp and find.cpp share.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::search {

// The token that every document of a kind has, so that the engines themselves leave out what an actor may not see.
// Begins with a sign that no token of a text or query begins with.
std::string kind_token(std::string_view kind);

}  // namespace caunoi::search
