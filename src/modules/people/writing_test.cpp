// The names of a person or body in all their scripts.
#include "modules/people/writing.hpp"

#include "modules/people/party.hpp"
#include "modules/people/test_people.hpp"
#include "platform/auth/grants.hpp"
#include "platform/search/search.hpp"

namespace caunoi::people {

namespace {

using Texts = std::vector<std::string>;

class Writings : public ModuleTest {
protected:
    Writings() { register_search(); }

    std::vector<Writing> of(PartyId party) { return must(writings_of(reader, party)); }
    Writing the(PartyId party, Script kind) {
        for (const Writing& one : of(party))
            if (one.kind == kind) return one;
        throw std::runtime_error("no such writing");
    }
    std::vector<std::int64_t> found(std::string_view text) {
        return test.database().read([&](store::Tx& tx) { return search::find_records(tx, "party", text, 20); });
    }
    Texts listed(Order order) {
        Texts names;
        for (const PartyLine& line : must(list_parties(reader, {.order = order}, {}, 500)).lines)
            names.push_back(order == Order::name || order == Order::given_name ? line.name.vi : line.name.zh);
        return names;
    }
};

Texts parts(const Writing& writing) {
    return {writing.family, writing.middle, writing.given};
}

}  // namespace

TEST_P(Writings, OfARecordAreTakenApartInItsOwnCulture) {
    const PartyId person =
        record({.name_vi = "Nguyễn Thị Minh Khai", .name_zh = "欧阳明", .name_latin = "WANG XIAODONG"});
    EXPECT_EQ(parts(the(person, Script::vi)), (Texts{"Nguyễn", "Thị Minh", "Khai"}));
    EXPECT_EQ(parts(the(person, Script::zh_hans)), (Texts{"欧阳", "", "明"}));
    EXPECT_EQ(parts(the(person, Script::latin)), (Texts{"WANG", "", "XIAODONG"}));
    const PartyId office = body("Hội Chữ thập đỏ", "红十字会");
    EXPECT_EQ(parts(the(office, Script::vi)), (Texts{"", "", ""})) << "a body has no surname";
}

TEST_P(Writings, SuggestedOnesWaitUntilSomebodyConfirms) {
    const PartyId person = record({.name_vi = "Nông Thị Mẫu"});
    const WritingId id =
        must(record_writing(clerk, person, {.kind = Script::zh_hans, .text = "农氏模"}, Origin::suggested));
    EXPECT_FALSE(must(find_writing(reader, id)).confirmed);
    EXPECT_EQ(must(find_party(reader, person)).input.name_zh, "农氏模");
    ASSERT_TRUE(confirm_writing(clerk, id));
    EXPECT_TRUE(must(find_writing(reader, id)).confirmed);
    ASSERT_TRUE(confirm_writing(clerk, id)) << "twice is no fault";
    EXPECT_EQ(actions("party", person.value), (Texts{"create", "change", "change"}));
    EXPECT_NE(history("party", person.value).front().content.find("zh_hans: 农氏模"), std::string::npos);
}

TEST_P(Writings, AFormerNameStillFindsTheRecordAndTheNewOneStandsFirst) {
    const PartyId office = body("Sở Ngoại vụ", "外事厅");
    const Writing old = the(office, Script::vi);
    WritingInput ended = old;
    ended.to = day("2025-03");
    ASSERT_TRUE(change_writing(clerk, old.id, old.version, ended));
    must(record_writing(clerk, office, {.kind = Script::vi, .text = "Sở Đối ngoại", .from = day("2025-03")}));
    EXPECT_EQ(must(find_party(reader, office)).input.name_vi, "Sở Đối ngoại");
    EXPECT_EQ(found("ngoại vụ"), std::vector{office.value});
    EXPECT_EQ(found("doi ngoai"), std::vector{office.value});
    EXPECT_EQ(found("wai shi ting"), std::vector{office.value}) << "pinyin of the Chinese writing";
}

TEST_P(Writings, APartnerFindsAVietnameseMemberByPinyin) {
    const PartyId member = record({.name_vi = "Nguyễn Phú Trọng"});
    EXPECT_TRUE(found("ruan fu zhong").empty());
    must(record_writing(clerk, member, {.kind = Script::zh_hans, .text = "阮富仲"}));
    for (const std::string_view query : {"ruan fu zhong", "ruanfuzhong", "阮富仲", "阮富", "nguyen phu trong"})
        EXPECT_EQ(found(query), std::vector{member.value}) << query;
}

TEST_P(Writings, ChangedByTwoAtOnceKeepTheFirst) {
    const PartyId person = record({.name_vi = "Nông Thị Mẫu"});
    const Writing writing = the(person, Script::vi);
    WritingInput other = writing;
    other.text = "Nông Thị Mâu";
    ASSERT_TRUE(change_writing(clerk, writing.id, writing.version, other));
    EXPECT_EQ(parts(the(person, Script::vi)), (Texts{"Nông", "Thị", "Mâu"})) << "parts follow the text";
    other.text = "Nông Thị Mậu";
    EXPECT_TRUE(failed_with(change_writing(clerk, writing.id, writing.version, other), Error::Kind::conflict));
    EXPECT_EQ(the(person, Script::vi).text, "Nông Thị Mâu");
}

TEST_P(Writings, NeedATextAndPartsThatOccurInIt) {
    const PartyId person = record({.name_vi = "Nông Thị Mẫu"});
    EXPECT_EQ(
        problems(record_writing(
            clerk, person,
            {.kind = Script::vi, .text = "", .family = "Hoàng", .from = day("2020"), .to = day("2019")})),
        (Texts{"family people.error.part_not_in_name", "text form.required", "to people.error.left_before_joined"}));
    EXPECT_EQ(of(person).size(), 1U);
}

TEST_P(Writings, TheLastNameStays) {
    const PartyId person = record({.name_vi = "Nông Thị Mẫu"});
    must(record_writing(clerk, person, {.kind = Script::latin, .text = "NONG THI MAU"}));
    const Writing only = the(person, Script::vi);
    EXPECT_TRUE(failed_with(delete_writing(clerk, only.id, only.version), Error::Kind::conflict));
    must(record_writing(clerk, person, {.kind = Script::zh_hans, .text = "农氏模"}));
    ASSERT_TRUE(delete_writing(clerk, only.id, only.version));
    EXPECT_EQ(must(find_party(reader, person)).name().in(Language::vi), "农氏模");
    EXPECT_FALSE(found("农氏模").empty());
}

TEST_P(Writings, AreOnlyForWhoMay) {
    const PartyId person = record({.name_vi = "Nông Thị Mẫu"});
    const Writing writing = the(person, Script::vi);
    const WritingInput input{.kind = Script::en, .text = "Nong Thi Mau"};
    EXPECT_TRUE(failed_with(record_writing(reader, person, input), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_writing(reader, writing.id, 1, input), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(confirm_writing(reader, writing.id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_writing(reader, writing.id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(writings_of(stranger, person), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_writing(stranger, writing.id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_writing(clerk, PartyId{999'999}, input), Error::Kind::not_found));
}

TEST_P(Writings, APartnerSeesTheNamesOfWhomItWasIntroducedTo) {
    const PartyId partner_body = body("Văn phòng Ngoại sự", "外事办公室");
    PartyInput input = member("Nông Thị Mẫu", "LS-0001");
    input.name_zh = "农氏模";
    input.phone = "0912345678";
    input.note = "Ghi chú của Hội";
    const PartyId shared = record(input);
    const PartyId kept = record({.name_vi = "Hoàng Văn Ví Dụ"});
    Context partner = context_of({}, partner_body);
    EXPECT_TRUE(failed_with(find_party(partner, shared), Error::Kind::not_found));
    test.database().write(
        [&](store::Tx& tx) { auth::grant(tx, clerk, "party", shared.value, partner_body, auth::Level::view); });
    const Party seen = must(find_party(partner, shared));
    EXPECT_EQ(seen.input.name_zh, "农氏模");
    EXPECT_EQ(seen.input.phone + seen.input.note + seen.input.roll_number, "");
    EXPECT_FALSE(seen.input.member_kind);
    EXPECT_EQ(must(writings_of(partner, shared)).size(), 2U);
    EXPECT_TRUE(failed_with(find_party(partner, kept), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(writings_of(partner, kept), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(reveal_party(partner, shared), Error::Kind::forbidden));
    const auto hits = search::find(partner, "nong shi mo", 10).hits;
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits.front().why, "pinyin");
    for (const std::string_view ours : {"ghi chu cua hoi", "LS-0001", "nong ghi"})
        EXPECT_TRUE(search::find(partner, ours, 10).hits.empty()) << ours << " is not shared";
    EXPECT_EQ(search::find(clerk, "ghi chu cua hoi", 10).hits.size(), 1U);
    ASSERT_TRUE(delete_party(clerk, shared, 1));
    EXPECT_EQ(count("select count(*) from access_grant"), 0);
}

// Vietnamese by given name, Chinese by surname pinyin or by strokes.
TEST_P(Writings, OrderListsAsEachLanguageExpects) {
    for (const auto& [vi, zh] : {std::pair{"Nguyễn Văn An", "曾国藩"}, std::pair{"Đỗ Thị Bình", "单雄信"},
                                 std::pair{"Lê Văn An", "丁薛祥"}, std::pair{"Âu Thị Ân", "区桃"}})
        record({.name_vi = vi, .name_zh = zh});
    EXPECT_EQ(listed(Order::name), (Texts{"Âu Thị Ân", "Đỗ Thị Bình", "Lê Văn An", "Nguyễn Văn An"}));
    EXPECT_EQ(listed(Order::given_name), (Texts{"Lê Văn An", "Nguyễn Văn An", "Âu Thị Ân", "Đỗ Thị Bình"}));
    EXPECT_EQ(listed(Order::pinyin), (Texts{"丁薛祥", "区桃", "单雄信", "曾国藩"}));   // dīng ōu shàn zēng
    EXPECT_EQ(listed(Order::strokes), (Texts{"丁薛祥", "区桃", "单雄信", "曾国藩"}));  // 2 4 8 12
}

// Keys of rows from before they were kept are made by the job that builds the index anew.
TEST_P(Writings, KeysOfOldRowsAreMadeAnew) {
    record({.name_vi = "Nguyễn Văn An", .name_zh = "阮文安"});
    record({.name_vi = "Đỗ Thị Bình", .name_zh = "杜氏平"});
    execute("update party set given_key = '', stroke_key = ''");
    Context context = clerk;
    reindex_all(context);
    EXPECT_EQ(listed(Order::given_name), (Texts{"Nguyễn Văn An", "Đỗ Thị Bình"}));
}

INSTANTIATE_TEST_SUITE_P(Engines, Writings, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
