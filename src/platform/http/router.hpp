// One visible table from method and pattern to function.
#pragma once

#include "platform/base/result.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caunoi {
struct Context;
}

namespace caunoi::http {

// Blocking, on a worker thread. An Error becomes its page or the sign-in page; an exception a logged 500.
using Handler = Result<Response> (*)(const Request&, Context&);

// Who may knock at all. The real check is the first line of the service function; this one says which routes are meant
// for strangers, so that the stranger test can tell a forgotten check from a public page.
enum class Door { signed_in, everybody };

struct Route {
    Method method;
    std::string_view pattern;  // "/activities/{id}/edit"; a literal segment wins over a parameter
    Handler handler;
    Door door;
};

// A pattern that is malformed or registered twice throws std::logic_error. Of several patterns that fit a path, the one
// whose literal segment comes first wins, among those registered for the method.
class Router {
public:
    void get(std::string_view pattern, Handler handler, Door door = Door::signed_in);
    void post(std::string_view pattern, Handler handler, Door door = Door::signed_in);

    struct Match {
        const Route* route = nullptr;
        Pairs parameters = {};
        bool path_exists = false;  // with another method: 405 rather than 404
    };
    [[nodiscard]] Match find(Method method, std::string_view path) const;  // HEAD finds GET
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct Node {
        std::vector<std::pair<std::string_view, std::size_t>> literals;  // sorted; segment and node
        std::size_t parameter = none;                                    // node behind a {…} segment
        std::size_t get = none;                                          // routes that end here
        std::size_t post = none;
    };
    struct Search;

    void add(Route route);
    std::size_t child(std::size_t node, std::string_view segment);
    void search(std::size_t node, std::string_view rest, Search& state) const;

    std::vector<Route> routes_;
    std::vector<Node> nodes_{Node{}};
};

}  // namespace caunoi::http
