// Who may use which route: the table that stranger_test.cpp holds the program to.
#pragma once

#include "platform/auth/accounts.hpp"
#include "platform/http/router.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace caunoi::app {

using auth::Role;
using http::Method;

// A set of roles, one bit each.
using Roles = unsigned;
constexpr Roles bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}
inline constexpr Roles nobody = 0;
inline constexpr Roles administrators = bit(Role::administrator);
inline constexpr Roles recorders = bit(Role::administrator) | bit(Role::clerk);
inline constexpr Roles revealers = recorders | bit(Role::chair) | bit(Role::committee);
inline constexpr Roles overseers = revealers | bit(Role::inspector);
inline constexpr Roles viewers = revealers | bit(Role::inspector) | bit(Role::editor);
inline constexpr Roles writers = recorders | bit(Role::editor);
inline constexpr Roles publishers = writers | bit(Role::chair);
inline constexpr Roles everyone = ~0U;
inline constexpr Roles outside = bit(Role::agency) | bit(Role::partner);
inline constexpr Roles signed_in = viewers | outside | bit(Role::member);
inline constexpr int to_sign_in = 0;  // 303 to /sign-in

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
inline constexpr std::array rules{
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
inline constexpr std::array<std::string_view, 26> public_patterns{
    "/",  // leads to what is published, or to the sign-in page
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

inline const Rule* rule_of(const http::Route& route) {
    for (const Rule& rule : rules)
        if (rule.method == route.method && rule.pattern == route.pattern) return &rule;
    return nullptr;
}

}  // namespace caunoi::app
