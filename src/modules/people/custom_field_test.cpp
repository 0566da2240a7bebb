#include "modules/people/custom_field.hpp"

#include "modules/people/test_custom.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::people {

namespace {

class CustomFields : public CustomTest {};

}  // namespace

// --- the fields themselves -------------------------------------------------------------------------------------------

TEST_P(CustomFields, AreMadeByThoseWhoMayAndByNobodyElse) {
    EXPECT_TRUE(failed_with(record_custom_field(clerk, levels()), Error::Kind::forbidden));
    const CustomFieldId id = made(levels());
    EXPECT_TRUE(failed_with(change_custom_field(clerk, id, 1, levels()), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(retire_custom_field(clerk, id, 1, true), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_custom_field(clerk, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_custom_field(clerk, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_custom_fields(clerk), Error::Kind::forbidden));
    EXPECT_EQ(actions("custom_field", id.value), Words{"create"});
}

TEST_P(CustomFields, NameEveryWrongLineOfTheirChoices) {
    CustomFieldInput input = levels();
    input.choices = "hsk3 | HSK cấp 3\nHSK 4 | HSK cấp 4\nhsk3 | lại cấp 3\nhsk5";
    input.position = -1;
    const auto result = record_custom_field(maker, input);
    EXPECT_EQ(problems(result), (Words{"choices custom.error.choice_code", "choices custom.error.choice_line",
                                       "choices custom.error.choice_twice", "position custom.error.position"}));
    EXPECT_EQ(result.error().fields.front().arguments, (Arguments{{"line", "2"}}));
    EXPECT_EQ(problems(record_custom_field(maker, named("Danh sách", CustomType::choice))),
              Words{"choices custom.error.no_choices"});
    input = named("Ghi chép", CustomType::lines);
    input.choices = "a | A";
    input.listed = true;
    EXPECT_EQ(problems(record_custom_field(maker, input)),
              (Words{"choices custom.error.choices_unused", "listed custom.error.lines_listed"}));
    EXPECT_EQ(problems(record_custom_field(maker, named("", CustomType::text))), Words{"name_vi form.required"});
    made("Quê quán", CustomType::text);
    EXPECT_EQ(problems(record_custom_field(maker, named("Quê quán", CustomType::text))),
              Words{"name_vi form.already_used"});
}

TEST_P(CustomFields, ThatAreFilledInKeepWhatTheyMean) {
    const CustomFieldId id = made(levels());
    PartyInput body_input{.name_vi = "Công ty Mẫu"};
    body_input.custom = {{id, "hsk4"}};
    record(body_input, Sort::body);

    CustomFieldInput input = levels();
    input.type = CustomType::text;
    input.choices = "";
    EXPECT_EQ(problems(change_custom_field(maker, id, 1, input)), Words{"type custom.error.type_in_use"});
    input = levels();
    input.about = CustomAbout::person;
    input.choices = "hsk3 | HSK cấp 3";
    EXPECT_EQ(problems(change_custom_field(maker, id, 1, input)),
              (Words{"about custom.error.about_in_use", "choices custom.error.choice_in_use"}));
    input = levels();
    input.choices = "hsk4 | Cấp bốn";  // what nobody chose may go, and names may change
    ASSERT_TRUE(change_custom_field(maker, id, 1, input));
    EXPECT_TRUE(failed_with(change_custom_field(maker, id, 1, input), Error::Kind::conflict));
    EXPECT_TRUE(failed_with(delete_custom_field(maker, id, 2), Error::Kind::conflict));
    EXPECT_EQ(must(list_custom_fields(maker)).front().values, 1);

    const CustomFieldId empty = made("Nhầm", CustomType::number);
    EXPECT_TRUE(change_custom_field(maker, empty, 1, named("Nhầm", CustomType::date)));
    EXPECT_TRUE(delete_custom_field(maker, empty, 2));
    EXPECT_EQ(actions("custom_field", empty.value), (Words{"create", "change", "delete"}));
}

TEST_P(CustomFields, ThatAreRetiredKeepTheirValuesAndAreAskedForNoMore) {
    const CustomFieldId id = made(levels());
    const PartyId party = person("Nông Thị Mẫu", {{id, "hsk4"}});
    ASSERT_TRUE(retire_custom_field(maker, id, 1, true));
    EXPECT_EQ(actions("custom_field", id.value), (Words{"create", "change"}));

    PartyInput input = must(reveal_party(clerk, party)).input;
    input.note = "Đã gặp";
    ASSERT_TRUE(change_party(clerk, party, 1, input));
    EXPECT_EQ(values_of(party), (CustomValues{{id, "hsk4"}}));
    EXPECT_EQ(problems(record_party(clerk, Sort::person,
                                    [&] {
                                        PartyInput other{.name_vi = "Hoàng Văn Ví Dụ"};
                                        other.custom = {{id, "hsk3"}};
                                        return other;
                                    }())),
              Words{custom_name(id) + " custom.error.not_asked"});

    const std::string shown = page(clerk, "/people/" + to_text(party));
    EXPECT_TRUE(has(shown, i18n::tr(Language::vi, "custom.former"))) << shown;
    EXPECT_TRUE(has(shown, "HSK cấp 4"));
    EXPECT_FALSE(has(page(clerk, "/people/" + to_text(party) + "/edit"), custom_name(id)));
    EXPECT_FALSE(has(page(clerk, "/people"), "Trình độ tiếng Trung"));
    ASSERT_TRUE(retire_custom_field(maker, id, 2, false));
    EXPECT_TRUE(has(page(clerk, "/people/" + to_text(party) + "/edit"), custom_name(id)));
}

// --- pages -----------------------------------------------------------------------------------------------------------

TEST_P(CustomFields, HavePagesInThreeLanguages) {
    const CustomFieldId id = made(levels());
    const std::string path = "/fields/" + to_text(id);
    for (const Language language : languages) {
        maker.language = language;
        EXPECT_TRUE(has(page(maker, "/fields"), i18n::tr(language, "custom.lead")));
        EXPECT_TRUE(has(page(maker, "/fields/new"), i18n::tr(language, "custom.new")));
        EXPECT_TRUE(has(page(maker, path + "/edit"), i18n::tr(language, "custom.retire")));
        EXPECT_TRUE(has(page(maker, path + "/history"), i18n::tr(language, "custom.field.choices")));
    }
    const std::string form = page(maker, path + "/edit");
    for (const records::Field& each : records::describe<CustomFieldInput>().fields) {
        const std::string control = fmt::format("id=\"f-{}\"", each.name);
        const std::size_t first = form.find(control);
        ASSERT_NE(first, std::string::npos) << control << form.substr(0, 9000);
        EXPECT_EQ(form.find(control, first + 1), std::string::npos) << control;
    }
}

TEST_P(CustomFields, AreMadeRetiredAndDeletedByTheirForms) {
    const http::Response refused = ask(maker, http::Method::post, "/fields", {{"type", "choice"}, {"choices", "x"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body_of(refused), i18n::tr(Language::vi, "custom.error.choice_line", {{"line", "1"}})));
    EXPECT_EQ(
        ask(maker, http::Method::post, "/fields", {{"about", "person"}, {"type", "text"}, {"name_vi", "Quê"}}).status,
        303);
    const std::string path = fmt::format("/fields/{}", count("select id from custom_field"));
    EXPECT_EQ(ask(maker, http::Method::post, path + "/retire", {{"version", "1"}}).status, 303);
    EXPECT_TRUE(has(page(maker, path + "/edit"), i18n::tr(Language::vi, "custom.retired_notice")));
    const http::Response conflict =
        ask(maker, http::Method::post, path, {{"version", "1"}, {"type", "text"}, {"name_vi", "Quê quán"}});
    EXPECT_EQ(conflict.status, 409);
    EXPECT_TRUE(has(body_of(conflict), i18n::tr(Language::vi, "form.theirs")));
    EXPECT_EQ(ask(maker, http::Method::post, path + "/restore", {{"version", "2"}}).status, 303);
    EXPECT_EQ(ask(maker, http::Method::post, path + "/delete", {{"version", "3"}}).status, 303);
    EXPECT_EQ(count("select count(*) from custom_field"), 0);
    EXPECT_TRUE(has(page(maker, path + "/history"), i18n::tr(Language::vi, "history.deleted_record")));
}

INSTANTIATE_TEST_SUITE_P(Engines, CustomFields, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
