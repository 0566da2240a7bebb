// The interface speaks the words of docs/glossary.tsv: where a Vietnamese text uses a term, the Chinese and English
// texts of the same key use one of its forms. Deviations are listed with their reason in docs/glossary_exceptions.tsv.
#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/i18n/test_files.hpp"

#include <gtest/gtest.h>

#include <set>

namespace caunoi::i18n {
namespace {

using Words = std::vector<std::string>;

bool is_punctuation(char32_t c) {
    if (c < 0x80) return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    return c == 0xa0 || c == 0xb7 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) || c >= 0xff00;
}

Words words_of(std::string_view text) {
    const std::string lower = to_lower(text);
    Words words;
    bool inside = false;
    for (std::size_t at = 0; at < lower.size();) {
        const char32_t c = next_code_point(lower, at);
        if (!is_punctuation(c)) {
            if (!inside) words.emplace_back();
            append_code_point(words.back(), c);
        }
        inside = !is_punctuation(c);
    }
    return words;
}

struct Term {
    int number = 0;
    std::string vi;
    std::vector<Words> vi_forms;
    std::vector<std::string> zh_forms;
    std::vector<Words> en_forms;
    bool strict = false;
};

std::vector<std::vector<std::string>> table(std::string_view name, std::size_t columns) {
    std::vector<std::vector<std::string>> rows;
    const std::string text = content_of(source_folder() / "docs" / name);
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) continue;
        const auto cells = split(line, '\t');
        EXPECT_EQ(cells.size(), columns) << line;
        if (cells.size() == columns) rows.emplace_back(cells.begin(), cells.end());
    }
    if (!rows.empty()) rows.erase(rows.begin());  // the heading
    return rows;
}

std::vector<Term> glossary() {
    std::vector<Term> terms;
    for (const auto& cells : table("glossary.tsv", 5)) {
        Term term;
        term.number = std::stoi(cells[0]);
        term.vi = cells[1];
        for (const std::string_view form : split(cells[1], '|')) term.vi_forms.push_back(words_of(form));
        for (const std::string_view form : split(cells[2], '|')) term.zh_forms.emplace_back(form);
        for (const std::string_view form : split(cells[3], '|')) term.en_forms.push_back(words_of(form));
        term.strict = cells[4] == "yes";
        EXPECT_TRUE(term.strict || cells[4] == "no") << cells[1];
        terms.push_back(std::move(term));
    }
    return terms;
}

// "agreements" and "twinned" are forms of "agreement" and "twinning": the stem stays, up to three letters are added.
bool is_inflected(std::string_view word, std::string_view form) {
    std::string_view stem = form;
    for (const std::string_view ending : {"ing", "e", "y"})
        if (stem.size() > ending.size() + 3 && stem.ends_with(ending)) {
            stem.remove_suffix(ending.size());
            break;
        }
    return word == form || (word.starts_with(stem) && word.size() <= form.size() + 3);
}

bool contains(const Words& text, const Words& form) {
    return std::search(text.begin(), text.end(), form.begin(), form.end(), is_inflected) != text.end();
}

// Terms in a Vietnamese text: at each word the longest one, which hides the shorter ones within it.
std::vector<const Term*> terms_in(const Words& text, const std::vector<Term>& terms) {
    std::vector<const Term*> found;
    for (std::size_t at = 0; at < text.size();) {
        const Term* best = nullptr;
        std::size_t length = 0;
        for (const Term& term : terms)
            for (const Words& form : term.vi_forms)
                if (form.size() > length && form.size() <= text.size() - at &&
                    std::equal(form.begin(), form.end(), text.begin() + static_cast<std::ptrdiff_t>(at))) {
                    best = &term;
                    length = form.size();
                }
        if (best) found.push_back(best);
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

TEST(Glossary, IsComplete) {
    std::set<int> numbers;
    for (const Term& term : glossary()) {
        numbers.insert(term.number);
        for (const Words& form : term.vi_forms) EXPECT_FALSE(form.empty()) << term.vi;
        for (const std::string& form : term.zh_forms) EXPECT_FALSE(form.empty()) << term.vi;
        for (const Words& form : term.en_forms) EXPECT_FALSE(form.empty()) << term.vi;
    }
    EXPECT_EQ(numbers.size(), 214U);
    EXPECT_EQ(*numbers.rbegin(), 214);
}

TEST(Glossary, FindsTheLongestTermAndItsInflections) {
    const auto terms = glossary();
    const auto found = terms_in(words_of("Biên bản kiểm phiếu của Đại hội toàn thể"), terms);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]->zh_forms[0], "计票记录");
    EXPECT_EQ(found[1]->zh_forms[0], "全体会员大会");
    EXPECT_TRUE(contains(words_of("New twinning agreements"), words_of("Twinning agreement")));
    EXPECT_TRUE(contains(words_of("twinned"), words_of("twinning")));
    EXPECT_FALSE(contains(words_of("twin towns"), words_of("twinning")));
    EXPECT_FALSE(contains(words_of("agreement of twinning"), words_of("twinning agreement")));
}

TEST(Glossary, TheInterfaceUsesItsWords) {
    const auto terms = glossary();
    std::set<std::pair<std::string, std::string>> excepted;
    for (const auto& cells : table("glossary_exceptions.tsv", 3)) {
        EXPECT_FALSE(cells[2].empty()) << cells[0] << ": an exception needs its reason";
        excepted.emplace(cells[0], cells[1]);
    }
    for (const auto& [key, text] : catalogue().texts(Language::vi)) {
        const std::string* chinese = catalogue().find(Language::zh, key);
        const std::string* english = catalogue().find(Language::en, key);
        if (!chinese || !english) continue;  // another test tells
        for (const Term* term : terms_in(words_of(text), terms)) {
            if (!term->strict || excepted.contains({std::string(key), term->vi})) continue;
            const bool in_zh = std::any_of(term->zh_forms.begin(), term->zh_forms.end(), [&](const std::string& form) {
                return chinese->find(form) != std::string::npos;
            });
            const Words words = words_of(*english);
            const bool in_en = std::any_of(term->en_forms.begin(), term->en_forms.end(),
                                           [&](const Words& form) { return contains(words, form); });
            EXPECT_TRUE(in_zh) << key << ": \"" << term->vi << "\" but \"" << *chinese << "\"";
            EXPECT_TRUE(in_en) << key << ": \"" << term->vi << "\" but \"" << *english << "\"";
        }
    }
}

}  // namespace
}  // namespace caunoi::i18n
