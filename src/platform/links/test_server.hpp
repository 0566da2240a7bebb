// A real server of HTTP on the loopback address, gone with the object: python3 tells which port it got.
#pragma once

#include <cstdio>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace caunoi::links {

// Paths of it: /good 200 · /missing 404 · /fault 500 · /closed 403 · /no-head (405 for HEAD) · /hops/N (N redirects,
// then 200) · /slow (never answers) · /mail (leaves the web)
class TestServer {
public:
    TestServer() {
        int out[2];
        if (::pipe(out) != 0) throw std::runtime_error("no pipe");
        child_ = ::fork();
        if (child_ < 0) throw std::runtime_error("no process");
        if (child_ == 0) {
            ::dup2(out[1], 1);
            ::close(out[0]);
            ::close(out[1]);
            ::execlp("python3", "python3", "-c", program.data(), nullptr);
            ::_exit(127);
        }
        ::close(out[1]);
        char c = 0;
        while (::read(out[0], &c, 1) == 1 && c != '\n') port_ += c;
        ::close(out[0]);
        if (port_.empty()) throw std::runtime_error("the server for the tests did not start");
    }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;
    ~TestServer() {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    [[nodiscard]] std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + port_ + std::string(path);
    }
    [[nodiscard]] std::string url_of_host(std::string_view host, std::string_view path) const {
        return "http://" + std::string(host) + ":" + port_ + std::string(path);
    }

private:
    static constexpr std::string_view program = R"(
import http.server, threading
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def answer(self, status, location=None, body=b''):
        self.send_response(status)
        if location: self.send_header('Location', location)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD': self.wfile.write(body)
    def do_GET(self):
        p = self.path
        if p == '/slow': threading.Event().wait()
        elif p.startswith('/hops/'):
            n = int(p[6:])
            self.answer(302, '/hops/%d' % (n - 1)) if n else self.answer(200)
        elif p == '/mail': self.answer(302, 'ftp://example.org/')
        elif p == '/no-head': self.answer(405 if self.command == 'HEAD' else 200, None, b'x' * 5000)
        else: self.answer({'/good': 200, '/fault': 500, '/closed': 403}.get(p, 404))
    do_HEAD = do_GET
    def log_message(self, *a): pass
s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
s.daemon_threads = True
print(s.server_port, flush=True)
s.serve_forever()
)";
    pid_t child_ = -1;
    std::string port_;
};

}  // namespace caunoi::links
