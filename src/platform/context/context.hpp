// What every service function gets first: the database, who asks, in which language, and when. Made once a request, job
// or command; used by one thread.
#pragma once

#include "platform/base/id.hpp"
#include "platform/base/language.hpp"
#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "platform/context/permission.hpp"
#include "platform/store/database.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace caunoi {

struct Installation;

using AccountId = Id<struct AccountTag>;
using PartyId = Id<struct PartyTag>;  // a person or a body: one id space (decision 12)
using SessionId = Id<struct SessionTag>;

struct Actor {
    AccountId account = {};
    std::string name = {};                     // as shown in the history; "" for a stranger
    std::vector<Permission> permissions = {};  // of all roles together
    PartyId body = {};                         // partners and agencies see what is granted to this body

    [[nodiscard]] bool signed_in() const { return static_cast<bool>(account); }
};

// The web side of a request; empty for jobs and commands.
struct Visit {
    SessionId session = {};
    std::string csrf_token = {};  // masked anew for each response (BREACH)
    std::string path = "/";       // of the page, for the menu
    std::string back = {};        // what shows this page again: its own address, or that of the form that was posted
    std::string theme = "auto";   // light, dark, auto
    std::string notice = {};      // translation key of a message carried over one redirect; "" for none
};

struct Context {
    store::Database& database;
    const Installation& installation;
    Actor actor = {};
    Language language = Language::vi;
    Time now = {};
    std::string request_id = {};
    Visit visit = {};

    [[nodiscard]] bool may(Permission permission) const;
    // `forbidden` when the actor lacks it. The first line of each service function.
    [[nodiscard]] Result<void> require(Permission permission) const;
    [[nodiscard]] Date today() const { return date_in(Zone::hanoi, now); }

    store::Tx* open = nullptr;  // the transaction that write() and read() join; set by them only
    bool doomed = false;        // a joined part failed: the whole must not commit
};

namespace detail {
struct Opened {  // puts the context back as it was, also when the body throws
    Opened(Context& in, store::Tx& tx) : context(in), before(in.open) { context.open = &tx; }
    ~Opened() { context.open = before; }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    Context& context;
    store::Tx* before;
};
template <class T>
constexpr bool failed(const T&) {
    return false;
}
template <class T>
bool failed(const Result<T>& result) {
    return !result;
}
}  // namespace detail

// Runs `body(tx)` in a writing transaction, or in the one that is already open, so that module calls compose. A body
// that returns an error undoes everything: a joined part that failed dooms the whole, even if its caller ignores the
// error. `body` may run several times (retry), so it must not keep what it did in variables outside.
template <class Body>
auto write(Context& context, Body&& body) -> std::invoke_result_t<Body&, store::Tx&> {
    if (context.open) {
        if constexpr (std::is_void_v<std::invoke_result_t<Body&, store::Tx&>>) {
            body(*context.open);
            return;
        } else {
            auto result = body(*context.open);
            if (detail::failed(result)) context.doomed = true;
            return result;
        }
    }
    return context.database.write([&](store::Tx& tx) {
        const detail::Opened opened(context, tx);
        context.doomed = false;
        if constexpr (std::is_void_v<std::invoke_result_t<Body&, store::Tx&>>) {
            body(tx);
            if (context.doomed) throw std::logic_error("a part of the transaction failed and nobody looked");
        } else {
            auto result = body(tx);
            if (context.doomed && !detail::failed(result))
                throw std::logic_error("a part of the transaction failed and nobody looked");
            return result;
        }
    });
}

// Runs `body(tx)` for reading; inside write() it sees what was just written.
template <class Body>
auto read(Context& context, Body&& body) -> std::invoke_result_t<Body&, store::Tx&> {
    if (context.open) return body(*context.open);
    return context.database.read([&](store::Tx& tx) {
        const detail::Opened opened(context, tx);
        return body(tx);
    });
}

}  // namespace caunoi
