// Exceptions end here: beyond this file they would end a connection without an answer.
#include "platform/http/answer.hpp"

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

namespace caunoi::http {

namespace {

void remove_uploads_left(const Request& request) {
    for (const Upload& upload : request.uploads) {
        std::error_code ignored;  // renamed away by files::store: nothing is left to remove
        if (!upload.path.empty()) std::filesystem::remove(upload.path, ignored);
    }
}

}  // namespace

Response refusal_for(int status, const RefusalPage& page) {
    Response response = page(status);
    response.status = status;
    if (status == 405) response.add("Allow", "GET, HEAD, POST");
    return response;
}

std::optional<Response> ask_quick(const Request& request, const QuickHandler& quick, const RefusalPage& page) noexcept {
    try {
        return quick(request);
    } catch (const std::exception&) {
        return refusal_for(500, page);
    }
}

Answer answer_of(Response response, const Request& request) noexcept {
    Outgoing outgoing = plan(response, request, 0);
    return {.response = std::move(response), .outgoing = outgoing};
}

Answer open_answer(Response response, const Request& request, const RefusalPage& page) noexcept {
    try {
        FileReader file(std::get<FileBody>(response.body));
        Outgoing outgoing = plan(response, request, file.bytes());
        return {.response = std::move(response), .outgoing = outgoing, .file = std::move(file)};
    } catch (const std::system_error&) {
        return answer_of(refusal_for(500, page), request);
    }
}

Answer work_out(Request& request, Intake& intake, const WorkHandler& work, const RefusalPage& page) noexcept {
    Response response;
    if (!intake.finish(request)) {
        Answer refusal = answer_of(refusal_for(intake.status(), page), request);
        refusal.refused = true;
        return refusal;
    }
    try {
        response = work(request);
        compress_body(response, request);
    } catch (const std::exception&) {
        response = refusal_for(500, page);
    }
    remove_uploads_left(request);
    if (std::holds_alternative<FileBody>(response.body)) return open_answer(std::move(response), request, page);
    return answer_of(std::move(response), request);
}

}  // namespace caunoi::http
