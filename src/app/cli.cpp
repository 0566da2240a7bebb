#include "app/cli.hpp"

#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/demo.hpp"
#include "app/program.hpp"
#include "modules/report/term_report.hpp"
#include "platform/i18n/i18n.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

namespace caunoi::app {

namespace {

// Options that every subcommand has.
struct Given {
    std::string data = "data";
    std::string database;
    std::string config;
    std::string host;
    int port = -1;
    bool behind_proxy = false;
};

Config config_of(const Given& given) {
    std::vector<ConfigProblem> problems;
    Config config = load_config(given.config, given.data, process_environment(), problems);
    if (!problems.empty()) {
        std::string text = "the configuration is wrong:";
        for (const ConfigProblem& problem : problems) text += fmt::format("\n  {}: {}", problem.where, problem.text);
        throw Refused(text);
    }
    if (!given.database.empty()) config.database_url = given.database;
    if (!given.host.empty()) config.host = given.host;
    if (given.port >= 0) config.port = given.port;
    if (given.behind_proxy) config.behind_proxy = true;
    return config;
}

CLI::App* add(CLI::App& app, Given& given, const std::string& name, const std::string& description) {
    CLI::App* command = app.add_subcommand(name, description);
    command
        ->add_option("--data", given.data, "folder of files and keys, and of the database unless --database names one")
        ->envname("CAUNOI_DATA");
    command->add_option("--database", given.database, "sqlite:FILE or postgres://USER@HOST:PORT/NAME");
    command->add_option("--config", given.config, "settings file (default: caunoi.toml in the data folder)")
        ->envname("CAUNOI_CONFIG");
    return command;
}

// For options that are days; an empty answer takes the value.
std::string a_day(const std::string& text) {
    return parse_date(text) ? std::string() : fmt::format("'{}' is not a day like 2017-01-01", text);
}

void check_period(const ReportOptions& options) {
    const auto period = report::parse_period(options.from, options.to);
    if (period) return;
    const Error::Field& wrong = period.error().fields.front();
    throw CLI::ValidationError(fmt::format("--from {} --to {}", options.from, options.to),
                               i18n::tr(Language::en, wrong.key, wrong.arguments));
}

int report_problem(const std::string& text) {
    std::cerr << "caunoi: " << text << "\n";
    return 1;
}

}  // namespace

int run_command(int argc, char** argv) {
    CLI::App app("Cầu Nối: the working system of a friendship association", "caunoi");
    app.require_subcommand(1);
    Given given;
    std::function<int()> chosen;
    const auto on = [&](CLI::App* command, std::function<int()> run) {
        command->callback([&chosen, run = std::move(run)] { chosen = run; });
    };

    CLI::App* command = add(app, given, "serve", "start the server");
    command->add_option("--host", given.host, "address to listen on (default 127.0.0.1)");
    command->add_option("--port", given.port, "port to listen on (default 8080; 0 takes a free one)")
        ->check(CLI::Range(0, 65535));
    command->add_flag("--behind-proxy", given.behind_proxy,
                      "a proxy in front speaks TLS and sets X-Forwarded-For and -Proto");
    on(command, [&] {
        Program program(config_of(given));
        prepare_for_serving(program);
        return serve(program);
    });

    on(add(app, given, "migrate", "bring the database to this version's schema"), [&] {
        Program program(config_of(given));
        return migrate_command(program);
    });

    on(add(app, given, "demo", "make a new installation and load the demonstration"), [&] {
        Program program(config_of(given));
        program.migrate();
        load_demonstration(program);
        std::cout << "The demonstration is loaded.\n";
        return 0;
    });

    command = app.add_subcommand("user", "accounts");
    command->require_subcommand(1);
    static UserOptions user;
    CLI::App* user_add = add(*command, given, "add", "make an account and print its one-time link");
    user_add->add_option("name", user.name, "sign-in name")->required();
    user_add->add_option("--full-name", user.full_name, "name as shown (default: the sign-in name)");
    user_add
        ->add_option("--role", user.roles,
                     "administrator, clerk, chair, committee, inspector, member, editor, agency, partner")
        ->required();
    user_add->add_option("--email", user.email, "for one-time links by mail");
    user_add->add_option("--body", user.body, "for partners and agencies: exact name of the body they act for");
    user_add->add_option("--language", user.language, "vi, zh or en");
    on(user_add, [&] {
        Program program(config_of(given));
        return add_user(program, user);
    });
    CLI::App* user_link = add(*command, given, "link", "print a one-time link for an account");
    user_link->add_option("name", user.name, "sign-in name")->required();
    on(user_link, [&] {
        Program program(config_of(given));
        return print_user_link(program, user.name);
    });

    command = app.add_subcommand("import", "read records from a table");
    command->require_subcommand(1);
    static ImportOptions import;
    CLI::App* exchanges = add(*command, given, "exchanges", "activities from a TSV or CSV file");
    exchanges->add_option("file", import.file, "the table")->required()->check(CLI::ExistingFile);
    exchanges->add_flag("--dry-run", import.dry_run, "only say what would change");
    exchanges->add_flag("--skip-bad", import.skip_bad, "leave out wrong rows instead of refusing the file");
    on(exchanges, [&] {
        Program program(config_of(given));
        return import_exchanges(program, import);
    });

    CLI::App* units = add(*command, given, "units", "administrative units and their reforms from a TSV or CSV file");
    units->add_option("file", import.file, "the table")->required()->check(CLI::ExistingFile);
    units->add_flag("--dry-run", import.dry_run, "only say what would change");
    on(units, [&] {
        Program program(config_of(given));
        return import_units(program, import);
    });

    static SearchOptions search;
    command = add(app, given, "search", "what the search box finds");
    command->add_option("query", search.query, "words to look for");
    command->add_flag("--json", search.json, "print JSON");
    command->add_flag("--stdin", search.standard_input, "one query a line from standard input");
    on(command, [&] {
        if (search.query.empty() && !search.standard_input) throw CLI::RequiredError("query");
        Program program(config_of(given));
        return search_command(program, search);
    });

    command = app.add_subcommand("names", "names in other scripts, one a line from standard input");
    command->require_subcommand(1);
    static NamesOptions names;
    const std::pair<const char*, const char*> ways[] = {{"read", "Chinese names: their Hán-Việt form"},
                                                        {"hanzi", "Vietnamese names: characters to choose from"},
                                                        {"keys", "what a name is found by"}};
    for (const auto& [way, description] : ways) {
        CLI::App* one = command->add_subcommand(way, description);
        one->add_option("--kind", names.kind, "person, place, organisation or term (default person)")
            ->check(CLI::IsMember({"person", "place", "organisation", "term"}));
        one->add_flag("--json", names.json, "print a JSON object a line");
        on(one, [way = std::string(way)] {
            names.way = way;
            return names_command(names);
        });
    }

    command = app.add_subcommand("report", "reports");
    command->require_subcommand(1);
    static ReportOptions report;
    CLI::App* term = add(*command, given, "term", "what was done in a period, every figure with its records");
    term->add_option("--from", report.from, "first day, such as 2017-01-01")->required()->check(a_day);
    term->add_option("--to", report.to, "last day, such as 2023-06-30")->required()->check(a_day);
    term->add_option("--lang", report.language, "vi, zh or en")->check(CLI::IsMember({"vi", "zh", "en"}));
    term->add_option("--format", report.format, "text or json")->check(CLI::IsMember({"text", "json"}));
    term->add_option("--rows", report.rows, "print the rows behind the figure with this key as CSV");
    on(term, [&] {
        check_period(report);
        Program program(config_of(given));
        return term_report_command(program, report);
    });

    command = app.add_subcommand("history", "the history of all changes");
    command->require_subcommand(1);
    static std::vector<std::string> heads;
    CLI::App* verify = add(*command, given, "verify", "recompute the history and name the first broken line");
    verify->add_option("--head", heads, "a head kept elsewhere, SIZE:HASH, as printed by this command and in backups");
    on(verify, [&] {
        Program program(config_of(given));
        return verify_history(program, heads);
    });

    static std::string path;
    command = add(app, given, "backup", "write a backup file while the server runs");
    command->add_option("file", path, "target (default: a dated file in DATA/backups)");
    on(command, [&] {
        Program program(config_of(given));
        return backup_command(program, path);
    });
    command = add(app, given, "restore", "restore a backup into an empty installation");
    command->add_option("file", path, "the backup")->required()->check(CLI::ExistingFile);
    on(command, [&] {
        Program program(config_of(given));
        return restore_command(program, path);
    });

    static std::string from;
    static std::string to;
    command = add(app, given, "copy", "copy a whole installation to another database, with verification");
    command->add_option("--from", from, "database to read (default: the one in force)");
    command->add_option("--to", to, "empty database to write")->required();
    on(command, [&] { return copy_command(from.empty() ? config_of(given).database() : from, to); });

    command = app.add_subcommand("config", "settings");
    command->require_subcommand(1);
    on(add(*command, given, "check", "say whether the settings are right"), [&] {
        config_of(given);
        std::cout << "The settings are right.\n";
        return 0;
    });
    on(add(*command, given, "show", "print the settings in force, without secrets"), [&] {
        for (const auto& [key, value] : show(config_of(given))) std::cout << key << " = " << value << "\n";
        return 0;
    });

    on(add(app, given, "doctor", "look for what is wrong with this installation"), [&] {
        const Config config = config_of(given);
        require_installation(config);
        Program program(config);
        return doctor(program);
    });
    on(add(app, given, "version", "print the version"), [] {
        std::cout << "caunoi " CAUNOI_VERSION "\n";
        return 0;
    });

    try {
        app.parse(argc, argv);
        return chosen();
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);  // prints help or what is wrong
        return code == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        return report_problem(error.what());
    }
}

}  // namespace caunoi::app
