// The part of a request's life that blocks: form, handler, compression, opening the file that goes out.
#pragma once

#include "platform/http/file_reader.hpp"
#include "platform/http/intake.hpp"
#include "platform/http/response_writer.hpp"
#include "platform/http/server.hpp"

#include <optional>

namespace caunoi::http {

// Ready to be written.
struct Answer {
    Response response = {};
    Outgoing outgoing = {};
    FileReader file = {};
    bool refused = false;  // by us and not by the handler: the connection ends with it
};

Response refusal_for(int status, const RefusalPage& page);

// All of these are noexcept, because a coroutine that is thrown out of on a worker would tear its connection down on
// the wrong thread. What a handler throws, or a file that cannot be opened, becomes a 500.

// On the I/O thread.
std::optional<Response> ask_quick(const Request& request, const QuickHandler& quick, const RefusalPage& page) noexcept;
Answer answer_of(Response response, const Request& request) noexcept;  // not for a FileBody

// On a worker thread.
Answer work_out(Request& request, Intake& intake, const WorkHandler& work, const RefusalPage& page) noexcept;
Answer open_answer(Response response, const Request& request, const RefusalPage& page) noexcept;  // a FileBody

}  // namespace caunoi::http
