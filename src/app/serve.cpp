// The server as a program: pipeline, jobs, signals, the one-time sign-in link on the console.
#include "app/modules.hpp"
#include "app/operations.hpp"
#include "app/program.hpp"
#include "modules/settings/settings.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/http/server.hpp"
#include "platform/i18n/format.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"
#include "platform/web/pipeline.hpp"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <pthread.h>
#include <thread>

namespace caunoi::app {

namespace {

// One line a request, written whole so that lines of two threads never mix.
class AccessLog {
public:
    explicit AccessLog(const std::string& file) {
        if (!file.empty()) file_.open(file, std::ios::app);
        if (!file.empty() && !file_) throw Refused("cannot write the log file " + file);
    }
    void write(const web::LogLine& line) {
        const std::string text =
            fmt::format("{} {} {} {} {} {}us account={} {}\n", to_rfc3339(line.at), line.request_id, line.method,
                        line.path, line.status, line.microseconds, line.account.value, line.remote);
        const std::lock_guard lock(mutex_);
        if (file_.is_open())
            file_ << text << std::flush;
        else
            std::cerr << text;
    }

private:
    std::mutex mutex_;
    std::ofstream file_;
};

// A link with which the first administrator sets a password; nullopt as soon as one has.
std::optional<std::string> first_sign_in(Program& program) {
    Context context = program.system_context();
    return write(context, [&](store::Tx& tx) -> std::optional<std::string> {
        if (auth::any_administrator_has_password(tx)) return std::nullopt;
        const auto account = auth::account_by_name(tx, "admin");
        if (!account) return std::nullopt;
        return auth::make_link(tx, context, account->id, 24 * 3600);
    });
}

bool loopback(std::string_view host) {
    return host == "127.0.0.1" || host == "::1" || host == "localhost" || host.starts_with("127.");
}

// Follows what other processes publish; this process's own changes show at once. The number is read before what it
// stands for, so that a change in between is seen at the next look.
class Follower {
public:
    explicit Follower(const web::Site& site) : site_(site) {}
    void look() {
        site_.database.read([&](store::Tx& tx) {
            const std::int64_t generation = web::public_generation(tx);
            if (generation == seen_) return;
            settings::show_names(tx);
            site_.cache.set_generation(generation);
            seen_ = generation;
        });
    }

private:
    const web::Site& site_;
    std::int64_t seen_ = -1;
};

// Once in a while until it is told to stop. While the database is away the kept pages are served on, and it is said
// once.
void keep_following(Follower& follower, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    bool reachable = true;
    while (!changed.wait_for(lock, stop, std::chrono::milliseconds(700), [] { return false; }) &&
           !stop.stop_requested()) {
        try {
            follower.look();
            reachable = true;
        } catch (const store::DatabaseError& error) {
            if (std::exchange(reachable, false)) std::cerr << error.what() << "\n";
        }
    }
}

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

int serve(Program& program) {
    const Config& config = program.config();
    if (!loopback(config.host) && !config.behind_proxy)
        throw Refused(
            fmt::format("{} is not a loopback address: passwords would cross the network in the clear. Put a TLS proxy "
                        "in front and "
                        "start with --behind-proxy, or listen on 127.0.0.1",
                        config.host));
    // Blocked before any thread starts, so that only the waiting thread below sees them.
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    AccessLog log(config.log_file);
    Traffic traffic;
    web::PublicCache cache;
    const web::Site site{.database = program.database(),
                         .installation = program.installation(),
                         .router = program.router(),
                         .cache = cache,
                         .clock = now,
                         .log =
                             [&](const web::LogLine& line) {
                                 traffic.count(line);
                                 log.write(line);
                             },
                         .fault = [](std::string_view id,
                                     std::string_view what) { std::cerr << fmt::format("fault {}: {}\n", id, what); },
                         .detour = settings::first_run()};
    Follower follower(site);
    follower.look();

    http::Server server(
        {.host = config.host,
         .port = static_cast<std::uint16_t>(config.port),
         .io_threads = static_cast<int>(config.io_threads),
         .workers = static_cast<int>(config.workers),
         .behind_proxy = config.behind_proxy,
         .spool = program.installation().data / "spool"},
        [&](const http::Request& request) { return web::quick_answer(site, request); },
        [&](http::Request& request) { return web::answer(site, request); }, web::refusal);

    const Operations operations({.counters = server.counters(),
                                 .cache = cache,
                                 .traffic = traffic,
                                 .token = config.metrics_token,
                                 .behind_proxy = config.behind_proxy});

    jobs::Registry registry;
    register_jobs(registry);
    jobs::Runner runner({.database = program.database(),
                         .installation = program.installation(),
                         .registry = registry,
                         .actor = auth::system_actor()});
    {
        Context context = program.system_context();
        mail::resume(context, mail::settings());
    }
    runner.start();

    const std::string address = fmt::format("http://{}:{}", config.host, server.port());
    std::cout << "Cầu Nối: " << address << "\n";
    if (const auto link = first_sign_in(program))
        std::cout << "Đăng nhập lần đầu · 首次登录 · First sign-in: " << address << *link << "\n";
    std::cout << std::flush;

    std::thread waiter([&] {
        int signal = 0;
        sigwait(&signals, &signal);
        server.stop();
    });
    std::jthread following([&](const std::stop_token& stop) { keep_following(follower, stop); });
    server.run();
    if (waiter.joinable()) {
        pthread_kill(waiter.native_handle(), SIGTERM);  // when the server ended by itself
        waiter.join();
    }
    runner.stop();
    return 0;
}

}  // namespace caunoi::app
