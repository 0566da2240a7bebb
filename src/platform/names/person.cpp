#include "platform/names/person.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/han_table.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/read.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace caunoi::names {

namespace {

constexpr std::array<std::string_view, 12> double_surnames{"Tôn Thất",     "Tôn Nữ",      "Âu Dương",    "Nguyễn Phúc",
                                                           "Nguyễn Phước", "Hoàng Phủ",   "Tư Mã",       "Gia Cát",
                                                           "Tư Đồ",        "Thượng Quan", "Đoàn Nguyễn", "Công Tôn"};
constexpr std::array<std::string_view, 24> titles_before{
    "ông", "bà", "anh",  "chị", "cô",     "ngài",     "đồng chí",     "đ/c",    "gs.",        "gs", "pgs.", "pgs",
    "ts.", "ts", "ths.", "ths", "đại sứ", "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư", "mr", "mr.",  "ms"};
constexpr std::array<std::string_view, 18> titles_behind{"副主席", "副书记", "副部长", "先生", "女士", "小姐",
                                                         "夫人",   "同志",   "阁下",   "教授", "博士", "大使",
                                                         "主席",   "书记",   "部长",   "会长", "省长", "市长"};

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    const std::string line = clean_line(name);
    for (const std::string_view word : split(line, ' '))
        if (!word.empty()) words.emplace_back(word);
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (!text.empty()) text += ' ';
        text += words[i];
    }
    return text;
}

bool same_reading(std::string_view a, std::string_view b) {
    const std::vector<std::string> left = syllables(a);
    const std::vector<std::string> right = syllables(b);
    return std::ranges::equal(left, right, {}, reading_key, reading_key);
}

bool is_all_han(std::string_view text) {
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == ' ' || c == 0x3000) continue;
        if (!is_han(c)) return false;
        any = true;
    }
    return any;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c != ' ' && c != 0x3000) append_code_point(out, c);
    }
    return out;
}

// zēng → zeng1, as the table writes it.
std::string numbered(std::string_view pinyin) {
    constexpr std::array<std::u32string_view, 6> marked{U"aāáǎà", U"eēéěè", U"iīíǐì", U"oōóǒò", U"uūúǔù", U"üǖǘǚǜ"};
    std::string letters;
    char tone = '5';
    for (std::size_t at = 0; at < pinyin.size();) {
        char32_t c = next_code_point(pinyin, at);
        for (const std::u32string_view row : marked)
            if (const std::size_t place = row.find(c); place != std::u32string_view::npos && place > 0) {
                tone = static_cast<char>('0' + place);
                c = row[0];
            }
        if (c != ' ') append_code_point(letters, c);
    }
    return letters + tone;
}

// The commonest character that has this pinyin and no other.
std::string only_said(const std::string& pinyin) {
    static const auto all = [] {
        std::map<std::string, char32_t, std::less<>> found;
        for (char32_t c = 0x4e00; c <= 0x9fff; ++c) {
            const std::vector<Reading> readings = readings_of(c);
            const bool one = !readings.empty() && std::ranges::all_of(readings, [&](const Reading& reading) {
                return reading.pinyin == readings.front().pinyin;
            });
            if (!one) continue;
            const auto place = found.try_emplace(std::string(readings.front().pinyin), c).first;
            if (frequency_of(c) > frequency_of(place->second)) place->second = c;
        }
        return found;
    }();
    std::string text;
    if (const auto found = all.find(pinyin); found != all.end()) append_code_point(text, found->second);
    return text;
}

}  // namespace

PersonName split_vietnamese(std::string_view name) {
    const std::vector<std::string> words = words_of(name);
    const auto odd = [](const std::string& word) { return word.find('\'') != std::string::npos; };
    if (words.size() < 2 || std::ranges::any_of(words, odd)) return {{}, {}, joined(words, 0, words.size())};
    std::size_t surname = 1;
    if (words.size() > 2)
        for (const std::string_view two : double_surnames)
            if (same_reading(words[0] + " " + words[1], two)) surname = 2;
    return {joined(words, 0, surname), joined(words, surname, words.size() - 1), words.back()};
}

PersonName split_han(std::string_view name) {
    const std::string text = without_blanks(name);
    if (!is_all_han(text)) return {{}, {}, text};
    const Surname* surname = surname_of(text);
    const std::size_t size = surname                 ? surname->han.size()
                             : code_points(text) > 1 ? first_code_points(text, 1).size()
                                                     : 0;
    return {text.substr(0, size), {}, text.substr(size)};
}

PersonName split_latin(std::string_view name) {
    const std::string line = clean_line(name);
    if (const std::size_t comma = line.find(','); comma != std::string::npos)
        return {std::string(trim(line.substr(0, comma))), {}, std::string(trim(line.substr(comma + 1)))};
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 2) return {{}, {}, line};
    return {words.front(), {}, joined(words, 1, words.size())};
}

std::string without_titles(std::string_view name) {
    std::string text = clean_line(name);
    for (bool stripped = true; stripped;) {
        stripped = false;
        const std::string lower = to_lower(text);
        for (const std::string_view title : titles_before)
            if (lower.size() > title.size() + 1 && lower.starts_with(title) && lower[title.size()] == ' ') {
                text = text.substr(title.size() + 1);
                stripped = true;
                break;
            }
        for (const std::string_view title : titles_behind)
            // 王主席 keeps its surname; 主席 alone is no name.
            if (!stripped && text.size() > title.size() && text.ends_with(title)) {
                text.resize(text.size() - title.size());
                stripped = true;
                break;
            }
    }
    return text;
}

std::string pinyin_order_form(std::string_view han_name) {
    const std::string text = without_blanks(han_name);
    const Surname* surname = is_all_han(text) ? surname_of(text) : nullptr;
    if (!surname || code_points(surname->han) > 1) return std::string(han_name);
    std::size_t at = 0;
    const std::vector<Reading> readings = readings_of(next_code_point(text, at));
    const std::string said = numbered(surname->pinyin);
    const bool several = std::ranges::any_of(readings, [&](const Reading& one) { return one.pinyin != said; });
    const std::string other = several ? only_said(said) : std::string();
    return other.empty() ? text : other + text.substr(at);
}

std::string given_name_order_form(std::string_view vietnamese_name) {
    const PersonName name = split_vietnamese(vietnamese_name);
    // The sign between the parts sorts before every letter, so that Hà before Hà Anh stays.
    return fmt::format("{}\n{}\n{}", name.given, name.family, name.middle);
}

}  // namespace caunoi::names
