// /files/{id}: a file is served to whoever may see a record that has it.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"
#include "platform/http/router.hpp"

#include <cstdint>
#include <string_view>

namespace caunoi::web {

using MaySee = Result<void> (*)(Context& context, std::int64_t record);
void register_file_kind(std::string_view record_kind, MaySee may_see);  // once, at the start
void register_file_route(http::Router& router);

}  // namespace caunoi::web
