// What each character is to the tokeniser.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace caunoi::search::detail {

enum class Class : std::uint8_t {
    separator,
    ignored,  // invisible: soft hyphen, zero-width space
    letter,
    digit,
    tone,    // a combining tone mark of Vietnamese
    mark,    // another combining mark: hat, horn, breve, diaeresis …
    joiner,  // holds the pieces of a code together: - / . _ ' and the like
    blank,   // a separator that does not part Han characters
    han,
};

// Letters as UTF-8. `plain` has no marks; `full` keeps all but the tone.
struct Letter {
    Class kind = Class::separator;
    std::uint8_t tone = 0;  // 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng
    std::uint8_t plain_size = 0;
    std::uint8_t full_size = 0;
    std::array<char, 4> plain{};
    std::array<char, 8> full{};
};

class Letters {
public:
    Letters();
    [[nodiscard]] const Letter& of(char32_t c) const { return c < near_size ? near_[c] : far(c); }

private:
    static constexpr char32_t near_size =
        0x3000;  // all alphabets of Europe and South-East Asia, punctuation, Roman numerals
    struct Range {
        char32_t first, last;
    };
    [[nodiscard]] const Letter& far(char32_t c) const;

    std::vector<Letter> near_;
    std::vector<Range> far_letters_;
};

const Letters& letters();  // built from ICU at the first use

// The form under which a Han character is indexed: compatibility characters become the unified ones, traditional and
// other variants the simplified one.
char32_t fold_han(char32_t c);

// Appends a combining mark to the letters before it. â ê ô ă ơ ư have characters of their own; the way from a composed
// letter leads through here too, so that both spellings give the same bytes.
void add_mark(std::string& letters, char32_t mark);

}  // namespace caunoi::search::detail
