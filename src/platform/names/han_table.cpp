#include "platform/names/han_table.hpp"

#include "platform/names/embedded.hpp"
#include "platform/names/syllable.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace caunoi::names {

namespace {

constexpr std::uint16_t table_version = 1;
constexpr std::uint16_t no_reading = 0xffff;
constexpr int common_enough = 30;  // of the standard list of simplified characters

struct Row {
    std::uint32_t character;
    std::uint16_t stands;  // row of the form that stands for it
    std::uint16_t first;   // of its entries
    std::uint8_t strokes;
    std::uint8_t frequency;
};
struct Entry {
    std::uint16_t pinyin;
    std::uint16_t reading;
    std::uint8_t share;
};

// Little-endian, as the tool packs it; so are the machines that this runs on.
class Bytes {
public:
    explicit Bytes(std::string_view data) : data_(data) {}
    template <class T>
    T take() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view take(std::size_t size) {
        if (data_.size() - at_ < size) throw std::runtime_error("the table of Han characters is cut off");
        at_ += size;
        return data_.substr(at_ - size, size);
    }

private:
    std::string_view data_;
    std::size_t at_ = 0;
};

std::vector<std::string_view> take_strings(Bytes& bytes, std::size_t count) {
    std::vector<std::uint16_t> ends;
    for (std::size_t i = 0; i < count; ++i) ends.push_back(bytes.take<std::uint16_t>());
    std::vector<std::string_view> strings;
    std::uint16_t begin = 0;
    for (const std::uint16_t end : ends) {
        strings.push_back(bytes.take(static_cast<std::size_t>(end - begin)));
        begin = end;
    }
    return strings;
}

struct Table {
    std::vector<Row> rows;  // by character; one more at the end
    std::vector<Entry> entries;
    std::vector<std::string_view> pinyin;
    std::vector<std::string_view> readings;

    Table() {
        const auto files = embedded_names();
        const auto file = std::ranges::find(files, std::string_view("han.table"), &EmbeddedFile::name);
        if (file == files.end()) throw std::runtime_error("the table of Han characters is missing");
        Bytes bytes(file->text);
        if (bytes.take(4) != "HANT" || bytes.take<std::uint16_t>() != table_version)
            throw std::runtime_error("the table of Han characters has another form");
        const auto characters = bytes.take<std::uint16_t>();
        const auto entry_count = bytes.take<std::uint16_t>();
        const auto pinyin_count = bytes.take<std::uint16_t>();
        const auto reading_count = bytes.take<std::uint16_t>();
        for (std::size_t i = 0; i <= characters; ++i) {
            Row& row = rows.emplace_back();
            row.character = bytes.take<std::uint32_t>();
            row.stands = bytes.take<std::uint16_t>();
            row.first = bytes.take<std::uint16_t>();
            row.strokes = bytes.take<std::uint8_t>();
            row.frequency = bytes.take<std::uint8_t>();
        }
        for (std::size_t i = 0; i < entry_count; ++i) {
            Entry& entry = entries.emplace_back();
            entry.pinyin = bytes.take<std::uint16_t>();
            entry.reading = bytes.take<std::uint16_t>();
            entry.share = bytes.take<std::uint8_t>();
        }
        pinyin = take_strings(bytes, pinyin_count);
        readings = take_strings(bytes, reading_count);
    }

    [[nodiscard]] const Row* find(char32_t character) const {
        const auto end = rows.end() - 1;
        const auto row = std::lower_bound(rows.begin(), end, static_cast<std::uint32_t>(character),
                                          [](const Row& a, std::uint32_t c) { return a.character < c; });
        return row != end && row->character == character ? &*row : nullptr;
    }
};

const Table& table() {
    static const Table loaded;
    return loaded;
}

}  // namespace

std::vector<Reading> readings_of(char32_t character) {
    const Row* row = table().find(character);
    if (!row) return {};
    std::vector<Reading> readings;
    for (std::size_t i = row->first; i < (row + 1)->first; ++i) {
        const Entry& entry = table().entries[i];
        readings.push_back(
            {.pinyin = table().pinyin[entry.pinyin],
             .han_viet = entry.reading == no_reading ? std::string_view() : table().readings[entry.reading],
             .share = entry.share / 255.0});
    }
    return readings;
}

char32_t fold_variant(char32_t character) {
    const Row* row = table().find(character);
    return row ? static_cast<char32_t>(table().rows[row->stands].character) : character;
}

char32_t simplified(char32_t character) {
    return frequency_of(character) < common_enough ? fold_variant(character) : character;
}

int strokes_of(char32_t character) {
    const Row* row = table().find(character);
    return row ? row->strokes : 0;
}

int frequency_of(char32_t character) {
    const Row* row = table().find(character);
    return row ? row->frequency : 0;
}

const std::vector<Written>& characters_read(std::string_view key) {
    static const auto by_reading = [] {
        std::map<std::string, std::vector<Written>, std::less<>> found;
        for (std::size_t i = 0; i + 1 < table().rows.size(); ++i) {
            const Row& row = table().rows[i];
            if (row.stands != i || row.frequency < common_enough) continue;
            const auto character = static_cast<char32_t>(row.character);
            for (const Reading& reading : readings_of(character)) {
                if (reading.han_viet.empty()) continue;
                std::vector<Written>& all = found[reading_key(reading.han_viet)];
                if (!all.empty() && all.back().character == character)
                    all.back().share += reading.share;
                else
                    all.push_back({character, reading.share});
            }
        }
        return found;
    }();
    static const std::vector<Written> none;
    const auto place = by_reading.find(key);
    return place == by_reading.end() ? none : place->second;
}

bool is_pinyin_syllable(std::string_view word) {
    static const auto all = [] {
        std::set<std::string, std::less<>> found;
        for (const std::string_view pinyin : table().pinyin)
            if (pinyin.find_first_of("aeiou") != std::string_view::npos)  // 嗯 is ng, 呣 is m
                found.insert(pinyin_key(toneless(pinyin)));
        return found;
    }();
    return all.contains(word);
}

}  // namespace caunoi::names
