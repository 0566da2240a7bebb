// Names in other scripts: syllables, the table of characters, readings, characters for a reading, keys.
#include "platform/names/han_table.hpp"
#include "platform/names/hanzi.hpp"
#include "platform/names/keys.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/read.hpp"
#include "platform/names/syllable.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace caunoi::names {
namespace {

std::string first(std::string_view han, Kind kind) {
    const std::vector<Suggestion> all = read(han, kind);
    return all.empty() ? std::string() : all.front().text;
}
std::vector<std::string> texts(const std::vector<Suggestion>& suggestions) {
    std::vector<std::string> all;
    for (const Suggestion& one : suggestions) all.push_back(one.text);
    return all;
}
bool has(const std::vector<std::string>& all, std::string_view text) {
    return std::ranges::find(all, text) != all.end();
}
std::vector<std::string> of_kind(const std::vector<Key>& keys, std::string_view kind) {
    std::vector<std::string> all;
    for (const Key& key : keys)
        if (key.kind == kind) all.push_back(key.text);
    return all;
}

TEST(Syllable, KeysDoNotKnowHowMarksArePlacedOrEncoded) {
    for (const std::string_view written : {"Hòa", "Hoà", "HÒA", "Ho\u0300a", "hoa\u0300"})
        EXPECT_EQ(reading_key(written), "hoa1") << written;
    EXPECT_EQ(reading_key("Thủy"), reading_key("Thuỷ"));
    EXPECT_EQ(reading_key("vịêt"), reading_key("việt")) << "a mark typed on the wrong letter";
}
TEST(Syllable, YAndIAreOneAfterAConsonant) {
    EXPECT_EQ(reading_key("Lý"), reading_key("Lí"));
    EXPECT_EQ(reading_key("Quý"), reading_key("Quí"));
    EXPECT_EQ(reading_key("Kỳ"), reading_key("Kì"));
    EXPECT_NE(reading_key("tay"), reading_key("tai"));
    EXPECT_NE(reading_key("Thúy"), reading_key("Thúi"));
    EXPECT_EQ(reading_key("y"), "y");
}
TEST(Syllable, PlainKeysHaveNoHatsAndNoStroke) {
    EXPECT_EQ(plain_key("Đặng"), "dang");
    EXPECT_EQ(plain_key("\u00d0ặng"), "dang");
    EXPECT_EQ(plain_key("Hữu"), "huu");
}
TEST(Syllable, CapitalsKeepTheirMarks) {
    EXPECT_EQ(capitalised("đức"), "Đức");
    EXPECT_EQ(capitalised("ứng"), "Ứng");
    EXPECT_EQ(capitalised("ất"), "Ất");
    EXPECT_EQ(capitalised("ỷ"), "Ỷ");
    EXPECT_EQ(capitalised("ý"), "Ý");
    EXPECT_EQ(capitalised(""), "");
}
TEST(Syllable, JoinedPinyinIsTakenApart) {
    using Splits = std::vector<std::vector<std::string>>;
    EXPECT_EQ(pinyin_splits("nanning", 1), (Splits{{"nan", "ning"}}));
    const Splits xian = pinyin_splits("xian", 3);
    ASSERT_EQ(xian.size(), 2U);
    EXPECT_EQ(xian[0], (std::vector<std::string>{"xian"}));
    EXPECT_EQ(xian[1], (std::vector<std::string>{"xi", "an"}));
    EXPECT_EQ(pinyin_splits("nguyen", 3), Splits{});
    EXPECT_EQ(pinyin_splits("", 3), Splits{});
}
TEST(Syllable, PinyinKeysDoNotTellUeFromU) {
    for (const std::string_view written : {"lü", "lv", "lyu", "lu"}) EXPECT_EQ(pinyin_key(written), "lu") << written;
    EXPECT_EQ(pinyin_key("yu"), "yu");
    EXPECT_EQ(pinyin_key("liu"), "liu");
}

TEST(HanTable, KnowsReadingsVariantsAndStrokes) {
    const std::vector<Reading> readings = readings_of(U'凭');
    ASSERT_FALSE(readings.empty());
    EXPECT_EQ(readings.front().pinyin, "ping2");
    EXPECT_EQ(readings.front().han_viet, "bằng");
    EXPECT_TRUE(readings_of(U'a').empty());
    EXPECT_EQ(fold_variant(U'馮'), U'冯');
    EXPECT_EQ(fold_variant(U'冯'), U'冯');
    EXPECT_EQ(strokes_of(U'丁'), 2);
    EXPECT_EQ(strokes_of(U'越'), 12);
    EXPECT_GT(frequency_of(U'的'), frequency_of(U'凭'));
}
TEST(HanTable, EveryReadingIsASyllableInTheOldPlacement) {
    for (char32_t c = 0x4e00; c <= 0x9fff; ++c)
        for (const Reading& reading : readings_of(c)) {
            EXPECT_GT(reading.share, 0);
            for (const std::string_view modern : {"oà", "oá", "oả", "oã", "oạ", "uỷ", "uý", "uỳ", "uỵ", "uỹ"}) {
                const bool ends = reading.han_viet.ends_with(modern) && !reading.han_viet.starts_with("qu");
                EXPECT_FALSE(ends) << reading.han_viet;
            }
        }
}

TEST(Read, Persons) {
    EXPECT_EQ(first("习近平", Kind::person), "Tập Cận Bình");
    EXPECT_EQ(first("王毅", Kind::person), "Vương Nghị");
    EXPECT_EQ(first("諸葛亮", Kind::person), "Gia Cát Lượng") << "traditional characters are folded";
    EXPECT_EQ(first("单雄信", Kind::person), "Thiện Hùng Tín");
    EXPECT_EQ(first("曾国藩", Kind::person), "Tăng Quốc Phiên");
    EXPECT_EQ(first("欧阳修", Kind::person), "Âu Dương Tu");
    EXPECT_EQ(first("阮富仲", Kind::person), "Nguyễn Phú Trọng");
    EXPECT_EQ(first("李　强", Kind::person), "Lý Cường") << "blanks in lists are layout";
}
TEST(Read, ADoubleSurnameNeedsAGivenName) {
    ASSERT_NE(surname_of("欧阳修"), nullptr);
    EXPECT_EQ(surname_of("欧阳修")->han, "欧阳");
    ASSERT_NE(surname_of("欧阳"), nullptr);
    EXPECT_EQ(surname_of("欧阳")->han, "欧");
}
TEST(Read, SurnamesOfferTheirOtherReading) {
    EXPECT_TRUE(has(texts(read("黄文欢", Kind::person)), "Hoàng Văn Hoan"));
    EXPECT_EQ(first("武元甲", Kind::person).substr(0, 3), "Vũ");
}
TEST(Read, NamesOfOtherPeoplesAreUncertain) {
    const std::vector<Suggestion> all = read("迪丽热巴·迪力木拉提", Kind::person);
    ASSERT_FALSE(all.empty());
    EXPECT_LT(all.front().confidence, 0.35);
}
TEST(Read, Places) {
    EXPECT_EQ(first("凭祥", Kind::place), "Bằng Tường");
    EXPECT_EQ(first("凭祥市", Kind::place), "thành phố Bằng Tường");
    EXPECT_TRUE(has(texts(read("凭祥市", Kind::place)), "Bằng Tường"));
    EXPECT_EQ(first("龙州县", Kind::place), "huyện Long Châu");
    EXPECT_EQ(first("藤县", Kind::place), "Đằng Huyện") << "one character keeps its suffix";
    EXPECT_EQ(first("香港", Kind::place), "Hồng Kông");
    EXPECT_EQ(first("岘港", Kind::place), "Đà Nẵng");
    EXPECT_EQ(first("谅山省", Kind::place), "tỉnh Lạng Sơn");
    EXPECT_EQ(first("泰山", Kind::place), "Thái Sơn");
    EXPECT_EQ(first("长沙", Kind::place), "Trường Sa");
}
TEST(Read, BodiesAreTranslatedFromTheEnd) {
    EXPECT_EQ(first("广西师范大学", Kind::organisation), "Đại học Sư phạm Quảng Tây");
    EXPECT_EQ(first("中国共产党", Kind::organisation), "Đảng Cộng sản Trung Quốc");
    EXPECT_EQ(first("南宁市教育局", Kind::organisation), "Cục Giáo dục thành phố Nam Ninh");
    EXPECT_EQ(first("广西日报", Kind::organisation), "Quảng Tây Nhật báo");
    EXPECT_EQ(first("中国驻越南大使馆", Kind::organisation), "Đại sứ quán Trung Quốc tại Việt Nam");
    EXPECT_EQ(first("广西壮族自治区党委", Kind::organisation), "Đảng ủy khu tự trị dân tộc Choang Quảng Tây");
    EXPECT_NE(first("广西壮族自治区人民对外友好协会", Kind::organisation).find("khu tự trị dân tộc Choang Quảng Tây"),
              std::string::npos);
}
TEST(Read, TermsAreLowerCase) {
    EXPECT_EQ(first("友好", Kind::term), "hữu hảo");
    EXPECT_EQ(first("社会", Kind::term), "xã hội");
}
TEST(Read, OddInputIsNoFault) {
    EXPECT_TRUE(read("", Kind::person).empty());
    EXPECT_TRUE(read("Nguyễn Văn An", Kind::person).empty());
    EXPECT_TRUE(read("凭祥", Kind::place, 0).empty());
    EXPECT_FALSE(read("\xff凭祥\xff", Kind::place).empty());
    EXPECT_FALSE(read(std::string(3000, 'x') + "凭", Kind::organisation).empty());
    EXPECT_EQ(first("㐀", Kind::person), first("㐀", Kind::person));
    for (const Kind kind : {Kind::person, Kind::place, Kind::organisation, Kind::term})
        for (const Suggestion& one : read("中国A集团有限公司（南宁）", kind)) {
            EXPECT_GT(one.confidence, 0);
            EXPECT_LE(one.confidence, 1);
        }
}
TEST(Read, SuggestionsAreInOrderAndDistinct) {
    for (const std::string_view name : {"重庆", "行唐县", "乐山", "大兴", "长乐"}) {
        const std::vector<Suggestion> all = read(name, Kind::place, 5);
        for (std::size_t i = 1; i < all.size(); ++i) {
            EXPECT_LE(all[i].confidence, all[i - 1].confidence) << name;
            EXPECT_NE(all[i].text, all[i - 1].text) << name;
        }
    }
}

TEST(Hanzi, OffersEightCharactersASyllable) {
    const std::vector<SyllableChoice> choices = pick_characters("Hồ Phi Dũng", Kind::person);
    ASSERT_EQ(choices.size(), 3U);
    EXPECT_EQ(choices[0].characters.front().text, "胡") << "a surname first";
    for (const SyllableChoice& choice : choices) EXPECT_LE(choice.characters.size(), picker_size);
    const auto has_character = [&](std::size_t at, std::string_view text) {
        return std::ranges::find(choices[at].characters, text, &Character::text) != choices[at].characters.end();
    };
    EXPECT_TRUE(has_character(1, "飞"));
    EXPECT_TRUE(has_character(2, "勇"));
}
TEST(Hanzi, KnowsSurnamesOfBothCulturesAndPlaces) {
    EXPECT_EQ(characters_for("Nguyễn", Part::surname).front().text, "阮");
    EXPECT_EQ(characters_for("Trần", Part::surname).front().text, "陈");
    EXPECT_EQ(characters_for("Lê", Part::surname).front().text, "黎");
    EXPECT_EQ(characters_for("Huỳnh", Part::surname).front().text, "黄");
    ASSERT_FALSE(write_in_han("Lạng Sơn", Kind::place).empty());
    EXPECT_EQ(write_in_han("Lạng Sơn", Kind::place).front().text, "谅山");
    EXPECT_EQ(write_in_han("Đà Nẵng", Kind::place).front().text, "岘港");
}
TEST(Hanzi, PrefersWhatPeopleAreCalled) {
    EXPECT_EQ(write_in_han("Hoàng Thị Phương Thảo", Kind::person).front().text, "黄氏芳草");
    EXPECT_EQ(write_in_han("Nguyễn Văn An", Kind::person).front().text, "阮文安");
    EXPECT_EQ(characters_for("Thị", Part::given).front().text, "氏");
    EXPECT_EQ(characters_for("thị", Part::any).front().text, "是");
}
TEST(Hanzi, SaysNothingOfWhatIsNoReading) {
    EXPECT_TRUE(write_in_han("", Kind::person).empty());
    EXPECT_TRUE(characters_for("xyz", Part::any).empty());
}

TEST(Keys, OfAChineseName) {
    const std::vector<Key> keys = keys_of("憑祥市", Kind::place);
    EXPECT_EQ(of_kind(keys, "han"), std::vector<std::string>{"凭祥市"});
    EXPECT_EQ(of_kind(keys, "han_without_suffix"), std::vector<std::string>{"凭祥"});
    EXPECT_TRUE(has(of_kind(keys, "reading"), "bằng tường thị"));
    EXPECT_TRUE(has(of_kind(keys, "reading_plain"), "bang tuong thi"));
    EXPECT_TRUE(has(of_kind(keys, "pinyin"), "ping xiang shi"));
    EXPECT_TRUE(has(of_kind(keys, "pinyin_joined"), "pingxiangshi"));
    EXPECT_TRUE(has(of_kind(keys, "initials"), "pxs"));
}
TEST(Keys, FixedNamesGoBeforeWhatTheCharactersSay) {
    EXPECT_EQ(of_kind(keys_of("谅山省", Kind::place), "reading").front(), "lạng sơn tỉnh");
    EXPECT_TRUE(has(of_kind(keys_of("诸葛亮", Kind::person), "reading_plain"), "gia cat luong"));
    EXPECT_EQ(of_kind(keys_of("亮诸葛", Kind::person), "reading").front(), "lượng chư cát") << "no surname there";
}
TEST(Keys, OfAVietnameseName) {
    const std::vector<Key> keys = keys_of("Nguyễn Phú Trọng", Kind::person);
    EXPECT_EQ(of_kind(keys, "vietnamese"), std::vector<std::string>{"nguyễn phú trọng"});
    EXPECT_EQ(of_kind(keys, "vietnamese_plain"), std::vector<std::string>{"nguyen phu trong"});
    EXPECT_EQ(of_kind(keys, "initials"), std::vector<std::string>{"npt"});
    EXPECT_TRUE(keys_of("", Kind::person).empty());
}
TEST(Keys, CarryRegionalReadings) {
    EXPECT_TRUE(has(said(U'福').readings, "phước"));
    EXPECT_TRUE(has(said(U'黄').readings, "huỳnh"));
}

TEST(Lists, HaveNoLineThatAnotherOneHides) {
    for (const Suffix& suffix : suffixes()) EXPECT_FALSE(suffix.han.empty());
    EXPECT_EQ(variants_of(reading_key("phúc")), std::vector<std::string>{"phước"});
    ASSERT_NE(exonym_of("香港"), nullptr);
    EXPECT_EQ(exonym_of("香港")->en, "Hong Kong");
}

}  // namespace
}  // namespace caunoi::names
