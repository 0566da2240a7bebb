// The scanner: one pass over the bytes, one table look-up a character, no allocation a token.
#include "platform/search/tokens/tokens.hpp"

#include "platform/base/utf8.hpp"
#include "platform/search/tokens/letters.hpp"

#include <array>
#include <cstring>

namespace caunoi::search::detail {
namespace {

constexpr std::size_t longest_word = 64;  // bytes; what follows in such a word is not indexed
constexpr int most_pieces = 8;            // of a code
constexpr std::size_t most_tones = 3;     // déjà has two; more is not a word
constexpr std::string_view tone_mark = "·";

constexpr bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Lý and Lí, Quý and Quí, Kỳ and Kì are one word: y alone after the first consonants counts as i. "tay" keeps its y.
bool ends_in_y_for_i(std::string_view plain) {
    if (plain.size() < 2 || plain.size() > 4 || plain.back() != 'y') return false;
    if (plain == "quy") return true;
    for (const char c : plain.substr(0, plain.size() - 1))
        if (c < 'a' || c > 'z' || is_vowel(c)) return false;
    return true;
}

// A word being read. Whole Letter arrays are copied and only their size is counted: cheaper than copying one byte or
// two.
class Buffer {
public:
    [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }
    [[nodiscard]] bool full() const { return size_ >= limit; }
    [[nodiscard]] char& back() { return bytes_[size_ - 1]; }
    void clear() { size_ = 0; }
    template <std::size_t N>
    void append(const std::array<char, N>& letters, std::size_t count) {
        std::memcpy(bytes_.data() + size_, letters.data(), N);
        size_ += count;
    }
    void append(std::string_view text) {
        text = text.substr(0, bytes_.size() - size_);
        std::memcpy(bytes_.data() + size_, text.data(), text.size());
        size_ += text.size();
    }

private:
    static constexpr std::size_t limit = 128;
    std::array<char, limit + 16> bytes_;
    std::size_t size_ = 0;
};

class Scanner {
public:
    Scanner(std::string_view source, void* to, Sink sink) : source_(source), to_(to), sink_(sink) {}

    void run() {
        while (at_ < source_.size()) {
            const std::size_t begin = at_;
            const char32_t c = next_code_point(source_, at_);
            if (c == invalid_code_point)
                separate(Class::separator, begin);
            else
                take(letters_.of(c), c, begin);
        }
        end_word();
        end_code();
    }

private:
    void take(const Letter& letter, char32_t c, std::size_t begin) {
        switch (letter.kind) {
            case Class::letter:
            case Class::digit: add_letter(letter, begin); break;
            case Class::tone:
            case Class::mark: add_combining(letter, c); break;
            case Class::ignored: break;
            case Class::separator:
            case Class::blank:
            case Class::joiner: separate(letter.kind, begin); break;
            case Class::han: add_han(fold_han(c), begin); break;
        }
    }

    void add_letter(const Letter& letter, std::size_t begin) {
        if (!in_word_) begin_word(begin);
        word_end_ = at_;
        has_digit_ = has_digit_ || letter.kind == Class::digit;
        if (plain_.text().size() >= longest_word || full_.full()) return;
        if (letter.plain_size == 0) {  // of a script that has no table: as written
            plain_.append(source_.substr(begin, at_ - begin));
            full_.append(source_.substr(begin, at_ - begin));
            return;
        }
        plain_.append(letter.plain, letter.plain_size);
        full_.append(letter.full, letter.full_size);
        add_tone(letter.tone);
    }

    void add_combining(const Letter& letter, char32_t mark) {
        if (!in_word_) return;
        word_end_ = at_;
        if (letter.tone) return add_tone(letter.tone);
        if (full_.full()) return;  // marks piled up by the hundred are not text
        std::string letters(full_.text());
        add_mark(letters, mark);
        full_.clear();
        full_.append(letters);
    }

    void add_tone(std::uint8_t tone) {
        if (tone && tones_ < most_tones) tone_digits_[tones_++] = static_cast<char>('0' + tone);
    }

    void begin_word(std::size_t begin) {
        if (pieces_ > 0 && begin != code_next_) end_code();
        if (pieces_ > 0 && apostrophe_) code_wanted_ = true;
        in_word_ = true;
        after_han_ = false;
        word_begin_ = begin;
        has_digit_ = false;
        plain_.clear();
        full_.clear();
        tones_ = 0;
    }

    void end_word() {
        if (!in_word_) return;
        in_word_ = false;
        if (ends_in_y_for_i(plain_.text())) {
            plain_.back() = 'i';
            if (full_.back() == 'y') full_.back() = 'i';
        }
        emit(plain_.text(), word_begin_, word_end_, position_, Kind::plain);
        if (tones_ > 0 || full_.text() != plain_.text()) {
            if (tones_ > 0) {
                full_.append(tone_mark);
                full_.append(std::string_view(tone_digits_.data(), tones_));
            }
            emit(full_.text(), word_begin_, word_end_, position_, Kind::toned);
        }
        add_piece();
        ++position_;
    }

    void add_piece() {
        if (pieces_ == 0) {
            code_.clear();
            code_begin_ = word_begin_;
            code_position_ = position_;
            code_wanted_ = false;
            code_fits_ = true;
        }
        ++pieces_;
        code_end_ = word_end_;
        code_wanted_ = code_wanted_ || has_digit_;
        code_fits_ = code_fits_ && pieces_ <= most_pieces && code_.size() + plain_.text().size() <= longest_word;
        if (code_fits_) code_ += plain_.text();
    }

    void end_code() {
        if (pieces_ > 1 && code_wanted_ && code_fits_)
            emit(code_, code_begin_, code_end_, code_position_, Kind::joined);
        pieces_ = 0;
    }

    void separate(Class kind, std::size_t begin) {
        const bool ended_here = in_word_;
        end_word();
        if (kind == Class::joiner && ended_here) {
            code_next_ = at_;  // a piece that begins right here goes on with the code
            apostrophe_ = source_[begin] == '\'' || source_.substr(begin, at_ - begin) == "’";
        } else {
            end_code();
        }
        if (kind != Class::blank) after_han_ = false;
    }

    // Blanks between characters are layout ("李　强" in a list of names), so pairs are made across them.
    void add_han(char32_t c, std::size_t begin) {
        end_word();
        end_code();
        han_.erase(0, after_han_ ? han_.size() - last_han_size_ : han_.size());
        const std::size_t before = han_.size();
        append_code_point(han_, c);
        emit(std::string_view(han_).substr(before), begin, at_, position_, Kind::han1);
        if (after_han_) emit(han_, last_han_begin_, at_, position_ - 1, Kind::han2);
        ++position_;
        after_han_ = true;
        last_han_begin_ = begin;
        last_han_size_ = han_.size() - before;
    }

    void emit(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t position, Kind kind) {
        sink_(to_, Token{.text = text,
                         .begin = static_cast<std::uint32_t>(begin),
                         .end = static_cast<std::uint32_t>(end),
                         .position = position,
                         .kind = kind});
    }

    const Letters& letters_ = letters();
    std::string_view source_;
    void* to_;
    Sink sink_;
    std::size_t at_ = 0;
    std::uint32_t position_ = 0;

    bool in_word_ = false;
    bool has_digit_ = false;
    std::size_t word_begin_ = 0;
    std::size_t word_end_ = 0;
    Buffer plain_;
    Buffer full_;
    std::array<char, most_tones> tone_digits_{};
    std::size_t tones_ = 0;

    int pieces_ = 0;
    bool code_wanted_ = false;
    bool code_fits_ = true;
    bool apostrophe_ = false;
    std::size_t code_begin_ = 0;
    std::size_t code_end_ = 0;
    std::size_t code_next_ = 0;
    std::uint32_t code_position_ = 0;
    std::string code_;

    bool after_han_ = false;
    std::size_t last_han_begin_ = 0;
    std::size_t last_han_size_ = 0;
    std::string han_;
};

}  // namespace

void tokenise(std::string_view source, void* to, Sink sink) {
    Scanner(source, to, sink).run();
}

}  // namespace caunoi::search::detail
