// Is this installation in order? The short answer for /readyz, the long one for `caunoi doctor`.
#pragma once

#include "platform/context/installation.hpp"
#include "platform/store/database.hpp"

#include <string>
#include <vector>

namespace caunoi::app {

class Program;

enum class Verdict { ok, warn, fail };
struct Check {
    std::string name;
    Verdict verdict = Verdict::ok;
    std::string text;         // what was found; without paths in what readiness() finds
    std::string advice = {};  // what to do about it
};

// The database answers with this version's schema, the data folder can be written, the disk has room. Milliseconds.
std::vector<Check> readiness(store::Database& database, const Installation& installation);
// Everything an operator would look at. Never throws: what cannot be looked at is a failed check.
std::vector<Check> examine(Program& program);

}  // namespace caunoi::app
