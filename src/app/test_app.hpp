// A whole installation for the tests of this folder: the program's own router, roles and schema, one account of each
// role, and requests that go through web::answer as the server's do.
#pragma once

#include "app/program.hpp"
#include "modules/exchange/activity.hpp"
#include "modules/people/party.hpp"
#include "modules/people/term.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/csrf.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/base/test_files.hpp"
#include "platform/store/test_database.hpp"
#include "platform/web/pipeline.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace caunoi::app {

inline constexpr Time noon{std::chrono::seconds{1'779'944'400}};  // noon of 28 May 2026 in Hà Nội
inline constexpr std::array every_role{auth::Role::administrator, auth::Role::clerk,     auth::Role::chair,
                                       auth::Role::committee,     auth::Role::inspector, auth::Role::member,
                                       auth::Role::editor,        auth::Role::agency,    auth::Role::partner};

inline std::string name_of(auth::Role role) {
    return std::string(codes(role)[static_cast<std::size_t>(role)]);
}

// One installation on one engine. Its clock stands at noon and its ids count from there, so that two of them that are
// filled in the same way hold the same.
class TestApp {
public:
    explicit TestApp(store::Engine engine) : place(engine), program(config(), [] { return noon; }) {
        program.database().ids().set_clock([] { return noon.time_since_epoch().count() * 1000; });
        program.migrate();
        context = std::make_unique<Context>(program.system_context());
    }

    TestFolder folder;
    store::TestPlace place;
    Program program;
    web::PublicCache cache;
    std::unique_ptr<Context> context;  // of the system: may everything

    Config config() const {
        Config made;
        made.data = folder.path();
        made.database_url = place.url();
        return made;
    }
    PartyId body_named(std::string_view name) {
        return must(people::record_party(*context, people::Sort::body, {.name_vi = std::string(name)}));
    }
    AccountId account_of(auth::Role role, PartyId body) {
        const bool outside = role == auth::Role::agency || role == auth::Role::partner;
        return must(auth::create_account(*context, {.name = name_of(role),
                                                    .full_name = "Tài khoản " + name_of(role),
                                                    .email = {},
                                                    .roles = {role},
                                                    .body = outside ? body : PartyId{}}));
    }
    std::string session_of(AccountId account) {
        return write(*context, [&](store::Tx& tx) { return auth::session_store::begin(tx, *context, account, {}); });
    }
    // `secret`: of a session, "" for a stranger. A POST carries the token that the visitor's own form would.
    http::Response ask(http::Method method, const std::string& target, const std::string& secret,
                       http::Pairs form = {}) {
        constexpr std::string_view visit = "0123456789012345678901234567890123456789012";  // cookie of a stranger
        const auto parsed = http::parse_target(target);
        http::Request request{.method = method,
                              .target = target,
                              .path = parsed ? parsed->path : target,
                              .query = parsed ? parsed->query : http::Pairs{},
                              .form = std::move(form)};
        request.headers.emplace_back(
            "cookie", secret.empty() ? fmt::format("caunoi_visit={}", visit) : fmt::format("caunoi={}", secret));
        if (method == http::Method::post)
            request.form.emplace_back("csrf", auth::csrf_token(program.installation().keys,
                                                               secret.empty() ? visit : std::string_view(secret)));
        const web::Site site{.database = program.database(),
                             .installation = program.installation(),
                             .router = program.router(),
                             .cache = cache,
                             .clock = [] { return noon; },
                             .log = {},
                             .fault = [&](std::string_view, std::string_view what) { faults.emplace_back(what); }};
        return web::answer(site, request);
    }
    std::vector<std::string> faults;  // exceptions that became a 500

    template <class T>
    static T must(Result<T> result) {
        if (!result) throw std::runtime_error(result.error().key);
        return *std::move(result);
    }
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return {};
    }
};

class AppTest : public testing::TestWithParam<store::Engine>, protected TestApp {
protected:
    AppTest() : TestApp(GetParam()) {}
};

}  // namespace caunoi::app
