// The command line: one subcommand a task. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#pragma once

namespace caunoi::app {

int run_command(int argc, char** argv);

}  // namespace caunoi::app
