// What the tests of this folder share: a site with a few routes of its own, and requests to it without a socket.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/auth/csrf.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/http/router.hpp"
#include "platform/store/test_database.hpp"
#include "platform/web/account_routes.hpp"
#include "platform/web/pipeline.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::web {

inline constexpr Time noon{std::chrono::seconds{1'779'944'400}};
inline constexpr std::string_view stranger_secret = "0123456789012345678901234567890123456789012";

class WebTest : public testing::TestWithParam<store::Engine> {
protected:
    WebTest() {
        auth::set_role_permissions([](auth::Role role) -> std::vector<Permission> {
            if (role == auth::Role::administrator) return {auth::can_manage_accounts};
            return {};
        });
        installation.keys = Keys(std::string(32, 'k'));
        register_account_routes(router);
    }

    store::TestDatabase test{GetParam(), store::embedded_migrations()};
    Installation installation;
    http::Router router;
    PublicCache cache;
    Time time = noon;
    std::vector<LogLine> log_lines;
    std::vector<std::pair<std::string, std::string>> faults;
    Site site{.database = test.database(),
              .installation = installation,
              .router = router,
              .cache = cache,
              .clock = [this] { return time; },
              .log = [this](const LogLine& line) { log_lines.push_back(line); },
              .fault = [this](std::string_view id, std::string_view what) { faults.emplace_back(id, what); }};
    Context office{.database = test.database(),
                   .installation = installation,
                   .actor = {.name = "system", .permissions = {auth::can_manage_accounts}},
                   .now = noon};

    AccountId account(std::string_view name, Language language = Language::vi) {
        const auto id = auth::create_account(office, {.name = std::string(name),
                                                      .full_name = "Nguyễn Thị Mẫu",
                                                      .email = {},
                                                      .roles = {auth::Role::clerk},
                                                      .body = {},
                                                      .language = language});
        EXPECT_TRUE(id.has_value());
        return id.value_or(AccountId{});
    }
    std::string session(AccountId id) {
        return write(office, [&](store::Tx& tx) { return auth::session_store::begin(tx, office, id, {}); });
    }

    // `target` without a query; "" as secret is a stranger.
    static http::Request get(const std::string& target, std::string_view secret = {}) {
        http::Request request{.target = target, .path = target};
        request.headers.emplace_back("host", "caunoi.example");
        request.headers.emplace_back("cookie", secret.empty() ? fmt::format("caunoi_visit={}", stranger_secret)
                                                              : fmt::format("caunoi={}", secret));
        return request;
    }
    // With the token of the visitor's own form.
    http::Request post(const std::string& target, http::Pairs form, std::string_view secret = {}) const {
        http::Request request = get(target, secret);
        request.method = http::Method::post;
        request.form = std::move(form);
        request.form.emplace_back("csrf",
                                  auth::csrf_token(installation.keys, secret.empty() ? stranger_secret : secret));
        return request;
    }
    http::Response ask(http::Request request) const { return answer(site, request); }

    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return {};
    }
    static std::string body(const http::Response& response) {
        if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
        if (const auto* encoded = std::get_if<http::Encoded>(&response.body)) return std::string(encoded->plain);
        return {};
    }
};

}  // namespace caunoi::web
