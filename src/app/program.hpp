// One opened installation: configuration, database, keys, modules. Everything the subcommands have in common.
#pragma once

#include "app/config.hpp"
#include "platform/context/context.hpp"
#include "platform/context/installation.hpp"
#include "platform/http/router.hpp"
#include "platform/store/database.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace caunoi::app {

// A sentence for whoever runs the program; ends it with exit code 1 (refused or failed).
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Program {
public:
    // Opens the database and the keys; the data directory is made when it is missing. Throws Refused or DatabaseError.
    // `clock`: tests set it.
    explicit Program(Config config, std::function<Time()> clock = now);

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] store::Database& database() { return *database_; }
    [[nodiscard]] const Installation& installation() const { return installation_; }
    [[nodiscard]] const http::Router& router() const { return router_; }

    void migrate();            // with a backup first where that is possible
    void require_schema();     // Refused when the schema is older or newer than the binary
    Context system_context();  // all permissions, now; for commands and jobs

private:
    Config config_;
    std::function<Time()> clock_;
    Installation installation_;
    std::unique_ptr<store::Database> database_;
    http::Router router_;
};

// Serves until it is told to stop. Returns the exit code.
int serve(Program& program);

}  // namespace caunoi::app
