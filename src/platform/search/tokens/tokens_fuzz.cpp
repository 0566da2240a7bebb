// Any bytes: tokens lie within the source, hold nothing that an engine would read as an operator, and what a text
// consists of is found in it.
#include "platform/base/text.hpp"
#include "platform/search/tokens/index_text.hpp"
#include "platform/search/tokens/query.hpp"
#include "platform/search/tokens/tokens.hpp"

#include <cstdlib>
#include <string_view>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace caunoi::search;
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    std::size_t tokens = 0;
    tokenise(source, [&](const Token& token) {
        ++tokens;
        require(token.begin < token.end && token.end <= size);
        require(!token.text.empty() && token.text.size() < 400);
        require(caunoi::valid_utf8(token.text));
        require(token.text.find_first_of(" \"'\\:*&|!()<>\n\t") == std::string_view::npos);
    });
    const QueryPlan plan = caunoi::search::plan(source, Ending::still_typing);
    require(plan.empty() == fts5_match(plan).empty());
    require(plan.empty() == tsquery(plan).empty());
    std::size_t end = 0;
    const auto spans = highlights(source, plan);
    for (const Span& span : spans) {
        require(span.begin >= end && span.begin < span.end && span.end <= size);
        end = span.end;
    }
    require(spans.empty() == plan.empty());
    const WeightedField field[]{{source}};
    require(tsvector_literal(field).empty() == (tokens == 0));
    return 0;
}
