// Administrative units and bodies through time.
#include "modules/people/unit.hpp"

#include "modules/people/party.hpp"
#include "modules/people/succession.hpp"
#include "modules/people/test_people.hpp"
#include "platform/search/search.hpp"

namespace caunoi::people {

namespace {

using Texts = std::vector<std::string>;

// As published for Cao Lộc, Đình Lập and Lộc Bình: equal names of different units, and one that was split.
constexpr std::string_view reform =
    "country\ttype\tname_vi\tname_zh\tparent\tformer\tfrom\tto\tbasis\n"
    "vn\tprovince\ttỉnh Mẫu\t模省\t\t\t\t\t\n"
    "vn\tdistrict\thuyện Cao Lộc\t高禄县\ttỉnh Mẫu\t\t\t2025-07-01\t\n"
    "vn\tdistrict\thuyện Đình Lập\t亭立县\ttỉnh Mẫu\t\t\t2025-07-01\t\n"
    "vn\tdistrict\thuyện Lộc Bình\t禄平县\ttỉnh Mẫu\t\t\t2025-07-01\t\n"
    "vn\tcommune\txã Đồng Đăng\t\ttỉnh Mẫu\tthị trấn Đồng Đăng, huyện Cao Lộc; xã Bảo Lâm, huyện Cao "
    "Lộc\t2025-07-01\t\tNQ 1672\n"
    "vn\tcommune\txã Ba Sơn\t\ttỉnh Mẫu\txã Mẫu Sơn, huyện Cao Lộc; xã Cao Lâu, huyện Cao Lộc\t2025-07-01\t\tNQ 1672\n"
    "vn\tcommune\txã Mẫu Sơn\t\ttỉnh Mẫu\txã Mẫu Sơn, huyện Lộc Bình; xã Yên Khoái, huyện Lộc Bình\t2025-07-01\t\tNQ "
    "1672\n"
    "vn\tcommune\txã Đình Lập\t\ttỉnh Mẫu\txã Bính Xá, huyện Đình Lập (part)\t2025-07-01\t\tNQ 1672\n"
    "vn\tcommune\txã Kiên Mộc\t\ttỉnh Mẫu\txã Bính Xá, huyện Đình Lập (part)\t2025-07-01\t\tNQ 1672\n";

class Units : public ModuleTest {
protected:
    Units() { register_search(); }

    UnitFile run(std::string_view bytes, UnitRun how = UnitRun::write) { return must(import_units(clerk, bytes, how)); }
    UnitId the(std::string_view name) {
        const auto ids = test.database().read([&](store::Tx& tx) { return units_named(tx, name, std::nullopt); });
        if (ids.size() != 1) throw std::runtime_error(fmt::format("{}: {} units", name, ids.size()));
        return ids.front();
    }
    std::string shown(UnitId id, Language language = Language::vi) {
        return test.database().read(
            [&](store::Tx& tx) { return unit_names(tx, std::span(&id, 1)).front().with_now(language); });
    }
    std::string shown(std::string_view name) { return shown(the(name)); }
};

}  // namespace

TEST_P(Units, OfBeforeAReformSayWhatTheyAreToday) {
    const UnitFile file = run(reform);
    EXPECT_EQ(file.fresh, 9);
    EXPECT_EQ(file.wrong, 0);
    EXPECT_EQ(shown("xã Bảo Lâm"), "xã Bảo Lâm, huyện Cao Lộc (nay là xã Đồng Đăng)");
    EXPECT_EQ(shown("xã Đồng Đăng"), "xã Đồng Đăng, tỉnh Mẫu");
    EXPECT_EQ(shown("xã Bính Xá"), "xã Bính Xá, huyện Đình Lập (nay là xã Đình Lập, xã Kiên Mộc)");
    EXPECT_EQ(shown(the("huyện Cao Lộc"), Language::zh), "模省高禄县");
    const Unit unit = must(find_unit(reader, the("xã Kiên Mộc")));
    ASSERT_EQ(unit.before.size(), 1U);
    EXPECT_TRUE(unit.before.front().part);
    EXPECT_EQ(unit.before.front().basis, "NQ 1672");
}

TEST_P(Units, OfEqualNamesAreKeptApart) {
    run(reform);
    EXPECT_EQ(shown("xã Mẫu Sơn, huyện Cao Lộc"), "xã Mẫu Sơn, huyện Cao Lộc (nay là xã Ba Sơn)");
    EXPECT_EQ(shown("xã Mẫu Sơn, huyện Lộc Bình"), "xã Mẫu Sơn, huyện Lộc Bình (nay là xã Mẫu Sơn)");
    EXPECT_EQ(shown("xã Mẫu Sơn, tỉnh Mẫu"), "xã Mẫu Sơn, tỉnh Mẫu");
    Errors errors;
    test.database().read([&](store::Tx& tx) {
        EXPECT_FALSE(unit_meant(tx, Language::vi, "unit", "xã Mẫu Sơn", std::nullopt, errors));
        EXPECT_TRUE(unit_meant(tx, Language::vi, "unit", "xã Mẫu Sơn", day("2026").first, errors));
        EXPECT_FALSE(unit_meant(tx, Language::vi, "unit", "xã Mẫu Sơn", day("2020").first, errors));
        EXPECT_FALSE(unit_meant(tx, Language::vi, "unit", "xã Không Có", std::nullopt, errors));
    });
    Texts keys;
    for (const Error::Field& field : errors.fields()) keys.push_back(field.key);
    EXPECT_EQ(keys, (Texts{"people.error.unit_ambiguous", "people.error.unit_ambiguous", "people.error.unit_unknown"}));
}

TEST_P(Units, AreFoundByTheirOldNames) {
    run(reform);
    const auto found = [&](std::string_view text) {
        Texts names;
        for (const UnitLine& line : must(list_units(reader, {.text = std::string(text)}, {}, 50)).lines)
            names.push_back(line.name.name.vi);
        std::ranges::sort(names);
        return names;
    };
    EXPECT_EQ(found("bao lam"), (Texts{"xã Bảo Lâm", "xã Đồng Đăng"}));
    EXPECT_EQ(found("高禄"), (Texts{"huyện Cao Lộc", "thị trấn Đồng Đăng", "xã Bảo Lâm", "xã Cao Lâu", "xã Mẫu Sơn"}))
        << "what belonged to it, too";
    EXPECT_EQ(found("gao lu"), (Texts{"huyện Cao Lộc"})) << "pinyin";
}

TEST_P(Units, AFileTwiceChangesNothingAndACheckLeavesNothing) {
    const UnitFile checked = run(reform, UnitRun::check);
    EXPECT_EQ(checked.fresh, 9);
    EXPECT_EQ(count("select count(*) from unit"), 0);
    EXPECT_TRUE(must(list_units(reader, {.text = "dong dang", .ended = true}, {}, 9)).lines.empty());
    run(reform);
    const std::int64_t units = count("select count(*) from unit");
    EXPECT_EQ(units, 16);
    const UnitFile again = run(reform);
    EXPECT_EQ(again.same, 9);
    EXPECT_EQ(count("select count(*) from unit"), units);
    EXPECT_EQ(count("select count(*) from succession"), 8);
}

TEST_P(Units, AFileWithAWrongRowIsNotWrittenAtAll) {
    const UnitFile file =
        run("type\tname_vi\tparent\tformer\tfrom\n"
            "commune\txã Một\t\t\t\n"
            "nonsense\txã Hai\t\t\t\n"
            "commune\t\t\t\t\n"
            "commune\txã Ba\txã Không Có\t\t\n"
            "commune\txã Bốn\t\tBảo Lâm\t2025-07-01\n"
            "commune\txã Năm\t\txã Bảo Lâm\t\n");
    Texts wrong;
    for (const UnitFileRow& row : file.rows)
        for (const Error::Field& error : row.errors)
            wrong.push_back(fmt::format("{} {} {}", row.line, error.name, error.key));
    EXPECT_EQ(wrong, (Texts{"3 type form.unknown_choice", "4 name_vi people.error.no_name",
                            "5 parent people.error.unit_unknown", "6 former people.error.unit_unknown",
                            "7 from people.error.reform_day_missing"}));
    EXPECT_EQ(count("select count(*) from unit"), 0);
    const auto unreadable = import_units(clerk, "nonsense\tname_vi\n1\t2\n", UnitRun::write);
    ASSERT_FALSE(unreadable);
    EXPECT_EQ(unreadable.error().key, "people.error.unit_column");
}

TEST_P(Units, AnAddressKeepsTheUnitOfItsTime) {
    run(reform);
    const PartyId person = record({.name_vi = "Nông Thị Mẫu", .unit = "xã Bảo Lâm"});
    EXPECT_EQ(must(find_party(reader, person)).input.unit, "xã Bảo Lâm, huyện Cao Lộc");
    EXPECT_EQ(shown(must(find_party(reader, person)).row.unit), "xã Bảo Lâm, huyện Cao Lộc (nay là xã Đồng Đăng)");
    EXPECT_EQ(problems(record_party(clerk, Sort::person, {.name_vi = "A", .unit = "xã Mẫu Sơn, huyện Nào"})),
              Texts{"unit people.error.unit_unknown"});
    const PartyId today = record({.name_vi = "Hoàng Văn Ví Dụ", .unit = "xã Mẫu Sơn"});
    EXPECT_EQ(must(find_party(reader, today)).input.unit, "xã Mẫu Sơn, tỉnh Mẫu") << "today's one is meant";
    const Unit unit = must(find_unit(clerk, the("xã Bảo Lâm")));
    EXPECT_TRUE(failed_with(delete_unit(clerk, unit.row.id, unit.row.version), Error::Kind::conflict));
}

TEST_P(Units, APlaceMeansTheUnitOfItsDay) {
    run(reform);
    const auto at = [&](std::string_view place, std::string_view on) {
        const auto unit = test.database().read([&](store::Tx& tx) { return unit_at(tx, place, day(on).first); });
        return unit ? unit->with_now(Language::vi) : std::string();
    };
    EXPECT_EQ(at("xã Bảo Lâm", "2022-05-01"), "xã Bảo Lâm, huyện Cao Lộc (nay là xã Đồng Đăng)");
    EXPECT_EQ(at("xã Bảo Lâm, huyện Cao Lộc, tỉnh Mẫu", "2022-05-01"),
              "xã Bảo Lâm, huyện Cao Lộc (nay là xã Đồng Đăng)");
    EXPECT_EQ(at("xã Bảo Lâm", "2026-05-01"), "") << "there was none any more";
    EXPECT_EQ(at("xã Mẫu Sơn", "2022-05-01"), "") << "there were two";
    EXPECT_EQ(at("Nhà văn hóa thiếu nhi", "2022-05-01"), "");
    EXPECT_EQ(at("", "2022-05-01"), "");
}

TEST_P(Units, AreChangedByHandWithTheirHistory) {
    run(reform);
    const Unit before = must(find_unit(clerk, the("xã Đồng Đăng")));
    UnitInput input = before.input;
    input.name_zh = "同登社";
    ASSERT_TRUE(change_unit(clerk, before.row.id, before.row.version, input));
    EXPECT_TRUE(
        failed_with(change_unit(clerk, before.row.id, before.row.version, before.input), Error::Kind::conflict));
    EXPECT_EQ(must(find_unit(reader, before.row.id)).input.name_zh, "同登社");
    EXPECT_EQ(actions("unit", before.row.id.value), (Texts{"create", "change"}));
    EXPECT_TRUE(failed_with(change_unit(reader, before.row.id, 2, input), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(record_unit(reader, input), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(import_units(reader, reform, UnitRun::check), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(find_unit(stranger, before.row.id), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(list_units(stranger, {}, {}, 10), Error::Kind::forbidden));
    EXPECT_TRUE(failed_with(delete_unit(reader, before.row.id, 2), Error::Kind::forbidden));
}

TEST_P(Units, BodiesThatWereMergedSayWhatTheyAreToday) {
    const PartyId old_one = body("Sở Kế hoạch", "计划厅");
    const PartyId other = body("Sở Ngân sách", "预算厅");
    const PartyId merged = body("Sở Tài chính", "财政厅");
    ASSERT_TRUE(record_succession(clerk, merged, {.before = old_one, .on = day("2025-03-01"), .basis = "NQ 18"}));
    ASSERT_TRUE(record_succession(clerk, merged, {.before = other, .part = true, .on = day("2025-03-01")}));
    ASSERT_TRUE(record_succession(clerk, merged, {.before = old_one, .on = day("2025-03-01")})) << "twice is no fault";
    const auto links = [&](PartyId id) {
        return test.database().read([&](store::Tx& tx) { return successions_of(tx, id); });
    };
    EXPECT_EQ(links(merged).before.size(), 2U);
    ASSERT_EQ(links(old_one).after.size(), 1U);
    EXPECT_EQ(links(old_one).after.front().body.name.vi, "Sở Tài chính");
    const auto hits =
        test.database().read([&](store::Tx& tx) { return search::find_records(tx, "party", "ke hoach", 9); });
    EXPECT_EQ(hits.size(), 2U) << "the old one and what it became";
    EXPECT_TRUE(failed_with(delete_party(clerk, old_one, 1), Error::Kind::conflict)) << "another one follows it";
    EXPECT_EQ(problems(record_succession(clerk, old_one, {.before = merged, .on = day("2026")})),
              Texts{"before people.error.succession_circle"});
    EXPECT_EQ(problems(record_succession(clerk, merged, {.before = merged, .on = day("2026")})),
              Texts{"before people.error.succession_circle"});
    EXPECT_TRUE(
        failed_with(record_succession(reader, merged, {.before = other, .on = day("2026")}), Error::Kind::forbidden));
    ASSERT_TRUE(remove_succession(clerk, merged, old_one));
    EXPECT_TRUE(failed_with(remove_succession(clerk, merged, old_one), Error::Kind::not_found));
    EXPECT_EQ(links(merged).before.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Units, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::people
