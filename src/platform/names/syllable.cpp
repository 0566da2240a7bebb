#include "platform/names/syllable.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace caunoi::names {

namespace {

// Each row: a vowel without tone, then with huyền, hỏi, ngã, sắc, nặng.
constexpr std::array<std::u32string_view, 12> vowels{U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ", U"êềểễếệ", U"iìỉĩíị",
                                                     U"oòỏõóọ", U"ôồổỗốộ", U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};

constexpr std::array<std::u32string_view, 12> capitals{U"AÀẢÃÁẠ", U"ĂẰẲẴẮẶ", U"ÂẦẨẪẤẬ", U"EÈẺẼÉẸ",
                                                       U"ÊỀỂỄẾỆ", U"IÌỈĨÍỊ", U"OÒỎÕÓỌ", U"ÔỒỔỖỐỘ",
                                                       U"ƠỜỞỠỚỢ", U"UÙỦŨÚỤ", U"ƯỪỬỮỨỰ", U"YỲỶỸÝỴ"};

char32_t capital_of(char32_t c) {
    if (c >= 'a' && c <= 'z') return c - ('a' - 'A');
    if (c == U'đ') return U'Đ';
    for (std::size_t row = 0; row < vowels.size(); ++row)
        if (const std::size_t tone = vowels[row].find(c); tone != std::u32string_view::npos) return capitals[row][tone];
    return c;
}

struct Sound {
    char32_t letter;
    int tone;
};
Sound sound_of(char32_t c) {
    if (c < 0x80) return {c, 0};
    for (const std::u32string_view row : vowels)
        if (const std::size_t tone = row.find(c); tone != std::u32string_view::npos)
            return {row[0], static_cast<int>(tone)};
    return {c == U'ð' ? U'đ' : c, 0};
}

std::string_view plain_letter(char32_t letter) {
    switch (letter) {
        case U'ă':
        case U'â': return "a";
        case U'ê': return "e";
        case U'ô':
        case U'ơ': return "o";
        case U'ư': return "u";
        case U'đ': return "d";
        default: return {};
    }
}

bool is_vowel_letter(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

// Lý is Lí, Quý is Quí; "tay" and "uy" keep their y.
bool ends_in_y_after_consonant(std::string_view letters) {
    if (letters.size() < 2 || letters.back() != 'y') return false;
    if (letters == "quy") return true;
    const std::string_view before = letters.substr(0, letters.size() - 1);
    return std::ranges::none_of(before, is_vowel_letter);
}

struct Keys {
    std::string letters;
    std::string plain;
    int tone = 0;
};
Keys keys_of_syllable(std::string_view syllable) {
    Keys keys;
    const std::string lower = to_lower(clean(syllable));
    for (std::size_t at = 0; at < lower.size();) {
        const char32_t c = next_code_point(lower, at);
        if (c == invalid_code_point) continue;
        const Sound sound = sound_of(c);
        if (sound.tone) keys.tone = sound.tone;
        append_code_point(keys.letters, sound.letter);
        const std::string_view plain = plain_letter(sound.letter);
        if (plain.empty())
            append_code_point(keys.plain, sound.letter);
        else
            keys.plain += plain;
    }
    if (ends_in_y_after_consonant(keys.plain)) {
        keys.plain.back() = 'i';
        keys.letters.back() = 'i';
    }
    return keys;
}

void split_on(std::string_view word, std::size_t at, std::vector<std::string>& taken,
              std::vector<std::vector<std::string>>& found) {
    constexpr std::size_t longest = 6;      // zhuang
    constexpr std::size_t most_tried = 64;  // a word of twelve letters has fewer
    if (found.size() >= most_tried) return;
    if (at == word.size()) {
        found.push_back(taken);
        return;
    }
    for (std::size_t size = std::min(longest, word.size() - at); size > 0; --size) {
        const std::string key = pinyin_key(word.substr(at, size));
        if (!is_pinyin_syllable(key)) continue;
        taken.push_back(key);
        split_on(word, at + size, taken, found);
        taken.pop_back();
    }
}

}  // namespace

std::string reading_key(std::string_view syllable) {
    Keys keys = keys_of_syllable(syllable);
    if (keys.tone) keys.letters += static_cast<char>('0' + keys.tone);
    return keys.letters;
}

std::string plain_key(std::string_view syllable) {
    return keys_of_syllable(syllable).plain;
}

std::vector<std::string> syllables(std::string_view text) {
    std::vector<std::string> found;
    std::string current;
    const auto end = [&] {
        if (!current.empty()) found.push_back(std::exchange(current, {}));
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        const bool parts =
            c == ' ' || c == '-' || c == '\t' || c == '\n' || c == 0xa0 || c == 0x3000 || (c >= 0x2010 && c <= 0x2014);
        if (parts)
            end();
        else
            current += text.substr(begin, at - begin);
    }
    end();
    return found;
}

std::string capitalised(std::string_view syllable) {
    if (syllable.empty()) return {};
    std::size_t at = 0;
    const char32_t first = next_code_point(syllable, at);
    if (first == invalid_code_point) return std::string(syllable);
    std::string out;
    append_code_point(out, capital_of(first));
    return out.append(syllable.substr(at));
}

std::string_view toneless(std::string_view pinyin) {
    if (!pinyin.empty() && std::isdigit(static_cast<unsigned char>(pinyin.back()))) pinyin.remove_suffix(1);
    return pinyin;
}

std::string pinyin_key(std::string_view word) {
    std::string key(word);
    for (const std::string_view form : {"ü", "yu", "v"}) {
        const std::size_t at = key.find(form);
        const bool after = at == 1 && (key[0] == 'l' || key[0] == 'n');
        if (after) key.replace(at, form.size(), "u");
    }
    return key;
}

std::vector<std::vector<std::string>> pinyin_splits(std::string_view word, std::size_t most) {
    constexpr std::size_t longest_word = 40;
    std::vector<std::vector<std::string>> found;
    if (word.empty() || word.size() > longest_word) return found;
    std::vector<std::string> taken;
    split_on(word, 0, taken, found);
    std::ranges::stable_sort(found, {}, &std::vector<std::string>::size);
    if (found.size() > most) found.resize(most);
    return found;
}

}  // namespace caunoi::names
