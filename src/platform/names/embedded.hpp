// The files of names/, carried in the binary.
#pragma once

#include "platform/base/embedded.hpp"

#include <span>

namespace caunoi::names {

std::span<const EmbeddedFile> embedded_names();

}  // namespace caunoi::names
