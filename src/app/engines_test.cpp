// The same installation on both engines, filled in the same way under the same ids and clock, shows the same: every
// page and export that can be reached from the home page by its links, in three languages, compared byte by byte.
#include "app/demo.hpp"
#include "app/test_app.hpp"
#include "modules/people/writing.hpp"
#include "modules/settings/rule.hpp"
#include "platform/base/text.hpp"
#include "platform/files/files.hpp"
#include "platform/search/search.hpp"

#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace caunoi::app {

namespace {

constexpr std::size_t most_of_a_kind = 6;  // pages of one pattern with the same parameters, in one language

// Routes that no page links to; each with why.
constexpr std::array<std::string_view, 10> not_linked{
    "/sign-in",                // the public site links to it; whoever is signed in is led on
    "/sign-in/forgotten",      // likewise
    "/sign-in/link/{secret}",  // from a mail; its secret is random
    "/setup",                  // the demonstration has its association
    "/join/received",          // after an application was sent
    "/emblem/{id}",            // a picture, and the demonstration has none
    "/readyz",                 // asked by programs
    "/metrics",                // likewise
    "/sitemap.xml",            // robots.txt names it
    "/robots.txt",             // programs know its place
};

std::string bytes_of(const http::Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    if (const auto* encoded = std::get_if<http::Encoded>(&response.body)) return std::string(encoded->plain);
    const auto& file = std::get<http::FileBody>(response.body);
    std::ifstream stream(file.path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// What is random by design.
std::string without_tokens(std::string text) {
    constexpr std::string_view field = "name=\"csrf\" value=\"";
    for (std::size_t at = text.find(field); at != std::string::npos; at = text.find(field, at)) {
        at += field.size();
        text.erase(at, text.find('"', at) - at);
    }
    return text;
}

std::vector<std::string> links_of(const std::string& page) {
    std::vector<std::string> links;
    for (const std::string_view attribute : {"href=\"/", "src=\"/"})
        for (std::size_t at = page.find(attribute); at != std::string::npos; at = page.find(attribute, at)) {
            at += attribute.size() - 1;
            std::string link = page.substr(at, page.find_first_of("\"#", at) - at);
            for (std::size_t amp = link.find("&amp;"); amp != std::string::npos; amp = link.find("&amp;"))
                link.replace(amp, 5, "&");
            if (!link.starts_with("/assets/")) links.push_back(std::move(link));
        }
    return links;
}

// "/activities?kind=" for "/activities?kind=talks"
std::string kind_of(std::string_view pattern, std::string_view target) {
    std::string kind(pattern);
    const std::size_t question = target.find('?');
    if (question == std::string_view::npos) return kind;
    std::set<std::string_view> names;
    for (const std::string_view pair : split(target.substr(question + 1), '&'))
        names.insert(pair.substr(0, pair.find('=')));
    for (const std::string_view name : names) kind += fmt::format("?{}=", name);
    return kind;
}

struct Filled : TestApp {
    explicit Filled(store::Engine engine) : TestApp(engine) {
        load_demonstration(program);
        const auto admin = read(*context, [](store::Tx& tx) { return auth::account_by_name(tx, "admin")->id; });
        secret = session_of(admin);
        talks = must(
            exchange::record_activity(*context,
                                      {.kind = exchange::ActivityKind::talks,
                                       .state = exchange::ActivityState::held,
                                       .date_from = exact(context->today()),
                                       .title_vi = "Hội đàm có danh sách",
                                       .title_zh = "有名单的会谈"},
                                      {{.name = "Nông Thị Mẫu", .other_name = "农氏模", .role = exchange::Role::head},
                                       {.name = "Ôn Thí", .other_name = "温试", .side = people::Side::cn}}));
        const std::filesystem::path agenda = folder.path() / "agenda.txt";
        std::ofstream(agenda) << "Chương trình hội đàm\n";
        exchange::attach_files(
            *context, talks,
            {must(files::put(*context, {.path = agenda, .name = "agenda.txt", .bytes = 24}, files::documents))});
        settings::RuleInput minimum = must(settings::find_rule(*context, "members.minimum.commune.2024-11-26"));
        minimum.note = "Đã xem văn bản";
        if (!settings::correct_rule(*context, "members.minimum.commune.2024-11-26", 0, minimum))
            throw std::runtime_error("the rule was not corrected");
        without_han = must(people::record_party(*context, people::Sort::person, {.name_vi = "Triệu Thị Thí"}));
        must(people::record_writing(*context, without_han, {.kind = people::Script::latin, .text = "TRIEU THI THI"},
                                    people::Origin::suggested));
        without_vietnamese = must(people::record_party(
            *context, people::Sort::body,
            {.relation = people::Relation::partner, .side = people::Side::cn, .name_zh = "南宁市外事办公室"}));
    }
    void speak(Language language) {
        write(*context, [&](store::Tx& tx) { tx.execute("update account set language = $1", code(language)); });
    }
    std::string show(const std::string& target) {
        const http::Response response = ask(http::Method::get, target, secret);
        return fmt::format("{} {}\n{}", response.status, response.type, without_tokens(bytes_of(response)));
    }
    std::string secret;
    exchange::ActivityId talks;
    PartyId without_han;         // offers the picker of characters
    PartyId without_vietnamese;  // offers suggestions
};

class Engines : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(store::engines_under_test().size(), 2U) << "CAUNOI_TEST_POSTGRES must name a PostgreSQL server";
        sqlite = std::make_unique<Filled>(store::Engine::sqlite);
        postgres = std::make_unique<Filled>(store::Engine::postgres);
    }
    // Walks all links from the home page; returns the patterns that were reached.
    std::set<std::string_view> walk() {
        std::set<std::string_view> reached;
        std::map<std::string, std::size_t> of_kind;
        std::deque<std::string> waiting{
            "/",
            "/search?q=hoi+huu+nghi",  // a search is typed, not linked
                                       // With a roster and a paper, before the pages of its kind have had their turn.
            fmt::format("/activities/{}", sqlite->talks.value), fmt::format("/people/{}", sqlite->without_han.value),
            fmt::format("/people/{}", sqlite->without_vietnamese.value)};
        std::set<std::string> known{"/"};
        while (!waiting.empty()) {
            const std::string target = waiting.front();
            waiting.pop_front();
            const auto match = sqlite->program.router().find(http::Method::get, target.substr(0, target.find('?')));
            EXPECT_NE(match.route, nullptr) << "a link to nowhere: " << target;
            if (target == "/sign-in") continue;
            if (!match.route || ++of_kind[kind_of(match.route->pattern, target)] > most_of_a_kind) continue;
            reached.insert(match.route->pattern);
            const std::string page = sqlite->show(target);
            EXPECT_EQ(page, postgres->show(target)) << target;
            EXPECT_TRUE(page.starts_with("200 ")) << target << ": " << page.substr(0, 80);
            for (std::string& link : links_of(page))
                if (known.insert(link).second) waiting.push_back(std::move(link));
        }
        EXPECT_EQ(sqlite->faults, std::vector<std::string>{});
        EXPECT_EQ(postgres->faults, std::vector<std::string>{});
        return reached;
    }

    std::unique_ptr<Filled> sqlite;
    std::unique_ptr<Filled> postgres;
};

}  // namespace

TEST_F(Engines, ShowTheSamePages) {
    std::set<std::string_view> reached;
    for (const Language language : {Language::vi, Language::zh, Language::en}) {
        sqlite->speak(language);
        postgres->speak(language);
        reached.merge(walk());
    }
    for (const http::Route& route : sqlite->program.router().routes()) {
        if (route.method != http::Method::get) continue;
        const bool expected = std::ranges::find(not_linked, route.pattern) == not_linked.end();
        EXPECT_EQ(reached.contains(route.pattern), expected) << route.pattern;
    }
}

TEST_F(Engines, FindTheSame) {
    for (const std::string_view words :
         {"hoi huu nghi", "友好", "lang son", "\"Khăn hồng\"", "q", "农氏", "2023", "zzz"}) {
        const std::string query(words);
        const auto found = [&](Filled& app) { return search::to_json(query, search::find(*app.context, query, 50)); };
        EXPECT_EQ(found(*sqlite), found(*postgres)) << query;
    }
}

}  // namespace caunoi::app
