// Whatever the bytes: no crash, and either a refusal or UTF-8 whose respelling is UTF-8 again.
#include "platform/base/text.hpp"
#include "platform/import/encoding.hpp"
#include "platform/import/vietnamese.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace caunoi;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto decoded = imports::decode(bytes);
    if (decoded && (!valid_utf8(decoded->text) || decoded->text.find('\0') != std::string::npos)) std::abort();
    if (!valid_utf8(imports::from_tcvn3(bytes)) || !valid_utf8(imports::from_vni(bytes))) std::abort();
    return 0;
}
