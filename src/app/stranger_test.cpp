// Who gets through which door: every route of the program × every role × a record of one's own and a foreign one,
// against one table. A route that is not in the table fails a test, so that nobody forgets to say who may use it.
#include "app/modules.hpp"
#include "app/stranger_rules.hpp"
#include "app/test_app.hpp"
#include "modules/exchange/exchange.hpp"
#include "modules/membership/card.hpp"
#include "modules/membership/decision.hpp"
#include "modules/people/group.hpp"
#include "modules/people/people.hpp"
#include "modules/people/relationship.hpp"
#include "modules/people/unit.hpp"
#include "modules/people/writing.hpp"
#include "modules/portal/article.hpp"
#include "modules/report/fact.hpp"
#include "modules/settings/association.hpp"
#include "platform/auth/grants.hpp"
#include "platform/files/files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"

namespace caunoi::app {

namespace {

std::string shown(const http::Route& route) {
    return fmt::format("{} {}", route.method == Method::post ? "POST" : "GET", route.pattern);
}

class Strangers : public AppTest {
protected:
    // What {id} of one pattern stands for.
    struct Records {
        std::int64_t activity = 0, file = 0, party = 0, writing = 0, unit = 0, term = 0, post = 0, session = 0,
                     account = 0, fact = 0, article = 0, relationship = 0, group = 0, charter = 0, application = 0,
                     decision = 0, field = 0, card = 0;
    };

    Strangers() {
        const PartyId partner_body = body_named("Hội của bên kia");
        other_body = body_named("Hội khác");
        for (const Role role : every_role) accounts[static_cast<std::size_t>(role)] = account_of(role, partner_body);
        for (Records* records : {&own, &foreign}) {
            const bool granted = records == &own;
            const auto activity =
                must(exchange::record_activity(*context,
                                               {.kind = exchange::ActivityKind::talks,
                                                .date_from = exact(context->today()),
                                                .title_vi = granted ? "Hội đàm được chia sẻ" : "Hội đàm kín"},
                                               {}));
            const auto file = write(*context, [&](store::Tx& tx) {
                if (granted) auth::grant(tx, *context, "activity", activity.value, partner_body, auth::Level::view);
                const auto made = files::add(tx, *context, kept());
                files::attach(tx, made, "activity", activity.value, files::Role::paper);
                return made;
            });
            const int ordinal = granted ? 1 : 2;
            const auto term = must(people::record_term(
                *context, {.ordinal = ordinal, .label_from = 2000 + 5 * ordinal, .label_to = 2005 + 5 * ordinal}));
            const auto party = must(people::record_party(*context, people::Sort::person, {.name_vi = "Nông Thị Mẫu"}));
            if (granted)
                write(*context, [&](store::Tx& tx) {
                    auth::grant(tx, *context, "party", party.value, partner_body, auth::Level::view);
                });
            const auto post =
                must(people::record_post(*context, party, {.term = term, .from = exact(context->today())}));
            // Of nobody who asks: it is disabled on the way.
            const auto account = must(auth::create_account(*context, {.name = granted ? "spare1" : "spare2",
                                                                      .full_name = "Tài khoản dự phòng",
                                                                      .email = {},
                                                                      .roles = {Role::member},
                                                                      .body = {}}));
            const auto fact =
                must(report::record_fact(*context, {.title_vi = "Số đoàn", .number = 10, .source = "Báo cáo"}));
            const auto relationship = must(people::record_relationship(
                *context, party, {.tie = people::Tie::works_at, .other = "Hội của bên kia"}));
            const auto group = must(people::record_group(*context, {.name_vi = fmt::format("Nhóm mẫu {}", ordinal)}));
            people::CustomFieldInput field_input;
            field_input.name_vi = granted ? "Nghề nghiệp" : "Quê quán";
            const auto field = must(people::record_custom_field(*context, field_input));
            portal::NewArticle article;
            article.title = "Tin còn kín";
            *records = {.activity = activity.value,
                        .file = file.value,
                        .party = party.value,
                        .writing = must(people::writings_of(*context, party)).front().id.value,
                        .unit = must(people::record_unit(*context, {.name_vi = "xã Mẫu"})).value,
                        .term = term.value,
                        .post = post.value,
                        .account = account.value,
                        .fact = fact.value,
                        .article = must(portal::create_article(*context, article)).value,
                        .relationship = relationship.value,
                        .group = group.value,
                        .field = field.value};
            add_membership(*records, ordinal);
        }
        publish_one();
    }

    // A charter, an application that is open, and a decision that ended a membership.
    void add_membership(Records& records, int ordinal) {
        membership::CharterInput charter;
        charter.title = "Điều lệ";
        records.charter = must(membership::record_charter(*context, charter)).value;
        membership::ApplicationInput application;
        application.received = context->today();
        application.name_vi = "Người xin vào Hội";
        application.born = parse_partial_date("1980").value();
        application.address = "xã Mẫu";
        application.consent = true;
        records.application = must(membership::record_application(*context, application)).value;
        const std::string number = fmt::format("{:04}", ordinal);
        const PartyId member = must(people::record_party(*context, people::Sort::person,
                                                         {.name_vi = "Hội viên cũ",
                                                          .member_kind = people::MemberKind::official,
                                                          .roll_number = number,
                                                          .joined = parse_partial_date("2020").value()}));
        records.card = must(membership::issue_card(*context, member)).value;
        membership::DecisionInput decision;
        decision.kind = membership::DecisionKind::resignation;
        decision.day = context->today();
        decision.symbol = "QĐ-BCH";
        decision.meeting = "Phiên họp";
        decision.seats = decision.present = decision.in_favour = 3;
        decision.signer = "Chủ tịch";
        records.decision = must(membership::decide_end(*context, decision, number)).value;
    }

    void publish_one() {
        portal::NewArticle article;
        article.title = "Tin cho mọi người";
        const portal::ArticleId id = must(portal::create_article(*context, article));
        portal::VariantInput text;
        text.title = "Tin cho mọi người";
        text.slug = "tin";
        text.lead = text.body = "Nội dung";
        if (!portal::save_variant(*context, id, Language::vi, 1, text) ||
            !portal::publish(*context, id, Language::vi, 2))
            throw std::runtime_error("nothing to read");
    }

    files::Content kept() {
        const std::filesystem::path path = folder.path() / "agenda.txt";
        std::ofstream(path) << "Chương trình hội đàm\n";
        return must(files::put(*context, {.path = path, .name = "agenda.txt", .bytes = 24}, files::documents));
    }
    static std::int64_t id_for(std::string_view pattern, const Records& records) {
        const std::array<std::pair<std::string_view, std::int64_t>, 17> kinds{{{"/activities", records.activity},
                                                                               {"/files", records.file},
                                                                               {"/articles", records.article},
                                                                               {"/people", records.party},
                                                                               {"/writings", records.writing},
                                                                               {"/units", records.unit},
                                                                               {"/terms", records.term},
                                                                               {"/posts", records.post},
                                                                               {"/accounts", records.account},
                                                                               {"/facts", records.fact},
                                                                               {"/relationships", records.relationship},
                                                                               {"/groups", records.group},
                                                                               {"/applications", records.application},
                                                                               {"/decisions", records.decision},
                                                                               {"/charters", records.charter},
                                                                               {"/fields", records.field},
                                                                               {"/cards", records.card}}};
        for (const auto& [prefix, id] : kinds)
            if (pattern.starts_with(prefix)) return id;
        return records.session;
    }
    std::string target_of(std::string_view pattern, const Records& records) const {
        std::string target(pattern);
        const auto put = [&](std::string_view name, std::int64_t id) {
            if (const std::size_t at = target.find(name); at != std::string::npos)
                target.replace(at, name.size(), std::to_string(id));
        };
        put("{party}", other_body.value);
        put("{file}", 999);  // none: a real one would be gone after the first who may
        put("{body}", other_body.value);
        put("{id}", id_for(pattern, records));
        put("{secret}", 12345);
        if (const std::size_t at = target.find("{screen}"); at != std::string::npos) target.replace(at, 8, "home");
        for (const auto& [name, value] : {std::pair{"{rule}", "members.minimum.province.2024-11-26"},
                                          std::pair{"{language}", "vi"}, std::pair{"{slug}", "tin"}})
            if (const std::size_t at = target.find(name); at != std::string::npos)
                target.replace(at, std::string_view(name).size(), value);
        return target;
    }
    void end_sessions() {
        write(*context, [](store::Tx& tx) { tx.execute("delete from session"); });
    }
    std::int64_t session_id(const std::string& secret) {
        return read(*context, [&](store::Tx& tx) {
            return tx.integer("select id from session where secret_hash = $1", auth::session_store::hash_of(secret));
        });
    }

    std::array<AccountId, every_role.size()> accounts{};
    PartyId other_body;
    Records own;      // granted to the body that partner and agency act for
    Records foreign;  // everybody else's
};

bool leads_to_sign_in(const http::Response& response, const std::string& location) {
    return response.status == 303 && location.starts_with("/sign-in");
}

}  // namespace

TEST_P(Strangers, EveryRouteIsInTheTable) {
    for (const http::Route& route : program.router().routes())
        EXPECT_NE(rule_of(route), nullptr) << shown(route) << ": say in stranger_rules.hpp who may use it";
    EXPECT_EQ(rules.size(), program.router().routes().size()) << "the table has a route that the program has not";
}

TEST_P(Strangers, OnlyTheRoutesOfTheShortListAreOpenToThem) {
    for (const http::Route& route : program.router().routes()) {
        const bool listed = std::ranges::find(public_patterns, route.pattern) != public_patterns.end();
        EXPECT_EQ(route.door == http::Door::everybody, listed) << shown(route);
    }
}

TEST_P(Strangers, AreSentToTheSignInPageOrTurnedAway) {
    for (const http::Route& route : program.router().routes()) {
        const Rule* rule = rule_of(route);
        if (!rule) continue;  // the first test says so
        for (const Records& records : {own, foreign}) {
            const http::Response response = ask(route.method, target_of(route.pattern, records), "");
            EXPECT_EQ(response.status, rule->stranger == to_sign_in ? 303 : rule->stranger) << shown(route);
            EXPECT_EQ(leads_to_sign_in(response, header(response, "Location")), rule->stranger == to_sign_in)
                << shown(route);
        }
    }
    EXPECT_EQ(faults, std::vector<std::string>{});
}

TEST_P(Strangers, EachRoleGetsThroughTheDoorsOfTheTableAndNoOther) {
    for (const http::Route& route : program.router().routes()) {
        const Rule* rule = rule_of(route);
        if (!rule) continue;
        for (const Role role : every_role) {
            const AccountId account = accounts[static_cast<std::size_t>(role)];
            for (const bool is_own : {true, false}) {
                Records records = is_own ? own : foreign;
                const Role other = role == Role::chair ? Role::clerk : Role::chair;
                records.session = session_id(session_of(is_own ? account : accounts[static_cast<std::size_t>(other)]));
                const http::Response response =
                    ask(route.method, target_of(route.pattern, records), session_of(account));
                const bool may = ((rule->any | (is_own ? rule->own : nobody)) & bit(role)) != 0;
                EXPECT_EQ(response.status, may ? rule->yes : rule->no)
                    << shown(route) << " as " << name_of(role) << (is_own ? ", own record" : ", foreign record");
                EXPECT_EQ(leads_to_sign_in(response, header(response, "Location")), route.pattern == "/sign-out")
                    << shown(route) << " as " << name_of(role);
                end_sessions();
            }
        }
    }
    EXPECT_EQ(faults, std::vector<std::string>{});
}

TEST_P(Strangers, AnAccountThatWasDisabledIsAStrangerAtOnce) {
    const AccountId clerk = accounts[static_cast<std::size_t>(Role::clerk)];
    const std::string secret = session_of(clerk);
    ASSERT_EQ(ask(Method::get, "/people", secret).status, 200);
    ASSERT_TRUE(auth::set_disabled(*context, clerk, true));
    const http::Response response = ask(Method::get, "/people", secret);
    EXPECT_TRUE(leads_to_sign_in(response, header(response, "Location"))) << response.status;
}

TEST_P(Strangers, APartnersListAndSearchShowWhatIsGrantedAndNothingElse) {
    const std::string secret = session_of(accounts[static_cast<std::size_t>(Role::partner)]);
    const http::Response list = ask(Method::get, "/activities", secret);
    const std::string& page = std::get<std::string>(list.body);
    EXPECT_NE(page.find("Hội đàm được chia sẻ"), std::string::npos);
    EXPECT_EQ(page.find("Hội đàm kín"), std::string::npos);

    http::Request request{.target = "/search?q=hoi", .path = "/search", .query = {{"q", "hội đàm"}}};
    request.headers.emplace_back("cookie", "caunoi=" + secret);
    const web::Site site{.database = program.database(),
                         .installation = program.installation(),
                         .router = program.router(),
                         .cache = cache,
                         .clock = [] { return noon; }};
    const http::Response hits = web::answer(site, request);
    const std::string& found = std::get<std::string>(hits.body);
    EXPECT_NE(found.find(fmt::format("/activities/{}", own.activity)), std::string::npos);
    EXPECT_EQ(found.find(fmt::format("/activities/{}", foreign.activity)), std::string::npos);
    EXPECT_EQ(found.find("/people/"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Strangers, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

// --- the policy itself
// -------------------------------------------------------------------------------------------------

TEST(Roles, OfPartnersAgenciesAndMembersSeeNothingByThemselves) {
    for (const Role role : {Role::partner, Role::agency, Role::member})
        EXPECT_TRUE(permissions_of(role).empty()) << name_of(role) << " has a permission that is not about one record";
}

TEST(Roles, WhoOnlyReadsChangesNothing) {
    constexpr std::array<std::string_view, 6> reading{membership::can_view.name, people::can_view.name,
                                                      people::can_reveal.name,   exchange::can_view.name,
                                                      report::can_view.name,     portal::can_view.name};
    for (const Role role : {Role::chair, Role::committee, Role::inspector})
        for (const Permission permission : permissions_of(role)) {
            const bool decides = role == Role::chair && permission == portal::can_publish;
            EXPECT_TRUE(decides || std::ranges::find(reading, permission.name) != reading.end())
                << name_of(role) << " has " << permission.name;
        }
}

TEST(Roles, AnEditorChangesArticlesAndNothingElse) {
    for (const Permission permission : permissions_of(Role::editor))
        EXPECT_TRUE(permission.name.starts_with("portal.") || permission.name.ends_with(".view")) << permission.name;
}

TEST(Roles, OnlyTheAdministratorManagesAccountsAndJobs) {
    for (const Role role : every_role)
        for (const Permission permission : permissions_of(role)) {
            const bool of_the_system = permission == auth::can_manage_accounts ||
                                       permission == auth::can_see_all_sessions || permission == jobs::can_manage ||
                                       permission == mail::can_see_outbox || permission == settings::can_change ||
                                       permission == people::can_make_fields;
            EXPECT_TRUE(!of_the_system || role == Role::administrator) << name_of(role) << " has " << permission.name;
        }
}

}  // namespace caunoi::app
