// Pages for what went wrong: each says what happened, that nothing was lost, and what to do next.
#pragma once

#include "platform/base/result.hpp"
#include "platform/context/context.hpp"
#include "platform/http/response.hpp"

#include <string_view>

namespace caunoi::web {

http::Response error_page(const Context& context, int status, const Error& error);
http::Response fault_page(Language language, std::string_view request_id);  // 500, with the number to tell the operator
http::Response refusal_page(int status);

}  // namespace caunoi::web
