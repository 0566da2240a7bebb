// Relationships between persons and bodies.
#include "modules/people/relationship.hpp"

#include "modules/people/relationship_pages.hpp"
#include "modules/people/test_people.hpp"

namespace caunoi::people {

namespace {

using Words = std::vector<std::string>;

class Relationships : public ModuleTest {
protected:
    PartyId person(std::string_view name) { return record({.name_vi = std::string(name)}); }
    Result<RelationshipId> join(PartyId near, Tie tie, std::string_view other, std::string_view from = "",
                                std::string_view to = "") {
        return record_relationship(clerk, near,
                                   {.tie = tie, .other = std::string(other), .from = day(from), .to = day(to)});
    }
    // "works_at Sở Mẫu", "has_staff Nông Thị Mẫu past"
    Words seen(PartyId party, int limit = 100) {
        Words words;
        for (const RelationshipLine& line : must(relationships_of(reader, party, limit)).lines)
            words.push_back(fmt::format("{} {}{}", tie_codes[static_cast<std::size_t>(line.tie)], line.other.name.vi,
                                        line.past ? " past" : ""));
        return words;
    }
    std::string told(PartyId party) { return history("party", party.value).front().content; }

    PartyId nong = person("Nông Thị Mẫu");
    PartyId hoang = person("Hoàng Văn Ví Dụ");
    PartyId office = body("Sở Mẫu", "样厅");
    PartyId union_body = body("Liên hiệp Mẫu");
};

}  // namespace

TEST(Ties, HaveOneRuleEachAndEndsThatTakeSomebody) {
    for (std::size_t i = 0; i < tie_codes.size(); ++i) {
        const auto tie = static_cast<Tie>(i);
        int rules = 0;
        for (const TieRule& rule : tie_rules) rules += rule.tie == tie || rule.back == tie ? 1 : 0;
        EXPECT_EQ(rules, 1) << tie_codes[i];
        EXPECT_EQ(from_other_end(from_other_end(tie)), tie) << tie_codes[i];
        EXPECT_EQ(as_kept(tie), as_kept(from_other_end(tie))) << tie_codes[i];
    }
    EXPECT_TRUE(may_join(Tie::has_staff, Sort::body, Sort::person));
    EXPECT_FALSE(may_join(Tie::has_staff, Sort::person, Sort::body));
    const std::vector<Tie> of_bodies = ties_of(Sort::body);
    EXPECT_EQ(std::ranges::count(of_bodies, Tie::works_at), 0);
    EXPECT_EQ(std::ranges::count(of_bodies, Tie::has_staff), 1);
    EXPECT_EQ(std::ranges::count(ties_of(Sort::person), Tie::chapter_of), 0);
}

TEST_P(Relationships, AreKeptOnceAndReadFromEitherEnd) {
    const RelationshipId id = must(join(nong, Tie::works_at, "Sở Mẫu", "2019"));
    must(join(office, Tie::has_staff, "Hoàng Văn Ví Dụ", "2020", "2024"));
    EXPECT_EQ(seen(nong), Words{"works_at Sở Mẫu"});
    EXPECT_EQ(seen(office), (Words{"has_staff Nông Thị Mẫu", "has_staff Hoàng Văn Ví Dụ past"}));
    EXPECT_EQ(seen(hoang), Words{"works_at Sở Mẫu past"});
    const Relationship one = must(find_relationship(reader, id));
    EXPECT_EQ(one.party, nong);
    EXPECT_EQ(one.other, office);
    EXPECT_EQ(one.seen_from(office), Tie::has_staff);
}

TEST_P(Relationships, ComeBackAsTheyWereTypedAtEitherEnd) {
    const RelationshipInput input{.tie = Tie::has_staff,
                                  .other = "Nông Thị Mẫu",
                                  .role_vi = "Phó Chủ nhiệm",
                                  .role_zh = "副主任",
                                  .from = day("2019-05"),
                                  .to = day("2024"),
                                  .source = "Công văn mẫu",
                                  .note = "Hai dòng\nghi chú"};
    const Relationship one = must(find_relationship(reader, must(record_relationship(clerk, office, input))));
    const auto back = [&](PartyId end) {
        return test.database().read([&](store::Tx& tx) { return input_from(tx, Language::vi, one, end); });
    };
    const RelationshipInput at_office = back(office);
    EXPECT_TRUE(records::compare(records::describe<RelationshipInput>(), &input, &at_office).empty());
    const RelationshipInput at_nong = back(nong);
    EXPECT_EQ(at_nong.tie, Tie::works_at);
    EXPECT_EQ(at_nong.other, "Sở Mẫu");
    EXPECT_EQ(one.role(Language::zh), "副主任");
}

TEST_P(Relationships, NameEveryWrongField) {
    EXPECT_EQ(problems(record_relationship(clerk, nong, {.from = day("2024"), .to = day("2023")})),
              (Words{"other form.required", "to form.date_order"}));
    EXPECT_EQ(problems(join(nong, Tie::works_at, "Sở Không Có")), Words{"other relationship.error.nobody"});
    EXPECT_EQ(problems(join(nong, Tie::works_at, "Hoàng Văn Ví Dụ")), Words{"other relationship.error.sorts"});
    EXPECT_EQ(problems(join(office, Tie::relative_of, "Nông Thị Mẫu")), Words{"other relationship.error.sorts"});
    EXPECT_EQ(problems(join(nong, Tie::relative_of, "Nông Thị Mẫu")), Words{"other relationship.error.itself"});
    EXPECT_TRUE(failed_with(join(PartyId{12345}, Tie::works_at, "Sở Mẫu"), Error::Kind::not_found));
    EXPECT_EQ(count("select count(*) from relationship"), 0);
}

TEST_P(Relationships, FindTheOtherByNameInAnyScriptOrByTheNumberOnTheRoll) {
    must(join(nong, Tie::works_at, "样厅"));
    const PartyId member_one = record(member("Lý Thị Tưởng", "LS-0001"));
    const PartyId member_two = record(member("Lý Thị Tưởng", "LS-0002"));
    must(join(nong, Tie::relative_of, "LS-0001"));
    const auto unclear = join(nong, Tie::relative_of, "Lý Thị Tưởng");
    ASSERT_EQ(problems(unclear), Words{"other relationship.error.several"});
    const std::string choices = unclear.error().fields.front().arguments.front().second;
    EXPECT_EQ(choices, "Lý Thị Tưởng (LS-0001); Lý Thị Tưởng (LS-0002)");
    must(join(nong, Tie::relative_of, "Lý Thị Tưởng (LS-0002)"));
    EXPECT_EQ(seen(member_one), Words{"relative_of Nông Thị Mẫu"});
    EXPECT_EQ(seen(member_two), Words{"relative_of Nông Thị Mẫu"});

    // Bodies of one name have no number; what is offered can be typed all the same.
    const PartyId twin = body("Sở Mẫu");
    const auto two = join(hoang, Tie::works_at, "Sở Mẫu");
    ASSERT_EQ(problems(two), Words{"other relationship.error.several"});
    must(join(hoang, Tie::works_at, fmt::format("Sở Mẫu (#{})", twin.value)));
    EXPECT_EQ(seen(twin), Words{"has_staff Hoàng Văn Ví Dụ"});
}

TEST_P(Relationships, ThatAreTheSameAtTheSameTimeAreRefused) {
    must(join(nong, Tie::works_at, "Sở Mẫu", "2015", "2020"));
    EXPECT_EQ(problems(join(nong, Tie::works_at, "Sở Mẫu", "2018")), Words{"from relationship.error.overlap"});
    EXPECT_EQ(problems(join(office, Tie::has_staff, "Nông Thị Mẫu", "2018")), Words{"from relationship.error.overlap"});
    EXPECT_EQ(problems(join(nong, Tie::works_at, "Sở Mẫu")), Words{"from relationship.error.overlap"});
    must(join(nong, Tie::works_at, "Sở Mẫu", "2020"));  // came back in the year in which she left
    must(join(nong, Tie::represents, "Sở Mẫu", "2018"));
    must(join(nong, Tie::relative_of, "Hoàng Văn Ví Dụ"));
    EXPECT_EQ(problems(join(hoang, Tie::relative_of, "Nông Thị Mẫu")), Words{"from relationship.error.overlap"});
}

TEST_P(Relationships, OfBodiesHaveNoCircle) {
    const PartyId branch = body("Chi hội Mẫu");
    must(join(branch, Tie::chapter_of, "Sở Mẫu", "2010"));
    must(join(office, Tie::subordinate_of, "Liên hiệp Mẫu", "2010"));
    EXPECT_EQ(problems(join(union_body, Tie::subordinate_of, "Chi hội Mẫu")), Words{"other relationship.error.circle"});
    EXPECT_EQ(problems(join(branch, Tie::superior_of, "Liên hiệp Mẫu")), Words{"other relationship.error.circle"});
    must(join(union_body, Tie::subordinate_of, "Chi hội Mẫu", "2001", "2009"));  // it was the other way round then
    EXPECT_EQ(problems(join(branch, Tie::subordinate_of, "Liên hiệp Mẫu")), Words{"other relationship.error.circle"});
    must(join(branch, Tie::subordinate_of, "Liên hiệp Mẫu", "2010"));
    EXPECT_EQ(seen(union_body).size(), 3U);
}

TEST_P(Relationships, EndAndAreToldInTheHistoriesOfBothEnds) {
    const RelationshipId id = must(join(nong, Tie::works_at, "Sở Mẫu", "2019"));
    EXPECT_NE(told(nong).find("works_at: Sở Mẫu · 2019/"), std::string::npos) << told(nong);
    EXPECT_NE(told(office).find("has_staff: Nông Thị Mẫu · 2019/"), std::string::npos) << told(office);
    ASSERT_TRUE(
        change_relationship(clerk, id, 1, office,
                            {.tie = Tie::has_staff, .other = "Nông Thị Mẫu", .from = day("2019"), .to = day("2024")}));
    EXPECT_EQ(seen(nong), Words{"works_at Sở Mẫu past"});
    EXPECT_NE(told(nong).find("2019/2024"), std::string::npos) << told(nong);
    // The other end becomes another one: the old one and the new one are told.
    ASSERT_TRUE(change_relationship(clerk, id, 2, nong, {.tie = Tie::works_at, .other = "Liên hiệp Mẫu"}));
    EXPECT_EQ(seen(office), Words{});
    EXPECT_EQ(told(office), R"({"relationship":["has_staff: Nông Thị Mẫu · 2019/2024",""]})");
    EXPECT_EQ(told(union_body), R"({"relationship":["","has_staff: Nông Thị Mẫu"]})");
    ASSERT_TRUE(delete_relationship(clerk, id, 3));
    EXPECT_EQ(told(nong), R"({"relationship":["works_at: Liên hiệp Mẫu",""]})");
    EXPECT_EQ(actions("relationship", id.value), (Words{"create", "change", "change", "delete"}));
    EXPECT_EQ(actions("party", union_body.value), (Words{"create", "change", "change"}));
}

TEST_P(Relationships, ThatSaveNothingNewTellNothing) {
    const RelationshipId id = must(join(nong, Tie::relative_of, "Hoàng Văn Ví Dụ"));
    ASSERT_TRUE(change_relationship(clerk, id, 1, hoang, {.tie = Tie::relative_of, .other = "Nông Thị Mẫu"}));
    EXPECT_EQ(actions("relationship", id.value), Words{"create"});
    EXPECT_EQ(actions("party", hoang.value), (Words{"create", "change"}));
}

TEST_P(Relationships, ChangedByTwoKeepTheFirst) {
    const RelationshipId id = must(join(nong, Tie::works_at, "Sở Mẫu"));
    RelationshipInput input{.tie = Tie::works_at, .other = "Sở Mẫu", .role_vi = "Chuyên viên"};
    ASSERT_TRUE(change_relationship(clerk, id, 1, nong, input));
    input.role_vi = "Trưởng phòng";
    EXPECT_TRUE(failed_with(change_relationship(clerk, id, 1, nong, input), Error::Kind::conflict));
    EXPECT_TRUE(failed_with(delete_relationship(clerk, id, 1), Error::Kind::conflict));
    EXPECT_TRUE(failed_with(change_relationship(clerk, id, 2, hoang, input), Error::Kind::not_found));
    EXPECT_EQ(must(find_relationship(reader, id)).role_vi, "Chuyên viên");
}

TEST_P(Relationships, GoWithThePartyThatIsDeletedAndAreNamedInItsHistory) {
    const RelationshipId id = must(join(nong, Tie::works_at, "Sở Mẫu", "2019"));
    must(join(nong, Tie::relative_of, "Hoàng Văn Ví Dụ"));
    ASSERT_TRUE(delete_party(clerk, nong, 1));
    EXPECT_EQ(count("select count(*) from relationship"), 0);
    EXPECT_NE(told(nong).find(R"("relationship":["works_at: Sở Mẫu · 2019/\nrelative_of: Hoàng Văn Ví Dụ",""])"),
              std::string::npos)
        << told(nong);
    EXPECT_EQ(told(office), R"({"relationship":["has_staff: Nông Thị Mẫu · 2019/",""]})");
    EXPECT_EQ(actions("relationship", id.value), (Words{"create", "delete"}));
    EXPECT_EQ(seen(hoang), Words{});
}

TEST_P(Relationships, AreShownUpToALimitThoseOfTodayFirst) {
    must(join(nong, Tie::works_at, "Sở Mẫu", "2001", "2005"));
    must(join(nong, Tie::works_at, "Liên hiệp Mẫu", "2006", "2010"));
    must(join(nong, Tie::represents, "Sở Mẫu", "2011"));
    EXPECT_EQ(seen(nong), (Words{"represents Sở Mẫu", "works_at Liên hiệp Mẫu past", "works_at Sở Mẫu past"}));
    EXPECT_EQ(seen(nong, 2).size(), 2U);
    EXPECT_TRUE(must(relationships_of(reader, nong, 2)).more);
    EXPECT_FALSE(must(relationships_of(reader, nong, 3)).more);
}

TEST_P(Relationships, AreForThoseWhoSeeAllPeople) {
    const RelationshipId id = must(join(nong, Tie::works_at, "Sở Mẫu"));
    Context partner = context_of({}, office);
    EXPECT_TRUE(failed_with(relationships_of(partner, nong, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_relationship(partner, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_relationship(reader, nong, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_relationship(reader, id, 1, nong, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_relationship(reader, id, 1), Error::Kind::forbidden));
}

TEST_P(Relationships, HaveEveryTypedFieldInTheirFormOnce) {
    RelationshipForm form;
    form.end = {.id = nong, .sort = Sort::person, .name = {.vi = "Nông Thị Mẫu"}};
    form.names = {"Sở <Mẫu>"};
    form.state.values = forms::values_of(RelationshipInput{});
    const std::string page = relationship_form_page(clerk, form);
    for (const records::Field& field : records::describe<RelationshipInput>().fields) {
        const std::string sign = fmt::format(" name=\"{}\"", field.name);
        const std::size_t first = page.find(sign);
        EXPECT_NE(first, std::string::npos) << field.name;
        EXPECT_EQ(page.find(sign, first + 1), std::string::npos) << field.name;
    }
    EXPECT_EQ(page.find("value=\"chapter_of\""), std::string::npos);  // a person is no chapter
    EXPECT_NE(page.find("Sở &lt;Mẫu&gt;"), std::string::npos);
}

TEST_P(Relationships, AreReadInWordsInTheHistory) {
    std::vector<records::Change> changes{{"relationship", "works_at: Sở Mẫu · Cán bộ · 2019/", "chapter_of: Sở: Mẫu"},
                                         {"note", "works_at: x", ""}};
    put_ties_in_words(Language::vi, changes);
    EXPECT_EQ(changes[0].before, "làm việc tại: Sở Mẫu · Cán bộ · từ 2019");
    EXPECT_EQ(changes[0].after, "chi hội của: Sở: Mẫu");
    EXPECT_EQ(changes[1].before, "works_at: x");
}

INSTANTIATE_TEST_SUITE_P(Engines, Relationships, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
