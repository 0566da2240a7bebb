// The manifest of a backup as text. Only for this folder.
#pragma once

#include "platform/backup/backup.hpp"

#include <string>
#include <string_view>

namespace caunoi::backup {

std::string to_text(const Manifest& manifest);
Manifest parse_manifest(std::string_view text);  // throws DamagedBackup; names that it does not know are passed over

}  // namespace caunoi::backup
