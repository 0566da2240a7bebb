// Forms follow from a description: every field once, with its error and with what was typed.
#include "platform/forms/form.hpp"

#include "platform/html/test_markup.hpp"
#include "platform/html/test_page.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace caunoi::forms {
namespace {

using html::count_of;
using html::MarkupCheck;

// Labels and codes are borrowed from the common texts.
enum class Theme { automatic, light, dark };
constexpr std::array<std::string_view, 3> theme_codes{"auto", "light", "dark"};
constexpr std::span<const std::string_view> codes(Theme) {
    return theme_codes;
}
constexpr std::string_view code_labels(Theme) {
    return "common.theme";
}

struct Trip {
    std::int64_t version = 3;
    std::string title;
    std::string note;
    PartialDate period;
    Date date{};
    Theme theme = Theme::light;
    std::optional<Theme> type;
    bool sample = true;
    std::int64_t total = 0;
    std::optional<std::int64_t> year;
    PartyId by;
};

}  // namespace
}  // namespace caunoi::forms

template <>
struct caunoi::records::Of<caunoi::forms::Trip> {
    using Record = forms::Trip;
    static constexpr std::array fields{
        field<Record, &Record::version>("version", {.use = Use::system}),
        field<Record, &Record::title>("title", {.required = true, .max = 10}),
        field<Record, &Record::note>("note", {.max = 100, .lines = true}),
        field<Record, &Record::period>("period"),
        field<Record, &Record::date>("date"),
        field<Record, &Record::theme>("theme", {.required = true}),
        field<Record, &Record::type>("type"),
        field<Record, &Record::sample>("sample"),
        field<Record, &Record::total>("total"),
        field<Record, &Record::year>("year"),
        field<Record, &Record::by>("by"),
    };
    static constexpr Description description{"trip", "common", fields};
};

namespace caunoi::forms {
namespace {

const records::Description& description = records::describe<Trip>();
const std::vector<html::Option> people{{.value = "7", .text = "Hội A"}, {.value = "8", .text = "Hội B"}};

class Forms : public testing::Test {
protected:
    html::TestPage page;

    // The whole form as a page would draw it.
    std::string drawn(const Values& values) {
        html::Writer w;
        Form form(w, page.context, description, values);
        form.problems();
        form.field("title", Language::zh);
        for (const std::string_view name : {"note", "period", "date", "theme", "type", "sample", "total", "year"})
            form.field(name);
        form.choice("by", people);
        std::multiset<std::string> expected;
        for (const records::Field& field : description.fields)
            if (field.limits.use == records::Use::typed) expected.emplace(field.name);
        EXPECT_EQ(form.drawn(), expected);
        std::string markup = w.take();
        EXPECT_EQ(MarkupCheck::fault_of(markup), "");
        EXPECT_FALSE(html::broke_out(markup));
        return markup;
    }
    static http::Request request(http::Pairs form) {
        http::Request made;
        made.method = http::Method::post;
        made.form = std::move(form);
        return made;
    }
};

using html::has;

TEST_F(Forms, EveryTypedFieldIsDrawnOnce) {
    const std::string markup = drawn(values_of(Trip{}));
    for (const records::Field& field : description.fields) {
        const bool typed = field.limits.use == records::Use::typed;
        EXPECT_EQ(count_of(markup, fmt::format("id=\"f-{}\"", field.name)), typed ? 1U : 0U) << field.name;
    }
    EXPECT_FALSE(has(markup, "version"));
    EXPECT_FALSE(has(markup, "⟦"));
}

TEST_F(Forms, ARecordFillsItsForm) {
    Trip trip;
    trip.title = "Đoàn \"A\"";
    trip.note = "dòng một\ndòng hai";
    trip.period = *parse_partial_date("2015-10");
    trip.date = *parse_date("2015-05-17");
    trip.theme = Theme::dark;
    trip.total = 1284;
    trip.by = PartyId{8};
    const std::string markup = drawn(values_of(trip));
    EXPECT_TRUE(has(markup, R"(value="Đoàn &quot;A&quot;")"));
    EXPECT_TRUE(has(markup, ">\ndòng một\ndòng hai</textarea>"));
    EXPECT_TRUE(has(markup, R"(value="10/2015")"));
    EXPECT_TRUE(has(markup, R"(value="17/05/2015")"));
    EXPECT_TRUE(has(markup, R"(<option value="dark" selected>Tối</option>)"));
    EXPECT_TRUE(has(markup, R"(<option value="8" selected>Hội B</option>)"));
    EXPECT_TRUE(has(markup, R"(value="yes" checked)"));
    EXPECT_TRUE(has(markup, R"(inputmode="numeric")"));
    EXPECT_TRUE(has(markup, R"(name="title" required lang="zh")"));
}

TEST_F(Forms, PartialDatesAreWrittenAsTheOfficeWritesThem) {
    const auto shown = [&](Language language, std::string_view date) {
        page.context.language = language;
        Values values;
        values.typed["period"] = date;
        html::Writer w;
        Form(w, page.context, description, values).field("period");
        const std::string markup = w.take();
        const std::size_t at = markup.find("value=\"") + 7;
        return markup.substr(at, markup.find('"', at) - at);
    };
    EXPECT_EQ(shown(Language::vi, "2015-05-07"), "07/05/2015");
    EXPECT_EQ(shown(Language::en, "2015-05"), "05/2015");
    EXPECT_EQ(shown(Language::vi, "2015"), "2015");
    EXPECT_EQ(shown(Language::zh, "2015-05-07"), "2015-05-07");
    EXPECT_EQ(shown(Language::vi, "hôm qua"), "hôm qua");
    Trip trip;
    Errors errors;
    read(description, request({{"period", "07/05/2015"}}), &trip, errors);  // and can be read again
    EXPECT_EQ(to_text(trip.period), "2015-05-07");
}

TEST_F(Forms, OnlyOptionalChoicesCanBeLeftEmpty) {
    const std::string markup = drawn(values_of(Trip{}));
    EXPECT_EQ(count_of(markup, R"(<option value="")"), 1U);
    Values stale = values_of(Trip{});
    stale.typed["theme"] = "sepia";  // nothing must be chosen silently
    EXPECT_EQ(count_of(drawn(stale), R"(<option value="")"), 2U);
}

TEST_F(Forms, WhatWasTypedComesBackWithItsErrors) {
    const http::Request sent = request({{"title", "một hai ba bốn"},
                                        {"note", "giữ\nnguyên"},
                                        {"period", "khoảng 2015"},
                                        {"date", "31/02/2023"},
                                        {"theme", "sepia"},
                                        {"sample", "no"},
                                        {"total", "12x"},
                                        {"by", "7"}});
    Errors errors;
    Trip trip;
    read(description, sent, &trip, errors);
    Values values = values_of(sent);
    values.errors = errors.fields();
    EXPECT_EQ(values.errors.size(), 5U);
    const std::string markup = drawn(values);
    EXPECT_TRUE(has(markup, R"(value="một hai ba bốn")"));
    EXPECT_TRUE(has(markup, "giữ\nnguyên</textarea>"));
    EXPECT_TRUE(has(markup, R"(value="khoảng 2015")"));
    EXPECT_TRUE(has(markup, R"(value="31/02/2023")"));
    EXPECT_TRUE(has(markup, R"(value="12x")"));
    EXPECT_FALSE(has(markup, "checked"));
    EXPECT_EQ(count_of(markup, R"(aria-invalid="true")"), 5U);
    for (const std::string_view name : {"title", "period", "date", "theme", "total"})
        EXPECT_TRUE(has(markup, fmt::format("href=\"#f-{}\"", name))) << name;
    EXPECT_TRUE(has(markup, "Dài quá: tối đa 10 ký tự."));
}

TEST_F(Forms, ErrorsOfTheWholeRecordStandOnTop) {
    Values values = values_of(Trip{});
    values.errors.push_back({.name = "", .key = "form.date_order"});
    EXPECT_TRUE(has(drawn(values), "<li>Ngày kết thúc"));
}

TEST_F(Forms, FieldsThatWereNotSentKeepTheirValue) {
    Trip trip;
    trip.title = "cũ";
    trip.total = 5;
    Errors errors;
    read(description, request({{"total", "6"}, {"version", "99"}}), &trip, errors);
    EXPECT_TRUE(errors.empty());
    EXPECT_EQ(trip.title, "cũ");
    EXPECT_EQ(trip.total, 6);
    EXPECT_TRUE(trip.sample);
    EXPECT_EQ(trip.version, 3);  // of the program, never of a form
}

TEST_F(Forms, ACheckBoxCanBeUnticked) {
    EXPECT_TRUE(has(drawn(values_of(Trip{})), R"(<input type="hidden" name="sample" value="no">)"));
    Errors errors;
    EXPECT_FALSE(read<Trip>(request({{"sample", "no"}}), errors).sample);
    EXPECT_TRUE(read<Trip>(request({{"sample", "no"}, {"sample", "yes"}}), errors).sample);
    EXPECT_EQ(values_of(request({{"sample", "no"}, {"sample", "yes"}})).of("sample"), "yes");
    EXPECT_EQ(values_of(request({})).of("sample"), "");
}

TEST_F(Forms, AnUnknownNameIsOurMistake) {
    html::Writer w;
    const Values values;
    Form form(w, page.context, description, values);
    EXPECT_THROW(form.field("nothing"), std::logic_error);
    EXPECT_THROW(form.lines("nothing", 3), std::logic_error);
    EXPECT_THROW(form.choice("nothing", {}), std::logic_error);
    EXPECT_THROW(form.field("by"), std::logic_error);  // an id is chosen from a list
}

TEST_F(Forms, NoTypedTextBreaksOut) {
    Values values;
    for (const records::Field& field : description.fields) {
        values.typed[std::string(field.name)] = html::attack;
        values.errors.push_back({.name = std::string(field.name), .key = std::string(html::attack)});
    }
    drawn(values);
}

TEST(Readable, CanonicalValuesBecomeTextsOfTheLanguage) {
    const auto shown = [](Language language, std::string_view name, std::string_view value) {
        return readable(language, *records::find_field(description, name), value);
    };
    EXPECT_EQ(shown(Language::vi, "period", "2015-10"), "10/2015");
    EXPECT_EQ(shown(Language::zh, "date", "2015-05-17"), "2015年5月17日");
    EXPECT_EQ(shown(Language::vi, "theme", "dark"), "Tối");
    EXPECT_EQ(shown(Language::vi, "theme", "sepia"), "sepia");
    EXPECT_EQ(shown(Language::en, "sample", "yes"), "Yes");
    EXPECT_EQ(shown(Language::vi, "sample", "no"), "Không");
    EXPECT_EQ(shown(Language::vi, "total", "1284"), "1.284");
    EXPECT_EQ(shown(Language::vi, "title", "x"), "x");
    EXPECT_EQ(shown(Language::vi, "period", ""), "");
}

TEST(Differences, NameTheirFields) {
    Trip before;
    before.title = "cũ";
    Trip after = before;
    after.title = "mới";
    after.period = *parse_partial_date("2015");
    const auto rows = differences(Language::vi, description, records::compare(description, &before, &after));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].label, "Tiêu đề");
    EXPECT_EQ(rows[0].before, "cũ");
    EXPECT_EQ(rows[0].after, "mới");
    EXPECT_EQ(rows[1].before, "");
    EXPECT_EQ(rows[1].after, "2015");
    EXPECT_EQ(differences(Language::vi, description, {{.field = "gone", .before = "a", .after = "b"}})[0].label,
              "gone");
}

}  // namespace
}  // namespace caunoi::forms
