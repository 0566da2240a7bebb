// What becomes of a request's body, by its type: kept, parsed as a form, streamed to disk, or read and forgotten.
#pragma once

#include "platform/http/multipart.hpp"
#include "platform/http/request.hpp"
#include "platform/http/server.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace caunoi::http {

class Intake {
public:
    Intake(const Request& request, const Limits& limits, const std::filesystem::path& spool);

    [[nodiscard]] int status() const { return status_; }  // 400, 413 or 503 (the spool); 0 while nothing is wrong
    [[nodiscard]] std::uint64_t limit() const { return limit_; }
    [[nodiscard]] bool writes_to_disk() const { return multipart_.has_value(); }  // take() then belongs on a worker

    bool take(std::string_view piece) noexcept;
    bool finish(Request& request) noexcept;  // on a worker: decoding a form of 1 MB takes milliseconds

private:
    enum class Kind { ignored, form, multipart, raw };
    bool refuse(int status);

    Kind kind_ = Kind::ignored;
    std::uint32_t form_fields_;
    std::uint64_t limit_;
    std::uint64_t taken_ = 0;
    int status_ = 0;
    std::string body_;
    std::optional<MultipartParser> multipart_;
};

}  // namespace caunoi::http
