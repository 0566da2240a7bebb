// What the operator watches: /readyz, /metrics, doctor; and the administrators' pages about the installation.
#include "app/operations.hpp"

#include "app/checks.hpp"
#include "app/commands.hpp"
#include "app/modules.hpp"
#include "app/test_app.hpp"
#include "modules/settings/help.hpp"
#include "modules/settings/settings.hpp"
#include "platform/backup/backup.hpp"
#include "platform/base/text.hpp"
#include "platform/html/page.hpp"
#include "platform/html/test_markup.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/search/search.hpp"

#include <fstream>
#include <set>

namespace caunoi::app {

namespace {

using auth::Role;
using http::Method;

using html::has;

class Operating : public AppTest {
protected:
    Operating() { secret = session_of(account_of(Role::administrator, {})); }
    ~Operating() override { html::set_names({}); }

    std::string secret;
    http::Counters counters;
    Traffic traffic;

    static std::string body(const http::Response& response) {
        const auto* text = std::get_if<std::string>(&response.body);
        return text ? *text : std::string();
    }
    // As a program on this machine asks, without a session.
    http::Response plain(const std::string& path, http::Pairs headers = {}, std::string remote = "127.0.0.1") {
        http::Request request{.target = path, .path = path, .headers = std::move(headers), .remote = std::move(remote)};
        return web::answer(site(), request);
    }
    web::Site site() {
        return {.database = program.database(),
                .installation = program.installation(),
                .router = program.router(),
                .cache = cache,
                .clock = [] { return noon; },
                .log = [&](const web::LogLine& line) { traffic.count(line); },
                .fault = [&](std::string_view, std::string_view what) { faults.emplace_back(what); },
                .detour = detour};
    }
    std::function<std::optional<std::string>(Context&)> detour;
    Operations::Parts parts(std::string token = {}, bool behind_proxy = false) {
        return {.counters = counters,
                .cache = cache,
                .traffic = traffic,
                .token = std::move(token),
                .behind_proxy = behind_proxy};
    }
    Verdict verdict_of(std::string_view name) {
        for (const Check& check : examine(program))
            if (check.name == name) return check.verdict;
        throw std::logic_error("no check of this name");
    }
    template <class... Args>
    void execute(store::Sql sql, const Args&... args) {
        write(*context, [&](store::Tx& tx) { tx.execute(sql, args...); });
    }
};

}  // namespace

TEST_P(Operating, ReadySaysSoOrNamesWhatFails) {
    EXPECT_EQ(plain("/readyz").status, 200);
    EXPECT_EQ(body(plain("/readyz")), "ready\n");
    // A migration that this binary does not know: the database belongs to a newer one.
    execute("insert into schema_migration (version, name, sha256, applied_at) values (9999, '9999_later', 'x', 0)");
    std::filesystem::remove_all(folder.path() / "spool");
    const http::Response response = plain("/readyz");
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(body(response), "schema: version 9999, newer than this program\ndata folder: cannot be written\n");
    EXPECT_EQ(verdict_of("schema"), Verdict::fail);
}

TEST_P(Operating, MetricsAreForThisMachineOrTheToken) {
    EXPECT_EQ(plain("/metrics").status, 404);  // no server runs
    const Operations server(parts("open sesame"));
    EXPECT_EQ(plain("/metrics").status, 200);
    EXPECT_EQ(plain("/metrics", {}, "::1").status, 200);
    EXPECT_EQ(plain("/metrics", {}, "192.0.2.7").status, 404);
    for (const char* header : {"x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"})
        EXPECT_EQ(plain("/metrics", {{header, "192.0.2.7"}}).status, 404) << header;
    EXPECT_EQ(plain("/metrics", {{"authorization", "Bearer open sesame"}}, "192.0.2.7").status, 200);
    EXPECT_EQ(plain("/metrics", {{"authorization", "Bearer open"}}, "192.0.2.7").status, 404);
    EXPECT_EQ(plain("/metrics", {{"authorization", "Bearer "}}, "192.0.2.7").status, 404);
}

TEST_P(Operating, MetricsBehindAProxyAskForTheToken) {
    const Operations server(parts("", true));
    EXPECT_EQ(plain("/metrics").status, 404);
    EXPECT_EQ(plain("/metrics", {{"authorization", "Bearer "}}).status, 404);
}

TEST_P(Operating, MetricsCountWhatHappened) {
    counters.requests = 41;
    const Operations server(parts());
    plain("/nowhere");
    plain("/readyz");
    write(*context, [&](store::Tx& tx) { jobs::enqueue(tx, "backup.now", "", noon); });
    const std::string text = body(plain("/metrics"));
    for (const char* line : {"caunoi_http_requests_total 41\n", "caunoi_http_answers_total{class=\"4xx\"} 1\n",
                             "caunoi_http_answers_total{class=\"2xx\"} 1\n", "caunoi_http_handler_seconds_count 2\n",
                             "caunoi_jobs{state=\"waiting\"} 1\n", "caunoi_jobs{state=\"failed\"} 0\n",
                             "# TYPE caunoi_http_open_connections gauge\n", "caunoi_public_cache_hits_total 0\n"})
        EXPECT_TRUE(has(text, line)) << line << text;
    EXPECT_FALSE(has(text, "backup_age"));  // none was made
    EXPECT_TRUE(has(text, "caunoi_database_bytes ") && !has(text, "caunoi_database_bytes 0\n")) << text;
    EXPECT_FALSE(has(text, "caunoi_process_resident_bytes 0\n"));
    EXPECT_FALSE(has(text, "administrator"));
    // One HELP and one TYPE for each name, before its samples: what a scraper insists on.
    std::set<std::string> typed;
    for (const std::string_view line : split(text, '\n')) {
        if (line.starts_with("# TYPE ")) {
            EXPECT_TRUE(typed.emplace(split(line, ' ')[2]).second) << line;
        } else if (!line.empty() && line.front() != '#') {
            std::string name(line.substr(0, line.find_first_of("{ ")));
            for (const std::string_view end : {"_sum", "_count"})
                if (name.ends_with(end)) name.erase(name.size() - end.size());
            EXPECT_TRUE(typed.contains(name)) << line;
        }
    }
}

TEST_P(Operating, DoctorSeesWhatIsWrong) {
    EXPECT_EQ(verdict_of("schema"), Verdict::ok);
    EXPECT_EQ(verdict_of("integrity"), Verdict::ok);
    EXPECT_EQ(verdict_of("key"), Verdict::ok);
    EXPECT_EQ(verdict_of("backup"), Verdict::warn);
    EXPECT_EQ(verdict_of("mail"), Verdict::warn);
    EXPECT_EQ(verdict_of("association"), Verdict::warn);
    EXPECT_EQ(verdict_of("sealing"), Verdict::warn);  // the accounts of this test, in the year 2026
    while (log::seal(*context) > 0) {
    }
    EXPECT_EQ(verdict_of("sealing"), Verdict::ok);
    EXPECT_EQ(verdict_of("history"), Verdict::ok);
    execute("update log_entry set actor = 'somebody else' where leaf = 0");
    EXPECT_EQ(verdict_of("history"), Verdict::fail);

    std::filesystem::permissions(folder.path() / "master.key", std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    EXPECT_EQ(verdict_of("key"), Verdict::fail);
    std::filesystem::remove(folder.path() / "master.key");
    EXPECT_EQ(verdict_of("key"), Verdict::fail);
    std::filesystem::remove_all(folder.path() / "files");
    EXPECT_EQ(verdict_of("folder files"), Verdict::fail);
    EXPECT_EQ(verdict_of("folder backups"), Verdict::ok);
    EXPECT_EQ(doctor(program), 1);
}

TEST_P(Operating, ABackupThatWasAskedForIsMadeOnce) {
    EXPECT_EQ(ask(Method::post, "/jobs/backup", secret).status, 303);
    EXPECT_EQ(ask(Method::post, "/jobs/backup", secret).status, 303);
    EXPECT_EQ(read(*context, [](store::Tx& tx) { return tx.integer("select count(*) from job"); }), 1);
    EXPECT_TRUE(has(body(ask(Method::get, "/jobs", secret)), "Sao lưu theo yêu cầu"));

    jobs::Registry registry;
    register_jobs(registry);
    jobs::Runner runner({.database = program.database(),
                         .installation = program.installation(),
                         .registry = registry,
                         .actor = context->actor,
                         .clock = [] { return noon; }});
    runner.run_due();
    EXPECT_EQ(read(*context, [](store::Tx& tx) { return tx.integer("select count(*) from job"); }), 0);
    EXPECT_TRUE(backup::latest_good(program.installation()));
    const std::string page = body(ask(Method::get, "/jobs", secret));
    EXPECT_TRUE(has(page, "Bản sao lưu hợp lệ gần nhất"));
    EXPECT_TRUE(has(page, "đã niêm phong"));
    // Each kind of work has a name that a clerk can read.
    for (const auto& [kind, schedule] : registry.schedules()) EXPECT_TRUE(i18n::has_text("jobs.kind." + kind)) << kind;
    EXPECT_TRUE(i18n::has_text("jobs.kind.mail.deliver"));
}

TEST_P(Operating, FailedWorkIsTriedAgainOrRemoved) {
    const auto failed = [&](std::string_view kind) {
        return write(*context, [&](store::Tx& tx) {
            const jobs::JobId id = jobs::enqueue(tx, kind, "", noon);
            tx.execute("update job set state = 'failed', last_error = 'No room', error_number = 'ab12' where id = $1",
                       id);
            return id;
        });
    };
    const auto state_of = [&](jobs::JobId id) {
        return read(*context, [&](store::Tx& tx) {
            store::Rows rows = tx.query("select state from job where id = $1", id);
            const auto row = rows.next();
            return row ? std::string(row->text("state")) : std::string();
        });
    };
    const jobs::JobId again = failed("backup.now");
    const jobs::JobId gone = failed("mail.deliver");
    EXPECT_TRUE(has(body(ask(Method::get, "/jobs", secret)), "Mã sự cố ab12"));
    EXPECT_EQ(ask(Method::post, fmt::format("/jobs/{}/again", again.value), secret).status, 303);
    EXPECT_EQ(ask(Method::post, fmt::format("/jobs/{}/remove", gone.value), secret).status, 303);
    EXPECT_EQ(state_of(again), "waiting");
    EXPECT_EQ(state_of(gone), "");
    EXPECT_EQ(ask(Method::post, fmt::format("/jobs/{}/remove", again.value), secret).status, 404);
}

TEST_P(Operating, TheFirstRunComesBeforeEveryOtherPage) {
    detour = settings::first_run();
    const auto visit = [&](const std::string& path) { return plain(path, {{"cookie", "caunoi=" + secret}}); };
    for (const char* path : {"/", "/activities"}) EXPECT_EQ(header(visit(path), "Location"), "/setup") << path;
    EXPECT_EQ(visit("/setup").status, 200);
    EXPECT_EQ(header(plain("/activities"), "Location"), "/sign-in?next=%2Factivities");  // strangers sign in first

    const http::Response refused = ask(Method::post, "/setup", secret, {{"name_zh", "友好协会"}, {"ordinal", "x"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(body(refused), "value=\"友好协会\""));  // what was typed is kept
    EXPECT_TRUE(has(body(refused), "#f-name_vi") && has(body(refused), "#f-ordinal"));

    const http::Response done = ask(Method::post, "/setup", secret,
                                    {{"name_vi", "Hội mẫu"},
                                     {"paper_symbol", "HM"},
                                     {"ordinal", "1"},
                                     {"label_from", "2023"},
                                     {"label_to", "2028"}});
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(header(done, "Location"), "/");
    EXPECT_EQ(visit("/activities").status, 200);
    EXPECT_EQ(header(visit("/setup"), "Location"), "/settings");
    EXPECT_TRUE(has(body(visit("/settings")), "value=\"Hội mẫu\""));
    EXPECT_TRUE(has(body(visit("/settings/history")), "Hội mẫu"));
    EXPECT_TRUE(has(body(visit("/terms")), "2023–2028"));
    EXPECT_TRUE(has(body(plain("/sign-in")), "Hội mẫu"));
}

TEST_P(Operating, EveryPageOfTheMenuHasItsHelp) {
    for (const MenuItem& item : program.installation().menu) {
        const http::Response response = ask(Method::get, std::string(item.path), secret);
        EXPECT_EQ(response.status, 200) << item.path;
        const std::string page = body(response);
        const std::size_t at = page.find("data-help");
        ASSERT_NE(at, std::string::npos) << item.path;
        const std::size_t from = page.rfind("/help/", at);
        const std::string path = page.substr(from, page.find('"', from) - from);
        EXPECT_EQ(ask(Method::get, path, secret).status, 200) << path;
    }
    EXPECT_EQ(ask(Method::get, "/help/nonsense", secret).status, 404);
    for (const settings::HelpSection& section : settings::help_sections())
        for (const std::string_view screen : section.screens)
            EXPECT_TRUE(has(body(ask(Method::get, "/help", secret)), fmt::format("href=\"/help/{}\"", screen)));
}

INSTANTIATE_TEST_SUITE_P(Engines, Operating, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace caunoi::app
