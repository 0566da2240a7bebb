// Sockets: accepting, reading, writing, time limits, stopping. One thread owns a connection from its first byte to its
// last; only the blocking middle of a request hops to a worker and back.
#include "platform/http/server.hpp"

#include "platform/base/text.hpp"
#include "platform/base/time.hpp"
#include "platform/http/answer.hpp"
#include "platform/http/message.hpp"

#include <boost/asio.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <set>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace caunoi::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t read_bytes = 4 * 1024;
// A body may be slow, but not slower than this: a limit in seconds alone would turn away large uploads from a village.
constexpr std::uint64_t least_bytes_a_second = 16 * 1024;
constexpr int linger_s = 2;
constexpr std::size_t linger_bytes = 1024 * 1024;
constexpr std::uint32_t refusals_at_once = 256;  // connections beyond the limit that still get their 503
constexpr int stop_s = 10;

// Bytes that have come and are not consumed yet.
class Inbox {
public:
    [[nodiscard]] std::string_view view() const { return std::string_view(bytes_).substr(begin_, end_ - begin_); }
    [[nodiscard]] bool empty() const { return begin_ == end_; }
    void consume(std::size_t count) { begin_ += count; }
    void commit(std::size_t count) { end_ += count; }
    asio::mutable_buffer room(std::size_t count) {
        if (begin_ > 0) bytes_.erase(0, begin_);
        end_ -= std::exchange(begin_, 0);
        if (bytes_.size() < end_ + count) bytes_.resize(end_ + count);
        return asio::buffer(bytes_.data() + end_, bytes_.size() - end_);
    }
    void give_back_memory() {  // four thousand idle connections must not keep 64 kB each
        if (empty() && bytes_.size() > 4 * read_bytes) *this = Inbox();
    }

private:
    std::string bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

struct Session;

// One thread with its own listening socket: nothing is shared between the connections of two lanes.
struct Lane {
    explicit Lane(Server::Impl& owner) : server(owner) {}

    Server::Impl& server;
    std::set<Session*> sessions = {};  // before `io`, whose destruction ends the sessions that are left
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer sweeper{io};
    // Clock and date are read once a sweep, not twice a request.
    SteadyTime tick = std::chrono::steady_clock::now();
    std::string date = to_http_date(now());
    std::optional<SteadyTime> stop_at = {};
};

}  // namespace

struct Server::Impl {
    Impl(ServerOptions given, QuickHandler quick_handler, WorkHandler work_handler, RefusalPage refusal_page);
    void listen();
    void run_lane(Lane& lane);

    ServerOptions options;
    QuickHandler quick;
    WorkHandler work;
    RefusalPage refusal;
    Counters counters;
    std::uint16_t port = 0;
    std::vector<std::unique_ptr<Lane>> lanes = {};
    asio::thread_pool workers;
};

namespace {

auto into(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

enum class Phase { waiting, reading, working, writing };
enum class After { next_request, linger, gone };

struct Session {
    Session(Lane& its_lane, tcp::socket its_socket);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void enter(Phase next, std::chrono::seconds limit);
    void expire();
    [[nodiscard]] const Limits& limits() const { return lane.server.options.limits; }
    void describe_client(Request& request) const;

    asio::awaitable<std::size_t> receive(std::size_t count);
    asio::awaitable<int> read_head(Message& message);
    asio::awaitable<int> read_body(Message& message, Intake& intake);
    asio::awaitable<After> serve_one();
    asio::awaitable<After> refuse(int status, const Request& request);
    asio::awaitable<Answer> answer(Message& message, Intake& intake);
    asio::awaitable<After> write(Answer& answer, bool http_1_0, bool keep_alive);
    asio::awaitable<bool> write_file(FileReader& file);
    asio::awaitable<void> linger();
    asio::awaitable<void> to_worker();
    asio::awaitable<void> to_lane();

    Lane& lane;
    tcp::socket socket;
    std::string remote;
    Inbox inbox;
    std::string head;
    Phase phase = Phase::waiting;
    SteadyTime deadline;
    bool timed_out = false;
    bool over_limit = false;
};

Session::Session(Lane& its_lane, tcp::socket its_socket) : lane(its_lane), socket(std::move(its_socket)) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);  // head and body in one write, yet the last piece must not wait
    const tcp::endpoint peer = socket.remote_endpoint(ignored);
    const asio::ip::address address = peer.address();
    remote = address.is_v6() && address.to_v6().is_v4_mapped()
                 ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
                 : address.to_string();
    enter(Phase::waiting, std::chrono::seconds(limits().header_timeout_s));
    lane.sessions.insert(this);
    lane.server.counters.connections.fetch_add(1, std::memory_order_relaxed);
    over_limit = lane.server.counters.open_connections.fetch_add(1, std::memory_order_relaxed) >= limits().connections;
}

Session::~Session() {
    lane.sessions.erase(this);
    lane.server.counters.open_connections.fetch_sub(1, std::memory_order_relaxed);
}

void Session::enter(Phase next, std::chrono::seconds limit) {
    phase = next;
    // `tick` may be a whole sweep old, and nobody is to be cut off early.
    deadline = lane.tick + std::chrono::milliseconds(lane.server.options.sweep_ms) + limit;
}

void Session::expire() {
    error_code ignored;
    if (phase == Phase::working) return;
    timed_out = true;
    if (phase == Phase::writing) {
        socket.close(ignored);
    } else {
        socket.cancel(ignored);
    }
}

void Session::describe_client(Request& request) const {
    request.remote = remote;
    if (!lane.server.options.behind_proxy) return;
    // Only what the nearest proxy wrote itself is worth believing: the last element of the last line.
    const auto last_hop = [&](std::string_view name) {
        std::string_view last;
        for (const auto& [key, value] : request.headers)
            if (key == name) last = trim(split(value, ',').back());
        return last;
    };
    error_code error;
    const auto address = asio::ip::make_address(last_hop("x-forwarded-for"), error);
    if (!error) request.remote = address.to_string();
    request.secure = equal_ignoring_ascii_case(last_hop("x-forwarded-proto"), "https");
}

// `co_await asio::post(workers, use_awaitable)` would come back to the lane at once; the executor has to be bound.
asio::awaitable<void> Session::to_worker() {
    phase = Phase::working;
    co_await asio::post(asio::bind_executor(lane.server.workers.get_executor(), asio::use_awaitable));
}
asio::awaitable<void> Session::to_lane() {
    co_await asio::post(asio::bind_executor(lane.io.get_executor(), asio::use_awaitable));
}

// 0: closed, failed, or out of time.
asio::awaitable<std::size_t> Session::receive(std::size_t count) {
    if (timed_out || (lane.stop_at && phase == Phase::waiting)) co_return 0;
    error_code error;
    const std::size_t received = co_await socket.async_read_some(inbox.room(count), into(error));
    inbox.commit(received);
    co_return timed_out || error ? 0 : received;
}

// A status to refuse with; 0: the head is there; -1: the client has gone, or nothing was asked in time.
asio::awaitable<int> Session::read_head(Message& message) {
    const auto limit = std::chrono::seconds(limits().header_timeout_s);
    if (!inbox.empty()) enter(Phase::reading, limit);
    for (;;) {
        if (!inbox.empty()) {
            inbox.consume(message.read_head(inbox.view()));
            if (message.refused() != 0) co_return message.refused();
            if (message.head_done()) co_return 0;
        }
        const std::size_t received = co_await receive(read_bytes);
        if (received == 0) co_return timed_out && !inbox.empty() ? 408 : -1;
        if (phase == Phase::waiting) enter(Phase::reading, limit);
    }
}

asio::awaitable<int> Session::read_body(Message& message, Intake& intake) {
    if (intake.status() != 0) co_return intake.status();
    if (message.content_length().value_or(0) > intake.limit()) co_return 413;
    enter(Phase::reading, std::chrono::seconds(limits().body_timeout_s));
    if (message.expects_continue()) {
        error_code error;
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(socket, asio::buffer(go_on), into(error));
        if (error) co_return -1;
    }
    const SteadyTime last_moment = deadline;
    std::uint64_t taken = 0;
    std::string piece;
    while (!message.done()) {
        inbox.consume(message.read_body(inbox.view(), piece));
        if (message.refused() != 0) co_return message.refused();
        if (message.done() || piece.size() >= piece_bytes) {
            taken += piece.size();
            if (intake.writes_to_disk()) co_await to_worker();
            const bool good = intake.take(piece);
            if (intake.writes_to_disk()) co_await to_lane();
            phase = Phase::reading;
            deadline = last_moment + std::chrono::seconds(taken / least_bytes_a_second);
            if (!good) co_return intake.status();
            piece.clear();
            if (message.done()) break;
        }
        const std::size_t received = co_await receive(piece_bytes);
        if (received == 0) co_return timed_out ? 408 : -1;
    }
    inbox.give_back_memory();
    co_return 0;
}

asio::awaitable<Answer> Session::answer(Message& message, Intake& intake) {
    Server::Impl& server = lane.server;
    Request& request = message.request();
    co_await to_worker();
    Answer worked_out = work_out(request, intake, server.work, server.refusal);
    co_await to_lane();
    co_return worked_out;
}

asio::awaitable<After> Session::serve_one() {
    timed_out = false;
    Message message(limits());
    const int head_status = co_await read_head(message);
    if (head_status < 0) co_return After::gone;
    Request& request = message.request();
    if (head_status > 0) co_return co_await refuse(head_status, request);

    Server::Impl& server = lane.server;
    server.counters.requests.fetch_add(1, std::memory_order_relaxed);
    describe_client(request);
    if (message.done() && request.method != Method::post) {
        if (std::optional<Response> quick = ask_quick(request, server.quick, server.refusal)) {
            if (!std::holds_alternative<FileBody>(quick->body)) {
                Answer at_once = answer_of(std::move(*quick), request);
                co_return co_await write(at_once, message.is_http_1_0(), message.keep_alive());
            }
            co_await to_worker();
            Answer opened = open_answer(std::move(*quick), request, server.refusal);
            co_await to_lane();
            co_return co_await write(opened, message.is_http_1_0(), message.keep_alive());
        }
    }
    Intake intake(request, limits(), server.options.spool);
    const int body_status = co_await read_body(message, intake);
    if (body_status < 0) co_return After::gone;
    if (body_status > 0) co_return co_await refuse(body_status, request);
    Answer worked_out = co_await answer(message, intake);
    if (worked_out.refused) server.counters.refused.fetch_add(1, std::memory_order_relaxed);
    co_return co_await write(worked_out, message.is_http_1_0(), message.keep_alive() && !worked_out.refused);
}

asio::awaitable<After> Session::refuse(int status, const Request& request) {
    timed_out = false;
    lane.server.counters.refused.fetch_add(1, std::memory_order_relaxed);
    Answer refusal = answer_of(refusal_for(status, lane.server.refusal), request);
    co_return co_await write(refusal, false, false);
}

asio::awaitable<After> Session::write(Answer& answer, bool http_1_0, bool keep_alive) {
    keep_alive = keep_alive && !lane.stop_at;
    const Connection connection = !keep_alive ? Connection::close
                                  : http_1_0  ? Connection::keep_http_1_0
                                              : Connection::keep;
    write_head(head, answer.response, answer.outgoing, connection, lane.date);
    const std::string_view body = answer.outgoing.with_body ? body_view(answer.response, answer.outgoing) : "";
    enter(Phase::writing, std::chrono::seconds(limits().write_timeout_s));
    error_code error;
    const std::array<asio::const_buffer, 2> both{asio::buffer(head), asio::buffer(body)};
    co_await asio::async_write(socket, both, into(error));
    if (error) co_return After::gone;
    if (answer.outgoing.with_body && std::holds_alternative<FileBody>(answer.response.body)) {
        const bool whole = co_await write_file(answer.file);
        if (!whole) co_return After::gone;
    }
    if (!keep_alive) co_return After::linger;
    enter(Phase::waiting, std::chrono::seconds(limits().idle_timeout_s));
    co_return After::next_request;
}

asio::awaitable<bool> Session::write_file(FileReader& file) {
    std::vector<char> piece(std::min<std::uint64_t>(piece_bytes, file.bytes()));
    for (std::uint64_t left = file.bytes(); left > 0;) {
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
        co_await to_worker();
        const std::size_t count = file.read({piece.data(), wanted});
        co_await to_lane();
        if (count == 0) co_return false;  // somebody shortened it: the length is promised, so only closing tells
        enter(Phase::writing, std::chrono::seconds(limits().write_timeout_s));
        error_code error;
        co_await asio::async_write(socket, asio::buffer(piece.data(), count), into(error));
        if (error) co_return false;
        left -= count;
    }
    co_return true;
}

// Closing while bytes are still coming in sends a reset, which destroys the answer in the client's hands.
asio::awaitable<void> Session::linger() {
    error_code error;
    socket.shutdown(tcp::socket::shutdown_send, error);
    enter(Phase::writing, std::chrono::seconds(linger_s));
    std::array<char, read_bytes> waste;
    for (std::size_t read = 0; !error && read < linger_bytes;)
        read += co_await socket.async_read_some(asio::buffer(waste), into(error));
}

asio::awaitable<void> serve(std::shared_ptr<Session> session) {
    Lane& lane = session->lane;
    const Request unread;
    After after = After::next_request;
    if (session->over_limit) after = co_await session->refuse(503, unread);
    while (after == After::next_request) after = co_await session->serve_one();
    if (after == After::linger) co_await session->linger();
    session.reset();
    if (lane.stop_at && lane.sessions.empty()) lane.sweeper.cancel();
}

asio::awaitable<void> accept_connections(Lane* lane) {
    const std::uint32_t most = lane->server.options.limits.connections + refusals_at_once;
    while (lane->acceptor.is_open()) {
        error_code error;
        tcp::socket socket = co_await lane->acceptor.async_accept(into(error));
        if (!error) {
            if (lane->server.counters.open_connections.load(std::memory_order_relaxed) >= most) continue;
            asio::co_spawn(lane->io, serve(std::make_shared<Session>(*lane, std::move(socket))), asio::detached);
        } else if (lane->acceptor.is_open()) {
            // Out of descriptors: asking again at once would spin until one is free.
            asio::steady_timer pause(lane->io, std::chrono::milliseconds(100));
            co_await pause.async_wait(into(error));
        }
    }
}

asio::awaitable<void> sweep(Lane* lane) {
    while (!lane->stop_at || !lane->sessions.empty()) {
        error_code cancelled;
        lane->sweeper.expires_after(std::chrono::milliseconds(lane->server.options.sweep_ms));
        co_await lane->sweeper.async_wait(into(cancelled));
        lane->tick = std::chrono::steady_clock::now();
        lane->date = to_http_date(now());
        for (Session* session : lane->sessions)
            if (session->deadline < lane->tick) session->expire();
        if (lane->stop_at && *lane->stop_at < lane->tick) lane->io.stop();
    }
}

void begin_stop(Lane& lane) {
    error_code ignored;
    lane.acceptor.close(ignored);
    lane.stop_at = std::chrono::steady_clock::now() + std::chrono::seconds(stop_s);
    for (Session* session : lane.sessions)
        if (session->phase == Phase::waiting) session->socket.cancel(ignored);  // unless its request has just come
    if (lane.sessions.empty()) lane.sweeper.cancel();
}

void open_listener(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, bool share_port) {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    const int yes = 1;
    if (share_port) ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    acceptor.bind(endpoint);
}

}  // namespace

Server::Impl::Impl(ServerOptions given, QuickHandler quick_handler, WorkHandler work_handler, RefusalPage refusal_page)
    : options(std::move(given)),
      quick(std::move(quick_handler)),
      work(std::move(work_handler)),
      refusal(std::move(refusal_page)),
      workers(static_cast<std::size_t>(options.workers > 0
                                           ? options.workers
                                           : std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency())))) {
    const int threads = options.io_threads > 0 ? options.io_threads
                                               : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    for (int i = 0; i < threads; ++i) lanes.push_back(std::make_unique<Lane>(*this));
}

void Server::Impl::listen() {
    tcp::resolver resolver(lanes.front()->io);
    tcp::endpoint endpoint =
        *resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive).begin();
    {
        // With SO_REUSEPORT a second instance would silently take half of the connections; without it bind refuses.
        tcp::acceptor probe(lanes.front()->io);
        open_listener(probe, endpoint, false);
    }
    for (const auto& lane : lanes) {
        open_listener(lane->acceptor, endpoint, lanes.size() > 1);
        endpoint = lane->acceptor.local_endpoint();
    }
    for (const auto& lane : lanes) lane->acceptor.listen();
    port = endpoint.port();
}

void Server::Impl::run_lane(Lane& lane) {
    asio::co_spawn(lane.io, accept_connections(&lane), asio::detached);
    asio::co_spawn(lane.io, sweep(&lane), asio::detached);
    lane.io.run();
}

Server::Server(ServerOptions options, QuickHandler quick, WorkHandler work, RefusalPage refusal)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(quick), std::move(work), std::move(refusal))) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        impl_->listen();
    } catch (const boost::system::system_error& error) {
        throw std::system_error(error.code(), fmt::format("{}:{}", impl_->options.host, impl_->options.port));
    }
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return impl_->port;
}
const Counters& Server::counters() const {
    return impl_->counters;
}

void Server::run() {
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < impl_->lanes.size(); ++i)
        threads.emplace_back([this, i] { impl_->run_lane(*impl_->lanes[i]); });
    impl_->run_lane(*impl_->lanes.front());
    for (std::thread& thread : threads) thread.join();
    impl_->workers.join();
}

void Server::stop() {
    for (const auto& lane : impl_->lanes) asio::post(lane->io, [&lane = *lane] { begin_stop(lane); });
}

}  // namespace caunoi::http
