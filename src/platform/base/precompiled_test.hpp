// What almost every test includes, beside what every file does: GoogleTest alone is half of a small test's compile
// time.
#pragma once

#include "platform/base/precompiled.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
