// Any bytes as a multipart body, whole and in two pieces: the same outcome, and no file left behind.
#include "platform/http/multipart.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace caunoi::http;

struct Outcome {
    bool good = false;
    Pairs form;
    std::vector<std::string> uploads;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string_view bytes, std::size_t cut, const std::filesystem::path& spool) {
    MultipartParser parser("XX", spool, {.field_bytes = 512, .parts = 8, .part_header_bytes = 256});
    parser.feed(bytes.substr(0, cut));
    parser.feed(bytes.substr(cut));
    Request request;
    Outcome outcome{.good = parser.finish(request), .form = request.form, .uploads = {}};
    for (const Upload& upload : request.uploads) {
        if (std::filesystem::file_size(upload.path) != upload.bytes) std::abort();
        std::filesystem::remove(upload.path);
        outcome.uploads.push_back(upload.field + '\0' + upload.name + '\0' + std::to_string(upload.bytes));
    }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::filesystem::path spool = [] {
        std::string name = (std::filesystem::temp_directory_path() / "multipart-fuzz-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        return std::filesystem::path(name);
    }();
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (read(bytes, bytes.size(), spool) != read(bytes, data[0] * bytes.size() / 256, spool)) std::abort();
    if (!std::filesystem::is_empty(spool)) std::abort();
    return 0;
}
