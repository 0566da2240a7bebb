// What the tests of reports share: contexts, a spool to export into, and the rows behind a figure, fetched as a reader
// would: from the address that the report gives.
#pragma once

#include "modules/exchange/test_exchange.hpp"
#include "modules/report/term_report.hpp"
#include "platform/base/test_files.hpp"
#include "platform/http/router.hpp"
#include "platform/import/csv.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace caunoi::report {

inline std::string text_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline Result<http::Response> ask(const http::Router& router, Context& context, const std::string& address) {
    const auto target = http::parse_target(address);
    if (!target) throw std::runtime_error("not an address: " + address);
    const http::Router::Match match = router.find(http::Method::get, target->path);
    if (!match.route) throw std::runtime_error("no route: " + address);
    http::Request request{.target = address, .path = target->path, .query = target->query};
    request.parameters = match.parameters;
    return match.route->handler(request, context);
}

// The table behind an address of a list: "/activities?kind=talks" → "/activities.csv?kind=talks".
inline std::vector<std::vector<std::string>> table_behind(const http::Router& router, Context& context,
                                                          const std::string& address) {
    const std::size_t query = std::min(address.find('?'), address.size());
    const auto response = ask(router, context, address.substr(0, query) + ".csv" + address.substr(query));
    if (!response) throw std::runtime_error(address + ": " + response.error().key);
    const auto& file = std::get<http::FileBody>(response->body);
    const std::string bytes = text_of_file(file.path);
    std::filesystem::remove(file.path);
    imports::CsvReader reader(bytes);
    std::vector<std::vector<std::string>> rows{*reader.header()};
    std::vector<std::string> row;
    for (bool more = true; more;) {
        more = *reader.next(row);
        if (more) rows.push_back(row);
    }
    return rows;
}

// What the rows behind a figure give: their number, or the sum over the column that the figure names.
inline std::int64_t value_behind(const http::Router& router, Context& context, const Figure& figure) {
    const auto rows = table_behind(router, context, figure.records());
    if (figure.of == Of::rows) return static_cast<std::int64_t>(rows.size()) - 1;
    const std::string_view name = of_codes[static_cast<std::size_t>(figure.of)].substr(std::string_view("sum:").size());
    const auto column = std::ranges::find(rows[0], name) - rows[0].begin();
    std::int64_t sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
        sum += parse_integer(rows[i].at(static_cast<std::size_t>(column))).value_or(0);
    return sum;
}

class ReportTest : public exchange::ExchangeTest {
protected:
    ReportTest() {
        register_search();
        installation.data = folder.path();
        people::register_routes(router);
        exchange::register_routes(router);
        register_routes(router);
    }

    TestFolder folder;
    http::Router router;
    Context writer = context_of(
        {can_view, can_record, exchange::can_view, exchange::can_record, people::can_view, people::can_record});
    Context looker = context_of({can_view, exchange::can_view, people::can_view});

    static Period period(std::string_view from, std::string_view to) { return {*parse_date(from), *parse_date(to)}; }
    TermReport report(std::string_view from, std::string_view to) {
        return must(term_report(looker, period(from, to)));
    }
    std::int64_t value(const TermReport& made, std::string_view key) { return made.at(key).value; }
};

}  // namespace caunoi::report
