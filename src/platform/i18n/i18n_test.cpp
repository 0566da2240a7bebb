// Look-up, placeholders, plurals.
#include "platform/i18n/i18n.hpp"

#include "platform/i18n/catalogue.hpp"

#include <gtest/gtest.h>

namespace caunoi::i18n {
namespace {

TEST(I18n, TextsComeInTheReadersLanguage) {
    EXPECT_EQ(tr(Language::vi, "common.save"), "Lưu");
    EXPECT_EQ(tr(Language::zh, "common.save"), "保存");
    EXPECT_EQ(tr(Language::en, "common.save"), "Save");
    EXPECT_TRUE(has_text("common.save"));
}

TEST(I18n, AMissingKeyShowsItselfAndDoesNotFillTheMemory) {
    const std::string_view text = tr(Language::vi, "common.no_such_text");
    EXPECT_EQ(text, "⟦common.no_such_text⟧");
    EXPECT_EQ(tr(Language::vi, "common.no_such_text").data(), text.data());
    EXPECT_FALSE(has_text("common.no_such_text"));
    for (int i = 0; i < 3000; ++i) tr(Language::vi, "outside." + std::to_string(i));
    EXPECT_EQ(tr(Language::vi, "outside.never_seen"), "⟦?⟧");
    EXPECT_EQ(tr(Language::vi, "common.no_such_text").data(), text.data());
}

TEST(I18n, PlaceholdersAreReplacedOnce) {
    EXPECT_EQ(tr(Language::vi, "form.too_long", {{"max", "300"}}), "Dài quá: tối đa 300 ký tự.");
    EXPECT_EQ(tr(Language::en, "form.confirm_delete", {{"name", "{name} {max}"}}),
              "Delete “{name} {max}”? It can be restored from the history.");
    EXPECT_EQ(tr(Language::en, "form.too_long", {}), "Too long: at most {max} characters.");
}

TEST(I18n, OnlyEnglishHasPlurals) {
    EXPECT_EQ(tr_count(Language::en, "format.minutes_ago", 1), "1 minute ago");
    EXPECT_EQ(tr_count(Language::en, "format.minutes_ago", 0), "0 minutes ago");
    EXPECT_EQ(tr_count(Language::vi, "format.minutes_ago", 1), "1 phút trước");
    EXPECT_EQ(tr_count(Language::en, "common.number_of_results", 1284), "1,284 results");
    EXPECT_EQ(tr_count(Language::zh, "common.number_of_results", 1284), "1,284条结果");
}

TEST(I18n, ACatalogueIsOneFlatObjectOfStrings) {
    EXPECT_TRUE(parse_catalogue("{}").empty());
    const Entries entries = parse_catalogue("{ \"a.b\" : \"x\\n\\\"\\u00e9\\\\\" ,\n\"c\":\"友\"}\n");
    EXPECT_EQ(entries, (Entries{{"a.b", "x\n\"é\\"}, {"c", "友"}}));
}

TEST(I18n, ACatalogueThatIsBrokenIsRefusedWithItsLine) {
    for (const char* json :
         {"", "[]", "{\"a\":1}", "{\"a\":\"b\",}", "{\"a\" \"b\"}", "{\"a\":\"b\"} x", "{\"a\":\"b", "{\"a\":\"\\q\"}",
          "{\"a\":\"\\u12\"}", "{\"a\":\"x\ny\"}", "{\"a\":{\"b\":\"c\"}}", "{\"a\":\"\\ud83d\"}", "{\"a\":null}"})
        EXPECT_THROW(parse_catalogue(json), std::runtime_error) << json;
    try {
        parse_catalogue("{\n\"a\": \"b\",\n\"c\": 1\n}");
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "line 3: '\"' expected");
    }
}

TEST(I18n, AKeyStandsInOneFileOnly) {
    const EmbeddedFile once[]{{"a.vi.json", R"({"a.b": "x"})"}, {"a.zh.json", R"({"a.b": "y"})"}};
    EXPECT_EQ(*Catalogue(once).find(Language::zh, "a.b"), "y");
    EXPECT_EQ(Catalogue(once).find(Language::en, "a.b"), nullptr);
    const EmbeddedFile twice[]{{"a.vi.json", R"({"a.b": "x"})"}, {"b.vi.json", R"({"a.b": "y"})"}};
    EXPECT_THROW(Catalogue{twice}, std::runtime_error);
    const EmbeddedFile misnamed[]{{"a.fr.json", "{}"}};
    EXPECT_THROW(Catalogue{misnamed}, std::runtime_error);
}

}  // namespace
}  // namespace caunoi::i18n
