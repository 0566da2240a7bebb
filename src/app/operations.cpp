#include "app/operations.hpp"

#include "app/checks.hpp"
#include "platform/backup/backup.hpp"
#include "platform/base/bytes.hpp"
#include "platform/context/installation.hpp"
#include "platform/jobs/jobs.hpp"

#include <fstream>
#include <unistd.h>

namespace caunoi::app {

namespace {

// Handlers are plain functions: what they read of the running server is announced here.
std::atomic<const Operations*>& running() {
    static std::atomic<const Operations*> instance{nullptr};
    return instance;
}

bool is_loopback(std::string_view address) {
    return address == "::1" || address.starts_with("127.");
}

// Figures of a whole installation are nobody's business but the operator's: asked on this machine itself and not
// through a proxy, or with the token.
bool may_read_metrics(const http::Request& request, const Operations::Parts& parts) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view given = request.header("authorization");
    if (!parts.token.empty() && given.starts_with(scheme) &&
        equal_in_constant_time(given.substr(scheme.size()), parts.token))
        return true;
    if (parts.behind_proxy || !is_loopback(request.remote)) return false;
    return std::ranges::none_of(std::array{"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"},
                                [&](const char* name) { return !request.header(name).empty(); });
}

// One metric of the text format: # HELP, # TYPE, then its samples.
class Exposition {
public:
    void begin(std::string_view name, std::string_view type, std::string_view help) {
        text_ += fmt::format("# HELP caunoi_{} {}\n# TYPE caunoi_{} {}\n", name, help, name, type);
    }
    template <class Number>
    void sample(std::string_view name, std::string_view labels, Number value) {
        text_ += fmt::format("caunoi_{}{} {}\n", name, labels, value);
    }
    template <class Number>
    void single(std::string_view name, std::string_view type, std::string_view help, Number value) {
        begin(name, type, help);
        sample(name, "", value);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void write_server(Exposition& out, const Operations::Parts& parts) {
    constexpr auto relaxed = std::memory_order_relaxed;
    out.single("http_requests_total", "counter", "Requests whose head was read.",
               parts.counters.requests.load(relaxed));
    out.single("http_refused_total", "counter", "Requests refused before a handler saw them.",
               parts.counters.refused.load(relaxed));
    out.single("http_connections_total", "counter", "Connections accepted.", parts.counters.connections.load(relaxed));
    out.single("http_open_connections", "gauge", "Connections open now.",
               parts.counters.open_connections.load(relaxed));
    out.begin("http_answers_total", "counter", "Answers of handlers by class of status.");
    for (int first = 2; first <= 5; ++first)
        out.sample("http_answers_total", fmt::format("{{class=\"{}xx\"}}", first), parts.traffic.of_class(first));
    out.begin("http_handler_seconds", "summary", "Time that handlers took, database included.");
    out.sample("http_handler_seconds_sum", "", static_cast<double>(parts.traffic.microseconds()) / 1e6);
    out.sample("http_handler_seconds_count", "", parts.traffic.answers());
    out.single("public_cache_hits_total", "counter", "Public pages answered from kept bytes.", parts.cache.hits());
}

struct Work {
    std::int64_t waiting = 0, failed = 0, schedules_failing = 0, unsealed = 0, database_bytes = 0;
};

Work work_of(store::Tx& tx) {
    const bool sqlite = tx.engine() == store::Engine::sqlite;
    return {.waiting = tx.integer("select count(*) from job where state <> 'failed'"),
            .failed = tx.integer("select count(*) from job where state = 'failed'"),
            .schedules_failing = tx.integer("select count(*) from job_schedule where failures > 0"),
            .unsealed = tx.integer("select count(*) from log_entry where leaf is null"),
            .database_bytes =
                sqlite ? tx.integer("select page_count * page_size from pragma_page_count(), pragma_page_size()")
                       : tx.integer("select pg_database_size(current_database())")};
}

std::int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

void write_installation(Exposition& out, Context& context) {
    const Work work = read(context, work_of);
    out.begin("jobs", "gauge", "Work in the queue by state.");
    out.sample("jobs", "{state=\"waiting\"}", work.waiting);
    out.sample("jobs", "{state=\"failed\"}", work.failed);
    out.single("schedules_failing", "gauge", "Schedules whose last run failed.", work.schedules_failing);
    out.single("history_unsealed_lines", "gauge", "History lines that wait for their seal.", work.unsealed);
    if (const auto latest = backup::latest_good(context.installation))
        out.single("backup_age_seconds", "gauge", "Age of the last good backup.",
                   (context.now - latest->created_at).count());
    out.single("database_bytes", "gauge", "Size of the database.", work.database_bytes);
    out.single("process_resident_bytes", "gauge", "Memory of this process.", resident_bytes());
    out.begin("build_info", "gauge", "Version and engine; always 1.");
    out.sample("build_info",
               fmt::format("{{version=\"{}\",engine=\"{}\"}}", CAUNOI_VERSION,
                           context.database.engine() == store::Engine::sqlite ? "sqlite" : "postgres"),
               1);
}

Result<http::Response> metrics(const http::Request& request, Context& context) {
    const Operations* server = running().load(std::memory_order_acquire);
    // Nobody else learns that there is such a page.
    if (!server || !may_read_metrics(request, server->parts())) return fail(Error::Kind::not_found, "errors.not_found");
    Exposition out;
    write_server(out, server->parts());
    write_installation(out, context);
    http::Response response = http::text(out.take());
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

// Says what is wrong without saying where things lie: anybody may ask.
Result<http::Response> ready(const http::Request&, Context& context) {
    std::string failed;
    for (const Check& check : readiness(context.database, context.installation))
        if (check.verdict == Verdict::fail) failed += fmt::format("{}: {}\n", check.name, check.text);
    return failed.empty() ? http::text("ready\n") : http::text(failed, 503);
}

}  // namespace

void Traffic::count(const web::LogLine& line) {
    const auto first = static_cast<std::size_t>(line.status / 100);
    if (first < by_class_.size()) by_class_[first].fetch_add(1, std::memory_order_relaxed);
    answers_.fetch_add(1, std::memory_order_relaxed);
    microseconds_.fetch_add(static_cast<std::uint64_t>(line.microseconds), std::memory_order_relaxed);
}

std::uint64_t Traffic::of_class(int first_digit) const {
    return by_class_.at(static_cast<std::size_t>(first_digit)).load(std::memory_order_relaxed);
}

Operations::Operations(Parts parts) : parts_(std::move(parts)) {
    running().store(this, std::memory_order_release);
}
Operations::~Operations() {
    running().store(nullptr, std::memory_order_release);
}

void register_operations(http::Router& router) {
    router.get("/readyz", ready, http::Door::everybody);
    router.get("/metrics", metrics, http::Door::everybody);
}

}  // namespace caunoi::app
