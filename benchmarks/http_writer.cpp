// What a response costs to write, for decisions/0101: one plain reading loop of Beast with Beast's own writer (`beast`)
// and with ours (`lean`), beside the whole server of src/platform/http (`server`). Not part of the build:
//
//   g++ -std=c++20 -O2 -Isrc benchmarks/http_writer.cpp -o http_writer <libcaunoi_http.a> <libcaunoi_base.a> … -lfmt
//   -pthread
//   ./http_writer beast 8090 &   wrk -t1 -c64 -d3 http://127.0.0.1:8090/page   kill %1 → "requests, CPU µs each"
//
// Paths: /text (14 bytes) and /page (20 kB). One I/O thread, no worker hop, no compression.
#include "platform/http/assets.hpp"
#include "platform/http/response_writer.hpp"
#include "platform/http/server.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <atomic>
#include <cstdio>
#include <string>
#include <string_view>
#include <sys/resource.h>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using namespace caunoi::http;

const std::string text_body = "Cau Noi: hello";
const std::string page_body(20'428, 'x');
std::uint64_t answered = 0;

const std::string& body_for(std::string_view path) {
    return path == "/page" ? page_body : text_body;
}

Response response_for(std::string_view path) {
    Response response;
    response.type = "text/html; charset=utf-8";
    response.body = Encoded{.plain = body_for(path)};
    response.add("Cache-Control", "no-store");
    return response;
}

asio::awaitable<void> write_beast(tcp::socket& socket, const std::string& path, bool keep_alive) {
    beast::http::response<beast::http::string_body> response(beast::http::status::ok, 11);
    response.set(beast::http::field::date, "Thu, 01 Jun 2023 02:30:00 GMT");
    response.set(beast::http::field::content_type, "text/html; charset=utf-8");
    response.set(beast::http::field::cache_control, "no-store");
    response.body() = body_for(path);
    response.keep_alive(keep_alive);
    response.prepare_payload();
    co_await beast::http::async_write(socket, response, asio::use_awaitable);
}

asio::awaitable<void> write_lean(tcp::socket& socket, const std::string& path, std::string& head) {
    const Response response = response_for(path);
    const Outgoing outgoing = plan(response, Request{}, 0);
    write_head(head, response, outgoing, Connection::keep, "Thu, 01 Jun 2023 02:30:00 GMT");
    const std::string_view body = body_view(response, outgoing);
    const std::array<asio::const_buffer, 2> both{asio::buffer(head), asio::buffer(body)};
    co_await asio::async_write(socket, both, asio::use_awaitable);
}

asio::awaitable<void> converse(tcp::socket socket, bool lean) {
    socket.set_option(tcp::no_delay(true));
    beast::flat_buffer buffer;
    std::string head;
    for (;;) {
        beast::http::request_parser<beast::http::empty_body> parser;
        co_await beast::http::async_read(socket, buffer, parser, asio::use_awaitable);
        const std::string path(parser.get().target());
        if (lean)
            co_await write_lean(socket, path, head);
        else
            co_await write_beast(socket, path, parser.get().keep_alive());
        ++answered;
    }
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, bool lean) {
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        asio::co_spawn(acceptor.get_executor(), converse(std::move(socket), lean), asio::detached);
    }
}

void run_loop(std::uint16_t port, bool lean) {
    asio::io_context io{1};
    tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), port});
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](auto, auto) { io.stop(); });
    asio::co_spawn(io, accept_all(acceptor, lean), asio::detached);
    io.run();
}

void run_server(std::uint16_t port) {
    Server server(
        {.port = port, .io_threads = 1, .workers = 1},
        [](const Request& request) -> std::optional<Response> { return response_for(request.path); }, nullptr,
        [](int status) { return text("", status); });
    asio::io_context io;
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&server](auto, auto) { server.stop(); });
    std::thread waiting([&io] { io.run(); });
    server.run();
    waiting.join();
    answered = server.counters().requests;
}

}  // namespace

std::span<const Asset> caunoi::http::embedded_assets() {
    return {};
}

int main(int count, char** arguments) {
    if (count != 3) return 2;
    const std::string_view mode = arguments[1];
    const auto port = static_cast<std::uint16_t>(std::stoi(arguments[2]));
    if (mode == "server")
        run_server(port);
    else
        run_loop(port, mode == "lean");
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto micros = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
    };
    std::printf("%s %lu requests, %.2f CPU us each\n", arguments[1], answered,
                (micros(used.ru_utime) + micros(used.ru_stime)) / static_cast<double>(answered));
}
