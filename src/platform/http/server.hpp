// The socket side: HTTP/1.1 over TCP. The only file behind it that knows Beast and Asio is server.cpp.
#pragma once

#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace caunoi::http {

struct Limits {
    std::uint32_t header_bytes = 16 * 1024;
    std::uint32_t target_bytes = 8 * 1024;
    std::uint64_t form_bytes = 1024 * 1024;         // urlencoded forms, and the fields of multipart ones
    std::uint64_t upload_bytes = 32 * 1024 * 1024;  // a multipart body as a whole; streamed to disk
    std::uint32_t form_fields = 2000;
    std::uint32_t connections = 4096;  // over all threads; one more is answered 503 and closed
    int header_timeout_s = 15;         // from the first byte of a request (or its connection) to its last header
    int body_timeout_s = 120;
    int idle_timeout_s = 60;  // keep-alive without a request
    int write_timeout_s = 120;
};

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;    // 0: any free one
    int io_threads = 0;           // 0: one a core
    int workers = 0;              // 0: twice the cores, at least 4
    bool behind_proxy = false;    // believe X-Forwarded-For and X-Forwarded-Proto of the last hop
    std::filesystem::path spool;  // uploads are streamed here
    int sweep_ms = 1000;          // how often time limits are looked at; tests look more often
    Limits limits = {};
};

// Runs on the I/O thread and must not block: assets, cached public pages, health. Asked for GET and HEAD without a body
// only. nullopt: hand it to a worker.
using QuickHandler = std::function<std::optional<Response>(const Request&)>;
// Runs on a worker thread; never throws (the pipeline catches). An upload is taken over by renaming its file away or by
// clearing its path; what is left is removed afterwards.
using WorkHandler = std::function<Response(Request&)>;
// Answers the server gives on its own (400, 405, 408, 413, 414, 417, 431, 500, 501, 503) as a readable page.
using RefusalPage = std::function<Response(int status)>;

struct Counters {  // for /metrics
    std::atomic<std::uint64_t> requests{0}, refused{0}, connections{0}, open_connections{0};
};

class Server {
public:
    // Opens the listening sockets; throws std::system_error when the address cannot be had.
    Server(ServerOptions options, QuickHandler quick, WorkHandler work, RefusalPage refusal);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] const Counters& counters() const;
    // Once, until stop(). Running requests are finished first: their connections are cut after 10 s, but a handler that
    // still runs is waited for, since a thread cannot be taken out of it.
    void run();
    void stop();  // from any thread, and from a signal handler's thread

    struct Impl;  // of server.cpp

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace caunoi::http
