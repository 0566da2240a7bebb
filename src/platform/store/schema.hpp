// Which schema a list of migrations leads to, without touching a database.
#pragma once

#include "platform/store/database.hpp"

namespace caunoi::store {

int newest_version(std::span<const EmbeddedFile> migrations, Engine engine);

}  // namespace caunoi::store
