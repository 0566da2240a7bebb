#include "platform/jobs/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace caunoi::jobs {

namespace {

State state_of(std::string_view code) {
    const auto found = std::ranges::find(state_codes, code);
    if (found == state_codes.end()) throw std::runtime_error(fmt::format("a job in the state \"{}\"", code));
    return static_cast<State>(found - state_codes.begin());
}

Job read_job(const store::Row& row) {
    const auto id = row.id<JobTag>("id");
    return {
        .id = id,
        .kind = std::string(row.text("kind")),
        .state = state_of(row.text("state")),
        .created_at = Time(std::chrono::seconds(store::milliseconds_of_id(id.value) / 1000)),
        .run_at = row.time("run_at"),
        .attempts = row.integer("attempts"),
        .last_error = std::string(row.text("last_error")),
        .error_number = std::string(row.text("error_number")),
    };
}

std::optional<Time> time_if_any(const store::Row& row, std::string_view column) {
    if (row.is_null(column)) return std::nullopt;
    return row.time(column);
}

Scheduled read_scheduled(const store::Row& row) {
    return {
        .kind = std::string(row.text("kind")),
        .next_at = row.time("next_at"),
        .running = !row.text("claim").empty(),
        .last_ok_at = time_if_any(row, "last_ok_at"),
        .last_duration_ms = row.integer("last_duration_ms"),
        .failures = row.integer("failures"),
        .last_error_at = time_if_any(row, "last_error_at"),
        .last_error = std::string(row.text("last_error")),
        .error_number = std::string(row.text("error_number")),
    };
}

}  // namespace

Registry& Registry::add(std::string_view kind, Work work, Policy policy) {
    kinds_.insert_or_assign(std::string(kind), Kind{.work = work, .policy = policy});
    return *this;
}

Registry& Registry::every(std::string_view kind, std::chrono::seconds period, Work work, Question question) {
    schedules_.insert_or_assign(std::string(kind), Schedule{.work = work, .period = period, .question = question});
    return *this;
}

const Registry::Kind* Registry::find(std::string_view kind) const {
    const auto found = kinds_.find(kind);
    return found == kinds_.end() ? nullptr : &found->second;
}

JobId enqueue(store::Tx& tx, std::string_view kind, std::string_view payload, Time run_at) {
    const auto id = tx.new_id<JobTag>();
    tx.execute("insert into job (id, kind, payload, state, run_at) values ($1, $2, $3, $4, $5)", id, kind, payload,
               State::waiting, run_at);
    return id;
}

Overview list(store::Tx& tx, int at_most) {
    Overview overview;
    for (const store::Row row : tx.query(R"(select kind, next_at, claim, last_ok_at, last_duration_ms, failures,
                                                   last_error_at, last_error, error_number
                                            from job_schedule order by kind)"))
        overview.schedules.push_back(read_scheduled(row));
    for (const store::Row row : tx.query(R"(select id, kind, state, run_at, attempts, last_error, error_number
                                            from job where state <> 'failed' order by run_at, id limit $1)",
                                         at_most))
        overview.open.push_back(read_job(row));
    for (const store::Row row : tx.query(R"(select id, kind, state, run_at, attempts, last_error, error_number
                                            from job where state = 'failed' order by id desc limit $1)",
                                         at_most))
        overview.failed.push_back(read_job(row));
    return overview;
}

Result<void> try_again(Context& context, JobId job) {
    TRY(context.require(can_manage));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto changed =
            tx.execute("update job set state = 'waiting', attempts = 0, run_at = $1 where id = $2 and state = 'failed'",
                       context.now, job);
        if (changed == 0) return fail(Error::Kind::not_found, "errors.not_found");
        return {};
    });
}

Result<void> remove(Context& context, JobId job) {
    TRY(context.require(can_manage));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        if (tx.execute("delete from job where id = $1 and state = 'failed'", job) == 0)
            return fail(Error::Kind::not_found, "errors.not_found");
        return {};
    });
}

}  // namespace caunoi::jobs
