// The history of one record as a page: who did what when, what each field was before and after, and whether the line is
// sealed. The caller has checked that the record may be seen.
#pragma once

#include "platform/context/context.hpp"
#include "platform/html/writer.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/log/log.hpp"
#include "platform/records/records.hpp"

#include <string>
#include <string_view>

namespace caunoi::web {

struct HistoryOf {
    const records::Description& description;
    std::int64_t record = 0;
    std::string title;  // of the record, for heading and way back
    html::Url back;     // the record's page
    records::Words words = {};
};
// Who did it, as people read it: the program itself has a name in each language.
std::string_view actor_text(Language language, const log::Entry& entry);

http::Response history_page(const http::Request& request, Context& context, const HistoryOf& of);
// Of a record that may have been deleted, which still has its history: no title then, and the way back is the list.
http::Response record_history(const http::Request& request, Context& context, const records::Description& description,
                              std::int64_t record, const std::optional<std::string>& title, html::Literal list,
                              records::Words words = {});

}  // namespace caunoi::web
