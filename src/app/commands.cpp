#include "app/commands.hpp"

#include "app/checks.hpp"
#include "app/demo.hpp"
#include "modules/exchange/activity_import.hpp"
#include "modules/people/people.hpp"
#include "modules/people/unit.hpp"
#include "modules/report/term_report.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/backup/backup.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/log/log.hpp"
#include "platform/records/field.hpp"
#include "platform/search/search.hpp"
#include "platform/store/copy.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace caunoi::app {

namespace {

// An error of a service as sentences for the operator.
int print(const Error& error) {
    std::cerr << "caunoi: " << i18n::tr(Language::en, error.key, error.arguments) << "\n";
    for (const Error::Field& field : error.fields)
        std::cerr << "  " << field.name << ": " << i18n::tr(Language::en, field.key, field.arguments) << "\n";
    return 1;
}

std::string whole_link(Program& program, const std::string& path) {
    const Config& config = program.config();
    return config.public_url.empty() ? fmt::format("http://{}:{}{}", config.host, config.port, path)
                                     : config.public_url + path;
}

std::string read_whole(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in && !in.eof()) throw Refused("cannot read " + file);
    return bytes;
}

void print_plan(const exchange::ImportPlan& plan) {
    for (const exchange::ImportRow& row : plan.rows) {
        for (const Error::Field& error : row.errors)
            std::cout << fmt::format("line {} ({}): {}: {}\n", row.line, row.key, error.name,
                                     i18n::tr(Language::en, error.key, error.arguments));
        for (const records::Change& change : row.changes)
            std::cout << fmt::format("line {} ({}): {}: '{}' becomes '{}'\n", row.line, row.key, change.field,
                                     change.before, change.after);
    }
    std::cout << fmt::format("new {}, changed {}, same {}, wrong {}\n", plan.fresh, plan.changed, plan.same,
                             plan.wrong);
}

void print_hits(Context& context, const std::string& query, bool json) {
    const search::Found found = search::find(context, query, 20);
    if (json) {
        std::cout << search::to_json(query, found) << "\n";
        return;
    }
    for (const search::Hit& hit : found.hits) std::cout << fmt::format("{} {} {}\n", hit.kind, hit.record, hit.title);
}

}  // namespace

void prepare_for_serving(Program& program) {
    program.migrate();
    Context context = program.system_context();
    if (read(context, [](store::Tx& tx) { return tx.integer("select count(*) from account") == 0; }))
        create_administrator(program);
}

int migrate_command(Program& program) {
    program.migrate();
    std::cout << "The schema has version " << store::schema_version(program.database()) << ".\n";
    return 0;
}

int add_user(Program& program, const UserOptions& options) {
    program.require_schema();
    Context context = program.system_context();
    auth::AccountInput input;
    input.name = options.name;
    input.full_name = options.full_name.empty() ? options.name : options.full_name;
    input.email = options.email;
    input.language = parse_language(options.language).value_or(Language::vi);
    for (const std::string& role : options.roles) {
        const auto index = records::find_code(codes(auth::Role{}), role);
        if (!index) throw Refused("there is no role '" + role + "'");
        input.roles.push_back(static_cast<auth::Role>(*index));
    }
    if (!options.body.empty()) {
        const auto body = read(context, [&](store::Tx& tx) { return people::body_named(tx, options.body); });
        if (!body) throw Refused("there is no body named '" + options.body + "'");
        input.body = *body;
    }
    const auto created = auth::create_account(context, input);
    if (!created) return print(created.error());
    return print_user_link(program, options.name);
}

int print_user_link(Program& program, const std::string& name) {
    program.require_schema();
    Context context = program.system_context();
    const auto account = read(context, [&](store::Tx& tx) { return auth::account_by_name(tx, name); });
    if (!account) throw Refused("there is no account '" + name + "'");
    const auto link = auth::hand_out_link(context, account->id);
    if (!link) return print(link.error());
    std::cout << whole_link(program, *link) << "\n";
    return 0;
}

int import_exchanges(Program& program, const ImportOptions& options) {
    program.require_schema();
    Context context = program.system_context();
    const std::string bytes = read_whole(options.file);
    const auto plan = exchange::plan_import(context, bytes);
    if (!plan) return print(plan.error());
    if (options.dry_run || (plan->wrong > 0 && !options.skip_bad)) print_plan(*plan);
    if (options.dry_run) return plan->wrong > 0 ? 1 : 0;
    const auto result =
        exchange::run_import(context, bytes, options.skip_bad ? exchange::Bad::skip : exchange::Bad::refuse, false);
    if (!result) return print(result.error());
    std::cout << fmt::format("created {}, updated {}, same {}, skipped {}\n", result->created, result->updated,
                             result->same, result->skipped);
    return 0;
}

int import_units(Program& program, const ImportOptions& options) {
    program.require_schema();
    Context context = program.system_context();
    const auto file = people::import_units(context, read_whole(options.file),
                                           options.dry_run ? people::UnitRun::check : people::UnitRun::write);
    if (!file) return print(file.error());
    for (const people::UnitFileRow& row : file->rows)
        for (const Error::Field& error : row.errors)
            std::cout << fmt::format("line {}: {}: {}\n", row.line, error.name,
                                     i18n::tr(Language::en, error.key, error.arguments));
    std::cout << fmt::format("new {}, changed {}, same {}, wrong {}{}\n", file->fresh, file->changed, file->same,
                             file->wrong, options.dry_run || file->wrong > 0 ? "; nothing was written" : "");
    return file->wrong > 0 ? 1 : 0;
}

int search_command(Program& program, const SearchOptions& options) {
    program.require_schema();
    Context context = program.system_context();
    if (!options.standard_input) {
        print_hits(context, options.query, options.json);
        return 0;
    }
    for (std::string line; std::getline(std::cin, line);) print_hits(context, line, options.json);
    return 0;
}

int term_report_command(Program& program, const ReportOptions& options) {
    program.require_schema();
    Context context = program.system_context();
    context.language = parse_language(options.language).value_or(Language::vi);
    const auto period = report::parse_period(options.from, options.to);
    if (!period) return print(period.error());
    const auto made = report::term_report(context, *period);
    if (!made) return print(made.error());
    if (options.rows.empty()) {
        std::cout << (options.format == "json" ? report::as_json(context.language, *made) + "\n"
                                               : report::as_text(context.language, *made));
        return 0;
    }
    const report::Figure* figure = made->find(options.rows);
    if (!figure) {
        std::string known;
        for (const report::Figure& one : made->figures) known += (known.empty() ? "" : ", ") + one.key;
        std::cerr << fmt::format("caunoi: the report has no figure '{}'; it has {}\n", options.rows, known);
        return 2;
    }
    auto rows = report::export_rows(context, *figure);
    if (!rows) return print(rows.error());
    rows->print(std::cout);
    return 0;
}

int verify_history(Program& program, const std::vector<std::string>& heads) {
    program.require_schema();
    const log::Verification found = program.database().snapshot([&](store::Tx& tx) { return log::verify(tx, heads); });
    std::cout << fmt::format("lines {}, not yet sealed {}, erased {}\n", found.lines, found.unsealed, found.erased);
    if (found.sound) {
        if (found.head.size > 0) std::cout << "head " << log::to_text(found.head) << "\n";
        std::cout << "The history is sound.\n";
        return 0;
    }
    std::cout << fmt::format("The history is broken at line {} (entry {}): {}\n", found.broken_leaf,
                             found.broken_entry.value, found.reason);
    return 1;
}

int backup_command(Program& program, const std::string& target) {
    program.require_schema();
    const std::filesystem::path file =
        target.empty() ? backup::folder_of(program.installation()) / ("caunoi-" + to_rfc3339(now()) + ".tar")
                       : std::filesystem::path(target);
    if (std::filesystem::exists(file)) throw Refused(file.string() + " exists already; a backup is never overwritten");
    const backup::Manifest manifest =
        backup::save(program.database(), program.installation(), now(), file, store::embedded_migrations());
    std::cout << fmt::format("{}: {} history lines, {} files, {} bytes of files, history {}, head {}\n", file.string(),
                             manifest.log_lines, manifest.files, manifest.file_bytes, manifest.history,
                             manifest.log_head.empty() ? "none" : manifest.log_head);
    std::cout << "The key file " << (program.installation().data / "master.key").string()
              << " is not in the backup: keep a copy of it in another place.\n";
    return 0;
}

int restore_command(Program& program, const std::string& source) {
    const auto restored =
        backup::restore(source, program.database(), program.installation(), store::embedded_migrations());
    if (!restored) return print(restored.error());
    Context context = program.system_context();
    search::rebuild(context);
    std::cout << fmt::format("Restored the backup of {}: {} history lines, {} files.\n",
                             to_rfc3339(restored->created_at), restored->log_lines, restored->files);
    return 0;
}

int copy_command(const std::string& from, const std::string& to) {
    store::Database source({.url = from});
    store::Database target({.url = to});
    store::migrate(target, store::embedded_migrations());
    store::copy_all(source, target, store::embedded_migrations());
    std::cout
        << "Copied and verified. Start the server with --database for the new one; it builds the search index again.\n";
    return 0;
}

void require_installation(const Config& config) {
    if (!std::filesystem::is_directory(config.data))
        throw Refused("there is no folder " + config.data.string() + "; give the one of the installation with --data");
    if (!std::filesystem::exists(config.data / "master.key"))
        throw Refused("there is no master.key in " + config.data.string() +
                      "; put your copy of it back before anything else, or give the right --data");
}

int doctor(Program& program) {
    bool sound = true;
    for (const Check& check : examine(program)) {
        sound = sound && check.verdict != Verdict::fail;
        const std::string_view word = check.verdict == Verdict::ok     ? "ok  "
                                      : check.verdict == Verdict::warn ? "warn"
                                                                       : "FAIL";
        std::cout << fmt::format("{}  {}: {}", word, check.name, check.text);
        if (check.verdict != Verdict::ok && !check.advice.empty()) std::cout << "; " << check.advice;
        std::cout << "\n";
    }
    return sound ? 0 : 1;
}

}  // namespace caunoi::app
