// The demonstration: published facts about exchanges, gates and units, and samples that are marked so.
#pragma once

#include "app/program.hpp"

namespace caunoi::app {

// Refused when the database already holds other data.
void load_demonstration(Program& program);
// The first administrator, without a password: the console prints a one-time link.
void create_administrator(Program& program);

}  // namespace caunoi::app
