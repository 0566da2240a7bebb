#include "platform/import/encoding.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/import/vietnamese.hpp"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <array>

namespace caunoi::imports {
namespace {

struct OldLetter {
    std::string_view letter;
    std::string_view tcvn3;
    std::string_view vni;
};
// Written apart from the tables that are tested; TCVN3 was compared with glibc's TCVN5712-1.
constexpr std::array<OldLetter, 67> old_letters{
    {{"á", "¸", "aù"}, {"à", "µ", "aø"},     {"ả", "¶", "aû"}, {"ã", "·", "aõ"}, {"ạ", "¹", "aï"}, {"ă", "¨", "aê"},
     {"ắ", "¾", "aé"}, {"ằ", "»", "aè"},     {"ẳ", "¼", "aú"}, {"ẵ", "½", "aü"}, {"ặ", "Æ", "aë"}, {"â", "©", "aâ"},
     {"ấ", "Ê", "aá"}, {"ầ", "Ç", "aà"},     {"ẩ", "È", "aå"}, {"ẫ", "É", "aã"}, {"ậ", "Ë", "aä"}, {"é", "Ð", "eù"},
     {"è", "Ì", "eø"}, {"ẻ", "Î", "eû"},     {"ẽ", "Ï", "eõ"}, {"ẹ", "Ñ", "eï"}, {"ê", "ª", "eâ"}, {"ế", "Õ", "eá"},
     {"ề", "Ò", "eà"}, {"ể", "Ó", "eå"},     {"ễ", "Ô", "eã"}, {"ệ", "Ö", "eä"}, {"í", "Ý", "í"},  {"ì", "×", "ì"},
     {"ỉ", "Ø", "æ"},  {"ĩ", "Ü", "ó"},      {"ị", "Þ", "ò"},  {"ó", "ã", "où"}, {"ò", "ß", "oø"}, {"ỏ", "á", "oû"},
     {"õ", "â", "oõ"}, {"ọ", "ä", "oï"},     {"ô", "«", "oâ"}, {"ố", "è", "oá"}, {"ồ", "å", "oà"}, {"ổ", "æ", "oå"},
     {"ỗ", "ç", "oã"}, {"ộ", "é", "oä"},     {"ơ", "¬", "ô"},  {"ớ", "í", "ôù"}, {"ờ", "ê", "ôø"}, {"ở", "ë", "ôû"},
     {"ỡ", "ì", "ôõ"}, {"ợ", "î", "ôï"},     {"ú", "ó", "uù"}, {"ù", "ï", "uø"}, {"ủ", "ñ", "uû"}, {"ũ", "ò", "uõ"},
     {"ụ", "ô", "uï"}, {"ư", "\u00ad", "ö"}, {"ứ", "ø", "öù"}, {"ừ", "õ", "öø"}, {"ử", "ö", "öû"}, {"ữ", "÷", "öõ"},
     {"ự", "ù", "öï"}, {"ý", "ý", "yù"},     {"ỳ", "ú", "yø"}, {"ỷ", "û", "yû"}, {"ỹ", "ü", "yõ"}, {"ỵ", "þ", "î"},
     {"đ", "®", "ñ"}}};

constexpr std::array<std::string_view, 60> syllables{
    "Nguyễn", "Trần", "Lê",     "Phạm", "Hoàng", "Huỳnh", "Phan",  "Vũ",    "Võ",    "Đặng",  "Bùi",     "Đỗ",
    "Hồ",     "Ngô",  "Dương",  "Lý",   "Nông",  "Hứa",   "Lộc",   "Bế",    "Triệu", "Chu",   "Lục",     "Vy",
    "Văn",    "Thị",  "Đức",    "Hữu",  "Quốc",  "Ngọc",  "Thuỳ",  "Xuân",  "Thắng", "Tuyết", "Khuê",    "Quỳnh",
    "hội",    "nghị", "đoàn",   "cán",  "bộ",    "khẩu",  "cửa",   "huyện", "xã",    "quỹ",   "nghiêng", "giữa",
    "việc",   "ký",   "nguyệt", "thuở", "quýt",  "ưu",    "người", "bưởi",  "ngoằn", "ngoèo", "mẫu",     "kỷ"};

std::string capitals_of(std::string_view text) {
    std::string out;
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())})
        .toUpper()
        .toUTF8String(out);
}

// A text as its old fonts wrote it: TCVN3 has no capitals with tones, VNI has.
std::string spelt(std::string_view text, bool vni) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        next_code_point(text, at);
        const std::string letter(text.substr(begin, at - begin));
        std::string found = letter;
        for (const OldLetter& old : old_letters) {
            if (old.letter == letter) found = vni ? old.vni : old.tcvn3;
            if (vni && letter != old.letter && capitals_of(old.letter) == letter) found = capitals_of(old.vni);
        }
        if (!vni) {
            constexpr std::array<std::pair<std::string_view, std::string_view>, 7> capitals{
                {{"Ă", "¡"}, {"Â", "¢"}, {"Ê", "£"}, {"Ô", "¤"}, {"Ơ", "¥"}, {"Ư", "¦"}, {"Đ", "§"}}};
            for (const auto& [capital_letter, code] : capitals)
                if (capital_letter == letter) found = code;
        }
        out += found;
    }
    return out;
}

std::string latin1_bytes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) out += static_cast<char>(next_code_point(text, at));
    return out;
}

std::string encoded(std::string_view text, const char* converter, bool decomposed = false) {
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    UErrorCode status = U_ZERO_ERROR;
    if (decomposed) {
        // windows-1258 has ă â ê ô ơ ư as letters and the five tones as marks.
        icu::UnicodeString marked;
        for (std::int32_t i = 0; i < wide.length(); ++i) {
            icu::UnicodeString parts;
            const icu::UnicodeString one(wide.charAt(i));
            if (one.indexOf(u'Đ') >= 0 ||
                !icu::Normalizer2::getNFDInstance(status)->getRawDecomposition(wide.charAt(i), parts) ||
                parts.length() != 2 ||
                (parts.charAt(1) != 0x300 && parts.charAt(1) != 0x301 && parts.charAt(1) != 0x303 &&
                 parts.charAt(1) != 0x309 && parts.charAt(1) != 0x323)) {
                // ậ is ạ with a hat in Unicode, â with a dot in windows-1258.
                if (parts.length() == 2 && (parts.charAt(1) == 0x302 || parts.charAt(1) == 0x306)) {
                    icu::UnicodeString inner;
                    if (icu::Normalizer2::getNFDInstance(status)->getRawDecomposition(parts.charAt(0), inner)) {
                        const icu::UnicodeString hat = icu::UnicodeString(inner.charAt(0)) + parts.charAt(1);
                        parts = icu::Normalizer2::getNFCInstance(status)->normalize(hat, status) + inner.charAt(1);
                        marked += parts;
                        continue;
                    }
                }
                marked += wide.charAt(i);
            } else {
                marked += parts;
            }
        }
        wide = marked;
    }
    std::string out(static_cast<std::size_t>(wide.length()) * 4 + 16, '\0');
    const std::int32_t size =
        wide.extract(0, wide.length(), out.data(), static_cast<std::uint32_t>(out.size()), converter);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

void expect_decoded(std::string_view bytes, std::string_view text, Encoding encoding) {
    const auto found = decode(bytes);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->text, text);
    EXPECT_EQ(name(found->encoding), name(encoding));
    EXPECT_FALSE(found->doubtful);
}

constexpr std::string_view vietnamese_table =
    "Họ và tên;Chức vụ\nNguyễn Văn Đức;Phó Chủ tịch\nTrần Thị Tuyết;Ủy viên\nLê Quốc Khánh;Đội trưởng\n";
constexpr std::string_view chinese_table = "姓名,单位\n李明,广西壮族自治区友好协会\n王小红,凭祥市人民政府\n";
constexpr std::string_view mixed_table = "Họ tên,中文名\nNguyễn Văn Đức,阮文德\nTrần Thị Tuyết,陈氏雪\n";

TEST(Encoding, TakesEveryUnicodeFormWithAndWithoutAMark) {
    for (const std::string_view text : {vietnamese_table, chinese_table, mixed_table}) {
        expect_decoded(text, text, Encoding::utf8);
        expect_decoded("\xef\xbb\xbf" + std::string(text), text, Encoding::utf8);
        expect_decoded("\xff\xfe" + encoded(text, "UTF-16LE"), text, Encoding::utf16le);
        expect_decoded("\xfe\xff" + encoded(text, "UTF-16BE"), text, Encoding::utf16be);
        for (const auto& [converter, encoding] :
             {std::pair{"UTF-16LE", Encoding::utf16le}, std::pair{"UTF-16BE", Encoding::utf16be}}) {
            const auto found = decode(encoded(text, converter));
            ASSERT_TRUE(found);
            EXPECT_EQ(found->text, text);
            EXPECT_EQ(found->encoding, encoding);
            EXPECT_TRUE(found->doubtful);
        }
    }
}

TEST(Encoding, TellsGb18030FromWindows1258) {
    expect_decoded(encoded(chinese_table, "gb18030"), chinese_table, Encoding::gb18030);
    expect_decoded(encoded(mixed_table, "gb18030"), mixed_table, Encoding::gb18030);
    expect_decoded(encoded(vietnamese_table, "windows-1258", true), vietnamese_table, Encoding::windows1258);
    expect_decoded(encoded("男\n女\n男\n", "gb18030"), "男\n女\n男\n", Encoding::gb18030);
}

TEST(Encoding, TellsTheOldFontsFromBytesAndFromUnicodeThatCameFromThem) {
    for (const bool vni : {false, true}) {
        const Encoding encoding = vni ? Encoding::vni : Encoding::tcvn3;
        // Ủ, a capital with a tone, has no code in TCVN3.
        const std::string text = "Hội viên\nNguyễn Văn Đức\nTrần Thị Tuyết\nLê Quốc Khánh\n";
        const std::string old = spelt(text, vni);
        expect_decoded(old, text, encoding);
        expect_decoded(latin1_bytes(old), text, encoding);
        EXPECT_EQ(decode(old)->advice, vni ? Advice::none : Advice::look_at_capitals);
    }
    EXPECT_EQ(from_tcvn3("NguyÔn V¨n"), "Nguyễn Văn");
    EXPECT_EQ(from_vni("Nguyeãn Vaên"), "Nguyễn Văn");
}

TEST(Encoding, EverySyllableComesBackFromBothFonts) {
    for (const std::string_view syllable : syllables) {
        EXPECT_EQ(from_vni(spelt(syllable, true)), syllable);
        EXPECT_EQ(from_vni(spelt(capitals_of(syllable), true)), capitals_of(syllable));
        EXPECT_EQ(from_tcvn3(spelt(syllable, false)), syllable);
        const Plausibility found = plausibility(syllable);
        EXPECT_EQ(found.syllables, found.words) << syllable;
    }
}

TEST(Encoding, AVietnameseWordInCapitalsOfTcvn3BecomesCapital) {
    EXPECT_EQ(from_tcvn3("NGUYÔN V¡N §øC"), "NGUYỄN VĂN ĐỨC");
    EXPECT_EQ(from_tcvn3("NGUYÔN Lª, Lª V¨n"), "NGUYỄN LÊ, Lê Văn");
    EXPECT_EQ(from_tcvn3("nguyÔn v¨n"), "nguyễn văn");
}

TEST(Encoding, NamesOfOtherCountriesStay) {
    const std::string names = "François Müller\nJosé Zürcher\nHélène Böhm\nGünther Groß\nChloé Lefèvre\n";
    expect_decoded(names, names, Encoding::utf8);
    const auto bytes = decode(latin1_bytes(names));
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->text, names);
    EXPECT_TRUE(bytes->doubtful);
    EXPECT_EQ(bytes->advice, Advice::look_at_letters);
    const std::string plain = "Lê\nTú\nLâm\n";
    expect_decoded(plain, plain, Encoding::utf8);
}

TEST(Encoding, LinesThatAreUnicodeStayAmongOldOnes) {
    const std::string old = "NguyÔn V¨n §øc\nTrÇn ThÞ TuyÕt\n";
    EXPECT_EQ(decode(old + "Lộc Thị Ngọc\n")->text, "Nguyễn Văn Đức\nTrần Thị Tuyết\nLộc Thị Ngọc\n");
}

TEST(Encoding, TheIcelandicLetterIsTheVietnameseOneInVietnameseTextOnly) {
    EXPECT_EQ(decode("Ðặng Văn Ðức, Lê Ðình Hữu\n")->text, "Đặng Văn Đức, Lê Đình Hữu\n");
    EXPECT_EQ(decode("Guðrún Sigurðardóttir\n")->text, "Guðrún Sigurðardóttir\n");
}

TEST(Encoding, DecomposedLettersAreComposed) {
    EXPECT_EQ(decode("Nguye\u0302\u0303n")->text, "Nguyễn");
}

TEST(Encoding, AsciiAndNothing) {
    expect_decoded("", "", Encoding::utf8);
    expect_decoded("a,b\n1,2\n", "a,b\n1,2\n", Encoding::utf8);
}

TEST(Encoding, ALastCharacterThatIsCutOffIsSaid) {
    for (const auto& [bytes, encoding] : {std::pair{std::string("Nguyễn Văn Đ"), Encoding::utf8},
                                          std::pair{encoded("友好协会李明", "gb18030"), Encoding::gb18030},
                                          std::pair{"\xff\xfe" + encoded("友好协会", "UTF-16LE"), Encoding::utf16le}}) {
        const auto found = decode(std::string_view(bytes).substr(0, bytes.size() - 1));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->encoding, encoding);
        EXPECT_EQ(found->advice, Advice::cut_off);
        EXPECT_TRUE(found->doubtful);
        EXPECT_TRUE(valid_utf8(found->text));
    }
}

TEST(Encoding, WhatIsNoTextIsRefused) {
    const auto found = decode(std::string_view("\x89PNG\r\n\0\0\0\0\0\0\rIHDR", 18));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().key, "import.text.not_text");
}

}  // namespace
}  // namespace caunoi::imports
