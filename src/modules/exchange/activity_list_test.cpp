// Paging and filters of the list.
#include "modules/exchange/test_exchange.hpp"

#include <set>

namespace caunoi::exchange {

namespace {

class ActivityList : public ExchangeTest {
protected:
    static constexpr int a_page = 50;

    // 130 activities on few days, so that pages break between equal dates.
    void record_many() {
        write(office, [&](store::Tx& tx) {
            for (int i = 0; i < 130; ++i)
                create_imported(tx, office, fmt::format("k{:03}", i),
                                talks(fmt::format("Hội đàm {:03}", i), fmt::format("2024-03-{:02}", 1 + i % 3)), false);
        });
    }
    static Position position_of(const ActivityLine& line) {
        return {.date = to_text(line.date_from.first), .id = line.id};
    }
    ActivityPage page(const std::optional<Position>& after, const std::optional<Position>& before) {
        return must(list_activities(office, {}, after, before, a_page));
    }
    people::PlaceId gate_named(std::string_view name) {
        return test.database().write([&](store::Tx& tx) {
            const auto id = tx.new_id<people::PlaceId::tag>();
            tx.execute(
                "insert into place (id, version, kind, code, parent, former, unverified, note, source) "
                "values ($1, 1, 'gate', $2, '', '', 0, '', '')",
                id, name);
            return id;
        });
    }
};

bool newest_first(const std::vector<ActivityLine>& lines) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto key = [](const ActivityLine& line) {
            return std::pair(to_text(line.date_from.first), line.id.value);
        };
        if (key(lines[i - 1]) <= key(lines[i])) return false;
    }
    return true;
}

}  // namespace

TEST_P(ActivityList, LiesTogetherInAnIndexOfSqlite) {
    if (GetParam() == store::Engine::postgres) return;  // it finds the rows in shared memory
    const auto indexed = read(office, [](store::Tx& tx) {
        std::set<std::string, std::less<>> names;
        for (const store::Row row : tx.query("select name from pragma_index_info('activity_list')"))
            names.emplace(row.text("name"));
        return names;
    });
    for (const records::Field& field : records::describe<ActivityLine>().fields) {
        const bool date = records::columns_of(field) == 2;
        for (const std::string_view half : {"_first", "_last"})
            EXPECT_TRUE(indexed.contains(std::string(field.name) + (date ? std::string(half) : std::string())))
                << field.name << " is not in the index: SQLite reads a page of the table for each row of the list";
    }
}

TEST_P(ActivityList, PagedForwardsAndBackwardsShowsEachActivityOnceInOrder) {
    record_many();
    std::vector<ActivityLine> forwards;
    std::vector<std::size_t> sizes;
    std::optional<Position> after;
    for (bool more = true; more;) {
        const ActivityPage shown = page(after, {});
        EXPECT_EQ(shown.more_before, after.has_value());
        sizes.push_back(shown.lines.size());
        forwards.insert(forwards.end(), shown.lines.begin(), shown.lines.end());
        after = position_of(shown.lines.back());
        more = shown.more_after;
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{50, 50, 30}));
    EXPECT_TRUE(newest_first(forwards));
    std::set<std::int64_t> distinct;
    for (const ActivityLine& line : forwards) distinct.insert(line.id.value);
    EXPECT_EQ(distinct.size(), 130U);

    std::vector<ActivityLine> backwards;
    std::optional<Position> before = position_of(forwards.back());
    for (bool more = true; more;) {
        const ActivityPage shown = page({}, before);
        EXPECT_TRUE(shown.more_after);
        EXPECT_TRUE(newest_first(shown.lines));
        backwards.insert(backwards.begin(), shown.lines.begin(), shown.lines.end());
        before = position_of(shown.lines.front());
        more = shown.more_before;
    }
    ASSERT_EQ(backwards.size(), 129U);
    for (std::size_t i = 0; i < backwards.size(); ++i) EXPECT_EQ(backwards[i].id, forwards[i].id);
}

TEST_P(ActivityList, IsEmptyWithoutActivities) {
    const ActivityPage shown = page({}, {});
    EXPECT_TRUE(shown.lines.empty());
    EXPECT_FALSE(shown.more_after);
    EXPECT_FALSE(shown.more_before);
}

TEST_P(ActivityList, IsFilteredByDirectionKindStateAndGate) {
    const people::PlaceId gate = gate_named("huu-nghi");
    ActivityInput out = talks("Đoàn đi");
    out.direction = Direction::out;
    out.kind = ActivityKind::delegation;
    out.gate = gate;
    ActivityInput unknown = talks("Không rõ chiều");
    unknown.direction = {};
    ActivityInput cancelled = talks("Đã hủy");
    cancelled.state = ActivityState::cancelled;
    for (const ActivityInput& input : {out, unknown, cancelled}) record(input);

    EXPECT_EQ(titles({.direction = Direction::out}), Lines{"Đoàn đi"});
    EXPECT_EQ(titles({.direction = Direction::in}), Lines{});
    EXPECT_EQ(titles({.kind = ActivityKind::talks}), (Lines{"Đã hủy", "Không rõ chiều"}));
    EXPECT_EQ(titles({.state = ActivityState::cancelled}), Lines{"Đã hủy"});
    EXPECT_EQ(titles({.gate = gate}), Lines{"Đoàn đi"});
    EXPECT_EQ(titles({.direction = Direction::out, .kind = ActivityKind::talks}), Lines{});
}

TEST_P(ActivityList, IsFilteredByABodyThatTookPart) {
    const PartyId partner = body("huyện Long Châu");
    ActivityInput input = talks("Với Long Châu");
    input.chinese_side = "thành phố khác;huyện Long Châu";
    record(input);
    record(talks("Với ai đó"));
    EXPECT_EQ(titles({.party = partner}), Lines{"Với Long Châu"});
}

TEST_P(ActivityList, OfAPeriodHasOnlyDatesThatLieWhollyInIt) {
    for (const char* date : {"2023", "2023-06", "2023-06-30", "2023-07", "2024-01-01"}) record(talks(date, date));
    const auto first = *parse_date("2023-01-01");
    const auto june = *parse_date("2023-06-30");
    const auto last = *parse_date("2023-12-31");
    EXPECT_EQ(titles({.from = first, .to = june}), (Lines{"2023-06-30", "2023-06"}));
    EXPECT_EQ(titles({.from = first, .to = june, .across = true}), Lines{"2023"});
    EXPECT_EQ(titles({.from = first, .to = last}), (Lines{"2023-07", "2023-06-30", "2023-06", "2023"}));
    EXPECT_EQ(titles({.from = first, .to = last, .across = true}), Lines{});
    EXPECT_EQ(titles({.from = last}), Lines{"2024-01-01"});
    EXPECT_EQ(titles({.to = first}), Lines{});
}

TEST_P(ActivityList, CountsByRosterApartFromWhatIsOnlyStated) {
    ActivityInput stated = talks("Nêu số người");
    stated.people_number = 200;
    stated.people_qualifier = Qualifier::nearly;
    record(stated);
    ActivityInput both = talks("Có danh sách và số nêu");
    both.people_number = 3;
    record(both, {{.name = "Lý Thị Dịch"}});
    record(talks("Không biết số người"));
    EXPECT_EQ(titles({.counted = "stated"}), Lines{"Nêu số người"});
    EXPECT_EQ(titles({.counted = "listed"}), Lines{"Có danh sách và số nêu"});
}

TEST_P(ActivityList, IsFilteredByWhatASourceDoesNotState) {
    ActivityInput bare = talks("Không nêu gì");
    bare.direction = {};
    record(bare);
    ActivityInput full = talks("Nêu đủ");
    full.gate = gate_named("huu-nghi");
    full.vietnamese_side = "UBND tỉnh";
    full.chinese_side = "huyện Long Châu";
    record(full);
    ActivityInput ours = talks("Một phía");
    ours.vietnamese_side = "UBND tỉnh";
    record(ours);
    ActivityInput theirs = talks("Phía bên kia");
    theirs.chinese_side = "huyện Long Châu";
    record(theirs);
    EXPECT_EQ(titles({.without_direction = true}), Lines{"Không nêu gì"});
    EXPECT_EQ(titles({.without_gate = true}), (Lines{"Phía bên kia", "Một phía", "Không nêu gì"}));
    EXPECT_EQ(titles({.sides = Sides::both}), Lines{"Nêu đủ"});
    EXPECT_EQ(titles({.sides = Sides::vn}), Lines{"Một phía"});
    EXPECT_EQ(titles({.sides = Sides::cn}), Lines{"Phía bên kia"});
    EXPECT_EQ(titles({.sides = Sides::none}), Lines{"Không nêu gì"});
}

TEST_P(ActivityList, IsFilteredByTheUnitOfTheStatedNumber) {
    const auto stated = [](std::string_view title, std::optional<PeopleUnit> unit) {
        ActivityInput input = talks(title);
        input.people_number = 5;
        input.people_unit = unit;
        return input;
    };
    record(stated("Lượt", PeopleUnit::visits));
    record(stated("Người", PeopleUnit::persons));
    record(stated("Không đơn vị", {}));
    EXPECT_EQ(titles({.counted = "stated", .unit = PeopleUnit::visits}), Lines{"Lượt"});
    EXPECT_EQ(titles({.counted = "stated", .unit = PeopleUnit::persons}), (Lines{"Không đơn vị", "Người"}));
}

// What a form sends comes back in its controls and chips, and the address of a filter is read as that filter.
TEST_P(ActivityList, KeepsItsConditionsInTheForm) {
    http::Router router;
    register_routes(router);
    const auto page_of = [&](const http::Pairs& query) {
        const http::Request request{.target = "/activities", .path = "/activities", .query = query};
        return std::get<std::string>(
            must(router.find(http::Method::get, "/activities").route->handler(request, office)).body);
    };
    const std::string rough = page_of({{"dating", "across"}, {"from", "2017-01-01"}, {"to", "2023-06-30"}});
    EXPECT_NE(rough.find(R"(name="dating" value="across")"), std::string::npos);
    EXPECT_NE(rough.find(R"(class="chip")"), std::string::npos);
    EXPECT_NE(rough.find(R"(href="/activities?from=2017-01-01&amp;to=2023-06-30")"), std::string::npos);
    EXPECT_NE(rough.find(R"(<details class="fold"><summary>Bộ lọc: 3 điều kiện<)"), std::string::npos);
    const std::string year = page_of({{"year", "2019"}, {"from", "2001-01-01"}});
    EXPECT_NE(year.find(R"(value="01/01/2019")"), std::string::npos);
    EXPECT_NE(year.find(R"(value="31/12/2019")"), std::string::npos);
    EXPECT_EQ(year.find("2001"), std::string::npos);
    EXPECT_NE(page_of({{"from", "05/03/2018"}}).find("from=2018-03-05"), std::string::npos)
        << "as the office writes it";
    const std::string nothing = page_of({{"direction", "none"}, {"gate", "none"}, {"counted", "listed"}});
    EXPECT_NE(nothing.find(R"(name="counted" value="listed")"), std::string::npos);
    EXPECT_NE(nothing.find(R"(value="none" selected)"), std::string::npos);
}

TEST_P(ActivityList, FindsWordsTypedWithoutTheirMarks) {
    record(talks("Tặng khăn hồng cho thiếu nhi"));
    record(talks("Hội chợ thương mại"));
    ActivityInput chinese = talks("");
    chinese.title_zh = "边境青年联欢";
    record(chinese);
    EXPECT_EQ(titles({.text = "khan hong"}), Lines{"Tặng khăn hồng cho thiếu nhi"});
    EXPECT_EQ(titles({.text = "青年"}), Lines{"边境青年联欢"});
    EXPECT_EQ(titles({.text = "không có gì như thế"}), Lines{});
    EXPECT_EQ(titles({.text = "khan hong", .direction = Direction::out}), Lines{});
}

INSTANTIATE_TEST_SUITE_P(Engines, ActivityList, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::exchange
