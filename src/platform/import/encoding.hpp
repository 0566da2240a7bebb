// Bytes of a text file to UTF-8: what an office hands over is as often an old encoding as it is Unicode.
#pragma once

#include "platform/base/result.hpp"

#include <string>
#include <string_view>

namespace caunoi::imports {

enum class Encoding { utf8, utf16le, utf16be, gb18030, windows1258, tcvn3, vni };
std::string_view name(Encoding encoding);  // "UTF-8", as programs call it

// What to tell the person, who sees the first rows beside it.
enum class Advice {
    none,
    look_at_letters,   // the encoding is a guess: few words, or none that decide
    look_at_capitals,  // TCVN3 has no capitals with tones, see from_tcvn3()
    cut_off,           // the last character is not whole: the file was cut, or its copy was
};

struct Decoded {
    std::string text;  // UTF-8, NFC, without a byte order mark
    Encoding encoding = Encoding::utf8;
    bool doubtful = false;
    Advice advice = Advice::none;
};

// Refuses (import.text.not_text) what holds NUL characters: a picture, a program. Everything else is read somehow:
// `doubtful` says that it may be wrong.
Result<Decoded> decode(std::string_view bytes);

}  // namespace caunoi::imports
