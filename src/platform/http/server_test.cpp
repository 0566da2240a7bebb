// The whole server over real sockets: limits, time, order, stopping, and a corpus of what it must refuse.
#include "platform/http/server.hpp"

#include "platform/base/bytes.hpp"
#include "platform/base/test_files.hpp"
#include "platform/base/test_source.hpp"
#include "platform/http/test_client.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <latch>
#include <sstream>
#include <string_view>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace caunoi::http {

namespace {

namespace fs = std::filesystem;

std::string request(std::string_view line, std::string_view headers = "", std::string_view body = "") {
    return fmt::format("{} HTTP/1.1\r\nHost: caunoi.example\r\n{}\r\n{}", line, headers, body);
}

std::string form_request(std::string_view path, std::string_view body) {
    const std::string headers =
        fmt::format("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.size());
    return request(fmt::format("POST {}", path), headers, body);
}

// What came in, written out so that a test can see it.
std::string described(const Request& request) {
    std::string out;
    for (const auto& [name, value] : request.form) out += fmt::format("{}={};", name, value);
    for (const Upload& upload : request.uploads)
        out += fmt::format("{}:{}:{}:{}", upload.field, upload.name, upload.bytes,
                           to_hex(sha256(content_of(upload.path))));
    return out + request.body;
}

class Servers : public testing::Test {
protected:
    Servers() {
        options.port = 0;
        options.io_threads = 1;
        options.workers = 4;
        options.spool = spool;
        options.sweep_ms = 10;
    }
    ~Servers() override {
        if (server) server->stop();
        if (thread.joinable()) thread.join();
        server.reset();
    }
    Servers(const Servers&) = delete;
    Servers& operator=(const Servers&) = delete;

    void start() {
        server = std::make_unique<Server>(
            options,
            [](const Request& r) -> std::optional<Response> {
                if (r.path == "/quick") return text("quick");
                return std::nullopt;
            },
            [this](Request& r) { return work(r); }, [](int status) { return text(fmt::format("refused {}", status)); });
        thread = std::thread([this] { server->run(); });
    }
    [[nodiscard]] TestClient client() const { return TestClient(server->port()); }
    Reply ask(std::string_view bytes) {
        TestClient one = client();
        one.send(bytes);
        return one.read_reply();
    }
    [[nodiscard]] std::size_t spooled() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(spool), fs::directory_iterator()));
    }

    Response work(Request& r) {
        if (r.path == "/echo") return text(described(r));
        if (r.path == "/remote") return text(fmt::format("{} {}", r.remote, r.secure));
        if (r.path == "/headers") return text(std::string(r.header("x-trailer")));
        if (r.path == "/long") return page(std::string(20000, 'x'));
        if (r.path == "/throw") throw std::runtime_error("a fault");
        if (r.path == "/file") return {.body = FileBody{.path = file, .remove_after = r.query_value("remove") == "1"}};
        if (r.path == "/take") fs::rename(r.uploads.at(0).path, spool / "taken");
        if (r.path == "/wait") {
            entered.count_down();
            leave.wait();
        }
        return text("plain");
    }

    TestFolder place;
    const fs::path& spool = place.path();
    fs::path file;
    ServerOptions options;
    std::latch entered{1};
    std::latch leave{1};
    std::unique_ptr<Server> server;
    std::thread thread;
};

std::string multipart(std::string_view path, std::string_view file) {
    std::string body = fmt::format(
        "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nảnh\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.jpg\"\r\n\r\n{}\r\n--XX--\r\n",
        file);
    return request(fmt::format("POST {}", path),
                   fmt::format("Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: {}\r\n", body.size()),
                   body);
}

}  // namespace

TEST_F(Servers, EachRequestOfTheCorpusGetsTheStatusOfItsName) {
    start();
    int count = 0;
    for (const auto& entry : fs::directory_iterator(source_folder() / "tests/http_corpus")) {
        if (entry.path().extension() != ".txt") continue;
        SCOPED_TRACE(entry.path().filename());
        const int expected = std::stoi(entry.path().filename().string());
        TestClient one = client();
        one.send(content_of(entry.path()));
        const Reply reply = one.read_reply();
        EXPECT_EQ(reply.status, expected);
        EXPECT_TRUE(reply.whole);
        if (expected >= 400 && reply.body.starts_with("refused")) {
            EXPECT_TRUE(reply.has_line("Connection: close"));
            EXPECT_EQ(reply.body, fmt::format("refused {}", expected));
            EXPECT_TRUE(one.at_end());
        }
        ++count;
    }
    EXPECT_GT(count, 70);
}

TEST_F(Servers, TheCorpusSentByteByByteGetsTheSameAnswers) {
    start();
    for (const auto& entry : fs::directory_iterator(source_folder() / "tests/http_corpus")) {
        if (entry.path().extension() != ".txt") continue;
        SCOPED_TRACE(entry.path().filename());
        TestClient one = client();
        for (const char c : content_of(entry.path()))
            if (!one.send({&c, 1})) break;
        EXPECT_EQ(one.read_reply().status, std::stoi(entry.path().filename().string()));
    }
}

TEST_F(Servers, HeadsAndTargetsThatAreTooLongAreRefusedBeforeTheyEnd) {
    start();
    EXPECT_EQ(ask("GET /" + std::string(8300, 'a')).status, 414);
    EXPECT_EQ(ask(request("GET /" + std::string(8100, 'a'))).status, 200);
    EXPECT_EQ(ask(request("GET /plain", "X-Long: " + std::string(17000, 'a'))).status, 431);
    std::string many;
    for (int i = 0; i < 3000; ++i) many += "X-A: b\r\n";
    EXPECT_EQ(ask(request("GET /plain", many)).status, 431);
    EXPECT_EQ(server->counters().refused.load(), 3U);
}

TEST_F(Servers, AChunkLineThatNeverEndsIsRefused) {
    start();
    const std::string head = request("POST /echo", "Transfer-Encoding: chunked\r\n");
    EXPECT_EQ(ask(head + "1;" + std::string(20000, 'x')).status, 431);
    EXPECT_EQ(ask(head + "0\r\nX-A: " + std::string(20000, 'x')).status, 431);
}

TEST_F(Servers, TooMuchIsRefusedAlsoWhenTheLengthWasNotSaid) {
    options.limits.form_bytes = 1000;
    options.limits.form_fields = 3;
    start();
    const std::string chunk = "100\r\n" + std::string(256, 'x') + "\r\n";
    EXPECT_EQ(ask(request("POST /echo", "Transfer-Encoding: chunked\r\n", chunk + chunk + chunk + chunk + "0\r\n\r\n"))
                  .status,
              413);
    EXPECT_EQ(ask(form_request("/echo", "a=1&b=2&c=3")).status, 200);
    EXPECT_EQ(ask(form_request("/echo", "a=1&b=2&c=3&d=4")).status, 413);
    EXPECT_EQ(ask(multipart("/echo", std::string(5000, 'x'))).status, 200);
}

TEST_F(Servers, FieldsBehindAChunkedBodyAreNotHeaders) {
    start();
    const Reply reply =
        ask(request("POST /headers", "Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\nX-Trailer: believed\r\n\r\n"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "");
}

TEST_F(Servers, PipelinedRequestsAreAnsweredInOrder) {
    start();
    TestClient one = client();
    one.send(form_request("/echo", "a=1") + request("GET /quick") + form_request("/echo", "a=2") +
             request("GET /plain"));
    EXPECT_EQ(one.read_reply().body, "a=1;");
    EXPECT_EQ(one.read_reply().body, "quick");
    EXPECT_EQ(one.read_reply().body, "a=2;");
    EXPECT_EQ(one.read_reply().body, "plain");
    EXPECT_EQ(server->counters().connections.load(), 1U);
    EXPECT_EQ(server->counters().requests.load(), 4U);
}

TEST_F(Servers, KeepAliveIsTheDefaultOfOneVersionAndTheWishOfTheOther) {
    start();
    TestClient modern = client();
    modern.send(request("GET /plain"));
    EXPECT_FALSE(modern.read_reply().has_line("Connection: close"));
    modern.send(request("GET /plain", "Connection: close\r\n"));
    EXPECT_TRUE(modern.read_reply().has_line("Connection: close"));
    EXPECT_TRUE(modern.at_end());

    TestClient old = client();
    old.send("GET /plain HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(old.read_reply().has_line("Connection: keep-alive"));
    old.send("GET /plain HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(old.read_reply().has_line("Connection: close"));
    EXPECT_TRUE(old.at_end());
}

TEST_F(Servers, HeadSendsTheLengthButNotTheBody) {
    start();
    TestClient one = client();
    for (const std::string_view path : {"/quick", "/plain"}) {
        one.send(request(fmt::format("HEAD {}", path)));
        const Reply reply = one.read_reply(false);
        EXPECT_EQ(reply.status, 200);
        EXPECT_TRUE(reply.has_line("Content-Length: 5"));
    }
    one.send(request("GET /plain"));
    EXPECT_EQ(one.read_reply().body, "plain");
}

TEST_F(Servers, PagesArePackedForThoseWhoTakeIt) {
    start();
    const Reply packed = ask(request("GET /long", "Accept-Encoding: gzip, br\r\n"));
    EXPECT_TRUE(packed.has_line("Content-Encoding: gzip"));
    EXPECT_LT(packed.body.size(), 500U);
    EXPECT_EQ(ask(request("GET /long")).body, std::string(20000, 'x'));
}

TEST_F(Servers, OneHundredContinueIsSaidOnceTheHeadIsAccepted) {
    start();
    TestClient one = client();
    one.send(
        request("POST /echo",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(one.read_reply().status, 100);
    one.send("a=1");
    EXPECT_EQ(one.read_reply().body, "a=1;");
}

TEST_F(Servers, TwentyMegabytesGoToDiskAndAreGoneAfterwards) {
    start();
    std::string photo(20'000'000, '\0');
    for (std::size_t i = 0; i < photo.size(); ++i) photo[i] = static_cast<char>((i * 2654435761U) >> 24U);
    EXPECT_EQ(ask(multipart("/echo", photo)).body, fmt::format("title=ảnh;f:x.jpg:20000000:{}", to_hex(sha256(photo))));
    EXPECT_EQ(spooled(), 0U);
}

TEST_F(Servers, AnUploadThatWasTakenOverStays) {
    start();
    EXPECT_EQ(ask(multipart("/take", "bytes")).status, 200);
    EXPECT_EQ(content_of(spool / "taken"), "bytes");
    EXPECT_EQ(spooled(), 1U);
}

TEST_F(Servers, AnUploadThatBreaksOffLeavesNothing) {
    start();
    {
        TestClient one = client();
        const std::string whole = multipart("/echo", std::string(300'000, 'x'));
        one.send(whole.substr(0, whole.size() / 2));
    }
    while (server->counters().connections.load() == 0 || server->counters().open_connections.load() > 0)
        std::this_thread::yield();
    EXPECT_EQ(spooled(), 0U);
}

TEST_F(Servers, AFullSpoolIsOurFault) {
    start();
    fs::remove_all(spool);
    EXPECT_EQ(ask(multipart("/echo", "bytes")).status, 503);
    fs::create_directory(spool);
}

TEST_F(Servers, FilesAreSentWholeAndSpoolsAreRemoved) {
    file = spool / "export.csv";
    std::string rows;
    for (int i = 0; i < 100'000; ++i) rows += fmt::format("{},x\n", i);
    std::ofstream(file, std::ios::binary) << rows;
    start();
    TestClient one = client();
    one.send(request("HEAD /file"));
    EXPECT_TRUE(one.read_reply(false).has_line(fmt::format("Content-Length: {}", rows.size())));
    one.send(request("GET /file"));
    EXPECT_EQ(one.read_reply().body, rows);
    EXPECT_TRUE(fs::exists(file));
    one.send(request("GET /file?remove=1"));
    EXPECT_EQ(one.read_reply().body, rows);
    EXPECT_FALSE(fs::exists(file));
    one.send(request("GET /file"));
    EXPECT_EQ(one.read_reply().status, 500);
}

TEST_F(Servers, AnExceptionThatAHandlerLetsThroughIsA500OnALivingConnection) {
    start();
    TestClient one = client();
    one.send(request("GET /throw") + request("GET /plain"));
    EXPECT_EQ(one.read_reply().body, "refused 500");
    EXPECT_EQ(one.read_reply().body, "plain");
}

TEST_F(Servers, ARequestThatDoesNotEndInTimeIsAnswered408) {
    options.limits.header_timeout_s = 1;
    options.limits.body_timeout_s = 1;
    start();
    TestClient slow_head = client();
    TestClient slow_body = client();
    slow_head.send("GET /plain HTTP/1.1\r\nHost: x");
    slow_body.send(request("POST /echo", "Content-Length: 10\r\n", "12345"));
    EXPECT_EQ(slow_head.read_reply().status, 408);
    EXPECT_TRUE(slow_head.at_end());
    EXPECT_EQ(slow_body.read_reply().status, 408);
    EXPECT_TRUE(slow_body.at_end());
}

TEST_F(Servers, AConnectionThatAsksNothingIsClosedWithoutAWord) {
    options.limits.header_timeout_s = 1;
    options.limits.idle_timeout_s = 1;
    start();
    TestClient silent = client();
    TestClient idle = client();
    idle.send(request("GET /plain"));
    EXPECT_EQ(idle.read_reply().status, 200);
    EXPECT_TRUE(silent.at_end());
    EXPECT_TRUE(idle.at_end());
}

TEST_F(Servers, AReaderThatDoesNotReadIsCutOff) {
    options.limits.write_timeout_s = 1;
    file = spool / "large";
    std::ofstream(file, std::ios::binary) << std::string(40'000'000, 'x');
    start();
    TestClient deaf = client();
    deaf.send(request("GET /file"));
    while (server->counters().requests.load() == 0 || server->counters().open_connections.load() > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_FALSE(deaf.read_reply().whole);
}

TEST_F(Servers, ManySlowClientsDoNotHoldUpAGoodOne) {
    start();
    std::vector<std::unique_ptr<TestClient>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<TestClient>(server->port()));
        slow.back()->send(i % 2 == 0 ? "GET /plain HTTP/1.1\r\nHo"
                                     : request("POST /echo", "Content-Length: 10\r\n", "1"));
    }
    EXPECT_EQ(ask(request("GET /plain")).body, "plain");
    EXPECT_EQ(ask(form_request("/echo", "a=1")).body, "a=1;");
}

TEST_F(Servers, OneConnectionTooManyIsToldSo) {
    options.limits.connections = 2;
    start();
    TestClient first = client();
    TestClient second = client();
    first.send(request("GET /plain"));
    second.send(request("GET /plain"));
    EXPECT_EQ(first.read_reply().status, 200);
    EXPECT_EQ(second.read_reply().status, 200);
    TestClient third = client();
    EXPECT_EQ(third.read_reply().status, 503);
    EXPECT_TRUE(third.at_end());
    first.send(request("GET /plain"));
    EXPECT_EQ(first.read_reply().status, 200);
}

TEST_F(Servers, AClientStillSendingReadsItsRefusal) {
    start();
    TestClient one = client();
    one.send(request("POST /echo", "Content-Length: 3000000\r\n"));
    one.send(std::string(500'000, 'x'));
    EXPECT_EQ(one.read_reply().body, "refused 413");
}

TEST_F(Servers, TheNearestProxyIsBelievedOnlyWhenThereIsOne) {
    const std::string forwarded =
        request("GET /remote", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: http, https\r\n");
    start();
    EXPECT_EQ(ask(forwarded).body, "127.0.0.1 false");
}

TEST_F(Servers, BehindAProxyTheLastHopCounts) {
    options.behind_proxy = true;
    start();
    EXPECT_EQ(
        ask(request("GET /remote", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: http, https\r\n")).body,
        "203.0.113.9 true");
    EXPECT_EQ(ask(request("GET /remote", "X-Forwarded-For: rubbish\r\n")).body, "127.0.0.1 false");
}

TEST_F(Servers, StoppingFinishesWhatRunsAndClosesWhatWaits) {
    start();
    TestClient idle = client();
    TestClient busy = client();
    idle.send(request("GET /plain"));
    EXPECT_EQ(idle.read_reply().status, 200);
    busy.send(request("GET /wait"));
    entered.wait();
    server->stop();
    EXPECT_TRUE(idle.at_end());
    leave.count_down();
    const Reply reply = busy.read_reply();
    EXPECT_EQ(reply.body, "plain");
    EXPECT_TRUE(reply.has_line("Connection: close"));
    EXPECT_TRUE(busy.at_end());
    thread.join();
    EXPECT_EQ(server->counters().open_connections.load(), 0U);
}

TEST_F(Servers, SeveralThreadsServeOnePortAndASecondServerIsRefusedIt) {
    options.io_threads = 3;
    start();
    for (int i = 0; i < 30; ++i) EXPECT_EQ(ask(request("GET /plain")).status, 200);
    ServerOptions same = options;
    same.port = server->port();
    const auto open_again = [&] { Server(same, nullptr, nullptr, nullptr); };
    EXPECT_THROW(open_again(), std::system_error);
    same.host = "no such host";
    EXPECT_THROW(open_again(), std::system_error);
}

TEST_F(Servers, ParallelClientsGetTheirOwnAnswers) {
    options.io_threads = 2;
    start();
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            TestClient one = client();
            for (int i = 0; i < 50; ++i) {
                const std::string value = fmt::format("a={}-{}", t, i);
                one.send(form_request("/echo", value));
                if (one.read_reply().body == value + ";") ++right;
            }
        });
    for (std::thread& one : threads) one.join();
    EXPECT_EQ(right.load(), 200);
}

}  // namespace caunoi::http
