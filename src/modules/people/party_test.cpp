#include "modules/people/party.hpp"

#include "modules/people/test_people.hpp"
#include "platform/auth/grants.hpp"
#include "platform/base/text.hpp"

#include <thread>

namespace caunoi::people {

namespace {

using Lines = std::vector<std::string>;

PartyId needed_elsewhere;  // what a module that refers to parties would say

class Parties : public ModuleTest {
protected:
    Parties() { register_search(); }

    Lines listed(Context& context, const PartyFilter& filter = {}) {
        Lines names;
        for (const PartyLine& line : must(list_parties(context, filter, {}, 500)).lines)
            names.push_back(line.name.in(context.language));
        return names;
    }
    static PartyInput reachable() {
        return {.name_vi = "Lương Minh Họa",
                .phone = "0912345678",
                .email = "hoa@example.vn",
                .address = "12 phố Chợ, phường Kỳ Lừa"};
    }
};

}  // namespace

TEST_P(Parties, ComeBackAsTheyWereTyped) {
    const PartyInput input{.relation = Relation::guest,
                           .side = Side::cn,
                           .name_vi = "Vương Phương",
                           .name_zh = "王芳",
                           .name_latin = "WANG FANG",
                           .name_en = "Wang Fang",
                           .phone = "+86 771 000 0000",
                           .email = "fang@example.cn",
                           .address = "南宁市",
                           .note = "Gặp ở \"hội chợ\"\nnăm 2019",
                           .source = "Danh thiếp"};
    const PartyId id = record(input);
    const Party found = must(reveal_party(clerk, id));
    EXPECT_TRUE(records::compare(records::describe<PartyInput>(), &input, &found.input).empty());
    EXPECT_EQ(found.row.version, 1);
    EXPECT_EQ(found.row.sort, Sort::person);

    PartyInput changed = input;
    changed.name_en = "";
    changed.phone = "";
    changed.note = "";
    ASSERT_TRUE(change_party(clerk, id, 1, changed));
    const Party after = must(reveal_party(clerk, id));
    EXPECT_TRUE(records::compare(records::describe<PartyInput>(), &changed, &after.input).empty());
    EXPECT_EQ(after.row.version, 2);
}

TEST_P(Parties, AreListedAsTheReadersLanguageOrdersNames) {
    for (const auto& [vi, zh] : {std::pair{"Ân", "恩"}, std::pair{"An", "安"}, std::pair{"Đinh", "丁"},
                                 std::pair{"Dương", "杨"}, std::pair{"Ảnh", "影"}, std::pair{"Bế", "闭"}})
        record({.name_vi = vi, .name_zh = zh});
    EXPECT_EQ(listed(reader), (Lines{"An", "Ảnh", "Ân", "Bế", "Dương", "Đinh"}));
    Context chinese = reader;
    chinese.language = Language::zh;
    EXPECT_EQ(listed(chinese), (Lines{"安", "闭", "丁", "恩", "杨", "影"}));  // an bì dīng ēn yáng yǐng
}

TEST_P(Parties, PagedShowEachOneOnceAlsoAmongEqualNames) {
    for (int i = 0; i < 25; ++i) record({.name_vi = i % 2 == 0 ? "Nguyễn Thị Hoa" : "Nguyễn Văn An"});
    for (const Language language : {Language::vi, Language::zh}) {
        reader.language = language;
        std::vector<std::int64_t> seen;
        std::optional<PartyPosition> after;
        for (bool more = true; more;) {
            const PartyPage page = must(list_parties(reader, {}, after, 10));
            for (const PartyLine& line : page.lines) seen.push_back(line.id.value);
            more = page.more;
            after = PartyPosition{.key = page.lines.back().key.bytes, .id = page.lines.back().id};
        }
        EXPECT_EQ(seen.size(), 25U);
        std::ranges::sort(seen);
        EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
    }
}

TEST_P(Parties, WithoutANameInEitherScriptAreRefused) {
    EXPECT_EQ(problems(record_party(clerk, Sort::person, {.name_en = "Nobody", .email = "not an address"})),
              (Lines{"email form.not_an_email", "name_vi people.error.no_name"}));
    EXPECT_EQ(count("select count(*) from party"), 0);
}

// --- the roll
// ------------------------------------------------------------------------------------------------------------------

TEST_P(Parties, ARollNumberBelongsToOneMember) {
    record(member("Nông Thị Mẫu", "LS-0001"));
    EXPECT_EQ(problems(record_party(clerk, Sort::person, member("Hoàng Văn Ví Dụ", "LS-0001"))),
              Lines{"roll_number people.error.roll_number_taken"});
    const PartyId second = record(member("Hoàng Văn Ví Dụ", "LS-0002"));
    EXPECT_EQ(problems(change_party(clerk, second, 1, member("Hoàng Văn Ví Dụ", "LS-0001"))),
              Lines{"roll_number people.error.roll_number_taken"});
    PartyInput renamed = member("Hoàng Văn Khác", "LS-0002");  // keeping one's own is no clash
    EXPECT_TRUE(change_party(clerk, second, 1, renamed));
}

TEST_P(Parties, OfTwoClerksWhoGiveOneRollNumberAtOnceExactlyOneSucceeds) {
    std::array<int, 4> won{};
    std::array<int, 4> told{};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < won.size(); ++i)
        threads.emplace_back([&, i] {
            Context mine = context_of({can_view, can_record});
            const auto result = record_party(mine, Sort::person, member(fmt::format("Người {}", i), "LS-0042"));
            won[i] = result ? 1 : 0;
            told[i] = problems(result) == Lines{"roll_number people.error.roll_number_taken"} ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(std::ranges::count(won, 1), 1);
    EXPECT_EQ(std::ranges::count(told, 1), 3);
    EXPECT_EQ(count("select count(*) from party"), 1);
}

TEST_P(Parties, AForeignerIsNoMemberButAForeignBodyMayBeAnAssociateOne) {
    PartyInput input = member("Vương Phương", "LS-0001");
    input.side = Side::cn;
    EXPECT_EQ(problems(record_party(clerk, Sort::person, input)), Lines{"member_kind people.error.foreign_member"});
    EXPECT_EQ(problems(record_party(clerk, Sort::body, input)), Lines{"member_kind people.error.foreign_member"});
    input.member_kind = MemberKind::associate;
    EXPECT_EQ(problems(record_party(clerk, Sort::person, input)), Lines{"member_kind people.error.foreign_member"});
    EXPECT_TRUE(record_party(clerk, Sort::body, input));
}

TEST_P(Parties, AMembershipIsWholeOrAbsent) {
    EXPECT_EQ(problems(record_party(clerk, Sort::person, {.name_vi = "A", .roll_number = "LS-0001"})),
              Lines{"member_kind people.error.member_kind_missing"});
    EXPECT_EQ(problems(record_party(clerk, Sort::person, {.name_vi = "A", .member_kind = MemberKind::official})),
              (Lines{"joined form.required", "roll_number form.required"}));
    PartyInput left = member("A", "LS-0001", "2020-05");
    left.left = day("2020-04-30");
    EXPECT_EQ(problems(record_party(clerk, Sort::person, left)), Lines{"left people.error.left_before_joined"});
    PartyInput organisation = member("A", "LS-0001");
    organisation.member_kind = MemberKind::organisational;
    EXPECT_EQ(problems(record_party(clerk, Sort::person, organisation)),
              Lines{"member_kind people.error.organisational_needs_body"});
}

TEST_P(Parties, OnTheRollOfADayAreThoseWhoSurelyWereMembersThen) {
    record(member("Vào tháng Năm", "1", "2017-05"));
    PartyInput left = member("Đã ra", "2", "2016");
    left.left = day("2018");
    record(left);
    record({.name_vi = "Khách"});
    const auto members_on = [&](std::string_view date) {
        return test.database().read([&](store::Tx& tx) {
            const auto counts = roll_on(tx, *parse_date(date));
            return counts.empty() ? 0 : counts.front().members;
        });
    };
    EXPECT_EQ(members_on("2016-12-30"), 0);
    EXPECT_EQ(members_on("2016-12-31"), 1);
    EXPECT_EQ(members_on("2017-05-30"), 1);  // joined some day of May: on its last for certain
    EXPECT_EQ(members_on("2017-05-31"), 2);
    EXPECT_EQ(members_on("2017-12-31"), 2);
    EXPECT_EQ(members_on("2018-01-01"), 1);  // left some day of 2018: from its first no more for certain
    EXPECT_EQ(listed(reader, {.on_roll = *parse_date("2018-01-01")}), Lines{"Vào tháng Năm"});
}

// --- personal data
// -----------------------------------------------------------------------------------------------------------------

TEST_P(Parties, ShowHowToReachThemOnlyMasked) {
    const PartyId id = record(reachable());
    const Party found = must(find_party(reader, id));
    EXPECT_EQ(found.input.phone, "091•••678");
    EXPECT_EQ(found.input.email, "hoa•••.vn");
    EXPECT_EQ(found.input.address.find("phố"), std::string::npos);
    EXPECT_TRUE(valid_utf8(found.input.address));
    EXPECT_EQ(masked("123456"), "•••");
    EXPECT_EQ(masked(""), "");
    EXPECT_EQ(actions("party", id.value), Lines{"create"});
}

TEST_P(Parties, AreUnmaskedOnlyByWhoMayAndThatIsWrittenDown) {
    const PartyId id = record(reachable());
    EXPECT_TRUE(failed_with(reveal_party(reader, id), Error::Kind::forbidden));
    EXPECT_EQ(must(reveal_party(clerk, id)).input.phone, "0912345678");
    EXPECT_EQ(actions("party", id.value), (Lines{"create", "reveal"}));
    EXPECT_EQ(history("party", id.value).front().content, "{}");  // that, not what

    const PartyId nothing = record({.name_vi = "Không có gì để mở"});
    ASSERT_TRUE(reveal_party(clerk, nothing));
    EXPECT_EQ(actions("party", nothing.value), Lines{"create"});
}

TEST_P(Parties, AreNeverFoundByHowToReachThem) {
    const PartyId id = record(reachable());
    PartyInput changed = reachable();
    changed.phone = "0987654321";
    ASSERT_TRUE(change_party(clerk, id, 1, changed));
    ASSERT_EQ(search::find(clerk, "Lương Minh Họa", 10).hits.size(), 1U);
    for (const char* personal : {"0912345678", "0987654321", "hoa@example.vn", "example", "phố Chợ"})
        EXPECT_TRUE(search::find(clerk, personal, 10).hits.empty()) << personal;
    const auto index = test.database().read([&](store::Tx& tx) {
        std::string all;
        for (const store::Row row : tx.query("select title, titles, text from search_fts_doc"))
            all += fmt::format("{} {} {}", row.text("title"), row.text("titles"), row.text("text"));
        return all;
    });
    for (const char* personal : {"0912345678", "0987654321", "example", "Kỳ Lừa"})
        EXPECT_EQ(index.find(personal), std::string::npos) << personal;
}

// --- changing and deleting
// -----------------------------------------------------------------------------------------------------------

TEST_P(Parties, ChangedByTwoKeepTheFirst) {
    const PartyId id = record({.name_vi = "Lý Thị Tưởng"});
    ASSERT_TRUE(change_party(clerk, id, 1, {.name_vi = "Lý Thị Một"}));
    EXPECT_TRUE(failed_with(change_party(clerk, id, 1, {.name_vi = "Lý Thị Hai"}), Error::Kind::conflict));
    EXPECT_EQ(must(find_party(clerk, id)).input.name_vi, "Lý Thị Một");
}

TEST_P(Parties, ThatSomethingRefersToAreNotDeleted) {
    const PartyId used = record({.name_vi = "Có chức vụ"});
    const TermId term = must(record_term(clerk, {.ordinal = 1, .label_from = 2017, .label_to = 2022}));
    must(record_post(clerk, used, {.term = term, .from = day("2017")}));
    const auto refused = delete_party(clerk, used, 1);
    ASSERT_TRUE(failed_with(refused, Error::Kind::conflict));
    EXPECT_EQ(refused.error().key, "people.error.in_use");

    const PartyId shared_with = body("Hội của bên kia");
    write(clerk, [&](store::Tx& tx) { auth::grant(tx, clerk, "activity", 5, shared_with, auth::Level::view); });
    EXPECT_TRUE(failed_with(delete_party(clerk, shared_with, 1), Error::Kind::conflict));

    register_reference([](store::Tx&, PartyId party) { return needed_elsewhere == party; });
    const PartyId elsewhere = record({.name_vi = "Có tên ở phân hệ khác"});
    needed_elsewhere = elsewhere;
    EXPECT_TRUE(failed_with(delete_party(clerk, elsewhere, 1), Error::Kind::conflict));
    needed_elsewhere = {};
    EXPECT_TRUE(delete_party(clerk, elsewhere, 1));

    const PartyId granted = body("Có quyền xem");
    execute("insert into access_grant (kind, record, body, level, since) values ('activity', 1, $1, 'view', 0)",
            granted);
    EXPECT_TRUE(failed_with(delete_party(clerk, granted, 1), Error::Kind::conflict));
    EXPECT_EQ(count("select count(*) from party"), 3);
}

TEST_P(Parties, DeletedLeaveTheirHistoryAndNothingElse) {
    PartyInput input = reachable();
    input.member_kind = MemberKind::honorary;
    input.roll_number = "LS-0009";
    input.joined = day("2024");
    const PartyId id = record(input);
    EXPECT_TRUE(failed_with(delete_party(clerk, id, 9), Error::Kind::conflict));
    ASSERT_TRUE(delete_party(clerk, id, 1));
    EXPECT_EQ(count("select (select count(*) from party) + (select count(*) from writing) + "
                    "(select count(*) from contact_point) + (select count(*) from membership) + "
                    "(select count(*) from search_fts_doc)"),
              0);
    EXPECT_EQ(actions("party", id.value), (Lines{"create", "delete"}));
    EXPECT_TRUE(failed_with(find_party(clerk, id), Error::Kind::not_found));
    EXPECT_TRUE(record_party(clerk, Sort::person, member("Người mới", "LS-0009")));  // the number is free again
}

TEST_P(Parties, StrangersAreForbiddenEverything) {
    const PartyId id = record(reachable());
    EXPECT_TRUE(failed_with(record_party(stranger, Sort::person, {.name_vi = "A"}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_party(stranger, id, 1, {.name_vi = "A"}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_party(stranger, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_party(stranger, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(reveal_party(stranger, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_parties(stranger, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_terms(stranger), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(load_gates(stranger, ""), Error::Kind::forbidden));
}

INSTANTIATE_TEST_SUITE_P(Engines, Parties, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
