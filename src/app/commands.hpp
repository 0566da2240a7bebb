// What the subcommands do. Each returns the exit code; a sentence for the operator goes to standard error.
#pragma once

#include "app/program.hpp"

#include <string>
#include <vector>

namespace caunoi::app {

void prepare_for_serving(Program& program);  // migrates; makes the first administrator of an empty installation
int migrate_command(Program& program);

struct UserOptions {
    std::string name = {};
    std::string full_name = {};
    std::vector<std::string> roles = {};
    std::string email = {};
    std::string body = {};
    std::string language = "vi";
};
int add_user(Program& program, const UserOptions& options);
int print_user_link(Program& program, const std::string& name);

struct ImportOptions {
    std::string file = {};
    bool dry_run = false;
    bool skip_bad = false;
};
int import_exchanges(Program& program, const ImportOptions& options);
int import_units(Program& program, const ImportOptions& options);

struct SearchOptions {
    std::string query = {};
    bool json = false;
    bool standard_input = false;
};
int search_command(Program& program, const SearchOptions& options);

struct NamesOptions {
    std::string way = {};  // read, hanzi, keys
    std::string kind = "person";
    bool json = false;
};
// One name a line from standard input. Needs no installation.
int names_command(const NamesOptions& options);

struct ReportOptions {
    std::string from = {};
    std::string to = {};
    std::string language = "vi";
    std::string format = "text";
    std::string rows = {};  // key of the figure whose rows are wanted
};
int term_report_command(Program& program, const ReportOptions& options);

int verify_history(Program& program, const std::vector<std::string>& heads);
int backup_command(Program& program, const std::string& target);
int restore_command(Program& program, const std::string& source);
int copy_command(const std::string& from, const std::string& to);
// Refused where there is nothing to look at: opening a Program makes the folder, and a new key, which would hide that
// the old one is missing.
void require_installation(const Config& config);
int doctor(Program& program);

}  // namespace caunoi::app
