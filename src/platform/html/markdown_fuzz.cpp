// libFuzzer: whatever people write becomes well-formed markup.
#include "platform/html/components.hpp"
#include "platform/html/test_markup.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    caunoi::html::Writer w;
    caunoi::html::markdown(w, source, 2);
    const std::string markup = w.take();
    if (!caunoi::html::MarkupCheck::fault_of(markup).empty()) std::abort();
    if (markup.find("javascript:alert") != std::string::npos && markup.find("href=\"javascript") != std::string::npos)
        std::abort();
    (void)caunoi::html::markdown_as_text(source);
    return 0;
}
