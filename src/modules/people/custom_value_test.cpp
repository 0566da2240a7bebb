#include "modules/people/custom_value.hpp"

#include "modules/people/party_pages.hpp"
#include "modules/people/people_export.hpp"
#include "modules/people/test_custom.hpp"
#include "platform/auth/grants.hpp"
#include "platform/i18n/i18n.hpp"

#include <sstream>

namespace caunoi::people {

namespace {

class OwnFieldsOfParties : public CustomTest {};

}  // namespace

// --- values ----------------------------------------------------------------------------------------------------------

TEST_P(OwnFieldsOfParties, ReadWhatPeopleTypeInAnyLanguage) {
    const auto read_as = [&](CustomFieldId id, std::string_view typed) {
        Errors errors;
        const std::string value = parse_custom(field(id), typed, errors);
        return errors.empty() ? value : errors.fields().front().key;
    };
    const CustomFieldId number = made("Số con", CustomType::number);
    const CustomFieldId date = made("Ngày sinh", CustomType::date);
    const CustomFieldId answer = made("Đã đi Trung Quốc", CustomType::boolean);
    const CustomFieldId choice = made(levels());
    const CustomFieldId text = made("Quê quán", CustomType::text);
    EXPECT_EQ(read_as(number, " 1.284 "), "1284");
    EXPECT_EQ(read_as(number, "hai"), "form.not_a_number");
    EXPECT_EQ(read_as(date, "10/2015"), "2015-10");
    EXPECT_EQ(read_as(date, "2015年10月17日"), "2015-10-17");
    EXPECT_EQ(read_as(date, "mai"), "form.not_a_partial_date");
    EXPECT_EQ(read_as(answer, "Có"), "yes");
    EXPECT_EQ(read_as(answer, "no"), "no");
    EXPECT_EQ(read_as(choice, "hsk cấp 4"), "hsk4");
    EXPECT_EQ(read_as(choice, "HSK三级"), "hsk3");
    EXPECT_EQ(read_as(choice, "hsk9"), "form.unknown_choice");
    EXPECT_EQ(read_as(text, "  xã   Mẫu "), "xã Mẫu");
    EXPECT_EQ(read_as(text, std::string(201, 'a')), "form.too_long");
    EXPECT_EQ(read_as(text, ""), "");
    const PartyId party = person("Nông Thị Mẫu", {{date, "10/2015"}, {choice, "HSK三级"}, {text, " "}});
    EXPECT_EQ(values_of(party), (CustomValues{{date, "2015-10"}, {choice, "hsk3"}}));
}

TEST_P(OwnFieldsOfParties, ThatAreRequiredAreAskedForInTheirSortOnly) {
    CustomFieldInput input = levels();
    input.required = true;
    input.about = CustomAbout::person;
    const CustomFieldId id = made(input);
    EXPECT_EQ(problems(record_party(clerk, Sort::person, {.name_vi = "Nông Thị Mẫu"})),
              Words{custom_name(id) + " form.required"});
    EXPECT_TRUE(record_party(clerk, Sort::body, {.name_vi = "Công ty Mẫu"}));
    const PartyId party = person("Nông Thị Mẫu", {{id, "hsk4"}});
    PartyInput changed{.name_vi = "Nông Thị Mẫu"};
    changed.custom = {{id, ""}};
    EXPECT_EQ(problems(change_party(clerk, party, 1, changed)), Words{custom_name(id) + " form.required"});
    changed.custom = {};  // not in the input: stays
    changed.note = "Ghi chú";
    EXPECT_TRUE(change_party(clerk, party, 1, changed));
    EXPECT_EQ(values_of(party), (CustomValues{{id, "hsk4"}}));
}

TEST_P(OwnFieldsOfParties, StandInTheFormWithWhatWasTypedAndWhatIsWrong) {
    const CustomFieldId number = made("Số con", CustomType::number);
    const CustomFieldId choice = made(levels());
    const http::Pairs wrong{{"sort", "person"},
                            {"name_vi", "Nông Thị Mẫu"},
                            {custom_name(number), "nhiều lắm"},
                            {custom_name(choice), "hsk4"}};
    const http::Response refused = ask(clerk, http::Method::post, "/people", wrong);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body_of(refused), "nhiều lắm"));
    EXPECT_TRUE(has(body_of(refused), i18n::tr(Language::vi, "form.not_a_number")));
    EXPECT_TRUE(has(body_of(refused), "value=\"hsk4\" selected")) << body_of(refused);

    const http::Response kept = ask(
        clerk, http::Method::post, "/people",
        {{"sort", "person"}, {"name_vi", "Nông Thị Mẫu"}, {custom_name(number), "2"}, {custom_name(choice), "hsk4"}});
    EXPECT_EQ(kept.status, 303) << body_of(kept);
    const PartyId party{count("select id from party")};
    EXPECT_EQ(values_of(party), (CustomValues{{number, "2"}, {choice, "hsk4"}}));
}

TEST_P(OwnFieldsOfParties, AreComparedWhenSomebodyElseSavedMeanwhile) {
    const CustomFieldId choice = made(levels());
    const PartyId party = person("Nông Thị Mẫu", {{choice, "hsk3"}});
    PartyInput theirs = must(reveal_party(clerk, party)).input;
    theirs.custom = {{choice, "hsk4"}};
    ASSERT_TRUE(change_party(clerk, party, 1, theirs));
    http::Pairs mine{{"sort", "person"},     {"version", "1"}, {"name_vi", "Nông Thị Mẫu"},
                     {"relation", "member"}, {"side", "vn"},   {custom_name(choice), "hsk3"}};
    const http::Response conflict = ask(clerk, http::Method::post, "/people/" + to_text(party), mine);
    EXPECT_EQ(conflict.status, 409);
    EXPECT_TRUE(has(body_of(conflict), i18n::tr(Language::vi, "form.changed_meanwhile")));
    EXPECT_TRUE(has(body_of(conflict), "Trình độ tiếng Trung"));
    EXPECT_EQ(values_of(party).at(choice), "hsk4");
}

TEST_P(OwnFieldsOfParties, SpeakInTheHistoryWithTheWordsOfTheReader) {
    const CustomFieldId choice = made(levels());
    CustomFieldInput secret = named("Bệnh sử", CustomType::text);
    secret.personal = true;
    const CustomFieldId personal = made(secret);
    const PartyId party = person("Nông Thị Mẫu", {{choice, "hsk3"}, {personal, "rất kín đáo"}});
    PartyInput input = must(reveal_party(clerk, party)).input;
    input.custom = {{choice, "hsk4"}};
    ASSERT_TRUE(change_party(clerk, party, 1, input));
    EXPECT_EQ(history("party", party.value).size(), 3U);  // create, reveal, change: one line each

    const std::string path = "/people/" + to_text(party) + "/history";
    EXPECT_TRUE(has(page(clerk, path), "Trình độ tiếng Trung"));
    EXPECT_FALSE(has(page(clerk, path), "hsk4"));
    EXPECT_FALSE(has(page(clerk, path), custom_name(choice)));
    EXPECT_FALSE(has(page(clerk, path), "rất kín đáo"));
    clerk.language = Language::zh;
    EXPECT_TRUE(has(page(clerk, path), "中文水平"));
    EXPECT_TRUE(has(page(clerk, path), i18n::tr(Language::zh, "history.masked")));

    // What is said of a field that is gone stays covered: it may have been personal.
    input.custom = {{personal, ""}};
    ASSERT_TRUE(change_party(clerk, party, 2, input));
    ASSERT_TRUE(delete_custom_field(maker, personal, 1));
    EXPECT_TRUE(has(page(clerk, path), i18n::tr(Language::zh, "custom.deleted_field")));
    EXPECT_FALSE(has(page(clerk, path), "rất kín đáo"));
}

TEST_P(OwnFieldsOfParties, ThatArePersonalAreCoveredUntilTheyAreRevealed) {
    CustomFieldInput input = named("Ngày sinh", CustomType::date);
    input.personal = input.listed = true;
    const CustomFieldId id = made(input);
    const PartyId party = person("Nông Thị Mẫu", {{id, "1980-05-17"}});
    const std::string path = "/people/" + to_text(party);
    EXPECT_FALSE(has(page(clerk, path), "1980"));
    EXPECT_TRUE(has(page(clerk, path), path + "/reveal"));
    EXPECT_FALSE(has(page(clerk, "/people"), "1980"));
    EXPECT_TRUE(has(page(clerk, "/people"), "•••"));
    EXPECT_TRUE(has(body_of(ask(clerk, http::Method::post, path + "/reveal")), "1980"));
    EXPECT_EQ(actions("party", party.value), (Words{"create", "reveal"}));

    // Nor can it be found out by asking for it.
    EXPECT_EQ(found({{custom_name(id) + "_from", "1990"}}), Words{"Nông Thị Mẫu"});
    EXPECT_TRUE(failed_with(custom_columns(reader, {}, {}, Personal::shown), Error::Kind::forbidden));
}

// --- lists -----------------------------------------------------------------------------------------------------------

TEST_P(OwnFieldsOfParties, FilterTheListByWhatStandsInThem) {
    const CustomFieldId text = made("Quê quán", CustomType::text);
    const CustomFieldId number = made("Số con", CustomType::number);
    const CustomFieldId date = made("Vào nghề", CustomType::date);
    const CustomFieldId answer = made("Đã đi Trung Quốc", CustomType::boolean);
    const CustomFieldId choice = made(levels());
    person("A", {{text, "Xã Mẫu Sơn"}, {number, "-3"}, {date, "2015-10"}, {answer, "yes"}, {choice, "hsk3"}});
    person("B", {{text, "xã Mẫu"}, {number, "12"}, {date, "2020"}, {answer, "no"}, {choice, "hsk4"}});
    person("C", {{text, "phường Mẫu"}, {number, "9000000000000000000"}, {date, "1999-01-02"}});
    person("D", {});
    const auto name = [](CustomFieldId id, std::string_view end = "") { return custom_name(id).append(end); };
    EXPECT_EQ(found({{name(text), "XÃ MẪU"}}), (Words{"A", "B"}));
    EXPECT_EQ(found({{name(text), "mẫu"}}), Words{});
    EXPECT_EQ(found({{name(number, "_from"), "0"}}), (Words{"B", "C"}));
    EXPECT_EQ(found({{name(number, "_from"), "-3"}, {name(number, "_to"), "12"}}), (Words{"A", "B"}));
    EXPECT_EQ(found({{name(date, "_from"), "17/10/2015"}, {name(date, "_to"), "2019"}}), Words{"A"});
    EXPECT_EQ(found({{name(date, "_to"), "2014"}}), Words{"C"});
    EXPECT_EQ(found({{name(answer), "no"}}), Words{"B"});
    EXPECT_EQ(found({{name(choice), "hsk3"}, {name(answer), "yes"}}), Words{"A"});
    EXPECT_EQ(found({{name(choice), "hsk3"}, {name(answer), "no"}}), Words{});
    EXPECT_EQ(found({{name(choice), "hsk9"}, {"custom_x", "1"}}), (Words{"A", "B", "C", "D"}));
}

TEST_P(OwnFieldsOfParties, FilteredListsArePagedWithoutGapsAndTheirAddressKeepsTheCondition) {
    const CustomFieldId choice = made(levels());
    for (int i = 0; i < 25; ++i) person("Nguyễn Thị Hoa", {{choice, i % 2 == 0 ? "hsk3" : "hsk4"}});
    PartyFilter filter;
    filter.custom = {{custom_name(choice), "hsk3"}};
    std::vector<std::int64_t> seen;
    std::optional<PartyPosition> after;
    for (bool more = true; more;) {
        const PartyPage one = must(list_parties(reader, filter, after, 5));
        for (const PartyLine& line : one.lines) seen.push_back(line.id.value);
        more = one.more;
        after = PartyPosition{.key = one.lines.back().key.bytes, .id = one.lines.back().id};
    }
    EXPECT_EQ(seen.size(), 13U);
    std::ranges::sort(seen);
    EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
    EXPECT_EQ(list_url(filter).text(), "/people?" + custom_name(choice) + "=hsk3");
}

TEST_P(OwnFieldsOfParties, StandInTheListInEachLanguage) {
    const CustomFieldId choice = made(levels());
    person("Nông Thị Mẫu", {{choice, "hsk4"}});
    EXPECT_TRUE(has(page(reader, "/people"), "data-label=\"Trình độ tiếng Trung\">HSK cấp 4"));
    const std::string label = fmt::format("for=\"f-{}\">Trình độ tiếng Trung</label>", custom_name(choice));
    EXPECT_TRUE(has(page(reader, "/people"), label));
    reader.language = Language::zh;
    EXPECT_TRUE(has(page(reader, "/people"), "data-label=\"中文水平\">HSK四级"));
    reader.language = Language::en;
    EXPECT_TRUE(has(page(reader, "/people"), "data-label=\"Trình độ tiếng Trung\">HSK 4"));
    EXPECT_TRUE(has(page(reader, "/people", {{custom_name(choice), "hsk4"}}), "value=\"hsk4\" selected"));
}

TEST_P(OwnFieldsOfParties, AreColumnsOfTheExportCoveredForThoseWhoMayNotReveal) {
    const CustomFieldId choice = made(levels());
    CustomFieldInput secret = named("Ngày sinh", CustomType::date);
    secret.personal = true;
    const CustomFieldId birthday = made(secret);
    person("Nông Thị Mẫu", {{choice, "hsk4"}, {birthday, "1980-05"}});
    const auto exported = [&](Context& context) {
        std::ostringstream out;
        must(export_parties(context, {})).print(out);
        return out.str();
    };
    const std::string covered = exported(reader);
    EXPECT_TRUE(has(covered, "roll_number,Trình độ tiếng Trung,Ngày sinh")) << covered;
    EXPECT_TRUE(has(covered, "HSK cấp 4,•••")) << covered;
    clerk.language = Language::zh;
    EXPECT_TRUE(has(exported(clerk), "roll_number,中文水平,Ngày sinh"));
    EXPECT_TRUE(has(exported(clerk), "HSK四级,1980-05"));
    EXPECT_FALSE(has(exported(reader), "1980"));
}

TEST_P(OwnFieldsOfParties, OfOpenTextAreFoundBySearching) {
    const CustomFieldId home = made("Quê quán", CustomType::text);
    CustomFieldInput secret = named("Bệnh sử", CustomType::text);
    secret.personal = true;
    const CustomFieldId personal = made(secret);
    const PartyId party = person("Nông Thị Mẫu", {{home, "Thạch Đen"}, {personal, "hen suyễn"}});
    const auto finds = [&](std::string_view words) {
        return test.database().read([&](store::Tx& tx) { return search::find_records(tx, "party", words, 10); });
    };
    EXPECT_EQ(finds("thach den"), std::vector<std::int64_t>{party.value});
    EXPECT_TRUE(finds("hen suyen").empty());

    test.database().write([](store::Tx& tx) { tx.execute("update search_fts_state set version = 1000"); });
    CustomFieldInput covered = named("Quê quán", CustomType::text);
    covered.personal = true;
    ASSERT_TRUE(change_custom_field(maker, home, 1, covered));
    EXPECT_EQ(count("select version from search_fts_state"), 0);  // the job does all again
    search::rebuild(maker);
    EXPECT_TRUE(finds("thach den").empty());
}

TEST_P(OwnFieldsOfParties, GoWithTheirParty) {
    const CustomFieldId choice = made(levels());
    const PartyId party = person("Nông Thị Mẫu", {{choice, "hsk4"}});
    ASSERT_TRUE(delete_party(clerk, party, 1));
    EXPECT_EQ(count("select count(*) from custom_value"), 0);
    EXPECT_TRUE(has(history("party", party.value).front().content, "hsk4"));
}

TEST_P(OwnFieldsOfParties, AreHiddenFromThoseToWhomThePartyIsShared) {
    const CustomFieldId choice = made(levels());
    const PartyId party = person("Nông Thị Mẫu", {{choice, "hsk4"}});
    test.database().write(
        [&](store::Tx& tx) { auth::grant(tx, clerk, "party", party.value, PartyId{77}, auth::Level::view); });
    Context partner = context_of({}, PartyId{77});
    EXPECT_TRUE(must(find_party(partner, party)).input.custom.empty());
    EXPECT_FALSE(has(page(partner, "/people/" + to_text(party)), "HSK cấp 4"));
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnFieldsOfParties, testing::ValuesIn(store::engines_under_test()),
                         store::name_of_engine);

}  // namespace caunoi::people
