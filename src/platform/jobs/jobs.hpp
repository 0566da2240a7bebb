// Work outside of requests: a queue that is filled in the caller's transaction, and work done again and again. Every
// kind of work may run twice (a worker can die after it and before it is ticked off), so it must be idempotent.
#pragma once

#include "platform/base/id.hpp"
#include "platform/base/time.hpp"
#include "platform/context/context.hpp"
#include "platform/store/database.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace caunoi::jobs {

using JobId = Id<struct JobTag>;

inline constexpr Permission can_manage{"jobs.manage"};

// Throws when it failed. `payload` is what enqueue() was given; "" for work of a schedule.
using Work = void (*)(Context&, std::string_view payload);
// Is there anything to do? A schedule with such a question writes nothing while the answer is no.
using Question = bool (*)(store::Tx&);

inline constexpr std::array standard_delays{std::chrono::seconds(60), std::chrono::seconds(300),
                                            std::chrono::seconds(1800), std::chrono::seconds(7200),
                                            std::chrono::seconds(43200)};

struct Policy {
    std::span<const std::chrono::seconds> delays = standard_delays;  // before each further try; then it has failed
    std::chrono::seconds lease{600};  // a worker that has not finished by then is taken for dead
};

// Which kinds of work there are. Filled once at the start; names are literals.
class Registry {
public:
    struct Kind {
        Work work = nullptr;
        Policy policy;
    };
    struct Schedule {
        Work work = nullptr;
        std::chrono::seconds period{0};
        Question question = nullptr;
    };

    Registry& add(std::string_view kind, Work work, Policy policy = {});
    Registry& every(std::string_view kind, std::chrono::seconds period, Work work, Question question = nullptr);

    [[nodiscard]] const Kind* find(std::string_view kind) const;
    [[nodiscard]] const std::map<std::string, Schedule, std::less<>>& schedules() const { return schedules_; }

private:
    std::map<std::string, Kind, std::less<>> kinds_;
    std::map<std::string, Schedule, std::less<>> schedules_;
};

// Part of the caller's transaction: the job exists exactly if that is committed.
JobId enqueue(store::Tx& tx, std::string_view kind, std::string_view payload, Time run_at);

enum class State { waiting, running, failed };
inline constexpr std::array<std::string_view, 3> state_codes{"waiting", "running", "failed"};
constexpr std::span<const std::string_view> codes(State) {
    return state_codes;
}

struct Job {
    JobId id;
    std::string kind;
    State state = State::waiting;
    Time created_at;
    Time run_at;
    std::int64_t attempts = 0;
    std::string last_error;
    std::string error_number;  // as in the program's log
};
struct Scheduled {
    std::string kind;
    Time next_at;
    bool running = false;
    std::optional<Time> last_ok_at;
    std::int64_t last_duration_ms = 0;
    std::int64_t failures = 0;  // since it last went well
    std::optional<Time> last_error_at;
    std::string last_error;
    std::string error_number;
};
struct Overview {
    std::vector<Scheduled> schedules;  // by kind
    std::vector<Job> open;             // not done yet, next first
    std::vector<Job> failed;           // given up, newest first
};
Overview list(store::Tx& tx, int at_most = 50);

Result<void> try_again(Context& context, JobId job);  // a failed one, from its first try
Result<void> remove(Context& context, JobId job);     // a failed one

struct Failure {
    std::string kind;
    std::string number;  // shown to people in place of the message
    std::string message;
};
void print_failure(const Failure& failure);  // to standard error

struct RunnerOptions {
    store::Database& database;
    const Installation& installation;
    const Registry& registry;
    Actor actor = {};  // who stands in the history for what jobs do
    std::function<Time()> clock = now;
    std::function<void(const Failure&)> report = print_failure;
    int threads = 2;  // so that a long backup does not hold up the sealing
};

// Does what is due, in threads of its own or step by step. Any number of runners, in any number of processes, share the
// work.
class Runner {
public:
    explicit Runner(RunnerOptions options);
    ~Runner();  // stops
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    // Everything that is due, one after the other, in this thread. Returns how many pieces of work it did.
    int run_due();

    void start();
    void stop();  // waits for the work that is running
    void wake();  // after a transaction that enqueued; without it a job waits for the next look, at most a second

private:
    struct Claimed;
    bool run_one();
    bool run_scheduled(const std::string& kind, const Registry::Schedule& schedule);
    bool claim_schedule(const std::string& kind, const Registry::Schedule& schedule, std::string_view claim);
    void finish_schedule(const std::string& kind, const Registry::Schedule& schedule, std::string_view claim,
                         Time began, std::int64_t took_ms, const std::optional<Failure>& failure);
    std::optional<Claimed> claim_job();
    void run_job(const Claimed& job);
    std::optional<Failure> attempt(std::string_view kind, std::string_view request, Work work,
                                   std::string_view payload);
    Failure reported(std::string_view kind, std::string_view message);
    void work_until_stopped();

    RunnerOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t wakes_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace caunoi::jobs
