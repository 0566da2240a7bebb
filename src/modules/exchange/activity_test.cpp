#include "modules/exchange/activity.hpp"

#include "modules/exchange/activity_pages.hpp"
#include "modules/exchange/test_exchange.hpp"
#include "platform/auth/grants.hpp"
#include "platform/i18n/i18n.hpp"

#include <thread>

namespace caunoi::exchange {

namespace {

class Activities : public ExchangeTest {
protected:
    static std::vector<ParticipantInput> three() {
        return {{.name = "Nguyễn Văn Trưởng", .title = "Phó Chủ tịch", .side = people::Side::vn, .role = Role::head},
                {.name = "王芳", .other_name = "Vương Phương", .side = people::Side::cn, .role = Role::head},
                {.name = "Lý Thị Dịch", .side = people::Side::vn, .role = Role::interpreter}};
    }
    static std::vector<ParticipantInput> inputs(const std::vector<Participant>& roster) {
        return {roster.begin(), roster.end()};
    }
    static Lines names(const std::vector<Participant>& roster) {
        Lines all;
        for (const Participant& row : roster) all.push_back(row.name);
        return all;
    }
};

}  // namespace

TEST_P(Activities, AreFoundAsTheyWereRecordedWithTheirRoster) {
    const PartyId partner = body("thị Bằng Tường", "凭祥市");
    ActivityInput input = talks("Hội đàm ở Hữu Nghị Quan");
    input.title_zh = "友谊关会谈";
    input.chinese_side = "thị Bằng Tường; huyện chưa có trong sổ";
    input.purpose = "Bàn lịch giao lưu\n\"năm sau\"";
    const ActivityId id = record(input, three());

    const ActivityDetails found = find(id);
    EXPECT_TRUE(
        records::compare(records::describe<ActivityInput>(), &input, static_cast<const ActivityInput*>(&found.activity))
            .empty());
    EXPECT_EQ(found.activity.version, 1);
    EXPECT_EQ(found.activity.listed, 3);
    EXPECT_EQ(names(found.roster), (Lines{"Nguyễn Văn Trưởng", "王芳", "Lý Thị Dịch"}));
    EXPECT_EQ(found.roster[1].other_name, "Vương Phương");
    EXPECT_EQ(found.roster[1].side, people::Side::cn);
    ASSERT_FALSE(found.bodies.empty());
    EXPECT_EQ(found.bodies.front().first, partner);

    const auto lines = history("activity", id.value);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].action, "create");
    EXPECT_EQ(lines[0].title, "Hội đàm ở Hữu Nghị Quan");
    EXPECT_EQ(lines[0].actor, "Nông Thị Mẫu");
    const auto changes = records::changes_from_json(lines[0].content);
    const auto purpose = std::ranges::find(changes, "purpose", &records::Change::field);
    ASSERT_NE(purpose, changes.end());
    EXPECT_EQ(purpose->after, "Bàn lịch giao lưu\n\"năm sau\"");
    EXPECT_NE(std::ranges::find(changes, "roster.2", &records::Change::field), changes.end());
}

TEST_P(Activities, ShowWhatTheirSourceStatesBesideTheRoster) {
    ActivityInput input = talks("Hội đàm");
    input.people_number = 25;
    const std::string page = activity_page(office, {.details = find(record(input, three()))});
    EXPECT_NE(page.find("3 người theo danh sách"), std::string::npos);
    EXPECT_NE(page.find("<dt>Số người theo nguồn</dt>"), std::string::npos);
    EXPECT_NE(page.find("25 người"), std::string::npos);
}

TEST_P(Activities, AreCountedMonthByMonthWhateverTheirDirection) {
    ActivityInput out = talks("Đoàn đi", "2024-03-05");
    out.direction = Direction::out;
    ActivityInput unknown = talks("Không rõ chiều", "2024-03-31");
    unknown.direction = {};
    for (const ActivityInput& input : {out, unknown, talks("Cùng tổ chức", "2024-03-01"), talks("Cả năm", "2024")})
        record(input);
    const auto months = read(
        office, [](store::Tx& tx) { return held_by_month(tx, *parse_date("2024-01-01"), *parse_date("2024-12-31")); });
    ASSERT_EQ(months.size(), 1U);
    EXPECT_EQ(months[0].month, std::chrono::year(2024) / 3);
    EXPECT_EQ(months[0].out, 1);
    EXPECT_EQ(months[0].in, 0);
    EXPECT_EQ(months[0].other, 2);
}

TEST_P(Activities, NameEveryWrongFieldAtOnce) {
    ActivityInput input;
    input.date_to = day("2020");
    input.place = std::string(301, 'x');
    input.people_number = -5;
    const auto result = record_activity(office, input, {{.name = ""}});
    EXPECT_TRUE(failed_with(result, Error::Kind::invalid));
    EXPECT_EQ(problems(result),
              (Lines{"date_from form.required", "people_number exchange.error.number_of_people", "place form.too_long",
                     "roster.0.name exchange.error.no_name", "title_vi exchange.error.no_title"}));
    for (const std::string& problem : problems(result))
        EXPECT_TRUE(i18n::has_text(problem.substr(problem.find(' ') + 1))) << problem;
    EXPECT_EQ(count("select count(*) from activity"), 0);
    EXPECT_EQ(count("select count(*) from log_entry"), 0);
}

TEST_P(Activities, HaveOneHeadOnEachSide) {
    auto roster = three();
    EXPECT_TRUE(record_activity(office, talks("Một trưởng đoàn mỗi bên"), roster));
    roster[2].role = Role::head;
    EXPECT_EQ(problems(record_activity(office, talks("Hai trưởng đoàn"), roster)),
              Lines{"roster.2.role exchange.error.two_heads"});
}

TEST_P(Activities, AreNotHeldBeforeTheirDay) {
    ActivityInput input = talks("Liên hoan", "2026-05-29");  // tomorrow
    EXPECT_EQ(problems(record_activity(office, input, {})), Lines{"state exchange.error.held_in_the_future"});
    input.state = ActivityState::planned;
    EXPECT_TRUE(record_activity(office, input, {}));
    input.date_from = day("2026-05-28");
    input.state = ActivityState::held;
    EXPECT_TRUE(record_activity(office, input, {}));
    input.date_from = day("2026");  // may have been in January
    EXPECT_TRUE(record_activity(office, input, {}));
}

TEST_P(Activities, DoNotEndBeforeTheyBegin) {
    ActivityInput input = talks("Đoàn đi", "2024-03-05");
    input.date_to = day("2024-03-04");
    EXPECT_EQ(problems(record_activity(office, input, {})), Lines{"date_to exchange.error.ends_before_it_begins"});
    input.date_to = day("2024-03");  // some day of March: not before it
    EXPECT_TRUE(record_activity(office, input, {}));
}

TEST_P(Activities, AQualifierNeedsItsNumber) {
    ActivityInput input = talks("Hội đàm");
    input.people_qualifier = Qualifier::nearly;
    EXPECT_EQ(problems(record_activity(office, input, {})),
              Lines{"people_number exchange.error.qualifier_without_number"});
}

TEST_P(Activities, KeepTheDateAsPreciselyAsItIsKnown) {
    for (const auto& [iso, precise] : {std::pair{"2015", Precision::year}, std::pair{"2015-10", Precision::month},
                                       std::pair{"2015-10-17", Precision::day}}) {
        const ActivityDetails found = find(record(talks("Hội đàm", iso)));
        EXPECT_EQ(to_text(found.activity.date_from), iso);
        EXPECT_EQ(precision(found.activity.date_from), precise);
        EXPECT_FALSE(found.activity.date_to.known());
    }
}

TEST_P(Activities, ChangedByTwoKeepTheFirstAndTellTheSecond) {
    const ActivityId id = record(talks("Hội đàm"), three());
    ActivityInput first = talks("Hội đàm lần thứ nhất");
    ActivityInput second = talks("Hội đàm lần thứ hai");
    ASSERT_TRUE(change_activity(office, id, 1, first, three()));
    const auto late = change_activity(office, id, 1, second, {});
    ASSERT_TRUE(failed_with(late, Error::Kind::conflict));
    EXPECT_EQ(late.error().key, "errors.changed_meanwhile");

    const ActivityDetails found = find(id);
    EXPECT_EQ(found.activity.title_vi, "Hội đàm lần thứ nhất");
    EXPECT_EQ(found.activity.version, 2);
    EXPECT_EQ(found.roster.size(), 3U);
    EXPECT_EQ(actions("activity", id.value), (Lines{"create", "change"}));
    EXPECT_EQ(titles({.text = "lần thứ hai"}), Lines{});
}

TEST_P(Activities, ChangedAtTheSameMomentByManyKeepExactlyOneOfThem) {
    const ActivityId id = record(talks("Hội đàm"));
    std::array<int, 4> kept{};
    std::array<int, 4> refused{};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kept.size(); ++i)
        threads.emplace_back([&, i] {
            Context mine = context_of({can_view, can_record});
            const auto result = change_activity(mine, id, 1, talks(fmt::format("Bản của người {}", i)), {});
            kept[i] = result ? 1 : 0;
            refused[i] = failed_with(result, Error::Kind::conflict) ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(std::ranges::count(kept, 1), 1);
    EXPECT_EQ(std::ranges::count(refused, 1), 3);
    EXPECT_EQ(find(id).activity.version, 2);
    EXPECT_EQ(actions("activity", id.value), (Lines{"create", "change"}));
}

TEST_P(Activities, ARosterThatChangesAloneIsALineOfTheHistory) {
    const ActivityId id = record(talks("Hội đàm"), three());
    auto roster = three();
    roster.pop_back();
    ASSERT_TRUE(change_activity(office, id, 1, talks("Hội đàm"), roster));
    EXPECT_EQ(find(id).roster.size(), 2U);
    EXPECT_EQ(find(id).activity.listed, 2);
    const auto changes = records::changes_from_json(history("activity", id.value).front().content);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].field, "roster.3");
    EXPECT_EQ(changes[0].after, "");
}

TEST_P(Activities, SavedUnchangedLeaveNoLine) {
    const ActivityId id = record(talks("Hội đàm"), three());
    ASSERT_TRUE(change_activity(office, id, 1, talks("Hội đàm"), three()));
    EXPECT_EQ(find(id).activity.version, 1);
    EXPECT_EQ(actions("activity", id.value), Lines{"create"});
}

TEST_P(Activities, DeletedLeaveTheirHistoryAndNothingElse) {
    body("thị Bằng Tường");
    ActivityInput input = talks("Hội đàm bị xóa");
    input.chinese_side = "thị Bằng Tường";
    const ActivityId id = record(input, three());
    ASSERT_EQ(titles({.text = "bị xóa"}), Lines{"Hội đàm bị xóa"});
    EXPECT_TRUE(failed_with(delete_activity(office, id, 2), Error::Kind::conflict));
    ASSERT_TRUE(delete_activity(office, id, 1));

    EXPECT_TRUE(failed_with(find_activity(office, id), Error::Kind::not_found));
    EXPECT_EQ(count("select count(*) from participant"), 0);
    EXPECT_EQ(count("select count(*) from activity_party"), 0);
    EXPECT_EQ(count("select count(*) from search_fts_doc where kind = 'activity'"), 0);
    EXPECT_EQ(titles({.text = "bị xóa"}), Lines{});
    EXPECT_EQ(actions("activity", id.value), (Lines{"create", "delete"}));
    const auto line = history("activity", id.value).front();
    EXPECT_EQ(line.title, "Hội đàm bị xóa");
    const auto changes = records::changes_from_json(line.content);
    const auto title = std::ranges::find(changes, "title_vi", &records::Change::field);
    ASSERT_NE(title, changes.end());
    EXPECT_EQ(title->before, "Hội đàm bị xóa");
    EXPECT_TRUE(failed_with(delete_activity(office, id, 1), Error::Kind::not_found));
}

// --- who may
// -----------------------------------------------------------------------------------------------------------

TEST_P(Activities, ADeletedOneIsNoLongerShared) {
    const PartyId partner_body = body("thành phố Sùng Tả");
    const ActivityId shared = record(talks("Hội đàm chung"));
    const ActivityId other = record(talks("Hội đàm khác"));
    test.database().write([&](store::Tx& tx) {
        for (const ActivityId id : {shared, other})
            auth::grant(tx, office, "activity", id.value, partner_body, auth::Level::view);
    });
    ASSERT_TRUE(delete_activity(office, shared, 1));
    EXPECT_EQ(count("select count(*) from access_grant where record = $1", shared), 0);
    EXPECT_EQ(count("select count(*) from access_grant where record = $1", other), 1);
    EXPECT_EQ(actions("activity", shared.value), (Lines{"create", "grant", "revoke", "delete"}));
}

TEST_P(Activities, KeepThePartiesThatTheyName) {
    const PartyId side = body("thị Bằng Tường");
    const PartyId unused = body("huyện Long Châu");
    ActivityInput input = talks("Hội đàm");
    input.chinese_side = "thị Bằng Tường";
    const ActivityId id = record(input);
    const auto refused = people::delete_party(office, side, 1);
    ASSERT_TRUE(failed_with(refused, Error::Kind::conflict));
    EXPECT_EQ(refused.error().key, "people.error.in_use");
    EXPECT_TRUE(people::delete_party(office, unused, 1));
    ASSERT_TRUE(delete_activity(office, id, 1));
    EXPECT_TRUE(people::delete_party(office, side, 1));
}

TEST_P(Activities, StrangersAreForbiddenEverything) {
    const ActivityId id = record(talks("Hội đàm"));
    EXPECT_TRUE(failed_with(record_activity(stranger, talks("Lạ"), {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_activity(stranger, id, 1, talks("Lạ"), {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_activity(stranger, id, 1), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_activity(stranger, id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_activities(stranger, {}, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(search::find(stranger, "hội đàm", 10).hits.empty());
    EXPECT_EQ(actions("activity", id.value), Lines{"create"});
}

TEST_P(Activities, WhoOnlyReadsMayNotWrite) {
    const ActivityId id = record(talks("Hội đàm"));
    EXPECT_TRUE(find_activity(viewer, id));
    EXPECT_TRUE(failed_with(record_activity(viewer, talks("Mới"), {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(change_activity(viewer, id, 1, talks("Khác"), {}), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_activity(viewer, id, 1), Error::Kind::forbidden));
}

TEST_P(Activities, APartnerSeesWhatWasGrantedToItsBodyAndNothingElse) {
    const PartyId own_body = body("thành phố Sùng Tả");
    const PartyId other_body = body("huyện Long Châu");
    const ActivityId granted = record(talks("Hội đàm chung"));
    const ActivityId foreign = record(talks("Hội đàm của họ"));
    const ActivityId secret = record(talks("Hội đàm riêng"));
    Context partner = context_of({}, own_body);
    test.database().write([&](store::Tx& tx) {
        auth::grant(tx, office, "activity", granted.value, own_body, auth::Level::view);
        auth::grant(tx, office, "activity", foreign.value, other_body, auth::Level::view);
    });

    EXPECT_EQ(titles(partner, {}), Lines{"Hội đàm chung"});
    EXPECT_EQ(titles(partner, {.text = "hội đàm"}), Lines{"Hội đàm chung"});
    EXPECT_TRUE(find_activity(partner, granted));
    EXPECT_TRUE(failed_with(find_activity(partner, foreign), Error::Kind::not_found));
    EXPECT_TRUE(failed_with(find_activity(partner, secret), Error::Kind::not_found));
    const auto found = search::find(partner, "hội đàm", 10);
    ASSERT_EQ(found.hits.size(), 1U);
    EXPECT_EQ(found.hits[0].record, granted.value);

    test.database().write([&](store::Tx& tx) { auth::revoke(tx, office, "activity", granted.value, own_body); });
    EXPECT_EQ(titles(partner, {}), Lines{});
    EXPECT_TRUE(failed_with(find_activity(partner, granted), Error::Kind::not_found));
    EXPECT_TRUE(search::find(partner, "hội đàm", 10).hits.empty());
}

TEST_P(Activities, AMemberWithoutABodyIsForbiddenTheList) {
    const ActivityId id = record(talks("Hội đàm"));
    Context member = context_of({});
    EXPECT_TRUE(failed_with(list_activities(member, {}, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_activity(member, id), Error::Kind::not_found));
    EXPECT_TRUE(search::find(member, "hội đàm", 10).hits.empty());
}

TEST_P(Activities, LinkTheirRosterToThePersonsWhoBearExactlyThatName) {
    const PartyId person = ModuleTest::record({.name_vi = "Lý Thị Dịch"});
    ModuleTest::record({.name_vi = "Nguyễn Văn Trưởng"});
    ModuleTest::record({.name_vi = "Nguyễn Văn Trưởng"});  // which of the two, nobody can say
    const ActivityId id = record(talks("Hội đàm"), three());
    record(talks("Không có người ấy"));
    const ActivityDetails found = find(id);
    EXPECT_FALSE(found.roster[0].party);
    EXPECT_FALSE(found.roster[1].party);
    EXPECT_EQ(found.roster[2].party, person);
    EXPECT_EQ(titles({.party = person}), Lines{"Hội đàm"});
    EXPECT_NE(activity_page(office, {.details = found}).find(fmt::format("/people/{}", person.value)),
              std::string::npos);
    EXPECT_EQ(activity_page(viewer, {.details = found}).find(fmt::format("/people/{}", person.value)),
              std::string::npos);
}

TEST_P(Activities, HaveAHistoryInWords) {
    test.database().write([&](store::Tx& tx) {
        tx.execute("insert into place values (77, 1, 'gate', 'T', '', '', 0, '', '')");
        tx.execute(
            "insert into writing (id, owner, kind, text, source, official) values (78, 77, 'vi', 'Cửa khẩu Mẫu', '', "
            "1)");
    });
    ActivityInput input = talks("Hội đàm");
    input.gate = people::PlaceId{77};
    const ActivityId id = record(input, three());
    http::Router router;
    register_routes(router);
    http::Request request{.path = fmt::format("/activities/{}/history", id.value)};
    const http::Router::Match match = router.find(http::Method::get, request.path);
    request.parameters = match.parameters;
    const std::string page = std::get<std::string>(must(match.route->handler(request, office)).body);
    EXPECT_NE(page.find("Cửa khẩu Mẫu"), std::string::npos);
    EXPECT_NE(page.find("(Trưởng đoàn, Việt Nam)"), std::string::npos);
    EXPECT_EQ(page.find("(head, vn)"), std::string::npos);
}

TEST(Bodies, AreSeparatedBySemicolonsOfEitherWidth) {
    EXPECT_EQ(bodies_in(" Sở Ngoại vụ; Hội Chữ thập đỏ;"), (Lines{"Sở Ngoại vụ", "Hội Chữ thập đỏ"}));
    EXPECT_EQ(bodies_in("广西外办；崇左市；"), (Lines{"广西外办", "崇左市"}));
    EXPECT_EQ(bodies_in(""), Lines{});
}

// The form is drawn with gates that cannot be read. The fault must reach the server's page of faults; a half-filled
// form that is destroyed twice (GCC 12, see CONTRIBUTING.md) ends the program here, at the latest under the sanitizer.
TEST_P(Activities, PassOnAFaultThatComesWhileTheFormIsDrawnAgain) {
    test.database().write([](store::Tx& tx) { tx.execute("alter table place rename to place_gone"); });
    http::Router router;
    register_routes(router);
    http::Request request{.method = http::Method::post, .path = "/activities"};
    request.form = {{"title_vi", "Thiếu ngày và loại hình"}, {"roster.0.name", "Nông Thị Mẫu"}};
    const http::Router::Match match = router.find(http::Method::post, request.path);
    EXPECT_THROW(static_cast<void>(match.route->handler(request, office)), store::DatabaseError);
    request.path = "/activities/new";
    EXPECT_THROW(static_cast<void>(router.find(http::Method::get, request.path).route->handler(request, office)),
                 store::DatabaseError);
}

INSTANTIATE_TEST_SUITE_P(Engines, Activities, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::exchange
