// Interface texts by key, in the reader's language.
#pragma once

#include "platform/base/language.hpp"
#include "platform/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace caunoi::i18n {

// The text lives as long as the program. A key that does not exist gives "⟦key⟧", which tests look for.
std::string_view tr(Language language, std::string_view key);
// With {name} replaced by its argument; what an argument contains is never read as a placeholder.
std::string tr(Language language, std::string_view key, const Arguments& arguments);
// For numbers of things: key.one and key.other in English, key.other in Vietnamese and Chinese. {count} is the number,
// written as the language writes it.
std::string tr_count(Language language, std::string_view key, std::int64_t count, const Arguments& more = {});

bool has_text(std::string_view key);  // for keys that come from outside, such as a notice in an address

}  // namespace caunoi::i18n
