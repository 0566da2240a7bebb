// Settings of one running program: a TOML file, overridden by CAUNOI_* variables, overridden by options of the command.
#pragma once

#include "platform/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::app {

struct Config {
    std::filesystem::path data = "data";
    std::string database_url;  // "" is sqlite:DATA/caunoi.db
    std::string host = "127.0.0.1";
    std::int64_t port = 8080;
    bool behind_proxy = false;
    std::string public_url;
    std::int64_t io_threads = 0;
    std::int64_t workers = 0;
    std::string log_file;  // access log; "" is standard error
    std::string mail_url;
    std::string mail_user;
    std::string mail_password;
    std::string mail_from;
    std::string mail_from_name;
    std::string mail_starttls = "required";
    std::string metrics_token;

    [[nodiscard]] std::string database() const;  // the URL in force
};

// A sentence for the operator, in English: configuration is read before any language is known.
struct ConfigProblem {
    std::string where;  // "caunoi.toml:3" or "CAUNOI_PORT"
    std::string text;
};

struct Environment {
    // nullptr when the variable is not set. Tests hand in their own.
    const char* (*get)(const char* name);
    std::vector<std::string> names;  // of all variables, to find misspelt CAUNOI_ ones
};
Environment process_environment();

// Reads `file` when it is not empty, else DATA/caunoi.toml when that exists. Unknown keys are problems that suggest the
// right one.
Config load_config(const std::filesystem::path& file, const std::filesystem::path& data, const Environment& environment,
                   std::vector<ConfigProblem>& problems);
// What is in force, key by key, secrets left out: `caunoi config show`.
std::vector<std::pair<std::string, std::string>> show(const Config& config);

}  // namespace caunoi::app
