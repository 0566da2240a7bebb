// Who does the work: claims with a lease, tries again later, and one of the two places where exceptions end.
#include "platform/base/bytes.hpp"
#include "platform/base/text.hpp"
#include "platform/jobs/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace caunoi::jobs {

namespace {

constexpr std::chrono::seconds time_between_looks{1};
constexpr std::size_t longest_message = 2000;

// Of a schedule's worker. Short for what runs often, so that a killed process does not stop the sealing for long.
std::chrono::seconds lease_of(std::chrono::seconds period) {
    return std::clamp(period * 10, std::chrono::seconds(60), std::chrono::seconds(3600));
}

// A yearly schedule must not wait a year after a failure; one of every second must not wait a minute.
std::chrono::seconds delay_after(std::int64_t failures, std::chrono::seconds period) {
    return std::min(period, standard_delays[std::min(static_cast<std::size_t>(failures), standard_delays.size() - 1)]);
}

bool out_of_tries(const Registry::Kind* kind, std::int64_t attempts) {
    const std::size_t tries = 1 + (kind != nullptr ? kind->policy.delays.size() : standard_delays.size());
    return attempts >= static_cast<std::int64_t>(tries);
}

}  // namespace

struct Runner::Claimed {
    JobId id;
    std::string kind;
    std::string payload;
    std::int64_t attempts = 0;
    std::string claim;
};

void print_failure(const Failure& failure) {
    fmt::print(stderr, "job {} failed, number {}: {}\n", failure.kind, failure.number, failure.message);
}

Runner::Runner(RunnerOptions options) : options_(std::move(options)) {
    options_.database.write([&](store::Tx& tx) {
        for (const auto& [kind, schedule] : options_.registry.schedules())
            tx.execute("insert into job_schedule (kind, next_at) values ($1, $2) on conflict (kind) do nothing", kind,
                       options_.clock());
    });
}

Runner::~Runner() {
    stop();
}

int Runner::run_due() {
    int done = 0;
    while (run_one()) ++done;
    return done;
}

bool Runner::run_one() {
    for (const auto& [kind, schedule] : options_.registry.schedules())
        if (run_scheduled(kind, schedule)) return true;
    const std::optional<Claimed> job = claim_job();
    if (!job) return false;
    run_job(*job);
    return true;
}

bool Runner::run_scheduled(const std::string& kind, const Registry::Schedule& schedule) {
    const Time began = options_.clock();
    const bool due = options_.database.read([&](store::Tx& tx) {
        return tx.integer("select count(*) from job_schedule where kind = $1 and next_at <= $2", kind, began) == 1 &&
               (schedule.question == nullptr || schedule.question(tx));
    });
    if (!due) return false;
    const std::string claim = random_token();
    if (!claim_schedule(kind, schedule, claim)) return false;
    const auto from = std::chrono::steady_clock::now();
    const std::optional<Failure> failure = attempt(kind, kind, schedule.work, "");
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - from);
    finish_schedule(kind, schedule, claim, began, took.count(), failure);
    return true;
}

bool Runner::claim_schedule(const std::string& kind, const Registry::Schedule& schedule, std::string_view claim) {
    return options_.database.write([&](store::Tx& tx) {
        const Time moment = options_.clock();
        return tx.execute("update job_schedule set next_at = $1, claim = $2 where kind = $3 and next_at <= $4",
                          moment + lease_of(schedule.period), claim, kind, moment) == 1;
    });
}

void Runner::finish_schedule(const std::string& kind, const Registry::Schedule& schedule, std::string_view claim,
                             Time began, std::int64_t took_ms, const std::optional<Failure>& failure) {
    options_.database.write([&](store::Tx& tx) {
        const Time moment = options_.clock();
        if (!failure) {
            tx.execute(
                R"(update job_schedule set next_at = $1, claim = '', last_ok_at = $2, last_duration_ms = $3, failures = 0
                          where kind = $4 and claim = $5)",
                std::max(moment, began + schedule.period), moment, took_ms, kind, claim);
            return;
        }
        const auto failures = tx.integer("select failures from job_schedule where kind = $1", kind);
        tx.execute(R"(update job_schedule set next_at = $1, claim = '', last_error_at = $2, last_duration_ms = $3,
                             failures = failures + 1, last_error = $4, error_number = $5
                      where kind = $6 and claim = $7)",
                   moment + delay_after(failures, schedule.period), moment, took_ms, failure->message, failure->number,
                   kind, claim);
    });
}

std::optional<Runner::Claimed> Runner::claim_job() {
    const bool due = options_.database.read([&](store::Tx& tx) {
        return tx.query("select 1 from job where state <> 'failed' and run_at <= $1 limit 1", options_.clock())
            .next()
            .has_value();
    });
    if (!due) return std::nullopt;
    return options_.database.write([&](store::Tx& tx) -> std::optional<Claimed> {
        tx.lock("job");
        const Time moment = options_.clock();
        Claimed job;
        {
            store::Rows rows = tx.query(R"(select id, kind, payload, attempts from job
                                           where state <> 'failed' and run_at <= $1 order by run_at, id limit 1)",
                                        moment);
            const auto row = rows.next();
            if (!row) return std::nullopt;
            job = {.id = row->id<JobTag>("id"),
                   .kind = std::string(row->text("kind")),
                   .payload = std::string(row->text("payload")),
                   .attempts = row->integer("attempts") + 1,
                   .claim = random_token()};
        }
        const Registry::Kind* kind = options_.registry.find(job.kind);
        const auto lease = kind != nullptr ? kind->policy.lease : Policy{}.lease;
        tx.execute("update job set state = 'running', run_at = $1, claim = $2, attempts = $3 where id = $4",
                   moment + lease, job.claim, job.attempts, job.id);
        return job;
    });
}

void Runner::run_job(const Claimed& job) {
    const Registry::Kind* kind = options_.registry.find(job.kind);
    std::optional<Failure> failure;
    // Each try counts when it begins. One more than there may be means that the last one took its process with it.
    const bool died = out_of_tries(kind, job.attempts - 1);
    if (died)
        failure = reported(job.kind, "its worker died, or took longer than its lease");
    else
        failure = attempt(job.kind, to_text(job.id), kind != nullptr ? kind->work : nullptr, job.payload);

    options_.database.write([&](store::Tx& tx) {
        if (!failure) {
            tx.execute("delete from job where id = $1 and claim = $2", job.id, job.claim);
            return;
        }
        const bool given_up = out_of_tries(kind, job.attempts);
        const auto delays = kind != nullptr ? kind->policy.delays : Policy{}.delays;
        const auto delay = given_up ? std::chrono::seconds(0) : delays[static_cast<std::size_t>(job.attempts - 1)];
        tx.execute(R"(update job set state = $1, run_at = $2, claim = '', last_error = $3, error_number = $4
                      where id = $5 and claim = $6)",
                   given_up ? "failed" : "waiting", options_.clock() + delay, failure->message, failure->number, job.id,
                   job.claim);
    });
}

std::optional<Failure> Runner::attempt(std::string_view kind, std::string_view request, Work work,
                                       std::string_view payload) {
    try {
        if (work == nullptr) throw std::runtime_error("this version of the program knows no such work");
        Context context{.database = options_.database,
                        .installation = options_.installation,
                        .actor = options_.actor,
                        .now = options_.clock(),
                        .request_id = fmt::format("job {}", request)};
        work(context, payload);
        return std::nullopt;
    } catch (const std::exception& error) {
        return reported(kind, error.what());
    }
}

Failure Runner::reported(std::string_view kind, std::string_view message) {
    Failure failure{.kind = std::string(kind),
                    .number = to_hex(random_bytes(4)),
                    .message = first_code_points(clean(message), longest_message)};
    options_.report(failure);
    return failure;
}

void Runner::start() {
    const std::scoped_lock lock(mutex_);
    stopping_ = false;
    for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work_until_stopped(); });
}

void Runner::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void Runner::wake() {
    {
        const std::scoped_lock lock(mutex_);
        ++wakes_;
    }
    changed_.notify_all();
}

void Runner::work_until_stopped() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const std::uint64_t seen = wakes_;
        lock.unlock();
        bool worked = false;
        try {
            worked = run_one();
        } catch (const std::exception& error) {
            // The database itself is away: the lane must outlive that, or nothing is sealed until somebody restarts it.
            reported("runner", error.what());
        }
        lock.lock();
        if (!worked) changed_.wait_for(lock, time_between_looks, [&] { return stopping_ || wakes_ != seen; });
    }
}

}  // namespace caunoi::jobs
