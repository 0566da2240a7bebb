// Who gets through which door: every route of the program × every role × a record of one's own and a foreign one,
// against one table. A route that is not in the table fails a test, so that nobody forgets to say who may use it.
#include "app/modules.hpp"
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

using auth::Role;
using http::Method;

// A set of roles, one bit each.
using Roles = unsigned;
constexpr Roles bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}
constexpr Roles nobody = 0;
constexpr Roles administrators = bit(Role::administrator);
constexpr Roles recorders = bit(Role::administrator) | bit(Role::clerk);
constexpr Roles revealers = recorders | bit(Role::chair) | bit(Role::committee);
constexpr Roles overseers = revealers | bit(Role::inspector);
constexpr Roles viewers = revealers | bit(Role::inspector) | bit(Role::editor);
constexpr Roles writers = recorders | bit(Role::editor);
constexpr Roles publishers = writers | bit(Role::chair);
constexpr Roles everyone = ~0U;
constexpr Roles outside = bit(Role::agency) | bit(Role::partner);
constexpr Roles signed_in = viewers | outside | bit(Role::member);
constexpr int to_sign_in = 0;  // 303 to /sign-in

struct Rule {
    Method method;
    std::string_view pattern;
    Roles any;           // whichever record it is
    Roles own = nobody;  // only one's own, or one granted to one's body
    int yes = 200;       // forms are sent empty: 422 or 409 is what the service says to somebody who may
    int no = 403;
    int stranger = to_sign_in;
};

// {id} and the like stand for the granted or the foreign record; where a route needs one that exists to answer 200, it
// does.
constexpr std::array rules{
    Rule{Method::get, "/", viewers, nobody, 200, 303, 303},  // the others are led to what they have, strangers to read
    Rule{Method::get, "/search", signed_in},
    Rule{Method::get, "/files/{id}", viewers, outside, 200, 404, 404},

    Rule{Method::get, "/sign-in", signed_in, nobody, 303, 303, 200},
    Rule{Method::post, "/sign-in", nobody, nobody, 403, 403, 403},  // with no name and no password
    Rule{Method::get, "/sign-in/forgotten", signed_in, nobody, 200, 200, 200},
    Rule{Method::post, "/sign-in/forgotten", signed_in, nobody, 200, 200, 200},
    Rule{Method::get, "/sign-in/link/{secret}", nobody, nobody, 404, 404, 404},
    Rule{Method::post, "/sign-in/link/{secret}", nobody, nobody, 404, 404, 404},
    Rule{Method::post, "/sign-out", signed_in, nobody, 303},
    Rule{Method::get, "/account", signed_in},
    Rule{Method::post, "/account/password", signed_in, nobody, 422},
    Rule{Method::post, "/account/sessions/{id}/end", bit(Role::administrator), signed_in, 303, 404},
    Rule{Method::post, "/account/sessions/end-others", signed_in, nobody, 303},
    Rule{Method::post, "/preferences/language", signed_in, nobody, 303, 303, 303},
    Rule{Method::post, "/preferences/theme", signed_in, nobody, 303, 303, 303},

    Rule{Method::get, "/activities", viewers | outside},
    Rule{Method::get, "/activities.csv", viewers},
    Rule{Method::get, "/activities/new", recorders},
    Rule{Method::post, "/activities", recorders, nobody, 422},
    Rule{Method::get, "/activities/{id}", viewers, outside, 200, 404},
    Rule{Method::get, "/activities/{id}/edit", recorders},
    Rule{Method::post, "/activities/{id}", recorders, nobody, 422},
    Rule{Method::post, "/activities/{id}/delete", recorders, nobody, 409},  // without the version
    Rule{Method::get, "/activities/{id}/history", viewers},
    Rule{Method::post, "/activities/{id}/files", recorders, nobody, 303},
    Rule{Method::post, "/activities/{id}/files/{file}/delete", recorders, nobody, 404},  // no such file
    Rule{Method::post, "/activities/{id}/grants", recorders, nobody, 422},
    Rule{Method::post, "/activities/{id}/grants/{body}/delete", recorders, nobody, 303},
    Rule{Method::get, "/activities/import", recorders},
    Rule{Method::get, "/activities/import/template", recorders},
    Rule{Method::post, "/activities/import", recorders, nobody, 422},
    Rule{Method::post, "/activities/import/run", recorders, nobody, 422},

    Rule{Method::get, "/articles", viewers},
    Rule{Method::get, "/articles/links", viewers},
    Rule{Method::get, "/articles/new", writers},
    Rule{Method::post, "/articles", writers, nobody, 422},
    Rule{Method::get, "/articles/{id}", viewers},
    Rule{Method::get, "/articles/{id}/edit", writers},
    Rule{Method::post, "/articles/{id}", writers, nobody, 409},  // without the version
    Rule{Method::post, "/articles/{id}/delete", writers, nobody, 409},
    Rule{Method::get, "/articles/{id}/history", viewers},
    Rule{Method::post, "/articles/{id}/files", writers, nobody, 303},
    Rule{Method::post, "/articles/{id}/files/{file}/delete", writers, nobody, 404},  // no such file
    Rule{Method::post, "/articles/{id}/files/{file}/lead", writers, nobody, 404},
    Rule{Method::get, "/articles/{id}/{language}/edit", writers},
    Rule{Method::post, "/articles/{id}/{language}", writers, nobody, 409},  // without the version
    Rule{Method::post, "/articles/{id}/{language}/publish", publishers, nobody, 409},
    Rule{Method::post, "/articles/{id}/{language}/withdraw", publishers, nobody,
         404},  // not published in that language

    Rule{Method::get, "/vi", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/zh", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/en", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/vi/news", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/zh/news", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/en/news", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/vi/news/{slug}", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/zh/news/{slug}", everyone, nobody, 404, 404, 404},  // not translated
    Rule{Method::get, "/en/news/{slug}", everyone, nobody, 404, 404, 404},
    Rule{Method::get, "/vi/feed.atom", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/zh/feed.atom", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/en/feed.atom", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/sitemap.xml", everyone, nobody, 200, 200, 200},
    Rule{Method::get, "/robots.txt", everyone, nobody, 200, 200, 200},

    Rule{Method::get, "/people", viewers},
    Rule{Method::get, "/people.csv", viewers},
    Rule{Method::get, "/people/new", recorders},
    Rule{Method::post, "/people", recorders, nobody, 422},
    Rule{Method::get, "/people/{id}", viewers, outside, 200, 404},
    Rule{Method::get, "/people/{id}/edit", recorders},
    Rule{Method::post, "/people/{id}", recorders, nobody, 422},
    Rule{Method::post, "/people/{id}/reveal", revealers},
    Rule{Method::post, "/people/{id}/delete", recorders, nobody, 409},
    Rule{Method::get, "/people/{id}/history", viewers},
    Rule{Method::post, "/people/{id}/posts", recorders, nobody, 422},
    Rule{Method::post, "/people/{id}/grants", recorders, nobody, 422},
    Rule{Method::post, "/people/{id}/grants/{body}/delete", recorders, nobody, 303},
    Rule{Method::post, "/people/{id}/successions", recorders, nobody, 422},
    Rule{Method::post, "/people/{id}/successions/{body}/delete", recorders, nobody, 404},  // a person has none
    Rule{Method::get, "/rules", bit(Role::administrator)},
    Rule{Method::get, "/rules/{rule}/edit", bit(Role::administrator)},
    Rule{Method::post, "/rules/{rule}", bit(Role::administrator), nobody, 422},
    Rule{Method::get, "/rules/{rule}/history", bit(Role::administrator)},
    Rule{Method::get, "/applications", overseers},
    Rule{Method::get, "/applications/new", recorders},
    Rule{Method::post, "/applications", recorders, nobody, 422},
    Rule{Method::get, "/applications/{id}", overseers},
    Rule{Method::get, "/applications/{id}/edit", recorders},
    Rule{Method::post, "/applications/{id}", recorders, nobody, 422},
    Rule{Method::post, "/applications/{id}/reveal", revealers},
    Rule{Method::post, "/applications/{id}/state", recorders, nobody, 409},  // without the version
    Rule{Method::post, "/applications/{id}/party", recorders, nobody, 409},  // without the version
    Rule{Method::get, "/applications/{id}/history", overseers},
    Rule{Method::get, "/join", everyone, nobody, 200, 200, 200},
    Rule{Method::post, "/join", everyone, nobody, 422, 422, 422},
    Rule{Method::get, "/join/received", everyone, nobody, 200, 200, 200},
    Rule{Method::post, "/people/{id}/cards", recorders, nobody, 409},  // no member
    Rule{Method::get, "/cards/{id}", recorders},
    Rule{Method::get, "/decisions", overseers},
    Rule{Method::get, "/decisions/new", recorders},
    Rule{Method::post, "/decisions", recorders, nobody, 422},
    Rule{Method::get, "/decisions/{id}", overseers},
    Rule{Method::get, "/decisions/{id}/edit", recorders},
    Rule{Method::post, "/decisions/{id}", recorders, nobody, 422},
    Rule{Method::get, "/decisions/{id}/complaints/{party}", recorders, nobody, 404},  // about somebody else
    Rule{Method::post, "/decisions/{id}/complaints/{party}", recorders, nobody, 404},
    Rule{Method::get, "/decisions/{id}/history", overseers},
    Rule{Method::get, "/charters", overseers},
    Rule{Method::get, "/charters/new", recorders},
    Rule{Method::post, "/charters", recorders, nobody, 422},
    Rule{Method::get, "/charters/{id}", overseers},
    Rule{Method::get, "/charters/{id}/edit", recorders},
    Rule{Method::post, "/charters/{id}", recorders, nobody, 422},
    Rule{Method::post, "/charters/{id}/delete", recorders, nobody, 409},  // without the version
    Rule{Method::get, "/charters/{id}/history", overseers},
    Rule{Method::get, "/fields", administrators},
    Rule{Method::get, "/fields/new", administrators},
    Rule{Method::post, "/fields", administrators, nobody, 422},
    Rule{Method::get, "/fields/{id}/edit", administrators},
    Rule{Method::post, "/fields/{id}", administrators, nobody, 422},
    Rule{Method::post, "/fields/{id}/retire", administrators, nobody, 409},  // without the version
    Rule{Method::post, "/fields/{id}/restore", administrators, nobody, 409},
    Rule{Method::post, "/fields/{id}/delete", administrators, nobody, 409},
    Rule{Method::get, "/fields/{id}/history", administrators},
    Rule{Method::get, "/units", viewers},
    Rule{Method::get, "/units/new", recorders},
    Rule{Method::get, "/units/import", recorders},
    Rule{Method::post, "/units/import", recorders, nobody, 422},
    Rule{Method::post, "/units", recorders, nobody, 422},
    Rule{Method::get, "/units/{id}", viewers},
    Rule{Method::get, "/units/{id}/edit", recorders},
    Rule{Method::post, "/units/{id}", recorders, nobody, 422},
    Rule{Method::post, "/units/{id}/delete", recorders, nobody, 409},
    Rule{Method::get, "/units/{id}/history", viewers},
    Rule{Method::get, "/people/{id}/writings/new", recorders},
    Rule{Method::post, "/people/{id}/writings", recorders, nobody, 422},
    Rule{Method::get, "/people/{id}/writings/pick", recorders},
    Rule{Method::post, "/people/{id}/writings/pick", recorders, nobody, 422},
    Rule{Method::get, "/writings/{id}/edit", recorders},
    Rule{Method::post, "/writings/{id}", recorders, nobody, 409},  // without the version
    Rule{Method::post, "/writings/{id}/confirm", recorders, nobody, 303},
    Rule{Method::post, "/writings/{id}/delete", recorders, nobody, 409},
    Rule{Method::get, "/people/{id}/relationships/new", recorders},
    Rule{Method::post, "/people/{id}/relationships", recorders, nobody, 422},
    Rule{Method::get, "/relationships/{id}/edit", recorders},
    Rule{Method::post, "/relationships/{id}", recorders, nobody, 422},
    Rule{Method::post, "/relationships/{id}/delete", recorders, nobody, 409},
    Rule{Method::get, "/relationships/{id}/history", viewers},
    Rule{Method::get, "/groups", viewers},
    Rule{Method::get, "/groups/new", recorders},
    Rule{Method::post, "/groups", recorders, nobody, 422},
    Rule{Method::get, "/groups/{id}", viewers},
    Rule{Method::get, "/groups/{id}/edit", recorders},
    Rule{Method::post, "/groups/{id}", recorders, nobody, 422},
    Rule{Method::post, "/groups/{id}/delete", recorders, nobody, 409},
    Rule{Method::get, "/groups/{id}/history", viewers},
    Rule{Method::post, "/groups/{id}/members", recorders, nobody, 422},
    Rule{Method::post, "/groups/{id}/members/{party}/delete", recorders, nobody, 404},  // is not in it
    Rule{Method::post, "/people/{id}/groups", recorders, nobody, 422},
    Rule{Method::get, "/posts/{id}/history", viewers},
    Rule{Method::post, "/posts/{id}/end", recorders, nobody, 422},
    Rule{Method::get, "/terms", viewers},
    Rule{Method::get, "/terms/new", recorders},
    Rule{Method::post, "/terms", recorders, nobody, 422},
    Rule{Method::get, "/terms/{id}", viewers},
    Rule{Method::get, "/terms/{id}/edit", recorders},
    Rule{Method::post, "/terms/{id}", recorders, nobody, 422},
    Rule{Method::get, "/terms/{id}/history", viewers},
    Rule{Method::get, "/posts", viewers},
    Rule{Method::get, "/posts.csv", viewers},

    Rule{Method::get, "/report", viewers},
    Rule{Method::get, "/report/term", viewers, nobody, 422},  // without a period
    Rule{Method::get, "/report/term.csv", viewers, nobody, 422},
    Rule{Method::get, "/report/articles", viewers, nobody, 404},  // no facts of articles here
    Rule{Method::get, "/facts", viewers},
    Rule{Method::get, "/facts/new", recorders},
    Rule{Method::post, "/facts", recorders, nobody, 422},
    Rule{Method::get, "/facts/{id}", viewers},
    Rule{Method::get, "/facts/{id}/edit", recorders},
    Rule{Method::post, "/facts/{id}", recorders, nobody, 422},
    Rule{Method::post, "/facts/{id}/delete", recorders, nobody, 409},  // without the version
    Rule{Method::get, "/facts/{id}/history", viewers},

    Rule{Method::get, "/accounts", administrators},
    Rule{Method::get, "/accounts/new", administrators},
    Rule{Method::post, "/accounts", administrators, nobody, 422},
    Rule{Method::get, "/accounts/{id}/edit", administrators},
    Rule{Method::post, "/accounts/{id}", administrators, nobody, 422},
    Rule{Method::post, "/accounts/{id}/disable", administrators, nobody, 303},
    Rule{Method::post, "/accounts/{id}/enable", administrators, nobody, 303},
    Rule{Method::post, "/accounts/{id}/link", administrators},
    Rule{Method::get, "/setup", administrators},
    Rule{Method::post, "/setup", administrators, nobody, 422},
    Rule{Method::get, "/settings", administrators},
    Rule{Method::post, "/settings", administrators, nobody, 422},
    Rule{Method::get, "/settings/history", administrators},
    Rule{Method::get, "/emblem/{id}", nobody, nobody, 404, 404, 404},  // none was chosen
    Rule{Method::get, "/jobs", administrators},
    Rule{Method::post, "/jobs/{id}/again", administrators, nobody, 404},   // no such job
    Rule{Method::post, "/jobs/{id}/remove", administrators, nobody, 404},  // no such job
    Rule{Method::post, "/jobs/backup", administrators, nobody, 303},
    Rule{Method::get, "/help", signed_in},
    Rule{Method::get, "/help/{screen}", signed_in},

    Rule{Method::get, "/readyz", signed_in, nobody, 200, 200, 200},
    Rule{Method::get, "/metrics", nobody, nobody, 404, 404, 404},  // for the operator's machine and token only

    Rule{Method::get, "/mail", administrators},
    Rule{Method::post, "/mail/{id}/again", administrators, nobody, 409},  // no such mail
};

// The doors that strangers may knock at, apart from the table above: a new public page is a decision, not a slip.
constexpr std::array<std::string_view, 26> public_patterns{"/",  // leads to what is published, or to the sign-in page
                                                           "/sign-in",
                                                           "/sign-in/forgotten",
                                                           "/sign-in/link/{secret}",
                                                           "/preferences/language",
                                                           "/preferences/theme",
                                                           "/files/{id}",   // a file asks its record
                                                           "/emblem/{id}",  // stands on the sign-in page
                                                           "/join",         // anybody may apply
                                                           "/join/received",
                                                           "/readyz",
                                                           "/metrics",  // which asks for the machine itself or a token
                                                           "/vi",
                                                           "/zh",
                                                           "/en",
                                                           "/vi/news",
                                                           "/zh/news",
                                                           "/en/news",
                                                           "/vi/news/{slug}",
                                                           "/zh/news/{slug}",
                                                           "/en/news/{slug}",
                                                           "/vi/feed.atom",
                                                           "/zh/feed.atom",
                                                           "/en/feed.atom",
                                                           "/sitemap.xml",
                                                           "/robots.txt"};

const Rule* rule_of(const http::Route& route) {
    for (const Rule& rule : rules)
        if (rule.method == route.method && rule.pattern == route.pattern) return &rule;
    return nullptr;
}

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
        EXPECT_NE(rule_of(route), nullptr) << shown(route) << ": say in stranger_test.cpp who may use it";
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
