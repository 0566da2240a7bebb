// The association: rules, permission, history, first run, and what every page shows of it.
#include "modules/settings/settings.hpp"

#include "modules/people/test_people.hpp"
#include "modules/settings/association_pages.hpp"
#include "modules/settings/help.hpp"
#include "platform/base/test_files.hpp"
#include "platform/html/page.hpp"
#include "platform/records/test_records.hpp"
#include "platform/records/test_texts.hpp"
#include "platform/web/public_cache.hpp"

#include <filesystem>
#include <fstream>
#include <thread>

namespace caunoi::settings {

namespace {

using people::failed_with;
using people::problems;
using Lines = std::vector<std::string>;

// 2 × 1 pixels, white.
constexpr unsigned char png[] = {0x89, 'P',  'N',  'G', '\r', '\n', 0x1a, '\n', 0,   0,   0,   13,   'I',  'H',  'D',
                                 'R',  0,    0,    0,   2,    0,    0,    0,    1,   8,   0,   0,    0,    0,    0xd1,
                                 0x49, 0x08, 0x3e, 0,   0,    0,    0,    'I',  'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};

class Settings : public people::ModuleTest {
protected:
    Settings() {
        installation.data = folder;
        for (const char* each : {"files", "spool"}) std::filesystem::create_directories(folder / each);
    }
    ~Settings() override { html::set_names({}); }

    TestFolder place;
    const std::filesystem::path& folder = place.path();
    Context admin = context_of({can_change, people::can_record, people::can_view});

    static AssociationInput named(std::string_view name_vi = "Hội Hữu nghị mẫu") {
        return {.name_vi = std::string(name_vi), .name_zh = "友好协会", .short_name = "Hội mẫu"};
    }
    static people::TermInput term() { return {.ordinal = 2, .label_from = 2023, .label_to = 2028}; }
    std::optional<Association> stored() {
        return test.database().read([](store::Tx& tx) { return association(tx); });
    }
    std::optional<files::Attached> picture() {
        return test.database().read([](store::Tx& tx) { return emblem(tx); });
    }
    std::int64_t generation() {
        return test.database().read([](store::Tx& tx) { return web::public_generation(tx); });
    }
    EmblemChange picture_called(std::string_view name) {
        const std::filesystem::path path = folder / "emblem";
        std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(png), sizeof png);
        return {.replacement =
                    must(files::put(admin, {.path = path, .name = std::string(name), .bytes = sizeof png}, emblems))};
    }
};

}  // namespace

TEST_P(Settings, AreKeptOnceWithTheirHistory) {
    ASSERT_TRUE(save_association(admin, 0, named(), {}));
    EXPECT_EQ(stored()->name_vi, "Hội Hữu nghị mẫu");
    EXPECT_EQ(stored()->version, 1);
    AssociationInput input = named("Hội Hữu nghị đã đổi tên");
    input.paper_symbol = "HHN-VP2";
    ASSERT_TRUE(save_association(admin, 1, input, {}));
    EXPECT_EQ(stored()->version, 2);
    EXPECT_EQ(count("select count(*) from association"), 1);
    EXPECT_EQ(actions("association", 1), (Lines{"create", "change"}));
    const auto changes = records::changes_from_json(history("association", 1).front().content);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].before, "Hội Hữu nghị mẫu");
    EXPECT_EQ(changes[0].after, "Hội Hữu nghị đã đổi tên");
}

TEST_P(Settings, NameEveryWrongField) {
    AssociationInput input{.paper_symbol = "hhn", .phone = "không có", .email = "nobody"};
    input.short_name = std::string(41, 'x');
    const auto refused = save_association(admin, 0, input, {});
    ASSERT_TRUE(failed_with(refused, Error::Kind::invalid));
    EXPECT_EQ(problems(refused),
              (Lines{"email form.not_an_email", "name_vi form.required", "paper_symbol settings.error.paper_symbol",
                     "phone form.not_a_phone", "short_name form.too_long"}));
    EXPECT_FALSE(stored());
    EXPECT_EQ(actions("association", 1), Lines{});
}

TEST_P(Settings, OfSomebodyWhoWasQuickerAreNotOverwritten) {
    ASSERT_TRUE(save_association(admin, 0, named(), {}));
    EXPECT_TRUE(failed_with(save_association(admin, 0, named("Hai"), {}), Error::Kind::conflict));
    EXPECT_TRUE(failed_with(save_association(admin, 2, named("Ba"), {}), Error::Kind::conflict));
    EXPECT_EQ(stored()->name_vi, "Hội Hữu nghị mẫu");
}

TEST_P(Settings, AreTheAdministratorsAlone) {
    for (Context* context : {&clerk, &reader, &stranger}) {
        EXPECT_TRUE(failed_with(save_association(*context, 0, named(), {}), Error::Kind::forbidden));
        EXPECT_TRUE(failed_with(set_up(*context, named(), term(), {}), Error::Kind::forbidden));
        EXPECT_TRUE(failed_with(find_association(*context), Error::Kind::forbidden));
    }
    EXPECT_FALSE(stored());
}

TEST_P(Settings, ShowOnEveryPageAtOnceAndMakePublicPagesAnew) {
    const std::int64_t before = generation();
    ASSERT_TRUE(save_association(admin, 0, named(), picture_called("biểu trưng.png")));
    EXPECT_GT(generation(), before);
    EXPECT_EQ(html::names().vi, "Hội Hữu nghị mẫu");
    EXPECT_EQ(html::names().zh, "友好协会");
    EXPECT_EQ(html::names().short_name, "Hội mẫu");
    EXPECT_EQ(html::names().emblem_path, fmt::format("/emblem/{}", picture()->file.value));
    // What another process does when it sees the new generation.
    html::set_names({});
    test.database().read([](store::Tx& tx) { show_names(tx); });
    EXPECT_EQ(html::names().vi, "Hội Hữu nghị mẫu");
}

TEST_P(Settings, HaveOneEmblemAndRememberTheOthers) {
    ASSERT_TRUE(save_association(admin, 0, named(), picture_called("cũ.png")));
    const auto old = picture();
    ASSERT_TRUE(save_association(admin, 1, named(), picture_called("mới.png")));
    EXPECT_NE(picture()->file, old->file);
    EXPECT_EQ(stored()->version, 2);  // a new picture is a new version of the record
    EXPECT_EQ(count("select count(*) from attachment where kind = 'association'"), 1);
    const auto changes = records::changes_from_json(history("association", 1).front().content);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].field, "emblem");
    EXPECT_EQ(changes[0].before, old->name);
    ASSERT_TRUE(save_association(admin, 2, named(), {.remove = true}));
    EXPECT_FALSE(picture());
    EXPECT_EQ(html::names().emblem_path, "");
    ASSERT_TRUE(save_association(admin, 3, named(), {.remove = true}));  // nothing to remove: nothing changed
    EXPECT_EQ(stored()->version, 3);
}

TEST_P(Settings, OfTheFirstRunAreAllOrNothing) {
    const auto refused =
        set_up(admin, {.paper_symbol = "x"}, people::TermInput{.ordinal = 0, .label_from = 3, .label_to = 1}, {});
    ASSERT_TRUE(failed_with(refused, Error::Kind::invalid));
    EXPECT_EQ(problems(refused),
              (Lines{"label_from people.error.year", "label_to people.error.term_years", "name_vi form.required",
                     "ordinal people.error.ordinal", "paper_symbol settings.error.paper_symbol"}));
    // The association alone was right: it is not kept without its term.
    ASSERT_FALSE(set_up(admin, named(), people::TermInput{}, {}));
    EXPECT_FALSE(stored());
    EXPECT_EQ(count("select count(*) from term"), 0);

    ASSERT_TRUE(set_up(admin, named(), term(), {}));
    EXPECT_TRUE(stored());
    EXPECT_EQ(count("select count(*) from term where ordinal = 2"), 1);
    EXPECT_TRUE(failed_with(set_up(admin, named("Lần hai"), {}, {}), Error::Kind::conflict));
    EXPECT_EQ(stored()->name_vi, "Hội Hữu nghị mẫu");
}

TEST_P(Settings, OfTwoWhoFinishTheFirstRunTogetherAreTheFirstOnes) {
    std::array<bool, 2> done{};
    std::array<Context, 2> both{admin, admin};
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; ++i)
            threads.emplace_back([&, i] {
                people::TermInput input = term();
                input.ordinal = static_cast<std::int64_t>(i) + 1;
                done[i] = set_up(both[i], named(), input, {}).has_value();
            });
    }
    EXPECT_NE(done[0], done[1]);
    EXPECT_EQ(count("select count(*) from association"), 1);
    EXPECT_EQ(count("select count(*) from term"), 1);
}

TEST_P(Settings, LeadTheAdministratorToTheFirstRunUntilItIsDone) {
    const auto detour = first_run();
    const auto led = [&](Context& context, std::string_view path) {
        context.visit.path = path;
        return detour(context).value_or("");
    };
    EXPECT_EQ(led(admin, "/"), "/setup");
    EXPECT_EQ(led(admin, "/activities"), "/setup");
    for (const char* open : {"/setup", "/account", "/help", "/help/setup"}) EXPECT_EQ(led(admin, open), "") << open;
    EXPECT_EQ(led(clerk, "/"), "");
    ASSERT_TRUE(save_association(admin, 0, named(), {}));
    EXPECT_EQ(led(admin, "/"), "");
}

TEST_P(Settings, HaveAColumnForEveryFieldAndComeBack) {
    std::mt19937 random(14);
    test.database().write([&](store::Tx& tx) {
        auto full = records::random_record<Association>(random);
        full.id = the_association;
        const auto& description = records::describe<Association>();
        records::insert_row(tx, description, records::insert_sql(description), &full);
        const auto back = association(tx);
        ASSERT_TRUE(back);
        for (const records::Field& field : description.fields)
            EXPECT_EQ(field.type->text(field.get(&*back)), field.type->text(field.get(&full))) << field.name;
    });
}

TEST_P(Settings, PagesHoldEveryTypedFieldOnce) {
    const auto fields_in = [](std::string_view page, const records::Description& description) {
        for (const records::Field& field : description.fields) {
            const std::string name = fmt::format(" name=\"{}\"", field.name);
            const std::size_t at = page.find(name);
            ASSERT_NE(at, std::string_view::npos) << field.name;
            EXPECT_EQ(page.find(name, at + 1), std::string_view::npos) << field.name;
        }
    };
    for (const Language language : languages) {
        admin.language = language;
        fields_in(association_page(admin, {}), records::describe<AssociationInput>());
        const std::string setup = setup_page(admin, {});
        fields_in(setup, records::describe<AssociationInput>());
        fields_in(setup, records::describe<people::TermInput>());
    }
    EXPECT_EQ(setup_page(admin, {.with_term = false}).find("name=\"ordinal\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Settings, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

TEST(PaperSymbol, IsWrittenAsRegistersWriteIt) {
    const auto wrong = [](std::string_view symbol) {
        AssociationInput input{.name_vi = "Hội", .paper_symbol = std::string(symbol)};
        Errors errors;
        check(input, errors);
        return !errors.empty();
    };
    for (const char* good : {"", "HHN", "HHNVT", "HĐ", "ĐN-VP2", "1A"}) EXPECT_FALSE(wrong(good)) << good;
    for (const char* bad : {"hhn", "HHn", "-HHN", "HHN-", "HH--N", "HHN VT", "HHN/VT", "ƯB", "đ", "友好", "HHN_VT"})
        EXPECT_TRUE(wrong(bad)) << bad;
}

TEST(AssociationDescriptions, HaveNamesAndTexts) {
    records::expect_distinct_names<AssociationInput>();
    records::expect_distinct_names<Association>();
    records::expect_texts(records::describe<AssociationInput>());
    for (const records::Field& field : records::describe<AssociationInput>().fields)
        EXPECT_NE(records::find_field(records::describe<Association>(), field.name), nullptr) << field.name;
}

TEST(Help, HasATitleALeadAndStepsForEveryScreen) {
    std::size_t screens = 0;
    for (const HelpSection& section : help_sections()) {
        records::expect_text(std::string(section.group));
        for (const std::string_view screen : section.screens) {
            ++screens;
            for (const char* form : {"help.{}", "help.{}.title", "help.{}.how"})
                records::expect_text(fmt::format(fmt::runtime(form), screen));
            // Three things to do, each named in bold.
            const std::string_view how = i18n::tr(Language::vi, fmt::format("help.{}.how", screen));
            std::size_t marks = 0;
            for (std::size_t at = how.find("**"); at != std::string_view::npos; at = how.find("**", at + 2)) ++marks;
            EXPECT_GE(marks, 6U) << screen;
        }
    }
    EXPECT_GE(screens, 17U);
}

}  // namespace caunoi::settings
