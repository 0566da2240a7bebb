// Groups that the office makes.
#include "modules/people/group.hpp"

#include "modules/people/group_pages.hpp"
#include "modules/people/people_export.hpp"
#include "modules/people/test_people.hpp"

#include <filesystem>
#include <fstream>

namespace caunoi::people {

namespace {

using Names = std::vector<std::string>;

class Groups : public ModuleTest {
protected:
    GroupId make(std::string_view name = "Ban liên lạc mẫu") {
        return must(record_group(clerk, {.name_vi = std::string(name)}));
    }
    Names members(GroupId id, const std::optional<PartyPosition>& after = {}, int limit = 100) {
        Names names;
        for (const PartyLine& line : must(list_members(reader, id, after, limit)).lines) names.push_back(line.name.vi);
        return names;
    }
    Names groups() {
        Names names;
        for (const Group& group : must(list_groups(reader, {}, 100)).groups) names.push_back(group.name_vi);
        return names;
    }
    std::string told(GroupId id) { return history("party_group", id.value).front().content; }

    PartyId nong = record(member("Nông Thị Mẫu", "LS-0001"));
    PartyId hoang = record(member("Hoàng Văn Ví Dụ", "LS-0002"));
    PartyId office = body("Sở Mẫu", "样厅");
};

}  // namespace

TEST_P(Groups, ComeBackAsTheyWereTypedInOrderOfTheirNames) {
    const GroupInput input{
        .name_vi = "Ban liên lạc", .name_zh = "联络组", .name_en = "Liaison team", .purpose = "Chúc Tết"};
    const GroupId id = must(record_group(clerk, input));
    make("Ân nhân");
    const Group found = must(find_group(reader, id));
    EXPECT_TRUE(
        records::compare(records::describe<GroupInput>(), &input, static_cast<const GroupInput*>(&found)).empty());
    EXPECT_EQ(groups(), (Names{"Ân nhân", "Ban liên lạc"}));
    const GroupPage first = must(list_groups(reader, {}, 1));
    EXPECT_TRUE(first.more);
    const GroupPosition last{.key = key_of(first.groups.back(), Language::vi).bytes, .id = first.groups.back().id};
    EXPECT_EQ(must(list_groups(reader, last, 1)).groups.front().id, id);
    EXPECT_FALSE(must(list_groups(reader, last, 1)).more);
}

TEST_P(Groups, NeedANameThatNoOtherGroupHas) {
    EXPECT_EQ(problems(record_group(clerk, {.purpose = "không tên"})), Names{"name_vi people.error.no_name"});
    must(record_group(clerk, {.name_vi = "Ban liên lạc", .name_zh = "联络组"}));
    EXPECT_EQ(problems(record_group(clerk, {.name_vi = "Ban liên lạc", .name_zh = "联络组"})),
              (Names{"name_vi form.already_used", "name_zh form.already_used"}));
    const GroupId other = must(record_group(clerk, {.name_vi = "Ban khác"}));  // no Chinese name is no name twice
    EXPECT_EQ(problems(change_group(clerk, other, 1, {.name_vi = "Ban liên lạc"})), Names{"name_vi form.already_used"});
    EXPECT_TRUE(change_group(clerk, other, 1, {.name_vi = "Ban khác", .purpose = "giữ tên"}));
}

TEST_P(Groups, TakeManyAtOnceByNameOrNumber) {
    const GroupId id = make();
    EXPECT_EQ(must(add_members(clerk, id, {.members = "  Nông  Thị Mẫu\r\n\nLS-0002\n样厅\nNông Thị Mẫu"})), 3U);
    EXPECT_EQ(members(id).size(), 3U);
    EXPECT_EQ(told(id), R"({"members":["","Nông Thị Mẫu\nHoàng Văn Ví Dụ\nSở Mẫu"]})");
    EXPECT_EQ(must(add_members(clerk, id, {.members = "LS-0001"})), 0U);  // she is in it already
    EXPECT_EQ(actions("party_group", id.value), (Names{"create", "change"}));
    const MemberPage page = must(list_members(reader, id, {}, 10));
    EXPECT_EQ(page.of_lines.front().since, clerk.today());
    EXPECT_EQ(page.of_lines.front().added_by, "Nông Thị Mẫu");
}

TEST_P(Groups, TakeNobodyWhenOneLineIsWrongAndNameEachWrongLine) {
    record(member("Nông Thị Mẫu", "LS-0003"));
    const GroupId id = make();
    const auto refused = add_members(clerk, id, {.members = "LS-0002\n\nKhông Có Ai\nNông Thị Mẫu"});
    ASSERT_EQ(problems(refused), (Names{"members group.error.nobody", "members group.error.several"}));
    const std::vector<Error::Field>& fields = refused.error().fields;
    EXPECT_EQ(fields[0].arguments, (Arguments{{"line", "3"}, {"name", "Không Có Ai"}}));
    EXPECT_EQ(fields[1].arguments, (Arguments{{"line", "4"},
                                              {"name", "Nông Thị Mẫu"},
                                              {"names", "Nông Thị Mẫu (LS-0001); Nông Thị Mẫu (LS-0003)"}}));
    EXPECT_EQ(members(id), Names{});
    EXPECT_EQ(problems(add_members(clerk, id, {.members = " \n "})), Names{"members form.required"});
    std::string many;
    for (std::size_t i = 0; i < most_members_at_once; ++i) many += "LS-0001\n";
    EXPECT_EQ(must(add_members(clerk, id, {.members = many})), 1U);
    EXPECT_EQ(problems(add_members(clerk, id, {.members = many + "LS-0001"})), Names{"members group.error.too_many"});
}

TEST_P(Groups, TakeAndLoseOneFromItsOwnPage) {
    const GroupId id = make();
    ASSERT_TRUE(add_member(clerk, id, nong));
    EXPECT_EQ(must(groups_of(reader, nong)).front().id, id);
    EXPECT_TRUE(add_member(clerk, id, nong));  // twice is no fault
    ASSERT_TRUE(remove_member(clerk, id, nong));
    EXPECT_EQ(told(id), R"({"members":["Nông Thị Mẫu",""]})");
    EXPECT_TRUE(must(groups_of(reader, nong)).empty());
    EXPECT_TRUE(failed_with(remove_member(clerk, id, nong), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(add_member(clerk, id, PartyId{12345}), Error::Kind::not_found));
    EXPECT_EQ(problems(add_member(clerk, GroupId{12345}, nong)), Names{"group form.unknown_choice"});
}

TEST_P(Groups, AreReadPageByPageInTheOrderOfNames) {
    const GroupId id = make();
    ASSERT_TRUE(add_members(clerk, id, {.members = "LS-0001\nLS-0002\nSở Mẫu"}));
    const MemberPage first = must(list_members(reader, id, {}, 2));
    EXPECT_TRUE(first.more);
    EXPECT_EQ(first.lines.front().name.vi, "Hoàng Văn Ví Dụ");  // by given name: Dụ, Mẫu, Sở Mẫu
    const PartyPosition last{.key = first.lines.back().key.bytes, .id = first.lines.back().id};
    EXPECT_EQ(members(id, last, 2), Names{"Sở Mẫu"});
}

TEST_P(Groups, FilterTheListOfPeopleAndItsTable) {
    const GroupId id = make();
    ASSERT_TRUE(add_member(clerk, id, hoang));
    PartyFilter filter;
    filter.group = id;
    const PartyPage page = must(list_parties(reader, filter, {}, 10));
    ASSERT_EQ(page.lines.size(), 1U);
    EXPECT_EQ(page.lines.front().id, hoang);
    filter.sort = Sort::body;
    EXPECT_TRUE(must(list_parties(reader, filter, {}, 10)).lines.empty());
    filter.sort.reset();
    const http::Response table = must(export_parties(reader, filter)).finish("people.csv");
    const auto& file = std::get<http::FileBody>(table.body);
    std::ifstream stream(file.path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::filesystem::remove(file.path);
    EXPECT_NE(text.find("Hoàng Văn Ví Dụ"), std::string::npos);
    EXPECT_EQ(text.find("Nông Thị Mẫu"), std::string::npos);
}

TEST_P(Groups, DeletedLeaveTheirMembersAlone) {
    const GroupId id = make();
    ASSERT_TRUE(add_member(clerk, id, nong));
    EXPECT_TRUE(failed_with(delete_group(clerk, id, 2), Error::Kind::conflict));
    ASSERT_TRUE(delete_group(clerk, id, 1));
    EXPECT_TRUE(find_party(reader, nong));
    EXPECT_EQ(count("select count(*) from party_group_member"), 0);
    EXPECT_EQ(actions("party_group", id.value), (Names{"create", "change", "delete"}));
    EXPECT_TRUE(failed_with(find_group(reader, id), Error::Kind::not_found));
}

TEST_P(Groups, LoseThePartyThatIsDeleted) {
    const GroupId id = make();
    ASSERT_TRUE(add_members(clerk, id, {.members = "LS-0001\nLS-0002"}));
    ASSERT_TRUE(delete_party(clerk, nong, 1));
    EXPECT_EQ(members(id), Names{"Hoàng Văn Ví Dụ"});
    EXPECT_EQ(told(id), R"({"members":["Nông Thị Mẫu",""]})");
    const std::string line = history("party", nong.value).front().content;
    EXPECT_NE(line.find(R"("group":["Ban liên lạc mẫu",""])"), std::string::npos) << line;
}

TEST_P(Groups, ChangedByTwoKeepTheFirst) {
    const GroupId id = make();
    ASSERT_TRUE(change_group(clerk, id, 1, {.name_vi = "Ban một"}));
    EXPECT_TRUE(failed_with(change_group(clerk, id, 1, {.name_vi = "Ban hai"}), Error::Kind::conflict));
    EXPECT_EQ(groups(), Names{"Ban một"});
}

TEST_P(Groups, AreForThoseWhoSeeAllPeopleAndMadeByThoseWhoRecord) {
    const GroupId id = make();
    Context partner = context_of({}, office);
    EXPECT_TRUE(failed_with(list_groups(partner, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_group(partner, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_members(partner, id, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(groups_of(partner, nong), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_group(reader, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_group(reader, id, 1, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_group(reader, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(add_members(reader, id, {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(add_member(reader, id, nong), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(remove_member(reader, id, nong), Error::Kind::forbidden));
}

TEST_P(Groups, HaveEveryTypedFieldInTheirFormOnce) {
    const std::string page = group_form_page(clerk, {}, {.values = forms::values_of(GroupInput{})});
    for (const records::Field& field : records::describe<GroupInput>().fields) {
        const std::string sign = fmt::format(" name=\"{}\"", field.name);
        const std::size_t first = page.find(sign);
        EXPECT_NE(first, std::string::npos) << field.name;
        EXPECT_EQ(page.find(sign, first + 1), std::string::npos) << field.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, Groups, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
