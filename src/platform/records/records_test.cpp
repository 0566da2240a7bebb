#include "platform/records/records.hpp"

#include "platform/context/installation.hpp"
#include "platform/records/test_records.hpp"
#include "platform/store/test_database.hpp"

namespace caunoi::records {

namespace {

enum class Colour { red, green };
constexpr std::array<std::string_view, 2> colour_codes{"red", "green"};
constexpr std::span<const std::string_view> codes(Colour) {
    return colour_codes;
}
constexpr std::string_view code_labels(Colour) {
    return "sample.colour";
}

// A record with a field of each kind.
struct Sample {
    Id<struct SampleTag> id = {};
    std::int64_t version = 0;
    std::string title = {};
    std::string note = {};
    std::int64_t number = 0;
    std::optional<std::int64_t> maybe = {};
    bool flag = false;
    Date day{};
    PartialDate about = {};
    Time moment = {};
    Id<struct OtherTag> other = {};
    Colour colour = Colour::red;
    std::optional<Colour> shade = {};
    store::Blob key = {};
};

constexpr EmbeddedFile sample_table{"9000_sample.sql", R"(
    create table sample (
        id bigint primary key, version bigint not null, title text not null, note text not null, number bigint not null,
        maybe bigint, flag bigint not null, day text, about_first text, about_last text, moment bigint not null,
        other bigint, colour text not null, shade text, key bytea not null
    );
)"};

}  // namespace

template <>
struct Of<Sample> {
    static constexpr auto fields =
        join(kept_fields<Sample>(), std::array{
                                        field<Sample, &Sample::title>("title", {.required = true, .max = 20}),
                                        field<Sample, &Sample::note>("note", {.max = 1000, .lines = true}),
                                        field<Sample, &Sample::number>("number", {.required = true}),
                                        field<Sample, &Sample::maybe>("maybe"),
                                        field<Sample, &Sample::flag>("flag"),
                                        field<Sample, &Sample::day>("day"),
                                        field<Sample, &Sample::about>("about", {.required = true}),
                                        field<Sample, &Sample::moment>("moment"),
                                        field<Sample, &Sample::other>("other"),
                                        field<Sample, &Sample::colour>("colour", {.required = true}),
                                        field<Sample, &Sample::shade>("shade"),
                                        field<Sample, &Sample::key>("key", {.use = Use::system}),
                                    });
    static constexpr Description description{"sample", "sample", fields};
};

namespace {

class Records : public testing::TestWithParam<store::Engine> {
protected:
    static std::vector<EmbeddedFile> migrations() {
        const auto shipped = store::repository_migrations("0002");
        std::vector<EmbeddedFile> all(shipped.begin(), shipped.end());
        all.push_back(sample_table);
        return all;
    }
    store::TestDatabase test{GetParam(), migrations()};
    Installation installation;
    Context context{.database = test.database(),
                    .installation = installation,
                    .actor = {.account = AccountId{7}, .name = "Nông Thị Mẫu"},
                    .now = Time(std::chrono::seconds(1'779'944'400))};

    std::optional<Sample> find(Id<SampleTag> id) {
        return test.database().read(
            [&](store::Tx& tx) { return read_one<Sample>(tx.query("select * from sample where id = $1", id)); });
    }
    std::vector<log::Entry> history(Id<SampleTag> id) {
        return test.database().read([&](store::Tx& tx) { return log::of_record(tx, "sample", id.value, 100); });
    }
};

std::string problem(std::string_view field_name, std::string_view typed) {
    Sample sample;
    Errors errors;
    parse_field(*find_field(describe<Sample>(), field_name), &sample, typed, errors);
    return errors.empty() ? std::string() : errors.fields().front().key;
}

std::string as_typed(std::string_view field_name, std::string_view typed) {
    Sample sample;
    Errors errors;
    const Field& field = *find_field(describe<Sample>(), field_name);
    parse_field(field, &sample, typed, errors);
    return errors.empty() ? field.type->text(field.get(&sample)) : "refused";
}

}  // namespace

TEST_P(Records, EveryFieldHasAColumnAndComesBack) {
    expect_distinct_names<Sample>();
    std::mt19937 random(20260528);
    test.database().write([&](store::Tx& tx) { expect_columns<Sample>(tx, random); });
}

TEST_P(Records, AreChangedOnlyInTheVersionThatWasRead) {
    std::mt19937 random(1);
    auto sample = random_record<Sample>(random);
    sample.id = {};
    const auto id = write(context, [&](store::Tx& tx) { return create(tx, context, sample, "Mẫu"); });
    const Sample before = *find(id);
    EXPECT_EQ(before.version, 1);

    const auto save = [&](std::string_view title) {
        Sample after = before;
        after.title = title;
        return write(context, [&](store::Tx& tx) { return change(tx, context, before, after, "Mẫu"); });
    };
    EXPECT_TRUE(save("đầu"));
    const auto second = save("sau");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Error::Kind::conflict);
    EXPECT_EQ(find(id)->title, "đầu");
    EXPECT_EQ(find(id)->version, 2);
    EXPECT_EQ(history(id).size(), 2U);
}

TEST_P(Records, ThatDidNotChangeKeepTheirVersionAndGetNoLine) {
    std::mt19937 random(2);
    auto sample = random_record<Sample>(random);
    const auto id = write(context, [&](store::Tx& tx) { return create(tx, context, sample, "Mẫu"); });
    const Sample before = *find(id);
    Sample after = before;
    after.key.bytes = "another";  // of the system: no change that anybody made
    EXPECT_TRUE(write(context, [&](store::Tx& tx) { return change(tx, context, before, after, "Mẫu"); }));
    EXPECT_EQ(find(id)->version, 1);
    EXPECT_EQ(history(id).size(), 1U);
}

TEST_P(Records, HaveBeforeAndAfterOfEachChangedFieldInTheHistory) {
    std::mt19937 random(3);
    auto sample = random_record<Sample>(random);
    sample.about = *parse_partial_date("2015");
    const auto id = write(context, [&](store::Tx& tx) { return create(tx, context, sample, "Mẫu"); });
    const Sample before = *find(id);
    Sample after = before;
    after.note = "Dòng \"một\"\nDòng 二\\";
    after.about = *parse_partial_date("2015-10");
    ASSERT_TRUE(write(
        context, [&](store::Tx& tx) { return change(tx, context, before, after, "Mẫu", {{"roster.1", "", "王芳"}}); }));
    const auto changes = changes_from_json(history(id).front().content);
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].field, "note");
    EXPECT_EQ(changes[0].before, before.note);
    EXPECT_EQ(changes[0].after, "Dòng \"một\"\nDòng 二\\");
    EXPECT_EQ(changes[1].before, "2015");
    EXPECT_EQ(changes[1].after, "2015-10");
    EXPECT_EQ(changes[2].after, "王芳");
}

TEST_P(Records, OfACodeThatThisProgramDoesNotKnowAreAFault) {
    std::mt19937 random(4);
    auto sample = random_record<Sample>(random);
    const auto id = write(context, [&](store::Tx& tx) { return create(tx, context, sample, "Mẫu"); });
    test.database().write([](store::Tx& tx) { tx.execute("update sample set colour = 'mauve'"); });
    EXPECT_THROW(find(id), std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(Engines, Records, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

// --- what people type
// ------------------------------------------------------------------------------------------------------

TEST(TypedValues, AreRefusedByWhatTheFieldIs) {
    EXPECT_EQ(problem("title", ""), "form.required");
    EXPECT_EQ(problem("title", std::string(21, 'x')), "form.too_long");
    EXPECT_EQ(problem("title", "二十个汉字也是二十个字二十个汉字也是二十"), "");  // 20 letters, 60 bytes
    EXPECT_EQ(problem("number", ""), "form.required");
    EXPECT_EQ(problem("number", "mười"), "form.not_a_number");
    EXPECT_EQ(problem("maybe", ""), "");
    EXPECT_EQ(problem("maybe", "1x"), "form.not_a_number");
    EXPECT_EQ(problem("day", "2015-10"), "form.not_a_date");
    EXPECT_EQ(problem("about", ""), "form.required");
    EXPECT_EQ(problem("about", "hôm qua"), "form.not_a_partial_date");
    EXPECT_EQ(problem("moment", "2015-10-17"), "form.not_a_time");
    EXPECT_EQ(problem("colour", "mauve"), "form.unknown_choice");
    EXPECT_EQ(problem("colour", ""), "form.required");
    EXPECT_EQ(problem("shade", ""), "");
    EXPECT_EQ(problem("other", "-1"), "form.unknown_choice");
    EXPECT_EQ(problem("flag", "maybe"), "form.unknown_choice");
}

TEST(TypedValues, OfDaysAreReadAsBothCountriesWriteThem) {
    for (const char* typed : {"17/05/2015", "17-5-2015", "17.5.2015", "2015-05-17", "2015年5月17日", " 17/05/2015 "})
        EXPECT_EQ(as_typed("about", typed), "2015-05-17") << typed;
    for (const char* typed : {"10/2015", "2015-10", "2015年10月"})
        EXPECT_EQ(as_typed("about", typed), "2015-10") << typed;
    for (const char* typed : {"2015", "2015年"}) EXPECT_EQ(as_typed("about", typed), "2015") << typed;
    for (const char* typed : {"31/02/2023", "13/2015", "2015年13月", "2023-02-30", "05/17/2015", "15", "17/05/15", "年",
                              "0/2015", "0/5/2015", "2015年0月", "2015年5月0日"})
        EXPECT_EQ(as_typed("about", typed), "refused") << typed;
}

TEST(TypedValues, OfNumbersMayBeGroupedButNeverHaveAFraction) {
    for (const char* typed : {"1284", "1.284", "1,284", "1 284"}) EXPECT_EQ(as_typed("number", typed), "1284") << typed;
    EXPECT_EQ(as_typed("number", "1.284.000"), "1284000");
    for (const char* typed :
         {"12.84", "1.2845", "1.28.400", ".284", "1284.", "1284.000", "1.284,000", "1e3", "+5", "99999999999999999999"})
        EXPECT_EQ(as_typed("number", typed), "refused") << typed;
}

TEST(TypedValues, AreCleanedButKeepTheirLinesWhereTheFieldHasSome) {
    EXPECT_EQ(as_typed("title", "  Hữu   nghị\n"), "Hữu nghị");
    EXPECT_EQ(as_typed("note", "một\r\nhai"), "một\nhai");
    EXPECT_EQ(as_typed("title", "e\xCC\x82"), "ê");  // one normal form inside
}

TEST(TypedValues, ThatDidNotComeThroughAFormAreHeldToTheSameLimits) {
    Sample sample;
    sample.title = std::string(21, 'x');
    Errors errors;
    check_limits(describe<Sample>(), &sample, errors);
    std::vector<std::string> found;
    for (const Error::Field& field : errors.fields()) found.push_back(field.name + " " + field.key);
    EXPECT_EQ(found, (std::vector<std::string>{"title form.too_long", "about form.required"}));
}

// --- the history's text
// ------------------------------------------------------------------------------------------------------

TEST(Changes, SurviveTheirJson) {
    const std::vector<Change> changes{{"title_vi", "\"trích\" \\ /", "友谊 𠮷"},
                                      {"note", "một\nhai\tba", "\x01</script>"},
                                      {"roster.1", "", "{}[],:"}};
    const auto back = changes_from_json(to_json(changes));
    ASSERT_EQ(back.size(), changes.size());
    for (std::size_t i = 0; i < changes.size(); ++i) {
        EXPECT_EQ(back[i].field, changes[i].field);
        EXPECT_EQ(back[i].before, changes[i].before);
        EXPECT_EQ(back[i].after, changes[i].after);
    }
}

TEST(Changes, OfSomethingElseAreNone) {
    for (const char* json : {"", "null", "[]", "{\"a\":1}", "{\"a\":[\"x\"]}", "{\"a\":[\"x\",1]}", "{"})
        EXPECT_TRUE(changes_from_json(json).empty()) << json;
}

}  // namespace caunoi::records
